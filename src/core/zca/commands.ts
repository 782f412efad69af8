// Every call of zca as a value (the zca contract). Nothing here runs anything.
import type { GroupId, ProfileName, ThreadId } from '../shared/ids.ts';
import type { Command } from '../system/runner.ts';
import type { ZcaProgram } from './locate.ts';

/**
 * How long each call may take (ms). `auth status` has 15 s although the plugin gives it 5: a host that accepts but never answers adds
 * 10 s to every command, and "too slow" must not look like "logged out".
 */
export const timeoutsMs = {
  version: 5_000,
  authStatus: 15_000,
  loginQrBase64: 30_000,
  logout: 10_000,
  cacheRefresh: 60_000,
  meInfo: 10_000,
  friendList: 15_000,
  friendFind: 15_000,
  groupList: 15_000,
  groupMembers: 20_000,
  send: 30_000,
} as const;

/** A friend list of 5,000 is 4 MB; a group list carries the members of every group. */
const maxListBytes = 64 * 1_048_576;

type Limits = Pick<Command, 'timeoutMs' | 'maxStdoutBytes' | 'env'>;

export interface SendTarget {
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
}

/** One argument, how the command log shows it, and how a log keeps it. */
interface Word {
  readonly value: string;
  readonly shown: string;
  readonly kept: string;
}

const word = (value: string, shown = value, kept = shown): Word => ({
  value: withoutNul(value),
  shown: withoutNul(shown),
  kept: withoutNul(kept),
});
const words = (...values: readonly string[]): Word[] => values.map((value) => word(value));
/** A NUL cannot be part of an argument: no process would start. */
const withoutNul = (value: string): string => value.replaceAll('\0', '');

const call = (program: ZcaProgram, args: readonly Word[], limits: Limits): Command => {
  const prefix = words(...program.prefixArgs);
  const all = [...prefix, ...args];
  return {
    file: program.file,
    args: all.map(({ value }) => value),
    shownArgs: all.map(({ shown }) => shown),
    ...(all.every(({ value, kept }) => kept === value) ? {} : { keptArgs: all.map(({ kept }) => kept) }),
    program: 'zca',
    ...limits,
  };
};

const callAs = (program: ZcaProgram, profile: ProfileName, args: readonly Word[], limits: Limits): Command =>
  call(program, [...words('--profile', profile), ...args], limits);

/**
 * Words of the user and flags after them, as the plugin calls; if a word begins with `-` the flags come first, then `--`. Only then,
 * because not every program knows `--`.
 */
const withUserWords = (
  command: readonly Word[],
  userWords: readonly Word[],
  flags: readonly Word[],
): Word[] =>
  userWords.some(({ value }) => value.startsWith('-'))
    ? [...command, ...flags, word('--'), ...userWords]
    : [...command, ...userWords, ...flags];

const groupFlag = (target: SendTarget): Word[] => (target.isGroup ? words('-g') : []);

/** Query strings of media links carry access tokens. */
const shownUrl = (url: string): string => url.replace(/[?#].*$/su, '?…');

/** `zca --version` */
export const version = (program: ZcaProgram): Command =>
  call(program, words('--version'), { timeoutMs: timeoutsMs.version });

/** `auth status`: the exit code says whether the profile is logged in; stderr says why not. */
export const authStatus = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('auth', 'status'), { timeoutMs: timeoutsMs.authStatus });

/** `auth login --qr-path FILE`: stays until scanned, declined or expired. Without the variable it would start an image viewer and die where there is none. */
export const loginQrPath = (program: ZcaProgram, profile: ProfileName, file: string): Command =>
  callAs(program, profile, words('auth', 'login', '--qr-path', file), { env: { OPENZCA_QR_AUTO_OPEN: '0' } });

/** `auth login --qr-base64`: prints one data: URL; openzca then ends at once and leaves a child behind that cannot be cancelled. */
export const loginQrBase64 = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('auth', 'login', '--qr-base64'), {
    timeoutMs: timeoutsMs.loginQrBase64,
    env: { OPENZCA_QR_AUTO_OPEN: '0' },
  });

