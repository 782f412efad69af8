// Recordings of the real program: test/fixtures/zca-0.1.58, one NDJSON file a run, named with the version it was made with.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/zca-0.1.58/', import.meta.url);

/** A piece of output as it came, `atMs` after the start of the run. */
export interface RecordedChunk {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** One run of the program. */
export interface Recording {
  readonly name: string;
  readonly about: string;
  readonly argv: readonly string[];
  readonly chunks: readonly RecordedChunk[];
  /** What was done to the program meanwhile, such as `phone scans`. */
  readonly events: readonly { readonly atMs: number; readonly text: string }[];
  /** All of stdout, all of stderr. */
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code, or the signal that ended it. */
  readonly exit: { readonly code: number | null; readonly signal: string | null };
  /** stdout in lines, blank ones left out. */
  readonly lines: readonly string[];
}

type RecordedLine =
  | { readonly kind: 'command'; readonly about: string; readonly argv: readonly string[] }
  | { readonly kind: 'stdout' | 'stderr' | 'event'; readonly t: number; readonly text: string }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null };

/** File names without `.ndjson`: `01-version`, … */
export const recordingNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => name.slice(0, -'.ndjson'.length))
    .sort();

/** Reads one recording: `loadRecording('84-listen-mixed')`. */
export const loadRecording = (name: string): Recording => {
  const entries = readFileSync(new URL(`${name}.ndjson`, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): RecordedLine => JSON.parse(line));
  const command = entries.find((entry) => entry.kind === 'command');
  const exit = entries.find((entry) => entry.kind === 'exit');
  if (command === undefined || exit === undefined) throw new Error(`${name} has no command or no exit`);
  const chunks: RecordedChunk[] = [];
  const events: { atMs: number; text: string }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'stdout' || entry.kind === 'stderr')
      chunks.push({ atMs: entry.t, stream: entry.kind, text: entry.text });
    if (entry.kind === 'event') events.push({ atMs: entry.t, text: entry.text });
  }
  const textOf = (stream: RecordedChunk['stream']) =>
    chunks
      .filter((chunk) => chunk.stream === stream)
      .map(({ text }) => text)
      .join('');
  const stdout = textOf('stdout');
  return {
    name,
    about: command.about,
    argv: command.argv,
    chunks,
    events,
    stdout,
    stderr: textOf('stderr'),
    exit: { code: exit.code, signal: exit.signal },
    lines: stdout.split('\n').filter((line) => line.trim() !== ''),
  };
};
