// What it costs to share one session, and to stand in front of another zca. That one is made up: it prints messages when it is told to.
//
//   npm run bench:zca [-- joining | sharing | passing] [--check]
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from './feed/result.ts';
import { runParts } from './run-parts.ts';
import { median } from './statistics.ts';

const script = join(import.meta.dirname, '..', 'dist', 'zca.js');
const rounds = 5;
const dir = await mkdtemp(join(tmpdir(), 'zca-bench-'));
process.on('exit', () => {
  spawnSync('rm', ['-rf', dir]);
});
const other = join(dir, 'other-zca');

/** A message as openzca 0.1.58 prints it, 860 bytes. */
const message = (index: number): string => {
  const id = '4512345678900008042';
  const metadata = {
    isGroup: false,
    chatType: 'user',
    threadId: id,
    targetId: id,
    senderDisplayName: 'Nguyễn Văn An',
    senderId: id,
    fromId: id,
    toId: '4512345678900000123',
    msgType: 'webchat',
    timestamp: 1_795_362_516,
  };
  return JSON.stringify({
    threadId: id,
    targetId: id,
    conversationId: id,
    msgId: String(7_795_362_000_000 + index),
    cliMsgId: '1795362516585',
    content: `#${index} xin chào bạn hôm nay thế nào ổn không nhé`,
    type: 0,
    timestamp: 1_795_362_516,
    msgType: 'webchat',
    metadata,
    chatType: 'user',
    senderId: id,
    senderName: 'Nguyễn Văn An',
    senderDisplayName: 'Nguyễn Văn An',
    toId: '4512345678900000123',
    ts: '1795362516585',
  });
};

/** Prints so many lines once the file is there: so many a second, or as fast as they are taken. */
const writeOther = async (lines: number, perSecond: number): Promise<void> => {
  await writeFile(
    other,
    `#!${process.execPath}
if (process.argv[2] === '--version') { console.log('0.1.58'); process.exit(0); }
const { existsSync } = require('node:fs');
const message = ${JSON.stringify(message(0))};
console.log('Listening...\\nConnected to Zalo websocket.');
const lines = ${lines}, perSecond = ${perSecond};
let printed = 0, begun;
const print = () => {
  if (!existsSync(${JSON.stringify(join(dir, 'go'))})) return setTimeout(print, 5);
  begun ??= Date.now();
  const due = perSecond === 0 ? printed + 500 : Math.floor(((Date.now() - begun) * perSecond) / 1000);
  let text = '';
  for (; printed < Math.min(due, lines); printed += 1)
    text += message.replace('"msgId":"7795362000000"', '"msgId":"' + (7795362000001 + printed) + '"') + '\\n';
  process.stdout.write(text, () => printed < lines && setTimeout(print, perSecond === 0 ? 0 : 5));
};
print();
setInterval(() => {}, 1000);
`,
  );
  await chmod(other, 0o755);
};

const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: dir,
  OPENZCA_HOME: join(dir, 'openzca'),
  NODE_COMPILE_CACHE: join(dir, 'cache'),
};

interface Listener {
  readonly child: ChildProcess;
  readonly connected: Promise<void>;
  /** Resolves with the time (ms) from its first line to the one with this number, and how many there were. */
  readonly heard: (last: number) => Promise<{ readonly tookMs: number; readonly lines: number }>;
}

const startListener = (): Listener => {
  const child = spawn(process.execPath, [script, `--behind=${other}`, 'listen', '-r', '-k'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [lines, firstMs, tail] = [0, 0, ''];
  let look = (): void => {};
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (lines > 2 && firstMs === 0) firstMs = performance.now();
    tail = `${tail}${chunk.toString('latin1')}`.slice(-2_000);
    look();
  });
  const when = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (condition()) resolve();
      };
      look();
    });
  return {
    child,
    connected: when(() => lines >= 2),
    heard: async (last) => {
      const end = `"msgId":"${7_795_362_000_000 + last}"`;
      await when(() => tail.endsWith('\n') && tail.includes(end));
      return { tookMs: performance.now() - firstMs, lines: lines - 2 };
    },
  };
};

/** Processor time of a process so far (ms). */
const processorMs = ({ pid }: ChildProcess): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

