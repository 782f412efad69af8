// The command line of zca as OpenClaw's plugin and the console call it (the zca contract). What a command needs is loaded when it is run.
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { InstallOptions, UninstallOptions } from './commands/install.ts';
import type { LoginOptions } from './commands/login.ts';
import { nameProfile, resolveProfile } from './home.ts';
import type { Call, Host } from './host.ts';
import { oneLine } from './output.ts';
import { runTold } from './tell-of.ts';

/** Opens the profile of a run: when a command asks for it, not to print help. */
type Open = () => Promise<Call>;

interface JsonFlag {
  readonly json?: boolean;
}

/** `-j` of the lists. */
const withJson = (command: Command): Command => command.option('-j, --json', 'as JSON');

const addAuth = (program: Command, open: Open, create: Open): void => {
  const auth = program.command('auth').description('Log-in and what is kept of it');
  auth
    .command('status')
    .description('Does the session hold? The exit code tells')
    .action(async () => {
      const { status } = await import('./commands/auth.ts');
      await status(await open());
    });
  auth
    .command('login')
    .description('Log in with a QR code')
    .option('--qr-path <file>', 'write the code into a file (PNG)')
    .option('--qr-base64', 'print the code as a data: URL, and go on waiting in the background')
    .option('--wait', 'with --qr-base64: stay, and tell what the phone does')
    .action(async (options: LoginOptions) => {
      const { logIn } = await import('./commands/login.ts');
      await logIn(await create(), options);
    });
  auth
    .command('logout')
    .description('Forget the session')
    .action(async () => {
      const { logOut } = await import('./commands/auth.ts');
      await logOut(await open());
    });
  auth
    .command('cache-refresh')
    .description('Renew what “friend find” searches')
    .action(async () => {
      const { cacheRefresh } = await import('./commands/auth.ts');
      await cacheRefresh(await open());
    });
};

const addMe = (program: Command, open: Open): void => {
  const me = program.command('me').description('The account itself');
  withJson(me.command('info'))
    .description('Who is logged in')
    .action(async ({ json = false }: JsonFlag) => {
      const { meInfo } = await import('./commands/me.ts');
      await meInfo(await open(), json);
    });
};

const addPeople = (program: Command, open: Open): void => {
  const friend = program.command('friend').description('Friends');
  withJson(friend.command('list'))
    .description('All of them')
    .action(async ({ json = false }: JsonFlag) => {
      const { friendList } = await import('./commands/friend.ts');
      await friendList(await open(), json);
    });
  withJson(friend.command('find <query>'))
    .description('By phone number, name or user name')
    .action(async (query: string, { json = false }: JsonFlag) => {
      const { friendFind } = await import('./commands/friend.ts');
      await friendFind(await open(), query, json);
    });
  const group = program.command('group').description('Groups');
  withJson(group.command('list'))
    .description('All of them')
    .action(async ({ json = false }: JsonFlag) => {
      const { groupList } = await import('./commands/group.ts');
      await groupList(await open(), json);
    });
  withJson(group.command('members <groupId>'))
    .description('Who is in one')
    .action(async (groupId: string, { json = false }: JsonFlag) => {
      const { groupMembers } = await import('./commands/group.ts');
      await groupMembers(await open(), groupId, json);
    });
};

interface MediaFlags {
  readonly group?: boolean;
  readonly url: readonly string[];
  readonly message?: string;
}

const mediaCommands = {
  image: ['msgImage', 'Send a picture'],
  video: ['msgVideo', 'Send a video that has an address'],
  voice: ['msgVoice', 'Send a recording that has an address'],
} as const;

