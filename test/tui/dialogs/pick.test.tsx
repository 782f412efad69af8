// A question answered by several of a long list: what a person sees and what is answered.
import { describe, expect, it, vi } from 'vitest';
import type { DirectoryState } from '../../../src/core/directory/model.ts';
import type { PickRequest } from '../../../src/tui/app/app.ts';
import { clickOrScroll } from '../../../src/tui/app/list-actions.ts';
import { frameSentences } from '../../../src/tui/app/words.ts';
import { pickSentences } from '../../../src/tui/dialogs/words.ts';
import { directoryScreenSentences } from '../../../src/tui/directory/words.ts';
import { placeSentences } from '../../../src/tui/keys/words.ts';
import type { PickItem } from '../../../src/tui/state/ui-state.ts';
import { aDirectory, aGroup, anId, aPeer, aState, binhId, fetched, shop } from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const an = aPeer({ id: anId, name: 'Nguyễn An', phone: '84912000111', username: 'an.ng' });
const binh = aPeer({ id: binhId, name: 'Trần Thị Bình' });
const cuong = aPeer({ id: '4512000000000004831', name: 'Lê Văn Cường'.normalize('NFD') });
const friends = [an, binh, cuong];

const world = (directory: Partial<DirectoryState> = { peers: fetched(friends) }) =>
  aState({ directory: { [shop]: aDirectory(directory) } });

interface Asked extends DrawnConsole {
  readonly answers: (readonly PickItem[] | undefined)[];
}

const ask = async (request: Partial<PickRequest> = {}, options: DrawConsoleOptions = {}): Promise<Asked> => {
  const console = await drawConsole({ state: world(), ...options });
  const answers: (readonly PickItem[] | undefined)[] = [];
  const whole: PickRequest = {
    title: 'Let in on shop',
    lines: ['Those marked may write without a code.'],
    source: { type: 'peers', accountId: shop },
    picked: [],
    typeLabel: 'type a name or an id',
    typed: async (text) => ({ key: text, label: text }),
    doneLabel: (count) => (count === 0 ? 'Done: nobody chosen' : `Done: ${count} chosen`),
    ...request,
  };
  void console.app.pick(whole).then((answer) => void answers.push(answer));
  await console.settle();
  return { ...console, answers };
};

