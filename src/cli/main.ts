// The composition root: reads the command line, opens the console, says the last words, exits through one door. What a run does not need is
// not loaded: a command has no use for the screen, and the screen none for commands.
// All of a run is loaded before it begins: an update of the package under a running program takes files away.

import { AppError, toErrorView } from '../core/shared/error.ts';
import type { ErrorView } from '../core/shared/error-view.ts';
import { openLog } from '../core/system/log.ts';
import { exitCodes, exitOnSignals, signalExitCodes, unwrittenCode } from './exit-codes.ts';
import { UsageProblem } from './flag-values.ts';
import { type OneShotOptions, parseOptions, type RunOptions, type SharedOptions } from './options.ts';
import { type Outlet, type OutletFailure, openOutlet, unblock } from './outlet.ts';
import { homeFolder, pathsOf } from './paths.ts';
import { errorLines } from './reports/parts.ts';
import type { SessionEnd } from './session.ts';
import { cliSentences } from './words.ts';
import type { Host } from './world.ts';

interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean };
}

/** Says why the console cannot be drawn here, or undefined when it can. */
export const whyNoTerminal = (
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
): ErrorView | undefined => {
  if (streams.stdin.isTTY !== true) return cliSentences.notATerminal('input');
  if (streams.stdout.isTTY !== true) return cliSentences.notATerminal('output');
  // Drawing would still begin, and fill such a terminal with escape codes.
  return env['TERM'] === 'dumb' ? cliSentences.dumbTerminal() : undefined;
};

const words = cliSentences;

/** Something may hold the process (a child that ignores signals, a socket); it gets this long (ms). */
const lingerMs = 500;

/** More notes than that (bytes) do not wait for a reader of standard error who does not read. */
const mostNotesBytes = 1_048_576;

interface Printer {
  readonly out: Outlet;
  readonly err: Outlet;
}

type Invocation = Host & Printer;

const isSignalCode = (code: number): boolean =>
  Object.values(signalExitCodes).some((known) => known === code);

const isUnwritable = (
  failure: OutletFailure | undefined,
): failure is OutletFailure & { readonly type: 'unwritable' } => failure?.type === 'unwritable';

/**
 * Ends the process once everything has been taken, however slowly it is read; until then a signal still ends it. After a signal nobody
 * waits for readers.
 */
const leave = async (code: number, { out, err }: Printer): Promise<void> => {
  const exitSoon = (): void => void setTimeout(() => process.exit(), lingerMs).unref();
  process.exitCode = code;
  if (isSignalCode(code)) return exitSoon();
  exitOnSignals();
  await out.flushed();
  const failure = out.failure();
  if (isUnwritable(failure)) err.say([words.unwritten(failure.code)]);
  await err.flushed();
  if (code === exitCodes.ok)
    process.exitCode = unwrittenCode(failure) ?? unwrittenCode(err.failure()) ?? code;
  exitSoon();
};

const fail = ({ err }: Printer, view: ErrorView, code: number): number => {
  err.say(errorLines(view));
  return code;
};

/** An unexpected error is worth a log even when none was asked for; the demo leaves nothing behind, not even that. */
const crashLog = (error: unknown, options: SharedOptions, { paths }: Invocation): string | undefined => {
  if (options.isDemo) return undefined;
  try {
    const log = openLog({ file: paths.debugLogFile });
    log.error('console/failed', { error });
    log.close();
    return paths.debugLogFile;
  } catch {
    return undefined;
  }
};

const failed = (
  error: unknown,
  options: SharedOptions,
  host: Invocation,
  logFile: string | undefined,
): number => {
  if (error instanceof UsageProblem) return fail(host, error.view, exitCodes.usage);
  const file = logFile ?? (error instanceof AppError ? undefined : crashLog(error, options, host));
  const view = toErrorView(error);
  // With a log at hand the advice to make one is out of place.
  const { hint: _, ...withoutHint } = view;
  fail(host, file === undefined ? view : withoutHint, exitCodes.internal);
  if (file !== undefined) host.err.say([words.seeLog(file)]);
  return exitCodes.internal;
};

