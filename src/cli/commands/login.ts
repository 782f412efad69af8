// `zalouser-tui login`: the code on the terminal, then what the phone does with it.

import { styleText } from 'node:util';
import {
  type Account,
  type AccountId,
  type Console,
  type ConsoleState,
  type ErrorView,
  type LoginState,
  leftToDo,
  type Scope,
  sentences,
  sessionOf,
} from '../../core/faces.ts';
import { halfBlocks, qrModules, qrPicture } from '../../tui/components/qr.ts';
import { exitCodes } from '../exit-codes.ts';
import { errorLines, errorReport, iso } from '../reports/parts.ts';
import type { LoginReport } from '../reports/status.ts';
import { cliSentences } from '../words.ts';
import type { Printer, StreamCommand } from './command.ts';
import { noSuchAccount } from './unread-config.ts';

const words = cliSentences.oneShot;

const accountOf = ({ config }: ConsoleState, scope: Scope): Account | undefined =>
  scope === 'all'
    ? (config.accounts.find(({ isDefault }) => isDefault) ?? config.accounts[0])
    : config.accounts.find(({ id }) => id === scope);

/** Black on white whatever the theme; undefined where it would have to be cut. */
const qrLines = (text: string, columns: number): readonly string[] | undefined => {
  const modules = qrModules(text);
  const picture = modules && qrPicture(modules, halfBlocks, { columns, rows: Number.POSITIVE_INFINITY });
  return picture?.rows.map((runs) =>
    runs.map((run) => styleText(['black', 'bgWhite'], run.text, { validateStream: false })).join(''),
  );
};

/** The code goes to a person's terminal only: in a file or a pipe it would be a credential lying about. */
const waitingLines = (
  state: LoginState & { readonly status: 'waiting' },
  { isTerminal, columns }: Printer,
): Pick<Delivery, 'drawn' | 'lines'> => {
  const drawn = isTerminal ? qrLines(state.qrText, columns) : undefined;
  const picture = state.qrPath === undefined ? [] : [words.login.picture(state.qrPath)];
  return drawn === undefined
    ? { lines: [...picture, words.login.scanPicture] }
    : { drawn, lines: [...picture, words.login.scan] };
};

interface Delivery {
  readonly drawn?: readonly string[];
  readonly lines: readonly string[];
  readonly report: LoginReport;
  readonly error?: ErrorView;
}

const failedAs = (account: AccountId, error: ErrorView): Delivery => ({
  lines: [],
  report: { event: 'failed', account, error: errorReport(error) },
  error,
});

const printedOf = (state: LoginState, printer: Printer): Delivery | undefined => {
  switch (state.status) {
    case 'idle':
    case 'starting':
    case 'handed-over':
      return undefined;
    case 'waiting':
      return {
        ...waitingLines(state, printer),
        // It may still be scanned, but nobody should wait for a picture that holds no code.
        ...(state.qrError === undefined ? {} : { error: state.qrError }),
        report: {
          event: 'waiting',
          account: state.accountId,
          picture: state.qrPath ?? null,
          expiresAt: state.expiresAtMs === undefined ? null : iso(state.expiresAtMs),
        },
      };
    case 'scanned':
      return {
        lines: [words.login.scanned(state.byName)],
        report: { event: 'scanned', account: state.accountId, by: state.byName },
      };
    case 'logged-in':
      return {
        lines: [words.login.done(state.accountId, state.displayName)],
        report: {
          event: 'logged-in',
          account: state.accountId,
          name: state.displayName ?? null,
          id: state.userId ?? null,
        },
      };
    case 'already-linked':
      return failedAs(state.accountId, words.login.already(state.accountId));
    case 'declined':
      return failedAs(state.accountId, sentences.errors.loginDeclined());
    case 'expired':
      return failedAs(state.accountId, words.login.expired());
    case 'cancelled':
      return failedAs(state.accountId, words.login.cancelled());
    case 'failed':
      return failedAs(state.accountId, state.error);
  }
};

/** What a gateway on this machine would have to be told. */
const nextLines = (state: ConsoleState): readonly string[] => {
  if (state.login.status !== 'logged-in') return [];
  const { needsRestart, hasOwnSessions } = leftToDo(state, state.login);
  return [
    ...(needsRestart
      ? [state.openclaw.status === 'missing' ? words.login.restartByHand : words.login.restart]
      : []),
    ...(hasOwnSessions ? [words.login.ownSession] : []),
  ];
};

/** Tells each state once, until the last. Resolves with the exit code. */
const follow = async ({ store, login }: Console, printer: Printer, signal: AbortSignal): Promise<number> =>
  new Promise((resolve) => {
    let last = '';
    const onState = (state: ConsoleState): void => {
      const { login } = state;
      // A code that was renewed is another piece of news.
      const what = login.status === 'waiting' ? `waiting ${login.qrText}` : login.status;
      if (what === last) return;
      last = what;
      const news = printedOf(login, printer);
      if (news === undefined) return;
      if (news.drawn !== undefined) printer.draw(news.drawn);
      printer.say(news.lines, news.report);
      if (news.error !== undefined) printer.note(errorLines(news.error));
      const next = nextLines(state);
      if (next.length > 0) printer.note(next);
      if (news.report.event !== 'logged-in' && news.report.event !== 'failed') return;
      unsubscribe();
      resolve(news.error === undefined ? exitCodes.ok : exitCodes.internal);
    };
    const unsubscribe = store.subscribe(onState);
    signal.addEventListener('abort', () => void login.cancel(), { once: true });
    onState(store.getState());
  });

const refuse = (account: AccountId | null, error: ErrorView, printer: Printer): number => {
  printer.say([], { event: 'failed', account, error: errorReport(error) } satisfies LoginReport);
  printer.note(errorLines(error));
  return exitCodes.internal;
};

/** `zalouser-tui login`: the default account, or that of `--account`. */
export const login: StreamCommand = {
  type: 'stream',
  tell: async (console, { scope, flags }, printer, signal) => {
    await console.start();
    const account = accountOf(console.store.getState(), scope);
    if (account === undefined) return refuse(null, noSuchAccount(console.store.getState(), scope), printer);
    const { id } = account;
    await console.accounts.probe(id);
    const isLive = sessionOf(console.store.getState(), id).status === 'logged-in';
    const isForced = flags.includes('--again');
    // A log-in takes the session from whoever uses it.
    if (isLive && !isForced) return refuse(id, words.login.already(id), printer);
    const begun = await console.login.start(id, { isForced });
    return begun.ok ? follow(console, printer, signal) : refuse(id, begun.error, printer);
  },
};
