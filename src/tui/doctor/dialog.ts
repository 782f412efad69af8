// The lines of the checklist are the core's: what is shown here is what `zalouser-tui doctor` prints.
import { type ChecklistRow, checklist } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';

export type { ChecklistRow };

/** The checklist, in the order in which things must be done. */
export const checklistRows = ({ core }: Frame): readonly ChecklistRow[] => checklist(core);
