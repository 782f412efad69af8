import { describe, expect, it } from 'vitest';
import type { SearchState } from '../../../src/core/directory/model.ts';
import { errorSentences } from '../../../src/core/error-words.ts';
import { groupId } from '../../../src/core/shared/ids.ts';
import { queryKind } from '../../../src/tui/directory/select.ts';
import { directoryScreenSentences } from '../../../src/tui/directory/words.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMember,
  anAccount,
  anApproved,
  aPeer,
  aState,
  binhId,
  fetched,
  nowMs,
  type StateParts,
  salesGroupId,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';

const dangId = '4512000000000004830';
const friends = [
  aPeer({ id: dangId, name: 'Nguyễn Đặng'.normalize('NFD'), phone: '84912000111', username: 'dang.ng' }),
  aPeer({ id: binhId, name: 'Trần Thị Bình' }),
  aPeer({ id: '4512000000000004831', name: 'Lê Văn Cường' }),
];
const groups = [aGroup(), aGroup({ id: '7100000000000000002', name: 'Xưởng may', memberCount: 3 })];
const stranger = aPeer({ id: '4512000000000009999', name: 'Nguyễn Lạ', isFriend: false });
const found = (parts: Partial<SearchState> = {}): SearchState => ({
  query: 'nguyen',
  startedAtMs: nowMs - 1_000,
  answeredQuery: 'nguyen',
  result: fetched([stranger]),
  ...parts,
});

const world = (directory: Parameters<typeof aDirectory>[0] = {}, parts: StateParts = {}) =>
  aState({
    directory: { [shop]: aDirectory({ peers: fetched(friends), groups: fetched(groups), ...directory }) },
    ...parts,
  });
const open = (state = world(), options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ state, screen: 'directory', ...options });
const names = (console: DrawnConsole): readonly string[] =>
  console
    .screen()
    .flatMap((row) => /^[› ] +(?:\d{19}) +(.*)$/u.exec(row)?.[1]?.normalize('NFC').trimEnd() ?? []);

describe('arriving', () => {
  it('shows who this is, and begins in the field', async () => {
    const console = await open();
    expect(text(console)).toMatch(/^shop · 4512000000000000001 · logged in as Cửa hàng Hoa Mai$/mu);
    await console.type('binh');
    expect(text(console)).toContain('Find: binh');
    expect(names(console)).toEqual(['Trần Thị Bình']);
  });

  it('reads peers and groups, once, for the account in view', async () => {
    const console = await open();
    expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
    expect(console.services.directory.loadGroups.mock.calls).toEqual([[shop]]);
    await console.press('esc', 'j', 'k', 'tab', 'tab');
    expect(console.services.directory.loadPeers).toHaveBeenCalledOnce();
    await console.press('1', '4');
    expect(console.services.directory.loadPeers).toHaveBeenCalledTimes(2);
  });

  it('comes back to the field on every way', async () => {
    const console = await open(world(), { screen: 'status' });
    await console.press('4');
    await console.type('1');
    expect(console.app.frame().ui.fields.directory.value).toBe('1');
    await console.press('esc', '5', 'esc');
    expect(console.app.frame().ui).toMatchObject({ screen: 'directory', focus: 'directory' });
  });

  it('waits for a zca before it reads', async () => {
    const console = await open({ ...world(), zca: { status: 'unknown' } });
    expect(console.services.directory.loadPeers).not.toHaveBeenCalled();
    await console.setState(world());
    expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
  });

  it('with all accounts in scope takes the default one and says so; ] changes it', async () => {
    const config = aConfig({
      accounts: [anAccount({ id: 'work', isDefault: false }), anAccount({ isDefault: true })],
    });
    const console = await open(world({}, { config, facts: { [shop]: someFacts() } }));
    expect(console.screen()[2]).toContain(
      'shop · one account at a time; Esc, then [ ] changes it · logged in as Cửa hàng',
    );
    await console.press('esc');
    expect(console.screen()[2]).toContain(
      'shop · one account at a time; [ ] changes it · logged in as Cửa hàng Hoa Mai',
    );
    await console.press(']');
    expect(console.screen()[2]).toContain('work · not logged in yet');
    expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop], [work]]);
  });
});

