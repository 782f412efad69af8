// Runs one command: opens what it works on, without a screen, asks, answers, ends everything that was started.

import {
  type Clock,
  type Console,
  type ConsoleState,
  createConsole,
  type ErrorView,
  openPairing,
  type Scope,
  systemClock,
} from '../../core/faces.ts';
import { reportJson } from '../../core/shared/text/lenient-json.ts';
import { openDemoWorld } from '../demo.ts';
import { exitCodes, exitOnSignals, unwrittenCode } from '../exit-codes.ts';
import type { OneShotOptions } from '../options.ts';
import { keepAsking } from '../outlet.ts';
import { errorLines } from '../reports/parts.ts';
import { cliSentences } from '../words.ts';
import { type Host, openRealWorld, openWorldToRead, type World } from '../world.ts';
import {
  type Answer,
  type Command,
  createPrinter,
  type MutationCommand,
  type Output,
  type QueryCommand,
  type Request,
  type StreamCommand,
} from './command.ts';
import { directoryGroups, directoryMembers, directoryPeers, directorySelf } from './directory.ts';
import { doctor } from './doctor.ts';
import { feed } from './feed.ts';
import { hearSignals, runAct, type Signals, signalExitCode, waitWithin } from './interruption.ts';
import { login } from './login.ts';
import { pairingList } from './pairing.ts';
import { pairingApprove, pairingDismiss, pairingRevoke } from './pairing-decide.ts';
import { status } from './status.ts';
import type { ConsoleCommandName } from './table.ts';
import { unreadConfigLines } from './unread-config.ts';

/** No command asks longer unless it says so (ms). */
export const oneShotLimitMs = 20_000;

const commands: Readonly<Record<ConsoleCommandName, Command>> = {
  status: { on: 'console', command: status },
  doctor: { on: 'console', command: doctor },
  'pairing list': { on: 'pairing', command: pairingList },
  'pairing approve': { on: 'pairing', command: pairingApprove },
  'pairing dismiss': { on: 'pairing', command: pairingDismiss },
  'pairing revoke': { on: 'pairing', command: pairingRevoke },
  'directory peers': { on: 'console', command: directoryPeers },
  'directory groups': { on: 'console', command: directoryGroups },
  'directory members': { on: 'console', command: directoryMembers },
  'directory self': { on: 'console', command: directorySelf },
  feed: { on: 'console', command: feed },
  login: { on: 'console', command: login },
};

const words = cliSentences;

/** Why the account asked for cannot be shown; a config that cannot be read says nothing about that. */
const accountProblem = (
  { config: { accounts, status: how, path } }: ConsoleState,
  scope: Scope,
): ErrorView | undefined => {
  const ids = accounts.map(({ id }) => id);
  if (scope === 'all' || ids.includes(scope)) return undefined;
  if (how === 'missing') return words.oneShot.onlyImplied(scope, ids, path);
  return how === 'ready' ? words.oneShot.noSuchAccount(scope, ids) : undefined;
};

