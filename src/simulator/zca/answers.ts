// What the short commands answer: words, stream and exit code as recorded from openzca 0.1.58 (`auth status` is
// JavaScript notation, not JSON, hence `inspect`). Pure.
import { inspect } from 'node:util';
import type { ControlLine } from '../control.ts';
import { type DemoPerson, peopleWithPhones } from '../people.ts';
import type { DemoProfile, DemoWorld, Switches } from '../world.ts';
import type { Call } from './arguments.ts';
import { friendRow, friendRows, groupRow, memberRow, phoneRow, type Row, selfRow } from './rows.ts';

/** What a finished call printed, and what it changed in the world. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly changes: readonly ControlLine[];
}

export interface AnswerContext {
  readonly world: DemoWorld;
  readonly profile: string;
  /** Folder whose path `auth status` shows. */
  readonly dir: string;
  readonly newMessageId: () => string;
}

const printed = (stdout: string, changes: readonly ControlLine[] = []): Answer => ({
  stdout,
  stderr: '',
  code: 0,
  changes,
});
/** A failure: one `Error:` line on stderr, nothing on stdout, exit 1. */
export const failed = (sentence: string): Answer => ({
  stdout: '',
  stderr: `Error: ${sentence}\n`,
  code: 1,
  changes: [],
});

/** Why a profile cannot be used now, in the program's words; undefined if it can. `subject` picks between two recorded wordings. */
export const refusal = (
  world: DemoWorld,
  name: string,
  subject: 'status' | 'other' = 'other',
): Answer | undefined => {
  const profile = world.profiles[name];
  if (profile === undefined)
    return failed(`Profile "${name}" does not exist. Create it with: account add ${name}`);
  if (profile.session === 'none') {
    return failed(
      subject === 'status'
        ? `Profile ${name}: not logged in`
        : `Profile "${name}" has no credentials. Run: auth login`,
    );
  }
  if (world.switches.offline === true) return failed('fetch failed');
  if (profile.session === 'revoked') return failed(world.switches.endedWith ?? 'Đăng nhập thất bại');
  return undefined;
};

const bare = (text: string): string => text.replace(/("(?:userId|uid|groupId|id)": )"(\d+)"/gu, '$1$2');

const spoil = (text: string, garbage: Switches['garbage']): string => {
  if (garbage === 'noise')
    return `\u001B[33m[warn]\u001B[39m cache is 3 days old\n{not json} [nor this]\n${text}`;
  if (garbage === 'text') return '<html><body>502 Bad Gateway</body></html>\n';
  return garbage === 'truncated' ? text.slice(0, Math.floor(text.length / 2)) : text;
};

const jsonAnswer = (value: Row | readonly Row[], { switches }: DemoWorld): Answer => {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  return printed(spoil(switches.bareIds === true ? bare(text) : text, switches.garbage));
};

const phoneOf = (query: string): string => (query.startsWith('0') ? `84${query.slice(1)}` : query);

const findByPhone = (query: string): Row | undefined => {
  const index = peopleWithPhones.findIndex((person) => person.phone === phoneOf(query));
  const person = peopleWithPhones[index];
  return person === undefined ? undefined : phoneRow(person, index);
};

/** Substring of the cached friends without Unicode folding: a composed query misses a decomposed name. */
const matches = (person: DemoPerson, query: string): boolean =>
  [person.displayName, person.zaloName ?? '', person.username ?? ''].some((text) =>
    text.toLowerCase().includes(query.toLowerCase()),
  );

const find = (query: string, profile: DemoProfile, world: DemoWorld): Answer => {
  if (/^\d+$/u.test(query)) {
    const row = findByPhone(query);
    return row === undefined ? failed('User not found') : jsonAnswer([row], world);
  }
  const rows = profile.friends.map((person, index) => ({
    person,
    row: friendRow(person, index, world.createdAtMs),
  }));
  const byUsername = rows.filter(({ person }) => person.username?.toLowerCase() === query.toLowerCase());
  const found = byUsername.length > 0 ? byUsername : rows.filter(({ person }) => matches(person, query));
  return jsonAnswer(
    found.map(({ row }) => row),
    world,
  );
};

const members = (groupId: string, profile: DemoProfile, world: DemoWorld): Answer => {
  const group = profile.groups.find((candidate) => candidate.id === groupId);
  if (group === undefined) return failed(`Group not found: ${groupId}`);
  return jsonAnswer(
    // Whoever does not run the group sees only those who do.
    (world.switches.hidesMembers === true ? group.memberIds.slice(0, 3) : group.memberIds).map((id) =>
      memberRow(id, world.createdAtMs),
    ),
    world,
  );
};

