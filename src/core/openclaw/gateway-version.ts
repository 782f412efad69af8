// Of which release a running gateway is: by the package it was started from. Its own title hides its command line.
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { GatewayProcess } from '../model/listening.ts';
import type { ProcessEntry, ProcessList } from '../system/process-list.ts';
import { parseOpenClawVersion } from './releases.ts';

// What the system's service manager has written down of how a gateway is started: the unit of systemd, the agent of launchd.

interface ServiceRecordInput {
  readonly platform: NodeJS.Platform;
  /** Where Linux shows processes. */
  readonly proc: string;
  readonly homeDir: string;
  /** Where systemd has units beside those in the user's home: of the system, and for every user. */
  readonly unitFolders: Readonly<Record<'system' | 'user', readonly string[]>>;
  readonly gateway: ProcessEntry;
  /** Its environment, where the system shows it. */
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** Where systemd has units, beside those of the user; the first one found counts. */
const systemUnitFolders: ServiceRecordInput['unitFolders'] = {
  system: [
    '/etc/systemd/system',
    '/run/systemd/system',
    '/usr/local/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/lib/systemd/system',
  ],
  user: ['/etc/systemd/user', '/run/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user'],
};

/** A command line as it was written down, and since when it stands there (epoch ms). */
interface ServiceCommand {
  readonly words: readonly string[];
  readonly writtenAtMs: number;
}

interface Written {
  readonly text: string;
  readonly writtenAtMs: number;
}

const read = async (file: string): Promise<Written | undefined> => {
  try {
    const [text, { ctimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { text, writtenAtMs: ctimeMs };
  } catch {
    return undefined;
  }
};

const isUnitName = (name: string | undefined): name is string =>
  name !== undefined && /^[\w:.@\\-]+\.service$/u.test(name);

/**
 * The unit that a process belongs to, by its control group (`…/user@1000.service/app.slice/openclaw-gateway.service`); where that names none, by
 * what the gateway's own installation puts into its environment.
 */
const unitOf = async ({
  proc,
  gateway,
  env,
}: ServiceRecordInput): Promise<{ name: string; isUsers: boolean } | undefined> => {
  const groups = (await read(`${proc}/${gateway.pid}/cgroup`))?.text ?? '';
  for (const line of groups.split('\n')) {
    const parts = line.slice(line.lastIndexOf(':') + 1).split('/');
    const name = parts.findLast(isUnitName);
    if (name !== undefined && !/^user@\d+\.service$/u.test(name))
      return { name, isUsers: parts.some((part) => /^user@\d+\.service$/u.test(part)) };
  }
  const named =
    env?.['OPENCLAW_SERVICE_MARKER'] === 'openclaw' ? env['OPENCLAW_SYSTEMD_UNIT']?.trim() : undefined;
  return isUnitName(named) ? { name: named, isUsers: true } : undefined;
};

/** The words of an `ExecStart`: quoted, escaped by a backslash, `%%` for `%`, `%h` for the home; what runs it otherwise stands before the first. */
const wordsOfExecStart = (value: string, home: string): readonly string[] =>
  [...value.matchAll(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[^\s"'\\])+/gu)].map(([word], index) =>
    (index === 0 ? word.replace(/^[-@:+!|]+/u, '') : word)
      .replaceAll(
        /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/gu,
        (_, double?: string, single?: string) => double ?? single ?? '',
      )
      .replaceAll(/\\(.)/gu, '$1')
      .replaceAll(/%([%h])/gu, (_, specifier: string) => (specifier === 'h' ? home : '%')),
  );

/** The last one that counts: an empty one takes back what stood before it. */
const execStartIn = (text: string): string | undefined => {
  const lines = text.replaceAll(/^\s*[#;].*$\n?/gmu, '').replaceAll(/\\\r?\n/gu, ' ');
  let section = '';
  let last: string | undefined;
  for (const line of lines.split(/\r?\n/u)) {
    section = /^\s*\[(.+)\]\s*$/u.exec(line)?.[1] ?? section;
    const value = section === 'Service' ? /^\s*ExecStart\s*=\s*(.*?)\s*$/u.exec(line)?.[1] : undefined;
    if (value !== undefined) last = value;
  }
  return last;
};

const dropInsOf = async (unit: string): Promise<readonly string[]> =>
  (await readdir(`${unit}.d`).catch(() => []))
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .map((name) => path.join(`${unit}.d`, name));

const bySystemd = async (question: ServiceRecordInput): Promise<readonly ServiceCommand[]> => {
  const unit = await unitOf(question);
  if (unit === undefined) return [];
  const home = question.env?.['HOME'] || question.homeDir;
  const { user, system } = question.unitFolders;
  const configHomes = [question.env?.['XDG_CONFIG_HOME'] ?? '', path.join(home, '.config')].filter(
    (folder) => folder !== '',
  );
  const ofUser = configHomes.map((folder) => path.join(folder, 'systemd', 'user'));
  for (const folder of unit.isUsers ? [...ofUser, ...user] : system) {
    const file = path.join(folder, unit.name);
    const own = await read(file);
    if (own === undefined) continue;
    const all = [own, ...(await Promise.all((await dropInsOf(file)).map(read)))].filter(
      (written) => written !== undefined,
    );
    const said = all.flatMap(({ text, writtenAtMs }) => {
      const execStart = execStartIn(text);
      return execStart === undefined ? [] : [{ words: wordsOfExecStart(execStart, home), writtenAtMs }];
    });
    return said.slice(-1);
  }
  return [];
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `ProgramArguments` of an agent that is written as XML, as OpenClaw writes it. */
const wordsOfAgent = (text: string): readonly string[] => {
  const list = /<key>ProgramArguments<\/key>\s*<array>(.*?)<\/array>/su.exec(text)?.[1] ?? '';
  return [...list.matchAll(/<string>(.*?)<\/string>/gsu)].map(([, word = '']) =>
    word.replaceAll(/&(amp|lt|gt|quot|apos);/gu, (whole, name: string) => entities[name] ?? whole),
  );
};

/** What launchd has started has launchd as its parent. Which agent that was nothing tells: all that may be. */
const byLaunchd = async ({ homeDir, gateway }: ServiceRecordInput): Promise<readonly ServiceCommand[]> => {
  if (gateway.ppid !== 1) return [];
  const folder = path.join(homeDir, 'Library', 'LaunchAgents');
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => /^ai\.openclaw\..+\.plist$/u.test(name) && name !== 'ai.openclaw.node.plist',
  );
  const agents = await Promise.all(names.map((name) => read(path.join(folder, name))));
  return agents.flatMap((agent) =>
    agent === undefined ? [] : [{ words: wordsOfAgent(agent.text), writtenAtMs: agent.writtenAtMs }],
  );
};

/**
 * How a gateway that runs may have been started, by the record of the service manager; several where it may be one of several. The version that an
 * older installation wrote into it (`OPENCLAW_SERVICE_VERSION`) is that of the day of the installation, and an upgrade leaves it: it is not read.
 */
const serviceCommands = async (question: ServiceRecordInput): Promise<readonly ServiceCommand[]> => {
  if (question.platform === 'linux') return bySystemd(question);
  return question.platform === 'darwin' ? byLaunchd(question) : [];
};

export interface GatewayVersionOptions {
  readonly processes: Pick<ProcessList, 'environment'>;
  /** Where Linux shows processes. Default `/proc`. */
  readonly proc?: string;
  /** Whose service managers are known. Default: that of this process. */
  readonly platform?: NodeJS.Platform;
  /** Default: that of the user of this process. */
  readonly homeDir?: string;
  /** Where systemd has units beside those of the user. Default: its own places. */
  readonly unitFolders?: ServiceRecordInput['unitFolders'];
}

/** A package on disk: what runs is older than one that was put there after it was started. */
const packageIn = async (folder: string, startedAtMs: number | undefined): Promise<string | undefined> => {
  try {
    const file = path.join(folder, 'package.json');
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof manifest !== 'object' || manifest === null || Reflect.get(manifest, 'name') !== 'openclaw')
      return undefined;
    if (startedAtMs !== undefined && (await stat(file)).ctimeMs > startedAtMs + startSlackMs)
      return undefined;
    return parseOpenClawVersion(String(Reflect.get(manifest, 'version')));
  } catch {
    return undefined;
  }
};

/** The system tells the start of a process in whole seconds, or in ticks. */
const startSlackMs = 1_000;

/** The package a file belongs to, or that stands beside it among modules. */
const versionAbove = async (file: string, startedAtMs: number | undefined): Promise<string | undefined> => {
  let folder = path.dirname(await realpath(file).catch(() => file));
  for (let depth = 0; depth < 24; depth += 1) {
    const found =
      (await packageIn(folder, startedAtMs)) ??
      (path.basename(folder) === 'node_modules'
        ? await packageIn(path.join(folder, 'openclaw'), startedAtMs)
        : undefined);
    if (found !== undefined) return found;
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
};

const isScript = (word: string): boolean =>
  path.isAbsolute(word) && /(?:\.m?js|[\\/]openclaw(?:\.cmd)?)$/iu.test(word);

/** Those it was started by, nearest first: a starter may still have its command line. */
const withParents = (gateway: ProcessEntry, entries: readonly ProcessEntry[]): readonly ProcessEntry[] => {
  const chain = [gateway];
  for (let depth = 0; depth < 3; depth += 1) {
    const parent = entries.find(({ pid }) => pid === chain.at(-1)?.ppid);
    if (parent === undefined || parent.pid <= 1) break;
    chain.push(parent);
  }
  return chain;
};

/** What it has started for its own work (2026.8.1 and later) is of its package: `…/openclaw/dist/process/spawn-broker/worker.js`. */
const isWorker = (word: string): boolean =>
  path.isAbsolute(word) && /[\\/]dist[\\/](?:.+[\\/])?(?:[\w-]+\.)?worker\.m?js$/u.test(word);

/** Of the package itself: other programs have workers, too, and OpenClaw beside them. */
const ofWorkers = async (
  { pid, startedAtMs }: ProcessEntry,
  entries: readonly ProcessEntry[],
): Promise<string | undefined> => {
  const words = entries.filter(({ ppid }) => ppid === pid).flatMap((child) => child.words.filter(isWorker));
  for (const file of new Set(words)) {
    const version = await packageIn(
      file.slice(0, file.search(/[\\/]dist[\\/](?!.*[\\/]dist[\\/])/u)),
      startedAtMs,
    );
    if (version !== undefined) return version;
  }
  return undefined;
};

/** Add-ons that are loaded into the process (Linux). */
const addonsOf = async (proc: string, pid: number): Promise<readonly string[]> => {
  const maps = await readFile(`${proc}/${pid}/maps`, 'utf8').catch(() => '');
  return [...new Set([...maps.matchAll(/\s(\/\S.*\.node)$/gmu)].map(([, file = '']) => file))];
};

/** The version by the record of its service. A record that was written after the start is of the next one; several have to say the same. */
const ofService = async (question: ServiceRecordInput): Promise<string | undefined> => {
  const { startedAtMs } = question.gateway;
  const valid = (await serviceCommands(question)).filter(
    ({ writtenAtMs }) => startedAtMs === undefined || writtenAtMs <= startedAtMs + startSlackMs,
  );
  const versions = new Set(
    await Promise.all(valid.map(({ words }) => firstVersion(words.filter(isScript), startedAtMs))),
  );
  return versions.size === 1 ? [...versions][0] : undefined;
};

const firstVersion = async (
  files: readonly string[],
  startedAtMs: number | undefined,
): Promise<string | undefined> => {
  for (const file of files) {
    const version = await versionAbove(file, startedAtMs);
    if (version !== undefined) return version;
  }
  return undefined;
};

/** A container runs it in its package; a service in the folder it was given. */
const ofFolder = async (proc: string, { pid, startedAtMs }: ProcessEntry): Promise<string | undefined> => {
  const folder = await readlink(`${proc}/${pid}/cwd`).catch(() => undefined);
  return folder === undefined ? undefined : packageIn(folder, startedAtMs);
};

const ask = async (
  {
    processes,
    proc = '/proc',
    platform = process.platform,
    homeDir = homedir(),
    unitFolders = systemUnitFolders,
  }: GatewayVersionOptions,
  gateway: ProcessEntry,
  entries: readonly ProcessEntry[],
): Promise<Pick<GatewayProcess, 'version'>> => {
  const shown = await processes.environment(gateway.pid).catch(() => undefined);
  const env = shown === 'gone' ? undefined : shown;
  const ofWords = withParents(gateway, entries).flatMap(({ words }) => words.filter(isScript));
  const typed = [env?.['_'] ?? ''].filter(isScript);
  const version =
    (await firstVersion(
      [...ofWords, ...typed, ...(await addonsOf(proc, gateway.pid))],
      gateway.startedAtMs,
    )) ??
    (await ofWorkers(gateway, entries)) ??
    (await ofService({ platform, proc, homeDir, unitFolders, gateway, env })) ??
    (await ofFolder(proc, gateway));
  return version === undefined ? {} : { version };
};

/** The version of a running gateway, where something tells it; asked once of every process. Never rejects. */
export const createGatewayVersions = (
  options: GatewayVersionOptions,
): ((
  gateway: ProcessEntry,
  entries: readonly ProcessEntry[],
) => Promise<Pick<GatewayProcess, 'version'>>) => {
  const asked = new Map<string, Promise<Pick<GatewayProcess, 'version'>>>();
  return (gateway, entries) => {
    const key = `${gateway.pid} ${gateway.startMark}`;
    const answer = asked.get(key) ?? ask(options, gateway, entries);
    asked.set(key, answer);
    return answer;
  };
};
