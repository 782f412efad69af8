// The console for a screen reader: events are printed and stay, three lines below them live. No frame, no signs, no colour.
import { Box, Static, Text } from 'ink';
import { type ReactElement, useEffect, useReducer } from 'react';
import { harmlessRow } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import type { AppHandle } from '../app/create-app.ts';
import type { Frame } from '../app/frame.ts';
import type { FrameOutput } from '../app/use-frame.ts';
import { wrapCells } from '../text/cells.ts';
import { asciiPunctuation, asciiSigns } from '../theme/signs.ts';
import { openingLines } from './events.ts';
import { liveLines } from './live-lines.ts';
import { narrate } from './narrate.ts';
import { patientTell } from './patient.ts';

// What plain mode shows: lines to be printed above the live ones, and the frame the live ones tell of. What has been printed is
// forgotten from time to time: a console runs for days.

interface Printed {
  /** Changes when printed lines were forgotten: what prints them must begin anew. */
  readonly era: number;
  readonly lines: readonly string[];
  readonly frame: Frame;
}

type PrintedEvent =
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
  return event.count < mostKept
    ? printed
    : { ...printed, era: printed.era + 1, lines: printed.lines.slice(event.count) };
};

/** Nothing has been told of what is open or said in it. */
const untold = (frame: Frame): Frame => ({ ...frame, ui: { ...frame.ui, overlays: [], toasts: [] } });

const opening = ({ app }: AppHandle): Printed => {
  const frame = app.frame();
  return { era: 0, lines: openingLines(frame, app.isDemo), frame };
};

/** What happened, line by line, above where one is, what has the focus and what the keys do. */
export const PlainScreen = ({
  handle,
  stdout,
}: {
  readonly handle: AppHandle;
  readonly stdout: FrameOutput;
}): ReactElement => {
  const { app } = handle;
  const { signs } = useTheme();
  const [{ era, lines, frame }, dispatch] = useReducer(reducePrinted, handle, opening);
  useEffect(() => {
    const { tell, end } = patientTell(stdout, (told, now) =>
      dispatch({ type: 'told', lines: told, frame: now }),
    );
    const endNarration = narrate(handle, untold(handle.app.frame()), tell);
    return () => {
      endNarration();
      end();
    };
  }, [handle, stdout]);
  const count = lines.length;
  useEffect(() => dispatch({ type: 'printed', count }), [count]);
  // The border to the terminal: whatever is in a line, it stays one and drives nothing.
  const shown = (text: string): string =>
    signs === asciiSigns ? asciiPunctuation(harmlessRow(text)) : harmlessRow(text);
  // Broken between words: readers go by rows of the terminal, and would read two halves of a word.
  const wrapped = (text: string): string =>
    wrapCells(shown(text), Math.max(1, frame.layout.columns - 1)).join('\n');
  const [place, focus, hints] = liveLines(frame, (id, at) => app.reasonOf(id, at));
  return (
    <Box flexDirection="column">
      <Static key={era} items={[...lines]}>
        {(text, index) => <Text key={index}>{wrapped(text)}</Text>}
      </Static>
      <Text>{shown(place)}</Text>
      <Text>{shown(focus)}</Text>
      <Text>{shown(hints)}</Text>
    </Box>
  );
};
