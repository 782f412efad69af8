import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/core/config/change-request.ts';
import { createCommandEdits, inForceWithinMs } from '../../../src/core/pairing/command-edits.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { accountId, userId } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aConfig, aMessage, aPlannedChange } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { aRelease } from '../../support/releases.ts';

const removed = '✅ DM allowlist removed in pairing store.';
const off = '⚠️ /allowlist edits are disabled. Set commands.config=true to enable.';

/** A gateway whose command answers `said`, and that takes a written config up when `takesUp` says so. */
const setUp = ({ said = removed, allowed = false, takesUp = true, isOpen = true } = {}) => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const client = createFakeGatewayClient(isOpen);
  const steps: string[] = [];
  const world = { isWritten: allowed, said, isOvertaken: false };
  client.answer('config.get', () => ({
    configRevisionHash: 'b',
    appliedConfigHash: takesUp ? 'b' : 'a',
    // What the file says, whether or not it is in force.
    runtimeConfig: { commands: { config: world.isWritten } },
  }));
  client.answer('chat.send', ({ params }) => {
    steps.push(String(params['message']));
    const payload = { runId: params['idempotencyKey'], state: 'final' };
    client.tell({ name: 'chat', payload: { ...payload, runId: 'of-somebody-else' } });
    client.tell({ name: 'chat', payload: { ...payload, state: 'delta', deltaText: '✅' } });
    if (world.said !== '')
      client.tell({
        name: 'chat',
        payload: { ...payload, message: { content: [{ type: 'text', text: world.said }] } },
      });
    return { runId: params['idempotencyKey'], status: 'started' };
  });
  client.answer('sessions.delete', ({ params }) => void steps.push(`delete ${String(params['key'])}`));
  const change: PlannedChange = aPlannedChange({ file: '/config.json', summary: 'Allow changes' });
  const edit = createCommandEdits({
    client,
    clock,
    changes: {
      plan: async (request) => {
        steps.push(`plan ${JSON.stringify(request)}`);
        return { ok: true, change };
      },
      write: async () => {
        steps.push('write');
        world.isWritten = true;
        dispatch({ type: 'config/written', file: change.file, summary: change.summary });
        if (world.isOvertaken) dispatch({ type: 'config/written', file: '/other.json', summary: 'Other' });
        return { ok: true };
      },
      undo: async () => {
        steps.push('undo');
        world.isWritten = false;
        return { ok: true };
      },
    },
    getState: store.getState,
    newKey: () => 'key-1',
  });
  const revoke = (
    mayOpenCommands = false,
    sender = '700000000000009',
    signal = new AbortController().signal,
  ): Promise<unknown> =>
    edit(
      { act: 'remove', accountId: accountId('default'), senderId: userId(sender), mayOpenCommands },
      signal,
    ).then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );
  /** So many messages a second, over the last two. */
  const hear = (rate: number): void => {
    dispatch({ type: 'config/read', config: aConfig({ release: aRelease('d') }) });
    const messages = Array.from({ length: rate * 2 }, () => aMessage({ receivedAtMs: clock.now() }));
    dispatch({ type: 'message/received', messages });
  };
  return { revoke, edit, steps, clock, client, world, hear };
};

const command = '/allowlist remove dm --store channel=zalouser account=default 700000000000009';
const session = 'delete agent:main:zalouser-tui';
const plan = 'plan {"type":"set-command-edits","isAllowed":true}';

