import { describe, expect, it } from 'vitest';
import { sentences } from '../../../src/core/faces.ts';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { initialFacts } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { feedKeySentences } from '../../../src/tui/feed/words.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import {
  aConfig,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aState,
  binhId,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const minuteMs = 60_000;
const at = (minutesAgo: number) => ({
  sentAtMs: nowMs - minutesAgo * minuteMs,
  receivedAtMs: nowMs - minutesAgo * minuteMs + 200,
});
const numbered = (count: number, parts: Parameters<typeof aMessage>[0] = {}): Message[] =>
  Array.from({ length: count }, (_, index) =>
    aMessage({ ...at(count - index), text: `tin số ${index + 1}`, ...parts }),
  );

const approved = { approved: [anApproved('shop', anId), anApproved('shop', binhId)] };
const open = (state: StateParts, options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ screen: 'feed', state: aState({ pairing: approved, ...state }), ...options });

const sizes = [
  [80, 24],
  [60, 20],
  [40, 12],
  [120, 40],
] as const;
const longName = 'Nguyễn Thị Thanh Hương Giang Đặng Trần Côn';

describe('the feed at every size', () => {
  it.each(sizes)('%i×%i fits, shows the newest message, its verdict and the help', async (columns, rows) => {
    const messages = [
      ...numbered(1_000),
      aMessage({
        ...at(0),
        isGroup: true,
        senderName: longName,
        threadName: `${longName} 👨‍👩‍👧‍👦`.normalize('NFD'),
        text: 'á\n'.repeat(3_000),
      }),
      aMessage({ ...at(0), senderId: '900', senderName: longName.normalize('NFD'), text: 'còn hàng?' }),
    ];
    const console = await open({ feed: { messages } }, { columns, rows });
    expectFits(console.terminal);
    const screen = console.screen();
    expect(screen).toHaveLength(rows);
    const last = screen.findLast((row) => row.startsWith('›'));
    expect(last).toMatch(/^› 14:0\d \? .*Nguy/u);
    expect(screen.at(-1)).toContain('? help');
    await console.press('g');
    expect(console.screen().some((row) => row.includes('tin số 1'))).toBe(true);
    expectFits(console.terminal);
  });

  it('shows one message, and in roomy windows its details beside it', async () => {
    const console = await open({ feed: { messages: numbered(1) } }, { columns: 120, rows: 40 });
    expect(console.terminal.text()).toContain('The agent answers.');
    expect(console.terminal.text()).toContain(anId);
  });

  it('names the accounts where several are shown, and only there', async () => {
    const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
    const messages = [...numbered(1), aMessage({ ...at(0.5), accountId: 'work', text: 'việc' })];
    const console = await open({ config, feed: { messages } });
    expect(console.screen()[3]).toMatch(/14:01 work \?/u);
    await console.press(']');
    expect(console.screen()[2]).toMatch(/14:01 ✓/u);
    expect(console.screen()[3]).toBe('');
  });

  it('dims nothing away and needs no colour: mono and ASCII say the same', async () => {
    const messages = [aMessage({ ...at(1), senderId: '900' }), ...numbered(1)];
    const console = await open({ feed: { messages } }, { palette: 'mono', isAscii: true });
    expect(console.screen()[2]).toBe('  14:01 ? pairing           ! Nguyễn An  chào shop, còn hàng không?');
  });
});

describe('an empty feed', () => {
  const stopped: ListenerState = { status: 'stopped', sinceMs: nowMs };
  const retrying: ListenerState = {
    status: 'retrying',
    sinceMs: nowMs,
    nextAttemptAtMs: nowMs + 8_000,
    attempt: 2,
    cause: 'zca could not reach Zalo',
  };
  const blocked: ListenerState = {
    status: 'blocked',
    sinceMs: nowMs,
    error: {
      code: 'not-logged-in',
      sentence: 'Profile shop is not logged in.',
      hint: 'Log in with a QR code.',
    },
  };
  const missing = {
    status: 'missing',
    error: { code: 'zca-not-found', sentence: 'There is no zca.', hint: 'Install it.' },
  } as const;

  it.each<[string, StateParts, readonly string[]]>([
    ['listening', {}, [sentences.feedScreen.listening]],
    [
      'not listening',
      { facts: { [shop]: someFacts({ listener: stopped }) } },
      ['Not listening.', 'Press s to start the listener.'],
    ],
    [
      'waiting to try again',
      { facts: { [shop]: someFacts({ listener: retrying }) } },
      ['retrying in 8s: zca could not reach Zalo', 'attempt 2'],
    ],
    [
      'blocked',
      { facts: { [shop]: someFacts({ listener: blocked }) } },
      ['Profile shop is not logged in.', 'Log in with a QR code.', 'Press 6 to go to Login.'],
    ],
    [
      'zca missing',
      { zca: missing, facts: { [shop]: initialFacts } },
      ['There is no zca.', 'Install it.', '', 'Press D to open the demo on a simulated account.'],
    ],
    [
      'no account',
      { config: aConfig({ accounts: [] }) },
      [sentences.feedScreen.noAccounts, feedKeySentences.seeConfig],
    ],
    [
      'two accounts',
      {
        config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }),
        facts: { [shop]: someFacts(), [work]: someFacts({ listener: stopped }) },
      },
      [`shop: ${sentences.feedScreen.listening}`, 'work: Not listening.'],
    ],
  ])('says what is the matter: %s', async (_, state, expected) => {
    const console = await open(state);
    expect(console.screen().slice(2, 2 + expected.length)).toEqual(expected);
    expectFits(console.terminal);
  });

  it('counts down to the next attempt', async () => {
    const console = await open({ facts: { [shop]: someFacts({ listener: retrying }) } });
    await console.passTime(3_000);
    expect(console.screen()[2]).toBe('retrying in 5s: zca could not reach Zalo');
    expect(console.screen().at(-2)).toContain('retrying in 5s');
  });

  it('says how fast they come above 200 a second', async () => {
    const burst = (count: number): Message[] =>
      Array.from({ length: count }, (_, index) =>
        aMessage({ sentAtMs: nowMs - 1_000 + index, receivedAtMs: nowMs - 1_000 + index }),
      );
    const console = await open({ feed: { messages: burst(600) } });
    expect(console.screen().at(-2)).toBe('listening  ✓ 600  600 messages  300/s');
    await console.setState(aState({ pairing: approved, feed: { messages: burst(300) } }));
    expect(console.screen().at(-2)).toBe('listening  ✓ 300  300 messages');
  });

  it('keeps the cause in sight while there are messages', async () => {
    const console = await open({
      facts: { [shop]: someFacts({ listener: blocked }) },
      feed: { messages: numbered(3), dropped: 4 },
    });
    expect(console.screen().at(-2)).toBe(
      'blocked: Profile shop is not logged in. Log in with a QR code.  ✓ 3  3 messages',
    );
  });
});

