import { describe, expect, it } from 'vitest';
import { createDirectoryService } from '../../../src/core/directory/service.ts';
import { type DirectoryCli, gatewaySource } from '../../../src/core/directory/source.ts';
import { directorySentences } from '../../../src/core/directory/words.ts';
import type { Group, Member, Peer } from '../../../src/core/model/people.ts';
import { openclawSentences } from '../../../src/core/openclaw/words.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { groupId, profileName } from '../../../src/core/shared/ids.ts';
import { fold } from '../../../src/core/shared/text/fold.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aGroup, aMember, aPeer, salesGroupId, shop } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';

type Command = (...args: readonly unknown[]) => Promise<readonly (Peer | Group | Member)[]>;

/** A directory of a gateway that holds the session itself; `commands` notes what was run, and answers it. */
const setUp = ({
  isOpen = true,
  missing,
}: {
  readonly isOpen?: boolean;
  readonly missing?: ErrorView;
} = {}) => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const client = createFakeGatewayClient(isOpen);
  const commands: { readonly name: string; readonly end: (items: readonly unknown[]) => void }[] = [];
  const command =
    (name: string): Command =>
    (...args) =>
      new Promise((resolve, reject) => {
        commands.push({ name, end: (items) => resolve(items as readonly (Peer | Group | Member)[]) });
        const signal = args.find((arg) => arg instanceof AbortSignal);
        signal?.addEventListener('abort', () => reject(fakeFailure('cancelled')), { once: true });
      });
  const cli = {
    directoryPeers: command('peers'),
    directoryGroups: command('groups'),
    directoryMembers: command('members'),
  } as DirectoryCli;
  const source = gatewaySource(
    client,
    () => {
      if (missing === undefined) return cli;
      throw new AppError(missing);
    },
    (id) => profileName(`profile-of-${id}`),
  );
  const service = createDirectoryService({
    source: () => source,
    clock,
    dispatch,
    getState: store.getState,
  });
  return { service, client, commands, clock, directory: () => store.getState().directory[shop] };
};

describe('by the connection', () => {
  it('asks for friends by the profile of the account, all of them, with write scope', async () => {
    const { service, client, directory } = setUp();
    client.answer('tools.invoke', rpcRecording('tools-invoke-friends').answer);
    expect(await service.loadPeers(shop)).toEqual({ ok: true, sentence: '25 peers read.' });
    expect(client.calls).toEqual([
      {
        method: 'tools.invoke',
        params: { name: 'zalouser', args: { action: 'friends', profile: 'profile-of-shop' } },
        scope: 'write',
      },
    ]);
    const { value } = directory()?.peers ?? { value: [] };
    expect(value.find(({ name }) => fold(name) === 'dang thuy mai')).toEqual({
      id: '4512345678900079313',
      name: 'Đặng Thuỳ Mai',
      isFriend: true,
    });
  });

  it('reads groups with the number of their members', async () => {
    const { service, client, directory } = setUp();
    client.answer('tools.invoke', rpcRecording('tools-invoke-groups').answer);
    await service.loadGroups(shop);
    expect(directory()?.groups.value).toHaveLength(8);
    expect(directory()?.groups.value[0]).toEqual({
      id: '8212345678900001330',
      name: 'Gia đình 🏠',
      memberCount: 9,
    });
  });

  it('says who the account is', async () => {
    const { service, client, directory } = setUp();
    client.answer('tools.invoke', rpcRecording('tools-invoke-me').answer);
    await service.loadSelf(shop);
    expect(directory()?.self?.value).toMatchObject({ id: '4512345678900000123', name: 'Alice Nguyễn' });
  });

  it('tells a failure that stands in a good answer, and runs no command for it', async () => {
    const { service, client, commands, directory } = setUp();
    client.answer('tools.invoke', rpcRecording('tools-invoke-badprofile').answer);
    const outcome = await service.loadPeers(shop, { mayTakeSeconds: true });
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'not-logged-in',
        sentence: 'The gateway is not logged in to Zalo on shop.',
        hint: { action: 'log-in', accountId: shop },
        detail: 'No saved Zalo session for profile "nix"',
      },
    });
    expect(directory()?.peers.status).toBe('failed');
    expect(commands).toEqual([]);
  });

  it.each([undefined, 'text', {}, { output: {} }, { output: { details: [{ no: 'id' }] } }])(
    'an answer that is none is told (%j)',
    async (payload) => {
      const { service, client } = setUp();
      client.answer('tools.invoke', { payload });
      expect(await service.loadPeers(shop)).toMatchObject({ ok: false, error: { code: 'garbage-output' } });
    },
  );

  it('asks nobody for those beyond the friends', async () => {
    const { service, client, directory } = setUp();
    expect(await service.search(shop, 'nguyen')).toEqual({ ok: true });
    expect(client.calls).toEqual([]);
    expect(directory()?.search).toBeUndefined();
  });
});

