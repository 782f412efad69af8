// When the checklist opens by itself: while something is missing that no screen can work without, or on the first run.

import { checklistRows } from '../doctor/lines.ts';
import type { App } from './app.ts';

const essential: ReadonlySet<string> = new Set(['zca', 'config', 'channel', 'login']);

/** Opens the checklist once the first picture is complete, if the operator needs it. */
export const openChecklistIfNeeded = (app: App): void => {
  const frame = app.frame();
  if (app.isDemo || frame.ui.overlays.length > 0) return;
  const open = checklistRows(frame).filter(({ id, state }) => essential.has(id) && state === 'needs-you');
  if (open.length === 0) {
    app.settings.markFirstRunSeen();
    return;
  }
  const isVital = open.some(({ id }) => id !== 'login');
  if (isVital || !app.settings.isFirstRunSeen) app.run('app.checklist');
};
