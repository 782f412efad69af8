// Recordings of the real `openclaw`: test/fixtures/openclaw-226/cli and openclaw-96/cli, one run a file.
import { readFileSync } from 'node:fs';
import type { CliRun } from '../../src/core/openclaw/cli/answer.ts';

/** One recorded run. */
export interface CliRecording extends CliRun {
  /** Without the program. */
  readonly argv: readonly string[];
  readonly code: number;
}

/** Reads one: `cliRecording('226', 'gateway-status')`. A file without a header is all stdout. */
export const cliRecording = (generation: '226' | '96', name: string): CliRecording => {
  const text = readFileSync(
    new URL(`../fixtures/openclaw-${generation}/cli/${name}.txt`, import.meta.url),
    'utf8',
  );
  const match =
    /^\$ openclaw (.+)\n# exit=(\d+) [^\n]*\n--- stdout[^\n]*\n([\s\S]*?)--- stderr[^\n]*\n?([\s\S]*)$/u.exec(
      text,
    );
  if (match === null) return { argv: [], code: 0, stdout: text, stderr: '' };
  const [, argv = '', code = '0', stdout = '', stderr = ''] = match;
  return { argv: argv.split(' '), code: Number(code), stdout, stderr };
};