describe('finding', () => {
  it('filters at once, without marks, and asks zca when the typing rests', async () => {
    const console = await open();
    await console.type('nguyen dang');
    expect(names(console)).toEqual([expect.stringContaining('Nguyễn Đặng · 84912000111 · @dang.ng')]);
    await console.passTime(299);
    expect(console.services.directory.search).not.toHaveBeenCalled();
    await console.passTime(1);
    expect(console.services.directory.search.mock.calls).toEqual([[shop, 'nguyen dang']]);
  });

  it('asks only for what was typed last', async () => {
    const console = await open();
    await console.type('ngu');
    await console.passTime(200);
    await console.type('yen');
    await console.passTime(300);
    expect(console.services.directory.search.mock.calls).toEqual([[shop, 'nguyen']]);
  });

  it('shows whoever else was found, as strangers', async () => {
    const console = await open(world({ search: found() }));
    await console.type('nguyen');
    expect(names(console)).toEqual([expect.stringContaining('Nguyễn Đặng'), 'stranger Nguyễn Lạ']);
    expect(text(console)).toMatch(/Peers 2 of 3[^\n]*1 found beyond the friends/u);
  });

  it('says searching… after 300 ms, and marks what answers the query before', async () => {
    const console = await open();
    await console.type('nguyen');
    const loading = found({
      startedAtMs: console.clock.now(),
      answeredQuery: 'nguy',
      result: fetched([stranger], { status: 'loading' }),
    });
    await console.setState(world({ search: loading }));
    expect(text(console)).not.toContain('searching…');
    expect(text(console)).toContain('◐ stranger Nguyễn Lạ');
    await console.passTime(301);
    expect(text(console)).toContain('◐ searching…');
  });

  it('says when the find failed, and keeps the friends', async () => {
    const error = errorSentences.internal('no answer');
    const console = await open(world({ search: found({ result: { status: 'failed', value: [], error } }) }));
    await console.type('nguyen');
    expect(text(console)).toContain(`✗ find failed: ${error.sentence.slice(0, 20)}`);
    expect(names(console)).toHaveLength(1);
  });

  it('looks up a whole phone number, not its beginnings', async () => {
    const console = await open();
    await console.type('09120');
    await console.passTime(300);
    expect(text(console)).toContain('type the whole phone number');
    expect(console.services.directory.search).not.toHaveBeenCalled();
    await console.type('00111');
    expect(text(console)).toContain(directoryScreenSentences.phoneSearch);
    await console.passTime(300);
    expect(console.services.directory.search.mock.calls).toEqual([[shop, '0912000111']]);
  });

  describe('digits', () => {
    const ids = ['4512345678900008042', '4512345678900015961', '4512345678900023880'];
    const people = [
      aPeer({ id: ids[0] ?? '', name: 'Nguyễn An', phone: '84912000156' }),
      aPeer({ id: ids[1] ?? '', name: 'Trần Thị Bình 56' }),
      aPeer({ id: ids[2] ?? '', name: 'Lê Văn Cường', phone: '84903111222', username: 'cuong88' }),
    ];
    it.each<[string, string[]]>([
      ['56', ['Nguyễn An', 'Trần Thị Bình 56']],
      ['61', ['Trần Thị Bình 56']],
      ['23880', ['Lê Văn Cường']],
      ['88', ['Lê Văn Cường']],
      ['0912', ['Nguyễn An']],
      ['0903111222', ['Lê Văn Cường']],
      ['84903', ['Lê Văn Cường']],
      ['45', []],
      ['4512345678900015961', ['Trần Thị Bình 56']],
      ['451234567890001', ['Trần Thị Bình 56']],
    ])('%s finds by name, phone, the end of an id, or most of one', async (typed, expected) => {
      const console = await open(world({ peers: fetched(people) }));
      await console.type(typed);
      expect(new Set(names(console).map((name) => name.replace(/ · .*$/u, '')))).toEqual(new Set(expected));
    });
    it('keep whoever the look-up of a number found besides', async () => {
      const console = await open(
        world({
          peers: fetched(people),
          search: found({ query: '0999888777', answeredQuery: '0999888777' }),
        }),
      );
      await console.type('0999888777');
      expect(names(console)).toEqual(['stranger Nguyễn Lạ']);
    });
    it('narrow groups and members, too', async () => {
      const groups = [
        aGroup({ id: '8212345678900001330', name: 'Một' }),
        aGroup({ id: '8212345678900002339', name: 'Hai' }),
      ];
      const members = {
        [groupId('8212345678900001330')]: fetched([
          aMember({ id: ids[0] ?? '', name: 'An' }),
          aMember({ id: ids[1] ?? '', name: 'Bình' }),
        ]),
      };
      const console = await open(world({ groups: fetched(groups), members }));
      await console.press('tab');
      await console.type('33');
      expect(names(console)).toEqual([]);
      await console.type('0');
      expect(names(console)).toEqual(['24 members Một']);
      await console.press('esc', 'M', '/');
      await console.type('42');
      expect(names(console)).toEqual(['An']);
    });
  });

  it('forgets the find when the field is emptied', async () => {
    const console = await open(world({ search: found() }));
    await console.type('nguyen');
    await console.press('ctrl+u');
    await console.passTime(300);
    expect(console.services.directory.search.mock.calls).toEqual([[shop, '']]);
    expect(names(console)).toHaveLength(3);
  });

  it.each([
    ['', 'none'],
    ['a', 'short'],
    ['an', 'name'],
    ['Ng', 'name'],
    ['0912', 'short-number'],
    ['0912000111', 'phone'],
    ['84912000111', 'phone'],
    [dangId, 'id'],
  ])('%j is a query of kind %s', (query, kind) => {
    expect(queryKind(query)).toBe(kind);
  });
});

