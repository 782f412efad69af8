// Why was it answered, or not: verdicts that change under one's eyes, counters, fixes, repeats, search, one sender, saving.
import { describe, expect, it } from 'vitest';
import { feedExportSentences, feedScreenSentences } from '../../../src/core/feed/words.ts';
import type { Message } from '../../../src/core/model/message.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { feedDetailsSentences } from '../../../src/tui/feed/words.ts';
import {
  type AccountParts,
  aConfig,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aRequest,
  aState,
  binhId,
  nowMs,
  type StateParts,
  salesGroupId,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { selectedRow } from '../../support/drawn.ts';
import { settle } from '../../support/fake-clock.ts';
import { expectFits } from '../../support/render-at.tsx';

const minuteMs = 60_000;
const ago = (minutes: number) => ({
  sentAtMs: nowMs - minutes * minuteMs,
  receivedAtMs: nowMs - minutes * minuteMs,
});
const open = (
  messages: readonly Message[],
  options: DrawConsoleOptions = {},
  parts: StateParts = {},
): Promise<DrawnConsole> =>
  drawConsole({ screen: 'feed', state: aState({ ...parts, feed: { messages, ...parts.feed } }), ...options });

const status = (console: DrawnConsole): string | undefined => console.screen().at(-2);
const configured = (state: ConsoleState, parts: AccountParts, atMs = nowMs): ConsoleState =>
  reduce(state, { type: 'config/read', config: aConfig({ accounts: [anAccount(parts)], readAtMs: atMs }) });

describe('a verdict that changes', () => {
  it('changes in its row, which is marked, in the counts, and in the details, which say since when and why', async () => {
    const console = await open([aMessage({ ...ago(3), text: 'còn hàng?' })]);
    expect(console.screen()[2]).toContain('? pairing');
    expect(status(console)).toContain('? 1');
    await console.setState(configured(console.app.frame().core, { dmPolicy: 'disabled' }, nowMs - minuteMs));
    expect(console.screen()[2]).toContain('✗~dm disabled');
    expect(status(console)).toContain('✗ 1');
    await console.press('enter');
    expect(console.terminal.text()).toContain('since 14:01, when dmPolicy changed; before: pairing');
    await console.setState(configured(console.app.frame().core, {}));
    expect(console.terminal.text()).toContain('since 14:02, when dmPolicy changed; before: dm disabled');
  });

  it.each([
    [120, 40],
    [80, 24],
    [60, 20],
    [40, 12],
  ])('is marked without moving a column at %i×%i', async (columns, rows) => {
    const state = aState({
      feed: { messages: [aMessage({ ...ago(3), text: 'cũ' }), aMessage({ ...ago(0), text: 'mới' })] },
    });
    const changed = configured(state, { dmPolicy: 'open' }, nowMs - minuteMs);
    const console = await drawConsole({ screen: 'feed', state: changed, columns, rows });
    const lines = console.screen().filter((row) => /Nguyễn An/u.test(row) && /✓/u.test(row));
    expect(lines[0]).toContain('✓~');
    expect(lines[1]).not.toContain('~');
    expect(lines[0]?.indexOf('Nguyễn')).toBe(lines[1]?.indexOf('Nguyễn'));
    expectFits(console.terminal);
  });
});

describe('the counts', () => {
  const messages = [
    aMessage({ ...ago(9), senderId: binhId, text: 'một' }),
    aMessage({ ...ago(8), text: 'hai' }),
    aMessage({ ...ago(7), isGroup: true, threadId: '7200', text: 'ba' }),
    aMessage({ ...ago(6), isGroup: true, threadId: '7201', text: 'bốn' }),
    aMessage({ ...ago(5), isOwn: true, text: 'năm' }),
  ];
  const parts: StateParts = { pairing: { approved: [anApproved('shop', binhId)] } };

  it.each([
    [120, 'listening  ✓ 1  ? 1  ✗ 2  (2 group not listed)  5 messages'],
    [80, 'listening  ✓ 1  ? 1  ✗ 2  (2 group not listed)  5 messages'],
    [60, 'listening  ✓ 1  ? 1  ✗ 2  (2 group not listed)  5 messages'],
    [40, 'listening  ✓ 1  ? 1  ✗ 2  5 messages'],
  ])('of each verdict stand in the status line at %i columns', async (columns, expected) => {
    const console = await open(messages, { columns, rows: 24 }, parts);
    expect(status(console)).toBe(expected);
  });

  it('keep what matters most where there is little room', async () => {
    const console = await open(messages, { columns: 60, rows: 20 }, { ...parts, feed: { dropped: 12_345 } });
    await console.press('v', 'v');
    await console.passTime(5_000);
    expect(status(console)).toBe('view blocked  listening  ✓ 1  ? 1  ✗ 2  2 of 5 messages');
  });

  it.each([
    [0, '4 older dropped'],
    [3, '4 older dropped, 3 of them as messages are long'],
    [4, '4 older dropped, as messages are long'],
  ])('say what fell out, and whether for its size (%i)', async (droppedForSize, expected) => {
    const console = await open(
      messages,
      { columns: 160, rows: 24 },
      { ...parts, feed: { dropped: 4, droppedForSize } },
    );
    expect(status(console)).toContain(expected);
    expect(status(console)?.includes('long')).toBe(droppedForSize > 0);
  });

  it('are told by ASCII signs as well', async () => {
    const console = await open(messages, { isAscii: true }, parts);
    expect(status(console)).toContain('listening  + 1  ? 1  x 2');
  });
});

describe('cures', () => {
  it('approve the pending request of the sender, by the question Pairing asks', async () => {
    const console = await open([aMessage({ ...ago(1) })], {}, { pairing: { requests: [aRequest()] } });
    await console.press('a');
    expect(console.terminal.text()).toContain('talk to the agent');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    await console.press('y');
    await settle();
    expect(console.services.pairing.approve).toHaveBeenCalledWith(
      expect.objectContaining({ senderId: anId, code: 'K7PQ2MXD' }),
    );
  });

  it('say why nobody can be approved', async () => {
    const console = await open([aMessage({ ...ago(1) })]);
    await console.press('a');
    expect(status(console)).toContain(feedDetailsSentences.noRequest);
  });

  it.each<[string, Message, AccountParts, RegExp]>([
    ['dmPolicy', aMessage(ago(1)), { dmPolicy: 'disabled' }, /› .*dmPolicy/u],
    ['allowFrom', aMessage(ago(1)), { dmPolicy: 'allowlist' }, /› .*allowFrom/u],
    ['groupPolicy', aMessage({ ...ago(1), isGroup: true }), { groupPolicy: 'disabled' }, /› .*groupPolicy/u],
    ['groups', aMessage({ ...ago(1), isGroup: true, threadId: '7200' }), {}, /› .*groups/u],
    [
      'the entry of the group',
      aMessage({ ...ago(1), isGroup: true }),
      { groups: { '7100': {}, [salesGroupId]: { allow: false } } },
      new RegExp(`› .*${salesGroupId}`, 'u'),
    ],
  ])('open Access at %s', async (_, message, parts, expected) => {
    const console = await open([message], {}, { config: aConfig({ accounts: [anAccount(parts)] }) });
    await console.press('o');
    expect(console.app.frame().ui.screen).toBe('access');
    expect(console.screen().find((row) => row.includes('›'))).toMatch(expected);
    await console.press('esc');
    expect(console.app.frame().ui.screen).toBe('feed');
  });

  it('open Access at the plugin where that is what is off', async () => {
    const path = 'plugins.entries.zalouser.enabled';
    const channel = {
      enabled: { value: true, path: 'channels.zalouser.enabled' },
      plugin: { value: false, path },
      defaultGroupPolicy: { value: undefined, path: 'channels.defaults.groupPolicy' },
    };
    const console = await open(
      [aMessage(ago(1))],
      {},
      { config: aConfig({ pluginEnabled: false, channel }) },
    );
    await console.press('o');
    expect(console.app.frame().ui.screen).toBe('access');
    expect(console.screen().find((row) => row.includes('›'))).toMatch(/› plugin +config +! off/u);
  });

  it.each<[string, Message, AccountParts, readonly string[], readonly string[]]>([
    ['pairing', aMessage(ago(1)), {}, ['approve the sender', 'allow sender or group', 'go to Pairing'], []],
    [
      'a disabled dm policy',
      aMessage(ago(1)),
      { dmPolicy: 'disabled' },
      ['open the setting', 'allow sender or group'],
      ['approve the sender'],
    ],
    [
      'an allowlist',
      aMessage(ago(1)),
      { dmPolicy: 'allowlist' },
      ['allow sender or group'],
      ['approve the sender'],
    ],
    [
      'a group that is not listed',
      aMessage({ ...ago(1), isGroup: true, threadId: '7' }),
      {},
      ['allow sender or group'],
      [],
    ],
    ['an answer', aMessage(ago(1)), { dmPolicy: 'open' }, ['open the setting'], ['allow sender or group']],
  ])(
    'of %s stand in the details, those that would not help do not',
    async (_, message, parts, shown, hidden) => {
      const state: StateParts = {
        config: aConfig({ accounts: [anAccount(parts)] }),
        pairing: { requests: [aRequest()] },
      };
      const console = await open([message], { columns: 80, rows: 50 }, state);
      await console.press('enter');
      for (const text of shown) expect(console.terminal.text()).toContain(text);
      for (const text of hidden) expect(console.terminal.text()).not.toContain(`▸ ${text}`);
    },
  );

  it('name file and line of what decided', async () => {
    const path = 'channels.zalouser.accounts.shop.dmPolicy';
    const account = { ...anAccount(), dmPolicy: { value: 'disabled', source: 'account', path } as const };
    const config = aConfig({
      accounts: [account],
      places: { [path]: { file: '/home/an/.openclaw/openclaw.json', line: 12 } },
    });
    const console = await open([aMessage(ago(1))], { columns: 100, rows: 29 }, { config });
    await console.press('enter');
    expect(console.terminal.text()).toMatch(/accounts\.shop\.dmPolicy {2}openclaw\.json.*12/u);
  });
});

describe('repeats', () => {
  const repeats = Array.from({ length: 5 }, (_, index) =>
    aMessage({ ...ago(5 - index), id: `77${index}`, text: 'alo' }),
  );

  it('stand in one row with their number; details list them', async () => {
    const console = await open([...repeats, aMessage({ ...ago(0), text: 'khác' })], {
      columns: 80,
      rows: 50,
    });
    expect(console.screen()[2]).toMatch(/14:01 .*×5 alo/u);
    expect(console.screen()[3]).toContain('khác');
    expect(status(console)).toContain('6 messages');
    await console.press('k', 'enter');
    const text = console.terminal.text();
    expect(text).toContain('Written 5 times in a row');
    for (const { id } of repeats) expect(text).toContain(`id ${id}`);
  });

  it('do not move the row under the cursor as they come', async () => {
    const older = Array.from({ length: 10 }, (_, index) =>
      aMessage({ ...ago(60 - index), text: `tin ${index}` }),
    );
    const console = await open([...older, repeats[0] ?? aMessage()]);
    await console.press('k', 'k');
    const before = console.screen().slice(2, 13);
    await console.setState(aState({ feed: { messages: [...older, ...repeats] } }));
    const after = console.screen().slice(2, 13);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)).toContain('×5 alo');
    // They are in sight: nothing is below.
    expect(console.screen().at(-3)).toContain(feedScreenSentences.noneNewBelow);
  });

  it('follow the ASCII theme', async () => {
    const console = await open(repeats, { isAscii: true });
    expect(console.screen()[2]).toContain('x5 alo');
  });
});

