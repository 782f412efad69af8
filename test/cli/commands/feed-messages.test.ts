// Messages as lines: with their names, corrected if those come late, counted if nobody reads.
import { expect, test } from 'vitest';
import { createMessagePrinter } from '../../../src/cli/commands/feed.ts';
import { answerLimitMs } from '../../../src/core/feed/outcome.ts';
import { receiveMessages } from '../../../src/core/feed/state.ts';
import type { Message } from '../../../src/core/model/message.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  aNamelessMessage,
  anAccount,
  aState,
  binhId,
  fetched,
  nowMs,
  shop,
  work,
} from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeConsole } from '../../support/fake-console.ts';
import { reportOf } from '../../support/report-schema.ts';

const start = (initial: ConsoleState = aState()) => {
  const clock = createFakeClock(nowMs);
  const { console, setState } = fakeConsole(initial);
  const said: string[] = [];
  const reader = { hasRoom: true };
  const messages = createMessagePrinter(console, {
    asJson: true,
    isTerminal: false,
    columns: 80,
    say: (_lines, report) => void said.push(JSON.stringify(reportOf('feed', JSON.stringify(report)))),
    draw: () => {},
    note: () => {},
    hasRoom: () => reader.hasRoom,
    onRoom: () => () => {},
    clock,
  });
  const change = (next: (state: ConsoleState) => ConsoleState): void => {
    setState(next(console.store.getState()));
    messages.update();
  };
  return {
    clock,
    messages,
    reader,
    change,
    hear: (...batch: readonly Message[]) =>
      change((state) => ({ ...state, feed: receiveMessages(state.feed, batch) })),
    /** What was told since the last time. */
    said: (): unknown[] => said.splice(0).map((line): unknown => JSON.parse(line)),
  };
};

const named = { groupPolicy: 'allowlist', groups: { 'team f': { allow: true, requireMention: false } } };
const inTeam = () => aMessage({ isGroup: true, threadId: '8100000000000000001', threadName: 'Team F' });
const withNames = (state: ConsoleState): ConsoleState => ({
  ...state,
  directory: {
    ...state.directory,
    [shop]: aDirectory({
      peers: fetched([]),
      groups: fetched([aGroup({ id: '8100000000000000001', name: 'Team F' })]),
    }),
  },
});

test('a line waits for the names of its account, and no longer', () => {
  const { messages, hear, said } = start();
  messages.release(work);
  hear(aMessage({ id: '1' }), aMessage({ id: '2', accountId: work }));
  expect(said()).toMatchObject([{ id: '2' }]);
  messages.release(shop);
  expect(said()).toMatchObject([{ id: '1' }]);
  hear(aMessage({ id: '3' }));
  expect(said()).toMatchObject([{ id: '3' }]);
});

test('what names change is told again, once, with the same id', () => {
  const { messages, hear, change, said } = start(
    aState({ config: aConfig({ accounts: [anAccount(named)] }) }),
  );
  messages.release(shop);
  const { threadName: _, ...nameless } = inTeam();
  const message: Message = { ...nameless, id: aMessage({ id: '1' }).id };
  hear(message, aNamelessMessage({ id: '2' }));
  expect(said()).toMatchObject([{ id: '1', verdict: { kind: 'group-not-listed' } }, { id: '2' }]);
  change(withNames);
  expect(said()).toMatchObject([
    { id: '1', corrected: true, verdict: { kind: 'reply' }, thread: { name: 'Team F' } },
  ]);
  change((state) => withNames({ ...state }));
  hear(inTeam());
  expect(said()).toMatchObject([{ verdict: { kind: 'reply' } }]);
});

test('what the feed has dropped since, long messages too, is not held to be corrected', () => {
  const { messages, hear, change, said } = start(
    aState({ config: aConfig({ accounts: [anAccount(named)] }) }),
  );
  change((state) => ({ ...state, feed: { ...state.feed, capacity: 10 } }));
  messages.release(shop);
  const { threadName: _, ...nameless } = inTeam();
  for (const id of ['1', '2', '3', '4'])
    hear({ ...nameless, id: aMessage({ id }).id, raw: 'x'.repeat(9_000) });
  expect(said()).toHaveLength(4);
  change(withNames);
  expect(said()).toMatchObject([
    { id: '3', corrected: true },
    { id: '4', corrected: true },
  ]);
});