describe('keys', () => {
  it('lead from the field to the list and back', async () => {
    const console = await open();
    await console.type('n');
    await console.press('down', 'j');
    expect(console.app.frame().ui.fields.directory.value).toBe('n');
    expect(console.screen().at(-2)).toMatch(/^2\//u);
    await console.press('/');
    await console.type('g');
    expect(console.app.frame().ui.fields.directory.value).toBe('ng');
    await console.press('esc', 'esc');
    expect(console.app.frame().ui.fields.directory.value).toBe('');
    expect(console.app.frame().ui.focus).toBeUndefined();
  });

  it('copy the id, show details', async () => {
    const allowing = anAccount({ allowFrom: [`zalouser:${dangId}`] });
    const parts = {
      config: aConfig({ accounts: [allowing, anAccount({ id: 'work' })] }),
      pairing: { approved: [anApproved('work', dangId)] },
    };
    const console = await open(world({}, parts));
    await console.type('dang');
    await console.press('enter', 'y');
    expect(console.copied).toEqual([dangId]);
    await console.press('enter');
    const shown = text(console);
    expect(shown).toMatch(
      /id +4512000000000004830[\s\S]*phone +84912000111[\s\S]*user name +dang\.ng[\s\S]*a friend/u,
    );
    expect(shown).toMatch(/may write +on shop: in allowFrom[\s\S]*on work: approved by code/u);
  });

  it('go from groups to the members of one and back', async () => {
    const members = {
      [salesGroupId]: fetched([aMember(), aMember({ id: '4512000000000000001', name: 'Cửa hàng Hoa Mai' })]),
    };
    const console = await open();
    await console.press('tab', 'esc');
    expect(names(console)).toEqual(['24 members Nhóm bán hàng', '3 members Xưởng may']);
    await console.press('M');
    expect(console.services.directory.loadMembers.mock.calls).toEqual([[shop, salesGroupId]]);
    expect(text(console)).toContain('Members');
    await console.setState(world({ members }));
    expect(text(console)).toMatch(/Members 2 +of Nhóm bán hàng/u);
    expect(names(console)).toEqual(['you Cửa hàng Hoa Mai', 'Lê Văn Cường']);
    await console.press('esc');
    expect(names(console)).toHaveLength(2);
    await console.press('tab', 'M');
    expect(console.screen().at(-2)).toContain('Choose a group first');
  });

  it('say how many a group hides', async () => {
    const members = {
      [salesGroupId]: fetched([aMember(), aMember({ id: '4512000000000000001', name: 'Cửa hàng Hoa Mai' })]),
    };
    const groups = fetched([aGroup({ memberCount: 339, hidesMembers: true })]);
    const console = await open(world({ groups, members }));
    await console.press('tab', 'esc', 'M');
    expect(text(console)).toContain('2 of 339 shown: the group hides the rest');
  });

  it('leave the members behind when the account changes', async () => {
    const console = await open(
      world({}, { config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }) }),
      { scope: shop },
    );
    await console.press('tab', 'esc', 'M', ']');
    expect(console.app.frame().ui.directory.pane).toBe('groups');
  });

  it('refresh the list in view, and say how old it is', async () => {
    const console = await open();
    expect(console.screen().at(-2)).toContain('1/3, friends of shop read 1m ago');
    await console.press('esc', 'r', 'tab', 'r');
    expect(console.services.directory.loadPeers.mock.calls.at(-1)).toEqual([shop, { refresh: true }]);
    expect(console.services.directory.loadGroups.mock.calls.at(-1)).toEqual([shop, { refresh: true }]);
  });
});

