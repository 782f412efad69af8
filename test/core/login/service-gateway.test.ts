// Log-ins and log-outs of a gateway that talks to Zalo itself: over its connection, and by its program where none stands.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { decodeQrPicture } from '../../../src/core/login/files.ts';
import type { LoginState } from '../../../src/core/login/model.ts';
import { createLoginService, type LoginService } from '../../../src/core/login/service.ts';
import { openClawProgram } from '../../../src/core/openclaw/command-line.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { type AccountId, accountId, profileName } from '../../../src/core/shared/ids.ts';
import { aConfig, aState } from '../../support/builders.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeGatewayClient, type FakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { createFakeRunner, type FakeChild, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { aRelease } from '../../support/releases.ts';
import { recordedPicture } from './pictures.ts';

const work = accountId('work');
const path = '/private/qr.png';
const qr = `data:image/png;base64,${recordedPicture().toString('base64')}`;
const qrText = decodeQrPicture(recordedPicture());
const writtenBy = '/tmp/openclaw/openclaw-zalouser-qr-work.png';
const status = (linked: boolean) => ({
  payload: {
    channelAccounts: {
      zalouser: [
        {
          accountId: 'work',
          configured: true,
          linked,
          running: linked,
          ...(linked ? { probe: { ok: true, user: { userId: '45', displayName: 'Alice Nguyễn' } } } : {}),
        },
      ],
    },
  },
});
const started = { payload: { started: true, outcome: { status: 'retry', reason: 'task-owned' } } };
const scan = { payload: { qrDataUrl: qr, message: 'Scan this QR with the Zalo app.' } };

let clock: FakeClock;
let runner: FakeRunner;
let gateway: FakeGatewayClient;
let events: ConsoleEvent[];
let written: Uint8Array | undefined;
let pictures: number;
let stopped: AccountId[];
let version: `20${string}`;
let hasOpenclaw: boolean;
/** How often the gateway was to be asked anew how its accounts do. */
let looks: number;
/** What is waited for before it is asked whether the connection stands. */
let settling: Promise<void>;
let service: LoginService;

beforeEach(() => {
  clock = createFakeClock();
  runner = createFakeRunner();
  gateway = createFakeGatewayClient();
  events = [];
  written = undefined;
  pictures = 0;
  stopped = [];
  looks = 0;
  settling = Promise.resolve();
  version = '2026.9.6';
  hasOpenclaw = true;
  service = createLoginService({
    runner,
    clock,
    dispatch: (event) => events.push(event),
    zca: () => {
      throw new Error('zca has nothing to do with it.');
    },
    files: {
      sweep: async () => undefined,
      readPicture: async (file) => {
        if (file !== writtenBy) throw new Error('ENOENT');
        return recordedPicture();
      },
      create: async () => {
        pictures += 1;
        let isThere = true;
        return {
          path,
          read: async () => recordedPicture(),
          write: async (bytes) => {
            written = bytes;
          },
          remove: async () => {
            if (isThere) pictures -= 1;
            isThere = false;
          },
        };
      },
    },
    pauseListeners: async () => () => undefined,
    profiles: { of: (id) => profileName(id), forLogin: (id) => profileName(id) },
    stopListener: async (id) => void stopped.push(id),
    gateway,
    settled: () => settling,
    lookAgain: () => {
      looks += 1;
    },
    openclaw: () => {
      if (!hasOpenclaw) throw new AppError({ code: 'openclaw-not-found', sentence: 'none' });
      return openClawProgram('/usr/bin/openclaw', '/usr/bin/node');
    },
    getState: () => aState({ config: aConfig({ release: aRelease(version) }) }),
  });
});

afterEach(() => {
  runner.verify();
  if (pictures !== 0) throw new Error('A picture was left behind: whatever the end, it is removed.');
});

const states = (): LoginState[] =>
  events.flatMap((event) => (event.type === 'login/changed' ? [event.login] : []));
const last = (): LoginState | undefined => states().at(-1);
const methods = (): string[] => gateway.calls.map(({ method }) => method);
const settle = (): Promise<void> => clock.advanceAndSettle(0);

const still = { connected: false, message: 'Still waiting for QR scan confirmation.' };

/** Answers as the gateway does: when its time is over, else when it is told to. */
const heldWait = () => {
  let answer: (payload: unknown) => void = () => undefined;
  gateway.answer(
    'web.login.wait',
    ({ params }) =>
      new Promise((resolve) => {
        const cancel = clock.after(Number(params['timeoutMs']), () => resolve(still));
        answer = (payload) => {
          cancel();
          resolve(payload);
        };
      }),
  );
  return async (payload: unknown): Promise<void> => {
    answer(payload);
    await settle();
  };
};