describe('where commands.config is on', () => {
  it('sends the command with the scope it needs, and leaves no session behind', async () => {
    const { revoke, steps, client } = setUp({ allowed: true });
    expect(await revoke()).toBe('done');
    expect(steps).toEqual([command, session]);
    expect(client.calls.find(({ method }) => method === 'chat.send')).toEqual({
      method: 'chat.send',
      params: { sessionKey: 'agent:main:zalouser-tui', message: command, idempotencyKey: 'key-1' },
      scope: 'admin',
    });
  });

  it('lets somebody in again by the same command', async () => {
    const { edit, steps } = setUp({ allowed: true, said: '✅ DM allowlist added in pairing store.' });
    const who = { accountId: accountId('work'), senderId: userId('42') };
    await edit({ act: 'add', ...who, mayOpenCommands: false }, new AbortController().signal);
    expect(steps[0]).toBe('/allowlist add dm --store channel=zalouser account=work 42');
  });

  it.each([
    [off, 'not-permitted'],
    ['⚠️ zalouser does not support dm allowlist edits via /allowlist.', 'command-failed'],
    ['❌ You are not the owner.', 'command-failed'],
  ])('tells what it says: %s', async (said, code) => {
    const { revoke, steps } = setUp({ allowed: true, said });
    expect(await revoke()).toBe(code);
    expect(steps.at(-1)).toBe(session);
  });

  it('does not wait for ever for its answer', async () => {
    const { revoke, clock, steps } = setUp({ allowed: true, said: '' });
    const outcome = revoke();
    await settle();
    await clock.advanceAndSettle(15_000);
    expect(await outcome).toBe('timed-out');
    expect(steps.at(-1)).toBe(session);
  });

  it.each(['12 34', '', '1\n/config set', 'Trần'])('never makes two words of an id: %j', async (id) => {
    const { revoke, client } = setUp({ allowed: true });
    expect(await revoke(false, id)).toBe('bad-usage');
    expect(client.calls).toEqual([]);
  });
});

describe('where it is off', () => {
  it('touches no config while so much comes in that a reload could end the gateway', async () => {
    const { revoke, steps, hear } = setUp();
    hear(42);
    expect(await revoke(true)).toBe('busy');
    expect(steps).toEqual([]);
  });

  it('does nothing unless the operator was asked', async () => {
    const { revoke, steps } = setUp();
    expect(await revoke()).toBe('not-permitted');
    expect(steps).toEqual([]);
  });

  it('switches it on, waits until it is in force, and takes exactly that write back', async () => {
    const { revoke, steps } = setUp();
    expect(await revoke(true)).toBe('done');
    expect(steps).toEqual([plan, 'write', command, session, 'undo']);
  });

  it('takes it back whatever the command says', async () => {
    const { revoke, steps } = setUp({ said: '❌ You are not the owner.' });
    expect(await revoke(true)).toBe('command-failed');
    expect(steps.at(-1)).toBe('undo');
  });

  it('sends it again where the gateway says that it is off still', async () => {
    const { revoke, steps, world, clock } = setUp({ said: off });
    const outcome = revoke(true);
    await settle();
    expect(steps).toEqual([plan, 'write', command, session]);
    world.said = removed;
    await clock.advanceAndSettle(1_000);
    expect(await outcome).toBe('done');
    expect(steps).toEqual([plan, 'write', command, session, command, session, 'undo']);
  });

  it('takes it back where the gateway does not take it up, and has decided nothing', async () => {
    const { revoke, steps, clock } = setUp({ takesUp: false });
    const outcome = revoke(true);
    await settle();
    for (let waitedMs = 0; waitedMs <= inForceWithinMs; waitedMs += 1_000)
      await clock.advanceAndSettle(1_000);
    expect(await outcome).toBe('timed-out');
    expect(steps).toEqual([plan, 'write', 'undo']);
  });

  it('takes it back where the console ends meanwhile', async () => {
    const { revoke, steps } = setUp({ takesUp: false });
    const ending = new AbortController();
    const outcome = revoke(true, '42', ending.signal);
    await settle();
    ending.abort();
    expect(await outcome).toBe('timed-out');
    expect(steps.at(-1)).toBe('undo');
  });

  it('says so where somebody else has written meanwhile and it is left on', async () => {
    const { revoke, steps, world } = setUp();
    world.isOvertaken = true;
    expect(await revoke(true)).toBe('config-write-failed');
    expect(steps).not.toContain('undo');
  });
});

it('without a connection says what can be done', async () => {
  const { revoke, client } = setUp({ isOpen: false });
  expect(await revoke(true)).toBe('gateway-down');
  expect(client.calls).toEqual([]);
});
