// Sixth step: does the gateway run the account now?

import { type AccountId, accountRow, gatewayRuns, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { cureGateway, gatewayFaultOf } from '../gateway/fix.ts';
import { offerRestart } from '../gateway/offer-restart.ts';
import { runTask } from '../gateway/run-task.ts';
import { thenNext } from './open.ts';

const words = sentences.setUp;

/** Starts it, then waits until its listener is seen: what comes next depends on that. */
const start = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  if (core.openclaw.status === 'missing') return app.note(sentences.checklist.gatewayCure);
  if (!(await runTask(app, { type: 'start-gateway' })) || !core.config.release.capabilities.drivesZca) return;
  // What it finds is told by the step.
  await app.console.actions.awaitListening(accountId);
};

const cure = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  const row = accountRow(core, accountId);
  if (row !== undefined && gatewayFaultOf(row) !== undefined) await cureGateway(app, row);
  else await offerRestart(app, [words.restartWhy(accountId)]);
};

/** Its processes tell more than its word, and sooner; a gateway that does not drive zca has none to look at. */
const ask = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  const { drivesZca } = core.config.release.capabilities;
  const outcome = drivesZca ? app.console.actions.awaitListening(accountId) : app.console.actions.askGateway();
  app.note(words.asking);
  await app.attempt(outcome);
};

const act = async (app: App, accountId: AccountId): Promise<void> => {
  const now = app.frame();
  const standing = gatewayRuns(now.core, accountId);
  if (standing === 'down') await start(app, now, accountId);
  else if (standing === 'no') await cure(app, now, accountId);
  else if (standing === 'unknown') await ask(app, now, accountId);
  else app.note(words.gatewayRunsNote(accountId));
};

/** Starts it, asks it, or offers what cures it. */
export const seeToGateway = async (app: App, frame: Frame): Promise<void> => {
  const { accountId } = frame.ui.setUp;
  if (accountId === undefined) return;
  const next = thenNext(app);
  const look = () => app.console.actions.checkGateway();
  await app.looking(frameSentences.looking.gateway, look, () => act(app, accountId));
  next();
};