describe('details', () => {
  it('tell everything: text, verdict rule by rule with config paths, ids, times; then what can be done', async () => {
    const message = aMessage({
      ...at(1),
      id: '7700',
      isGroup: true,
      threadId: '7200',
      threadName: 'Nhóm lạ',
      text: 'dòng một\ndòng hai',
      quote: 'Bình: mấy giờ?',
      receivedAtMs: nowMs,
    });
    const console = await open({ feed: { messages: [message] } }, { columns: 80, rows: 40 });
    await console.press('enter');
    const text = console.terminal.text();
    for (const expected of [
      'Message of Nguyễn An',
      'group not listed',
      'dòng một',
      'dòng hai',
      'Bình: mấy giờ?',
      'channels.zalouser.groups',
      anId,
      '7200',
      '7700',
      '2026-11-22 14:01:01',
      '(1m later)',
      'open the setting that decided',
      'raw message',
      'copy menu',
    ]) {
      expect(text).toContain(expected);
    }
  });

  it('stay those of the same message when others come', async () => {
    const messages = numbered(3);
    const console = await open({ feed: { messages } });
    await console.press('enter');
    expect(console.terminal.text()).toContain('tin số 3');
    await console.setState(
      aState({
        pairing: approved,
        feed: { messages: [...messages, aMessage({ ...at(0), text: 'tin mới' })] },
      }),
    );
    expect(console.terminal.text()).toContain('tin số 3');
    expect(console.terminal.text()).not.toContain('tin mới');
  });

  it('lead to where the verdict can be changed', async () => {
    const console = await open({ pairing: {}, feed: { messages: numbered(1) } });
    await console.press('enter', 'G', 'k', 'k', 'k', 'k', 'k', 'k');
    expect(console.screen().find((row) => row.includes('›'))).toContain(keySentences['screen.pairing']);
    await console.press('enter');
    expect(console.app.frame().ui.screen).toBe('pairing');
  });
});

const statusLine = (console: DrawnConsole): string => console.screen().at(-2) ?? '';

describe('what became of a message', () => {
  it.each([
    [80, 24],
    [60, 20],
  ] as const)('is counted where it asks for a look (%i×%i)', async (columns, rows) => {
    const long = 10 * minuteMs;
    const early = [1, 2].map((number) => aMessage({ ...at(0), id: `${number}`, receivedAtMs: nowMs - long }));
    const refused = aMessage({
      ...at(0),
      id: '3',
      threadId: '4512345678900000777',
      receivedAtMs: nowMs - 9_000,
    });
    const heard = await open(
      {
        feed: { messages: [...early, refused] },
        answers: { toldSinceMs: { [shop]: nowMs - 2 * long }, byThread: {} },
      },
      { columns, rows },
    );
    await heard.setState(
      reduce(heard.app.console.store.getState(), {
        type: 'answer/sent',
        answer: { ...refused, text: 'x', atMs: nowMs, error: 'refused' },
      }),
    );
    expect(statusLine(heard)).toMatch(/1 failed +2 unanswered/u);
  });

  it('stands in its details with the answer, and is counted on as time goes by', async () => {
    const message = aMessage(at(0));
    const console = await open(
      {
        feed: { messages: [message] },
        answers: { toldSinceMs: { [shop]: nowMs - minuteMs }, byThread: {} },
      },
      { columns: 120, rows: 40 },
    );
    expect(console.terminal.text()).toContain('! waiting');
    expect(statusLine(console)).toContain('1 waiting');
    await console.setState(
      reduce(console.app.console.store.getState(), {
        type: 'answer/sent',
        answer: {
          accountId: shop,
          threadId: message.threadId,
          isGroup: false,
          text: 'Dạ còn hàng ạ',
          atMs: message.receivedAtMs + 3_200,
        },
      }),
    );
    expect(console.terminal.text()).toMatch(/✓ answered +Nguyễn An/u);
    expect(console.terminal.text()).toContain(
      sentences.feedScreen.outcomeSentence({ type: 'answered', afterMs: 3_200, answers: [] }),
    );
    expect(console.terminal.text()).toContain('Dạ còn hàng ạ');
    expect(statusLine(console)).not.toContain('waiting');
  });
});