/** @param lateMs how long was waited, if not everything has answered */
const print = (
  { json, lines, error, besides = [], code }: Answer,
  lateMs: number | undefined,
  asJson: boolean,
  output: Output,
): number => {
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

const requestOf = ({ accountId: scope = 'all', argument, flags }: OneShotOptions): Request => ({
  scope,
  argument,
  flags,
});

/** Where the config cannot be read the account may be there or not: an answer without it is none. */
const withUncertainty = (answer: Answer, { config }: ConsoleState, { scope }: Request): Answer => {
  const isKnown =
    scope === 'all' || config.status !== 'broken' || config.accounts.some(({ id }) => id === scope);
  return isKnown
    ? answer
    : { ...answer, code: exitCodes.internal, error: words.oneShot.accountUncertain(scope) };
};

type Client = Pick<Console, 'store' | 'start' | 'stop'> & {
  readonly config: Pick<Console['config'], 'reload'>;
};

/** An act may only begin on an account that is there. */
const checkAccount = async (client: Client, { scope }: Request): Promise<ErrorView | undefined> => {
  if (scope === 'all') return undefined;
  await client.config.reload();
  return accountProblem(client.store.getState(), scope);
};

interface Run<Of> {
  readonly client: Of;
  readonly options: OneShotOptions;
  readonly clock: Clock;
  readonly output: Output;
  readonly signals: Signals;
}

/** Goes to stderr whatever the format: an answer about other accounts than those that are meant must not look whole. */
const noteConfig = ({ client, output }: Run<Client>): void =>
  output.err.say(unreadConfigLines(client.store.getState()));

const runStream = async (command: StreamCommand, run: Run<Console>, request: Request): Promise<number> => {
  const { client, clock, options, output, signals } = run;
  await client.start();
  noteConfig(run);
  const ended = AbortSignal.any([signals.signal, output.out.failed]);
  // In lines for people a blank would be seen.
  const stopAsking = options.asJson ? keepAsking(output.out, clock) : undefined;
  const code = await command.tell(client, request, createPrinter(options.asJson, output, clock), ended);
  stopAsking?.();
  return signals.signal.aborted
    ? signalExitCode(await signals.interrupted)
    : (unwrittenCode(output.out.failure()) ?? code);
};

const runCommand = async <Of extends Client>(
  command: QueryCommand<Of> | MutationCommand<Of>,
  run: Run<Of>,
  request: Request,
): Promise<number> => {
  const { client, clock, options, output } = run;
  const { interrupted } = run.signals;
  const answers = (answer: Answer, lateMs?: number): number => print(answer, lateMs, options.asJson, output);
  if (command.type === 'mutation') {
    const note = (lines: readonly string[]): void => (options.asJson ? undefined : output.err.say(lines));
    const end = await runAct(
      command,
      client,
      request,
      { now: clock.now, note },
      { limitMs: oneShotLimitMs, interrupted },
    );
    if ('signal' in end) return signalExitCode(end.signal);
    noteConfig(run);
    return answers(end.answer);
  }
  const { limitMs = oneShotLimitMs } = command;
  const end = await waitWithin(command.learn(client, request), limitMs, interrupted);
  if (end.type === 'signal') return signalExitCode(end.signal);
  if (command.notesConfig !== true) noteConfig(run);
  const state = client.store.getState();
  const answer = withUncertainty(command.answer(state, request, clock.now()), state, request);
  // Where there is no config at all, the one account that is implied is all there is.
  const isPartial = state.config.status === 'broken' && command.needsConfig === true;
  return answers(
    isPartial ? { ...answer, code: exitCodes.internal } : answer,
    end.type === 'late' ? limitMs : undefined,
  );
};

/** The client is ended whatever comes of it. */
const runOn = async <Of extends Client>(
  run: Run<Of>,
  work: (request: Request) => Promise<number>,
): Promise<number> => {
  const { client, options, output } = run;
  const request = requestOf(options);
  try {
    const problem = await checkAccount(client, request);
    if (problem === undefined) return await work(request);
    output.err.say(errorLines(problem));
    return exitCodes.usage;
  } finally {
    await client.stop();
  }
};

const open = async (options: OneShotOptions, command: Command, host: Host): Promise<World> => {
  if (options.isDemo) return openDemoWorld(host, options.isReadOnly);
  return command.command.type === 'stream' ? openRealWorld(options, host) : openWorldToRead(options, host);
};

const runIn = (
  world: World,
  loaded: Command,
  rest: Pick<Run<Client>, 'options' | 'output' | 'signals'>,
): Promise<number> => {
  const { consoleOptions } = world;
  const { clock = systemClock } = consoleOptions;
  if (loaded.on === 'pairing') {
    const run = { client: openPairing(consoleOptions), clock, ...rest };
    return runOn(run, (request) => runCommand(loaded.command, run, request));
  }
  const { command } = loaded;
  const run = { client: createConsole(consoleOptions), clock, ...rest };
  return runOn(run, (request) =>
    command.type === 'stream' ? runStream(command, run, request) : runCommand(command, run, request),
  );
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
    const command = commands[options.command];
    const world = await open(options, command, host);
    let code: number;
    try {
      code = await runIn(world, command, { options, output, signals });
    } finally {
      await world.end();
    }
    // One that came while all was being ended is no less meant: what was printed may still wait for a reader.
    const late = signals.heard();
    return late === undefined ? code : signalExitCode(late);
  } finally {
    clearInterval(alive);
    // Never without a listener: one that has come and was not told yet would be lost, and what waits for a reader would wait for ever.
    exitOnSignals();
    signals.end();
  }
};
