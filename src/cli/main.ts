// The composition root: reads the command line, opens the console, says the last words, exits through one door.
import { AppError, type ErrorView, sentences, toErrorView } from '../core/index.ts';
import { openLog } from '../core/log.ts';
import { printCompletionScript, printCompletions } from './commands/completion.ts';
import { runOneShot } from './commands/one-shot.ts';
import { readSuggestions } from './commands/suggestions.ts';
import { exitCodes, signalExitCodes } from './exit-codes.ts';
import { flagHints, type OneShotOptions, parseOptions, type RunOptions, type SharedOptions } from './options.ts';
import { homeFolder, pathsOf } from './paths.ts';
import { LogProblem, runSession, type SessionEnd } from './session.ts';
import { resetSettings } from './settings.ts';
import { whyNoTerminal } from './terminal-check.ts';
import { errorLines, say } from './words.ts';
import type { Host } from './world.ts';

const words = sentences.cli;

/** Something may hold the process (a child that ignores signals, a socket); it gets this long (ms). */
const lingerMs = 500;

const leave = (code: number): void => {
  process.exitCode = code;
  setTimeout(() => process.exit(), lingerMs).unref();
};

const fail = (view: ErrorView, code: number): number => {
  say(process.stderr, errorLines(view));
  return code;
};

/** An unexpected error is worth a log even when none was asked for; the demo leaves nothing behind, not even that. */
const crashLog = (error: unknown, options: SharedOptions, { paths }: Host): string | undefined => {
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

const failed = (error: unknown, options: SharedOptions, host: Host, logFile: string | undefined): number => {
  if (error instanceof LogProblem) return fail(error.view, exitCodes.usage);
  const file = logFile ?? (error instanceof AppError ? undefined : crashLog(error, options, host));
  const view = toErrorView(error);
  // With a log at hand the advice to make one is out of place.
  const { hint: _, ...withoutHint } = view;
  fail(file === undefined ? view : withoutHint, exitCodes.internal);
  if (file !== undefined) say(process.stderr, [words.seeLog(file)]);
  return exitCodes.internal;
};

const lastWords = ({ reason, logFile, notices }: SessionEnd, options: RunOptions, host: Host): number => {
  say(process.stderr, notices);
  if (reason.type === 'failed') return failed(reason.error, options, host, logFile);
  if (logFile !== undefined) say(process.stderr, [words.seeLog(logFile)]);
  return reason.type === 'signal' && reason.signal in signalExitCodes
    ? signalExitCodes[reason.signal as keyof typeof signalExitCodes]
    : exitCodes.ok;
};

const open = async (options: RunOptions, host: Host): Promise<number> => {
  const problem = whyNoTerminal(host, host.env);
  if (problem !== undefined) return fail(problem, exitCodes.notATerminal);
  // Ink reads this itself.
  if (options.screenReader) process.env['INK_SCREEN_READER'] = 'true';
  try {
    const end = await runSession(options, host);
    // `D` in the real console opens the simulated one in its place.
    return end.reason.type === 'demo' ? await open({ ...options, isDemo: true }, host) : lastWords(end, options, host);
  } catch (error) {
    return failed(error, options, host, undefined);
  }
};

const once = async (options: OneShotOptions, host: Host): Promise<number> => {
  try {
    return await runOneShot(options, host, {
      out: (lines) => say(process.stdout, lines),
      err: (lines) => say(process.stderr, lines),
      isTerminal: host.stdout.isTTY,
      columns: host.stdout.columns,
    });
  } catch (error) {
    return failed(error, options, host, undefined);
  }
};

const reset = (host: Host): number => {
  try {
    const old = resetSettings(host.paths.settingsDir);
    say(process.stdout, [old === undefined ? words.settingsWereDefault() : words.settingsReset(old)]);
    return exitCodes.ok;
  } catch (error) {
    return fail(toErrorView(error), exitCodes.internal);
  }
};

const run = async (argv: readonly string[], host: Host): Promise<number> => {
  // What the script of a shell asks at every Tab; a person has no use for it, so that --help is silent about it.
  if (argv[0] === 'complete' && argv[1] === '--') {
    const typed = argv.slice(2);
    printCompletions(typed, flagHints(), await readSuggestions(typed, host));
    return exitCodes.ok;
  }
  const parsed = parseOptions(argv, host.env, host.paths.debugLogFile);
  switch (parsed.type) {
    case 'help':
    case 'version':
      say(process.stdout, [parsed.text]);
      return exitCodes.ok;
    case 'error':
      return fail(parsed.error, exitCodes.usage);
    case 'reset-settings':
      return reset(host);
    case 'completion':
      printCompletionScript(parsed.shell);
      return exitCodes.ok;
    case 'one-shot':
      return once(parsed.options, host);
    case 'run':
      return open(parsed.options, host);
  }
};

/** Runs the program with the command line of this process and sets its exit code. Never rejects. */
export const main = async (): Promise<void> => {
  const { env, platform, stdin, stdout } = process;
  const homeDir = homeFolder(env);
  const host: Host = { env, platform, stdin, stdout, homeDir, paths: pathsOf({ env, platform, homeDir }) };
  // A reader that has gone (`zalouser-tui --help | head -1`) is no error.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  leave(await run(process.argv.slice(2), host));
};
