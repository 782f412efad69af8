// Which files of the channel hold secrets. Pure but for the names it is given.
import path from 'node:path';
import type { ConfigView } from '../config/config-view.ts';
import type { Account } from '../model/account.ts';
import type { ProfileName } from '../shared/ids.ts';
import { profileFolder, type ZcaHomeInput, zcaHome } from '../zca/home.ts';
import type { OpenFile } from './model.ts';

/** A file that should be private, whether or not it exists. */
export interface SecretFile {
  readonly path: string;
  readonly kind: OpenFile['kind'];
  readonly profile?: ProfileName;
}

/** What the list is made from. */
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
