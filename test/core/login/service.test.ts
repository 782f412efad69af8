import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { decodeQrPicture, type LoginFiles } from '../../../src/core/login/files.ts';
import type { LoginState } from '../../../src/core/login/model.ts';
import {
  createLoginService,
  type LoginService,
  type PauseListeners,
} from '../../../src/core/login/service.ts';
import type { SessionStatus } from '../../../src/core/model/account.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { type AccountId, accountId, profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { createZca } from '../../../src/core/zca/client.ts';
import { aConfig, anAccount, aState, live, loggedIn, someFacts } from '../../support/builders.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { createFakeRunner, type FakeChild, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { playRecording } from '../listener/recording.ts';
import { blankPicture, recordedPicture, spottedPicture } from './pictures.ts';

const path = '/private/qr.png';
const account = { id: accountId('work'), profile: profileName('work') };
/** Every account has the profile of its name. */
const ofProfiles = {
  profiles: { of: (id: AccountId) => profileName(id), forLogin: (id: AccountId) => profileName(id) },
  stopListener: async () => undefined,
  gateway: createFakeGatewayClient(false),
  lookAgain: () => undefined,
  openclaw: () => {
    throw new Error('zca does it here.');
  },
};
const args = (...rest: string[]): string[] => ['--profile', 'work', ...rest];
const withPath = args('auth', 'login', '--qr-path', path);
const withBase64 = args('auth', 'login', '--qr-base64');
const status = args('auth', 'status');
const self = args('me', 'info', '-j');
/** The log-in is asked about once the program says that it worked. */
const expectProof = (name = 'An', id = '45'): void => {
  runner.expectRun(status, { stdout: '{ loggedIn: true }' });
  runner.expectRun(self, { stdout: JSON.stringify({ userId: id, displayName: name }) });
};

let clock: FakeClock;
let runner: FakeRunner;
let events: ConsoleEvent[];
let picture: Uint8Array;
let written: Uint8Array | undefined;
/** Pictures that are there now. */
let pictures: number;
let service: LoginService;
let files: LoginFiles;
let state: ConsoleState;
let pauseListeners: PauseListeners;

beforeEach(() => {
  clock = createFakeClock();
  runner = createFakeRunner();
  events = [];
  picture = recordedPicture();
  written = undefined;
  pictures = 0;
  files = {
    sweep: async () => undefined,
    readPicture: async () => recordedPicture(),
    create: async () => {
      pictures += 1;
      let isThere = true;
      return {
        path,
        read: async () => picture,
        write: async (bytes) => {
          written = bytes;
        },
        remove: async () => {
          if (isThere) pictures -= 1;
          isThere = false;
        },
      };
    },
  };
  state = aState();
  pauseListeners = async () => () => undefined;
  const zca = createZca({
    program: { file: '/usr/bin/zca', prefixArgs: [], shownPath: '/usr/bin/zca' },
    runner,
  });
  service = createLoginService({
    runner,
    clock,
    files: {
      sweep: (nowMs) => files.sweep(nowMs),
      readPicture: (file) => files.readPicture(file),
      create: (nowMs) => files.create(nowMs),
    },
    zca: () => zca,
    dispatch: (event) => events.push(event),
    pauseListeners: (profile) => pauseListeners(profile),
    getState: () => state,
    ...ofProfiles,
  });
});

afterEach(() => {
  runner.verify();
  if (pictures !== 0) throw new Error('A picture was left behind: whatever the end, it is removed.');
});

const states = (): LoginState[] =>
  events.flatMap((event) => (event.type === 'login/changed' ? [event.login] : []));
const statuses = (): string[] => states().map((login) => login.status);
const last = (): LoginState | undefined => states().at(-1);
const sessions = () => events.flatMap((event) => (event.type === 'session/checked' ? [event.session] : []));

const begin = async (child: FakeChild = runner.expectStart(withPath)): Promise<FakeChild> => {
  expect(await service.start(account.id)).toEqual({ ok: true });
  return child;
};
const saved = async (child: FakeChild): Promise<void> => {
  child.stdout(`QR code saved to: ${path}\n`);
  await clock.advanceAndSettle(0);
};

