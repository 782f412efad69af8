// Plays a scenario: the effects that scenario.ts only describes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Choice,
  choose,
  fillIn,
  flatten,
  parseScenario,
  type Scenario,
  type ScenarioCall,
  type Step,
  type Surroundings,
} from './scenario.ts';
import type { Host } from './zca/host.ts';

// Recordings of the real program (NDJSON: one `command` row, then stdout, stderr, event and exit rows with their time) as
// steps of a scenario. Pure.

/** One row of a recording. `t` = milliseconds since the start. */
type RecordingRow =
  | { readonly kind: 'command'; readonly about: string; readonly argv: readonly string[] }
  | { readonly kind: 'stdout' | 'stderr' | 'event'; readonly t: number; readonly text: string }
  | { readonly kind: 'exit'; readonly t: number; readonly code: number | null };

/** What a recorded program did, taken together. */
export interface Recording {
  readonly about: string;
  /** Without the program's name. */
  readonly argv: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly rows: readonly RecordingRow[];
}

const isRow = (value: unknown): value is RecordingRow =>
  typeof value === 'object' && value !== null && 'kind' in value;

/** Reads a recording. Lines that are no rows are left out. */
export const parseRecording = (text: string): Recording => {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isRow);
  const textOf = (kind: 'stdout' | 'stderr'): string =>
    rows.map((row) => (row.kind === kind ? row.text : '')).join('');
  const command = rows.find((row) => row.kind === 'command');
  const exit = rows.find((row) => row.kind === 'exit');
  return {
    about: command?.about ?? '',
    argv: command?.argv.slice(1) ?? [],
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
    code: exit?.code ?? null,
    rows,
  };
};

const isHarnessSignal = (row: RecordingRow): boolean =>
  row.kind === 'event' && row.text.startsWith('harness sends');

/** Recorded paths and pids stand in angle brackets. */
const filled = (text: string): string =>
  text.replace(/<WORK>\/[\w.-]+/gu, '${arg:--qr-path}').replace('<PID>', '${pid}');

const stepsOf = (row: RecordingRow): readonly Step[] => {
  if (row.kind === 'exit') return [{ exit: row.code ?? 0 }];
  if (row.kind === 'stderr') return [{ stderr: filled(row.text) }];
  if (row.kind !== 'stdout') return [];
  const saves = row.text.includes('QR code saved to:')
    ? [{ qrPng: 'https://demo.example/login/recorded' }]
    : [];
  return [...saves, { stdout: filled(row.text) }];
};

/** The steps that play a recording in its own time. Where its harness ended the program by a signal, they wait for one. */
export const stepsOfRecording = ({ rows }: Recording): readonly Step[] => {
  const signalAt = rows.findIndex(isHarnessSignal);
  const played = signalAt < 0 ? rows : rows.slice(0, signalAt);
  let lastMs = 0;
  const steps = played.flatMap((row): readonly Step[] => {
    if (row.kind === 'command') return [];
    const pause: Step = { afterMs: row.t - lastMs };
    lastMs = row.t;
    return [pause, ...stepsOf(row)];
  });
  return signalAt < 0 ? steps : [...steps, { hang: true }];
};

/** Exit code of a call the scenario does not expect. */
export const unexpectedCallCode = 97;

const claimFile = (dir: string, index: number, use: number): string =>
  join(dir, 'scenario-claims', `${index}-${use}`);

const isTaken = (path: string): boolean => {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return false;
  } catch {
    return true;
  }
};

/**
 * Chooses an entry and takes one of its uses. A use is a file made with `wx`, so that calls at the same time never share
 * one.
 */
const claim = (scenario: Scenario, argv: readonly string[], dir: string | undefined): Choice => {
  const used = scenario.calls.map(() => 0);
  if (dir === undefined) return choose(scenario, argv, used);
  mkdirSync(join(dir, 'scenario-claims'), { recursive: true, mode: 0o700 });
  const isCounted = (call: ScenarioCall): boolean => call.times !== undefined || scenario.order === 'strict';
  scenario.calls.forEach((call, index) => {
    if (isCounted(call)) used[index] = usesOf(dir, index);
  });
  const choice = choose(scenario, argv, used);
  if (choice.type !== 'call' || !isCounted(choice.call)) return choice;
  return isTaken(claimFile(dir, choice.index, used[choice.index] ?? 0)) ? claim(scenario, argv, dir) : choice;
};

const usesOf = (dir: string, index: number): number => {
  for (let use = 0; ; use += 1) {
    try {
      readFileSync(claimFile(dir, index, use));
    } catch {
      return use;
    }
  }
};

const stepsOfCall = (call: ScenarioCall, file: string): readonly Step[] => {
  if (call.replay === undefined) return call.steps ?? [];
  return stepsOfRecording(parseRecording(readFileSync(resolve(dirname(file), call.replay), 'utf8')));
};

const writeQr = async (text: string, { argv }: Surroundings): Promise<void> => {
  const path = argv[argv.indexOf('--qr-path') + 1];
  if (!argv.includes('--qr-path') || path === undefined) return;
  const { qrPng } = await import('./zca/qr-picture.ts');
  writeFileSync(path, qrPng(text));
};

const never = (): Promise<never> => new Promise(() => void setInterval(() => undefined, 60_000));

/** Does the steps; true if they ended the process themselves. */
const play = async (steps: readonly Step[], host: Host, speed: number): Promise<boolean> => {
  for (const { step, round } of flatten(steps)) {
    const around: Surroundings = { argv: host.argv, pid: host.pid, nowMs: host.now() };
    if ('afterMs' in step) await host.wait(step.afterMs / speed);
    else if ('stdout' in step) host.writeOut(fillIn(step.stdout, around, round));
    else if ('stdoutBase64' in step) host.writeOut(Buffer.from(step.stdoutBase64, 'base64'));
    else if ('stderr' in step) host.writeErr(fillIn(step.stderr, around, round));
    else if ('qrPng' in step) await writeQr(fillIn(step.qrPng, around, round), around);
    else if ('ignore' in step) host.ignoreSignals();
    else if ('hang' in step) await never();
    else if ('kill' in step) process.kill(host.pid, step.kill);
    else {
      host.exit(step.exit);
      return true;
    }
  }
  return false;
};

const fail = (host: Host, sentence: string): void => {
  host.writeErr(`Error: ${sentence}\n`);
  host.exit(unexpectedCallCode);
};

/** Answers this call from a scenario file. Returns `world` if the simulated world is to answer instead. */
export const playScenario = async (file: string, host: Host): Promise<'done' | 'world'> => {
  const scenario = parseScenario(readFileSync(file, 'utf8'));
  if (scenario === undefined) {
    fail(host, `${file} is no scenario`);
    return 'done';
  }
  const choice = claim(scenario, host.argv, host.dir);
  if (choice.type === 'world') return 'world';
  if (choice.type === 'fail') {
    fail(host, choice.sentence);
    return 'done';
  }
  const speed = Number(host.env['ZALOUSER_DEMO_SPEED'] ?? choice.call.speed ?? scenario.speed ?? 1) || 1;
  if (!(await play(stepsOfCall(choice.call, file), host, speed))) host.exit(0);
  return 'done';
};
