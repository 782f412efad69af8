// What Zalo and the programs between call a session that has ended: a dozen texts in two languages, with more to come, so that families of
// them are told, not single ones (the zca contract; zca-js#35, #47, #95, #133, #137, #153, #211, #315, #317). Pure.
import { fold } from '../shared/text/fold.ts';

/** Texts are compared folded: NFC, NFD, case and missing marks do not matter. */
const sure: readonly RegExp[] = [
  // `Đăng nhập thất bại`, `… không hợp lệ`, `… đã hết hạn`.
  /dang nhap (?:that bai|khong (?:hop le|thanh cong)|da het han|het han)/u,
  // `Phiên đăng nhập đã hết hạn`, `Phiên làm việc không hợp lệ`; `phiên bản` is a version.
  /phien (?!ban\b).{0,20}\b(?:het han|hop le|ket thuc|ton tai|bi huy|thu hoi)/u,
  // `Vui lòng đăng nhập lại`, `Bạn đã bị đăng xuất`, `Tài khoản đã được đăng nhập ở thiết bị khác`.
  /dang nhap lai|bi dang xuat|da dang xuat|dang nhap\b.{0,20}\b(?:noi|thiet bi|may) khac/u,
  // `Khởi tạo ngữ cảnh thất bại.`: what a log-in by the saved session came to was not enough for one.
  /khoi tao ngu canh/u,
  // The session key and what is made with it: `zpw_sek bị thiếu hoặc không đúng`, `Cannot read properties of null (reading 'zpw_enk')`.
  /\bzpw_(?:sek|enk)\b|\bzpsid\b/u,
  // `The session key was improperly submitted or has reached its timeout.`
  /session[ _-]?key\b.{0,80}\b(?:time ?out|timed out|expired|improper|invalid|missing|incorrect|wrong)/u,
  /\bsession\b.{0,20}\b(?:expired|revoked|terminated|no longer valid|has ended|timed out)\b/u,
  /\b(?:cookies?|credentials?|log-?in|sign-in)\b.{0,20}\b(?:expired|revoked|no longer valid)\b/u,
  /\b(?:expired|invalid|revoked) (?:zalo )?(?:session|cookies?|credentials?|log-?in)\b/u,
  /\b(?:session|cookies?) (?:is|are|was|were) (?:invalid|not valid)\b/u,
  /\b(?:log|sign)(?:ged)?[ -]?in again\b|\bre-?(?:login|authenticate)\b|\b(?:been|were|was) (?:logged|signed) out\b/u,
];

/** These are said of a network that fails, too. */
const likely: readonly RegExp[] = [
  /\b(?:log-?in|sign-?in) (?:failed|failure|is invalid|was rejected)\b/u,
  /\bunauthori[sz]ed\b|\bstatus(?: code)?:? 401\b/u,
];

/** A log-in by QR that Zalo does not take: `Can't login`, `Cannot get session, login failed`, `Unable to generate QRCode`, an answer with `error_code`. */
const refusals: readonly RegExp[] = [
  /\b(?:can'?t|cannot|can not|could not|unable to) (?:log ?in\b|get (?:session|account info|scan result|confirm result|api login version)|generate qr)/u,
  /\blog-?in (?:failed|was refused|was rejected)\b|\ban error has occurred\b|"?error_code"?\s*:/u,
];

const isOneOf = (families: readonly RegExp[], text: string): boolean => {
  const folded = fold(text);
  return families.some((family) => family.test(folded));
};

/** Does the text say, whatever else it says, that the session has ended? */
export const saysSessionEnded = (text: string): boolean => isOneOf(sure, text);

/** Does the text say that Zalo did not take a log-in? */
export const saysRefused = (text: string): boolean => isOneOf(refusals, text) || saysSessionEnded(text);

/** Does it say so, unless it speaks of the network? */
export const hintsSessionEnded = (text: string): boolean => isOneOf(likely, text);