describe('recordings of openzca 0.1.58', () => {
  test('25: scanned and confirmed', async () => {
    const child = await begin();
    expectProof('Alice Nguyễn', '4512345678900000123');
    await playRecording('25-login-qr-path', child, clock);
    expect(statuses()).toEqual(['starting', 'waiting', 'scanned', 'logged-in']);
    expect(states()[1]).toMatchObject({
      qrText: decodeQrPicture(recordedPicture()),
      qrPath: path,
      canSeeScan: true,
    });
    expect(states()[2]).toMatchObject({ byName: 'Alice Nguyễn' });
    expect(last()).toMatchObject({ displayName: 'Alice Nguyễn', userId: '4512345678900000123' });
    expect(sessions()).toMatchObject([
      { status: 'logged-in', displayName: 'Alice Nguyễn', userId: '4512345678900000123' },
    ]);
    expect([child.stops, clock.pending]).toEqual([0, 0]);
  });

  test('20: declined on the phone, although it exits 0', async () => {
    const child = await begin();
    await playRecording('20-login-declined', child, clock);
    expect(statuses()).toEqual(['starting', 'waiting', 'scanned', 'declined']);
    expect(sessions()).toEqual([]);
  });

  test('21: the server ends the code before it is scanned', async () => {
    const child = await begin();
    await playRecording('21-login-expired-before-scan', child, clock);
    expect(statuses()).toEqual(['starting', 'waiting', 'expired']);
  });

  test('114: never scanned', async () => {
    const child = await begin();
    await playRecording('114-login-qr-never-scanned', child, clock);
    expect(statuses()).toEqual(['starting', 'waiting', 'expired']);
  });

  test('23: cancelled while it waits for a scan', async () => {
    const child = await begin();
    await playRecording('23-login-sigterm', child, clock, { onSigterm: () => void service.cancel() });
    expect(statuses()).toEqual(['starting', 'waiting', 'cancelled']);
    expect([child.stops, clock.pending]).toEqual([1, 0]);
  });

  test('23: ended by somebody else', async () => {
    const child = await begin();
    await playRecording('23-login-sigterm', child, clock, { onSigterm: () => child.end({ code: 143 }) });
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'command-failed' } });
  });

  test('18: dies without a picture viewer', async () => {
    const child = await begin();
    await playRecording('18-login-no-image-viewer', child, clock);
    expect(last()).toMatchObject({
      status: 'failed',
      error: { detail: expect.stringContaining('xdg-open') },
    });
  });

  test('27: without --qr-path, polled until it is logged in', async () => {
    const child = await begin();
    const second = runner.expectStart(withBase64);
    runner.expectRun(status, { code: 1, stderr: 'Error: Profile work: not logged in\n' }, { times: 3 });
    child.stderr("error: unknown option '--qr-path'\n");
    child.end({ code: 1 });
    await clock.advanceAndSettle(0);
    // The 30 s of the call are for the first line; a program that shows the code for longer is not ended.
    expect(second.command).not.toHaveProperty('timeoutMs');
    await playRecording('27-login-qr-base64', second, clock);
    expect(last()).toMatchObject({
      status: 'waiting',
      qrText: decodeQrPicture(recordedPicture()),
      qrPath: path,
      canSeeScan: false,
    });
    expect(written).toEqual(recordedPicture());
    await clock.advanceAndSettle(4_000);
    runner.expectRun(status, { stdout: '{ loggedIn: true }' });
    await clock.advanceAndSettle(2_000);
    expect(statuses()).toEqual(['starting', 'waiting', 'logged-in']);
    expect(sessions()).toMatchObject([{ status: 'logged-in' }]);
    expect(clock.pending).toBe(0);
  });
});

