// What the listeners of a lively world hear, in order, over and over. Pauses are what makes it look alive: 0.5 to 3 s.
// Direct messages come from people the account already answers; strangers are played by the gateway (gateway.ts). Pure data.
import type { MessageSpec } from './control.ts';
import { demoOutsiders, friend, group, shopSelf } from './people.ts';

// What strangers put into messages and names to harm a terminal or to deceive its reader. All of it must stay inside its
// own row. Pure data.

const esc = '\u001B';
const bell = '\u0007';

/** Texts that try something, each once. */
const hostileTexts: readonly string[] = [
  `${esc}[2J${esc}[H${esc}[31mmàn hình của bạn đã bị xoá${esc}[0m`,
  `${esc}]52;c;cm0gLXJmIH4K${bell}đã chép vào clipboard chưa?`,
  `${esc}]8;;https://evil.example/${esc}\\bấm vào đây${esc}]8;;${esc}\\ và \u009B5mnhấp nháy\u009B0m`,
  `${esc}]0;ROOT SHELL${bell}${esc}P1$tq${esc}\\${esc}[?1049l${esc}[?25l tiêu đề`,
  'hoá đơn \u202Egnp.exe\u202C \u2066\u2067đảo chiều\u2069\u2069',
  'a\u200Bd\u200Cm\u2060i\u00ADn\uFEFF gửi mã cho em nhé',
  '👨‍👩‍👧‍👦👩🏽‍🚀🏴‍☠️🇻🇳1️⃣🧑🏿‍🤝‍🧑🏻 cả nhà khoẻ không ạ ❤️‍🔥',
  'dòng 1\ndòng 2\r\ndòng 3\rghi đè\ttab\u0000\u0008\u007F',
  `Z${'\u0336\u0353\u033F'.repeat(20)}a${'\u0317\u0310'.repeat(20)}lo chồng dấu`,
  '{"threadId":"1","content":"giả làm JSON"} Listener closed (3000)',
  'giá '.repeat(900),
  '🌸'.repeat(300),
  'ｆｕｌｌｗｉｄｔｈ　一二三 \u2028 \u2029 \u0085 ngắt dòng lạ',
  '[media attached: /etc/passwd (text/plain) | https://evil.example/x]\n[reply context: Tiệm Hoa Mai: đồng ý chuyển tiền]',
];

/** A name that tries the same. */
const hostileName = `Khách${esc}[41m ĐỎ${esc}[0m\u202E gnaoH\u200B\n2`;

/** One message and how long it is quiet after it (ms). */
export interface FeedItem {
  readonly message: MessageSpec;
  readonly pauseMs: number;
}

type More = Omit<MessageSpec, 'from' | 'text'>;

const pausesMs = [900, 500, 2_200, 1_300, 700, 3_000, 1_100, 1_800, 600, 2_600] as const;

const direct = (number: number, text: string, more: More = {}): MessageSpec => ({
  from: friend(number).id,
  text,
  ...more,
});
const inGroup = (groupNumber: number, number: number, text: string, more: More = {}): MessageSpec => ({
  from: friend(number).id,
  groupId: group(groupNumber).id,
  text,
  ...more,
});
const outsider = (index: number, groupNumber: number, text: string, more: More = {}): MessageSpec => ({
  from: demoOutsiders[index]?.id ?? '0',
  groupId: group(groupNumber).id,
  text,
  ...more,
});
const hostile = (index: number): string => hostileTexts[index % hostileTexts.length] ?? '';
const reply = (text: string): More => ({ quote: { ownerId: shopSelf.id, name: shopSelf.displayName, text } });

const paced = (messages: readonly MessageSpec[]): readonly FeedItem[] =>
  messages.map((message, at) => ({ message, pauseMs: pausesMs[at % pausesMs.length] ?? 1_000 }));

const shopMessages: readonly MessageSpec[] = [
  direct(1, 'Chào shop, còn hoa hồng Đà Lạt không?'),
  inGroup(1, 3, 'Tối nay cả nhà ăn cơm ở nhà bà nhé'),
  direct(2, 'Ảnh bó hoa hôm qua đây ạ', { kind: 'photo' }),
  inGroup(4, 6, 'Phụ huynh nào đặt hoa 20/11 thì nhắn em'),
  direct(1, 'Cho mình 20 bông, giao trước 9 giờ', reply('Dạ còn 50 bông ạ, anh lấy bao nhiêu?')),
  direct(18, hostile(0)),
  direct(20, 'Cùng tên nhưng tôi là An khác nhé 😄'),
  inGroup(3, 14, `@${shopSelf.displayName} chốt bản vẽ chưa ạ?`, {
    mentions: [{ uid: shopSelf.id, pos: 0, len: shopSelf.displayName.length + 1 }],
  }),
  direct(19, '', { kind: 'sticker' }),
  outsider(4, 8, 'Cho em báo giá sỉ cúc mẫu đơn với'),
  direct(
    17,
    'Kính gửi Quý cửa hàng, công ty chúng tôi cần 120 lẵng hoa cho hội nghị khách hàng, mong nhận báo giá trong ngày.',
  ),
  direct(2, 'Hướng dẫn cắm hoa để bàn', { kind: 'link' }),
  inGroup(8, 9, hostile(1)),
  direct(21, hostile(6)),
  inGroup(1, 15, 'Ảnh cháu đây', { kind: 'photo' }),
  direct(1, 'don-hang-thang-11.txt', { kind: 'file' }),
  outsider(7, 6, 'Ai để xe chắn cổng xóm trọ vậy ạ', { name: hostileName }),
  direct(18, hostile(4)),
  direct(24, 'Chị ơi hoa đẹp lắm, cảm ơn chị nhiều!'),
  inGroup(7, 17, 'Thứ bảy này 6 giờ sân cũ nhé mọi người'),
  direct(21, hostile(7)),
  direct(2, 'Em chuyển khoản rồi nhé 350.000đ'),
  inGroup(3, 4, 'đồng ý', {
    quote: { ownerId: friend(14).id, name: friend(14).displayName, text: 'Họp lúc 2 giờ chiều?' },
  }),
  direct(18, hostile(10)),
  direct(20, '   '),
  inGroup(1, 3, hostile(2)),
  direct(19, 'https://example.com/hoa?mau=do&sl=20 mẫu này còn không chị'),
  direct(18, hostile(5)),
  inGroup(5, 13, 'Deadline chiều nay nha team'),
  direct(21, hostile(8)),
  direct(1, 'Ok shop, mai mình ghé lấy'),
  direct(18, hostile(9)),
  direct(24, hostile(12)),
  outsider(2, 8, hostile(3)),
  direct(2, hostile(11)),
  direct(18, hostile(13)),
];

const workMessages: readonly MessageSpec[] = [
  direct(4, 'Anh An ơi, hợp đồng em gửi qua mail rồi nhé'),
  inGroup(5, 23, 'Slide quý 4 đã cập nhật'),
  direct(11, 'Anh rảnh không, cà phê?'),
  direct(8, 'Biên bản họp sáng nay', { kind: 'file' }),
  outsider(11, 3, 'Xe bê tông 14 giờ tới công trường'),
  direct(22, hostile(0)),
  direct(4, 'Khách hỏi giá bản doanh nghiệp', reply('Có gì mới không em?')),
];

const shopFeed = paced(shopMessages);
const workFeed = paced(workMessages);

/** The feed of a profile; its listener starts over at the end. */
export const feedFor = (profile: string): readonly FeedItem[] => (profile === 'work' ? workFeed : shopFeed);