const text = (console: DrawnConsole): string => console.screen().join('\n').normalize('NFC');
/** The rows of the list, without the frame around them. */
const rows = (console: DrawnConsole): readonly string[] =>
  console
    .screen()
    .map((row) =>
      row
        .normalize('NFC')
        .replace(/^[│|] (.*?)(?: [│|])?$/u, '$1')
        .trimEnd(),
    )
    .filter((row) => /^[›> ] (?:Done|\+ |\[)/u.test(row));
const cursor = (console: DrawnConsole): string => rows(console).find((row) => /^[›>]/u.test(row)) ?? '';
const keysOf = (items: readonly PickItem[] | undefined): readonly string[] | undefined =>
  items?.map(({ key }) => key);

describe('what is shown', () => {
  it('the answer, the way to type, then the friends in the order of their names: mark, id, phone, name', async () => {
    const console = await ask();
    expect(rows(console)).toEqual([
      '› Done: nobody chosen',
      '  + type a name or an id',
      `  [ ] ${cuong.id}             Lê Văn Cường`,
      `  [ ] ${anId} 84912000111 Nguyễn An`,
      `  [ ] ${binhId}             Trần Thị Bình`,
    ]);
    expect(text(console)).toContain('Those marked may write without a code.');
    expect(text(console)).toContain('3 to choose from');
    expect(console.screen().at(-1)).toMatch(
      /^Enter choose {2}Space mark {2}\+ add {2}Tab to Done {2}Esc cancel {2}\/ filter {2}\? help$/u,
    );
  });

  it('those that are picked and stand in no list, before the list', async () => {
    const picked = [
      { key: 'Chị Hoa', label: 'Chị Hoa' },
      { key: '4512000000000009999', label: 'Người lạ', detail: '4512000000000009999' },
      { key: binhId, label: 'an old name' },
    ];
    const console = await ask({ picked });
    expect(rows(console)).toEqual([
      '› Done: 3 chosen',
      '  + type a name or an id',
      `  [✓] ${'not in the list'.padEnd(19)}             Chị Hoa`,
      '  [✓] 4512000000000009999             Người lạ',
      `  [ ] ${cuong.id}             Lê Văn Cường`,
      `  [ ] ${anId} 84912000111 Nguyễn An`,
      `  [✓] ${binhId}             Trần Thị Bình`,
    ]);
    // Unmarked it stays in sight: it can be marked again.
    await console.press('j', 'j', 'space');
    expect(cursor(console)).toContain('[ ] not in the list');
    await console.press('g', 'enter');
    expect(keysOf(console.answers[0])).toEqual(['4512000000000009999', binhId]);
    // What stands in the list is answered by the name it has there.
    expect(console.answers[0]?.[1]?.label).toBe('Trần Thị Bình');
  });

  it('groups with their members', async () => {
    const state = world({
      groups: fetched([aGroup(), aGroup({ id: '7100000000000000002', name: 'Xưởng may', memberCount: 3 })]),
    });
    const console = await ask({ source: { type: 'groups', accountId: shop } }, { state });
    expect(rows(console).at(-1)).toBe('  [ ] 7100000000000000002 3 members  Xưởng may');
  });

  it('fixed rows, and what there is to say about them', async () => {
    const source = { type: 'fixed', rows: [{ key: '1', label: 'Một' }], note: 'Only one.' } as const;
    const console = await ask({ source });
    expect(text(console)).toContain('Only one.');
    await console.press('r');
    expect(console.screen().at(-2)).not.toContain('Error');
    expect(console.services.directory.loadPeers).not.toHaveBeenCalled();
  });

  it('with --ascii draws no other sign', async () => {
    const console = await ask({ picked: [{ key: binhId, label: '' }] }, { isAscii: true });
    expect(rows(console).at(-1)).toBe(`  [+] ${binhId}             Trần Thị Bình`);
    expect(rows(console)[0]).toBe('> Done: 1 chosen');
  });

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ])('fits %i × %i, with long names and a long question', async (columns, rowCount) => {
    const many = Array.from({ length: 40 }, (_, index) =>
      aPeer({
        id: String(4512000000000010000n + BigInt(index)),
        name: `${'Nguyễn Thị Hoàng Phượng '.repeat(6)}${index}`,
      }),
    );
    const lines = [`Ai ${'được viết thư '.repeat(30)}?`];
    const console = await ask({ lines }, { state: world({ peers: fetched(many) }), columns, rows: rowCount });
    expectFits(console.terminal);
    expect(rows(console).length).toBeGreaterThanOrEqual(5);
    await console.press('G', 'space');
    expectFits(console.terminal);
    expect(cursor(console)).toMatch(/^› \[✓\] (?:…0039|4512000000000010039) Nguyễn/u);
    await console.press('/');
    await console.type('39');
    expectFits(console.terminal);
    expect(rows(console)).toHaveLength(1);
  });

  it('a name that would drive the terminal or widen a row leaves the frame whole', async () => {
    const console = await ask(
      {},
      { state: world({ peers: fetched([aPeer({ name: '👨‍👩‍👧‍👦 Gia đình 🇻🇳' })]) }) },
    );
    expect(console.screen().find((row) => row.includes('Gia đình'))).toMatch(/^│ .* │$/u);
  });

  it('makes lines only for what is seen of thousands', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      aPeer({ id: String(4512000000000010000n + BigInt(index)), name: `Khách ${index}` }),
    );
    const console = await ask({}, { state: world({ peers: fetched(many) }) });
    await console.press('G', 'space', 'g');
    expect(rows(console)[0]).toBe('› Done: 1 chosen');
    await console.press('enter');
    expect(console.answers[0]?.[0]?.label).toBe('Khách 4999');
  });
});