/** `auth login`: interactive, draws its own QR; for a terminal that is handed over. */
export const login = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('auth', 'login'), {});

/** `auth logout`: exits 0 always; a running listener goes on. */
export const logout = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('auth', 'logout'), { timeoutMs: timeoutsMs.logout });

/** `auth cache-refresh`: renews what `friend find` searches. Not every program has it. */
export const cacheRefresh = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('auth', 'cache-refresh'), { timeoutMs: timeoutsMs.cacheRefresh });

/** `me info -j` */
export const meInfo = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('me', 'info', '-j'), { timeoutMs: timeoutsMs.meInfo });

/** `friend list -j` */
export const friendList = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('friend', 'list', '-j'), {
    timeoutMs: timeoutsMs.friendList,
    maxStdoutBytes: maxListBytes,
  });

/** `friend find QUERY`: no `-j`, as the plugin calls it; it prints JSON when stdout is no terminal. */
export const friendFind = (program: ZcaProgram, profile: ProfileName, query: string): Command =>
  callAs(program, profile, withUserWords(words('friend', 'find'), [word(query, query, '<query>')], []), {
    timeoutMs: timeoutsMs.friendFind,
    maxStdoutBytes: maxListBytes,
  });

/** `group list -j` */
export const groupList = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('group', 'list', '-j'), {
    timeoutMs: timeoutsMs.groupList,
    maxStdoutBytes: maxListBytes,
  });

/** `group members GROUP -j` */
export const groupMembers = (program: ZcaProgram, profile: ProfileName, groupId: GroupId): Command =>
  callAs(program, profile, withUserWords(words('group', 'members'), words(groupId), words('-j')), {
    timeoutMs: timeoutsMs.groupMembers,
    maxStdoutBytes: maxListBytes,
  });

/** `listen -r -k`: raw JSON lines, own reconnects; long-lived. Ours tells more with `--events`. */
export const listen = (program: ZcaProgram, profile: ProfileName): Command =>
  callAs(program, profile, words('listen', '-r', '-k', ...(program.isOurs === true ? ['--events'] : [])), {});

/** `msg send THREAD TEXT [-g]`: at most 2,000 characters and not blank; see `messageParts`. The log shows no text. */
export const msgSend = (
  program: ZcaProgram,
  profile: ProfileName,
  target: SendTarget,
  text: string,
): Command =>
  callAs(
    program,
    profile,
    withUserWords(words('msg', 'send'), [word(target.threadId), word(text, '<text>')], groupFlag(target)),
    {
      timeoutMs: timeoutsMs.send,
    },
  );

export const mediaCommandFor = (url: string): 'image' | 'video' | 'voice' => {
  const extension = /\.(\w{2,5})$/u.exec(url.replace(/[?#].*$/su, ''))?.[1]?.toLowerCase() ?? '';
  if (['mp4', 'mov', 'avi', 'webm'].includes(extension)) return 'video';
  return ['mp3', 'wav', 'ogg', 'm4a'].includes(extension) ? 'voice' : 'image';
};

/** `msg image|video|voice THREAD -u URL [-m CAPTION] [-g]` */
export const msgMedia = (
  program: ZcaProgram,
  profile: ProfileName,
  target: SendTarget,
  url: string,
  caption?: string,
): Command => {
  const captionFlags =
    caption === undefined || caption.trim() === '' ? [] : [word('-m'), word(caption, '<caption>')];
  const flags = [word('-u'), word(url, shownUrl(url), '<address>'), ...captionFlags, ...groupFlag(target)];
  return callAs(
    program,
    profile,
    withUserWords(words('msg', mediaCommandFor(url)), words(target.threadId), flags),
    {
      timeoutMs: timeoutsMs.send,
    },
  );
};

/** `msg link THREAD URL [-g]` */
export const msgLink = (
  program: ZcaProgram,
  profile: ProfileName,
  target: SendTarget,
  url: string,
): Command =>
  callAs(
    program,
    profile,
    withUserWords(
      words('msg', 'link'),
      [word(target.threadId), word(url, shownUrl(url), '<address>')],
      groupFlag(target),
    ),
    {
      timeoutMs: timeoutsMs.send,
    },
  );
