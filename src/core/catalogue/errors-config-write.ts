// Why a config file could not be written. In every case the file is as it was before.
import type { ErrorView } from '../errors.ts';
import { shown, view } from './error-view.ts';

/** What stood in the way of a write. */
export type WriteProblem =
  | 'read-only'
  | 'no-permission'
  | 'read-only-disk'
  | 'disk-full'
  | 'folder-gone'
  | 'in-use'
  | 'link-loop'
  | 'not-a-file'
  | 'not-utf8'
  | 'backup'
  | 'unknown';

type Words = (file: string) => readonly [sentence: string, hint: string];

const words: Readonly<Record<WriteProblem, Words>> = {
  'read-only': (file) => [`${file} is read-only; nothing was written.`, 'Make the file writable (chmod u+w), or ask its owner.'],
  'no-permission': (file) => [
    `${file} may not be replaced by this user; nothing was written.`,
    'Check who owns the file and its folder, or run the console as that user.',
  ],
  'read-only-disk': (file) => [
    `${file} is on a disk that is mounted read-only; nothing was written.`,
    'Mount the disk for writing, then try again.',
  ],
  'disk-full': (file) => [`The disk of ${file} is full; nothing was written.`, 'Free some space, then try again.'],
  'folder-gone': (file) => [
    `The folder of ${file} is not there; nothing was written.`,
    'Bring the folder back, or mount its disk, then read the config again with r.',
  ],
  'in-use': (file) => [
    `${file} cannot be replaced: the file itself is mounted, or another program holds it; nothing was written.`,
    'In a container, mount the folder of the config instead of the file.',
  ],
  'link-loop': (file) => [`${file} is a link that leads back to itself; nothing was written.`, 'Point the link at the config file.'],
  'not-a-file': (file) => [`${file} is not a plain file; nothing was written.`, 'Name the config file itself with --config.'],
  'not-utf8': (file) => [
    `${file} is not UTF-8 throughout, and writing it would damage the rest; nothing was written.`,
    'Save it as UTF-8 in an editor, then try again.',
  ],
  backup: (file) => [
    `The backup ${file}.bak could not be made; nothing was written.`,
    'Check the .bak files beside the config, then try again.',
  ],
  unknown: (file) => [`${file} could not be written; it is as it was.`, 'Check the disk and the permissions, then try again.'],
};

export const configWriteErrors = {
  /** `detail`: the system's word (`EACCES`). */
  configWriteFailed: ({
    file,
    problem = 'unknown',
    detail,
  }: {
    file: string;
    problem?: WriteProblem | undefined;
    detail?: string | undefined;
  }): ErrorView => {
    const [sentence, hint] = words[problem](shown(file));
    return view('config-write-failed', sentence, hint, detail);
  },
} as const;
