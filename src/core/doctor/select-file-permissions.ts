// What is to be known about files, logs and configs around the channel, and about the pairing store.
import path from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';
import type { OpenFile } from './model.ts';
import { filePermissionSentences as words } from './words.ts';

/** A path as it could be typed into a shell. */
export const quoted = (file: string): string =>
  /^[\w@%+=:,./~-]+$/u.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;

/** The command that closes a file, as it could be typed into a shell. */
export const closeCommand = ({ path: file, isFolder }: Pick<OpenFile, 'path' | 'isFolder'>): string =>
  `chmod ${isFolder ? '700' : '600'} ${quoted(file)}`;

const codes = {
  session: 'credentials-readable',
  config: 'secrets-readable',
  store: 'pairing-store-readable',
} as const;

const sentenceOf = ({ kind, path: file, profile, isWritable, isReachable }: OpenFile): string => {
  switch (kind) {
    case 'session':
      return words.sessionOpen(profile, isWritable, isReachable);
    case 'config':
      return words.configOpen(file, isWritable, isReachable);
    case 'store':
      return words.storeOpen(file, isWritable, isReachable);
  }
};

const openFiles = ({ filePermissions, config }: ConsoleState): readonly Finding[] =>
  filePermissions.openFiles.flatMap((file): readonly Finding[] => {
    const command = closeCommand(file);
    const owner = config.accounts.find(({ profile }) => profile.value === file.profile);
    return [
      {
        code: codes[file.kind],
        severity: file.isReachable ? 'problem' : 'note',
        sentence: sentenceOf(file),
        fix: file.isOurs ? words.closeFix(command) : words.closeFixOther(command),
        place: { file: file.path },
        ...(owner === undefined ? {} : { accountId: owner.id }),
      },
    ];
  });

const logLeaks = ({ filePermissions: { log } }: ConsoleState): readonly Finding[] => {
  if (log === undefined) return [];
  const common = { code: 'codes-in-log', fix: words.codesFix, place: { file: log.file } };
  return log.pending > 0
    ? [
        {
          ...common,
          severity: log.isReadable ? 'problem' : 'warning',
          sentence: words.codesInLog(log.pending, log.isReadable),
        },
      ]
    : [{ ...common, severity: 'note', sentence: words.oldCodesInLog(log.codes) }];
};

/** How to start the console so that it reads a config: a config of the usual name stands for its whole state folder. */
const startOn = (file: string): string =>
  path.basename(file) === 'openclaw.json'
    ? `OPENCLAW_STATE_DIR=${quoted(path.dirname(file))} zalouser-tui`
    : `OPENCLAW_CONFIG_PATH=${quoted(file)} zalouser-tui`;

const configChecks = ({ configCheck: { value, atMs = 0 }, config }: ConsoleState): readonly Finding[] => {
  if (value === undefined) return [];
  const { otherServiceConfig, otherCliConfig, isValid, issue } = value;
  // What it said of another text says nothing of this one.
  const isCurrent = config.readAtMs === undefined || atMs >= config.readAtMs;
  return [
    ...(otherServiceConfig === undefined
      ? []
      : [
          {
            code: 'gateway-other-config',
            severity: 'problem' as const,
            sentence: words.otherServiceConfig(otherServiceConfig, config.path),
            fix: words.otherServiceConfigFix(startOn(otherServiceConfig)),
          },
        ]),
    // One and the same mistake is told of once.
    ...(otherCliConfig === undefined || otherCliConfig === otherServiceConfig
      ? []
      : [
          {
            code: 'openclaw-other-config',
            severity: 'problem' as const,
            sentence: words.otherCliConfig(otherCliConfig, config.path),
            fix: words.otherCliConfigFix(startOn(otherCliConfig)),
          },
        ]),
    // A config that we cannot read either has findings with file and line.
    ...(isValid === false && isCurrent && config.status === 'ready' && otherCliConfig === undefined
      ? [
          {
            code: 'openclaw-refuses-config',
            severity: 'problem' as const,
            sentence: words.refused(issue),
            fix: words.refusedFix,
          },
        ]
      : []),
  ];
};

/** Files that others may read, codes in the log, configs that are not ours. */
export const filePermissionFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [state.filePermissions, state.configCheck, state.config],
  (state): readonly Finding[] => [...openFiles(state), ...logLeaks(state), ...configChecks(state)],
);

/** The files of this user that others may read or change. */
export const closableFiles: (state: ConsoleState) => readonly OpenFile[] = memoizeOn(
  (state: ConsoleState) => [state.filePermissions],
  (state) => state.filePermissions.openFiles.filter(({ isOurs }) => isOurs),
);

// What keeps the pairing store from being read or written.

const fixOf = ({ code, file, hint, detail }: ErrorView): Pick<Finding, 'fix'> => {
  // One of a later version, which has no detail, is none that is damaged.
  const isDamaged = code === 'store-corrupt' && file !== undefined && detail !== undefined;
  const fix = isDamaged ? words.storeDamagedFix(`cp ${quoted(file)} ${quoted(`${file}.damaged`)}`) : hint;
  return fix === undefined ? {} : { fix };
};

const findingOf = (error: ErrorView): Finding => ({
  code: error.code,
  severity: 'problem',
  sentence: error.sentence,
  ...fixOf(error),
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