const addMessages = (program: Command, open: Open): void => {
  const msg = program.command('msg').description('Messages');
  const toThread = (name: string): Command => msg.command(name).option('-g, --group', 'to a group');
  toThread('send <threadId> <message>')
    .description('Send a text; **bold**, *italic*, ~~struck~~ and {underline}…{/underline} become styles')
    .option('--raw', 'send such marks as they are')
    .action(async (threadId: string, text: string, flags: { group?: boolean; raw?: boolean }) => {
      const { msgSend } = await import('./commands/msg.ts');
      await msgSend(await open(), { threadId, isGroup: flags.group === true }, text, flags.raw === true);
    });
  for (const [name, [command, description]] of Object.entries(mediaCommands)) {
    toThread(`${name} <threadId> [file]`)
      .description(description)
      .option<readonly string[]>(
        '-u, --url <url>',
        'its address; more than once for more',
        (url, urls) => [...urls, url],
        [],
      )
      .option('-m, --message <text>', 'a caption')
      .action(async (threadId: string, file: string | undefined, flags: MediaFlags) => {
        const commands = await import('./commands/msg.ts');
        const media = {
          sources: [...(file === undefined ? [] : [file]), ...flags.url],
          caption: flags.message ?? '',
        };
        await commands[command](await open(), { threadId, isGroup: flags.group === true }, media);
      });
  }
  toThread('link <threadId> <url>')
    .description('Send a link with its preview')
    .action(async (threadId: string, url: string, flags: { group?: boolean }) => {
      const { msgLink } = await import('./commands/msg.ts');
      await msgLink(await open(), { threadId, isGroup: flags.group === true }, url);
    });
};

const addAccounts = (program: Command, host: Host): void => {
  const account = program.command('account').description('Profiles: one for each Zalo account');
  account
    .command('list')
    .description('All of them')
    .action(async () => {
      const { accountList } = await import('./commands/account.ts');
      await accountList(host);
    });
  account
    .command('add <name>')
    .description('Add one')
    .action(async (name: string) => {
      const { accountAdd } = await import('./commands/account.ts');
      await accountAdd(host, name);
    });
};

const addListen = (program: Command, open: Open, host: Host, end: (code: number) => void): void => {
  program
    .command('listen')
    .description('Print what is written to the account, a JSON line each')
    .option('-r, --raw', 'JSON lines (they always are)')
    .option('-k, --keep-alive', 'reconnect by itself')
    .option('--events', 'print calls, cards, reactions, what was missed and what zca sent, too')
    .option('--recycle-ms <ms>', 'end with 75 after so long, to be started afresh', Number)
    .action(async (flags: { keepAlive?: boolean; events?: boolean; recycleMs?: number }) => {
      const { runListen } = await import('./listen/command.ts');
      const { keepAlive = false, events = false, recycleMs } = flags;
      const { profile } = await open();
      end(await runListen(profile, host, { keepAlive, events, recycleMs }, wordsOf));
    });
};

const addInstall = (program: Command, host: Host): void => {
  program
    .command('install')
    .description('Put a launcher of this zca where the OpenClaw gateway finds it')
    .option('--dir <folder>', 'the folder it goes to (default: one of the gateway’s PATH)')
    .option('--behind <file>', 'put this other zca behind ours: it does the work, ours shares what it hears')
    .option('-y, --yes', 'do not ask')
    .option('--pause', 'wait for Enter at the end')
    .action(async (options: InstallOptions) => {
      const { install } = await import('./commands/install.ts');
      await install(host, options);
    });
  program
    .command('uninstall')
    .description('Remove that launcher, and nothing else')
    .option('--dir <folder>', 'look in this folder, too')
    .option('-y, --yes', 'do not ask')
    .action(async (options: UninstallOptions) => {
      const { uninstall } = await import('./commands/install.ts');
      await uninstall(host, options);
    });
};

/** What commander prints goes into `printed`: help to standard output, a mistake to standard error. */
const createProgram = (
  host: Host,
  printed: { out: string; err: string },
  end: (code: number) => void,
): Command => {
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
  const flag = (): string | undefined => program.opts<{ profile?: string }>().profile;
  const open: Open = async () => ({ profile: await resolveProfile(host.env, flag()), host });
  const create: Open = async () => ({ profile: await nameProfile(host.env, flag()), host });
  addAuth(program, open, create);
  addMe(program, open);
  addPeople(program, open);
  addMessages(program, open);
  addAccounts(program, host);
  addListen(program, open, host, end);
  addInstall(program, host);
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
export const runZca = (argv: readonly string[], given: Host): Promise<number> =>
  runTold(argv, given, async (host) => {
    const printed = { out: '', err: '' };
    try {
      let exitCode = 0;
      const program = createProgram(host, printed, (code) => {
        exitCode = code;
      });
      await program.parseAsync([...argv], { from: 'user' });
      return exitCode;
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
  });