describe('n and N', () => {
  const messages = Array.from({ length: 60 }, (_, index) =>
    aMessage({ ...ago(60 - index), text: index % 20 === 5 ? `áo dài ${index}` : `tin ${index}` }),
  );

  it('go from match to match with everything around, highlighted, and say where one is', async () => {
    const console = await open(messages);
    await console.press('/');
    await console.type('ao dai');
    await console.press('enter', 'n');
    expect(console.app.frame().ui.lists.feed?.filter).toBe('');
    expect(selectedRow(console)).toContain('áo dài 5');
    expect(console.screen().some((row) => row.includes('tin 6'))).toBe(true);
    await console.passTime(5_000);
    expect(status(console)).toMatch(/^\/ao dai 1 of 3 {2}listening/u);
    await console.press('n');
    expect(selectedRow(console)).toContain('áo dài 25');
    await console.press('n', 'N');
    expect(selectedRow(console)).toContain('áo dài 25');
    await console.press('k');
    const y = console.screen().findIndex((row) => row.includes('áo dài 25'));
    const x = console.screen()[y]?.indexOf('áo dài') ?? 0;
    expect(console.terminal.cell(x, y)).toMatchObject({ text: 'á', underline: true });
    await console.press('esc');
    expect(status(console)).not.toContain('/ao dai');
    expect(console.app.frame().ui.screen).toBe('feed');
  });

  it('go round, and say so', async () => {
    const console = await open(messages);
    await console.press('/');
    await console.type('ao dai 5');
    await console.press('enter', 'n', 'n');
    expect(status(console)).toContain(feedDetailsSentences.wrapped);
    expect(selectedRow(console)).toContain('áo dài 5');
  });

  it('say what to do where nothing is looked for, or nothing found', async () => {
    const console = await open(messages);
    await console.press('n');
    expect(status(console)).toContain(feedDetailsSentences.searchFirst);
    await console.press('/');
    await console.type('zzz');
    await console.press('enter', 'N');
    expect(status(console)).toContain('Nothing matches "zzz".');
  });
});

