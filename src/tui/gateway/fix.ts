// A gateway that is deaf or doubled: which cure, shown first, then whether it helped.

import { type AccountRow, type Finding, sentences } from '../../core/index.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import { listenerActionSentences } from '../status/words.ts';
import { runTask } from './run-task.ts';
import { commandRunSentences } from './words.ts';

const words = listenerActionSentences;

/** A way to make the gateway listen again: through the config, or through `openclaw`. */
export type GatewayCure = 'channel' | 'gateway';

/** What is wrong with how the gateway listens on the account; undefined where nothing is. */
export const gatewayFaultOf = ({ findings }: AccountRow): Finding | undefined =>
  findings.find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');

const restart = { type: 'restart-gateway' } as const;

/** What a question about the cures begins with. */
export const cureQuestion = (
  row: AccountRow,
): { readonly title: string; readonly lines: readonly string[] } => {
  const fault = gatewayFaultOf(row);
  return {
    title: words.cureTitle(row.id, sentences.status.state[row.condition]),
    lines: [...(fault === undefined ? [] : [fault.sentence]), ...words.cureLines],
  };
};

/** The cures as choices, each with what it does. Without an `openclaw` program there is only one. */
export const cureChoices = (
  app: App,
): readonly {
  readonly cure: GatewayCure;
  readonly choice: { readonly label: string; readonly means: string };
}[] => {
  const channel = {
    cure: 'channel',
    choice: { label: words.cureChannel, means: words.cureChannelMeans },
  } as const;
  if (app.frame().core.openclaw.status === 'missing') return [channel];
  const answer = app.console.actions.planTask(restart);
  const means = answer.ok ? answer.plan.command : commandRunSentences.gatewayChoices['restart-gateway'].means;
  return [channel, { cure: 'gateway', choice: { label: words.cureGateway, means } }];
};

/** Asks again with what is written or run, does it, and says what the processes say afterwards. */
export const runCure = async (app: App, { id }: AccountRow, cure: GatewayCure): Promise<void> => {
  const isDone =
    cure === 'channel'
      ? await changeConfig(app, { type: 'restart-channel', accountId: id })
      : await runTask(app, restart);
  if (!isDone) return;
  app.note(words.lookingAgain(id));
  await app.attempt(app.console.actions.awaitListening(id));
};

/** Asks which cure, and begins it. */
export const cureGateway = async (app: App, row: AccountRow): Promise<void> => {
  const cures = cureChoices(app);
  const answer =
    cures.length === 1
      ? 0
      : await app.choose({ ...cureQuestion(row), choices: cures.map(({ choice }) => choice) });
  const picked = answer === undefined ? undefined : cures[answer];
  if (picked !== undefined) await runCure(app, row, picked.cure);
};
