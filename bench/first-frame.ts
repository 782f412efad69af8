// How long until something can be read: the console against the least that Ink can do, side by side in one run, in a real
// pseudo-terminal. The programs take turns, so that whatever else the machine does hits all of them alike.
//
//   npm run bench -- 20     the number of rounds; default 15
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminalProgram, type TerminalProgram } from '../scripts/terminal-program.ts';
import type { Screen } from '../test/support/screen.ts';
import { bundle } from './bundle.ts';
import { machine, median } from './statistics.ts';

const root = join(import.meta.dirname, '..');
const size = { columns: 100, rows: 30 };
const rounds = Math.max(1, Number(process.argv[2] ?? 15) || 15);

const bareName = 'bare Ink, one line';
const bareSource = `
import { createElement } from 'react';
import { render, Text, useApp, useInput } from 'ink';
const Bare = () => {
  const { exit } = useApp();
  useInput((input) => { if (input === 'q') exit(); });
  return createElement(Text, null, 'one line');
};
render(createElement(Bare), { alternateScreen: true, incrementalRendering: true, maxFps: 1000 });
`;

/** A bundle of Ink and React that shows one line, made as scripts/build.ts makes the console, with the compile cache of bin/. */
const buildBare = async (folder: string): Promise<string> => {
  await bundle({ text: bareSource }, join(folder, 'bare.js'));
  const start = join(folder, 'start.js');
  await writeFile(
    start,
    `import nodeModule from 'node:module';\nnodeModule.enableCompileCache(${JSON.stringify(join(folder, 'cache'))});\nawait import('./bare.js');\n`,
  );
  return start;
};

/** A program to measure: how it is run, and what on its screen counts. `undefined` = its end. */
interface Contestant {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shows: ((screen: Screen) => boolean) | undefined;
  /** Ends it in such a way that it still writes its compile cache. */
  readonly leave: (program: TerminalProgram) => void;
}

/** Tabs above and keys below: the frame is whole, and the program listens. */
const isWholeFrame = (screen: Screen): boolean => {
  const lines = screen.lines();
  return lines[1]?.includes('1 Status') === true && lines[size.rows - 1]?.endsWith('? help') === true;
};

const contestants = (folder: string, bare: string): readonly Contestant[] => {
  const console = join(root, 'bin', 'zalouser-tui.js');
  // The demo leaves nothing behind, so it has no compile cache unless it is given one.
  const env = { NODE_COMPILE_CACHE: join(folder, 'cache') };
  const demo = {
    args: [console, '--demo'],
    shows: isWholeFrame,
    leave: (program: TerminalProgram) => program.kill('SIGTERM'),
  };
  const hasAccounts = (screen: Screen): boolean =>
    isWholeFrame(screen) && /[◐○!●] work /u.test(screen.text());
  return [
    { name: 'node -e 0', args: ['-e', '0'], shows: undefined, leave: () => {} },
    {
      name: bareName,
      args: [bare],
      shows: (screen) => screen.text().includes('one line'),
      leave: (program) => program.write('q'),
    },
    { ...demo, name: 'console, first frame', args: [console, '--screen', 'status'] },
    { ...demo, name: '--demo, first frame', env },
    { ...demo, name: '--demo, accounts listed', env, shows: hasAccounts },
    { ...demo, name: '--demo without a compile cache' },
  ];
};

/** Milliseconds from the start of the process to what it shows. */
const measure = async ({ args, env = {}, shows, leave }: Contestant, home: string): Promise<number> => {
  const startedAt = performance.now();
  const program = openTerminalProgram({ args, ...size, home, env });
  try {
    await (shows === undefined ? program.exit : program.until(shows));
    const tookMs = performance.now() - startedAt;
    leave(program);
    await program.exit;
    return tookMs;
  } finally {
    program.kill();
  }
};

/** The least time is what other work on the machine disturbs least, so both it and the median are compared. */
const report = (all: readonly Contestant[], times: ReadonlyMap<string, readonly number[]>): string => {
  const least = (name: string): number => Math.min(...(times.get(name) ?? []));
  const middle = (name: string): number => median(times.get(name) ?? []);
  const ms = (value: number): string => value.toFixed(0).padStart(8);
  const ratio = (of: (name: string) => number, name: string): string =>
    (of(name) / of(bareName)).toFixed(2).padStart(12);
  const rows = all.map(({ name }) => {
    const shown = [middle(name), least(name), Math.max(...(times.get(name) ?? []))].map(ms).join('');
    return `${name.padEnd(32)}${shown}${ratio(middle, name)}${ratio(least, name)}`;
  });
  return [
    `${machine()}, ${rounds} rounds`,
    `${'ms'.padEnd(32)}  median     min     max  median/bare    min/bare`,
    ...rows,
  ].join('\n');
};

const folder = await realpath(await mkdtemp(join(tmpdir(), 'first-frame-')));
try {
  const bare = await buildBare(folder);
  const all = contestants(folder, bare);
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  // Round 0 fills the compile caches, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const contestant of all) {
      const tookMs = await measure(contestant, folder);
      if (round > 0) times.get(contestant.name)?.push(tookMs);
    }
  }
  console.log(report(all, times));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