describe('states', () => {
  const error = errorSentences.internal('profile not logged in');
  it.each([
    ['nothing read', {}, /Nothing has been read yet\. Press Esc, then r\./u],
    ['reading', { peers: { status: 'loading', value: [] } }, /◐ Reading the friend list…/u],
    [
      'failed',
      { peers: { status: 'failed', value: [], error } },
      /✗ [\s\S]*Press Esc, then r to try\s+again/u,
    ],
    [
      'failed after a success',
      { peers: fetched(friends, { status: 'failed', error }) },
      /✗ not refreshed:[\s\S]*Lê Văn Cường/u,
    ],
    ['no friends', { peers: fetched([]) }, /no friends on Zalo yet/u],
    ['reading again', { peers: fetched(friends, { status: 'loading' }) }, /read 1m ago, reading again…/u],
  ] as const)('%s', async (_, directory, expected) => {
    expect(text(await open(aState({ directory: { [shop]: aDirectory(directory) } })))).toMatch(expected);
  });

  it('no match, no account, no zca', async () => {
    const console = await open();
    await console.type('xyz');
    expect(text(console)).toContain('No friend matches “xyz”.');
    expect(text(await open(aState({ config: aConfig({ accounts: [] }) })))).toContain(
      directoryScreenSentences.noAccounts,
    );
    const missing = {
      status: 'missing',
      error: { code: 'zca-not-found', sentence: 'zca was not found.', hint: 'Install it.' },
    } as const;
    expect(text(await open(aState({ zca: missing })))).toMatch(
      /without zca\. zca was not found\.[\s\S]*Install it\./u,
    );
  });
});

describe('at every size', () => {
  const long = 'Nguyễn Phước Bảo Đặng Thị Hương Giang Thanh Tú Uyên Phương';
  const many = Array.from({ length: 1_000 }, (_, index) =>
    aPeer({
      id: String(4512000000000010000n + BigInt(index)),
      name: `${index % 2 === 0 ? long : long.normalize('NFD')} 🎉 ${index}`,
    }),
  );

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ])('fits %i×%i with none, one and 1,000 friends', async (columns, rows) => {
    for (const peers of [[], [friends[0] ?? aPeer()], many]) {
      const console = await open(world({ peers: fetched(peers) }), { columns, rows });
      expectFits(console.terminal);
      await console.press('esc', 'G', 'enter');
      expectFits(console.terminal);
      await console.press('esc', 'tab');
      expectFits(console.terminal);
    }
  });

  it('shows the end of a long list', async () => {
    const console = await open(world({ peers: fetched(many) }));
    await console.press('down', 'G');
    expect(console.screen().at(-2)).toMatch(/^1000\/1000/u);
    expect(text(console)).toMatch(/^›/mu);
  });

  it('needs no colour and no sign beyond ASCII', async () => {
    const console = await open(world({ search: found() }), { isAscii: true, palette: 'mono' });
    await console.type('la');
    expect(text(console).replace(/Nguyễn|Lạ|Cửa|hàng|đ/gu, '')).toMatch(/^[\x20-\x7e\n…“”]*$/u);
  });
});