describe('a log-in', () => {
  test('does not open a picture viewer', async () => {
    const child = await begin();
    expect(child.command).toMatchObject({ file: '/usr/bin/zca', env: { OPENZCA_QR_AUTO_OPEN: '0' } });
    expect(child.command?.timeoutMs).toBeUndefined();
    await service.cancel();
  });

  test('is not taken in by a name with line ends', async () => {
    const child = await begin();
    await saved(child);
    runner.expectRun(status, { code: 1, stderr: 'Error: Profile work: not logged in\n' }, { times: 2 });
    child.stdout('Scanned by: Alice\nLogged in profile work as Alice (4512345678900000123)\n');
    await clock.advanceAndSettle(2_000);
    expect(statuses()).toEqual(['starting', 'waiting', 'scanned']);
    child.stdout('QR login declined on phone. Retry by running auth login again.\n');
    child.end();
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'declined' });
    expect(sessions()).toEqual([]);
  });

  test('reads lines that are cut anywhere', async () => {
    const child = await begin();
    // Once for the line, once more as the program has ended.
    expectProof();
    expectProof();
    for (const byte of new TextEncoder().encode(
      'Scanned by: Alice Nguyễn\r\nLogged in profile work as Alice Nguyễn (45)\r\n',
    ))
      child.stdout(Uint8Array.of(byte));
    child.end();
    await clock.advanceAndSettle(0);
    expect(statuses()).toEqual(['starting', 'scanned', 'logged-in']);
  });

  test.each<[string, 'logged-in' | 'unknown' | 'logged-out', string]>([
    ['is alive', 'logged-in', 'declined'],
    ['may be alive', 'unknown', 'declined'],
    ['is over', 'logged-out', 'logged-in'],
  ])(
    'where the session from before %s, and nobody says whose it is, a scanner named like a success',
    async (_, before, end) => {
      const session: SessionStatus =
        before === 'unknown' ? { status: before } : { status: before, checkedAtMs: 0 };
      state = aState({ facts: { [account.id]: someFacts({ session }) } });
      const child = await begin();
      runner.expectRun(status, { stdout: '{ loggedIn: true }' });
      runner.expectRun(self, { code: 1, stderr: 'Error: fetch failed' });
      child.stdout('Scanned by: x\nLogged in profile work as An (45)\n');
      await clock.advanceAndSettle(0);
      child.stdout('QR login declined on phone. Retry by running auth login again.\n');
      child.end();
      await clock.advanceAndSettle(0);
      expect(last()).toMatchObject({ status: end });
    },
  );

  test('with a picture that cannot be read goes on: it can be opened', async () => {
    picture = spottedPicture();
    const child = await begin();
    await saved(child);
    expect(last()).toMatchObject({
      status: 'waiting',
      qrText: '',
      qrPath: path,
      qrError: { code: 'qr-unreadable' },
    });
    expectProof();
    expectProof();
    child.stdout('Logged in profile work as An (45)\n');
    child.end();
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'logged-in' });
  });

  test.each<[string, () => Uint8Array]>([
    ['an empty file', () => new Uint8Array()],
    ['a white picture', () => blankPicture()],
    ['a web page', () => Buffer.from('<html>502 Bad Gateway, long enough to be a picture</html>')],
    ['a cut picture', () => recordedPicture().subarray(0, 300)],
  ])('with %s in the place of a code fails at once: nobody can scan that', async (_, bytes) => {
    picture = bytes();
    const child = await begin();
    await saved(child);
    expect(child.stops).toBe(1);
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'qr-unreadable' }, canHandOver: true });
  });

  test('without a picture within 30 s is ended', async () => {
    const child = await begin();
    await clock.advanceAndSettle(29_999);
    expect(child.stops).toBe(0);
    await clock.advanceAndSettle(1);
    expect(child.stops).toBe(1);
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'timed-out' } });
  });

  test('that cannot be started fails with a hint', async () => {
    await begin(runner.expectStart(withPath, { failsWith: fakeFailure('not-started', 'ENOENT') }));
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'zca-not-found' } });
  });

  test('runs alone', async () => {
    await begin();
    const other = { id: accountId('shop'), profile: profileName('shop') };
    expect(await service.start(other.id)).toMatchObject({
      ok: false,
      error: { code: 'unsupported-here', sentence: expect.stringContaining('work') },
    });
    await service.cancel();
    const next = runner.expectStart(['--profile', 'shop', 'auth', 'login', '--qr-path', path]);
    expect(await service.start(other.id)).toEqual({ ok: true });
    expect(next.isStarted).toBe(true);
    await service.stop();
  });

  test('is swept up after a console that was killed', async () => {
    const swept: number[] = [];
    files = { ...files, sweep: async (nowMs) => void swept.push(nowMs) };
    await service.sweep();
    expect(swept).toEqual([clock.now()]);
  });

  test('two started in the same moment are one', async () => {
    runner.expectStart(withPath);
    const outcomes = await Promise.all([service.start(account.id), service.start(account.id)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    await service.stop();
  });

  test('without a private folder is refused', async () => {
    files = { ...files, create: () => Promise.reject(new Error('ENOSPC: no space left')) };
    expect(await service.start(account.id)).toMatchObject({
      ok: false,
      error: { code: 'internal', detail: 'ENOSPC: no space left' },
    });
    expect(events).toEqual([]);
  });

  test('without zca is refused', async () => {
    const none = createLoginService({
      runner,
      clock,
      files,
      dispatch: (event) => events.push(event),
      zca: () => {
        throw new AppError({ code: 'zca-not-found', sentence: 'none' });
      },
      pauseListeners: async () => {
        throw new Error('Nothing is stopped for a log-in that cannot begin.');
      },
      getState: () => state,
      ...ofProfiles,
    });
    expect(await none.start(account.id)).toMatchObject({ ok: false, error: { code: 'zca-not-found' } });
    expect(await none.start(account.id)).toMatchObject({ ok: false, error: { code: 'zca-not-found' } });
    expect(await none.handOver(account.id, async () => ({ ok: true, exitCode: 0 }))).toMatchObject({
      ok: false,
    });
    expect(await none.logOut(account.id)).toMatchObject({ ok: false });
  });

  test('stop ends also what fetches friends after a success', async () => {
    const child = await begin();
    expectProof();
    child.stdout('Logged in profile work as An (45)\n');
    await clock.advanceAndSettle(0);
    expect([child.isEnded, pictures]).toEqual([false, 0]);
    await service.stop();
    expect(child.isEnded).toBe(true);
  });

  test('nothing to cancel is no failure', async () => {
    expect(await service.cancel()).toEqual({ ok: true, sentence: 'No log-in is under way.' });
    await service.stop();
  });

  test('cancel says that a data URL stays valid', async () => {
    const child = await begin();
    const second = runner.expectStart(withBase64);
    runner.expectRun(status, { code: 1, stderr: 'Error: Profile work: not logged in\n' });
    child.stderr("error: unknown option '--qr-path'\n");
    child.end({ code: 1 });
    await clock.advanceAndSettle(0);
    second.stdout(`data:image/png;base64,${recordedPicture().toString('base64')}\n`);
    second.end();
    await clock.advanceAndSettle(0);
    expect(await service.cancel()).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('do not scan'),
    });
    expect(clock.pending).toBe(0);
  });
});