describe('where only the command can answer', () => {
  const hidden = {
    payload: {
      ok: false,
      toolName: 'zalouser',
      error: { code: 'not_found', message: 'Tool not available: zalouser' },
    },
  };

  it('names the tools policy that hides the tool, and offers the command without running it', async () => {
    const { service, client, commands, directory } = setUp();
    client.answer('tools.invoke', hidden);
    const outcome = await service.loadPeers(shop);
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'not-permitted',
        sentence: expect.stringContaining('tools policy'),
        hint: expect.arrayContaining([expect.stringContaining('16 to 25 s')]),
      },
    });
    expect(commands).toEqual([]);
    expect(directory()).toMatchObject({
      peers: { status: 'idle' },
      slow: { peers: { status: 'offered', why: { code: 'not-permitted' } } },
    });
  });

  it.each(['gateway-down', 'timed-out', 'unsupported-call', 'not-permitted'] as const)(
    'runs it where it may, after %s, and keeps the result',
    async (code) => {
      const { service, client, commands, clock, directory } = setUp();
      client.answer('tools.invoke', fakeFailure(code));
      const outcome = service.loadPeers(shop, { mayTakeSeconds: true });
      await settle();
      expect(directory()?.slow?.peers).toMatchObject({ status: 'running', startedAtMs: clock.now() });
      commands[0]?.end([aPeer()]);
      expect(await outcome).toMatchObject({ ok: true });
      expect(directory()).toMatchObject({
        peers: { value: [aPeer()] },
        slow: { peers: { status: 'answered' } },
      });
      expect(await service.loadPeers(shop)).toEqual({ ok: true });
      expect(client.calls).toHaveLength(1);
    },
  );

  it('forgets the slow way once the connection answers', async () => {
    const { service, client, directory } = setUp({ isOpen: false });
    await service.loadPeers(shop);
    expect(directory()?.slow?.peers?.status).toBe('offered');
    client.setOpen(true);
    client.answer('tools.invoke', rpcRecording('tools-invoke-friends').answer);
    await service.loadPeers(shop);
    expect(directory()?.slow?.peers).toBeUndefined();
  });

  it('runs one command at a time', async () => {
    const { service, commands } = setUp({ isOpen: false });
    const both = [
      service.loadPeers(shop, { mayTakeSeconds: true }),
      service.loadGroups(shop, { mayTakeSeconds: true }),
    ];
    await settle();
    expect(commands.map(({ name }) => name)).toEqual(['peers']);
    commands[0]?.end([]);
    await settle();
    expect(commands.map(({ name }) => name)).toEqual(['peers', 'groups']);
    commands[1]?.end([aGroup()]);
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('members are the command’s alone; cancelled, they are offered again', async () => {
    const { service, client, commands, directory } = setUp();
    expect(await service.loadMembers(shop, salesGroupId)).toMatchObject({
      ok: false,
      error: { code: 'unsupported-call' },
    });
    const cancelled = service.loadMembers(shop, salesGroupId, { mayTakeSeconds: true });
    await settle();
    service.cancel(shop, `members:${salesGroupId}`);
    expect(await cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(directory()).toMatchObject({
      members: { [salesGroupId]: { status: 'idle' } },
      slow: { [`members:${salesGroupId}`]: { status: 'offered' } },
    });
    const read = service.loadMembers(shop, groupId(salesGroupId), { mayTakeSeconds: true });
    await settle();
    commands[1]?.end([aMember()]);
    expect(await read).toMatchObject({ ok: true });
    expect(client.calls).toEqual([]);
    expect(directory()?.members[salesGroupId]?.value).toEqual([aMember()]);
  });

  it('of a gateway on another host says where that can be asked', async () => {
    const missing = directorySentences.onlyThere('zalo.example.org');
    const { service } = setUp({ missing });
    expect(await service.loadMembers(shop, salesGroupId, { mayTakeSeconds: true })).toMatchObject({
      ok: false,
      error: {
        code: 'unsupported-call',
        sentence: expect.stringContaining('Only zalo.example.org itself can ask that.'),
        hint: expect.arrayContaining([expect.stringContaining('there.')]),
      },
    });
  });

  it('without the program tells both that is missing', async () => {
    const { service, directory } = setUp({
      isOpen: false,
      missing: openclawSentences.errors.openclawNotFound(),
    });
    expect(await service.loadPeers(shop)).toMatchObject({
      ok: false,
      error: { code: 'gateway-down', sentence: expect.stringContaining('no openclaw on PATH') },
    });
    expect(directory()?.slow).toBeUndefined();
  });
});
