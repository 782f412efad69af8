// Fifth step: one review of all that is to be written, one write.
import { isGatewayRunning, sentences, setUpActions } from '../../core/index.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { showNext, thenNext } from './open.ts';

/** Shows the whole change; written, it is looked how the gateway took it. */
export const reviewAndWrite = async (app: App, { core, ui }: Frame): Promise<void> => {
  const { accountId } = ui.setUp;
  const actions = setUpActions(core, ui.setUp);
  if (accountId === undefined) return;
  if (actions.length === 0) return app.note(sentences.setUp.nothingToWrite);
  const isWritten = await changeConfig(app, actions, ({ effect }) => app.dispatch({ type: 'set-up/answered', answers: { effect } }));
  if (!isWritten) return;
  showNext(app);
  const next = thenNext(app);
  await Promise.all([app.console.actions.probe(accountId), app.console.actions.checkGateway()]);
  const now = app.frame().core;
  // It takes the gateway a second or more; what it comes to shows in its step.
  if (now.config.release.capabilities.drivesZca && isGatewayRunning(now)) await app.console.actions.awaitListening(accountId);
  next();
};
