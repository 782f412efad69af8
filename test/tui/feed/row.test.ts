import { describe, expect, it } from 'vitest';
import { type Answer, answerLimitMs, sentences, type VerdictKind } from '../../../src/core/faces.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { messageLine, type RowContext, rowTime, verdictSign } from '../../../src/tui/feed/row.ts';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { fitLine, lineText } from '../../../src/tui/text/spans.ts';
import { asciiSigns, unicodeSigns } from '../../../src/tui/theme/signs.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  aNamelessMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aState,
  fetched,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';

const approved = aState({ pairing: { approved: [anApproved('shop', anId)] } });
const at = { sentAtMs: nowMs, receivedAtMs: nowMs + 200 };

const rowOf = (message: Message, parts: Partial<RowContext> = {}): string => {
  const context: RowContext = {
    core: approved,
    nowMs,
    cells: 78,
    filter: '',
    signs: unicodeSigns,
    accountCells: 0,
    ...parts,
  };
  return lineText(fitLine(messageLine(message, context), context.cells)).trimEnd();
};

const withAccount = (
  account: Parameters<typeof anAccount>[0],
  more: Partial<ConsoleState> = {},
): ConsoleState => aState({ config: aConfig({ accounts: [anAccount(account)] }), ...more });

describe('the row of a message', () => {
  it.each<[string, Message, Partial<RowContext>, string]>([
    ['direct, answered', aMessage(at), {}, '14:02 ✓ reply             Nguyễn An  chào shop, còn hàng không?'],
    [
      'in a group',
      aMessage({ ...at, isGroup: true }),
      { cells: 60 },
      '14:02 ✓ reply     Nguyễn An ▸ #Nhóm bán hàng  chào shop, cò…',
    ],
    [
      'a stranger',
      aMessage({ ...at, senderId: '900' }),
      { cells: 60 },
      '14:02 ? pairing   Nguyễn An  chào shop, còn hàng không?',
    ],
    [
      'dropped',
      aMessage(at),
      { cells: 60, core: withAccount({ dmPolicy: 'disabled' }) },
      '14:02 ✗ dm off    Nguyễn An  chào shop, còn hàng không?',
    ],
    [
      'dropped, narrow',
      aMessage(at),
      { cells: 38, core: withAccount({ dmPolicy: 'allowlist' }) },
      '14:02 ✗ Nguyễn An  chào shop, còn hàn…',
    ],
    [
      'of an account',
      aMessage(at),
      { cells: 60, accountCells: 5 },
      '14:02 shop  ✓ Nguyễn An  chào shop, còn hàng không?',
    ],
    [
      'nameless',
      aNamelessMessage({ ...at, senderId: '4512000000000009999' }),
      { cells: 60 },
      '14:02 ? pairing   id …9999  chào shop, còn hàng không?',
    ],
    [
      'several lines',
      aMessage({ ...at, text: 'a\nb\tc' }),
      { cells: 60 },
      '14:02 ✓ reply     Nguyễn An  a↵b c',
    ],
    [
      'pictures',
      aMessage({ ...at, text: 'hoa', media: { kind: 'image', count: 2 } }),
      { cells: 60 },
      '14:02 ✓ reply     Nguyễn An  [2 images] hoa',
    ],
    [
      'a sticker',
      aMessage({ ...at, text: '', media: { kind: 'sticker', count: 1 } }),
      { cells: 60 },
      '14:02 ✓ reply     Nguyễn An  [sticker]',
    ],
    [
      'a reply',
      aMessage({ ...at, text: 'có', quote: 'Bình: còn không?' }),
      { cells: 60 },
      '14:02 ✓ reply     Nguyễn An  [re: Bình: còn k…] có',
    ],
    [
      'blank',
      aMessage({ ...at, text: ' ', isBlank: true }),
      { cells: 60 },
      '14:02 · no text   Nguyễn An  (no text)',
    ],
    ['own', aMessage({ ...at, isOwn: true, text: 'dạ' }), { cells: 60 }, '14:02 · sent      you  dạ'],
    [
      'ASCII',
      aMessage({ ...at, isGroup: true, text: 'a\nb' }),
      { cells: 60, signs: asciiSigns },
      '14:02 + reply     Nguyễn An > #Nhóm bán hàng  a/b',
    ],
    [
      'of another day',
      aMessage({ ...at, sentAtMs: nowMs - 86_400_000 }),
      { cells: 40 },
      '11-21 ✓ Nguyễn An  chào shop, còn hàng …',
    ],
  ])('%s', (_, message, parts, expected) => {
    expect(rowOf(message, parts)).toBe(expected);
  });

  it('says where a group has its name from another place', () => {
    const { threadName: _, ...bare } = aMessage({ ...at, isGroup: true, text: 'x' });
    const core = {
      ...approved,
      directory: { [shop]: aDirectory({ groups: fetched([aGroup({ name: 'Xưởng may' })]) }) },
    };
    expect(rowOf(bare, { core, cells: 60 })).toBe('14:02 ✓ reply     Nguyễn An ▸ #Xưởng may  x');
    expect(rowOf(bare, { cells: 60 })).toBe('14:02 ✓ reply     Nguyễn An ▸ #id …0001  x');
  });

  it.each([110, 78, 71, 58, 47, 38])(
    'at %i cells names stand below one another, and every row has its sign',
    (cells) => {
      const cores = [
        approved,
        withAccount({ dmPolicy: 'disabled' }),
        withAccount({ dmPolicy: 'allowlist' }),
        aState(),
      ];
      const rows = cores.map((core) => rowOf(aMessage(at), { core, cells, accountCells: 7 }));
      expect(new Set(rows.map((row) => row.indexOf('Nguyễn An'))).size).toBe(1);
      expect(rows.map((row) => /[✓✗?]/u.exec(row)?.[0])).toEqual(['✓', '✗', '✗', '?']);
    },
  );

  describe('of somebody named like a contact', () => {
    const contact = aPeer({ name: 'Nguyễn An' });
    const known = (parts: Partial<ConsoleState> = {}): ConsoleState =>
      aState({ directory: { [shop]: aDirectory({ peers: fetched([contact]) }) }, ...parts });
    it.each<[string, Partial<Message>, ConsoleState, string]>([
      ['a stranger', {}, known(), '14:02 ? pairing   ! Nguyễn An  x'],
      ['the contact', { senderId: contact.id }, known(), '14:02 ? pairing   Nguyễn An  x'],
      ['approved by code', {}, known({ pairing: approved.pairing }), '14:02 ✓ reply     Nguyễn An  x'],
      [
        'in allowFrom',
        {},
        known({ config: aConfig({ accounts: [anAccount({ allowFrom: [anId] })] }) }),
        '14:02 ✓ reply     Nguyễn An  x',
      ],
      ['own', { isOwn: true }, known(), '14:02 · sent      you  x'],
      ['another name', { senderName: 'Lê Cường' }, known(), '14:02 ? pairing   Lê Cường  x'],
      ['letters that look alike', { senderName: 'Nguyễn Аn' }, aState(), '14:02 ? pairing   ! Nguyễn Аn  x'],
      ['a member of a group', { isGroup: true }, known(), '14:02 ✓ reply     ! Nguyễn An ▸ #id …0001  x'],
    ])('%s', (_, parts, core, expected) => {
      expect(
        rowOf(
          {
            ...aMessage({ ...at, text: 'x' }),
            ...parts,
            ...(parts.isGroup ? { threadId: threadId(salesGroupId) } : {}),
          },
          { core, cells: 60 },
        ),
      ).toBe(expected);
    });
  });

  it('marks what the filter finds, whatever its marks', () => {
    const matches = (text: string, filter: string): string[] =>
      messageLine(aMessage({ ...at, text }), {
        core: approved,
        nowMs,
        cells: 78,
        filter,
        signs: unicodeSigns,
        accountCells: 0,
      })
        .filter(({ isMatch }) => isMatch === true)
        .map(({ text: found }) => found);
    expect(matches('Anh Nguyễn và chị NGUYÊN'.normalize('NFC'), 'nguyen')).toEqual([
      'Nguyễn',
      'Nguyễn',
      'NGUYÊN',
    ]);
    expect(matches('không', 'xyz')).toEqual([]);
  });

  it('brings a match far to the right into sight', () => {
    expect(
      rowOf(aMessage({ ...at, text: `${'rất dài '.repeat(30)}ở đây là áo dài đẹp` }), {
        cells: 60,
        filter: 'ao dai',
      }),
    ).toBe('14:02 ✓ reply     Nguyễn An  …đây là áo dài đẹp');
  });

  it('looks only at the beginning of a huge text, and cuts long names', () => {
    const name = 'Nguyễn Thị Thanh Hương Giang '.repeat(20).normalize('NFD').normalize('NFC');
    const row = rowOf(aMessage({ ...at, senderName: name, text: 'á'.repeat(1_000_000) }), { cells: 60 });
    expect(cellWidth(row)).toBeLessThanOrEqual(60);
    expect(row).toContain('áááá');
  });
});

