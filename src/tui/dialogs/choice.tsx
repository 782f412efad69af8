// A question with several answers. What they mean stands beside or under them; where there is no room for that, the meaning of the selected
// one stands whole below.
import type { ReactElement } from 'react';
import { largest } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import type { Rect } from '../layout/layout.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { Choice, ChoiceOverlay } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import type { Dialog, Opened } from './dialog.ts';
import { heightsOf, ListDialog, placeIds, TallDialog, type TallRow, tallList } from './list-dialog.tsx';
import { innerCells, questionRect } from './rects.ts';

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

/** A question with several answers. */
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
