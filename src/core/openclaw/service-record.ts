// What the system's service manager has written down of how a gateway is started: the unit of systemd, the agent of launchd.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessEntry } from '../system/process-list.ts';

/** Whose record is looked for. */
export interface ServiceQuestion {
  readonly platform: NodeJS.Platform;
  /** Where Linux shows processes. */
  readonly proc: string;
  /** The home of the user of this console. */
  readonly homeDir: string;
  /** Where systemd has units beside those in the user's home: of the system, and for every user. */
  readonly unitFolders: Readonly<Record<'system' | 'user', readonly string[]>>;
  readonly gateway: ProcessEntry;
  /** Its environment, where the system shows it. */
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** Where systemd has units, beside those of the user; the first one found counts. */
export const systemUnitFolders: ServiceQuestion['unitFolders'] = {
  system: ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'],
  user: ['/etc/systemd/user', '/run/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user'],
};

/** A command line as it was written down, and since when it stands there (epoch ms). */
export interface ServiceCommand {
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

const isUnitName = (name: string | undefined): name is string => name !== undefined && /^[\w:.@\\-]+\.service$/u.test(name);

/**
 * The unit that a process belongs to, by its control group (`…/user@1000.service/app.slice/openclaw-gateway.service`); where that names none, by
 * what the gateway's own installation puts into its environment.
 */
const unitOf = async ({ proc, gateway, env }: ServiceQuestion): Promise<{ name: string; isUsers: boolean } | undefined> => {
  const groups = (await read(`${proc}/${gateway.pid}/cgroup`))?.text ?? '';
  for (const line of groups.split('\n')) {
    const parts = line.slice(line.lastIndexOf(':') + 1).split('/');
    const name = parts.findLast(isUnitName);
    if (name !== undefined && !/^user@\d+\.service$/u.test(name))
      return { name, isUsers: parts.some((part) => /^user@\d+\.service$/u.test(part)) };
  }
  const named = env?.['OPENCLAW_SERVICE_MARKER'] === 'openclaw' ? env['OPENCLAW_SYSTEMD_UNIT']?.trim() : undefined;
  return isUnitName(named) ? { name: named, isUsers: true } : undefined;
};

/** The words of an `ExecStart`: quoted, escaped by a backslash, `%%` for `%`, `%h` for the home; what runs it otherwise stands before the first. */
const wordsOfExecStart = (value: string, home: string): readonly string[] =>
  [...value.matchAll(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[^\s"'\\])+/gu)].map(([word], index) =>
    (index === 0 ? word.replace(/^[-@:+!|]+/u, '') : word)
      .replaceAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/gu, (_, double?: string, single?: string) => double ?? single ?? '')
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

const bySystemd = async (question: ServiceQuestion): Promise<readonly ServiceCommand[]> => {
  const unit = await unitOf(question);
  if (unit === undefined) return [];
  const home = question.env?.['HOME'] || question.homeDir;
  const { user, system } = question.unitFolders;
  const configHomes = [question.env?.['XDG_CONFIG_HOME'] ?? '', path.join(home, '.config')].filter((folder) => folder !== '');
  const ofUser = configHomes.map((folder) => path.join(folder, 'systemd', 'user'));
  for (const folder of unit.isUsers ? [...ofUser, ...user] : system) {
    const file = path.join(folder, unit.name);
    const own = await read(file);
    if (own === undefined) continue;
    const all = [own, ...(await Promise.all((await dropInsOf(file)).map(read)))].filter((written) => written !== undefined);
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
const byLaunchd = async ({ homeDir, gateway }: ServiceQuestion): Promise<readonly ServiceCommand[]> => {
  if (gateway.ppid !== 1) return [];
  const folder = path.join(homeDir, 'Library', 'LaunchAgents');
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => /^ai\.openclaw\..+\.plist$/u.test(name) && name !== 'ai.openclaw.node.plist',
  );
  const agents = await Promise.all(names.map((name) => read(path.join(folder, name))));
  return agents.flatMap((agent) => (agent === undefined ? [] : [{ words: wordsOfAgent(agent.text), writtenAtMs: agent.writtenAtMs }]));
};

/**
 * How a gateway that runs may have been started, by the record of the service manager; several where it may be one of several. The version that an
 * older installation wrote into it (`OPENCLAW_SERVICE_VERSION`) is that of the day of the installation, and an upgrade leaves it: it is not read.
 */
export const serviceCommands = async (question: ServiceQuestion): Promise<readonly ServiceCommand[]> => {
  if (question.platform === 'linux') return bySystemd(question);
  return question.platform === 'darwin' ? byLaunchd(question) : [];
};