const lastWords = (
  { reason, logFile, notices }: SessionEnd,
  options: RunOptions,
  host: Invocation,
): number => {
  host.err.say(notices);
  if (reason.type === 'failed') return failed(reason.error, options, host, logFile);
  if (logFile !== undefined) host.err.say([words.seeLog(logFile)]);
  return reason.type === 'signal' && reason.signal in signalExitCodes
    ? signalExitCodes[reason.signal as keyof typeof signalExitCodes]
    : exitCodes.ok;
};

const open = async (options: RunOptions, host: Invocation): Promise<number> => {
  const problem = whyNoTerminal(host, host.env);
  if (problem !== undefined) return fail(host, problem, exitCodes.notATerminal);
  // Ink reads this itself.
  if (options.screenReader) process.env['INK_SCREEN_READER'] = 'true';
  try {
    const { runSession } = await import('./session.ts');
    const end = await runSession(options, host);
    // `D` in the real console opens the simulated one in its place.
    if (end.reason.type === 'demo') return await open({ ...options, isDemo: true }, host);
    // So does the palette one on another gateway.
    if (end.reason.type === 'gateway') {
      const { gateway: _, gatewayTokenFile: _token, ssh: _ssh, ...rest } = options;
      const { name } = end.reason;
      return await open({ ...rest, ...(name === undefined ? {} : { gateway: name }) }, host);
    }
    return lastWords(end, options, host);
  } catch (error) {
    return failed(error, options, host, undefined);
  }
};

const once = async (options: OneShotOptions, host: Invocation): Promise<number> => {
  try {
    const { runOneShot } = await import('./commands/one-shot.ts');
    return await runOneShot(options, host, {
      out: host.out,
      err: host.err,
      isTerminal: host.stdout.isTTY,
      columns: host.stdout.columns,
    });
  } catch (error) {
    return failed(error, options, host, undefined);
  }
};

const reset = async (host: Invocation): Promise<number> => {
  try {
    const { resetSettings } = await import('./settings.ts');
    const old = resetSettings(host.paths.settingsDir);
    host.out.say([old === undefined ? words.settingsWereDefault() : words.settingsReset(old)]);
    return exitCodes.ok;
  } catch (error) {
    return fail(host, toErrorView(error), exitCodes.internal);
  }
};

const run = async (argv: readonly string[], host: Invocation): Promise<number> => {
  // What the script of a shell asks at every Tab; a person has no use for it, so that --help is silent about it.
  if (argv[0] === 'complete' && argv[1] === '--') {
    const typed = argv.slice(2);
    const [{ completions }, { readSuggestions }] = await Promise.all([
      import('./commands/completion.ts'),
      import('./commands/suggestions.ts'),
    ]);
    host.out.write(completions(typed, await readSuggestions(typed, host)));
    return exitCodes.ok;
  }
  const parsed = parseOptions(argv, host.env, host.paths.debugLogFile);
  switch (parsed.type) {
    case 'help':
    case 'version':
      host.out.say(parsed.text.split('\n'));
      return exitCodes.ok;
    case 'error':
      return fail(host, parsed.error, exitCodes.usage);
    case 'reset-settings':
      return reset(host);
    case 'completion': {
      const { completionScript } = await import('./commands/completion.ts');
      host.out.write(completionScript(parsed.shell));
      return exitCodes.ok;
    }
    case 'one-shot':
      return once(parsed.options, host);
    case 'run':
      return open(parsed.options, host);
  }
};

/** Runs the program with the command line of this process and sets its exit code. Never rejects. */
export const main = async (): Promise<void> => {
  const { env, platform, stdin, stdout } = process;
  for (const stream of [stdout, process.stderr]) unblock(stream);
  const homeDir = homeFolder(env);
  const printer: Printer = { out: openOutlet(stdout), err: openOutlet(process.stderr, mostNotesBytes) };
  const invocation: Invocation = {
    env,
    platform,
    stdin,
    stdout,
    homeDir,
    paths: pathsOf({ env, platform, homeDir }),
    ...printer,
  };
  await leave(await run(process.argv.slice(2), invocation), printer);
};
