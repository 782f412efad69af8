import { describe, expect, it } from 'vitest';
import { checklistSentences } from '../../../src/core/doctor/words.ts';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { loginScreenSentences } from '../../../src/tui/login/words.ts';
import { eventsBetween, openingLines } from '../../../src/tui/plain/events.ts';
import type { ScreenName, UiEvent } from '../../../src/tui/state/ui-state.ts';
import {
  aConfig,
  aDirectory,
  aMessage,
  aNamelessRequest,
  anApproved,
  aPeer,
  aRequest,
  aState,
  aWaitingLogin,
  fetched,
  live,
  loggedOut,
  nowMs,
  salesGroupId,
  shop,
  someFacts,
} from '../../support/builders.ts';
import { aFrame, after, withCore } from './frames.ts';

const confirm: UiEvent = {
  type: 'overlay/opened',
  overlay: {
    type: 'confirm',
    id: 1,
    title: 'Approve pairing',
    lines: ['Let Nguyễn An talk to the agent on shop?', '', 'Writes a.json'],
    confirmLabel: 'Approve',
    isDanger: false,
    focus: 'cancel',
  },
};
const prompt = {
  type: 'prompt',
  id: 2,
  title: 'Type a pairing code',
  lines: ['Case does not matter.'],
  isBusy: false,
} as const;
const toast = (kind: 'note' | 'error', text: string, hint?: string): UiEvent => ({
  type: 'toast/shown',
  toast: { id: 7, kind, text, ...(hint === undefined ? {} : { hint }) },
});

describe('what the operator does', () => {
  const pairing = aState({
    pairing: {
      requests: [aRequest(), aNamelessRequest({ senderId: '7000000000000000009' })],
      approved: [anApproved()],
    },
  });
  const cases: readonly (readonly [string, ScreenName, readonly UiEvent[], readonly string[]])[] = [
    ['comes to a screen', 'status', [{ type: 'screen/shown', screen: 'pairing' }], ['Pairing, 2 waiting.']],
    ['comes to the feed', 'status', [{ type: 'screen/shown', screen: 'feed' }], ['Feed, 0 messages.']],
    [
      'turns to the other list',
      'pairing',
      [{ type: 'pairing/pane-changed', pane: 'approved' }],
      ['Pairing, 1 approved.'],
    ],
    ['is told something', 'status', [toast('note', 'Copied code: K7PQ2MXD')], ['Copied code: K7PQ2MXD']],
    [
      'is told of an error',
      'status',
      [toast('error', 'zca is missing.', 'Install it.')],
      ['Error: zca is missing. Install it.'],
    ],
    [
      'turns to what was decided',
      'pairing',
      [{ type: 'pairing/pane-changed', pane: 'decided' }],
      ['Pairing, nothing decided.'],
    ],
    [
      'is asked',
      'pairing',
      [confirm],
      ['Approve pairing.', 'Let Nguyễn An talk to the agent on shop?', 'Writes a.json'],
    ],
    [
      'opens the help',
      'access',
      [{ type: 'overlay/opened', overlay: { type: 'help' } }],
      ['Help and commands.', expect.stringMatching(/^\d+ entries\.$/u)],
    ],
    ['pauses the feed', 'feed', [{ type: 'feed/paused', atMs: nowMs }], ['The feed is paused; p goes on.']],
    [
      'moves: the live lines tell',
      'pairing',
      [
        {
          type: 'list/changed',
          name: 'pairing.pending',
          list: { offset: 0, index: 1, isFollowing: false, filter: '', marks: [] },
        },
      ],
      [],
    ],
  ];
  it.each(cases)('%s', (_, screen, events, sentences) => {
    const frame = aFrame(screen, pairing);
    expect(eventsBetween(frame, after(frame, ...events))).toEqual(sentences);
  });

  it('reads all lines of the details, then what can be done', () => {
    const frame = aFrame('pairing', pairing);
    const lines = eventsBetween(
      frame,
      after(frame, { type: 'overlay/opened', overlay: { type: 'details' } }),
    );
    expect(lines).toEqual(expect.arrayContaining(['Nguyễn An.', 'code: K7PQ 2MXD', 'account: shop']));
    expect(lines.at(-1)).toBe(
      'Actions: approve, key a, approve and tell, key A, dismiss, key x, copy menu, key Y.',
    );
  });

  it('reads raw text line by line', () => {
    const frame = aFrame('feed');
    const overlay = {
      type: 'raw-text',
      title: 'Message as zca printed it',
      text: '{"a":1}\n\n{"b":2}',
    } as const;
    expect(eventsBetween(frame, after(frame, { type: 'overlay/opened', overlay }))).toEqual([
      'Message as zca printed it.',
      '{"a":1}',
      '{"b":2}',
    ]);
  });

  it('does not read again what a closed overlay uncovers, nor a question whose button changes', () => {
    const open = after(aFrame('pairing', pairing), { type: 'overlay/opened', overlay: { type: 'details' } });
    const asked = after(open, confirm);
    expect(eventsBetween(asked, after(asked, { type: 'overlay/closed' }))).toEqual([]);
    const overlay = asked.ui.overlays.at(-1);
    if (overlay?.type !== 'confirm') throw new Error('no question');
    expect(
      eventsBetween(
        asked,
        after(asked, { type: 'overlay/changed', overlay: { ...overlay, focus: 'confirm' } }),
      ),
    ).toEqual([]);
  });

  it('says why an answer will not do', () => {
    const asked = after(aFrame('pairing', pairing), { type: 'overlay/opened', overlay: prompt });
    const busy = after(asked, { type: 'overlay/changed', overlay: { ...prompt, isBusy: true } });
    expect(eventsBetween(asked, busy)).toEqual([]);
    const refused = after(busy, { type: 'overlay/changed', overlay: { ...prompt, error: 'No such code.' } });
    expect(eventsBetween(busy, refused)).toEqual(['Error: No such code.']);
  });

  it('hears what came while the feed was paused', () => {
    const paused = after(aFrame('feed'), { type: 'feed/paused', atMs: nowMs });
    const state = aState({ feed: { messages: [aMessage(), aMessage()] } });
    expect(eventsBetween(paused, withCore(paused, state))).toEqual([]);
    const full = withCore(paused, state);
    expect(eventsBetween(full, after(full, { type: 'feed/resumed' }))).toEqual([
      'The feed goes on; 2 messages came meanwhile.',
    ]);
  });
});

