// The set-up assistant as rows of the screen: a step and its answer, and what it is for where it comes next.
import { type SetUpStep, type SetUpStepId, sentences, setUpSteps } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import type { TallRow } from '../dialogs/list-dialog.tsx';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, type Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { setUpKeySentences } from './words.ts';

const words = sentences.setUp;

/** The steps as they stand. */
export const stepsOf = ({ core, ui }: Frame): readonly SetUpStep[] => setUpSteps(core, ui.setUp, ui.nowMs);

/** A step: Enter does it. */
export interface SetUpLine extends TallRow {
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
  const said = step.answer === undefined ? step.title : `${step.title}: ${step.answer}`;
  const lines: readonly Line[] = [
    ...wrapCells(said, Math.max(1, cells - 2)).map(
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
export const setUpIntro = (frame: Frame, cells: number): readonly string[] =>
  frame.layout.sizeClass === 'tight' || frame.layout.sizeClass === 'compact'
    ? []
    : [...wrapCells(setUpKeySentences.intro, Math.max(1, cells)), ''];

/** The title of the overlay. */
export const setUpTitle = ({ ui: { setUp } }: Frame): string =>
  setUp.accountId === undefined ? words.title : words.titleOf(setUp.accountId);
