import { describe, expect, it } from 'vitest';
import type { ConsoleState } from '../../../src/core/state.ts';
import { listState } from '../../../src/tui/app/frame.ts';
import { liveLines } from '../../../src/tui/plain/live-lines.ts';
import {
  type ListName,
  type Overlay,
  type ScreenName,
  screenNames,
  type UiEvent,
} from '../../../src/tui/state/ui-state.ts';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import {
  aCommand,
  aConfig,
  aDirectory,
  aMessage,
  anAccount,
  anApproved,
  aPeer,
  aRequest,
  aState,
  aWaitingLogin,
  fetched,
  nowMs,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { aFrame, after, noReason, withCore } from './frames.ts';

const world = (): ConsoleState =>
  aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }),
    facts: { [shop]: someFacts(), [work]: someFacts() },
    pairing: {
      requests: [
        aRequest(),
        aRequest({ senderId: '7000000000000000009', code: 'ABCD2345', name: 'Lê Bình' }),
      ],
      approved: [anApproved()],
    },
    directory: { [shop]: aDirectory({ peers: fetched([aPeer({ phone: '0900000001' })]) }) },
    feed: {
      messages: [aMessage({ id: '1', sentAtMs: Date.UTC(2026, 10, 22, 14, 2, 30), text: 'chào shop' })],
    },
    commandLog: [aCommand()],
  });

const opened = (overlay: Overlay): UiEvent => ({ type: 'overlay/opened', overlay });
const typed = (field: 'filter' | 'directory' | 'help' | 'prompt' | 'confirm', text: string): UiEvent => ({
  type: 'field/edited',
  field,
  edit: { type: 'insert', text },
});
const at = (name: ListName, index: number, marks: readonly string[] = []): UiEvent => ({
  type: 'list/changed',
  name,
  list: { offset: 0, index, isFollowing: false, filter: '', marks },
});
const confirm: Overlay = {
  type: 'confirm',
  id: 1,
  title: 'Approve pairing',
  lines: [],
  confirmLabel: 'Approve',
  isDanger: false,
  focus: 'cancel',
};
const prompt: Overlay = { type: 'prompt', id: 2, title: 'Type a pairing code', lines: [], isBusy: false };

