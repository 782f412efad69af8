// The console for a screen reader: events are printed and stay, three lines below them live. No frame, no signs, no colour.
import { Box, Static, Text } from 'ink';
import { type ReactElement, useEffect, useReducer } from 'react';
import { harmlessRow } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import type { AppHandle } from '../app/create-app.ts';
import type { Frame } from '../app/frame.ts';
import type { FrameOutput } from '../app/use-frame.ts';
import { wrapCells } from '../text/cells.ts';
import { asciiPunctuation, asciiSigns } from '../theme/signs.ts';
import { eventsBetween, openingLines } from './events.ts';
import { liveLines } from './live-lines.ts';
import { plainSentences } from './words.ts';

// Watches both stores and tells what happened. What the operator did is told at once; what comes in by itself is gathered,
// because nobody can listen to two hundred messages a second.

/** The first of what comes in is told after so long (ms). */
const firstMs = 40;
/** While more comes in, it is told at most this often (ms). */
const apartMs = 500;

/** Is called with the sentences of what happened, often none, and the frame it led to. */
type Print = (lines: readonly string[], frame: Frame) => void;

/** Messages that come while an overlay is open are told once it is closed: they would be read out in the midst of a question. */
const heard = (lastFrame: Frame, now: Frame): Frame =>
  now.ui.screen === 'feed' && now.ui.overlays.length > 0
    ? { ...now, core: { ...now.core, feed: lastFrame.core.feed } }
    : now;

/** Calls `print` after everything that happens from `start` on, and once for what has happened since. Returns what ends it. */
const narrate = ({ app, ui }: AppHandle, start: Frame, print: Print): (() => void) => {
  const { store } = app.console;
  let lastFrame = start;
  let timer: NodeJS.Timeout | undefined;
  const printNow = (): void => {
    const now = app.frame();
    const lines = eventsBetween(lastFrame, now);
    lastFrame = heard(lastFrame, now);
    print(lines, now);
  };
  const wait = (delayMs: number, before = store.getState()): void => {
    timer = setTimeout(() => {
      timer = undefined;
      const isSame = store.getState() === before;
      printNow();
      if (!isSame) wait(apartMs);
    }, delayMs);
  };
  const offUi = ui.subscribe(printNow);
  const offCore = store.subscribe((_, before) => {
    if (timer === undefined) wait(firstMs, before);
  });
  printNow();
  return () => {
    offUi();
    offCore();
    clearTimeout(timer);
  };
};

// A terminal that is not read (its window is frozen, `^S`) takes no lines. What happens meanwhile must not be kept without bound, and nobody
// could listen to all of it afterwards.

/** So many lines wait for the terminal; of more, the last. */
export const mostWaiting = 200;

/** A {@link Print} that waits while the terminal has not taken what it was given, and how to end that. */
interface PatientPrint {
  readonly print: Print;
  readonly end: () => void;
}

/** Passes on what is told as long as the terminal takes it; then, once it takes something again, the last lines with the number of those left out. */
export const patientPrint = (stdout: FrameOutput, print: Print): PatientPrint => {
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
    print(lines, frame);
  };
  return {
    print: (lines, frame) => {
      const isFirst = last === undefined;
      if (isFirst && stdout.writableNeedDrain !== true) return print(lines, frame);
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
const withoutOverlays = (frame: Frame): Frame => ({
  ...frame,
  ui: { ...frame.ui, overlays: [], toasts: [] },
});

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
    const { print, end } = patientPrint(stdout, (lastFrame, now) =>
      dispatch({ type: 'told', lines: lastFrame, frame: now }),
    );
    const endNarration = narrate(handle, withoutOverlays(handle.app.frame()), print);
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