/** What is out is answered within a second: nothing is taken back before. */
const soon = async <Value>(act: () => Promise<Value>): Promise<Value> => {
  const done = act();
  expect(methods()).not.toContain('channels.logout');
  await clock.advanceAndSettle(1_000);
  return done;
};

const begin = async (isForced = false): Promise<void> => {
  expect(await service.start(work, { isForced })).toEqual({ ok: true });
  await settle();
};

describe('over the connection', () => {
  it('draws the code, says who it is, and starts the account', async () => {
    gateway.answer('web.login.start', scan);
    gateway.answer('channels.start', started);
    gateway.answer('channels.status', status(true));
    const wait = heldWait();
    await begin();
    expect(last()).toMatchObject({ status: 'waiting', through: 'gateway', qrText, qrPath: path });
    expect([...(written ?? [])]).toEqual([...recordedPicture()]);
    await wait({ connected: true, message: 'Login successful.' });
    expect(last()).toMatchObject({ status: 'logged-in', displayName: 'Alice Nguyễn', userId: '45' });
    expect(methods()).toEqual(['web.login.start', 'web.login.wait', 'channels.start', 'channels.status']);
    // Whether it is logged in says the gateway, never a session of zca.
    expect(events.filter(({ type }) => type === 'session/checked')).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('is worth a moment while it is being made', async () => {
    gateway.setOpen(false);
    settling = Promise.resolve().then(() => gateway.setOpen(true));
    gateway.answer('web.login.start', scan);
    const wait = heldWait();
    await begin();
    expect(last()).toMatchObject({ status: 'waiting', through: 'gateway' });
    await wait({ connected: false, message: 'Zalo login failed: QR login was declined on the phone.' });
    expect(last()?.status).toBe('declined');
  });

  it('asks for the code every few seconds, and shows the new one', async () => {
    gateway.answer('web.login.start', scan);
    heldWait();
    await begin();
    await clock.advanceAndSettle(4_000);
    expect(methods().filter((method) => method === 'web.login.start')).toHaveLength(2);
    expect(states().filter(({ status: at }) => at === 'waiting')).toHaveLength(1);
    gateway.answer('web.login.start', { payload: { qrDataUrl: 'data:image/png;base64,iVBORw==' } });
    gateway.answer('channels.status', status(false));
    gateway.answer('channels.logout', { payload: { cleared: false, loggedOut: true } });
    await clock.advanceAndSettle(5_000);
    // It holds none: the log-in is taken back.
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'qr-unreadable' } });
    expect(methods().slice(-2)).toEqual(['channels.status', 'channels.logout']);
  });

  it('logs out first only where that was agreed to', async () => {
    gateway.answer('web.login.start', scan);
    const wait = heldWait();
    await begin(true);
    expect(gateway.calls[0]?.params).toMatchObject({ accountId: 'work', force: true });
    await wait({ connected: false, message: 'Zalo login failed: QR login was declined on the phone.' });
    expect(last()?.status).toBe('declined');
  });

  it('says who is logged in already', async () => {
    gateway.answer('web.login.start', { payload: { message: 'Zalo is already linked (Alice Nguyễn).' } });
    gateway.answer('channels.start', started);
    gateway.answer('channels.status', status(true));
    await begin();
    expect(last()).toMatchObject({ status: 'already-linked', displayName: 'Alice Nguyễn' });
    expect(looks).toBe(1);
    expect(methods()).not.toContain('channels.logout');
  });

  it('survives a restart of the gateway', async () => {
    gateway.answer('web.login.start', scan);
    let lose: (error: AppError) => void = () => undefined;
    gateway.answer(
      'web.login.wait',
      () =>
        new Promise((_, reject) => {
          lose = reject;
        }),
    );
    await begin();
    gateway.setOpen(false);
    lose(fakeFailure('gateway-down'));
    await settle();
    expect(last()).toMatchObject({ status: 'starting', isReconnecting: true });
    await clock.advanceAndSettle(30_000);
    expect(last()).toMatchObject({ status: 'starting', isReconnecting: true });
    heldWait();
    gateway.setOpen(true);
    await settle();
    expect(last()).toMatchObject({ status: 'waiting', qrText });
    gateway.answer('channels.status', status(false));
    gateway.answer('channels.logout', { payload: { cleared: false } });
    await soon(() => service.stop());
    expect(last()?.status).toBe('cancelled');
  });

  describe('given up', () => {
    beforeEach(async () => {
      gateway.answer('web.login.start', scan);
      heldWait();
      await begin();
    });

    it('is ended at the gateway, where nobody is logged in', async () => {
      gateway.answer('channels.status', status(false));
      gateway.answer('channels.logout', { payload: { cleared: false, loggedOut: true } });
      expect(await soon(() => service.cancel())).toEqual({
        ok: true,
        sentence: 'The log-in was cancelled.',
      });
      expect(methods().slice(-2)).toEqual(['channels.status', 'channels.logout']);
      expect(last()).toMatchObject({ status: 'cancelled' });
      expect(clock.pending).toBe(0);
    });

    it('erases no session: somebody has confirmed', async () => {
      gateway.answer('channels.status', status(true));
      gateway.answer('channels.start', started);
      await soon(() => service.cancel());
      expect(methods()).not.toContain('channels.logout');
      expect(last()).toMatchObject({ status: 'logged-in', userId: '45' });
    });

    it('erases nothing where it cannot be told', async () => {
      gateway.answer('channels.status', {
        payload: { channelAccounts: { zalouser: [{ accountId: 'work' }] } },
      });
      expect(await soon(() => service.cancel())).toMatchObject({
        sentence: expect.stringMatching(/do not scan/u),
      });
      expect(methods()).not.toContain('channels.logout');
      expect(last()).toMatchObject({ status: 'cancelled', isLeftOpen: true });
    });

    it('nor where the gateway does not answer', async () => {
      gateway.setOpen(false);
      await soon(() => service.cancel());
      expect(last()).toMatchObject({ status: 'cancelled', isLeftOpen: true });
    });

    it.each([
      ['waits still', still, true],
      ['is over', { connected: false, message: 'No active Zalo QR login in progress.' }, false],
    ])('an account that the gateway does not list: its log-in %s', async (_, answer, isEnded) => {
      gateway.answer('channels.status', { payload: { channelAccounts: { zalouser: [] } } });
      gateway.answer('web.login.wait', { payload: answer });
      gateway.answer('channels.logout', { payload: { cleared: false } });
      await soon(() => service.cancel());
      expect(methods().includes('channels.logout')).toBe(isEnded);
      expect(last()?.status).toBe('cancelled');
    });

    it('when the console ends, too', async () => {
      gateway.answer('channels.status', status(false));
      gateway.answer('channels.logout', { payload: { cleared: false } });
      await soon(() => service.stop());
      expect(methods().at(-1)).toBe('channels.logout');
      expect(looks).toBe(0);
    });

    it('another cannot begin meanwhile', async () => {
      expect(await service.start(accountId('shop'))).toMatchObject({ ok: false });
      gateway.answer('channels.status', status(false));
      gateway.answer('channels.logout', { payload: { cleared: false } });
      await soon(() => service.cancel());
    });
  });

  it('logs out, and says so where nobody was logged in', async () => {
    gateway.answer('channels.logout', { payload: { cleared: true, loggedOut: true } });
    expect(await service.logOut(work)).toEqual({ ok: true, sentence: 'work is logged out of the gateway.' });
    expect(stopped).toEqual([work]);
    expect(looks).toBe(1);
    gateway.answer('channels.logout', { payload: { cleared: false, loggedOut: true } });
    expect(await service.logOut(work)).toMatchObject({ sentence: expect.stringMatching(/^Nobody was/u) });
    gateway.answer('channels.logout', fakeFailure('not-permitted'));
    expect(await service.logOut(work)).toMatchObject({ ok: false, error: { code: 'not-permitted' } });
  });

  it('tells whether an account is logged in', async () => {
    gateway.answer('channels.status', status(true));
    expect(await service.isLoggedIn(work)).toEqual({ ok: true, isLoggedIn: true });
    expect(await service.isLoggedIn(accountId('nix'))).toEqual({ ok: true, isLoggedIn: false });
  });
});