describe('place and focus', () => {
  const cases: readonly (readonly [string, ScreenName, readonly UiEvent[], string, string | RegExp])[] = [
    [
      'status',
      'status',
      [],
      'Status, all accounts, row 1 of 2',
      /^shop, connected, .*dm pairing, groups allowlist/u,
    ],
    [
      'feed',
      'feed',
      [],
      'Feed, all accounts, row 1 of 1',
      '14:02 Nguyễn An to shop: chào shop — gets a pairing code',
    ],
    [
      'pairing',
      'pairing',
      [],
      'Pairing, all accounts, row 1 of 2',
      /^Nguyễn An, K7PQ 2MXD, id …4821, shop, asked \dm ago, expires 58m$/u,
    ],
    [
      'second row',
      'pairing',
      [at('pairing.pending', 1)],
      'Pairing, all accounts, row 2 of 2',
      /^Lê Bình, ABCD 2345/u,
    ],
    [
      'one account',
      'pairing',
      [{ type: 'scope/changed', scope: work }],
      'Pairing, account work, no rows',
      /^Nobody waits for approval\./u,
    ],
    [
      'approved',
      'pairing',
      [{ type: 'pairing/pane-changed', pane: 'approved' }],
      'Pairing, approved senders, all accounts, row 1 of 1',
      /4822/u,
    ],
    [
      'access',
      'access',
      [],
      expect.stringMatching(/^Access, all accounts, row 1 of \d+$/u) as string,
      /^shop, default account$/u,
    ],
    ['login', 'login', [], 'Login, all accounts, row 1 of 2', /^shop, logged in/u],
    [
      'paused feed',
      'feed',
      [{ type: 'feed/paused', atMs: nowMs + 60_000 }],
      'Feed, all accounts, paused, row 1 of 1',
      /chào shop/u,
    ],
    [
      'view of the feed',
      'feed',
      [{ type: 'feed/view-changed', view: 'groups' }],
      'Feed, view groups, all accounts, no rows',
      /Nothing in the view/u,
    ],
    [
      'directory field',
      'directory',
      [typed('directory', 'binh')],
      'Directory, Peers, account shop, row 1 of 1',
      /^Find: binh, selected: .*Trần Thị Bình, 0900000001$/u,
    ],
    [
      'question',
      'pairing',
      [opened(confirm)],
      'Question, Pairing, all accounts',
      'Approve pairing: Cancel is in focus',
    ],
    [
      'other button',
      'pairing',
      [opened({ ...confirm, focus: 'confirm' })],
      'Question, Pairing, all accounts',
      'Approve pairing: Approve is in focus',
    ],
    [
      'typed question',
      'status',
      [opened({ ...confirm, typed: 'shop' }), typed('confirm', 'sh')],
      'Question, Status, all accounts',
      'Type shop to confirm: sh',
    ],
    ['prompt', 'pairing', [opened(prompt)], 'Question, Pairing, all accounts', 'Type a pairing code: empty'],
    [
      'caret',
      'pairing',
      [
        opened(prompt),
        typed('prompt', 'K7P'),
        { type: 'field/edited', field: 'prompt', edit: { type: 'left' } },
      ],
      'Question, Pairing, all accounts',
      'Type a pairing code: K7P, caret after 2 of 3',
    ],
    [
      'busy prompt',
      'pairing',
      [opened({ ...prompt, isBusy: true }), typed('prompt', 'K7P')],
      'Question, Pairing, all accounts',
      'Type a pairing code: K7P, Working…',
    ],
    [
      'help',
      'pairing',
      [opened({ type: 'help' }), typed('help', 'dismiss')],
      expect.stringMatching(/^Help and commands, Pairing/u) as string,
      'Type to find: dismiss, 1 found, selected: dismiss, key x',
    ],
    [
      'help without a match',
      'pairing',
      [opened({ type: 'help' }), typed('help', 'zzz')],
      expect.stringMatching(/no rows$/u) as string,
      'Type to find: zzz, nothing found',
    ],
    [
      'copy menu',
      'pairing',
      [opened({ type: 'copy-menu', items: [{ label: 'code', text: 'K7PQ2MXD' }] })],
      'Copy, Pairing, all accounts, row 1 of 1',
      'code: K7PQ2MXD',
    ],
    [
      'command log',
      'status',
      [opened({ type: 'command-log' })],
      'Command log, Status, all accounts, row 1 of 1',
      'exit 0, zca --profile shop auth status',
    ],
    [
      'checklist',
      'status',
      [opened({ type: 'checklist' })],
      expect.stringMatching(/^First steps, Status/u) as string,
      /^done: zca found/u,
    ],
    [
      'raw text',
      'feed',
      [opened({ type: 'raw-text', title: 'Raw', text: 'one\ntwo' }), at('raw-text', 1)],
      'Raw, Feed, all accounts, row 2 of 2',
      'two',
    ],
    [
      'details',
      'pairing',
      [opened({ type: 'details' })],
      expect.stringMatching(/^Nguyễn An, Pairing, all accounts, row 1 of \d+$/u) as string,
      'code: K7PQ 2MXD',
    ],
    ['zoomed code', 'login', [opened({ type: 'qr' })], 'zoomed code, Login, all accounts', /./u],
  ];
  it.each(cases)('%s', (_, screen, events, place, focus) => {
    const [first, second] = liveLines(aFrame(screen, world(), ...events), noReason);
    expect(first).toEqual(place);
    if (typeof focus === 'string') expect(second).toBe(focus);
    else expect(second).toMatch(focus);
  });

  it('marks and filters are said', () => {
    const frame = aFrame('pairing', world(), at('pairing.pending', 0, ['shop:4512000000000004821']));
    expect(liveLines(frame, noReason).slice(0, 2)).toEqual([
      'Pairing, all accounts, row 1 of 2, 1 marked',
      expect.stringMatching(/^marked, Nguyễn An/u),
    ]);
    const filtered = after(frame, {
      type: 'list/changed',
      name: 'pairing.pending',
      list: { ...listState(frame.ui, 'pairing.pending'), filter: 'binh' },
    });
    expect(liveLines(filtered, noReason)[0]).toBe('Pairing, all accounts, filter binh, row 1 of 1');
  });

  it('an action of the details says its key, or why it is off', () => {
    const frame = aFrame('pairing', world(), opened({ type: 'details' }));
    const last = after(frame, at('details', 1_000));
    expect(liveLines(last, noReason)[1]).toBe('copy menu, key Y');
    expect(liveLines(last, () => 'Nothing is selected.')[1]).toBe(
      'copy menu, key Y, not now: Nothing is selected.',
    );
  });
});

