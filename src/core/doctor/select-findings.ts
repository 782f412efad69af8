// What is to be known about files, logs and configs around the channel, the pairing store, and sessions that do not fit the config.
import path from 'node:path';
import { sessionAnswers } from '../accounts/select-condition.ts';
import { gatewaySession, reportFindings } from '../gateway/select-report.ts';
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import type { Hint } from '../shared/remedy.ts';
import { type ConsoleState, initialFacts } from '../state.ts';
import type { OpenFile } from './model.ts';
import { checklistSentences, filePermissionSentences as words } from './words.ts';

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

// Where a session does not fit what the config says of its account.

/** Enabled, and nobody is logged in. What zca says of sessions is about gateways that drive it: others have their own, and say so themselves. */
const loggedOut = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { session } = ownOr(state.facts, account.id, initialFacts);
  const isOut =
    session.status === 'logged-out' || session.status === 'no-profile' || session.status === 'ended';
  if (!isOut || !state.config.release.capabilities.drivesZca) return [];
  // The gateway that claims the opposite says it better.
  if (
    reportFindings(state).some(
      ({ code, accountId }) => code === 'gateway-claims-session' && accountId === account.id,
    )
  )
    return [];
  return [
    {
      code: 'account-logged-out',
      severity: 'problem',
      accountId: account.id,
      detail: session.detail,
      sentence: session.status === 'ended' ? words.sessionEnded(account.id) : words.loggedOut(account.id),
      fix: [
        { action: 'log-in', accountId: account.id },
        { action: 'restart-gateway', when: 'then', hasProgram: state.openclaw.status !== 'missing' },
      ],
    },
  ];
};

const hasSession = (state: ConsoleState, { id, profile }: Account): boolean => {
  const { facts, filePermissions, config } = state;
  const { session } = ownOr(facts, id, initialFacts);
  if (!config.release.capabilities.drivesZca) return gatewaySession(state, id) === true;
  if (session.status === 'logged-in') return true;
  // What zca said is newer than any file, and not every zca keeps its sessions where we look. Only where it was not asked, or asked in vain, the
  // file says it.
  const isOpen = session.status === 'unknown' || session.status === 'checking' || session.status === 'failed';
  return isOpen && filePermissions.sessions.includes(profile.value);
};

/** Disabled by itself, and logged in: nobody uses the session. One that an enabled account shares is used. */
const unused = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { accounts, channelEnabled } = state.config;
  const isShared = accounts.some(
    ({ enabled, profile }) => enabled.value && profile.value === account.profile.value,
  );
  if (!channelEnabled || isShared || !hasSession(state, account)) return [];
  const fix: Hint = [{ action: 'enable-or-log-out', profile: account.profile.value }, words.keyThatLiesAbout];
  return [
    {
      code: 'disabled-logged-in',
      severity: 'note',
      accountId: account.id,
      sentence: words.disabledLoggedIn(account.id),
      fix,
    },
  ];
};

/** Could not be asked, beside others that could: where none could, the line of the checklist says so once. */
const unchecked = (state: ConsoleState): readonly Finding[] => {
  const answers = sessionAnswers(state);
  if (!answers.some(({ status }) => status === 'in')) return [];
  return answers.flatMap((answer): readonly Finding[] => {
    if (answer.status !== 'failed') return [];
    const { accountId, sentence, hint, detail } = answer;
    return [
      {
        code: 'account-unchecked',
        severity: 'warning',
        accountId,
        sentence: checklistSentences.loginFailed([accountId], sentence),
        fix: hint,
        detail,
      },
    ];
  });
};

/** Accounts that are logged in but disabled, enabled but logged out, or that could not be asked. */
export const sessionFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [
    state.config,
    state.facts,
    state.filePermissions.sessions,
    state.gatewayReport,
    state.openclaw.status,
    reportFindings(state),
  ],
  (state): readonly Finding[] => {
    const { status, channelEnabled, accounts } = state.config;
    // Without a config, or with the channel off, no account is meant to run.
    if (status !== 'ready' || !channelEnabled) return [];
    return [
      ...accounts.flatMap((account) =>
        account.enabled.value ? loggedOut(state, account) : unused(state, account),
      ),
      ...unchecked(state),
    ];
  },
);