describe('marking', () => {
  it('Enter and Space mark and unmark; the answer is in the order of marking', async () => {
    const console = await ask();
    await console.press('G', 'space', 'k', 'enter', 'k', 'enter', 'enter');
    expect(rows(console)[0]).toBe('  Done: 2 chosen');
    expect(text(console)).toContain('3 to choose from, 2 marked');
    await console.press('tab', 'enter');
    expect(keysOf(console.answers[0])).toEqual([binhId, anId]);
    expect(text(console)).not.toContain('Let in on shop');
  });

  it('Space neither answers nor types: it says what it is for', async () => {
    const console = await ask();
    await console.press('space');
    expect(console.screen().at(-2)).toContain(pickSentences.spaceMarks);
    expect(console.answers).toEqual([]);
  });

  it('says so in the smallest window, too', async () => {
    const console = await ask({}, { columns: 40, rows: 12 });
    await console.press('space');
    expect(console.screen().at(-2)).toContain('Space marks the rows below');
  });

  it('Esc changes nothing, without a question', async () => {
    const console = await ask({ picked: [{ key: binhId, label: '' }] });
    await console.press('G', 'space', 'esc');
    expect(console.answers).toEqual([undefined]);
  });

  it('* marks nobody', async () => {
    const console = await ask();
    await console.press('*');
    expect(console.screen().at(-2)).toContain(frameSentences.cannotMarkHere);
    expect(rows(console)[0]).toBe('› Done: nobody chosen');
  });

  it('what is pasted without brackets marks nobody and answers nothing', async () => {
    const console = await ask();
    await console.press('G');
    await console.type('xin chào quý khách\r hôm nay');
    expect(rows(console)[0]).toBe('  Done: nobody chosen');
    expect(console.answers).toEqual([]);
    await console.type('/binh\r \r');
    expect(rows(console)).toEqual([`› [ ] ${binhId}             Trần Thị Bình`]);
  });

  it('a key that is held goes on', async () => {
    const console = await ask();
    await console.type('jjj');
    expect(cursor(console)).toContain('Nguyễn An');
  });

  it('the wheel moves the cursor', async () => {
    const console = await ask();
    clickOrScroll(console.app, { type: 'wheel', by: 1 });
    await console.settle();
    expect(cursor(console)).toContain('Nguyễn An');
  });
});

describe('the filter', () => {
  it('finds without regard to marks, counts, and is kept by Enter', async () => {
    const console = await ask();
    await console.type('/nguyen');
    expect(text(console)).toContain('/ nguyen');
    expect(text(console)).toContain('1 of 3');
    expect(rows(console)).toEqual([`› [ ] ${anId} 84912000111 Nguyễn An`]);
    await console.press('enter');
    expect(text(console)).toContain('/nguyen 1 of 3  Esc shows all');
    // Enter on what was found: never the answer.
    await console.press('enter');
    expect(rows(console)[0]).toContain('[✓]');
    expect(text(console)).toContain('/nguyen 1 of 3  1 marked, Esc shows all');
    await console.press('esc');
    expect(rows(console)).toHaveLength(5);
    expect(cursor(console)).toContain('Nguyễn An');
    expect(console.answers).toEqual([]);
    await console.press('esc');
    expect(console.answers).toEqual([undefined]);
  });

  it('Esc while it is typed clears it', async () => {
    const console = await ask();
    await console.press('/', 'b', 'i', 'n', 'h', 'esc');
    expect(rows(console)).toHaveLength(5);
    expect(cursor(console)).toContain('Trần Thị Bình');
  });

  it.each([
    ['cuong', 'Lê Văn Cường'],
    ['an.ng', 'Nguyễn An'],
    ['0912000', 'Nguyễn An'],
    ['4831', 'Lê Văn Cường'],
  ])('%s finds %s', async (typed, name) => {
    const console = await ask();
    await console.type(`/${typed}`);
    expect(rows(console)).toHaveLength(1);
    expect(cursor(console)).toContain(name);
  });

  it('a letter in it is text, also those that are keys', async () => {
    const console = await ask();
    await console.type('/q +r ');
    expect(text(console)).toContain('Nothing matches “q +r ”. Esc shows all.');
    await console.press('enter', 'enter', 'space');
    expect(console.answers).toEqual([]);
    await console.press('tab');
    expect(cursor(console)).toBe('› Done: nobody chosen');
  });

  it('stays with the list of the question: the one of the screen below is not filtered', async () => {
    const console = await ask({}, { screen: 'pairing' });
    await console.type('/zzz');
    await console.press('enter', 'esc', 'esc');
    expect(console.screen().at(-2)).not.toContain('zzz');
    await console.press('/');
    expect(text(console)).not.toContain('zzz');
  });
});

