// A question with two answers, and one answered by text: what it says, then its buttons or its field.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { fieldLine } from '../components/text-field.ts';
import type { Rect } from '../layout/layout.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { ConfirmOverlay, PromptOverlay, UiState } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, type Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Dialog, Opened } from './dialog.ts';
import { boxRect } from './rects.ts';

/** A button, marked if it has the focus. */
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

/** What stands inside a dialog of this rectangle. */
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

const saidLines = ({ overlay }: Opened<'confirm' | 'prompt'>): readonly string[] =>
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
    lines: saidLines,
    focus: ({ overlay }) =>
      plainSentences.inFocus(
        oneLine(overlay.title),
        overlay.focus === 'cancel' ? (overlay.cancelLabel ?? frameSentences.cancel) : overlay.confirmLabel,
      ),
  },
};

/** A question answered by text. */
export const promptDialog: Dialog<'prompt'> = {
  places: () => ['prompt', 'field'],
  field: ({ title, isBusy }) => ({ name: 'prompt', label: oneLine(title), isBusy }),
  rect: (layout, { lines }) => boxRect(layout, lines, 5 + noteRows),
  View: QuestionView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.title),
    isQuestion: true,
    lines: saidLines,
    focus: ({ overlay }) => oneLine(overlay.title),
    changes: ({ overlay: { error: last } }, { overlay: { error } }) =>
      error === undefined || error === last ? [] : [plainSentences.error(error)],
  },
};