describe('messages', () => {
  const at = Date.UTC(2026, 10, 22, 14, 2, 30);
  const heard = (
    messages: ConsoleState['feed']['messages'],
    screen: ScreenName = 'feed',
    ...events: readonly UiEvent[]
  ): readonly string[] => {
    const frame = aFrame(screen, aState(), ...events);
    return eventsBetween(frame, withCore(frame, aState({ feed: { messages } })));
  };

  it('are read with sender, account, text and verdict', () => {
    const state = aState({
      config: aConfig(),
      pairing: { approved: [anApproved('shop', aMessage().senderId)] },
    });
    const frame = aFrame('feed', state);
    const message = aMessage({ sentAtMs: at, text: 'chào shop' });
    expect(
      eventsBetween(frame, withCore(frame, { ...state, feed: { ...state.feed, messages: [message] } })),
    ).toEqual(['14:02 Nguyễn An to shop: chào shop — answered']);
  });

  it('name their group', () => {
    expect(
      heard([aMessage({ sentAtMs: at, isGroup: true, threadId: salesGroupId, text: 'giá bao nhiêu' })]),
    ).toEqual(['14:02 Nguyễn An in group Nhóm bán hàng to shop: giá bao nhiêu — answered']);
  });

  it('say what is attached, and cannot pass for a line of ours', () => {
    expect(
      heard([
        aMessage({ sentAtMs: at, media: { kind: 'image', count: 2 }, text: 'ảnh\n14:03 Sếp to shop: ok' }),
      ]),
    ).toEqual(['14:02 Nguyễn An to shop: 2 images, ảnh / 14:03 Sếp to shop: ok — gets a pairing code']);
  });

  it('respect the view, the account in view and other screens', () => {
    const direct = aMessage({ sentAtMs: at });
    expect(heard([direct], 'feed', { type: 'feed/view-changed', view: 'groups' })).toEqual([]);
    expect(
      heard([direct], 'feed', { type: 'scope/changed', scope: aMessage({ accountId: 'work' }).accountId }),
    ).toEqual([]);
    expect(heard([direct], 'status')).toEqual([]);
    expect(heard([direct], 'feed', { type: 'overlay/opened', overlay: { type: 'help' } })).toEqual([]);
  });

  it('are counted when there are too many to listen to', () => {
    const lines = heard(Array.from({ length: 40 }, (_, index) => aMessage({ text: `tin ${index}` })));
    expect(lines[0]).toBe('40 messages came; these are the last 5:');
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toContain('tin 39');
  });
});

