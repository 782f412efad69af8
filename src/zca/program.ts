// The command line of zca as OpenClaw's plugin and the console call it (the zca contract). What a command needs is loaded when it is run.
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { resolveProfile } from './home.ts';
import type { Call, Host } from './host.ts';
import { oneLine } from './output.ts';

/** Opens the profile of a run: when a command asks for it, not to print help. */
type Open = () => Promise<Call>;

const addMe = (program: Command, open: Open): void => {
  const me = program.command('me').description('The account itself');
  me.command('info')
    .description('Who is logged in')
    .option('-j, --json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { meInfo } = await import('./commands/me.ts');
      await meInfo(await open(), json);
    });
};

const addAuth = (program: Command, open: Open): void => {
  const auth = program.command('auth').description('Log-in and what is kept of it');
  auth
    .command('logout')
    .description('Forget the session')
    .action(async () => {
      const { logOut } = await import('./commands/auth.ts');
      await logOut(await open());
    });
};

/** What commander prints goes into `printed`: help to standard output, a mistake to standard error. */
const createProgram = (host: Host, printed: { out: string; err: string }): Command => {
  const program = new Command('zca')
    .description('Drives a personal Zalo account: log-in, people, groups, messages')
    .version(packageJson.version, '-V, --version', 'print the version')
    .option('-p, --profile <name>', 'the profile (default: ZCA_PROFILE, else that of profiles.json)')
    .configureOutput({
      writeOut: (text) => {
        printed.out += text;
      },
      writeErr: (text) => {
        printed.err += text;
      },
    })
    .showHelpAfterError()
    .showSuggestionAfterError(false)
    .exitOverride();
  const open: Open = async () => ({
    profile: await resolveProfile(host.env, program.opts<{ profile?: string }>().profile),
    host,
  });
  addAuth(program, open);
  addMe(program, open);
  return program;
};

/** What zca says of a failure. */
const wordsOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return `Error: ${message.split('\n').map(oneLine).join('\n')}`;
};

/**
 * Runs one command line (without Node and the script).
 * @returns the exit code: 0, or 1 after one `Error: …` (a failure) or `error: …` (a mistake in the command line) on standard error
 */
export const runZca = async (argv: readonly string[], host: Host): Promise<number> => {
  const printed = { out: '', err: '' };
  try {
    await createProgram(host, printed).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (printed.out !== '') await host.print(printed.out);
      if (printed.err !== '') await host.complain(printed.err.trimEnd());
      return error.exitCode;
    }
    // Whoever ended the run needs no explanation.
    if (!host.signal.aborted) await host.complain(wordsOf(error));
    return 1;
  }
};