const status = ({ profile, dir }: AnswerContext, { self }: DemoProfile): Answer =>
  printed(
    `${inspect({
      profile,
      loggedIn: true,
      userId: self.id,
      displayName: self.displayName,
      credentialsPath: `${dir}/profiles/${profile}/credentials.json`,
    })}\n`,
  );

const accountList = (world: DemoWorld, active: string): Answer => {
  const rows = Object.entries(world.profiles).map(([name, profile]) =>
    [
      name,
      name === 'default' ? 'yes' : '',
      name === active ? 'yes' : '',
      profile.session === 'none' ? 'no' : 'yes',
    ]
      .map((cell) => cell.padEnd(10))
      .join(''),
  );
  return printed(
    ['NAME      DEFAULT   ACTIVE    LOGGED IN', ...rows]
      .map((row) => row.trimEnd())
      .join('\n')
      .concat('\n'),
  );
};

/** More than this in one message is refused: the caller must send it in parts. */
const maxTextLength = 2_000;

const sendRefusal = (call: Call, kind: string, switches: Switches): Answer | undefined => {
  if (switches.sendError !== undefined) return failed(switches.sendError);
  const text = kind === 'send' ? (call.words[1] ?? '') : (call.values['message']?.at(-1) ?? '');
  if (switches.sendRefuses !== undefined && text.includes(switches.sendRefuses))
    return failed('Nội dung tin nhắn bị từ chối');
  if (kind === 'send' && text.trim() === '') return failed('Missing message content');
  if (text.length > maxTextLength) return failed('Nội dung tin nhắn quá dài');
  const hasSource = call.words[1] !== undefined || call.values['url'] !== undefined;
  return hasSource ? undefined : failed(`Provide at least one ${kind} file or --url.`);
};

const sentAnswer = (kind: string, id: string): string => {
  if (kind === 'send') return `{ message: { msgId: ${id} }, attachment: [] }\n`;
  return kind === 'link' ? `{ msgId: ${id} }\n` : `{ message: null, attachment: [ { msgId: ${id} } ] }\n`;
};

const send = (call: Call, kind: string, { world, profile, newMessageId }: AnswerContext): Answer => {
  const refused = sendRefusal(call, kind, world.switches);
  if (refused !== undefined) return refused;
  const text = kind === 'send' ? call.words[1] : call.values['message']?.at(-1);
  const url = kind === 'send' ? undefined : (call.values['url']?.at(-1) ?? call.words[1]);
  const line: ControlLine = {
    type: 'sent',
    profile,
    by: 'zca',
    kind,
    threadId: call.words[0] ?? '',
    isGroup: call.flags.has('group'),
    text,
    url,
  };
  return printed(sentAnswer(kind, newMessageId()), [line]);
};

const withSession = (call: Call, profile: DemoProfile, context: AnswerContext): Answer => {
  const { world } = context;
  if (call.command === 'me info') return jsonAnswer(selfRow(profile.self, world.createdAtMs), world);
  if (call.command === 'friend list')
    return jsonAnswer(friendRows(profile.friends, world.createdAtMs), world);
  if (call.command === 'friend find') return find(call.words[0] ?? '', profile, world);
  if (call.command === 'group list')
    return jsonAnswer(
      profile.groups.map((group, index) => groupRow(group, index, world.switches.hidesMembers === true)),
      world,
    );
  if (call.command === 'group members') return members(call.words[0] ?? '', profile, world);
  if (call.command === 'auth cache-refresh') {
    return printed(
      `Cache refreshed for ${context.profile}: ${profile.friends.length} friends, ${profile.groups.length} groups\n`,
    );
  }
  return send(call, call.command.replace(/^msg /u, ''), context);
};

const accountAdd = (name: string): Answer =>
  printed(`Profile created: ${name}\nNext step: openzca --profile ${name} auth login\n`, [
    { type: 'session', profile: name, session: 'none' },
  ]);

/** Answers every command but `auth login` and `listen`. */
export const answer = (call: Call, context: AnswerContext): Answer => {
  const { world, profile: name } = context;
  if (call.command === 'account list') return accountList(world, name);
  if (call.command === 'account add') return accountAdd(call.words[0] ?? 'default');
  if (call.command === 'auth logout')
    return printed(`Logged out profile ${name}\n`, [{ type: 'session', profile: name, session: 'none' }]);
  const refused = refusal(world, name, call.command === 'auth status' ? 'status' : 'other');
  if (refused !== undefined) return refused;
  const profile = world.profiles[name];
  if (profile === undefined) return failed('no profile');
  return call.command === 'auth status' ? status(context, profile) : withSession(call, profile, context);
};
