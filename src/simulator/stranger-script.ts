// When the strangers of the simulated world write, and what. Pure data.
import type { MessageSpec } from './control.ts';
import { type DemoPerson, demoStrangers } from './people.ts';

/** One stranger's part. Times in milliseconds of the story, from its start. */
export interface StrangerPart {
  readonly person: DemoPerson;
  readonly firstMs: number;
  /** Writes again after so long, as long as nobody answers. */
  readonly everyMs: number;
  readonly asks: readonly string[];
  /** What follows once the account's owner has approved. */
  readonly thanks: readonly string[];
  readonly more?: Partial<MessageSpec>;
}

const texts: readonly (readonly [asks: readonly string[], thanks: readonly string[]])[] = [
  [
    ['Chào shop, mình thấy hoa trên Facebook', 'Alo shop ơi, còn mở cửa không?'],
    ['Cảm ơn shop! Cho mình đặt một bó hướng dương', 'Giao về quận 3 giúp mình nhé'],
  ],
  [
    ['Em mua bên Shopee, shop nhắn lại em với ạ', 'Đơn hàng 2211 của em tới đâu rồi ạ?'],
    ['Dạ em nhận được mã rồi, shop kiểm tra đơn giúp em'],
  ],
  [['Anh An đây, số cũ mất rồi, đây là số mới', 'Chuyển giúp anh 2 triệu, chiều anh gửi lại'], ['Anh gửi số tài khoản nhé']],
  [['Cho hỏi giá vòng hoa khai trương', 'Có ai trực không ạ?'], ['Tốt quá, cho tôi 4 vòng']],
  [['Shop ơi 🐰 có ship nhanh không', 'Bé chờ nãy giờ nè'], ['Yeah cảm ơn shop 💐']],
];

const timesMs: readonly (readonly [firstMs: number, everyMs: number])[] = [
  [4_000, 45_000],
  [9_000, 60_000],
  [25_000, 75_000],
  [50_000, 60_000],
  [95_000, 80_000],
];

/** Five strangers. The third bears a friend's name, and his program gives it to the gateway too. */
export const strangerParts: readonly StrangerPart[] = demoStrangers.map((person, index) => ({
  person,
  firstMs: timesMs[index]?.[0] ?? 60_000,
  everyMs: timesMs[index]?.[1] ?? 60_000,
  asks: texts[index]?.[0] ?? [],
  thanks: texts[index]?.[1] ?? [],
  ...(index === 2 ? { more: { nameInMetadata: true } } : {}),
}));

/** A stranger beyond the script, for the control line `stranger`. */
export const furtherStranger = (number: number): StrangerPart => ({
  person: { id: String(4_598_765_432_900_000_000n + BigInt(number)), displayName: `Khách lạ ${number}` },
  firstMs: 0,
  everyMs: 60_000,
  asks: ['Shop cho em hỏi chút ạ'],
  thanks: ['Em cảm ơn shop'],
});

/** After an approval the stranger writes again soon. */
export const thanksAfterMs = 1_500;
