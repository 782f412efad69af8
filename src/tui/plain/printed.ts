// What plain mode shows: lines to be printed above the live ones, and the frame the live ones tell of. What has been printed is
// forgotten from time to time: a console runs for days.
import type { Frame } from '../app/frame.ts';

export interface Printed {
  /** Changes when printed lines were forgotten: what prints them must begin anew. */
  readonly era: number;
  readonly lines: readonly string[];
  readonly frame: Frame;
}

export type PrintedEvent =
  | { readonly type: 'told'; readonly lines: readonly string[]; readonly frame: Frame }
  /** The first `count` lines are on the terminal. */
  | { readonly type: 'printed'; readonly count: number };

/** So many printed lines are kept before they are forgotten. */
export const mostKept = 200;

/** The fold of PrintedEvents. */
export const reducePrinted = (printed: Printed, event: PrintedEvent): Printed => {
  if (event.type === 'told') {
    const lines = event.lines.length === 0 ? printed.lines : [...printed.lines, ...event.lines];
    return { ...printed, lines, frame: event.frame };
  }
  return event.count < mostKept ? printed : { ...printed, era: printed.era + 1, lines: printed.lines.slice(event.count) };
};
