import type { ErrorView } from '../shared/error-view.ts';
import { shown, view } from '../shared/words.ts';

// Why the feed could not be saved to a file. In every case what stood there before is untouched.

/** What stands in the way of an export. */
export type ExportProblem =
  | 'no-path'
  | 'exists'
  | 'is-folder'
  | 'not-a-file'
  | 'folder-missing'
  | 'no-permission'
  | 'read-only-disk'
  | 'disk-full'
  | 'name-too-long'
  | 'foreign-owner'
  | 'access-list'
  | 'unknown';

type Words = (file: string) => readonly [sentence: string, hint: string];

const words: Readonly<Record<ExportProblem, Words>> = {
  'no-path': () => ['There is no name for the file.', 'Type a path, such as ~/feed.ndjson.'],
  exists: (file) => [
    `${file} is there already; nothing was written.`,
    'Choose another name, or save it once more and say that it may be replaced.',
  ],
  'is-folder': (file) => [`${file} is a folder.`, 'Add the name of a file to it.'],
  'not-a-file': (file) => [`${file} is not a plain file, so it is not replaced.`, 'Choose another name.'],
  'folder-missing': (file) => [
    `The folder of ${file} is not there; nothing was written.`,
    'Make the folder first, or choose another.',
  ],
  'no-permission': (file) => [`This user may not write ${file}.`, 'Choose a folder of your own, such as ~.'],
  'read-only-disk': (file) => [
    `${file} is on a disk that is mounted read-only; nothing was written.`,
    'Choose another folder.',
  ],
  'disk-full': (file) => [
    `The disk of ${file} is full; nothing was written.`,
    'Free some space, or choose another disk.',
  ],
  'name-too-long': (file) => [`The name ${file} is too long.`, 'Choose a shorter one.'],
  'foreign-owner': (file) => [
    `${file} belongs to another user, and what replaces it would not; nothing was written.`,
    'Choose another name.',
  ],
  'access-list': (file) => [
    `${file} has an access list, which what replaces it would lose; nothing was written.`,
    'Choose another name.',
  ],
  unknown: (file) => [`${file} could not be written.`, 'Try another path.'],
};

export const exportErrors = {
  /** `detail`: the system's word (`EIO`). */
  exportFailed: ({
    file,
    problem,
    detail,
  }: {
    file: string;
    problem: ExportProblem;
    detail?: string | undefined;
  }): ErrorView => {
    const [sentence, hint] = words[problem](shown(file));
    return view('export-failed', sentence, hint, detail);
  },
} as const;

// Words of the export of the feed.
const messageCount = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

export const feedExportSentences = {
  title: 'Save the feed to a file',
  what: (count: number, view: string | undefined) =>
    view === undefined
      ? `${messageCount(count)}, one JSON object a line (NDJSON).`
      : `${messageCount(count)} of ${view}, one JSON object a line (NDJSON).`,
  how: 'With texts, ids, verdicts and raw lines. Only you can read the file. ~ is your home folder.',
  nothing: 'Nothing is shown that could be saved.',
  saved: (count: number, file: string) => `Saved ${messageCount(count)} to ${file}`,
  replaceTitle: 'Replace the file?',
  replaceWhat: (file: string) => `${file} is there already.`,
  replaceMeans: 'What is in it now will be gone.',
  replaceConfirm: 'Replace',
  /** `view blocked, filter "áo", sender Nguyễn An`. */
  ofView: (view: string) => `view ${view}`,
  ofFilter: (filter: string) => `filter "${filter}"`,
} as const;
