// A question with two answers, one with several, and one answered by text: what it says, then its buttons or its field.
import type { ReactElement } from 'react';
import { largest } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { fieldLine } from '../components/row.tsx';
import type { Rect } from '../layout/layout.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { Choice, ChoiceOverlay, ConfirmOverlay, PromptOverlay, UiState } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { bold, type Line, line, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { boxRect, type Dialog, innerCells, type Opened, questionRect } from './dialog.ts';
import { heightsOf, ListDialog, placeIds, TallDialog, type TallRow, tallList } from './list-dialog.tsx';

export const button = (label: string, hasFocus: boolean, signs: Signs): Span => ({
  text: hasFocus ? ` ${signs.selected}[ ${label} ] ` : `  [ ${label} ] `,
  isBold: hasFocus,
  ...(hasFocus ? { tone: 'selected' as const } : {}),
});

/** Cancel (`safe`), and the button that does it; the one with the focus is marked. */
export const yesNoButtons = (
  label: string,
  focus: 'cancel' | 'confirm',
  signs: Signs,
  safe: string = frameSentences.cancel,
): Line => line(button(safe, focus === 'cancel', signs), ' ', button(label, focus === 'confirm', signs));

/** Text that does not fit is cut from its end, with a sign that there was more; never the buttons. */
const fitted = (
  text: readonly Line[],
  below: readonly Line[],
  rows: number,
  signs: Signs,
): readonly Line[] => {
  const room = Math.max(0, rows - below.length);
  const shown =
    text.length <= room
      ? text
      : [...text.slice(0, Math.max(0, room - 1)), line({ text: signs.ellipsis, tone: 'muted' })];
  return [
    ...shown.slice(0, room),
    ...Array.from({ length: Math.max(0, room - shown.length) }, (): Line => []),
    ...below,
  ];
};

/** A prompt's refusal has room for so many rows. */
const noteRows = 3;

const promptNote = (overlay: PromptOverlay, cells: number, signs: Signs): readonly Line[] => {
  if (overlay.isBusy) return [line({ text: frameSentences.working, tone: 'muted' })];
  if (overlay.error === undefined) return [];
  return wrapCells(`${signs.failed} ${overlay.error}`, cells).map(
    (text): Line => line({ text, tone: 'bad' }),
  );
};

const dialogLines = (
  overlay: ConfirmOverlay | PromptOverlay,
  ui: UiState,
  rect: Rect,
  signs: Signs,
): readonly Line[] => {
  const cells = Math.max(1, rect.width - 4);
  const text = overlay.lines
    .flatMap((paragraph) => wrapCells(paragraph, cells))
    .map((row): Line => line(row));
  const rows = rect.height - 2;
  if (overlay.type === 'confirm' && overlay.typed === undefined)
    return fitted(
      text,
      [[], yesNoButtons(overlay.confirmLabel, overlay.focus, signs, overlay.cancelLabel)],
      rows,
      signs,
    );
  if (overlay.type === 'confirm') {
    const label = frameSentences.typedLabel(overlay.typed ?? '');
    return fitted(
      text,
      [[], line({ text: label, tone: 'muted' }), fieldLine(signs.selected, ui.fields.confirm, true, cells)],
      rows,
      signs,
    );
  }
  const note = promptNote(overlay, cells, signs).slice(0, noteRows);
  const blank = Array.from({ length: noteRows - note.length }, (): Line => []);
  return fitted(
    text,
    [[], fieldLine(signs.selected, ui.fields.prompt, true, cells), ...note, ...blank],
    rows,
    signs,
  );
};

const QuestionView = ({ frame, overlay, rect }: Opened<'confirm' | 'prompt'>): ReactElement => {
  const { signs } = useTheme();
  return (
    <DialogFrame
      rect={rect}
      title={overlay.title}
      lines={dialogLines(overlay, frame.ui, rect, signs)}
      isDanger={overlay.type === 'confirm' && overlay.isDanger}
    />
  );
};

const speechLines = ({ overlay }: Opened<'confirm' | 'prompt'>): readonly string[] =>
  overlay.lines.map(oneLine).filter((text) => text !== '');

/** A question answered by one of two buttons, or by the word that must be typed. */
export const confirmDialog: Dialog<'confirm'> = {
  places: ({ typed }) => (typed === undefined ? ['confirm'] : ['prompt', 'field']),
  field: ({ typed }) =>
    typed === undefined ? undefined : { name: 'confirm', label: frameSentences.typedLabel(typed) },
  // No letter of a text answers a question: that takes a key pressed by itself.
  burst: ({ typed }, strokes) => (typed === undefined ? [] : strokes),
  rect: (layout, { lines, typed }) => boxRect(layout, lines, typed === undefined ? 6 : 8),
  View: QuestionView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.title),
    isQuestion: true,
    lines: speechLines,
    focus: ({ overlay }) =>
      plainSentences.inFocus(
        oneLine(overlay.title),
        overlay.focus === 'cancel' ? (overlay.cancelLabel ?? frameSentences.cancel) : overlay.confirmLabel,
      ),
  },
};