describe('one sender, one thread', () => {
  const messages = [
    aMessage({ ...ago(5), text: 'riêng một' }),
    aMessage({ ...ago(4), senderId: binhId, senderName: 'Trần Thị Bình', text: 'của Bình' }),
    aMessage({ ...ago(3), isGroup: true, text: 'trong nhóm' }),
    aMessage({
      ...ago(2),
      isGroup: true,
      senderId: binhId,
      senderName: 'Trần Thị Bình',
      text: 'Bình trong nhóm',
    }),
  ];
  const texts = (console: DrawnConsole): readonly string[] =>
    console
      .screen()
      .slice(2)
      .filter((row) => /^[› ] \d\d:\d\d/u.test(row))
      .map((row) => row.trimEnd().replace(/^.* {2}/u, ''));

  it('@ shows the sender of the selected row everywhere, # the thread; the same key and Esc show all again', async () => {
    const console = await open(messages);
    await console.press('@');
    expect(texts(console)).toEqual(['của Bình', 'Bình trong nhóm']);
    await console.passTime(5_000);
    expect(status(console)).toContain('only Trần Thị Bình');
    await console.press('@');
    expect(texts(console)).toHaveLength(4);
    await console.press('#');
    expect(texts(console)).toEqual(['trong nhóm', 'Bình trong nhóm']);
    expect(status(console)).toContain('only #Nhóm bán hàng');
    await console.press('esc');
    expect(texts(console)).toHaveLength(4);
  });

  it('say that nothing is selected', async () => {
    const console = await open([]);
    await console.press('@');
    expect(status(console)).toContain(feedScreenSentences.nothingSelected);
  });
});