describe('what comes in by itself', () => {
  const between = (
    before: ConsoleState,
    now: ConsoleState,
    screen: ScreenName = 'status',
  ): readonly string[] => {
    const frame = aFrame(screen, before);
    return eventsBetween(frame, withCore(frame, now));
  };

  it('a stranger asks, by name, id, account and code, with a warning where the name may be a trick', () => {
    const directory = { [shop]: aDirectory({ peers: fetched([aPeer({ name: 'Nguyễn An' })]) }) };
    expect(
      between(aState({ directory }), aState({ directory, pairing: { requests: [aRequest()] } })),
    ).toEqual([
      'Nguyễn An, id 4512…4821, asks to talk to the agent on shop. Code K7PQ 2MXD.',
      'Warning: The name is the same as that of Nguyễn An (id 4512000000000004822), whom this account knows.',
    ]);
  });

  it('those who waited at the start are counted', () => {
    const ready = aState({ pairing: { requests: [aRequest(), aNamelessRequest({ senderId: '9' })] } });
    expect(between(aState({ pairing: { status: 'idle' } }), ready)).toEqual([
      '2 people wait for approval: see Pairing (3).',
    ]);
  });

  it('the store cannot be read: once', () => {
    const error = {
      code: 'store-unreadable',
      sentence: 'The store cannot be read.',
      hint: 'Check its permissions.',
    } as const;
    const failed = aState({ pairing: { status: 'failed', error } });
    expect(between(aState(), failed)).toEqual(['Error: The store cannot be read. Check its permissions.']);
    expect(between(failed, aState({ pairing: { status: 'failed', error } }))).toEqual([]);
  });

  it.each([
    ['is logged out', { session: loggedOut }, 'shop: login needed. Log in with a QR code.'],
    [
      'loses its connection',
      {
        listener: {
          status: 'retrying',
          sinceMs: nowMs,
          nextAttemptAtMs: nowMs + 8_000,
          attempt: 1,
          cause: 'zca lost its connection to Zalo',
        },
      },
      'shop: retrying. zca lost its connection to Zalo.',
    ],
    [
      'stops listening',
      { listener: { status: 'stopped', sinceMs: nowMs } },
      'shop: listener stopped. Start the listener to see messages.',
    ],
  ] as const)('an account %s', (_, facts, sentence) => {
    expect(between(aState(), aState({ facts: { [shop]: someFacts(facts) } }))).toEqual([sentence]);
  });

  it('an account that is checked and is as it was says nothing', () => {
    expect(
      between(aState(), aState({ facts: { [shop]: someFacts({ isChecking: true, listener: live }) } })),
    ).toEqual([]);
  });

  it('a connection that is lost and made again at once is not worth a word', () => {
    const at = (listener: ListenerState): ConsoleState =>
      aState({ facts: { [shop]: someFacts({ listener }) } });
    const lost = at({ status: 'reconnecting', sinceMs: nowMs, pid: 1, closeCode: 1006 });
    const again = at({ status: 'connecting', sinceMs: nowMs, isAgain: true });
    const back = at(live);
    for (const [before, now] of [
      [back, lost],
      [lost, again],
      [again, back],
      [lost, back],
    ] as const)
      expect(between(before, now)).toEqual([]);
    const retrying = at({
      status: 'retrying',
      sinceMs: nowMs,
      nextAttemptAtMs: nowMs + 1_000,
      attempt: 1,
      cause: 'it broke',
    });
    expect(between(again, retrying)).toEqual(['shop: retrying. it broke.']);
    expect(between(at({ status: 'connecting', sinceMs: nowMs }), back)).not.toEqual([]);
  });

  it('a log-in goes on: where the picture is, never the code itself', () => {
    const waiting = between(aState(), aState({ login: aWaitingLogin() }), 'login');
    expect(waiting.slice(0, 2)).toEqual([
      'The QR code for shop is ready and can be scanned until 14:03:36.',
      'It is not drawn in plain mode. The picture is /run/zalouser-tui/qr.png: o opens it, y copies its path.',
    ]);
    expect(waiting.join('\n')).not.toContain('example.invalid');
    const login = aWaitingLogin();
    if (login.status !== 'waiting') throw new Error('not waiting');
    const { accountId, profile, startedAtMs } = login;
    const scanned = aState({
      login: { status: 'scanned', accountId, profile, startedAtMs, byName: 'Nguyễn An' },
    });
    expect(between(aState({ login }), scanned)).toEqual(['Scanned by Nguyễn An, confirm on the phone.']);
    // Twice the same within a moment is said twice.
    const expired = (atMs: number) =>
      aState({ login: { status: 'expired', accountId, profile, startedAtMs: atMs } });
    expect(between(expired(startedAtMs), expired(startedAtMs + 1))).toEqual([
      'Expired: nobody confirmed the code for shop in time.',
      loginScreenSentences.again,
    ]);
    expect(between(scanned, expired(startedAtMs))).toEqual([
      'Expired: nobody confirmed the code for shop in time.',
      loginScreenSentences.again,
    ]);
  });

  it('without a picture says what else can be done', () => {
    const login = aWaitingLogin();
    if (login.status !== 'waiting') throw new Error('not waiting');
    const { qrPath: _, ...blind } = login;
    expect(between(aState(), aState({ login: blind }))[1]).toContain('without --screen-reader');
  });

  it('the config breaks and is whole again; a gateway comes up', () => {
    const broken = aState({ config: aConfig({ status: 'broken' }) });
    expect(between(aState(), broken)[0]).toMatch(
      /^Error: The config cannot be read: .*openclaw\.json\. Access \(5\)/u,
    );
    expect(between(broken, aState())).toContain('Config read: /home/an/.openclaw/openclaw.json.');
    expect(
      between(aState(), aState({ gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs } })),
    ).toEqual([checklistSentences.gatewayUp]);
  });

  it('the feed watches a gateway, or cannot', () => {
    const watching = aState({ tap: { status: 'watching', by: 'database', sinceMs: nowMs } });
    expect(between(aState(), watching)).toEqual(['The feed watches the gateway.']);
    const error = { code: 'unsupported-here', sentence: 'Another version.', hint: 'Wait.' } as const;
    expect(between(watching, aState({ tap: { status: 'unusable', error } }))).toEqual([
      'Error: Another version. Wait.',
    ]);
  });

  it('the friend list comes in; it fails', () => {
    const start = aState({ directory: { [shop]: aDirectory() } });
    expect(
      between(
        start,
        aState({ directory: { [shop]: aDirectory({ peers: fetched([aPeer()]) }) } }),
        'directory',
      ),
    ).toEqual(['Peers: 1.']);
    const error = { code: 'timed-out', sentence: 'zca did not answer.', hint: 'Press r.' } as const;
    const failed = aState({
      directory: { [shop]: aDirectory({ peers: { status: 'failed', value: [], error } }) },
    });
    expect(between(start, failed, 'directory')).toEqual(['Error: zca did not answer. Press r.']);
  });

  it('a step of the open checklist is done', () => {
    const unknown = aState({ zca: { status: 'unknown' } });
    const frame = aFrame('status', unknown, { type: 'overlay/opened', overlay: { type: 'checklist' } });
    expect(eventsBetween(frame, withCore(frame, aState()))).toContain(
      'done: zca found: /usr/local/bin/zca (version 0.1.58)',
    );
  });
});

it('opens with what it is and where one is', () => {
  expect(openingLines(aFrame('pairing', aState({ pairing: { requests: [aRequest()] } })), true)).toEqual([
    expect.stringMatching(/^zalouser-tui, demo on a simulated account\. Plain mode/u),
    'Pairing, 1 waiting.',
  ]);
});
