// Which OpenClaw does what: the only place that knows versions (docs/contract/releases.md). Pure.
import type { Capabilities, Release, ReleaseSource } from './capabilities.ts';

/** The version in what `openclaw --version` prints (`OpenClaw 2026.9.6 (eb377ac)`, `2026.2.26`), if there is one. */
export const parseOpenClawVersion = (text: string): string | undefined =>
  /\b\d{4}\.\d{1,2}\.\d{1,3}(?:-[\w.]+)?\b/u.exec(text)?.[0];

/** The newest release that was checked. What is newer is taken to behave as this one. */
export const newestKnown = '2026.9.6';

/** The last release whose gateway hears Zalo through zca; the demo plays it unless it is told another. */
export const lastDrivingZca = '2026.2.26';

/** The newest plugin that was checked as a package of its own. */
export const newestKnownPlugin = '2026.9.4';

const numbersOf = (version: string): readonly number[] =>
  (version.split('-')[0] ?? '').split('.').map(Number);

/** `-beta.2` comes before the release, `-2` (the same, packed again) after it. */
const suffixOf = (version: string): readonly number[] => {
  const suffix = version.split('-').slice(1).join('-');
  const [number = 0] = /\d+/u.exec(suffix)?.map(Number) ?? [];
  return suffix === '' ? [0, 0] : [/^\d+$/u.test(suffix) ? 1 : -1, number];
};

