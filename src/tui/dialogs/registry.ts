// Every dialog, by the type of the overlay it belongs to. A new one is one module and one line here: without it nothing compiles.
import { composeDialog } from '../compose/dialog.tsx';
import { checklistDialog } from '../doctor/dialog.tsx';
import { commandRunDialog } from '../gateway/run-dialog.tsx';
import { setUpDialog } from '../set-up/dialog.tsx';
import type { Overlay } from '../state/ui-state.ts';
import { commandLogDialog } from './command-log.tsx';
import { copyMenuDialog } from './copy-menu.tsx';
import { detailsDialog } from './details.tsx';
import type { Dialog, OverlayType } from './dialog.ts';
import { helpDialog } from './help.tsx';
import { pickDialog } from './pick-dialog.tsx';
import { qrDialog } from './qr.tsx';
import { choiceDialog, confirmDialog, promptDialog } from './question.tsx';
import { rawTextDialog } from './raw-text.tsx';
import { reviewDialog } from './review.tsx';

export type Dialogs = { readonly [Type in OverlayType]: Dialog<Type> };

export const dialogs: Dialogs = {
  confirm: confirmDialog,
  prompt: promptDialog,
  choice: choiceDialog,
  pick: pickDialog,
  review: reviewDialog,
  compose: composeDialog,
  help: helpDialog,
  details: detailsDialog,
  'command-log': commandLogDialog,
  'command-run': commandRunDialog,
  'copy-menu': copyMenuDialog,
  'raw-text': rawTextDialog,
  checklist: checklistDialog,
  'set-up': setUpDialog,
  qr: qrDialog,
};

const dialogFor = <Type extends OverlayType>(type: Type): Dialog<Type> => dialogs[type];

export const dialogOf = ({ type }: Overlay): Dialog<OverlayType> => dialogFor<OverlayType>(type);
