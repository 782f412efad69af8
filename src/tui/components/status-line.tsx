// The row above the footer: an error or a word, else what is filtered, and where the data comes from.
import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { activeList } from '../actions/active.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { countMarked } from '../layout/window-for.ts';
import { screenOf } from '../screens/registry.ts';
import type { Toast, UiState } from '../state/ui-state.ts';
import { type Line, line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { Row } from './row.tsx';
import { fieldLine } from './text-field.ts';

const toastLine = (toast: Toast, signs: Signs): Line =>
  toast.kind === 'error'
    ? line({ text: `${signs.failed} ${toast.text}`, tone: 'bad' }, toast.hint === undefined ? undefined : ` ${toast.hint}`)
    : toast.kind === 'done'
      ? line({ text: `${signs.done} ${toast.text}`, tone: 'good' })
      : line({ text: `${signs.bullet} ${toast.text}`, tone: 'accent' });

/** Errors first, then the last word said. */
const shownToast = (ui: UiState): Toast | undefined => ui.toasts.findLast((toast) => toast.kind === 'error') ?? ui.toasts.at(-1);

const usual = (frame: Frame, signs: Signs): Line => {
  const list = frame.ui.overlays.length === 0 ? activeList(frame) : undefined;
  const state = list === undefined ? undefined : listState(frame.ui, list.name);
  // Marks of rows that have gone, or that the filter hides, are not counted: nothing acts on them.
  const marked = list === undefined || state === undefined ? 0 : countMarked(list.ids, state.marks);
  return line(
    state !== undefined && state.filter !== '' && list !== undefined
      ? { text: `/${state.filter} ${sentences.frame.shownOf(list.shown ?? list.ids.length, list.total)}  `, tone: 'accent' }
      : undefined,
    marked === 0 ? undefined : { text: `${sentences.frame.marked(marked)}  `, tone: 'accent' },
    ...screenOf(frame.ui.screen).statusLine(frame, signs),
  );
};

/** The status line of `frame`. */
export const StatusLine = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { columns } = frame.layout;
  const toast = shownToast(frame.ui);
  if (frame.ui.focus === 'filter' && frame.ui.overlays.length === 0 && toast?.kind !== 'error') {
    const list = activeList(frame);
    const count = sentences.frame.shownOf(list?.shown ?? list?.ids.length ?? 0, list?.total);
    const field = fieldLine('/', frame.ui.fields.filter, true, columns - 12);
    return <Row spans={line(...field, { text: `  ${count}`, tone: 'muted' })} cells={columns} />;
  }
  return <Row spans={toast === undefined ? usual(frame, signs) : toastLine(toast, signs)} cells={columns} />;
};
