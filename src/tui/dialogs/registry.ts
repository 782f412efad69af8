// What each overlay asks of the movement keys. Drawing is in overlay-view.tsx.
import type { Frame } from '../app/frame.ts';
import type { ScreenList } from '../app/screen.ts';
import { checklistLines } from '../doctor/lines.ts';
import { runOf, runRows } from '../gateway/run-dialog.ts';
import { setUpLines } from '../set-up/dialog.ts';
import type { Overlay } from '../state/ui-state.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { choiceRows } from './choice.ts';
import { detailIds, detailRows } from './details.ts';
import { helpRows } from './help.ts';
import { overlayInner } from './overlay-rect.ts';
import { pickRows } from './pick.ts';
import { pickLayout } from './pick-layout.ts';
import { rawLines } from './raw-text.ts';
import { reviewLines } from './review.ts';
import { tallList } from './tall-row.ts';

const lineIds = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));

/** The list in an overlay, if it has one. */
export const overlayList = (overlay: Overlay, frame: Frame): ScreenList | undefined => {
  const { height, width, meaning } = overlayInner(overlay, frame);
  switch (overlay.type) {
    case 'help':
      return { name: 'help', ids: helpRows(frame).map((row) => row.id), height };
    case 'details':
      return { name: 'details', ids: detailIds(frame, detailRows(frame, width)), height };
    case 'command-log':
      return { name: 'command-log', ids: frame.core.commandLog.map((record) => String(record.id)), height, canFollow: true };
    case 'command-run': {
      const run = runOf(overlay, frame);
      if (run === undefined) return undefined;
      // Which signs are drawn does not change how many rows there are.
      const { output, outputHeight } = runRows(run, { width, height }, frame.ui.nowMs, unicodeSigns);
      return { name: 'command-run', ids: output.map(({ id }) => id), height: outputHeight, canFollow: true };
    }
    case 'copy-menu':
      return { name: 'copy-menu', ids: lineIds(overlay.items.length), height };
    case 'raw-text':
      return { name: 'raw-text', ids: lineIds(rawLines(overlay.text, width).length), height };
    case 'checklist':
      return { name: 'checklist', ...tallList(checklistLines(frame, width - 2, unicodeSigns)), height };
    case 'set-up':
      return { name: 'set-up', ...tallList(setUpLines(frame, width - 2, unicodeSigns)), height };
    case 'choice':
      return {
        name: 'choice',
        height,
        ...(meaning === 0 ? tallList(choiceRows(overlay, width - 2)) : { ids: lineIds(overlay.choices.length) }),
      };
    case 'pick': {
      const { ids, shown, total } = pickRows(overlay, frame);
      return { name: 'pick', ids, shown, total, height: pickLayout(overlay, frame, unicodeSigns).height, canFilter: true };
    }
    case 'review':
      // Which signs are drawn does not change how many lines there are.
      return { name: 'review', ids: lineIds(reviewLines(overlay, width, unicodeSigns).length), height, isText: true };
    default:
      return undefined;
  }
};
