// Why a file of OpenClaw could not be written. In every case it is as it was before.
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import type { Hint } from '../shared/remedy.ts';
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
  | 'hard-link'
  | 'foreign-owner'
  | 'access-list'
  | 'backup'
  | 'unknown';

type Words = (file: string, uid: number | undefined) => readonly [sentence: string, hint: Hint];

/** A shell takes a number for a user with a `#` before it. */
const userOf = (uid: number | undefined): string => (uid === undefined ? 'its owner' : `user ${uid}`);

const words: Readonly<Record<WriteProblem, Words>> = {
  'read-only': (file) => [
    `${file} is read-only; nothing was written.`,
    'Make the file writable (chmod u+w; chattr -i where it is immutable), or ask its owner.',
  ],
  'no-permission': (file) => [
    `${file} may not be replaced by this user; nothing was written.`,
    'Check who owns the file and its folder, or run the console as that user.',
  ],
  'read-only-disk': (file) => [
    `${file} is on a disk that is mounted read-only; nothing was written.`,
    'Mount the disk for writing, then try again.',
  ],
  'disk-full': (file) => [
    `The disk of ${file} is full; nothing was written.`,
    'Free some space, then try again.',
  ],
  'folder-gone': (file) => [
    `The folder of ${file} is not there; nothing was written.`,
    ['Bring the folder back, or mount its disk.', { action: 'read-config' }],
  ],
  'in-use': (file) => [
    `${file} cannot be replaced: the file itself is mounted, or another program holds it; nothing was written.`,
    'In a container, mount the folder of the config instead of the file.',
  ],
  'link-loop': (file) => [
    `${file} is a link that leads back to itself; nothing was written.`,
    'Point the link at the config file.',
  ],
  'not-a-file': (file) => [
    `${file} is not a plain file; nothing was written.`,
    'Name the config file itself with --config.',
  ],
  'not-utf8': (file) => [
    `${file} is not UTF-8 throughout, and writing it would damage the rest; nothing was written.`,
    'Save it as UTF-8 in an editor, then try again.',
  ],
  'hard-link': (file) => [
    `${file} has a second name (a hard link), which a write would leave with the old text; nothing was written.`,
    'Make one of the two a symbolic link (ln -s), or a copy of its own (cp FILE NEW, then mv NEW FILE).',
  ],
  'foreign-owner': (file, uid) => [
    `${file} belongs to ${userOf(uid)}, who could not read it any more if this user wrote it; nothing was written.`,
    uid === undefined ? 'Run this as the owner.' : `Run this as its owner: sudo -u '#${uid}' zalouser-tui …`,
  ],
  'access-list': (file) => [
    `${file} has an access list (ACL) which cannot be kept here; nothing was written.`,
    'Run this as the owner of the file on a system with GNU cp, or take the list away first (setfacl -b).',
  ],
  backup: (file) => [
    `The backup ${file}.bak could not be made; nothing was written.`,
    'Check the .bak files beside the config, then try again.',
  ],
  unknown: (file) => [
    `${file} could not be written; it is as it was.`,
    'Check the disk and the permissions, then try again.',
  ],
};

/** What to do instead where the file is one of the pairing store. */
const storeHints: Partial<Readonly<Record<WriteProblem, Hint>>> = {
  'folder-gone': 'Bring the folder back, or mount its disk, then try again.',
  'in-use': 'In a container, mount the folder of the store instead of the file.',
  'link-loop': 'Remove the link.',
  'not-a-file': 'Move it away: OpenClaw makes a new one.',
};

/** `uid`: whose the file is, where that is the problem; `detail`: the system's word (`EACCES`). */
export interface WriteFailure {
  readonly file: string;
  readonly problem?: WriteProblem | undefined;
  readonly uid?: number | undefined;
  readonly detail?: string | undefined;
}

/** Why a file of the pairing store is not read. */
export const storeFileSentences = {
  tooBig: (bytes: number) => `It has ${bytes} bytes.`,
  /** A folder, a pipe, a socket, a device: there is nothing to copy, and OpenClaw can neither read nor write it. */
  storeNotAFile: (file: string): ErrorView => ({
    ...view(
      'store-unreadable',
      `What stands in the place of the pairing store, ${shown(file)}, is not a plain file.`,
      'Move it away: OpenClaw makes a new one.',
    ),
    file,
  }),
} as const;

export const configWriteErrors = {
  /** Another program would write there. `uid`: whose it is. */
  foreignOwner: ({ file, uid }: { file: string; uid: number }): ErrorView =>
    view(
      'foreign-owner',
      `${shown(file)} belongs to user ${uid}, who could not read what openclaw would write as this user; it was not run.`,
      `Run this as its owner: sudo -u '#${uid}' zalouser-tui …`,
    ),

  configWriteFailed: ({ file, problem = 'unknown', uid, detail }: WriteFailure): ErrorView => {
    const [sentence, hint] = words[problem](shown(file), uid);
    return view('config-write-failed', sentence, hint, detail);
  },

  /** The same of a file of the pairing store. */
  storeWriteFailed: ({ file, problem = 'unknown', uid, detail }: WriteFailure): ErrorView => {
    const [sentence, hint] = words[problem](shown(file), uid);
    return { ...view('store-write-failed', sentence, storeHints[problem] ?? hint, detail), file };
  },
} as const;
