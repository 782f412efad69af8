// `zca install`, `zca uninstall`: the launcher through which a gateway finds this zca. What is written or removed is shown first, and asked.
import { randomBytes } from 'node:crypto';
import { access, chmod, constants, lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Failure, systemCode } from '../failure.ts';
import type { Host } from '../host.ts';
import { type GatewayPath, gatewayPaths } from '../install/gateway-path.ts';
import { launcherText } from '../install/launcher.ts';
import { type FoundZca, placesOn, zcaIn, zcaOn } from '../install/place.ts';

/** Flags of `install`. */
export interface InstallOptions {
  readonly dir?: string;
  readonly behind?: string;
  readonly yes?: boolean;
  /** What is said stays until it has been read: the console takes the terminal back after it. */
  readonly pause?: boolean;
}

/** Flags of `uninstall`. */
export interface UninstallOptions {
  readonly dir?: string;
  readonly yes?: boolean;
}

const homeOf = (host: Host): string => host.env['HOME'] || homedir();

const pathsOf = async (host: Host, proc: string): Promise<readonly GatewayPath[]> => {
  if (host.platform === 'win32')
    throw new Failure('On Windows a launcher cannot be made. Give the gateway a zca by hand.');
  return gatewayPaths({ platform: host.platform, homeDir: homeOf(host), proc });
};

/** One question on the terminal, or a wait for Enter; Ctrl+D answers nothing, Ctrl+C ends the program. */
const ask = async (host: Host, question: string): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  // A terminal that is read line by line gives it as a key.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  terminal.on('close', () => closed.abort());
  try {
    return await terminal.question(question, { signal: AbortSignal.any([host.signal, closed.signal]) });
  } catch (error) {
    if (host.signal.aborted) throw error;
    return '';
  } finally {
    terminal.close();
  }
};

const hasTerminal = (host: Host): boolean => process.stdin.isTTY && host.isTerminal;

/** Without a terminal there is nobody to ask. @throws Failure then */
const confirmed = async (host: Host, question: string, yes: boolean | undefined): Promise<boolean> => {
  if (yes === true) return true;
  if (!hasTerminal(host)) throw new Failure('There is no terminal to ask on. Run it in one, or say --yes.');
  return /^y(?:es)?$/iu.test((await ask(host, `${question} [y/N] `)).trim());
};

const whose = ({ from }: GatewayPath): string => {
  if (from.type === 'process') return `The gateway (pid ${from.pid}) looks for programs in`;
  if (from.type === 'service') return `The gateway’s service (${from.file}) looks for programs in`;
  return 'No gateway was found here. Its service would look for programs in';
};

const foundLine = (found: FoundZca | undefined): string => {
  if (found === undefined) return 'It finds no zca there.';
  return found.isOurs ? `It finds ours: ${found.file}` : `It finds another zca: ${found.file}`;
};

/** The other zca, checked: it is there, can be run, and is not ours. @throws Failure */
const behindOf = async (host: Host, named: string | undefined): Promise<string | undefined> => {
  if (named === undefined) return undefined;
  const file = path.resolve(host.cwd, named);
  const realFile = await realpath(file).catch((error: unknown) => {
    throw new Failure(`There is no program at ${file} (${systemCode(error) ?? String(error)}).`);
  });
  await access(realFile, constants.X_OK).catch(() => {
    throw new Failure(`${file} may not be executed.`);
  });
  const there = await zcaIn(path.dirname(file));
  const isOurs = realFile === (await realpath(host.script)) || (there?.realFile === realFile && there.isOurs);
  if (isOurs) throw new Failure(`${file} is this zca itself: it cannot be behind itself.`);
  return file;
};

/** The folder for the launcher: the one that was named, else the best for all gateways, else for the first. @throws Failure where there is none */
const folderFor = async (
  host: Host,
  paths: readonly GatewayPath[],
  named: string | undefined,
): Promise<string> => {
  if (named !== undefined) return path.resolve(host.cwd, named);
  const places = await Promise.all(paths.map(async ({ folders }) => placesOn(folders, homeOf(host))));
  const [first = []] = places;
  const best = first.find((folder) => places.every((one) => one.includes(folder))) ?? first[0];
  if (best !== undefined) return best;
  throw new Failure(
    'None of these folders can be written to in front of every other zca. Name one with --dir FOLDER: it is then said how the gateway gets it on its PATH.',
  );
};

const writeLauncher = async (file: string, text: string): Promise<void> => {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(temporary, text, { flag: 'wx', mode: 0o755 });
    await chmod(temporary, 0o755);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Failure(`${file} could not be written (${systemCode(error) ?? String(error)}).`);
  }
};

const dropIn = '.config/systemd/user/openclaw-gateway.service.d/zalouser-tui.conf';