describe('a list that is being read', () => {
  it('fills in below the cursor, which stays on its row', async () => {
    const console = await ask(
      { picked: [{ key: binhId, label: binhId }] },
      { state: world({ peers: fetched([], { status: 'loading' }) }) },
    );
    expect(text(console)).toContain(directoryScreenSentences.loading.peers);
    await console.press('j', 'j');
    expect(cursor(console)).toBe(`› [✓] not in the list     ${binhId}`);
    await console.setState(world());
    expect(cursor(console)).toBe(`› [✓] ${binhId}             Trần Thị Bình`);
    expect(rows(console)[0]).toBe('  Done: 1 chosen');
  });

  it('never lets somebody slip under the cursor', async () => {
    const console = await ask();
    await console.press('G');
    await console.setState(world({ peers: fetched([an, cuong]) }));
    expect(cursor(console)).toContain('Nguyễn An');
    await console.setState(
      world({ peers: fetched([an, cuong, aPeer({ id: '4512000000000004999', name: 'Vũ Thị Xuân' })]) }),
    );
    expect(cursor(console)).toContain('Nguyễn An');
    await console.press('enter');
    await console.press('tab', 'enter');
    expect(keysOf(console.answers[0])).toEqual([anId]);
  });

  it('who was picked and has gone from the list stays picked, and in sight', async () => {
    const console = await ask();
    await console.press('G', 'space');
    await console.setState(world({ peers: fetched([an]) }));
    expect(rows(console)[2]).toBe(`› [✓] ${binhId}             Trần Thị Bình`);
  });

  it('says why it could not be read and what to do; r reads it again', async () => {
    const failed = fetched([], {
      status: 'failed',
      error: { code: 'timed-out', sentence: 'zca did not answer.', hint: 'Try again.' },
    });
    const console = await ask({}, { state: world({ peers: failed }) });
    expect(text(console).replace(/\s*│\n│\s*/gu, ' ')).toContain(
      '✗ The friend list could not be read: zca did not answer. Try again. r tries again; + takes what you type.',
    );
    await console.press('r');
    expect(console.services.directory.loadPeers).toHaveBeenCalledExactlyOnceWith(shop, { refresh: true });
  });

  it.each([
    ['peers', 'This account has no friends on Zalo yet'],
    ['groups', 'This account is in no group'],
  ] as const)('says that there are no %s', async (type, said) => {
    const console = await ask(
      { source: { type, accountId: shop } },
      { state: world({ peers: fetched([]), groups: fetched([]) }) },
    );
    expect(text(console)).toContain(said);
  });
});