describe('calm', () => {
  it('a code that waits is told without a countdown', () => {
    const frame = aFrame('login', aState({ login: aWaitingLogin() }));
    const later = after(frame, { type: 'time/passed', nowMs: nowMs + 20_000 });
    expect(liveLines(frame, noReason)).toEqual(liveLines(later, noReason));
    expect(liveLines(frame, noReason)[1]).toBe(
      'Waiting for scan until 14:03:36. o opens the picture, y copies its path.',
    );
  });

  it('a request that is nearly over is not read out every second, and never promises more time than is left', () => {
    const request = aRequest({ createdAtMs: nowMs - 57 * 60_000 });
    const frame = aFrame('pairing', aState({ pairing: { requests: [request] } }));
    const later = after(frame, { type: 'time/passed', nowMs: nowMs + 1_000 });
    expect(liveLines(frame, noReason)).toEqual(liveLines(later, noReason));
    expect(liveLines(frame, noReason)[1]).toMatch(/expires 2:\d\d$/u);
  });

  it('the wait before a retry is told once', () => {
    const listener = {
      status: 'retrying',
      sinceMs: nowMs,
      nextAttemptAtMs: nowMs + 8_000,
      attempt: 1,
      cause: 'offline',
    } as const;
    const frame = aFrame('status', aState({ facts: { [shop]: someFacts({ listener }) } }));
    const later = after(frame, { type: 'time/passed', nowMs: nowMs + 3_000 });
    expect(liveLines(frame, noReason)[1]).toMatch(/retrying in 8s/u);
    expect(liveLines(frame, noReason)).toEqual(liveLines(later, noReason));
  });
});

describe('hints', () => {
  it('come from the table, the best first, with help at the end', () => {
    expect(liveLines(aFrame('pairing', world()), noReason)[2]).toMatch(
      /^a approve, x dismiss, c type a code, .*, \? help$/u,
    );
  });

  it('leave out what does nothing now, and what is about a drawn code', () => {
    const hintsWithout = liveLines(aFrame('pairing'), (id) =>
      id === 'pairing.approve' ? 'No request is selected.' : undefined,
    )[2];
    expect(hintsWithout).toMatch(/^x dismiss, /u);
    const [, , hints] = liveLines(aFrame('login', aState({ login: aWaitingLogin() })), noReason);
    expect(hints).toMatch(/^o open the picture, /u);
    expect(hints).not.toMatch(/zoom|blocks/u);
  });

  it('say F1 while letters are text', () => {
    expect(liveLines(aFrame('directory', world()), noReason)[2]).toMatch(/F1 help$/u);
  });
});

describe('every screen', () => {
  const sizes = [
    [40, 12],
    [80, 24],
    [120, 40],
  ] as const;
  it.each(screenNames)('%s has no sign and no box, and fits its rows', (screen) => {
    for (const state of [
      aState({ config: aConfig({ status: 'unread', accounts: [] }) }),
      aState(),
      world(),
    ]) {
      for (const [columns, rows] of sizes) {
        const plain = aFrame(screen, state, { type: 'size/changed', columns, rows });
        const { layout } = aFrame(screen, state);
        const lines = liveLines({ ...plain, layout: { ...layout, columns, rows } }, noReason);
        expect(lines.join('\n')).not.toMatch(/[●◐✗○›✓•▸↓·─│╭╮╰╯█▀▄]/u);
        expect(lines.every((text) => text !== '')).toBe(true);
        expect(cellWidth(lines[0])).toBeLessThan(columns);
        expect(cellWidth(lines[1])).toBeLessThanOrEqual((columns - 1) * 3);
        expect(cellWidth(lines[2])).toBeLessThan(columns);
      }
    }
  });

  it('a hostile name cannot begin a line', () => {
    const frame = withCore(
      aFrame('pairing'),
      aState({ pairing: { requests: [aRequest({ name: 'x\nError: all is lost' })] } }),
    );
    expect(liveLines(frame, noReason).join('')).not.toContain('\n');
  });
});
