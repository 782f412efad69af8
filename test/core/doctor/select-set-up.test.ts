import { describe, expect, it } from 'vitest';
import { setUpSteps, setUpTest } from '../../../src/core/doctor/select-set-up.ts';
import type { SetUpDraft, SetUpStepId } from '../../../src/core/doctor/set-up-changes.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { hintText } from '../../../src/tui/app/remedies.ts';
import {
  aConfig,
  aListening,
  aMessage,
  anApproved,
  anId,
  aPlugin,
  aRequest,
  aState,
  gatewayDown,
  gatewayUp,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const state = (parts: StateParts = {}): ConsoleState => aState({ plugin: aPlugin(), ...parts });

/** All answers, and the config says them. */
const answered: SetUpDraft = {
  accountId: shop,
  dm: { policy: 'pairing', people: [] },
  groups: { policy: 'allowlist', entries: [] },
};
/** All answers, one of them not in the config. */
const unwritten: SetUpDraft = {
  ...answered,
  dm: { policy: 'allowlist', people: [{ entry: anId, name: 'Nguyễn An' }] },
};

const standing = (core: ConsoleState, draft: SetUpDraft): string =>
  setUpSteps(core, draft, nowMs)
    .map(({ id, state: how }) => `${id} ${how}`)
    .join(', ');

const step = (core: ConsoleState, draft: SetUpDraft, id: SetUpStepId) =>
  setUpSteps(core, draft, nowMs).find((one) => one.id === id);

describe('the steps of the set-up', () => {
  it.each<[string, StateParts, SetUpDraft, string]>([
    [
      'nothing answered',
      {},
      {},
      'account next, login later, people later, groups later, write later, gateway later, test later',
    ],
    [
      'an account without a session',
      { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } },
      { accountId: shop },
      'account done, login next, people open, groups open, write later, gateway later, test later',
    ],
    [
      'logged in',
      {},
      { accountId: shop },
      'account done, login done, people next, groups open, write later, gateway later, test later',
    ],
    [
      'without zca nobody logs in, and the rest can be answered',
      {
        zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'zca was not found.' } },
        facts: {},
      },
      { accountId: shop },
      'account done, login later, people next, groups open, write later, gateway later, test later',
    ],
    [
      'answered, not written',
      {},
      unwritten,
      'account done, login done, people done, groups done, write next, gateway later, test later',
    ],
    [
      'a config that cannot be read',
      { config: aConfig({ status: 'broken' }) },
      unwritten,
      'account done, login done, people done, groups done, write later, gateway later, test later',
    ],
    [
      'written, no gateway',
      { gateway: gatewayDown },
      answered,
      'account done, login done, people done, groups done, write done, gateway next, test open',
    ],
    [
      'written, the gateway listens',
      {
        gateway: gatewayUp,
        listening: aListening({ byGateway: 1 }),
        facts: { [shop]: someFacts({ listener: stopped }) },
      },
      answered,
      'account done, login done, people done, groups done, write done, gateway done, test next',
    ],
  ])('%s', (_, parts, draft, expected) => {
    expect(standing(state(parts), draft)).toBe(expected);
  });

  it('name what was answered, people by name, and the rest by number', () => {
    const people = ['An', 'Bình', 'Cường', 'Dũng', 'Em'].map((name, at) => ({ entry: String(at), name }));
    const core = state();
    expect(step(core, { ...unwritten, dm: { policy: 'allowlist', people } }, 'people')?.answer).toBe(
      'allowlist; let in: An, Bình, Cường and 2 more',
    );
    expect(step(core, answered, 'groups')?.answer).toBe('allowlist');
    expect(step(core, unwritten, 'write')?.answer).toBe('2 changes to look at');
    expect(step(core, unwritten, 'account')?.answer).toBe('shop, profile shop, in the config');
  });

  it('an account that is not in the config yet is new, with its profile', () => {
    const core = state({ config: aConfig({ accounts: [] }) });
    expect(step(core, { ...unwritten, profile: 'shop-2' as never }, 'account')?.answer).toBe(
      'shop, profile shop-2, new',
    );
  });

  it('the gateway of 2026.9.6 has sessions of its own: its word counts, not that of zca', () => {
    const core = state({ config: aConfig({ release: aRelease('d') }), facts: {} });
    expect(step(core, { accountId: shop }, 'login')).toMatchObject({ state: 'next' });
    const made = {
      accountId: shop,
      profile: profileName('shop'),
      startedAtMs: nowMs,
      through: 'gateway',
    } as const;
    expect(
      step({ ...core, login: { ...made, status: 'logged-in' } }, { accountId: shop }, 'login'),
    ).toMatchObject({ state: 'done' });
    const linked = {
      ...core,
      gatewayReport: {
        ...core.gatewayReport,
        value: { [shop]: { isLinked: true, displayName: 'Hoa Mai' } },
      },
    };
    expect(step(linked, { accountId: shop }, 'login')).toMatchObject({
      state: 'done',
      answer: 'the gateway is logged in as Hoa Mai',
    });
  });

  it('a gateway that is deaf is not done with', () => {
    const core = state({
      gateway: gatewayUp,
      listening: aListening({ fault: 'deaf' }),
      facts: { [shop]: someFacts({ listener: stopped }) },
    });
    expect(step(core, answered, 'gateway')).toMatchObject({
      state: 'next',
      answer: 'it does not run the account',
    });
  });
});

