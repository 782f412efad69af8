// Runs one command: opens a console without a screen, asks, answers, ends everything that was started.

import {
  type Clock,
  type Console,
  type ConsoleOptions,
  type ConsoleState,
  createConsole,
  type ErrorView,
  type Scope,
  systemClock,
} from '../../core/index.ts';
import { reportJson } from '../../core/shared/text/report-json.ts';
import { errorLines } from '../error-lines.ts';
import { exitCodes, unwrittenCode } from '../exit-codes.ts';
import type { OneShotOptions } from '../options.ts';
import { cliSentences } from '../words.ts';
import { type Host, openDemoWorld, openRealWorld, openWorldToRead, type World } from '../world.ts';
import type { Answer, Command, Request } from './command.ts';
import { directoryGroups, directoryMembers, directoryPeers, directorySelf } from './directory.ts';
import { doctor } from './doctor.ts';
import { feed } from './feed.ts';
import { hearSignals, type Signals, settle, signalExitCode } from './interruption.ts';
import { login } from './login.ts';
import { createTeller, type Output } from './notifier.ts';
import { pairingApprove, pairingDismiss, pairingRevoke } from './pairing-decide.ts';
import { pairingList } from './pairing-list.ts';
import { runAct } from './run-act.ts';
import { status } from './status.ts';
import type { ConsoleCommandName } from './table.ts';
import { unreadConfigLines } from './unread-config.ts';

/** No command asks longer unless it says so (ms). */
export const oneShotLimitMs = 20_000;

const commands: Readonly<Record<ConsoleCommandName, Command>> = {
  status,
  doctor,
  'pairing list': pairingList,
  'pairing approve': pairingApprove,
  'pairing dismiss': pairingDismiss,
  'pairing revoke': pairingRevoke,
  'directory peers': directoryPeers,
  'directory groups': directoryGroups,
  'directory members': directoryMembers,
  'directory self': directorySelf,
  feed,
  login,
};

const words = cliSentences;

/** Why the account asked for cannot be shown; a config that cannot be read says nothing about that. */
const accountProblem = ({ config: { accounts, status: how, path } }: ConsoleState, scope: Scope): ErrorView | undefined => {
  const ids = accounts.map(({ id }) => id);
  if (scope === 'all' || ids.includes(scope)) return undefined;
  if (how === 'missing') return words.oneShot.onlyImplied(scope, ids, path);
  return how === 'ready' ? words.oneShot.noSuchAccount(scope, ids) : undefined;
};

/** @param lateMs how long was waited, if not everything has answered */
const print = ({ json, lines, error, besides = [], code }: Answer, lateMs: number | undefined, asJson: boolean, output: Output): number => {
  const problems = [
    ...(lateMs === undefined ? [] : errorLines(words.oneShot.late(lateMs))),
    ...(error === undefined ? [] : errorLines(error)),
    ...besides.flatMap(errorLines),
  ];
  if (asJson) output.out.write(`${reportJson(json, 2)}\n`);
  else output.out.say(lines);
  output.err.say(problems);
  // Half an answer is no verdict.
  if (lateMs !== undefined) return exitCodes.internal;
  return code ?? (problems.length === 0 ? exitCodes.ok : exitCodes.internal);
};

const requestOf = ({ accountId: scope = 'all', argument, flags }: OneShotOptions): Request => ({ scope, argument, flags });

/** Where the config cannot be read the account may be there or not: an answer without it is none. */
const withUncertainty = (answer: Answer, { config }: ConsoleState, { scope }: Request): Answer => {
  const isKnown = scope === 'all' || config.status !== 'broken' || config.accounts.some(({ id }) => id === scope);
  return isKnown ? answer : { ...answer, code: exitCodes.internal, error: words.oneShot.accountUncertain(scope) };
};

/** An act may only begin on an account that is there. */
const checkAccount = async (console: Console, { scope }: Request): Promise<ErrorView | undefined> => {
  if (scope === 'all') return undefined;
  await console.actions.reloadConfig();
  return accountProblem(console.store.getState(), scope);
};

const runCommand = async (
  { console, clock }: { readonly console: Console; readonly clock: Clock },
  options: OneShotOptions,
  output: Output,
  { interrupted, signal }: Signals,
): Promise<number> => {
  const command = commands[options.command];
  const request = requestOf(options);
  const answers = (answer: Answer, lateMs?: number): number => print(answer, lateMs, options.asJson, output);
  const problem = await checkAccount(console, request);
  if (problem !== undefined) {
    output.err.say(errorLines(problem));
    return exitCodes.usage;
  }
  /** Goes to stderr whatever the format: an answer about other accounts than those that are meant must not look whole. */
  const tellConfig = (): void => output.err.say(unreadConfigLines(console.store.getState()));
  if (command.type === 'tale') {
    await console.start();
    tellConfig();
    const ended = AbortSignal.any([signal, output.out.failed]);
    const code = await command.tell(console, request, createTeller(options.asJson, output), ended);
    return signal.aborted ? signalExitCode(await interrupted) : (unwrittenCode(output.out.failure()) ?? code);
  }
  if (command.type === 'act') {
    const note = (lines: readonly string[]): void => (options.asJson ? undefined : output.err.say(lines));
    const end = await runAct(command, console, request, { now: clock.now, note }, { limitMs: oneShotLimitMs, interrupted });
    if ('signal' in end) return signalExitCode(end.signal);
    tellConfig();
    return answers(end.answer);
  }
  const { limitMs = oneShotLimitMs } = command;
  const end = await settle(command.learn(console, request), limitMs, interrupted);
  if (end.type === 'signal') return signalExitCode(end.signal);
  if (command.tellsConfig !== true) tellConfig();
  const state = console.store.getState();
  const answer = withUncertainty(command.answer(state, request, clock.now()), state, request);
  // Where there is no config at all, the one account that is implied is all there is.
  const isPartial = state.config.status === 'broken' && command.needsConfig === true;
  return answers(isPartial ? { ...answer, code: exitCodes.internal } : answer, end.type === 'late' ? limitMs : undefined);
};

const open = async (options: OneShotOptions, host: Host): Promise<World> => {
  if (options.isDemo) return openDemoWorld(host);
  return commands[options.command].type === 'tale' ? openRealWorld(options, host) : openWorldToRead(options, host);
};

const runOn = async (consoleOptions: ConsoleOptions, options: OneShotOptions, output: Output, signals: Signals): Promise<number> => {
  const console = createConsole(consoleOptions);
  try {
    return await runCommand({ console, clock: consoleOptions.clock ?? systemClock }, options, output, signals);
  } finally {
    await console.stop();
  }
};

/**
 * Runs a command; when it resolves, with the exit code, everything that was started has ended.
 * @throws whatever kept it from opening
 */
export const runOneShot = async (options: OneShotOptions, host: Host, output: Output): Promise<number> => {
  const signals = hearSignals();
  // Stopping waits on timers that do not keep the process alive by themselves.
  const alive = setInterval(() => {}, 1_000);
  try {
    const world = await open(options, host);
    let code: number;
    try {
      code = await runOn(world.consoleOptions, options, output, signals);
    } finally {
      await world.end();
    }
    // One that came while all was being ended is no less meant: what was printed may still wait for a reader.
    const late = signals.heard();
    return late === undefined ? code : signalExitCode(late);
  } finally {
    clearInterval(alive);
    signals.end();
  }
};
