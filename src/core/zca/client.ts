// zca as typed functions: a command, run, its failure told apart, its output parsed.
import { errorSentences } from '../error-words.ts';
import type { Group, Member, Peer, Self } from '../model/people.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import { type GroupId, groupId, type MessageId, messageId, type ProfileName, userId } from '../shared/ids.ts';
import { Written } from '../shared/text/exactly.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { sanitizeText, stripEscapes } from '../shared/text/sanitize.ts';
import type { Command, Finished, Runner } from '../system/runner.ts';
import * as commands from './commands.ts';
import { garbageFailure, runFailure, type ZcaCall, zcaFailure } from './failures.ts';
import {
  garbage,
  idField,
  isRecord,
  type JsonRecord,
  nameField,
  nameReader,
  numberField,
  type Parsed,
  readRows,
  recordField,
} from './fields.ts';
import type { ZcaProgram } from './locate.ts';
import { parsePeers } from './parse.ts';

/** Groups from `zca group list -j`: `{groupId, name, totalMember? or memberCount?}`. */
export const parseGroups = (stdout: string): Parsed<readonly Group[]> => {
  const json = parseLenientJson(stdout);
  return json.ok ? groupsIn(json.value) : garbage;
};

/** The same of JSON that has been read. */
export const groupsIn = (value: unknown): Parsed<readonly Group[]> => {
  const writtenOf = nameReader('groupId', 'name');
  return readRows(value, (record) => readGroup(record, writtenOf));
};

/** `setting.lockViewMember` of the group itself. */
const hidesMembersOf = (record: JsonRecord): Pick<Group, 'hidesMembers'> =>
  numberField(recordField(record, 'setting'), 'lockViewMember') === 1 ? { hidesMembers: true } : {};

const readGroup = (record: JsonRecord, writtenOf: ReturnType<typeof nameReader>): Group | undefined => {
  const id = idField(record, 'groupId', 'id');
  const written = writtenOf(record, id ?? '');
  if (id === undefined) return undefined;
  const name = nameField(record, 'name', 'groupName') ?? id;
  const memberCount = numberField(record, 'totalMember', 'memberCount');
  return {
    id: groupId(id),
    name,
    ...(written === name ? {} : { writtenName: new Written(written) }),
    ...hidesMembersOf(record),
    ...(memberCount === undefined || memberCount < 0 ? {} : { memberCount: Math.trunc(memberCount) }),
  };
};

/** Who the account is, from `zca me info -j`: `{userId, displayName, …}`. */
export const parseSelf = (stdout: string): Parsed<Self> => {
  const json = parseLenientJson(stdout);
  return json.ok ? selfIn(json.value) : garbage;
};

/** The same of JSON that has been read. */
export const selfIn = (value: unknown): Parsed<Self> => {
  if (!isRecord(value)) return garbage;
  const id = idField(value, 'userId', 'uid', 'id');
  if (id === undefined) return garbage;
  const username = nameField(value, 'username');
  const phone = nameField(value, 'phoneNumber');
  return {
    ok: true,
    value: {
      id: userId(id),
      name: nameField(value, 'displayName', 'display_name', 'zaloName', 'zalo_name', 'username') ?? id,
      username,
      phone,
    },
  };
};

