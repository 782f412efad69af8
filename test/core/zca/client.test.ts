import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/shared/error.ts';
import { groupId, profileName, threadId } from '../../../src/core/shared/ids.ts';
import type { Command, Finished, Runner } from '../../../src/core/system/runner.ts';
import { createZca, type Zca } from '../../../src/core/zca/client.ts';
import { loadRecording } from '../../support/recordings.ts';

const work = profileName('work');
const program = { file: '/x/zca', prefixArgs: [], shownPath: '/x/zca' };
const person = { threadId: threadId('45'), isGroup: false };

type Answer = Partial<Finished> | AppError;
/** A zca whose runs get the given answers, one after the other, and the commands it ran. */
const scripted = (...answers: Answer[]): { zca: Zca; ran: Command[] } => {
  const ran: Command[] = [];
  const runner: Runner = {
    run: async (command) => {
      ran.push(command);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('one run too many');
      if (answer instanceof AppError) throw answer;
      return { code: 0, stdout: '', stderr: '', durationMs: 1, ...answer };
    },
    start: () => {
      throw new Error('nothing is started here');
    },
    endAll: async () => {},
  };
  return { zca: createZca({ program, runner }), ran };
};
const recorded = (name: string): Finished => {
  const { stdout, stderr, exit } = loadRecording(name);
  return { code: exit.code ?? 1, stdout, stderr, durationMs: 1 };
};
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : String(error);
};

describe('reads', () => {
  test('version, self, peers, groups, members', async () => {
    expect(await scripted(recorded('01-version')).zca.version()).toBe('0.1.58');
    expect((await scripted(recorded('31-me-info-json')).zca.self(work)).name).toBe('Alice Nguyễn');
    expect(await scripted(recorded('37-friend-list-json')).zca.peers(work)).toHaveLength(25);
    expect(await scripted(recorded('48-group-list-json')).zca.groups(work)).toHaveLength(8);
    expect(await scripted(recorded('50-group-members-json')).zca.members(work, groupId('82'))).toHaveLength(
      9,
    );
  });

  test('a search that finds nobody is an empty list, however it says so', async () => {
    expect(await scripted(recorded('47-friend-find-unknown-name')).zca.findPeers(work, 'x')).toEqual([]);
    expect(
      await scripted(recorded('45-friend-find-unknown-phone')).zca.findPeers(work, '0999999999'),
    ).toEqual([]);
  });

  test('failures are thrown in their own terms', async () => {
    expect(await codeOf(scripted(recorded('52-group-members-unknown')).zca.members(work, groupId('1')))).toBe(
      'not-found',
    );
    expect(await codeOf(scripted(recorded('07-nologin-friend-list')).zca.peers(work))).toBe('not-logged-in');
    expect(await codeOf(scripted({ stdout: '<html>' }).zca.groups(work))).toBe('garbage-output');
    expect(await codeOf(scripted({ stdout: '' }).zca.findPeers(work, 'x'))).toBe('garbage-output');
    expect(
      await codeOf(
        scripted(new AppError({ code: 'not-started', sentence: 's', detail: 'ENOENT' })).zca.self(work),
      ),
    ).toBe('zca-not-found');
    expect(await codeOf(scripted(new AppError({ code: 'timed-out', sentence: 's' })).zca.self(work))).toBe(
      'timed-out',
    );
  });

  test('a program that is not zca', async () => {
    expect(await codeOf(scripted({ stdout: 'hello' }).zca.version())).toBe('zca-not-zca');
    expect(await codeOf(scripted({ code: 2, stderr: 'what?' }).zca.version())).toBe('zca-not-zca');
    expect(
      await codeOf(
        scripted(new AppError({ code: 'not-started', sentence: 's', detail: 'EACCES' })).zca.version(),
      ),
    ).toBe('zca-not-executable');
  });

  test('the signal reaches the runner', async () => {
    const { signal } = new AbortController();
    let seen: AbortSignal | undefined;
    const runner: Runner = {
      run: async (_, given) => {
        seen = given;
        return { code: 0, stdout: '[]', stderr: '', durationMs: 1 };
      },
      start: () => {
        throw new Error('nothing is started here');
      },
      endAll: async () => {},
    };
    await createZca({ program, runner }).findPeers(work, 'x', signal);
    expect(seen).toBe(signal);
  });
});

describe('authStatus', () => {
  test.each([
    ['30-auth-status', { status: 'logged-in' }],
    ['04-nologin-auth-status', { status: 'logged-out', detail: 'Error: Profile default: not logged in' }],
    [
      '16-nologin-unknown-profile',
      { status: 'no-profile', detail: expect.stringContaining('does not exist') },
    ],
    ['81-revoked-auth-status', { status: 'ended', detail: 'Error: Đăng nhập thất bại' }],
  ])('%s, with its own words', async (name, answer) => {
    expect(await scripted(recorded(name)).zca.authStatus(work)).toEqual(answer);
  });
  test('no network is no answer', async () => {
    expect(await codeOf(scripted(recorded('78-offline-auth-status')).zca.authStatus(work))).toBe(
      'no-network',
    );
  });
});

describe('writes', () => {
  test('a text is one call; its id is exact, or unknown', async () => {
    const { zca, ran } = scripted({ stdout: 'message id: 1471383327500481391' }, { stdout: 'ok' });
    expect(await zca.sendText(work, person, '-5 độ')).toBe('1471383327500481391');
    expect(await zca.sendText(work, person, 'x')).toBeUndefined();
    expect(ran.map(({ args }) => args.slice(-2))).toEqual([
      [person.threadId, '-5 độ'],
      [person.threadId, 'x'],
    ]);
  });
  test('a refusal is thrown', async () => {
    expect(await codeOf(scripted(recorded('74-msg-send-server-error')).zca.sendText(work, person, 'x'))).toBe(
      'command-failed',
    );
  });
  test('media, link, log-out, cache', async () => {
    expect(
      await scripted(recorded('65-msg-image-url')).zca.sendMedia(work, person, { url: 'https://x/a.png' }),
    ).toBe('7795362479011');
    expect(await scripted(recorded('70-msg-link')).zca.sendLink(work, person, 'https://x')).toBe(
      '7795362479013',
    );
    await scripted(recorded('110-auth-logout')).zca.logout(work);
    expect(await codeOf(scripted(recorded('03-unknown-command')).zca.cacheRefresh(work))).toBe(
      'unsupported-call',
    );
  });
});
