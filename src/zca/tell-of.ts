// Whoever listens with `--events` hears of every call that goes through ours: what it was, what came of it, how long it took.
import { homeOf, type Profile, profileAt, readProfiles } from './home.ts';
import type { Host } from './host.ts';
import { tellCall } from './share/tell.ts';
import { aboutCall, type CommandLine, readCommandLine, sentIdIn } from './share/told-call.ts';

/** What a call came to. */
interface Came {
  readonly startedAtMs: number;
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  /** What it printed, as far as it is known. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Enough of what a call printed to find an id, or its error, in it. */
const keptUnits = 65_536;

/** The profile of a call, as openzca finds it; undefined for a name that is none. */
export const profileOf = async ({ profile }: CommandLine, env: Host['env']): Promise<Profile | undefined> => {
  const home = homeOf(env);
  try {
    const named = profile?.trim() || env['ZCA_PROFILE']?.trim();
    if (named) return profileAt(home, named);
    const known = await readProfiles(home).catch(() => undefined);
    return profileAt(home, known?.defaultProfile ?? 'default');
  } catch {
    return undefined;
  }
};

/** A log-in is nobody's business, and nothing of it may pass; `listen` is what hears of the others. */
const isTold = ({ call }: CommandLine): boolean =>
  call !== '' && !/^(?:auth|account|listen|help)\b/u.test(call);

/** Tells of a call that has ended. */
export const tellOf = async (line: CommandLine, env: Host['env'], came: Came): Promise<void> => {
  const profile = isTold(line) ? await profileOf(line, env) : undefined;
  if (profile === undefined) return;
  const { startedAtMs, exitCode, stdout, stderr } = came;
  const ok = exitCode === 0;
  await tellCall(profile.home, profile.name, {
    ...aboutCall(line),
    startedAtMs,
    tookMs: Date.now() - startedAtMs,
    ok,
    exitCode,
    callerPid: process.ppid,
    msgId: ok && line.call.startsWith('msg ') ? sentIdIn(stdout) : undefined,
    error: ok ? undefined : stderr.trim().split('\n')[0],
  });
};

/** Runs a command line of ours, and tells of it. @returns its exit code */
export const runTold = async (
  argv: readonly string[],
  host: Host,
  run: (host: Host) => Promise<number>,
): Promise<number> => {
  const line = readCommandLine(argv);
  if (!isTold(line)) return run(host);
  const startedAtMs = Date.now();
  let [stdout, stderr] = ['', ''];
  const exitCode = await run({
    ...host,
    print: async (text) => {
      stdout = `${stdout}${text}`.slice(-keptUnits);
      await host.print(text);
    },
    complain: async (text) => {
      stderr += `${text}\n`;
      await host.complain(text);
    },
  });
  await tellOf(line, host.env, { startedAtMs, exitCode, stdout, stderr });
  return exitCode;
};