const said = /\bmessage[ _]id\s*[:=]\s*["']?([\w.-]{1,64})/iu;
const printed = /\bmsgId["']?\s*:\s*["']?(\d{1,32})/u;
const firstWord = /^\s*([A-Za-z0-9_-]{6,64})(?=\s|$)/u;

/**
 * The id of a message that was sent: `message id: X`, else the `msgId: N` of the printed object (JavaScript notation, so the digits are
 * read as text), else the first word if it looks like an id (it has a digit), else unknown (the zca contract).
 */
export const parseSentId = (stdout: string): MessageId | undefined => {
  const text = stripEscapes(stdout.slice(0, 20_000));
  const word = firstWord.exec(text)?.[1];
  const id =
    said.exec(text)?.[1] ??
    printed.exec(text)?.[1] ??
    (word !== undefined && /\d/u.test(word) ? word : undefined);
  return id === undefined ? undefined : messageId(id);
};

/** Members from `zca group members GROUP -j`: `{userId or id, displayName, …}`. */
export const parseMembers = (stdout: string): Parsed<readonly Member[]> => {
  const json = parseLenientJson(stdout);
  return json.ok ? membersIn(json.value) : garbage;
};

/** The same of JSON that has been read. */
export const membersIn = (value: unknown): Parsed<readonly Member[]> => readRows(value, readMember);

const readMember = (record: JsonRecord): Member | undefined => {
  const id = idField(record, 'userId', 'id', 'uid');
  if (id === undefined) return undefined;
  return {
    id: userId(id),
    name: nameField(record, 'displayName', 'dName', 'display_name', 'zaloName', 'zalo_name') ?? id,
  };
};

const version = /(?:^|[\s/v])(\d+\.\d+(?:\.\d+)?(?:[-+][\w.+-]{1,40})?)(?=[\s,;)]|$)/u;

/** The version that `zca --version` printed: `0.1.58`, `zca-cli v1.2.3`, `openzca/0.1.58`. A banner longer than a few lines is none. */
export const parseVersion = (stdout: string): Parsed<string> => {
  const found = version.exec(sanitizeText(stdout.slice(0, 400)));
  return found?.[1] === undefined ? garbage : { ok: true, value: found[1] };
};

/** What `auth status` found; anything that is no answer (no network, time-out, …) is thrown instead. */
export type AuthStatus = 'logged-in' | 'logged-out' | 'no-profile' | 'ended';

/** What `auth status` came to; `detail`: zca's own words where the profile is not logged in. */
export interface AuthAnswer {
  readonly status: AuthStatus;
  readonly detail?: string;
}

const withoutSession: Readonly<Partial<Record<ErrorCode, Exclude<AuthStatus, 'logged-in'>>>> = {
  'not-logged-in': 'logged-out',
  'no-such-profile': 'no-profile',
  'session-ended': 'ended',
};

/** What a failure of zca says of the session; undefined if it says nothing of it. */
export const statusWithoutSession = (code: ErrorCode): Exclude<AuthStatus, 'logged-in'> | undefined =>
  withoutSession[code];

/**
 * The calls of zca. Each resolves with parsed data or throws AppError with one of `zca-not-found`, `zca-not-executable`, `not-started`,
 * `not-logged-in`, `no-such-profile`, `session-ended`, `no-network`, `timed-out`, `cancelled`, `garbage-output`, `too-much-output`,
 * `unsupported-call`, `not-found`, `listener-owned`, `command-failed`.
 */
export interface Zca {
  readonly program: ZcaProgram;
  /** @throws also `zca-not-zca`: it runs, but prints no version */
  version(signal?: AbortSignal): Promise<string>;
  authStatus(profile: ProfileName, signal?: AbortSignal): Promise<AuthAnswer>;
  self(profile: ProfileName, signal?: AbortSignal): Promise<Self>;
  peers(profile: ProfileName, signal?: AbortSignal): Promise<readonly Peer[]>;
  /** `friend find`: all digits = a phone number. An unknown one is an empty list, not an error. */
  findPeers(profile: ProfileName, query: string, signal?: AbortSignal): Promise<readonly Peer[]>;
  groups(profile: ProfileName, signal?: AbortSignal): Promise<readonly Group[]>;
  members(profile: ProfileName, groupId: GroupId, signal?: AbortSignal): Promise<readonly Member[]>;
  logout(profile: ProfileName, signal?: AbortSignal): Promise<void>;
  cacheRefresh(profile: ProfileName, signal?: AbortSignal): Promise<void>;
  /** One message: at most 2,000 characters and not blank, see `messageParts`. The id zca gave it, if it said one. */
  sendText(
    profile: ProfileName,
    target: commands.SendTarget,
    text: string,
    signal?: AbortSignal,
  ): Promise<MessageId | undefined>;
  sendMedia(
    profile: ProfileName,
    target: commands.SendTarget,
    media: { url: string; caption?: string },
    signal?: AbortSignal,
  ): Promise<MessageId | undefined>;
  sendLink(
    profile: ProfileName,
    target: commands.SendTarget,
    url: string,
    signal?: AbortSignal,
  ): Promise<MessageId | undefined>;
}

type Succeed = (call: ZcaCall, command: Command, signal?: AbortSignal) => Promise<Finished>;

export const createZca = ({
  program,
  runner,
}: {
  readonly program: ZcaProgram;
  readonly runner: Runner;
}): Zca => {
  const succeed: Succeed = async (call, command, signal) => {
    const finished = await runner.run(command, signal).catch((error: unknown) => {
      throw new AppError(runFailure(call, command, program, error), { cause: error });
    });
    if (finished.code !== 0) throw new AppError(zcaFailure(call, finished));
    return finished;
  };
  return {
    program,
    version: (signal) => readVersion(program, succeed, signal),
    authStatus: (profile, signal) => readAuthStatus(program, profile, succeed, signal),
    ...reads(program, succeed),
    ...writes(program, succeed),
  };
};

const readVersion = async (program: ZcaProgram, succeed: Succeed, signal?: AbortSignal): Promise<string> => {
  const { stdout } = await succeed(
    { what: 'zca --version', profile: '' },
    commands.version(program),
    signal,
  ).catch((error: unknown) => {
    // Whatever it is, it does not know `--version`.
    const isOther =
      error instanceof AppError && (error.code === 'command-failed' || error.code === 'unsupported-call');
    throw isOther
      ? new AppError(errorSentences.zcaNotZca({ file: program.shownPath, detail: error.view.detail }), {
          cause: error,
        })
      : error;
  });
  const parsed = parseVersion(stdout);
  if (parsed.ok) return parsed.value;
  throw new AppError(
    errorSentences.zcaNotZca({
      file: program.shownPath,
      detail: garbageFailure({ what: '', profile: '' }, stdout).detail,
    }),
  );
};

const readAuthStatus = async (
  program: ZcaProgram,
  profile: ProfileName,
  succeed: Succeed,
  signal?: AbortSignal,
): Promise<AuthAnswer> => {
  try {
    await succeed({ what: 'zca auth status', profile }, commands.authStatus(program, profile), signal);
    return { status: 'logged-in' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = statusWithoutSession(error.code);
    if (status === undefined) throw error;
    const { detail } = error.view;
    return { status, detail };
  }
};

const reads = (
  program: ZcaProgram,
  succeed: Succeed,
): Pick<Zca, 'self' | 'peers' | 'findPeers' | 'groups' | 'members'> => {
  const read = async <Value>(
    call: ZcaCall,
    command: Command,
    parse: (stdout: string) => Parsed<Value>,
    signal?: AbortSignal,
  ): Promise<Value> => {
    const { stdout } = await succeed(call, command, signal);
    const parsed = parse(stdout);
    if (!parsed.ok) throw new AppError(garbageFailure(call, stdout));
    return parsed.value;
  };
  return {
    self: (profile, signal) =>
      read({ what: 'zca me info', profile }, commands.meInfo(program, profile), parseSelf, signal),
    peers: (profile, signal) =>
      read(
        { what: 'zca friend list', profile },
        commands.friendList(program, profile),
        (stdout) => parsePeers(stdout, 'list'),
        signal,
      ),
    findPeers: (profile, query, signal) =>
      read(
        { what: 'zca friend find', profile },
        commands.friendFind(program, profile, query),
        (stdout) => parsePeers(stdout, 'find'),
        signal,
      ).catch((error: unknown) => {
        // An unknown phone number is exit 1, `Error: User not found`: nothing found, like `[]`.
        if (error instanceof AppError && error.code === 'not-found') return [];
        throw error;
      }),
    groups: (profile, signal) =>
      read({ what: 'zca group list', profile }, commands.groupList(program, profile), parseGroups, signal),
    members: (profile, groupId, signal) =>
      read(
        { what: 'zca group members', profile, subject: `group ${groupId}` },
        commands.groupMembers(program, profile, groupId),
        parseMembers,
        signal,
      ),
  };
};

const writes = (
  program: ZcaProgram,
  succeed: Succeed,
): Pick<Zca, 'logout' | 'cacheRefresh' | 'sendText' | 'sendMedia' | 'sendLink'> => ({
  logout: async (profile, signal) => {
    await succeed({ what: 'zca auth logout', profile }, commands.logout(program, profile), signal);
  },
  cacheRefresh: async (profile, signal) => {
    await succeed(
      { what: 'zca auth cache-refresh', profile },
      commands.cacheRefresh(program, profile),
      signal,
    );
  },
  sendText: async (profile, target, text, signal) => {
    const call: ZcaCall = { what: 'zca msg send', profile, subject: `thread ${target.threadId}` };
    return parseSentId(
      (await succeed(call, commands.msgSend(program, profile, target, text), signal)).stdout,
    );
  },
  sendMedia: async (profile, target, { url, caption }, signal) => {
    const call: ZcaCall = {
      what: `zca msg ${commands.mediaCommandFor(url)}`,
      profile,
      subject: `thread ${target.threadId}`,
    };
    return parseSentId(
      (await succeed(call, commands.msgMedia(program, profile, target, url, caption), signal)).stdout,
    );
  },
  sendLink: async (profile, target, url, signal) => {
    const call: ZcaCall = { what: 'zca msg link', profile, subject: `thread ${target.threadId}` };
    return parseSentId((await succeed(call, commands.msgLink(program, profile, target, url), signal)).stdout);
  },
});
