// The set-up assistant: its steps, the next one with what it is for.
import type { ReactElement } from 'react';
import type { SetUpStep } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import type { Dialog, Opened } from '../dialogs/dialog.ts';
import { TallDialog, tallList } from '../dialogs/list-dialog.tsx';
import { bodyRect, innerCells } from '../dialogs/rects.ts';
import { plainSigns } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { line } from '../text/spans.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { setUpIntro, setUpLines, setUpTitle, stepsOf } from './lines.ts';
import { setUpKeySentences } from './words.ts';

const SetUpView = (at: Opened<'set-up'>): ReactElement => {
  const { signs } = useTheme();
  const { frame, room } = at;
  return (
    <TallDialog
      at={at}
      name="set-up"
      title={setUpTitle(frame)}
      rows={setUpLines(frame, room.width - 2, signs)}
      empty={frameSentences.nothingFound}
      above={setUpIntro(frame, room.width).map((text) => line({ text, tone: 'muted' }))}
    />
  );
};

/** A step in words: `next: Log in. Scan …`. */
const stepText = ({ state, title, answer, about }: SetUpStep): string => {
  const words = plainSentences;
  return `${words.stepState[state]}: ${answer === undefined ? title : words.field(title, answer)}${state === 'next' ? `. ${hintText(about)}` : ''}`;
};

const saidFocus = ({ frame, room }: Opened<'set-up'>, id: string | undefined): string => {
  const at = setUpLines(frame, room.width - 2, plainSigns).find((one) => one.id === id)?.step;
  const step = stepsOf(frame).find((one) => one.id === at);
  return step === undefined ? '' : stepText(step);
};

/** Steps that stand otherwise than before, but for the time that passes. */
const changes = (
  { frame: before }: Opened<'set-up'>,
  { frame: after }: Opened<'set-up'>,
): readonly string[] => {
  if (before.core === after.core && before.ui.setUp === after.ui.setUp) return [];
  const known = new Set(stepsOf({ ...before, ui: { ...before.ui, nowMs: after.ui.nowMs } }).map(stepText));
  return stepsOf(after)
    .map(stepText)
    .filter((text) => !known.has(text));
};

/** The set-up assistant. */
export const setUpDialog: Dialog<'set-up'> = {
  places: () => ['set-up', 'overlay', 'list'],
  rect: bodyRect,
  rowsAround: (_, frame, rect) => setUpIntro(frame, innerCells(rect)).length,
  list: ({ frame, room: { width, height } }) => ({
    name: 'set-up',
    ...tallList(setUpLines(frame, width - 2, unicodeSigns)),
    height,
  }),
  View: SetUpView,
  speech: {
    title: ({ frame }) => setUpTitle(frame),
    lines: ({ frame }) => [setUpKeySentences.intro, ...stepsOf(frame).map(stepText)],
    focus: saidFocus,
    changes,
  },
};