describe('typing one', () => {
  it('+ asks, and picks what comes of it; the cursor shows it', async () => {
    const typed = vi.fn(
      async (answer: string): Promise<PickItem> => ({ key: '4512000000000009999', label: `Cô ${answer}` }),
    );
    const console = await ask({ typed });
    await console.press('+');
    await console.type('Hạnh');
    await console.press('enter');
    expect(typed).toHaveBeenCalledExactlyOnceWith('Hạnh', expect.any(AbortSignal));
    expect(rows(console)[0]).toBe('  Done: 1 chosen');
    expect(cursor(console)).toBe('› [✓] 4512000000000009999             Cô Hạnh');
  });

  it('Enter on its row does the same; somebody of the list is marked there', async () => {
    const console = await ask({ typed: async () => ({ key: anId, label: 'somebody' }) });
    await console.press('j', 'enter');
    await console.type('an');
    await console.press('enter');
    expect(rows(console)).toHaveLength(5);
    expect(cursor(console)).toBe(`› [✓] ${anId} 84912000111 Nguyễn An`);
    await console.press('+', 'a', 'enter');
    expect(console.screen().at(-2)).toContain('Nguyễn An is marked already.');
    expect(rows(console)[0]).toBe('  Done: 1 chosen');
  });

  it('a refusal stands in the prompt, with what was typed', async () => {
    const console = await ask({ typed: async (answer) => ({ refused: `Nobody is called ${answer}.` }) });
    await console.press('+', 'enter');
    expect(text(console)).toContain(pickSentences.emptyAnswer);
    await console.press('x', 'enter');
    expect(text(console)).toContain('Nobody is called x.');
    await console.press('esc');
    expect(rows(console)[0]).toBe('› Done: nobody chosen');
  });

  it('a further question stands over it; turning back from it adds nobody', async () => {
    const console = await ask({});
    const choices = [
      { label: anId, means: 'Nguyễn An' },
      { label: binhId, means: 'Nguyễn An' },
    ];
    const typed = async (): Promise<PickItem | undefined> => {
      const index = await console.app.choose({ title: 'Which?', lines: [], choices });
      return index === undefined ? undefined : { key: choices[index]?.label ?? '', label: 'Nguyễn An' };
    };
    await console.press('esc');
    void console.app.pick({
      title: 'T',
      lines: [],
      source: { type: 'fixed', rows: [] },
      picked: [],
      typeLabel: 'type',
      typed,
      doneLabel: (count) => `Done: ${count}`,
    });
    await console.settle();
    await console.press('+', 'a', 'enter', 'esc');
    expect(rows(console)).toEqual(['› Done: 0', '  + type']);
    expect(text(console)).not.toContain('Which?');
    await console.press('+', 'a', 'enter', 'j', 'enter');
    expect(cursor(console)).toBe(`› [✓] ${binhId} Nguyễn An`);
  });

  it('what comes after the operator has turned back adds nobody', async () => {
    let give: (item: PickItem) => void = () => undefined;
    let signal: AbortSignal | undefined;
    const typed: PickRequest['typed'] = (_, aborted) => {
      signal = aborted;
      return new Promise((resolve) => (give = resolve));
    };
    const console = await ask({ typed });
    await console.press('+', 'a', 'enter');
    expect(text(console)).toContain('Working…');
    await console.press('esc');
    expect(signal?.aborted).toBe(true);
    give({ key: 'late', label: 'late' });
    await console.settle();
    expect(rows(console)).toHaveLength(5);
  });

  it('shows what was added though a filter would hide it', async () => {
    const console = await ask();
    await console.type('/binh');
    await console.press('enter', '+');
    await console.type('Hạnh');
    await console.press('enter');
    expect(rows(console)).toHaveLength(6);
    expect(cursor(console)).toContain('Hạnh');
  });
});

it('help over it tells its keys, and leads back', async () => {
  const console = await ask();
  await console.press('?');
  expect(text(console)).toContain(placeSentences.pick);
  await console.press('esc', 'G', 'space');
  expect(rows(console)[0]).toContain('Done: 1 chosen');
});