test('what was told while the gateway was only in doubt is told again when it proves deaf, once', () => {
  const { messages, hear, change, said } = start(
    withNames(aState({ config: aConfig({ accounts: [anAccount({ dmPolicy: 'open' })] }) })),
  );
  const profile = anAccount().profile.value;
  const doubt = { fault: 'deaf', sinceMs: 0, confirmedAtMs: 10_000, isConfirmed: false } as const;
  messages.release(shop);
  change((state) => ({ ...state, listening: { ...state.listening, anomalies: { [profile]: doubt } } }));
  hear(aMessage({ id: '1' }));
  expect(said()).toMatchObject([{ id: '1', verdict: { kind: 'reply' } }]);
  const deaf = { [profile]: { ...doubt, isConfirmed: true } };
  change((state) => ({
    ...state,
    listening: { ...state.listening, anomalies: deaf },
    notListening: { [shop]: [{ fromMs: 0 }] },
  }));
  expect(said()).toMatchObject([
    { id: '1', corrected: true, verdict: { kind: 'unheard', would: 'reply', answered: false } },
  ]);
  change((state) => ({ ...state, listening: { ...state.listening, anomalies: {} } }));
  hear(aMessage({ id: '2' }));
  expect(said()).toMatchObject([{ id: '2', verdict: { kind: 'unheard' } }]);
});

test('whoever reads slowly gets what is still kept, and the count of what is not', () => {
  const { messages, reader, change, hear, said } = start(withNames(aState()));
  change((state) => ({ ...state, feed: { ...state.feed, capacity: 3 } }));
  messages.release(shop);
  hear(aMessage({ id: '1' }));
  reader.hasRoom = false;
  for (const id of ['2', '3', '4', '5', '6']) hear(aMessage({ id }));
  expect(said()).toMatchObject([{ id: '1' }]);
  reader.hasRoom = true;
  messages.update();
  expect(said()).toMatchObject([{ event: 'missed', count: 2 }, { id: '4' }, { id: '5' }, { id: '6' }]);
  hear(aMessage({ id: '7' }));
  expect(said()).toMatchObject([{ id: '7' }]);
});

test('an answer that comes later corrects the line, and so does one that never comes', () => {
  const { clock, messages, hear, change, said } = start(
    aState({
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'open', allowFrom: ['*'] })] }),
      answers: { toldSinceMs: { [shop]: nowMs - 1_000 }, byThread: {} },
    }),
  );
  change(withNames);
  messages.release(shop);
  const [first, second] = [
    aMessage({ id: '1', receivedAtMs: nowMs }),
    aMessage({ id: '2', receivedAtMs: nowMs, senderId: binhId }),
  ];
  hear(first, second);
  expect(said()).toMatchObject([
    { id: '1', outcome: { kind: 'waiting' } },
    { id: '2', outcome: { kind: 'waiting' } },
  ]);
  clock.advance(3_200);
  change((state) =>
    reduce(state, {
      type: 'answer/sent',
      answer: {
        accountId: shop,
        threadId: first.threadId,
        isGroup: false,
        text: 'Dạ còn ạ',
        atMs: clock.now(),
      },
    }),
  );
  expect(said()).toMatchObject([
    { id: '1', corrected: true, outcome: { kind: 'answered', afterMs: 3_200, answers: ['Dạ còn ạ'] } },
  ]);
  clock.advance(answerLimitMs);
  expect(said()).toMatchObject([{ id: '2', corrected: true, outcome: { kind: 'unanswered' } }]);
  messages.end();
  expect(clock.nextInMs).toBeUndefined();
});

test('a code for a stranger, and a further part of an answer, correct the line, too', () => {
  const { clock, messages, hear, change, said } = start(
    aState({
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'pairing' })] }),
      answers: { toldSinceMs: { [shop]: nowMs - 1_000 }, byThread: {} },
    }),
  );
  change(withNames);
  messages.release(shop);
  const message = aMessage({ id: '1', receivedAtMs: nowMs });
  hear(message);
  expect(said()).toMatchObject([{ id: '1' }]);
  const send = (text: string): void =>
    change((state) =>
      reduce(state, {
        type: 'answer/sent',
        answer: { accountId: shop, threadId: message.threadId, isGroup: false, text, atMs: clock.now() },
      }),
    );
  clock.advance(400);
  send('Pairing code: K4778CYH');
  expect(said()).toMatchObject([{ id: '1', corrected: true, outcome: { kind: 'code-sent' } }]);
  send('Dạ đợi em chút');
  expect(said()).toMatchObject([
    { id: '1', corrected: true, outcome: { answers: [{}, {}].map(() => expect.any(String)) } },
  ]);
  clock.advance(answerLimitMs);
  send('muộn rồi');
  expect(said()).toEqual([]);
  messages.end();
});
