// What a hostile zca prints: rows and lines of the real shape, every text in them a stranger's.
import type { Random } from '../../core/config/edit/random.ts';
import { hostileText, hugeHostileText } from './strings.ts';

/** Whose row it is: a person's name stands in the rows of their messages too. */
export type MarkKind = 'message' | 'person';

/** Marks the text of the row with this number, at its beginning, so that it can be found on a screen. */
const markOf = (kind: MarkKind, row: number): string => (kind === 'message' ? `⟦${row}⟧` : `⟪${row}⟫`);

/** A source of hostile texts that counts them. */
export interface Texts {
  readonly random: Random;
  /** A hostile text. */
  text(): string;
  /** One with the mark of a row in front. */
  marked(row: number, kind?: MarkKind): string;
  readonly count: number;
}

/** Texts from a stream of choices. */
export const textsFrom = (random: Random): Texts => {
  let count = 0;
  const text = (): string => {
    count += 1;
    return hostileText(random);
  };
  return {
    random,
    text,
    marked: (row, kind = 'person') => `${markOf(kind, row)}${text()}`,
    get count() {
      return count;
    },
  };
};

/** A decimal id for row `row` of a kind. */
export const idOf = (kind: number, row: number): string => String(kind * 10 ** 15 + row);

/** Sometimes a value of another type than the contract says. */
const odd = ({ random, text }: Texts, value: string): unknown =>
  random.chance(0.97)
    ? value
    : random.pick([null, 2 ** 60, true, [], {}, { text: text() }, [text()], -1, '']);

/** Keys that every object has, with a value that would show. */
const withEvilKeys = ({ random, text }: Texts, row: Record<string, unknown>): Record<string, unknown> => {
  if (random.chance(0.9)) return row;
  const evil: unknown = JSON.parse(
    `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}`,
  );
  return { ...row, [text()]: text(), ...(evil as object) };
};

/** `friend list -j` */
export const friendsOutput = (texts: Texts, rows: number): string =>
  JSON.stringify(
    Array.from({ length: rows }, (_, row) =>
      withEvilKeys(texts, {
        userId: texts.random.chance(0.98) ? idOf(3, row) : texts.text(),
        displayName: odd(texts, texts.marked(row)),
        zaloName: odd(texts, texts.text()),
        username: texts.text(),
        phoneNumber: texts.text(),
        avatar: texts.text(),
      }),
    ),
  );

/** `group list -j` */
export const groupsOutput = (texts: Texts, rows: number): string =>
  JSON.stringify(
    Array.from({ length: rows }, (_, row) =>
      withEvilKeys(texts, {
        groupId: texts.random.chance(0.98) ? idOf(7, row) : texts.text(),
        name: odd(texts, texts.marked(row)),
        totalMember: texts.random.pick([24, '24', -1, 1e308, null]),
        desc: texts.text(),
      }),
    ),
  );

/** `group members ID -j` */
export const membersOutput = (texts: Texts, rows: number): string =>
  JSON.stringify(
    Array.from({ length: rows }, (_, row) =>
      withEvilKeys(texts, { userId: idOf(4, row), displayName: texts.marked(row), zaloName: texts.text() }),
    ),
  );

/** `me info -j` */
export const selfOutput = (texts: Texts): string =>
  JSON.stringify({
    userId: idOf(9, 1),
    displayName: texts.text(),
    username: texts.text(),
    phoneNumber: texts.text(),
    zaloName: texts.text(),
  });

/** A line of `listen -r -k` with the message number `row`. */
export const messageLine = (texts: Texts, row: number, sentAtMs: number): string => {
  const { random } = texts;
  const isGroup = random.chance(0.4);
  const quote = random.chance(0.2)
    ? {
        ownerId: idOf(3, 1),
        msg: texts.text(),
        fromD: texts.text(),
        attach: { title: texts.text(), href: texts.text() },
      }
    : undefined;
  const media = random.chance(0.2)
    ? { mediaKind: random.pick(['image', 'file', texts.text()]), mediaUrls: [texts.text(), texts.text()] }
    : {};
  return JSON.stringify(
    withEvilKeys(texts, {
      threadId: isGroup ? idOf(7, random.below(40)) : idOf(3, random.below(400)),
      msgId: random.chance(0.98) ? idOf(5, row) : texts.text(),
      cliMsgId: texts.text(),
      type: isGroup ? 1 : 0,
      ts: String(sentAtMs),
      content: odd(texts, texts.marked(row, 'message')),
      msgType: random.chance(0.7) ? 'webchat' : random.pick(['chat.photo', 'chat.link', texts.text()]),
      ...(quote === undefined ? {} : { quote }),
      metadata: withEvilKeys(texts, {
        isGroup,
        threadId: isGroup ? idOf(7, random.below(40)) : idOf(3, random.below(400)),
        fromId: idOf(3, random.below(400)),
        senderName: texts.text(),
        senderDisplayName: texts.text(),
        threadName: texts.text(),
        ...media,
      }),
    }),
  );
};

/** Everything else a listener may print: garbage, half JSON, states with a stranger's words, a line of a megabyte. */
export const otherLine = (texts: Texts): string => {
  const { random } = texts;
  return random
    .pick([
      () => texts.text(),
      () => JSON.stringify({ [texts.text()]: texts.text() }),
      () => `{"content":${JSON.stringify(texts.text())}`,
      () => `Connected ${texts.text()}`,
      () => `[listen] ${texts.text()}`,
      () => JSON.stringify(texts.text()),
      () => '['.repeat(1 + random.below(3_000)),
    ])()
    .replaceAll('\n', ' ');
};

/** A message of a megabyte, most of it in one field. */
export const hugeLine = (texts: Texts, row: number, sentAtMs: number): string => {
  const huge = hugeHostileText(texts.random, 1_000_000);
  return JSON.stringify({
    threadId: idOf(3, row),
    msgId: idOf(6, row),
    type: 0,
    ts: String(sentAtMs),
    content: texts.random.chance(0.5) ? huge : 'short',
    metadata: { isGroup: false, fromId: idOf(3, row), senderName: huge },
  });
};
