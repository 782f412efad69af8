// A gateway that is deaf or doubled: which cure, shown first, then whether it helped.
import { type AccountRow, gatewayRestartLine, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { changeConfig } from './change-config.ts';

const words = sentences.listenerActions;

const restart = async (app: App, command: string): Promise<boolean> => {
  const isSure = await app.confirm({
    title: words.restartTitle,
    lines: words.restartLines(command),
    confirmLabel: words.restartConfirm,
    isDanger: true,
  });
  if (!isSure) return false;
  app.note(words.restarting);
  return app.attempt(app.console.actions.restartGateway());
};

/** Without an `openclaw` program there is only one way. */
const choose = async (app: App, { id, condition, findings }: AccountRow, command: string | undefined): Promise<number | undefined> => {
  if (command === undefined) return 0;
  const found = findings.find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');
  return app.choose({
    title: words.cureTitle(id, sentences.status.state[condition]),
    lines: [...(found === undefined ? [] : [found.sentence]), ...words.cureLines],
    choices: [
      { label: words.cureChannel, means: words.cureChannelMeans },
      { label: words.cureGateway, means: words.cureGatewayMeans(command) },
    ],
  });
};

/** Asks which cure, asks again with what is written or run, does it, and says what the processes say afterwards. */
export const cureGateway = async (app: App, row: AccountRow): Promise<void> => {
  const { actions, store } = app.console;
  const command = gatewayRestartLine(store.getState());
  const answer = await choose(app, row, command);
  if (answer === undefined) return;
  const isDone =
    answer === 0 || command === undefined
      ? await changeConfig(app, { type: 'restart-channel', accountId: row.id })
      : await restart(app, command);
  if (!isDone) return;
  app.note(words.lookingAgain(row.id));
  await app.attempt(actions.awaitListening(row.id));
};