describe('a log-out', () => {
  test('is told', async () => {
    runner.expectRun(args('auth', 'logout'));
    expect(await service.logOut(account.id)).toEqual({ ok: true, sentence: 'Profile work is logged out.' });
    expect(sessions()).toEqual([{ status: 'logged-out', checkedAtMs: clock.now() }]);
  });

  test('that fails changes nothing', async () => {
    runner.expectRun(args('auth', 'logout'), fakeFailure('timed-out'));
    expect(await service.logOut(account.id)).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    expect(events).toEqual([]);
  });
});

describe('our own listeners', () => {
  const log: string[] = [];

  beforeEach(() => {
    log.length = 0;
    pauseListeners = async (profile) => {
      log.push(`stopped for ${profile}`);
      return () => void log.push('started again');
    };
  });

  test.each<[string, (child: FakeChild) => void]>([
    [
      'a success',
      (child) => {
        expectProof();
        child.stdout('Logged in profile work as An (45)\n');
      },
    ],
    [
      'a refusal',
      (child) => child.stdout('QR login declined on phone. Retry by running auth login again.\n'),
    ],
    ['an expiry', (child) => child.stdout('QR expired. Retrying...\n')],
    ['a failure', (child) => child.end({ code: 1 })],
    ['a cancellation', () => void service.cancel()],
  ])('are stopped before the program starts, and started again after %s', async (_, finish) => {
    const child = runner.expectStart(withPath);
    const waiting = service.start(account.id);
    await clock.advanceAndSettle(0);
    expect(log).toEqual(['stopped for work']);
    await waiting;
    await saved(child);
    expect(log).toEqual(['stopped for work']);
    finish(child);
    await clock.advanceAndSettle(0);
    expect(log).toEqual(['stopped for work', 'started again']);
    await service.stop();
  });

  test('stay stopped when the console ends', async () => {
    const child = runner.expectStart(withPath);
    await service.start(account.id);
    await saved(child);
    await service.stop();
    expect(log).toEqual(['stopped for work']);
  });

  test('that a log-in begins is said while one still ends', async () => {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    pauseListeners = () => promise;
    state = aState({
      config: aConfig({ accounts: [anAccount({ id: 'work' })] }),
      facts: { [account.id]: someFacts({ listener: live }) },
    });
    const child = runner.expectStart(withPath);
    const started = service.start(account.id);
    await clock.advanceAndSettle(0);
    expect([statuses(), child.isStarted]).toEqual([['starting'], false]);
    expect(await service.start(account.id)).toMatchObject({ ok: false });
    resolve(() => undefined);
    await started;
    expect(child.isStarted).toBe(true);
    await service.stop();
  });
});