export const promptDialog: Dialog<'prompt'> = {
  places: () => ['prompt', 'field'],
  field: ({ title, isBusy }) => ({ name: 'prompt', label: oneLine(title), isBusy }),
  rect: (layout, { lines }) => boxRect(layout, lines, 5 + noteRows),
  View: QuestionView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.title),
    isQuestion: true,
    lines: speechLines,
    focus: ({ overlay }) => oneLine(overlay.title),
    changes: ({ overlay: { error: last } }, { overlay: { error } }) =>
      error === undefined || error === last ? [] : [plainSentences.error(error)],
  },
};

// A question with several answers. What they mean stands beside or under them; where there is no room for that, the meaning of the selected
// one stands whole below.

/** An answer and what it means: beside it, else below it. */
const choiceLines = ({ label, means }: Choice, cells: number): readonly Line[] => {
  const labelled = wrapCells(label, Math.max(1, cells)).map((text) => line(bold(text)));
  if (means === '') return labelled;
  if (cellWidth(label) + cellWidth(means) + 2 <= cells)
    return [line(bold(label), toned(`  ${means}`, 'muted'))];
  return [
    ...labelled,
    ...wrapCells(means, Math.max(1, cells - 2)).map((text) => line(toned(`  ${text}`, 'muted'))),
  ];
};

/** All answers, whole, in a width of `cells`; known by their place. */
const choiceRows = ({ choices }: Pick<ChoiceOverlay, 'choices'>, cells: number): readonly TallRow[] =>
  choices.map((choice, index) => ({ id: String(index), lines: choiceLines(choice, cells) }));

/** So many answers are always seen, whatever the question says. */
const leastAnswers = 3;

/** What a choice says above its answers, with a blank row: cut from its end where the answers would be left without room. */
const choiceText = ({ lines, choices }: ChoiceOverlay, rect: Rect, ellipsis: string): readonly string[] => {
  const rows = lines.flatMap((text) => wrapCells(text, innerCells(rect)));
  const room = Math.max(0, rect.height - 3 - Math.min(choices.length, leastAnswers));
  if (rows.length === 0 || room === 0) return [];
  return [...(rows.length <= room ? rows : [...rows.slice(0, room - 1), ellipsis]), ''];
};

/**
 * Rows below the answers for what the selected one means: none while there is room for all of it beside or under the answers, or where
 * the answers would be left without room.
 */
const meaningRows = (overlay: ChoiceOverlay, rect: Rect): number => {
  const { choices } = overlay;
  const cells = innerCells(rect);
  const room = rect.height - 2 - choiceText(overlay, rect, '').length;
  const whole = heightsOf(choiceRows(overlay, cells - 2)).reduce((sum, rows) => sum + rows, 0);
  if (whole <= room) return 0;
  const rows = largest(
    choices.map(({ means }) => wrapCells(means, cells).length),
    0,
  );
  return Math.max(0, Math.min(rows + 1, room - Math.min(choices.length, leastAnswers)));
};

const ChoiceView = (at: Opened<'choice'>): ReactElement => {
  const { frame, overlay, rect, room } = at;
  const { signs } = useTheme();
  const meaning = meaningRows(overlay, rect);
  const common = {
    at,
    name: 'choice',
    title: overlay.title,
    empty: frameSentences.nothingFound,
    above: choiceText(overlay, rect, signs.ellipsis).map((text) => line(text)),
  } as const;
  if (meaning === 0) return <TallDialog {...common} rows={choiceRows(overlay, room.width - 2)} />;
  const ids = placeIds(overlay.choices.length);
  const selected = overlay.choices[selectedIndexIn(ids, listState(frame.ui, 'choice'))];
  const below: readonly Line[] = [
    [],
    ...wrapCells(selected?.means ?? '', room.width).map((text) => line(toned(text, 'info'))),
  ];
  return (
    <ListDialog
      {...common}
      ids={ids}
      lineOf={(id) => {
        const choice = overlay.choices[Number(id)];
        return line(
          bold(choice?.label ?? ''),
          choice?.means === '' ? undefined : toned(`  ${choice?.means ?? ''}`, 'muted'),
        );
      }}
      below={below.slice(0, meaning)}
    />
  );
};

export const choiceDialog: Dialog<'choice'> = {
  places: () => ['choice', 'list'],
  rect: questionRect,
  rowsAround: (overlay, _, rect) => choiceText(overlay, rect, '').length + meaningRows(overlay, rect),
  list: ({ overlay, rect, room: { width, height } }) => ({
    name: 'choice',
    height,
    ...(meaningRows(overlay, rect) === 0
      ? tallList(choiceRows(overlay, width - 2))
      : { ids: placeIds(overlay.choices.length) }),
  }),
  View: ChoiceView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.title),
    lines: ({ overlay }) => [
      ...overlay.lines.map(oneLine),
      ...overlay.choices.map(({ label, means }) => plainSentences.field(label, means)),
    ],
    focus: ({ overlay }, id) => {
      const choice = overlay.choices[Number(id)];
      return choice === undefined ? oneLine(overlay.title) : plainSentences.field(choice.label, choice.means);
    },
  },
};
