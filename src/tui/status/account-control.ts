// An account is started or stopped at the gateway that holds its session, or all of the gateway restarts: asked first, with the exact call.

import { type AccountId, sentences } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { accountControlSentences as words } from './words.ts';

const callOn = (method: string, id: AccountId): string =>
  `${method} {"channel":"zalouser","accountId":"${id}"}`;

export const startAccount = async (app: App, id: AccountId): Promise<void> => {
  const isSure = await app.confirm({
    title: words.startTitle(id),
    lines: [words.asks(callOn('channels.start', id)), ...words.startLines],
    confirmLabel: words.startConfirm,
  });
  if (!isSure) return;
  app.note(words.starting(id));
  await app.attempt(app.console.control.startAccount(id));
};

export const stopAccount = async (app: App, id: AccountId): Promise<void> => {
  const isSure = await app.confirm({
    title: words.stopTitle(id),
    lines: [words.asks(callOn('channels.stop', id)), ...words.stopLines],
    confirmLabel: words.stopConfirm,
    isDanger: true,
  });
  if (!isSure) return;
  app.note(words.stopping(id));
  await app.attempt(app.console.control.stopAccount(id));
};

/** True if it came back with all its accounts. `why`: what the question begins with, where the operator did not ask for it. */
export const restartGateway = async (app: App, why: readonly string[] = []): Promise<boolean> => {
  const call = `gateway.restart.request {"reason":"${sentences.control.restartReason}"}`;
  const isSure = await app.confirm({
    title: words.restartTitle,
    lines: [...why, words.asks(call), ...words.restartLines],
    confirmLabel: words.restartConfirm,
    isDanger: true,
  });
  if (!isSure) return false;
  app.note(words.restarting);
  return app.attempt(app.console.control.restart());
};
