// What keeps the pairing store from being read or written.

import type { Finding } from '../model/finding.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';
import { quoted } from './select-file-permissions.ts';
import { housekeepingSentences as words } from './words-file-permissions.ts';

const cureOf = ({ code, file, hint, detail }: ErrorView): Pick<Finding, 'cure'> => {
  // One of a later version, which has no detail, is none that is damaged.
  const isDamaged = code === 'store-corrupt' && file !== undefined && detail !== undefined;
  const cure = isDamaged ? words.storeDamagedCure(`cp ${quoted(file)} ${quoted(`${file}.damaged`)}`) : hint;
  return cure === undefined ? {} : { cure };
};

const findingOf = (error: ErrorView): Finding => ({
  code: error.code,
  severity: 'problem',
  sentence: error.sentence,
  ...cureOf(error),
  ...(error.file === undefined ? {} : { place: { file: error.file } }),
});

/** The last reading failed on a file. That a gateway or a program does not answer is told elsewhere. */
const unread = ({ status, error }: ConsoleState['pairing']): readonly ErrorView[] =>
  status === 'failed' &&
  error !== undefined &&
  (error.code === 'store-corrupt' || error.code === 'store-unreadable')
    ? [error]
    : [];

/** A decision waited for the lock until it gave up. */
const locked = ({ work }: ConsoleState['pairing']): readonly ErrorView[] => {
  const failed = Object.values(work).flatMap((one) =>
    one.status === 'failed' && one.error.code === 'store-locked' ? [one.error] : [],
  );
  return failed.slice(0, 1);
};

/** A store that is damaged, cannot be read, or that somebody holds. */
export const storeFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  ({ pairing: { status, error, work } }: ConsoleState) => [status, error, work],
  ({ pairing }): readonly Finding[] => [...unread(pairing), ...locked(pairing)].map(findingOf),
);
