// Plays a recording of the real program into a scripted child, at its own pace on a fake clock.
import { readFileSync } from 'node:fs';
import type { FakeClock } from '../../support/fake-clock.ts';
import type { FakeChild } from '../../support/fake-runner.ts';

interface Entry {
  readonly kind: 'command' | 'stdout' | 'stderr' | 'event' | 'exit';
  readonly t?: number;
  readonly text?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
}

export interface PlayOptions {
  /** Called where the recording's harness sent SIGTERM; what follows is then up to the child. Without it the recording ends there. */
  readonly onSigterm?: () => void;
  /** Applied to every text, for example to put the real path of a file in. */
  readonly map?: (text: string) => string;
  /** Called after every entry. */
  readonly onEntry?: () => void;
}

const folder = new URL('../../fixtures/zca-0.1.58/', import.meta.url);

/** The entries of a recording, by its name without the ending. */
export const readRecording = (name: string): readonly Entry[] =>
  readFileSync(new URL(`${name}.ndjson`, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

/** Plays until the exit, or until the harness interfered. */
export const playRecording = async (
  name: string,
  child: FakeChild,
  clock: FakeClock,
  options: PlayOptions = {},
): Promise<void> => {
  let atMs = 0;
  for (const { kind, t = atMs, text = '', code, signal } of readRecording(name)) {
    await clock.advanceAndSettle(t - atMs);
    atMs = t;
    const mapped = options.map?.(text) ?? text;
    if (kind === 'stdout') child.stdout(mapped);
    else if (kind === 'stderr') child.stderr(mapped);
    else if (kind === 'event' && text === 'harness sends SIGTERM') {
      options.onSigterm?.();
      await clock.advanceAndSettle(0);
      return;
    } else if (kind === 'exit')
      child.end({ ...(typeof code === 'number' ? { code } : {}), ...(signal ? { signal } : {}) });
    await clock.advanceAndSettle(0);
    options.onEntry?.();
  }
};