describe('with the terminal in the hands of zca', () => {
  const byHand = (exitCode: number | undefined, stderrTail = '') =>
    service.handOver(account.id, async ({ args: given, env }) => {
      expect([given, env]).toEqual([args('auth', 'login'), undefined]);
      expect(statuses()).toEqual(['handed-over']);
      return { ok: true, exitCode, stderrTail };
    });

  test('it is asked afterwards, whatever the program says', async () => {
    runner.expectRun(status, {});
    expect(await byHand(0)).toEqual({ ok: true });
    expect(last()).toMatchObject({ status: 'logged-in', accountId: 'work', profile: 'work' });
    expect(last()).not.toHaveProperty('isUnproven');
    expect(sessions()).toMatchObject([{ status: 'logged-in' }]);
  });

  test('a session that was there before proves nothing', async () => {
    state = aState({ facts: { [account.id]: someFacts({ session: loggedIn() }) } });
    runner.expectRun(status, {});
    await byHand(0);
    expect(last()).toMatchObject({ status: 'logged-in', isUnproven: true });
  });

  test.each<[string, number | undefined, string]>([
    ['refused on the phone', 0, ''],
    ['cancelled', undefined, ''],
    ['failed', 1, 'Error: fetch failed\n'],
  ])('%s: nobody is logged in', async (_, exitCode, stderr) => {
    runner.expectRun(status, { code: 1, stderr: 'Error: Profile work: not logged in\n' });
    await byHand(exitCode, stderr);
    expect(last()).toMatchObject({
      status: 'failed',
      error: { code: 'command-failed', ...(stderr === '' ? {} : { detail: stderr.trim() }) },
    });
    expect(sessions()).toMatchObject([{ status: 'logged-out' }]);
  });

  test('it cannot be asked afterwards', async () => {
    runner.expectRun(status, { code: 1, stderr: 'Error: fetch failed\n' });
    await byHand(0);
    expect(last()).toMatchObject({ status: 'failed', error: { code: 'no-network' } });
    expect(sessions()).toEqual([]);
  });

  test('the program cannot be started', async () => {
    const error = { code: 'not-started', sentence: 'No.' } as const;
    expect(await service.handOver(account.id, async () => ({ ok: false, error }))).toEqual({
      ok: false,
      error,
    });
    expect(last()).toMatchObject({ status: 'failed', error });
  });

  test('nothing else begins meanwhile, and listeners wait', async () => {
    const log: string[] = [];
    pauseListeners = async () => {
      log.push('stopped');
      return () => void log.push('started again');
    };
    runner.expectRun(status, {});
    await service.handOver(account.id, async () => {
      expect(await service.start(account.id)).toMatchObject({
        ok: false,
        error: { sentence: expect.stringContaining('under way') },
      });
      expect(log).toEqual(['stopped']);
      return { ok: true, exitCode: 0 };
    });
    expect(log).toEqual(['stopped', 'started again']);
    const child = runner.expectStart(withPath);
    await begin(child);
    await service.stop();
  });
});
