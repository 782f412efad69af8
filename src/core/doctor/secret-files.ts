// Which files of the channel hold secrets, and whether a log holds pairing codes. Pure but for the names it is given.
import path from 'node:path';
import type { ConfigView } from '../config/config-view.ts';
import type { Account } from '../model/account.ts';
import type { ProfileName } from '../shared/ids.ts';
import { parseExactJson } from '../shared/text/lenient-json.ts';
import { isRecord } from '../zca/fields.ts';
import { profileFolder, type ZcaHomeInput, zcaHome } from '../zca/locate.ts';
import type { OpenFile } from './model.ts';

/** A file that should be private, whether or not it exists. */
export interface SecretFile {
  readonly path: string;
  readonly kind: OpenFile['kind'];
  readonly profile?: ProfileName;
}

export interface SecretFilesInput extends ZcaHomeInput {
  readonly config: Pick<ConfigView, 'stateDir' | 'credentialsDir' | 'release' | 'accounts'>;
  /** The files of the config that hold secrets themselves. */
  readonly secretConfigs: readonly string[];
  /** Names in the credentials folder. */
  readonly credentialNames: readonly string[];
}

/** OpenClaw keeps so many old texts of a config, and each holds what the config held. */
const backupEndings: readonly string[] = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'];

/** Profiles whose name zca takes. */
const profilesOf = (accounts: readonly Account[]): readonly ProfileName[] =>
  [...new Set(accounts.map(({ profile }) => profile.value))].filter(
    (profile) => profileFolder('/', profile) !== undefined,
  );

const sessionFiles = (profiles: readonly ProfileName[], home: string): readonly SecretFile[] =>
  profiles.flatMap((profile) => {
    const folder = profileFolder(home, profile);
    return folder === undefined
      ? []
      : [{ path: path.join(folder, 'credentials.json'), kind: 'session' as const, profile }];
  });

/** What versions between the two left behind, until `openclaw doctor` takes it over (the OpenClaw contract, section 8). */
const oldSessions = (profiles: readonly ProfileName[], credentialsDir: string): readonly string[] =>
  ['credentials.json', ...profiles.map((profile) => `credentials-${profile}.json`)].map((name) =>
    path.join(credentialsDir, 'zalouser', name),
  );

/** The files, each once: sessions, config with secrets and its old texts, `.env`, the pairing store. Nothing else is anybody's business here. */
export const secretFiles = (question: SecretFilesInput): readonly SecretFile[] => {
  const { config, secretConfigs, credentialNames } = question;
  const { stateDir, credentialsDir, release, accounts } = config;
  const profiles = profilesOf(accounts);
  const configs = [
    ...secretConfigs.flatMap((file) => [file, ...backupEndings.map((ending) => `${file}${ending}`)]),
    path.join(stateDir, '.env'),
  ];
  // Where pairing is in the database, so are the sessions.
  const databases =
    release.capabilities.pairingStore === 'database'
      ? ['openclaw.sqlite', 'openclaw.sqlite-wal'].map((name) => path.join(stateDir, 'state', name))
      : [];
  const stores = credentialNames
    .filter((name) => /^zalouser-.*\.json$/u.test(name))
    .map((name) => path.join(credentialsDir, name));
  const all: readonly SecretFile[] = [
    ...sessionFiles(profiles, zcaHome(question)),
    ...[...databases, ...oldSessions(profiles, credentialsDir)].map((file) => ({
      path: file,
      kind: 'session' as const,
    })),
    ...configs.map((file) => ({ path: file, kind: 'config' as const })),
    ...(stores.length === 0 ? [] : [credentialsDir, ...stores]).map((file) => ({
      path: file,
      kind: 'store' as const,
    })),
  ];
  return all.filter((file, index) => all.findIndex((other) => other.path === file.path) === index);
};

// Pairing codes in OpenClaw's log file. 226 writes whatever its command line prints into it, so that a program which polls
// `openclaw pairing list` leaves every code there (the OpenClaw contract, section 1). Pure; counts, and gives no code back.

/** How many codes stand in a log. */
interface CodesFound {
  /** Different codes that were listed. */
  readonly codes: number;
  /** Those of them that still work. */
  readonly pending: number;
}

const letters = 'A-HJ-NP-Z2-9';
const listedCode = new RegExp(String.raw`"code"\s*:\s*"([${letters}]{8})"`, 'gu');
const toldCode = new RegExp(String.raw`Pairing code:\s*([${letters}]{8})(?![${letters}])`, 'gu');
const channel = /"channel"\s*:\s*"zalouser"/u;

/** What was logged: the first arguments of the call, as text. */
const textOf = (line: string): string => {
  const json = parseExactJson(line);
  if (!json.ok || !isRecord(json.value)) return '';
  const { value } = json;
  return ['0', '1', '2']
    .map((key) => (typeof value[key] === 'string' ? value[key] : JSON.stringify(value[key] ?? '')))
    .join('\n');
};

const groupsOf = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/**
 * Counts the codes in JSON lines of the log. A list of another channel does not count; a table of `pairing list` only where it
 * shows a code that is pending, since words of eight capitals look the same.
 * @param pending the codes that work now
 */
export const findCodes = (log: string, pending: readonly string[]): CodesFound => {
  const found = new Set<string>();
  for (const line of log.split('\n')) {
    const waiting = pending.filter((code) => line.includes(code));
    for (const code of waiting) found.add(code);
    // Most lines are about something else: only what may hold a code is parsed.
    if (!/code/iu.test(line)) continue;
    const text = textOf(line);
    for (const code of groupsOf(text, toldCode)) found.add(code);
    if (channel.test(text)) for (const code of groupsOf(text, listedCode)) found.add(code);
  }
  return { codes: found.size, pending: pending.filter((code) => found.has(code)).length };
};
