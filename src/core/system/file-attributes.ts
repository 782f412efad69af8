// What a mode does not say of a file: access lists and extended attributes. Node knows neither, so `ls` and `cp` are asked, which every
// system has. Nothing here rejects.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { execa } from 'execa';

/** Has the file an access list? `unknown`: this system's programs do not tell (BusyBox). */
export type AccessMark = 'list' | 'none' | 'unknown';

const limits = { reject: false, timeout: 10_000, maxBuffer: 65_536, stdin: 'ignore', env: { LC_ALL: 'C' } } as const;

let isLsOfGnu: Promise<boolean> | undefined;

/** Only GNU's and those of the BSDs mark a list; BusyBox has an `ls` without marks, and knows no `--version`. Asked once. */
const canLsTell = async (platform: NodeJS.Platform): Promise<boolean> => {
  if (platform !== 'linux') return true;
  isLsOfGnu ??= execa('ls', ['--version'], limits).then(({ exitCode }) => exitCode === 0);
  return isLsOfGnu;
};

/** The `+` after the mode in `ls -l`, or the lines of the list that macOS adds; undefined for what is none of it. */
export const parseAccessMark = (output: string): Exclude<AccessMark, 'unknown'> | undefined => {
  const mark = /^[-a-z][-rwxsStT]{9}(.)/u.exec(output)?.[1];
  if (mark === undefined) return undefined;
  return mark === '+' || /\n\s*\d+: \S/u.test(output) ? 'list' : 'none';
};

/** Looks whether a file has an access list. @param file absolute; a link is not followed */
export const accessMarkOf = async (file: string, platform: NodeJS.Platform = process.platform): Promise<AccessMark> => {
  if (platform === 'win32') return 'unknown';
  try {
    // On macOS the mark of extended attributes, which nearly every file has, stands in place of that of a list: the list itself is asked for.
    const { exitCode, stdout } = await execa('ls', [platform === 'darwin' ? '-ldne' : '-ldn', file], limits);
    const mark = exitCode === 0 ? parseAccessMark(stdout) : undefined;
    if (mark === 'list') return mark;
    if (mark === 'none' && (await canLsTell(platform))) return mark;
    // Prints nothing of a file whose mode says all.
    const asked = await execa('getfacl', ['-cps', file], limits);
    if (asked.exitCode !== 0) return 'unknown';
    return asked.stdout.trim() === '' ? 'none' : 'list';
  } catch {
    return 'unknown';
  }
};

/**
 * Gives an open file the extended attributes of another, as far as permitted; with `isWithAccess` also mode and access list. Only GNU's `cp`
 * can: elsewhere nothing happens. It is handed open files, not names, so that nobody can put another file in their place.
 */
export const copyAttributes = async (from: string, to: FileHandle, isWithAccess: boolean): Promise<void> => {
  let source: FileHandle | undefined;
  try {
    source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const what = `--preserve=${isWithAccess ? 'mode,xattr' : 'xattr'}`;
    // Not by execa, whose children have only files of its own making beside the three.
    const child = spawn('cp', ['--attributes-only', what, '/dev/fd/3', '/dev/fd/4'], {
      stdio: ['ignore', 'ignore', 'ignore', source.fd, to.fd],
      timeout: limits.timeout,
    });
    await once(child, 'close');
  } catch {
    // Whether the list is there is asked of the new file.
  } finally {
    await source?.close().catch(() => {});
  }
};