describe('saving what is shown', () => {
  const messages = [aMessage({ ...ago(2), text: 'áo' }), aMessage({ ...ago(1), text: 'quần' })];

  it('asks where to, with a name that will do, and saves what the filter shows', async () => {
    const console = await open(messages);
    await console.press('/');
    await console.type('ao');
    await console.press('enter', 'w');
    const text = console.terminal.text();
    expect(text).toContain('1 message of filter "ao", one JSON object a line');
    expect(text).toMatch(/~\/zalouser-feed-\d{8}-\d{6}\.ndjson/u);
    await console.press('enter');
    await settle();
    const [request] = console.services.feedExport.save.mock.calls[0] ?? [];
    expect(request?.path).toMatch(/zalouser-feed-/u);
    expect(request?.mayReplace).toBe(false);
    expect(request && [...request.messages].map(({ text: written }) => written)).toEqual(['áo']);
  });

  it('asks again before a file is replaced, with Cancel focused', async () => {
    const console = await open(messages);
    console.services.feedExport.check.mockImplementation(async (path) => ({ ok: true, path, exists: true }));
    await console.press('w', 'enter');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(feedExportSentences.replaceTitle);
    await console.press('enter');
    await settle();
    expect(console.services.feedExport.save).not.toHaveBeenCalled();
    await console.press('w', 'enter');
    await settle();
    await console.press('y');
    await settle();
    expect(console.services.feedExport.save).toHaveBeenCalledWith(
      expect.objectContaining({ mayReplace: true }),
    );
  });

  it('stays with a path that will not do, and says why', async () => {
    const console = await open(messages);
    console.services.feedExport.check.mockImplementation(async () => ({
      ok: false,
      error: { code: 'export-failed', sentence: 'The folder is not there.', hint: 'Make it.' },
    }));
    await console.press('w', 'enter');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain('The folder is not there. Make it.');
    expect(console.services.feedExport.save).not.toHaveBeenCalled();
  });

  it('of nothing says so', async () => {
    const console = await open([]);
    await console.press('w');
    expect(status(console)).toContain(feedExportSentences.nothing);
  });
});

