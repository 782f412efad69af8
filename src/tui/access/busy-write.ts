// A change of the channel while much comes in: it is said what that can do, a quiet moment is waited for, and the gateway is watched afterwards.

import { type ConsoleState, type ReloadEffect, reloadDanger } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { busyWriteSentences as words } from './words.ts';

/** How often it is looked whether it has become quiet (ms). */
const lookEveryMs = 500;
/** Whether the gateway goes is watched for so long after a write (ms): it takes one up after 5 to 10 s. */
export const watchForMs = 60_000;

/**
 * True: it may be written now. Where much comes in it is asked, and written by itself once it is quiet; false where the operator turned back.
 */
export const mayWriteNow = async (app: App, reload: ReloadEffect): Promise<boolean> => {
  if (reload !== 'channel-restarts') return true;
  const danger = (): number | undefined => reloadDanger(app.console.store.getState(), app.now());
  const rate = danger();
  if (rate === undefined) return true;
  const quiet = new AbortController();
  let isAnswered = false;
  const look = (): void => {
    if (isAnswered) return;
    if (danger() === undefined) quiet.abort();
    else app.later('config.quiet', lookEveryMs, look);
  };
  app.later('config.quiet', lookEveryMs, look);
  const isNow = await app.confirm(
    { title: words.title(rate), lines: words.lines, confirmLabel: words.writeNow, isDanger: true },
    quiet.signal,
  );
  isAnswered = true;
  return isNow || quiet.signal.aborted;
};

const isGone = ({ connection, gateway }: ConsoleState): boolean =>
  connection.status === 'retrying' || connection.status === 'off' || gateway.status === 'down';

/** Says so when the gateway goes after a write, with the way back, and when it is there again. */
export const watchGatewayBack = (app: App, reload: ReloadEffect): void => {
  const { store } = app.console;
  if (reload !== 'channel-restarts' || store.getState().connection.status !== 'open') return;
  const untilMs = app.now() + watchForMs;
  let isLost = false;
  const stop = store.subscribe((state) => {
    if (!isLost && app.now() > untilMs) return stop();
    if (!isLost && isGone(state)) {
      isLost = true;
      app.warn(words.gatewayGone);
    } else if (isLost && state.connection.status === 'open') {
      app.say(words.gatewayBack);
      stop();
    }
  });
};