/** How a folder gets on a PATH that does not have it. */
const howOnPath = (host: Host, { from, folders }: GatewayPath, folder: string): string => {
  const value = [folder, ...folders].join(':');
  if (host.platform === 'darwin') {
    const file = from.type === 'service' ? from.file : '~/Library/LaunchAgents/ai.openclaw.gateway.plist';
    return `Put it there: in ${file}, the PATH under EnvironmentVariables becomes\n  ${value}\nthen: launchctl bootout gui/$UID ${file}; launchctl bootstrap gui/$UID ${file}`;
  }
  const file = from.type === 'service' ? `${from.file}.d/zalouser-tui.conf` : path.join(homeOf(host), dropIn);
  return `Where the gateway is a service, put this into ${file}:\n  [Service]\n  Environment="PATH=${value}"\nthen: systemctl --user daemon-reload && systemctl --user restart openclaw-gateway\nElse start it with this PATH.`;
};

/** What each gateway finds now. */
const checkLines = async (
  host: Host,
  paths: readonly GatewayPath[],
  file: string,
): Promise<readonly string[]> => {
  const realFile = await realpath(file);
  const lines = await Promise.all(
    paths.map(async (gateway): Promise<string> => {
      const found = await zcaOn(gateway.folders);
      const name = gateway.from.type === 'process' ? `The gateway (pid ${gateway.from.pid})` : 'The gateway';
      if (found?.realFile === realFile) return `${name} finds it.`;
      if (found === undefined || !gateway.folders.includes(path.dirname(file)))
        return `${name} does not find it: ${path.dirname(file)} is not on its PATH. ${howOnPath(host, gateway, path.dirname(file))}`;
      return `${name} finds ${found.file} before it.`;
    }),
  );
  return [...lines, 'Restart the gateway, so that it listens through it: openclaw gateway restart'];
};

const putLauncher = async (host: Host, options: InstallOptions, proc: string): Promise<void> => {
  const paths = await pathsOf(host, proc);
  const behind = await behindOf(host, options.behind);
  for (const gateway of paths) {
    const found = await zcaOn(gateway.folders);
    await host.print(`${whose(gateway)}:\n  ${gateway.folders.join('\n  ')}\n${foundLine(found)}\n`);
    if (found !== undefined && !found.isOurs && behind === undefined)
      await host.print(
        `Ours would be used in its place, with the same log-ins. To keep it at work behind ours: --behind ${found.file}\n`,
      );
  }
  const folder = await folderFor(host, paths, options.dir);
  const file = path.join(folder, 'zca');
  const there = await zcaIn(folder);
  if (there !== undefined && !there.isOurs)
    throw new Failure(
      `${file} is another program, and is left as it is. Name another folder with --dir FOLDER.`,
    );
  const text = launcherText({ node: process.execPath, script: host.script, behind });
  if (/\/_npx\//u.test(host.script))
    await host.print(
      'This package lies in the cache of npx, which npm may empty. Better: npm install -g zalouser-tui, then zalouser-tui zca install\n',
    );
  await host.print(
    `\n${there === undefined ? 'To be written' : 'To be replaced'}: ${file} (0755)\n\n${text.replaceAll(/^(?=.)/gmu, '  ')}\n`,
  );
  if (!(await confirmed(host, 'Write it?', options.yes))) return host.print('Nothing was written.\n');
  await writeLauncher(there?.realFile ?? file, text);
  await host.print(`Written: ${file}\n${(await checkLines(host, paths, file)).join('\n')}\n`);
};

/** `install [--dir D] [--behind PATH] [--yes] [--pause]`. @param proc where Linux shows its processes */
export const install = async (host: Host, options: InstallOptions, proc = '/proc'): Promise<void> => {
  try {
    await putLauncher(host, options, proc);
  } catch (error) {
    if (options.pause !== true || host.signal.aborted || !(error instanceof Failure)) throw error;
    await host.complain(`Error: ${error.message}`);
  }
  if (options.pause === true && hasTerminal(host)) await ask(host, '\nEnter goes back. ');
};

/** The launchers in these folders; a link to one is not what was written. */
const launchersIn = async (folders: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(
    [...new Set(folders)].map(async (folder) => {
      const there = await zcaIn(folder);
      const isFile = there?.isOurs === true && (await lstat(there.file)).isFile();
      return isFile ? [there.file] : [];
    }),
  );
  return found.flat();
};

/** `uninstall [--dir D] [--yes]`. @param proc where Linux shows its processes */
export const uninstall = async (host: Host, options: UninstallOptions, proc = '/proc'): Promise<void> => {
  const paths = await pathsOf(host, proc);
  const own = (host.env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const usual = [path.join(homeOf(host), '.local', 'bin')];
  const named = options.dir === undefined ? [] : [path.resolve(host.cwd, options.dir)];
  const files = await launchersIn([...named, ...paths.flatMap(({ folders }) => folders), ...own, ...usual]);
  if (files.length === 0)
    return host.print('No launcher of this zca was found. Name its folder with --dir FOLDER.\n');
  await host.print(`To be removed:\n  ${files.join('\n  ')}\n`);
  if (!(await confirmed(host, 'Remove it?', options.yes))) return host.print('Nothing was removed.\n');
  for (const file of files) {
    await rm(file).catch((error: unknown) => {
      throw new Failure(`${file} could not be removed (${systemCode(error) ?? String(error)}).`);
    });
    await host.print(`Removed: ${file}\n`);
  }
  for (const gateway of paths) await host.print(`${foundLine(await zcaOn(gateway.folders))}\n`);
};