describe('what is looked at', () => {
  const messages = Array.from({ length: 60 }, (_, index) =>
    aMessage({ ...ago(60 - index), text: `tin ${index}` }),
  );

  it('is told to the core while the end is out of sight', async () => {
    const console = await open(messages);
    await console.press('k', 'k');
    expect(console.services.feed.hold.mock.calls.at(-1)?.[0]?.text).toBe('tin 57');
    const held = messages[57];
    await console.setState(
      aState({ feed: { messages: [...messages], ...(held === undefined ? {} : { held }) } }),
    );
    await console.press('G');
    expect(console.services.feed.hold.mock.calls.at(-1)).toEqual([undefined]);
  });

  it('is found again at the oldest row when it has gone all the same, not somewhere else', async () => {
    const console = await open(messages);
    await console.press('k', 'k');
    await console.setState(aState({ feed: { messages: messages.slice(59) } }));
    expect(selectedRow(console)).toContain('tin 59');
    await console.setState(
      aState({
        feed: {
          messages: [...messages.slice(59), ...messages.slice(0, 1).map((m) => ({ ...m, ...ago(-5) }))],
        },
      }),
    );
    expect(selectedRow(console)).toContain('tin 59');
  });

  it('new ones below are those out of sight, and what was not kept is told', async () => {
    const console = await open(messages.slice(0, 4));
    await console.press('k');
    const fresh = Array.from({ length: 40 }, (_, index) =>
      aMessage({ sentAtMs: nowMs + 100 + index, receivedAtMs: nowMs + 100 + index, text: `mới ${index}` }),
    );
    console.clock.advance(1_000);
    await console.setState(aState({ feed: { messages: [...messages.slice(0, 4), ...fresh.slice(0, 5)] } }));
    expect(console.screen().at(-3)).toBe('nothing new below · G goes to the end');
    await console.setState(aState({ feed: { messages: [...messages.slice(0, 4), ...fresh], skipped: 7 } }));
    expect(console.screen().at(-3)).toBe('↓ 26 new, 7 not kept · G goes to the end');
    await console.press('pagedown');
    expect(console.screen().at(-3)).toMatch(/^↓ \d+ new, 7 not kept/u);
  });
});
