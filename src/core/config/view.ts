// From a reading of the config to what the console shows of it. Pure.

import type { Finding } from '../model/finding.ts';
import type { Capabilities, Release } from '../openclaw/capabilities.ts';
import type { OpenClawPaths } from '../openclaw/paths.ts';
import { newestKnown } from '../openclaw/releases.ts';
import { memoizeBy, memoizeOn } from '../shared/memo.ts';
import { advise } from './account-findings.ts';
import { type ProfileEnvironment, readAccounts } from './accounts.ts';
import type { ConfigView } from './config-view.ts';
import { configFiles, entryPlaces, readChannelSettings, settingOwners, settingPlaces } from './places.ts';
import { type ConfigReading, createLineFinders, createPlaceFinder, type Report } from './reading.ts';
import { type JsonObject, valueAt } from './value.ts';
import { configSentences as words } from './words.ts';

export interface ViewInput {
  readonly reading: ConfigReading;
  readonly paths: OpenClawPaths;
  readonly release: Release;
  readonly env: ProfileEnvironment;
  readonly readAtMs: number;
}

const severities: readonly Finding['severity'][] = ['problem', 'warning', 'note'];

const pathFindings = ({ paths, release }: ViewInput): readonly Finding[] => [
  ...(paths.isHomeFallback
    ? [{ ...words.elsewhere(paths.stateDir, paths.configPath), place: { file: paths.configPath } }]
    : []),
  ...(release.isNewerThanKnown && release.version !== undefined
    ? [words.openclawNewer(release.version, newestKnown)]
    : []),
];

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

/** What a view says of the accounts and of the channel: nothing of it depends on who has told the release. */
type Content = Omit<ConfigView, 'status' | 'path' | 'stateDir' | 'credentialsDir' | 'release' | 'readAtMs'>;

const readContent = (reading: ConfigReading, can: Capabilities, env: ProfileEnvironment): Content => {
  const finderOf = createLineFinders();
  const placeOf = createPlaceFinder(reading, finderOf);
  const found = new Map<string, Finding>();
  const report: Report = (finding, path, accountId) => {
    const key = `${finding.code}\n${finding.sentence}`;
    if (!found.has(key))
      found.set(key, { ...finding, ...(accountId === undefined ? {} : { accountId }), place: placeOf(path) });
  };
  const config = reading.value;
  // What makes the whole config useless is told before what is wrong with one account.
  const later: Parameters<Report>[] = [];
  const read = readAccounts({ config, env, can, report: (...problem) => void later.push(problem) });
  const pluginValue = valueAt(config, ['plugins', 'entries', 'zalouser', 'enabled']);
  const pluginEnabled = typeof pluginValue === 'boolean' ? pluginValue : undefined;
  const portValue = valueAt(config, ['gateway', 'port']);
  const gatewayPort =
    typeof portValue === 'number' && Number.isInteger(portValue) && portValue > 0 && portValue < 65_536
      ? portValue
      : undefined;
  const { hasSection, channelEnabled, accounts } = read;
  if (reading.status === 'ready')
    advise({ config, can, hasSection, channelEnabled, pluginEnabled, accounts, report });
  const { logLevel } = textAt(config, 'level', 'logLevel');
  if (!can.drivesZca && (logLevel === 'debug' || logLevel === 'trace'))
    report(words.logsEverything(logLevel), ['logging', 'level']);
  for (const problem of later) report(...problem);
  return {
    hasSection,
    channelEnabled,
    pluginEnabled,
    gatewayPort,
    ...(valueAt(config, ['commands', 'config']) === true ? { allowsCommandEdits: true as const } : {}),
    ...textAt(config, 'level', 'logLevel'),
    ...textAt(config, 'file', 'logFile'),
    ...(valueAt(config, ['gateway', 'mode']) === 'remote' ? { isGatewayRemote: true as const } : {}),
    defaultAccountId: read.defaultAccountId,
    accounts,
    findings: [...found.values()],
    places: { ...settingPlaces(accounts, placeOf), ...entryPlaces(config, accounts, placeOf) },
    channel: readChannelSettings(config),
    files: configFiles(reading),
    owners: settingOwners(reading, accounts, finderOf),
  };
};

/** A text of `logging`, under the name the view has for it. */
const textAt = <Name extends 'logLevel' | 'logFile'>(
  config: JsonObject,
  key: string,
  name: Name,
): Partial<Record<Name, string>> => {
  const value = valueAt(config, ['logging', key]);
  const found: Partial<Record<Name, string>> = {};
  if (typeof value === 'string') found[name] = value;
  return found;
};

/** Once for a reading and what the release does: that a program tells the version which the files let guess makes no account another. */
const contentOf = memoizeBy((reading: ConfigReading) =>
  memoizeOn(
    (can: Capabilities, env: ProfileEnvironment) => [JSON.stringify(can), env],
    (can, env) => readContent(reading, can, env),
    1,
  ),
);

/**
 * Accounts, defaults and findings of one reading, worst findings first. A missing or broken config gives the view of an
 * empty one, with the finding that says so; keeping the last good accounts is the caller's matter.
 */
export const readConfigView = (question: ViewInput): ConfigView => {
  const { reading, paths, release, env, readAtMs } = question;
  const content = contentOf(reading)(release.capabilities, env);
  return {
    status: reading.status,
    path: reading.path,
    stateDir: paths.stateDir,
    credentialsDir: paths.credentialsDir,
    release,
    readAtMs,
    ...content,
    findings: inOrder([...pathFindings(question), ...reading.findings, ...content.findings]),
  };
};