const compare = (left: readonly number[], right: readonly number[]): number => {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Below 0 if `left` is the older one: `2026.3.2-beta.1` < `2026.3.2` < `2026.3.2-1` < `2026.3.13`. */
export const compareVersions = (left: string, right: string): number =>
  compare([...numbersOf(left), ...suffixOf(left)], [...numbersOf(right), ...suffixOf(right)]);

/** A value, and the releases from which on it was another. */
type History<Value> = readonly [
  first: Value,
  ...changes: readonly (readonly [since: string, value: Value])[],
];

/**
 * Read in the packages of 2026.2.9, .2.24, .2.25, .2.26, 2026.3.2, .3.13, 2026.5.12, 2026.7.35, 2026.8.1 and 2026.9.6; in between by
 * OpenClaw's changelog (docs/contract/releases.md says which is which).
 */
const histories: { readonly [Name in keyof Capabilities]: History<Capabilities[Name]> } = {
  drivesZca: [true, ['2026.3.2', false]],
  pairingStore: ['unscoped-files', ['2026.2.26', 'scoped-files'], ['2026.8.1', 'database']],
  configuredMeansLoggedIn: [true, ['2026.8.1', false]],
  hasPairingRpc: [false, ['2026.8.1', true]],
  hasLoginRpc: [false, ['2026.9.2', true]],
  canRevoke: [true, ['2026.8.1', false]],
  pendingPer: ['channel', ['2026.3.31', 'account']],
  approvedCountUnderAllowlist: [true, ['2026.2.24', false]],
  openMeans: ['everybody', ['2026.4.29', 'allow-from']],
  mentionsCount: [false, ['2026.3.2', true]],
  groupAllowFromCounts: [false, ['2026.3.7', true]],
  unnamedGroupSenders: [
    'anybody',
    ['2026.3.7', 'allow-from'],
    ['2026.3.22', 'anybody'],
    ['2026.3.28', 'nobody'],
  ],
  groupBlocksUnderOpen: [false, ['2026.3.7', true]],
  stopWordsCount: [true, ['2026.8.1', false]],
  hasAccessGroups: [false, ['2026.5.2', true]],
  comparesNames: [true, ['2026.5.4', false]],
  comparesGroupNames: [true, ['2026.3.12', false]],
  everyoneMayHavePrefix: [false, ['2026.4.29', true]],
  injectsGroupPolicy: [false, ['2026.3.28', true]],
  missingSectionBlocksGroups: [false, ['2026.2.22', true]],
  enforcesSection: [false, ['2026.3.28', true]],
  knowsGroupAllow: [true, ['2026.4.5', false]],
  knowsLaterDefaults: [false, ['2026.8.1', true]],
  isPluginBundled: [true, ['2026.5.2', false]],
  asksConsent: [false, ['2026.8.1', true]],
  stopNeedsForce: [false, ['2026.8.1', true]],
  validatesConfig: [false, ['2026.3.2', true]],
  logsPrintedCodes: [true, ['2026.8.1', false]],
  reloadsPlugins: [false, ['2026.5.2', true]],
  hasAllReloadModes: [true, ['2026.8.1', false]],
  watchesIncludes: [false, ['2026.8.1', true]],
  honoursOldNames: [true, ['2026.3.22', false]],
  fallsBackHome: [true, ['2026.3.22', false]],
  honoursProfileName: [false, ['2026.3.2', true]],
};

/** What is new in a release is in its betas already. */
const isReached = (version: readonly number[], since: string): boolean =>
  compare(version, numbersOf(since)) >= 0;

const valueIn = <Value>([first, ...changes]: History<Value>, version: readonly number[]): Value =>
  changes.findLast(([since]) => isReached(version, since))?.[1] ?? first;

export const capabilitiesOf = (version: string): Capabilities => {
  const numbers = numbersOf(version);
  const entries = Object.entries(histories).map(([name, history]) => [
    name,
    valueIn<unknown>(history, numbers),
  ]);
  return Object.fromEntries(entries) as Capabilities;
};

export const releaseOfVersion = (version: string, by: Exclude<ReleaseSource, 'files'>): Release => ({
  version,
  by,
  isNewerThanKnown: compare(numbersOf(version), numbersOf(newestKnown)) > 0,
  capabilities: capabilitiesOf(version),
});

/** What was found of an OpenClaw whose version nobody tells. */
export interface FoundFiles {
  /** `state/openclaw.sqlite`. */
  readonly hasDatabase: boolean;
  /** Names in the credentials folder. */
  readonly credentialNames: readonly string[];
}

/** The release that files are taken for: the newest of its kind that drives `zca`, where that is open. */
const takenFor = { database: newestKnown, scoped: '2026.2.26', unscoped: '2026.2.25' } as const;

/**
 * Without a version the files decide. A database is later than any file beside it, which an upgrade leaves behind. Approved senders in the
 * one file of all accounts and in none of an account's own: 2026.2.25 or older. Anything else, nothing too, is taken for 2026.2.26: of the
 * releases with such files it is the one this console can do most for, and a gateway of a later one tells its version while it runs.
 */
export const releaseOfFiles = ({ hasDatabase, credentialNames }: FoundFiles): Release => {
  const isScoped = credentialNames.some((name) => /^zalouser-.+-allowFrom\.json$/u.test(name));
  const isUnscoped = !isScoped && credentialNames.includes('zalouser-allowFrom.json');
  const kind = hasDatabase ? 'database' : isUnscoped ? 'unscoped' : 'scoped';
  return { by: 'files', isNewerThanKnown: false, capabilities: capabilitiesOf(takenFor[kind]) };
};

/** Where a config says which OpenClaw last wrote it. */
export const lastTouchedVersion = ['meta', 'lastTouchedVersion'] as const;

const stores: readonly Capabilities['pairingStore'][] = ['unscoped-files', 'scoped-files', 'database'];

/**
 * Where only files were seen, and the config says which OpenClaw last wrote it: that one. An upgrade since may not have written yet: a version that
 * is older than the files says nothing.
 * @param configVersion what stands at {@link lastTouchedVersion}
 */
export const withConfigVersion = (release: Release, configVersion: unknown): Release => {
  const version =
    release.by === 'files' && typeof configVersion === 'string'
      ? parseOpenClawVersion(configVersion)
      : undefined;
  if (version === undefined) return release;
  const told = releaseOfVersion(version, 'config');
  const isOlder =
    stores.indexOf(told.capabilities.pairingStore) < stores.indexOf(release.capabilities.pairingStore);
  return isOlder ? release : told;
};

/** What is taken for granted while nothing was looked at. */
export const unseenRelease: Release = releaseOfFiles({ hasDatabase: false, credentialNames: [] });