const login = ['channels', 'login', '--channel', 'zalouser', '--account', 'work'];
const logout = ['channels', 'logout', '--channel', 'zalouser', '--account', 'work'];

describe('by the program', () => {
  it('where no connection stands, and where the gateway does not take the channel', async () => {
    expect(service.through()).toBe('gateway');
    gateway.setOpen(false);
    expect(service.through()).toBe('openclaw');
    gateway.setOpen(true);
    version = '2026.9.1';
    expect(service.through()).toBe('openclaw');
    version = '2026.2.26';
    expect(service.through()).toBeUndefined();
  });

  it('without one there is no way in, and it is said which there would be', async () => {
    gateway.setOpen(false);
    hasOpenclaw = false;
    expect(await service.start(work)).toMatchObject({ ok: false, error: { code: 'gateway-down' } });
    expect(await service.logOut(work)).toMatchObject({ ok: false, error: { code: 'gateway-down' } });
  });

  const shown = async (picture = writtenBy): Promise<FakeChild> => {
    gateway.setOpen(false);
    const child = runner.expectStart(login);
    await begin();
    expect(last()).toMatchObject({ status: 'starting', through: 'openclaw' });
    child.stdout('Generating QR login for Zalo Personal (account: work, profile: work)...\n');
    child.stdout(`Scan QR image: ${picture}\n`);
    await settle();
    return child;
  };

  it('shows the picture it writes, and says when it is of no use any more', async () => {
    const child = await shown();
    expect(last()).toMatchObject({
      status: 'waiting',
      qrText,
      qrPath: writtenBy,
      expiresAtMs: clock.now() + 100_000,
    });
    await clock.advanceAndSettle(100_000);
    expect(last()).toMatchObject({ status: 'expired', through: 'openclaw' });
    expect(child.stops).toBe(1);
  });

  it('confirmed, declined, cancelled', async () => {
    const confirmed = await shown();
    confirmed.stdout('Login successful.\n');
    confirmed.end({ code: 0 });
    await settle();
    expect(last()?.status).toBe('logged-in');

    const declined = await shown();
    declined.stderr('Channel login failed: Zalo login failed: QR login was declined on the phone.\n');
    declined.end({ code: 1 });
    await settle();
    expect(last()?.status).toBe('declined');

    const given = await shown();
    expect(await service.cancel()).toMatchObject({ ok: true });
    expect(given.isEnded).toBe(true);
    expect(last()?.status).toBe('cancelled');
    expect(clock.pending).toBe(0);
  });

  it('one that says so and then fails is not believed', async () => {
    const child = await shown();
    child.stdout('Login successful.\n');
    child.end({ code: 1 });
    await settle();
    expect(last()?.status).toBe('failed');
  });

  it('a picture that is not there ends it', async () => {
    const child = await shown('/elsewhere.png');
    expect(last()?.status).toBe('failed');
    expect(child.stops).toBe(1);
  });

  it('one that shows no code in two minutes is given up', async () => {
    gateway.setOpen(false);
    const child = runner.expectStart(login);
    await begin();
    await clock.advanceAndSettle(120_000);
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'timed-out' } });
    expect(child.stops).toBe(1);
  });

  it('somebody is logged in already', async () => {
    gateway.setOpen(false);
    const child = runner.expectStart(login);
    await begin();
    child.stderr('Channel login failed: Zalo is already linked (Alice Nguyễn).\n');
    child.end({ code: 1 });
    await settle();
    expect(last()).toMatchObject({ status: 'already-linked', displayName: 'Alice Nguyễn' });
  });

  it('who is logged in is logged out first, where that was agreed to', async () => {
    gateway.setOpen(false);
    runner.expectRun(logout, { stdout: 'Cleared saved auth for zalouser/work.\n' });
    const child = runner.expectStart(login);
    await begin(true);
    child.stdout('Login successful.\n');
    child.end({ code: 0 });
    await settle();
    expect(last()).toMatchObject({ status: 'logged-in', through: 'openclaw' });
  });

  it('logs out', async () => {
    gateway.setOpen(false);
    runner.expectRun(logout, { stdout: 'Cleared saved auth for zalouser/work.\n' });
    expect(await service.logOut(work)).toMatchObject({ ok: true });
    runner.expectRun(logout, { code: 1, stderr: 'Error: no such account\n' });
    expect(await service.logOut(work)).toMatchObject({ ok: false, error: { detail: 'no such account' } });
  });

  it.each([
    [0, 'logged-in'],
    [1, 'failed'],
    [130, 'failed'],
  ])('with the terminal in its hands: exit %i means %s', async (exitCode, expected) => {
    const outcome = await service.handOver(work, async (command) => {
      expect(command.args).toEqual(login);
      return { ok: true, exitCode, stderrTail: '' };
    });
    expect(outcome).toEqual({ ok: true });
    expect(states().map(({ status: at }) => at)).toEqual(['handed-over', expected]);
  });
});
