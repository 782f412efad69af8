// Help and palette are one: the keys that hold here, and by typing all there is; Enter runs or goes there. What cannot be run now says why.
import type { ReactElement } from 'react';
import { useApp, useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/row.tsx';
import { plainSentences } from '../plain/words.ts';
import { fitCells } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import { asciiSigns } from '../theme/signs.ts';
import { type Dialog, type Opened, questionRect, type ReasonOf } from './dialog.ts';
import { ListDialog } from './list-dialog.tsx';
import { frameUnderHelp, type PaletteRow, paletteRows } from './palette.ts';

/** Rows of the field, with a blank one where there is room. */
const fieldRows = ({ layout }: Frame): number => (layout.sizeClass === 'tight' ? 1 : 2);

/** Why a row cannot be run now. What another screen can do depends on what stands there: it is said when one has come to it. */
const whyNot = (row: PaletteRow, under: Frame, reasonOf: ReasonOf): string | undefined =>
  row.type === 'key' ? reasonOf(row.id, under) : undefined;

const HelpView = (at: Opened<'help'>): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const { frame, rect } = at;
  const rows = paletteRows(at, signs === asciiSigns);
  const under = frameUnderHelp(frame);
  const byId = new Map(rows.map((row) => [row.rowId, row]));
  const { width } = rect;
  const lineOf = (id: string): Line => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const reason = whyNot(row, under, app.reasonOf);
    return line(
      {
        text: fitCells(row.keys, Math.min(18, Math.floor(width / 4)), { ellipsis: signs.ellipsis }),
        isBold: true,
        tone: 'accent',
      },
      ` ${row.label}`,
      { text: reason === undefined ? `  ${row.place}` : `  ${signs.failed} ${reason}`, tone: 'muted' },
    );
  };
  const wholeOf = (id: string): string | undefined => {
    const row = byId.get(id);
    const reason = row && whyNot(row, under, app.reasonOf);
    return (
      row &&
      (reason === undefined
        ? frameSentences.helpRow(row.label, row.place)
        : frameSentences.helpRow(row.label, reason))
    );
  };
  return (
    <ListDialog
      at={at}
      name="help"
      title={frameSentences.helpTitle}
      ids={rows.map(({ rowId }) => rowId)}
      lineOf={lineOf}
      empty={frameSentences.nothingFound}
      wholeOf={wholeOf}
      above={[fieldLine(`${frameSentences.helpField}:`, frame.ui.fields.help, true, width - 4), []].slice(
        0,
        fieldRows(frame),
      )}
    />
  );
};

const speechFocus = (at: Opened<'help'>, id: string | undefined, reasonOf: ReasonOf): string => {
  const words = plainSentences;
  const rows = paletteRows(at, true);
  const row = rows.find((one) => one.rowId === id);
  const field = words.field(frameSentences.helpField, at.frame.ui.fields.help.value);
  if (row === undefined) return `${field}, ${words.matches(0)}`;
  const reason = whyNot(row, frameUnderHelp(at.frame), reasonOf);
  const selected = words.keyOf(row.label, row.keys);
  return [
    field,
    words.matches(rows.length),
    words.selected(reason === undefined ? selected : `${selected}, ${words.notNow(reason)}`),
  ].join(', ');
};

/** Help and palette: a field, and the bindings that match what was typed. */
export const helpDialog: Dialog<'help'> = {
  places: () => ['help', 'field'],
  field: () => ({ name: 'help', label: frameSentences.helpField }),
  rect: questionRect,
  hasFoot: true,
  rowsAround: (_, frame) => fieldRows(frame),
  list: (at) => ({ name: 'help', ids: paletteRows(at).map((row) => row.rowId), height: at.room.height }),
  View: HelpView,
  speech: {
    title: () => frameSentences.helpTitle,
    lines: (at) => [plainSentences.entries(paletteRows(at).length)],
    focus: speechFocus,
  },
};
