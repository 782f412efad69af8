// dist/zca.js: this process as zca. It runs when it is loaded, by `node dist/zca.js …` as well as by `zalouser-tui zca …`.
import { behindOf, isNested, nestedWords, runBehind } from './behind.ts';
import type { Host } from './host.ts';

/** What a shell tells of a program that a signal ended. */
const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Resolves once the text has been taken, rejects when its reader has gone. */
const writerTo =
  (stream: NodeJS.WriteStream) =>
  async (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error == null ? resolve() : reject(error)));
    });

const main = async (): Promise<void> => {
  const { env, platform, stdout, stderr } = process;
  const controller = new AbortController();
  const argv = process.argv.slice(2);
  const behind = behindOf(argv);
  let signalCode: number | undefined;
  for (const [name, code] of Object.entries(signalExitCodes)) {
    process.on(name, () => {
      // A second one is meant: whatever is still being tidied, the program ends.
      if (signalCode !== undefined) process.exit(code);
      signalCode = code;
      controller.abort();
    });
  }
  // Whoever writes is told.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  const complain = writerTo(stderr);
  const host: Host = {
    env,
    platform,
    cwd: process.cwd(),
    script: import.meta.filename,
    isTerminal: stdout.isTTY,
    print: writerTo(stdout),
    complain: async (line) => complain(`${line}\n`).catch(() => undefined),
    now: () => new Date(),
    signal: controller.signal,
  };
  if (isNested(env)) {
    await host.complain(nestedWords);
    process.exit(127);
  }
  // What a call does not need is not loaded for it: one that is passed through has hardly any time.
  const code =
    behind === undefined
      ? await (await import('./program.ts')).runZca(argv, host)
      : await runBehind(behind, host);
  // zca-js leaves timers behind.
  process.exit(signalCode ?? code);
};

await main();
