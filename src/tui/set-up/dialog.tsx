// The set-up assistant: its steps, the next one with what it is for.
import type { ReactElement } from 'react';
import { type SetUpStep, type SetUpStepId, sentences, setUpSteps } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { bodyRect, type Dialog, innerCells, type Opened } from '../dialogs/dialog.ts';
import { TallDialog, type TallRow, tallList } from '../dialogs/list-dialog.tsx';
import { plainSigns } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, type Span } from '../text/spans.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import { setUpKeySentences } from './words.ts';

// The set-up assistant as rows of the screen: a step and its answer, and what it is for where it comes next.

const words = sentences.setUp;

export const stepsOf = ({ core, ui }: Frame): readonly SetUpStep[] => setUpSteps(core, ui.setUp, ui.nowMs);

/** A step: Enter does it. */
interface SetUpLine extends TallRow {
  readonly step: SetUpStepId;
}

const signOf = ({ state }: SetUpStep, signs: Signs): Span => {
  if (state === 'done') return { text: `${signs.done} `, tone: 'good' };
  return state === 'next'
    ? { text: `${signs.attention} `, tone: 'warn' }
    : { text: `${signs.bullet} `, tone: 'muted' };
};

/** What is next says what it is for; so does what has begun and waits, and what is in the way. */
const isTold = ({ state, answer }: SetUpStep): boolean =>
  state === 'next' || (state !== 'done' && answer !== undefined);

const stepRow = (step: SetUpStep, cells: number, signs: Signs): SetUpLine => {
  const isNext = step.state === 'next';
  const headline = step.answer === undefined ? step.title : `${step.title}: ${step.answer}`;
  const lines: readonly Line[] = [
    ...wrapCells(headline, Math.max(1, cells - 2)).map(
      (text, at): Line => line(at === 0 ? signOf(step, signs) : '  ', { text, isBold: isNext }),
    ),
    ...(isTold(step)
      ? wrapCells(hintText(step.about) ?? '', Math.max(1, cells - 4)).map((text): Line => line('    ', text))
      : []),
  ];
  return { id: step.id, step: step.id, lines };
};

/** All rows in a width of `cells`. */
export const setUpLines = (frame: Frame, cells: number, signs: Signs): readonly SetUpLine[] =>
  stepsOf(frame).map((step) => stepRow(step, cells, signs));

/** What stands above the steps, where there is room for it. */
const setUpIntro = (frame: Frame, cells: number): readonly string[] =>
  frame.layout.sizeClass === 'tight' || frame.layout.sizeClass === 'compact'
    ? []
    : [...wrapCells(setUpKeySentences.intro, Math.max(1, cells)), ''];

const setUpTitle = ({ ui: { setUp } }: Frame): string =>
  setUp.accountId === undefined ? words.title : words.titleOf(setUp.accountId);

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

const speechFocus = ({ frame, room }: Opened<'set-up'>, id: string | undefined): string => {
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
    focus: speechFocus,
    changes,
  },
};
