// Where a gateway looks for programs: the PATH it runs with, else that of its service, else that which a service of its would get.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A search path, and whose it is. */
export interface GatewayPath {
  readonly from:
    | { readonly type: 'process'; readonly pid: number }
    | { readonly type: 'service'; readonly file: string }
    /** No gateway was found here. */
    | { readonly type: 'usual' };
  readonly folders: readonly string[];
}

/** The machine that is looked at. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  /** Where Linux shows its processes. */
  readonly proc: string;
}

const baseName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** A running gateway calls itself `openclaw-gateway`, else it is `node …/openclaw.mjs gateway [run] …` (the OpenClaw contract). */
export const isGateway = (words: readonly string[]): boolean => {
  if (baseName(words[0] ?? '') === 'openclaw-gateway') return true;
  const at = words.findIndex(
    (word) =>
      /^openclaw(?:\.m?js)?$/u.test(baseName(word)) || /\/openclaw\/(?:.*\/)?[\w.-]+\.m?js$/u.test(word),
  );
  const verb = at === -1 ? -1 : words.indexOf('gateway', at);
  const next = words[verb + 1];
  return verb !== -1 && (next === undefined || next === 'run' || next.startsWith('-'));
};

const absolute = (folders: string): readonly string[] => [
  ...new Set(folders.split(':').filter((folder) => folder.startsWith('/'))),
];

const ofProcessesInProc = async (proc: string): Promise<readonly GatewayPath[]> => {
  const pids = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<readonly GatewayPath[]> => {
      const words = await readFile(path.join(proc, pid, 'cmdline'), 'utf8').catch(() => '');
      // What calls itself something has blanks behind it, and one word.
      if (
        !isGateway(
          words
            .trimEnd()
            .split('\0')
            .map((word) => word.trim()),
        )
      )
        return [];
      const env = await readFile(path.join(proc, pid, 'environ'), 'utf8').catch(() => '');
      const value = env.split('\0').find((entry) => entry.startsWith('PATH='));
      if (value === undefined) return [];
      return [
        { from: { type: 'process', pid: Number(pid) }, folders: absolute(value.slice('PATH='.length)) },
      ];
    }),
  );
  return found.flat();
};

/** One line of `ps eww`: the command, then its environment, parted by blanks; a PATH that has some itself is cut there. */
export const pathInPs = (line: string): string | undefined =>
  / PATH=(\S*(?: [^ =]+(?= \w+=| |$))*)/u.exec(line)?.[1];

const ofProcessesByPs = async (): Promise<readonly GatewayPath[]> => {
  const { stdout } = await run('ps', ['-axo', 'pid=,command=']).catch(() => ({ stdout: '' }));
  const pids = stdout.split('\n').flatMap((line) => {
    const [, pid = '', command = ''] = /^\s*(\d+) (.*)$/u.exec(line) ?? [];
    return isGateway(command.split(' ')) ? [pid] : [];
  });
  const found = await Promise.all(
    pids.map(async (pid): Promise<readonly GatewayPath[]> => {
      const shown = await run('ps', ['eww', '-o', 'command=', '-p', pid]).catch(() => ({ stdout: '' }));
      const value = pathInPs(shown.stdout);
      return value === undefined
        ? []
        : [{ from: { type: 'process', pid: Number(pid) }, folders: absolute(value) }];
    }),
  );
  return found.flat();
};

/** `Environment=` of a unit and what is dropped into it: the last PATH counts; `%h` is the home. */
export const pathInUnit = (text: string, homeDir: string): string | undefined => {
  const values = text
    .replaceAll(/\\\r?\n/gu, ' ')
    .split(/\r?\n/u)
    .flatMap((line) => /^\s*Environment\s*=\s*(.*)$/u.exec(line)?.[1] ?? [])
    .flatMap((line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/gu)])
    .map(([, double, single, plain]) => double ?? single ?? plain ?? '');
  const last = values.findLast((value) => value.startsWith('PATH='));
  return last
    ?.slice('PATH='.length)
    .replaceAll(/%([%h])/gu, (_, specifier: string) => (specifier === 'h' ? homeDir : '%'));
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `PATH` among the `EnvironmentVariables` of an agent of launchd. */
export const pathInPlist = (text: string): string | undefined => {
  const variables = /<key>EnvironmentVariables<\/key>\s*<dict>(.*?)<\/dict>/su.exec(text)?.[1] ?? '';
  return /<key>PATH<\/key>\s*<string>(.*?)<\/string>/su
    .exec(variables)?.[1]
    ?.replaceAll(/&(amp|lt|gt|quot|apos);/gu, (whole, name: string) => entities[name] ?? whole);
};

const filesIn = async (folder: string, form: RegExp): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => form.test(name))
    .sort()
    .map((name) => path.join(folder, name));

const ofUnits = async (homeDir: string): Promise<readonly GatewayPath[]> => {
  const units = await filesIn(
    path.join(homeDir, '.config', 'systemd', 'user'),
    /^openclaw-gateway[\w:.@-]*\.service$/u,
  );
  const found = await Promise.all(
    units.map(async (file): Promise<readonly GatewayPath[]> => {
      const all = [file, ...(await filesIn(`${file}.d`, /\.conf$/u))];
      const texts = await Promise.all(all.map(async (one) => readFile(one, 'utf8').catch(() => '')));
      const value = pathInUnit(texts.join('\n'), homeDir);
      return value === undefined ? [] : [{ from: { type: 'service', file }, folders: absolute(value) }];
    }),
  );
  return found.flat();
};

const ofAgents = async (homeDir: string): Promise<readonly GatewayPath[]> => {
  const agents = await filesIn(
    path.join(homeDir, 'Library', 'LaunchAgents'),
    /^ai\.openclaw\.(?!node\.).*\.?plist$/u,
  );
  const found = await Promise.all(
    agents.map(async (file): Promise<readonly GatewayPath[]> => {
      const value = pathInPlist(await readFile(file, 'utf8').catch(() => ''));
      return value === undefined ? [] : [{ from: { type: 'service', file }, folders: absolute(value) }];
    }),
  );
  return found.flat();
};

/** What `openclaw gateway install` writes into a service, where none of the package managers has folders of its own (its source, 2026.2). */
const usualFolders = ({ homeDir, platform }: Machine): readonly string[] => [
  ...['.local/bin', '.npm-global/bin', 'bin', '.volta/bin'].map((folder) => path.join(homeDir, folder)),
  ...(platform === 'darwin' ? ['/opt/homebrew/bin'] : []),
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
];

/** The search paths of all gateways of this user: of those that run, else of the services, else the usual one. */
export const gatewayPaths = async (machine: Machine): Promise<readonly GatewayPath[]> => {
  const { platform, homeDir, proc } = machine;
  const running = platform === 'darwin' ? await ofProcessesByPs() : await ofProcessesInProc(proc);
  if (running.length > 0) return running;
  const services = platform === 'darwin' ? await ofAgents(homeDir) : await ofUnits(homeDir);
  return services.length > 0 ? services : [{ from: { type: 'usual' }, folders: usualFolders(machine) }];
};
