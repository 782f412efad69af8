// The row above the footer: an error or a word, else what is filtered, and where the data comes from.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { activeList } from '../app/active.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { commandRunSentences } from '../gateway/words.ts';
import { countMarked } from '../layout/window-for.ts';
import { isStaying, type Toast, type UiState } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { type Line, line, lineText } from '../text/spans.ts';
import { elapsedText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { Rows } from './list.tsx';
import { Row } from './row.tsx';
import { fieldLine } from './text-field.ts';

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
  const said = wrapCells(`${signs[sign]} ${toast.text}`, layout.columns).map(
    (text): Line => [{ text, tone }],
  );
  const whole = lineText(toastLine(toast, signs));
  if (cellWidth(whole) <= layout.columns) return undefined;
  const hint =
    toast.hint === undefined
      ? []
      : wrapCells(`  ${toast.hint}`, layout.columns).map((text): Line => [{ text }]);
  return [...said, ...hint].slice(0, Math.min(mostRows, Math.max(1, layout.body.height - 1)));
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
  const { looking } = frame.ui;
  if (looking?.isShown === true)
    return (
      <Row spans={line({ text: `${signs.connecting} ${looking.text}`, tone: 'warn' })} cells={columns} />
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