describe('verdicts', () => {
  const kinds = Object.keys(sentences.feedScreen.verdicts) as VerdictKind[];
  it.each(kinds)('%s has a sign and a word that fits its column', (kind) => {
    expect(sentences.feedScreen.verdicts[kind].length).toBeLessThanOrEqual(sentences.feedScreen.verdictCells);
    expect(sentences.feedScreen.shortVerdicts[kind].length).toBeLessThanOrEqual(
      sentences.feedScreen.shortVerdictCells,
    );
    expect(verdictSign(kind, asciiSigns).text).toMatch(/^[\x20-\x7e]$/u);
  });
  it('tell apart what is answered, what asks and what is dropped, by sign', () => {
    expect(
      new Set(
        (['reply', 'pairing', 'dm-disabled', 'own'] as const).map(
          (kind) => verdictSign(kind, unicodeSigns).text,
        ),
      ).size,
    ).toBe(4);
  });
});

describe('what became of a message', () => {
  const told = (answer: Partial<Answer>): ConsoleState =>
    reduce(
      { ...approved, feed: { ...approved.feed, messages: [answered] } },
      {
        type: 'answer/sent',
        answer: {
          accountId: shop,
          threadId: answered.threadId,
          isGroup: false,
          text: 'Dạ còn ạ',
          atMs: nowMs + 3_400,
          ...answer,
        },
      },
    );
  const answered = aMessage(at);

  it.each<[string, ConsoleState, string, string]>([
    ['answered', told({}), '14:02 ✓ answered 3.2s     Nguyễn An', '14:02 ✓ answered  Nguyễn An'],
    [
      'refused',
      told({ error: 'Error: refused' }),
      '14:02 ✗ answer failed     Nguyễn An',
      '14:02 ✗ not sent  Nguyễn An',
    ],
    [
      'not answered yet',
      { ...approved, answers: { toldSinceMs: { [shop]: nowMs }, byThread: {} } },
      '14:02 ! no answer 40s     Nguyễn An',
      '14:02 ! waiting   Nguyễn An',
    ],
  ])('stands in the place of the verdict: %s', (_, core, long, short) => {
    const seenAtMs = nowMs + 40_200;
    expect(rowOf(answered, { core, nowMs: seenAtMs })).toContain(long);
    expect(rowOf(answered, { core, nowMs: seenAtMs, cells: 60 })).toContain(short);
  });

  it('fits its column', () => {
    const { outcome, verdictCells, shortOutcomes, shortVerdictCells } = sentences.feedScreen;
    for (const afterMs of [0, 9_949, 9_950, 89_999, 5_999_999])
      expect(outcome({ type: 'answered', afterMs, answers: [] }).length).toBeLessThanOrEqual(verdictCells);
    expect(outcome({ type: 'waiting', forMs: answerLimitMs - 1 }).length).toBeLessThanOrEqual(verdictCells);
    for (const word of Object.values(shortOutcomes))
      expect(word.length).toBeLessThanOrEqual(shortVerdictCells);
  });
});

it('shows the day of messages that are not of today', () => {
  expect([rowTime(nowMs, nowMs), rowTime(nowMs - 15 * 3_600_000, nowMs)]).toEqual(['14:02', '11-21']);
});
