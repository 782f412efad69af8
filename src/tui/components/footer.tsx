// The last two rows: the status line, and what the keys do here, from the binding table. `? help` is never dropped.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { activeList } from '../app/active.ts';
import { useApp, useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { commandRunSentences } from '../gateway/words.ts';
import { type Binding, bindings, ownStrokes } from '../keys/bindings.ts';
import { canHelp, isTyping, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { countMarked } from '../layout/window-for.ts';
import { isStaying, type Toast, type UiState } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { type Line, line, lineText } from '../text/spans.ts';
import { elapsedText } from '../text/times.ts';
import { asciiSigns, type Signs } from '../theme/signs.ts';
import { Rows } from './list.tsx';
import { fieldLine, Row } from './row.tsx';

/** The bindings worth a hint here, best first, without those that cannot be run now. */
const hinted = (
  frame: Frame,
  reasonOf: (id: (typeof bindings)[number]['id']) => string | undefined,
): readonly (typeof bindings)[number][] => {
  const places = placesOf(frame.ui);
  return bindings
    .filter(
      (binding) =>
        places.includes(binding.place) &&
        rank(binding) !== undefined &&
        ownStrokes(binding, places).length > 0 &&
        reasonOf(binding.id) === undefined,
    )
    .toSorted((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
};

const rank = (binding: Binding): number | undefined => binding.hint;

const hint = (binding: (typeof bindings)[number], frame: Frame, isAscii: boolean): Line =>
  line(
    {
      text: strokeLabel(ownStrokes(binding, placesOf(frame.ui))[0] ?? '', isAscii),
      isBold: true,
      tone: 'accent',
    },
    ` ${keySentences[binding.id]}`,
  );

export const footerLine = (
  hints: readonly Line[],
  help: Line | undefined,
  cells: number,
  most: number,
): Line => {
  const gap = '  ';
  const reserved = help === undefined ? 0 : cellWidth(lineText(help)) + gap.length;
  const shown: Line[] = [];
  let used = 0;
  for (const part of hints.slice(0, most)) {
    const width = cellWidth(lineText(part)) + gap.length;
    if (used + width + reserved > cells) break;
    shown.push(part);
    used += width;
  }
  return [...shown, ...(help === undefined ? [] : [help])].flatMap((part, index) =>
    index === 0 ? part : [{ text: gap }, ...part],
  );
};

/** `? help`; while letters are text, F1. */
const helpHint = (isTyped: boolean, isAscii: boolean): Line =>
  line(
    { text: strokeLabel(isTyped ? 'f1' : '?', isAscii), isBold: true, tone: 'accent' },
    ` ${keySentences['app.help']}`,
  );

/** The footer of `frame`. Narrow windows show three hints. */
export const Footer = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const isAscii = signs === asciiSigns;
  const rows = hinted(frame, app.reasonOf).filter(({ id }) => id !== 'app.help');
  const help = canHelp(frame.ui) ? helpHint(isTyping(frame.ui), isAscii) : undefined;
  const { columns } = frame.layout;
  const most = columns < 80 ? 3 : 12;
  return (
    <Row
      spans={footerLine(
        rows.map((row) => hint(row, frame, isAscii)),
        help,
        columns,
        most,
      )}
      cells={columns}
    />
  );
};

// The row above the footer: an error or a word, else what is filtered, and where the data comes from.

const looks = {
  error: { sign: 'failed', tone: 'bad' },
  warning: { sign: 'attention', tone: 'warn' },
  done: { sign: 'done', tone: 'good' },
  note: { sign: 'bullet', tone: 'accent' },
} as const;

const toastLine = ({ kind, text, hint }: Toast, signs: Signs): Line => {
  const { sign, tone } = looks[kind];
  return line({ text: `${signs[sign]} ${text}`, tone }, hint === undefined ? undefined : ` ${hint}`);
};

/** What runs unseen. */
const runMark = ({ core, ui }: Frame, signs: Signs): Line => {
  const run = core.runs.findLast(({ status }) => status !== 'ended');
  const top = ui.overlays.at(-1);
  if (run === undefined || (top?.type === 'command-run' && top.runId === run.id)) return [];
  return [
    {
      text: `${signs.connecting} ${commandRunSentences.mark(run.title, elapsedText(ui.nowMs - run.startedAtMs))}  `,
      tone: 'warn',
    },
  ];
};

/** Errors and what is left to do first, then the last word said. */
const shownToast = (ui: UiState): Toast | undefined =>
  ui.toasts.findLast(({ kind }) => kind === 'error') ?? ui.toasts.findLast(isStaying) ?? ui.toasts.at(-1);

/** The next step of an error is its end: it is shown over as many rows as it needs, but never over all. */
const mostRows = 4;

/**
 * A word that must be read whole (all but what was done) and does not fit the status line: its rows, the last of them on the status line.
 * Undefined where one row is enough, and while a question has the screen.
 */
const tallToast = ({ ui, layout }: Frame, signs: Signs): readonly Line[] | undefined => {
  const toast = shownToast(ui);
  if (toast === undefined || toast.kind === 'done' || ui.overlays.length > 0) return undefined;
  const { sign, tone } = looks[toast.kind];
  const toastRows = wrapCells(`${signs[sign]} ${toast.text}`, layout.columns).map(
    (text): Line => [{ text, tone }],
  );
  const whole = lineText(toastLine(toast, signs));
  if (cellWidth(whole) <= layout.columns) return undefined;
  const hint =
    toast.hint === undefined
      ? []
      : wrapCells(`  ${toast.hint}`, layout.columns).map((text): Line => [{ text }]);
  return [...toastRows, ...hint].slice(0, Math.min(mostRows, Math.max(1, layout.body.height - 1)));
};

const usual = (frame: Frame, signs: Signs): Line => {
  const list = frame.ui.overlays.length === 0 ? activeList(frame) : undefined;
  const state = list === undefined ? undefined : listState(frame.ui, list.name);
  // Marks of rows that have gone, or that the filter hides, are not counted: nothing acts on them.
  const marked = list === undefined || state === undefined ? 0 : countMarked(list.ids, state.marks);
  return line(
    ...runMark(frame, signs),
    state !== undefined && state.filter !== '' && list !== undefined
      ? {
          text: `/${state.filter} ${frameSentences.shownOf(list.shown ?? list.ids.length, list.total)}  `,
          tone: 'accent',
        }
      : undefined,
    marked === 0 ? undefined : { text: `${frameSentences.marked(marked)}  `, tone: 'accent' },
    ...screenOf(frame.ui.screen).statusLine(frame, signs),
  );
};

/** The status line of `frame`. */
export const StatusLine = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { columns } = frame.layout;
  const { pendingCheck } = frame.ui;
  if (pendingCheck?.isShown === true)
    return (
      <Row spans={line({ text: `${signs.connecting} ${pendingCheck.text}`, tone: 'warn' })} cells={columns} />
    );
  const toast = shownToast(frame.ui);
  if (frame.ui.focus === 'filter' && frame.ui.overlays.length === 0 && toast?.kind !== 'error') {
    const list = activeList(frame);
    const count = frameSentences.shownOf(list?.shown ?? list?.ids.length ?? 0, list?.total);
    const field = fieldLine('/', frame.ui.fields.filter, true, columns - 12);
    return <Row spans={line(...field, { text: `  ${count}`, tone: 'muted' })} cells={columns} />;
  }
  return <Row spans={toast === undefined ? usual(frame, signs) : toastLine(toast, signs)} cells={columns} />;
};

/** A word that needs more than the status line, over the last rows of the screen. */
export const TallToast = ({ frame }: { readonly frame: Frame }): ReactElement | null => {
  const { signs } = useTheme();
  const lines = tallToast(frame, signs);
  if (lines === undefined) return null;
  const { columns, rows } = frame.layout;
  return (
    <Box position="absolute" marginTop={rows - 1 - lines.length} width={columns} height={lines.length}>
      <Rows lines={lines} width={columns} height={lines.length} />
    </Box>
  );
};
