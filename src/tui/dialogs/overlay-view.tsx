// Draws the overlay on top of the stack.

import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { Dialog } from '../components/dialog.tsx';
import { ComposeView } from '../compose/view.tsx';
import { ChecklistOverlay } from '../doctor/view.tsx';
import { CommandRunView } from '../gateway/run-view.tsx';
import { SetUpOverlay } from '../set-up/view.tsx';
import { ChoiceOverlayView } from './choice-view.tsx';
import { CommandLogOverlay } from './command-log-view.tsx';
import { DetailsOverlay } from './details-view.tsx';
import { dialogLines } from './dialog-lines.ts';
import { HelpOverlay } from './help-view.tsx';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-props.ts';
import { overlayRect } from './overlay-rect.ts';
import { PickOverlayView } from './pick-view.tsx';
import { QrOverlay } from './qr-view.tsx';
import { rawLines } from './raw-text.ts';
import { ReviewView } from './review-view.tsx';

const DialogOverlay = ({ frame, overlay }: OverlayProps<'confirm' | 'prompt'>): ReactElement => {
  const { signs } = useTheme();
  const rect = overlayRect(overlay, frame);
  return (
    <Dialog
      rect={rect}
      title={overlay.title}
      lines={dialogLines(overlay, frame.ui, rect, signs)}
      isDanger={overlay.type === 'confirm' && overlay.isDanger}
    />
  );
};

const RawTextOverlay = ({ frame, overlay }: OverlayProps<'raw-text'>): ReactElement => {
  const rect = overlayRect(overlay, frame);
  const lines = rawLines(overlay.text, Math.max(1, rect.width - 4));
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="raw-text"
      title={overlay.title}
      ids={lines.map((_, index) => String(index))}
      lineOf={(id) => [{ text: lines[Number(id)] ?? '' }]}
      empty={frameSentences.nothingFound}
      hasSelection={false}
    />
  );
};

const CopyOverlay = ({ frame, overlay }: OverlayProps<'copy-menu'>): ReactElement => (
  <ListOverlay
    frame={frame}
    overlay={overlay}
    name="copy-menu"
    title={frameSentences.copyTitle}
    ids={overlay.items.map((_, index) => String(index))}
    lineOf={(id) => {
      const item = overlay.items[Number(id)];
      return [{ text: item?.label ?? '', isBold: true }, { text: `  ${item?.text.replaceAll('\n', ' ') ?? ''}` }];
    }}
    wholeOf={(id) => overlay.items[Number(id)]?.text.replaceAll('\n', ' ')}
    empty={frameSentences.nothingFound}
  />
);

/** The overlay on top, or nothing. */
export const OverlayView = ({ frame }: { readonly frame: Frame }): ReactElement | null => {
  const overlay = frame.ui.overlays.at(-1);
  switch (overlay?.type) {
    case undefined:
      return null;
    case 'confirm':
    case 'prompt':
      return <DialogOverlay frame={frame} overlay={overlay} />;
    case 'help':
      return <HelpOverlay frame={frame} overlay={overlay} />;
    case 'details':
      return <DetailsOverlay frame={frame} overlay={overlay} />;
    case 'command-log':
      return <CommandLogOverlay frame={frame} overlay={overlay} />;
    case 'command-run':
      return <CommandRunView frame={frame} overlay={overlay} />;
    case 'copy-menu':
      return <CopyOverlay frame={frame} overlay={overlay} />;
    case 'raw-text':
      return <RawTextOverlay frame={frame} overlay={overlay} />;
    case 'choice':
      return <ChoiceOverlayView frame={frame} overlay={overlay} />;
    case 'pick':
      return <PickOverlayView frame={frame} overlay={overlay} />;
    case 'compose':
      return <ComposeView frame={frame} overlay={overlay} />;
    case 'review':
      return <ReviewView frame={frame} overlay={overlay} />;
    case 'checklist':
      return <ChecklistOverlay frame={frame} overlay={overlay} />;
    case 'set-up':
      return <SetUpOverlay frame={frame} overlay={overlay} />;
    case 'qr':
      return <QrOverlay frame={frame} />;
  }
};