describe('the test message', () => {
  const heard = (parts: Parameters<typeof aMessage>[0]) =>
    aMessage({ sentAtMs: nowMs + 1_000, receivedAtMs: nowMs + 1_000, ...parts });

  it.each<[string, StateParts, string | undefined, string | undefined]>([
    ['nothing yet', {}, undefined, undefined],
    [
      'a message from before',
      { feed: { messages: [heard({ receivedAtMs: nowMs - 1 })] } },
      undefined,
      undefined,
    ],
    [
      'a message of another account',
      { feed: { messages: [heard({ accountId: 'work' })] } },
      undefined,
      undefined,
    ],
    ['a message of our own', { feed: { messages: [heard({ isOwn: true })] } }, undefined, undefined],
    [
      'one that is answered',
      { feed: { messages: [heard({})] }, pairing: { approved: [{ accountId: shop, senderId: anId }] } },
      'Nguyễn An wrote. The agent answers.',
      undefined,
    ],
    [
      'a stranger with a code',
      { feed: { messages: [heard({})] }, pairing: { requests: [aRequest({ senderId: anId })] } },
      'Nguyễn An wrote. The sender is unknown and gets a pairing code; the agent does not see the message.',
      'It works. Enter approves the sender.',
    ],
    [
      'a request, where only the gateway hears',
      { pairing: { requests: [aRequest({ senderId: anId, lastSeenAtMs: nowMs + 2_000 })] } },
      'Nguyễn An wrote, is unknown, and got a pairing code.',
      'It works. Enter approves the sender.',
    ],
    [
      'a request from before',
      { pairing: { requests: [aRequest({ senderId: anId, lastSeenAtMs: nowMs - 1 })] } },
      undefined,
      undefined,
    ],
  ])('%s', (_, parts, sentence, next) => {
    const result = setUpTest(state(parts), shop, nowMs);
    expect([result?.sentence, hintText(result?.next)]).toEqual([sentence, next]);
  });

  it('one that is dropped says why, and where the cure is', () => {
    const result = setUpTest(
      state({ feed: { messages: [heard({ isGroup: true, threadId: '99' })] } }),
      shop,
      nowMs,
    );
    expect(result?.sentence).toContain('not listed');
    expect(hintText(result?.next)).toMatch(/Enter opens the message in the feed/u);
  });

  it.each([
    [
      { lastInboundAtMs: nowMs + 1_000, lastOutboundAtMs: nowMs + 2_000 },
      'The gateway heard a message and wrote back.',
    ],
    [
      { lastInboundAtMs: nowMs + 1_000 },
      'The gateway heard a message. What it did with it shows in its log.',
    ],
    [{ lastInboundAtMs: nowMs - 1_000, lastOutboundAtMs: nowMs + 2_000 }, undefined],
  ])('the gateway’s word counts where this console hears nothing: %j', (reported, sentence) => {
    const core = state();
    const gatewayReport = { ...core.gatewayReport, status: 'ready' as const, value: { [shop]: reported } };
    expect(setUpTest({ ...core, gatewayReport }, shop, nowMs)?.sentence).toBe(sentence);
  });

  it('waits aloud, and is done when something came', () => {
    const core = state({ gateway: gatewayDown });
    const draft = { ...answered, testSinceMs: nowMs - 7_000 };
    expect(step(core, draft, 'test')).toMatchObject({ state: 'open', answer: 'waiting for 7s' });
    const messages = [aMessage({ receivedAtMs: nowMs - 1_000, sentAtMs: nowMs - 1_000 })];
    expect(step(state({ gateway: gatewayDown, feed: { messages } }), draft, 'test')).toMatchObject({
      state: 'open',
      about: ['It works. The code is the gateway’s to give.', { action: 'see-requests' }],
    });
    const pairing = { approved: [anApproved('shop', anId)] };
    expect(step(state({ gateway: gatewayDown, feed: { messages }, pairing }), draft, 'test')).toMatchObject({
      state: 'done',
      answer: 'Nguyễn An wrote. The agent answers.',
    });
  });
});
