import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActContext, Answer, MutationCommand } from '../../../src/cli/commands/command.ts';
import { giveUpMs, runAct } from '../../../src/cli/commands/interruption.ts';
import { decided, pairingApprove, pairingRevoke } from '../../../src/cli/commands/pairing-decide.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { pairingSentences } from '../../../src/core/pairing/words.ts';
import type { PairingWork } from '../../../src/core/state.ts';
import {
  aConfig,
  anAccount,
  anApproved,
  anId,
  aRequest,
  aState,
  nowMs,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { type FakeConsole, fakeConsole } from '../../support/fake-console.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';

const never = new Promise<never>(() => {});
const request = { scope: 'all' as const, argument: 'K7PQ2MXD', flags: [] };
const said = (answer: Answer): string => answer.lines.join('\n');

const begin = (
  parts: StateParts = {},
): FakeConsole & { readonly notes: string[]; readonly context: ActContext } => {
  const state = aState({
    openclaw: { status: 'missing' },
    zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } },
    pairing: { status: 'ready', requests: [aRequest()] },
    ...parts,
  });
  const fake = fakeConsole(state);
  fake.services.pairing.findByCode.mockResolvedValue({ ok: true, request: aRequest() });
  const notes: string[] = [];
  return { ...fake, notes, context: { now: () => nowMs, note: (lines) => void notes.push(...lines) } };
};

