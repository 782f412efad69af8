// A terminal that is not read (its window is frozen, `^S`) takes no lines. What happens meanwhile must not be kept without bound, and nobody
// could listen to all of it afterwards.

import type { Frame } from '../app/frame.ts';
import type { FrameOutput } from '../app/use-frame.ts';
import type { Tell } from './narrate.ts';
import { plainSentences } from './words.ts';

/** So many lines wait for the terminal; of more, the last. */
export const mostWaiting = 200;

/** A {@link Tell} that waits while the terminal has not taken what it was given, and how to end that. */
export interface PatientTell {
  readonly tell: Tell;
  readonly end: () => void;
}

/** Passes on what is told as long as the terminal takes it; then, once it takes something again, the last lines with the number of those left out. */
export const patientTell = (stdout: FrameOutput, tell: Tell): PatientTell => {
  let waiting: readonly string[] = [];
  let dropped = 0;
  let last: Frame | undefined;
  const pass = (): void => {
    if (last === undefined) return;
    const lines = dropped === 0 ? waiting : [plainSentences.leftOut(dropped), ...waiting];
    const frame = last;
    waiting = [];
    dropped = 0;
    last = undefined;
    tell(lines, frame);
  };
  return {
    tell: (lines, frame) => {
      const isFirst = last === undefined;
      if (isFirst && stdout.writableNeedDrain !== true) return tell(lines, frame);
      const all = [...waiting, ...lines];
      waiting = all.slice(-mostWaiting);
      dropped += all.length - waiting.length;
      last = frame;
      if (isFirst) stdout.once('drain', pass);
    },
    end: () => {
      stdout.off('drain', pass);
    },
  };
};