const start = async (count: number): Promise<readonly [Listener, ...Listener[]]> => {
  await rm(join(dir, 'go'), { force: true });
  const owner = startListener();
  await owner.connected;
  const readers = Array.from({ length: count }, startListener);
  await Promise.all(readers.map(async ({ connected }) => connected));
  return [owner, ...readers];
};

const end = async (listeners: readonly Listener[]): Promise<void> => {
  await Promise.all(
    listeners.toReversed().map(
      async ({ child }) =>
        new Promise<void>((resolve) => {
          child.on('close', () => resolve());
          child.kill('SIGTERM');
        }),
    ),
  );
};

/** Through the socket: what one that has joined prints, as fast as the owner gets it. */
const joining = async (): Promise<readonly Result[]> => {
  const lines = 25_000;
  await writeOther(lines, 0);
  const rates: number[] = [];
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const listeners = await start(1);
    await writeFile(join(dir, 'go'), '');
    const [, heard] = await Promise.all(listeners.map(async (one) => one.heard(lines)));
    if (heard !== undefined) {
      rates.push((heard.lines / heard.tookMs) * 1_000);
      lost += lines - heard.lines;
    }
    await end(listeners);
  }
  const rate = median(rates);
  const from = `${rounds} × ${lines} messages of 0.9 kB, median`;
  return [
    {
      what: 'through the socket, lines a second',
      measured: rate.toFixed(0),
      target: '≥ 20000',
      isMet: rate >= 20_000,
      from,
    },
    { what: '… lost', measured: String(lost), target: '0', isMet: lost === 0, from: `of ${rounds * lines}` },
  ];
};

/** The owner's processor time for the same messages, with three readers and with none, in turn. */
const sharing = async (): Promise<readonly Result[]> => {
  const lines = 20_000;
  await writeOther(lines, 4_000);
  const figures: Readonly<Record<0 | 3, number[]>> = { 0: [], 3: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const count of [0, 3] as const) {
      const listeners = await start(count);
      const [owner] = listeners;
      const before = processorMs(owner.child);
      await writeFile(join(dir, 'go'), '');
      await Promise.all(listeners.map(async (one) => one.heard(lines)));
      figures[count].push(processorMs(owner.child) - before);
      await end(listeners);
    }
  }
  const [alone, shared] = [median(figures[0]), median(figures[3])];
  const from = `${rounds} × ${lines} messages, 4000 a second, user + sys, median`;
  const ratio = shared / alone;
  return [
    { what: 'processor of the owner, no reader', measured: `${alone.toFixed(0)} ms`, from },
    { what: '… three readers', measured: `${shared.toFixed(0)} ms`, from },
    {
      what: '… three to none',
      measured: ratio.toFixed(2),
      target: '≤ 1.3',
      isMet: ratio <= 1.3,
      from: 'of the medians',
    },
  ];
};

/** `--version` of the other zca, run as it is and through ours, in turn. */
const passing = async (): Promise<readonly Result[]> => {
  await writeOther(0, 0);
  const timeOf = (file: string, args: readonly string[]): number => {
    const begunMs = performance.now();
    spawnSync(file, args, { env });
    return performance.now() - begunMs;
  };
  const times: Readonly<Record<'bare' | 'passed', number[]>> = { bare: [], passed: [] };
  for (let round = 0; round <= 15; round += 1) {
    const bare = timeOf(other, ['--version']);
    const passed = timeOf(process.execPath, [script, `--behind=${other}`, '--version']);
    // The first fills the compile cache.
    if (round === 0) continue;
    times.bare.push(bare);
    times.passed.push(passed);
  }
  const [bare, passed] = [median(times.bare), median(times.passed)];
  const from = '15 rounds in turn, median';
  return [
    { what: '--version of another zca', measured: `${bare.toFixed(0)} ms`, from },
    { what: '… through ours', measured: `${passed.toFixed(0)} ms`, from },
    {
      what: '… added',
      measured: `${(passed - bare).toFixed(0)} ms`,
      target: '≤ 60 ms',
      isMet: passed - bare <= 60,
      from: 'of the medians',
    },
  ];
};

await runParts({ joining, sharing, passing });
