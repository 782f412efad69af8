// A restart of the gateway that follows from something else: the question says why, and shows the command.

import type { App } from '../app/app.ts';
import { loginActionSentences } from '../login/words-actions.ts';
import { runTask } from './run-task.ts';

/** Offers it; without an `openclaw` to run says how it is done by hand. */
export const offerRestart = async (app: App, why: readonly string[]): Promise<void> => {
  if (app.frame().core.openclaw.status === 'found') await runTask(app, { type: 'restart-gateway' }, why);
  else app.note(loginActionSentences.restartByHand);
};
