// The feed of a gateway that holds the Zalo session itself: it watches by itself, and says so.
import { describe, expect, it } from 'vitest';
import { sentences } from '../../../src/core/sentences.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aMessage,
  anAccount,
  aState,
  gatewayDown,
  gatewayUp,
  nowMs,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { aRelease } from '../../support/releases.ts';

const watching: ConsoleState['tap'] = { status: 'watching', by: 'database', sinceMs: nowMs - 60_000 };

const tapped = (more: Partial<ConsoleState> = {}): ConsoleState =>
  aState({
    config: aConfig({ accounts: [anAccount()], release: aRelease('d') }),
    facts: { [shop]: someFacts({ listener: stopped }) },
    tap: watching,
    gateway: gatewayUp,
    zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'There is no zca.' } },
    ...more,
  });

const text = async (state: ConsoleState, columns = 80, rows = 24): Promise<string> =>
  (await drawConsole({ screen: 'feed', state, columns, rows })).screen().join('\n');

describe('the feed of a gateway with sessions of its own', () => {
  it.each([
    [80, 24],
    [60, 20],
  ])('says that it watches, and needs no zca (%i×%i)', async (columns, rows) => {
    const screen = await text(tapped(), columns, rows);
    expect(screen).toContain('watching the gateway');
    expect(screen).toContain('Watching what the gateway hears');
    expect(screen).not.toContain('There is no zca.');
  });

  it('says since when nothing is heard while the gateway is down, and how it is started', async () => {
    const screen = await text(
      tapped({ gateway: gatewayDown, notListening: { [shop]: [{ fromMs: nowMs - 120_000 }] } }),
    );
    expect(screen).toContain('the gateway is down, nothing is heard since');
    expect(screen).toContain('The gateway does not run');
    expect(screen).toContain('Start the gateway');
  });

  it('says that nothing will come while the account is logged out', async () => {
    const gatewayReport = {
      status: 'ready',
      value: { [shop]: { isConfigured: true, isLinked: false, isRunning: false } },
      atMs: nowMs,
    } as const;
    const screen = await text(tapped({ gatewayReport }));
    expect(screen).toContain('login needed');
    expect(screen).toContain('Press 6 to go to Login.');
    expect(screen).not.toContain('Watching what the gateway hears');
  });

  it('says why it cannot watch', async () => {
    const screen = await text(
      tapped({
        tap: {
          status: 'unusable',
          error: { code: 'unsupported-here', sentence: 'Not read.', hint: 'Do this.' },
        },
      }),
    );
    expect(screen).toContain('Not read.');
    expect(screen).toContain('Do this.');
  });

  it('says that it sees only what is let through, where only the sessions are told', async () => {
    const error = { code: 'unsupported-here', sentence: 'The database is of another version.' } as const;
    const screen = await text(tapped({ tap: { status: 'watching', by: 'sessions', sinceMs: nowMs, error } }));
    expect(screen).toContain('of what it drops');
    expect(screen).toContain('The database is of another version.');
  });

  it('shows the answer as far as it is written', async () => {
    const message = aMessage({
      id: '5',
      receivedAtMs: nowMs - 4_000,
      sentAtMs: nowMs - 4_000,
      source: 'database',
    });
    const base = tapped();
    const state = {
      ...base,
      feed: { ...base.feed, messages: [message] },
      answers: {
        toldSinceMs: { [shop]: nowMs - 60_000 },
        byThread: {},
        work: { [`${shop}:5`]: { acceptedAtMs: nowMs - 3_000, isRunning: true, text: 'Dạ còn' } },
      },
    };
    const console = await drawConsole({ screen: 'feed', state, rows: 40 });
    expect(console.screen().join('\n')).toContain('at work 4s');
    await console.press('enter');
    expect(console.screen().join('\n')).toContain('Dạ còn');
  });

  it('has nothing to start', async () => {
    const console = await drawConsole({ screen: 'feed', state: tapped() });
    await console.press('s');
    expect(console.services.listener.start).not.toHaveBeenCalled();
    expect(console.screen().join('\n')).toContain('watches it by itself');
  });

  it('shows a message whose text was not seen as such, and where it was seen', async () => {
    const unseen = aMessage({
      id: '5',
      isGroup: true,
      threadId: '8212',
      senderId: '',
      text: '',
      isTextUnseen: true,
      source: 'database',
      raw: '',
    });
    const { senderName: _, threadName: __, ...nameless } = unseen;
    const state = tapped({ feed: { ...tapped().feed, messages: [nameless] } });
    const console = await drawConsole({ screen: 'feed', state, rows: 40 });
    expect(console.screen().join('\n')).toContain('(text not seen)');
    expect(console.screen().join('\n')).toContain('somebody');
    await console.press('enter');
    const details = console.screen().join('\n');
    expect(details).toContain('before its text could be read');
    expect(details).toContain("in the gateway's database");
  });

  it('lets the gateway log why it drops what it drops, after it was shown and asked, and says so', async () => {
    const config = aConfig({ accounts: [anAccount()], release: aRelease('d') });
    const message = aMessage({
      id: '5',
      receivedAtMs: nowMs,
      isGroup: true,
      threadId: '8212',
      source: 'database',
    });
    const base = tapped({ config });
    const quiet = { ...base, feed: { ...base.feed, messages: [message] } };
    const console = await drawConsole({ screen: 'feed', state: quiet, rows: 40 });
    await console.press('E');
    expect(console.services.config.plan.mock.calls).toEqual([[{ type: 'set-log-level', level: 'debug' }]]);
    const gatewayLog = [
      {
        atMs: nowMs + 20,
        text: 'drop group 8212 (not allowlisted)',
        threadId: threadId('8212'),
        isGroup: true,
      },
    ];
    const explaining = { ...quiet, config: { ...config, logLevel: 'debug' }, gatewayLog };
    const second = await drawConsole({ screen: 'feed', state: explaining, rows: 40 });
    expect(second.screen().join('\n')).toContain('watching the gateway, explaining');
    await second.press('enter');
    expect(second.screen().join('\n')).toContain('drop group 8212 (not allowlisted)');
    await second.press('E');
    expect(second.services.config.plan.mock.calls).toEqual([[{ type: 'set-log-level' }]]);
  });

  it('has nothing to explain where the gateway drives zca', async () => {
    const console = await drawConsole({
      screen: 'feed',
      state: aState({ config: aConfig({ release: aRelease('b') }) }),
    });
    await console.press('E');
    expect(console.services.config.plan).not.toHaveBeenCalled();
    expect(console.screen().join('\n')).toContain(sentences.feedScreen.explain.onlyOwnSessions);
  });
});
