// Recordings of the real program (NDJSON: one `command` row, then stdout, stderr, event and exit rows with their time) as
// steps of a scenario. Pure.
import type { Step } from './scenario.ts';

/** One row of a recording. `t` = milliseconds since the start. */
export type RecordingRow =
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

const isRow = (value: unknown): value is RecordingRow => typeof value === 'object' && value !== null && 'kind' in value;

/** Reads a recording. Lines that are no rows are left out. */
export const parseRecording = (text: string): Recording => {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isRow);
  const textOf = (kind: 'stdout' | 'stderr'): string => rows.map((row) => (row.kind === kind ? row.text : '')).join('');
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

const isHarnessSignal = (row: RecordingRow): boolean => row.kind === 'event' && row.text.startsWith('harness sends');

/** Recorded paths and pids stand in angle brackets. */
const filled = (text: string): string => text.replace(/<WORK>\/[\w.-]+/gu, '${arg:--qr-path}').replace('<PID>', '${pid}');

const stepsOf = (row: RecordingRow): readonly Step[] => {
  if (row.kind === 'exit') return [{ exit: row.code ?? 0 }];
  if (row.kind === 'stderr') return [{ stderr: filled(row.text) }];
  if (row.kind !== 'stdout') return [];
  const saves = row.text.includes('QR code saved to:') ? [{ qrPng: 'https://demo.example/login/recorded' }] : [];
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
