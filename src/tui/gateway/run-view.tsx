import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { Dialog } from '../components/dialog.tsx';
import type { OverlayProps } from '../dialogs/overlay-props.ts';
import { overlayInner, overlayRect } from '../dialogs/overlay-rect.ts';
import { windowFor } from '../layout/window-for.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { hasEnded, runOf, runRows } from './run-dialog.ts';
import { commandRunSentences } from './words.ts';

const words = commandRunSentences;

/** A command and what it prints, as it prints it. */
export const CommandRunView = ({ frame, overlay }: OverlayProps<'command-run'>): ReactElement => {
  const { signs } = useTheme();
  const rect = overlayRect(overlay, frame);
  const run = runOf(overlay, frame);
  if (run === undefined) return <Dialog rect={rect} title={frameSentences.commandTitle} lines={[line(toned(words.gone, 'muted'))]} />;
  const { above, output, outputHeight, below } = runRows(run, overlayInner(overlay, frame), frame.ui.nowMs, signs);
  const ids = output.map(({ id }) => id);
  const list = listState(frame.ui, 'command-run');
  const { top, end, selectedIndex } = windowFor(ids, list, outputHeight);
  // At the end nothing is selected: it is followed.
  const selected = list.isFollowing || output.length === 0 ? -1 : selectedIndex - top;
  const shown: readonly Line[] =
    output.length === 0
      ? [line(toned(hasEnded(run) ? words.noOutput : words.waiting, 'muted'))]
      : output.slice(top, end).map((row, at) => line(at === selected ? `${signs.selected} ` : '  ', ...row.line));
  const blank = Array.from({ length: Math.max(0, outputHeight - shown.length) }, (): Line => []);
  return (
    <Dialog
      rect={rect}
      title={run.title}
      lines={[...above, ...shown, ...blank, ...below]}
      {...(selected < 0 ? {} : { selected: above.length + selected })}
    />
  );
};
