// Last step: a message from another phone, and what becomes of it.
import {
  type AccountId,
  accountRow,
  gatewayRuns,
  isGatewayListening,
  type SetUpTest,
  sentences,
  setUpTest,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { approveRequest } from '../pairing/questions.ts';
import { startListeners } from '../status/start-listeners.ts';

const words = sentences.setUp;

/** A question to the gateway takes seconds of a processor: not more often. */
const askEveryMs = 5_000;

/** What came since the test began. */
const resultIn = ({ core, ui }: Frame): SetUpTest | undefined => {
  const { accountId, testSinceMs } = ui.setUp;
  return accountId === undefined || testSinceMs === undefined
    ? undefined
    : setUpTest(core, accountId, testSinceMs);
};

const isWaiting = (frame: Frame): boolean =>
  frame.ui.setUp.testSinceMs !== undefined &&
  resultIn(frame) === undefined &&
  frame.ui.overlays.some(({ type }) => type === 'set-up');

/** Does the gateway hear it, so that this console must ask? */
const isGateways = ({ core }: Frame, accountId: AccountId): boolean => {
  const row = accountRow(core, accountId);
  return (
    !core.config.release.capabilities.drivesZca ||
    (row !== undefined && isGatewayListening(core, row.account))
  );
};

const ask = async (app: App): Promise<void> => {
  await Promise.all([app.console.gateway.ask(), app.console.pairing.refresh()]);
};

/** While a message is waited for that only the gateway hears, it is asked every few seconds. */
export const lookOn = (app: App): void => {
  const frame = app.frame();
  const { accountId } = frame.ui.setUp;
  if (accountId === undefined || !isWaiting(frame) || !isGateways(frame, accountId)) return;
  app.later('set-up.test', askEveryMs, () => {
    if (isWaiting(app.frame())) void ask(app).then(() => lookOn(app));
  });
};

/** Waits from now on; where nobody listens, a listener is started here. */
const begin = async (app: App, accountId: AccountId): Promise<void> => {
  app.dispatch({ type: 'set-up/answered', answers: { testSinceMs: app.now() } });
  await app.console.gateway.check();
  const frame = app.frame();
  if (isGateways(frame, accountId)) return lookOn(app);
  const row = accountRow(frame.core, accountId);
  const status = row?.facts.listener.status;
  if (row === undefined || (status !== 'stopped' && status !== 'blocked')) return;
  app.note(words.nobodyListens);
  await startListeners(app, [row]);
};

const waitOn = async (app: App, frame: Frame, accountId: AccountId): Promise<void> => {
  const { wait, ask: again, stop } = words.waitChoices;
  const answer = await app.choose({
    title: words.waitTitle,
    lines: words.waitLines(!isGateways(frame, accountId)),
    choices: [wait, again, stop],
  });
  if (answer === 1) await Promise.all([ask(app), app.console.gateway.scan()]);
  if (answer === 2) app.dispatch({ type: 'set-up/answered', answers: { testSinceMs: undefined } });
  else lookOn(app);
};

/** What the message came to decides what comes next: the sender is approved, or it is looked at in the feed, or all is well. */
const after = async (
  app: App,
  frame: Frame,
  accountId: AccountId,
  { request, message, next }: SetUpTest,
): Promise<void> => {
  if (request !== undefined) {
    await approveRequest(app, frame, request);
    const isStillPending = app
      .frame()
      .core.pairing.requests.some(
        ({ senderId, accountId: of }) => senderId === request.senderId && of === accountId,
      );
    return isStillPending ? undefined : begin(app, accountId);
  }
  if (next === undefined || message === undefined) return begin(app, accountId);
  app.dispatch({ type: 'overlay/closed' });
  app.run('screen.feed');
};

/** Begins the test, says what can be done while nothing comes, or acts on what came. */
export const goOnTesting = async (app: App, frame: Frame): Promise<void> => {
  const { accountId, testSinceMs } = frame.ui.setUp;
  if (accountId === undefined) return;
  if (gatewayRuns(frame.core, accountId) === 'no') return app.note(words.gatewayFirst);
  if (testSinceMs === undefined) return begin(app, accountId);
  const result = resultIn(frame);
  return result === undefined ? waitOn(app, frame, accountId) : after(app, frame, accountId, result);
};