const locked: PairingWork = {
  status: 'running',
  act: 'approve',
  waitingForPid: 4_242,
  waitingUntilMs: nowMs + 23_000,
  waitingForFile: '/c/zalouser-pairing.json',
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets everything run that waits for nothing but its turn. */
const flush = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('an act that waits for a lock', () => {
  const waitFor = async (outcome: Promise<Outcome>) => {
    const world = begin();
    world.services.pairing.approve.mockReturnValue(outcome);
    const stop = vi.fn(async () => undefined);
    const console = { ...world.console, stop };
    const ending = runAct(pairingApprove, console, request, world.context, {
      limitMs: 20_000,
      interrupted: never,
    });
    await flush();
    const state = world.console.store.getState();
    const busy = (work: PairingWork) => ({
      ...state,
      pairing: { ...state.pairing, work: { [`shop:${anId}`]: work } },
    });
    world.setState(busy(locked));
    world.setState(busy({ ...locked, waitingUntilMs: nowMs + 24_000 }));
    await flush();
    return { world, ending, stop };
  };

  test('says at once for whom, once', async () => {
    const outcome = Promise.withResolvers<Outcome>();
    const { world, ending } = await waitFor(outcome.promise);
    expect(world.notes).toEqual([
      'Waiting for process 4242, which holds the lock on /c/zalouser-pairing.json.',
    ]);
    outcome.resolve({ ok: true });
    const end = await ending;
    expect('answer' in end && end.answer.json).toMatchObject({ done: true });
  });

  test('gives it up when the time is up, and then names the file and who holds it, in the report too', async () => {
    const outcome = Promise.withResolvers<Outcome>();
    const { ending, stop } = await waitFor(outcome.promise);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(stop).toHaveBeenCalledOnce();
    outcome.resolve({ ok: false, error: { code: 'cancelled', sentence: 'It was cancelled.' } });
    const end = await ending;
    if (!('answer' in end)) throw new Error('A signal.');
    expect(end.answer.json).toMatchObject({
      act: 'approve',
      done: false,
      account: 'shop',
      id: anId,
      error: {
        code: 'store-locked',
        sentence: '/c/zalouser-pairing.json is locked by process 4242; nothing was written.',
      },
    });
    expect(end.answer.error?.code).toBe('store-locked');
  });

  test('what was done in the last moment is not denied', async () => {
    const outcome = Promise.withResolvers<Outcome>();
    const { ending } = await waitFor(outcome.promise);
    await vi.advanceTimersByTimeAsync(20_000);
    outcome.resolve({ ok: true });
    expect(await ending).toMatchObject({ answer: { json: { done: true, error: null } } });
  });
});

test('an act that never ends is answered all the same', async () => {
  const act: MutationCommand = {
    type: 'mutation',
    act: () => never,
    late: (_state, _request, time, after) => ({ json: { ...time, after: after ?? null }, lines: [] }),
  };
  const { console, context } = begin();
  const ending = runAct(act, console, request, context, { limitMs: 1_000, interrupted: never });
  await vi.advanceTimersByTimeAsync(1_000 + giveUpMs);
  expect(await ending).toEqual({ answer: { json: { limitMs: 1_000, nowMs, after: null }, lines: [] } });
});

test.each([
  [{}, 'Try again in half a minute.', ''],
  [{ lockCountsUntilMs: nowMs + 7_230_000 }, 'It counts for 121 min more.', ', with a date in the future'],
])('what the lock is decides the next step: %j', (parts, hint, said) => {
  const state = aState({ pairing: { work: { [`shop:${anId}`]: { ...locked, ...parts } } } });
  const { error } = pairingRevoke.late(state, request, { limitMs: 20_000, nowMs }, undefined);
  expect(error?.sentence).toBe(
    `/c/zalouser-pairing.json is locked by process 4242${said}; nothing was written.`,
  );
  expect(error?.hint).toContain(hint);
  expect(error?.hint).toContain('remove /c/zalouser-pairing.json.lock');
});

test('without a lock in the way nothing is known but that it took too long', () => {
  expect(pairingApprove.late(aState(), request, { limitMs: 20_000, nowMs }, undefined)).toMatchObject({
    json: {
      done: false,
      error: { code: 'timed-out', sentence: 'Nothing had been decided after 20 seconds.' },
    },
  });
});

describe('a decision says what is true afterwards', () => {
  const decide = async (act: MutationCommand, account: Parameters<typeof anAccount>[0], argument: string) => {
    const world = begin({
      config: aConfig({ accounts: [anAccount(account)] }),
      pairing: { status: 'ready', requests: [], approved: [anApproved('shop', anId)] },
    });
    return act.act(world.console, { ...request, argument }, world.context);
  };

  test.each([
    [{}, 'Their next message asks for a code again.', false],
    [
      { allowFrom: [anId] },
      `They still get through: allowFrom of shop holds “${anId}”.\nTo shut them out, take that out of allowFrom in the console: zalouser-tui --screen access.`,
      true,
    ],
    [
      { dmPolicy: 'allowlist' },
      'dmPolicy of shop is allowlist, which drops their messages and sends no code.',
      false,
    ],
    [
      { dmPolicy: 'open' },
      'They still get through: dmPolicy of shop is open.\nTo shut them out, change dmPolicy in the console: zalouser-tui --screen access.',
      true,
    ],
  ] as const)('revoke, %j', async (account, note, getsThrough) => {
    const answer = await decide(pairingRevoke, account, anId);
    expect(said(answer)).toBe(`The person with the id ${anId} is no longer approved on shop.\n${note}`);
    expect(answer.error).toBeUndefined();
    expect(answer.json).toMatchObject({ done: true, getsThrough, note: note.replace('\n', ' ') });
  });

  test('approve where that does not count', async () => {
    const answer = await decide(pairingApprove, { dmPolicy: 'allowlist' }, 'K7PQ2MXD');
    expect(said(answer)).toContain(
      `Nguyễn An (id ${anId}) is approved on shop.\ndmPolicy of shop is allowlist, and approvals by code`,
    );
    expect(answer.json).toMatchObject({ getsThrough: false });
  });

  const database = { config: aConfig({ release: aRelease('d') }) };
  const connection = {
    status: 'open',
    url: 'ws://127.0.0.1:18789',
    protocol: 4,
    sinceMs: nowMs,
  } as const;

  test('revoke over the connection, of whoever is named where nobody says who is approved', async () => {
    const world = begin({ ...database, connection, pairing: { status: 'ready', way: 'gateway' } });
    await pairingRevoke.act(world.console, { ...request, argument: anId }, world.context);
    expect(world.services.pairing.revoke.mock.calls).toEqual([[shop, anId]]);
  });

  test('revoke asks which account is meant, where it cannot know', async () => {
    const config = aConfig({
      release: aRelease('d'),
      accounts: [anAccount(), anAccount({ id: 'work', isDefault: false })],
    });
    const world = begin({ config, connection, pairing: { status: 'ready', way: 'gateway' } });
    const answer = await pairingRevoke.act(world.console, { ...request, argument: anId }, world.context);
    expect(answer.error).toMatchObject({
      code: 'bad-usage',
      sentence: expect.stringContaining('shop, work'),
    });
    expect(world.services.pairing.revoke).not.toHaveBeenCalled();
  });

  test('revoke without the connection it takes', async () => {
    const world = begin({ config: aConfig({ release: aRelease('d') }), pairing: { status: 'ready' } });
    const answer = await pairingRevoke.act(world.console, { ...request, argument: anId }, world.context);
    expect(answer.error).toMatchObject({
      code: 'unsupported-here',
      hint: expect.stringContaining('Set dmPolicy to allowlist'),
    });
    expect(world.services.pairing.refresh).not.toHaveBeenCalled();
    expect(world.services.pairing.revoke).not.toHaveBeenCalled();
  });

  test('approve of a name that another who waits has too', async () => {
    const twin = aRequest({ senderId: '900', code: 'ABCD2345', accountId: shop });
    const world = begin({ pairing: { status: 'ready', requests: [aRequest(), twin] } });
    world.services.pairing.approve.mockImplementation(async () => {
      const state = world.console.store.getState();
      world.setState({ ...state, pairing: { ...state.pairing, requests: [twin] } });
      return { ok: true };
    });
    const answer = await pairingApprove.act(world.console, request, world.context);
    expect(said(answer)).toContain('The name is the same as that of Nguyễn An (id 900), who waits too.');
    expect(answer.json).toMatchObject({
      nameWarning: 'like-request',
      note: expect.stringContaining('who waits too'),
    });
  });

  test('the next step names a command, never a key', async () => {
    const world = begin();
    world.services.pairing.findByCode.mockResolvedValue({
      ok: false,
      error: {
        code: 'code-other-account',
        sentence: 'The code K7PQ2MXD belongs to account work.',
        hint: 'Switch to account work, then approve it there.',
      },
    });
    const answer = await pairingApprove.act(world.console, request, world.context);
    expect(answer.error?.hint).toBe('Run it without --account: zalouser-tui pairing approve K7PQ2MXD');
  });
});

const accounts = [anAccount({ id: 'shop' }), anAccount({ id: 'work' })];
const after = (act: 'approve' | 'dismiss' | 'revoke', kind: ReleaseKind, listed = accounts) =>
  decided(
    aState({ config: aConfig({ release: aRelease(kind), accounts: listed }) }),
    { act, person: { accountId: shop, senderId: anId }, outcome: { ok: true } },
    nowMs,
  );

test.each([
  ['approve', 'a'],
  ['revoke', 'a'],
] as const)('%s on a release with one list for every account says that it counts on all', (act, kind) => {
  const { json, lines } = after(act, kind);
  expect(lines).toContain(pairingSentences.countsForAll(2));
  expect(json.note).toContain(pairingSentences.countsForAll(2));
});

test.each([
  ['approve', 'b', accounts],
  ['approve', 'a', accounts.slice(0, 1)],
  ['dismiss', 'a', accounts],
] as const)('%s on kind %s, where it touches one account, does not', (act, kind, listed) => {
  expect(after(act, kind, [...listed]).lines).not.toContain(pairingSentences.countsForAll(listed.length));
});
