// Why a call of zca failed, out of what it said: exit code 1 is not a diagnosis (the zca contract).

import { errorSentences } from '../error-words.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { systemCodeOf } from '../shared/system-code.ts';
import { fold } from '../shared/text/fold.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { redactText } from '../system/redact.ts';
import type { Command, Finished } from '../system/runner.ts';
import type { ZcaProgram } from './locate.ts';

// What Zalo and the programs between call a session that has ended: a dozen texts in two languages, with more to come, so that families of
// them are told, not single ones (the zca contract; zca-js#35, #47, #95, #133, #137, #153, #211, #315, #317). Pure.

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

const saysSessionEnded = (text: string): boolean => isOneOf(sure, text);

/** Does the text say that Zalo did not take a log-in? */
export const saysRefused = (text: string): boolean => isOneOf(refusals, text) || saysSessionEnded(text);

/** Does it say so, unless it speaks of the network? */
const hintsSessionEnded = (text: string): boolean => isOneOf(likely, text);

export interface ZcaCall {
  /** As the operator knows it: `zca friend list`. */
  readonly what: string;
  readonly profile: string;
  /** What was asked for, such as `group 8212345678900001330`: named when it is not found. */
  readonly subject?: string | undefined;
}

/** What is known of a run that failed: a {@link Finished}, or of a listener its exit code and the tail of its stderr. */
export type FailedRun = Pick<Finished, 'stderr'> & {
  readonly code: number | undefined;
  readonly stdout?: string;
};

const maxDetailUnits = 300;
const maxGarbageUnits = 200;
const maxReadUnits = 20_000;
const maxErrorLines = 12;

/** A line that names an error, `Error: fetch failed` as well as the `TypeError: …` of a crash. */
const errorLine = /^\s*(?:uncaught\s+)?(?:\w*error|fatal)(?:\s*\[\w+\])?:/iu;

/** Clean lines that are not blank. */
const linesOf = (text: string): string[] =>
  sanitizeText(cutUnits(text, maxReadUnits))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What belongs to the first error: its line, the lines of the answer that Zalo gave (`Response: {…}`), and what is told as cause below. */
const aroundError = (lines: readonly string[]): string => {
  const at = lines.findIndex((line) => errorLine.test(line));
  return at === -1 ? lines.join('\n') : lines.slice(at, at + maxErrorLines).join('\n');
};

/** The program's own first error line, else its first line; undefined if it said nothing. */
const firstError = (lines: readonly string[]): string | undefined => {
  const line = lines.find((candidate) => errorLine.test(candidate)) ?? lines[0];
  return line === undefined ? undefined : sanitizeLine(redactText(line), maxDetailUnits);
};

const ownedBy = /another .{0,40}listener already owns profile(?:.{0,80}?\(pid (\d{1,10})\))?/iu;
const notLoggedIn =
  /has no credentials|not logged in|not authenticated|no saved (?:session|credentials)|please log ?in/iu;
const noProfile = /profile .{0,80}(?:does not exist|not found)/iu;
const network =
  /fetch failed|\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EPIPE)\b|\bUND_ERR_|socket hang up|network is unreachable/iu;
/** Usage errors are in lower case; failures begin with a capital. */
const usage =
  /^error: (?:unknown (?:option|command)|too many arguments|missing required argument|option .* argument missing|invalid (?:option|command))/u;
const nothingFound =
  /\b(?:user|friend|group|thread|member|conversation)\b.{0,60}\bnot found\b|\bno such (?:user|friend|group|thread|member)\b/iu;

/** Tells the failures of zca apart by what it printed. Every error has the program's own words as detail. */
export const zcaFailure = (call: ZcaCall, run: FailedRun): ErrorView => {
  const fromStderr = linesOf(run.stderr);
  // Some programs complain on stdout.
  const lines = fromStderr.length > 0 ? fromStderr : linesOf(run.stdout ?? '');
  const detail = firstError(lines);
  const said = detail ?? '';
  const { profile, what } = call;
  const owned = ownedBy.exec(said);
  if (owned !== null)
    return errorSentences.listenerOwned({
      profile,
      pid: owned[1] === undefined ? undefined : Number(owned[1]),
      detail,
    });
  // Secrets are taken out of what is shown, and with them the words that tell.
  const around = aroundError(lines);
  if (saysSessionEnded(around)) return errorSentences.sessionEnded({ profile, detail });
  if (notLoggedIn.test(said)) return errorSentences.notLoggedIn({ profile, detail });
  if (noProfile.test(said)) return errorSentences.noSuchProfile({ profile, detail });
  if (usage.test(said)) return errorSentences.unsupportedCall({ what, detail });
  if (nothingFound.test(said)) return errorSentences.notFound({ subject: call.subject, detail });
  // The cause of a failed request may stand some lines below it.
  if (
    network.test(
      lines.filter((line) => errorLine.test(line) || /\b(?:cause|code)\b/u.test(line)).join('\n') || said,
    )
  ) {
    return errorSentences.noNetwork({ what, detail });
  }
  if (hintsSessionEnded(around)) return errorSentences.sessionEnded({ profile, detail });
  return errorSentences.commandFailed({ what, exitCode: run.code, detail });
};

/** The call succeeded, but its output is not what the contract says. */
export const garbageFailure = (call: ZcaCall, stdout: string): ErrorView => {
  const start = sanitizeText(redactText(cutUnits(stdout, maxReadUnits))).trim();
  return errorSentences.garbageOutput({ what: call.what, detail: cutUnits(start, maxGarbageUnits) });
};

/**
 * What the Runner threw, in the terms of zca: a start that failed becomes `zca-not-found` or `zca-not-executable`; `timed-out`,
 * `cancelled` and `too-much-output` name the call.
 */
export const runFailure = (
  call: ZcaCall,
  command: Command,
  program: ZcaProgram,
  error: unknown,
): ErrorView => {
  if (!(error instanceof AppError)) return toErrorView(error);
  const { what } = call;
  const { detail } = error.view;
  switch (error.code) {
    case 'not-started': {
      // The runner puts the system's word into the detail and keeps the cause.
      const errno = systemCodeOf(error.cause) ?? error.view.detail ?? '';
      if (/\b(?:ENOENT|ENOTDIR)\b/u.test(errno))
        return errorSentences.zcaNotFound({ lookedFor: program.shownPath });
      if (/\b(?:EACCES|EPERM|ENOEXEC)\b/u.test(errno))
        return errorSentences.zcaNotExecutable({ file: program.shownPath });
      return errorSentences.notStarted({ what, detail });
    }
    case 'timed-out':
      return errorSentences.timedOut({ what, afterMs: command.timeoutMs ?? 0, detail });
    case 'cancelled':
      return errorSentences.cancelled({ what });
    case 'too-much-output':
      return errorSentences.tooMuchOutput({
        what,
        maxBytes: command.maxStdoutBytes ?? 16 * 1_048_576,
        detail,
      });
    default:
      return error.view;
  }
};
