// The menu of the gateway: what can be done about it, and how a gateway is mended that is deaf or doubled.

import {
  type AccountId,
  type AccountRow,
  accountRow,
  type Finding,
  gatewayPid,
  isGatewayHidden,
  type OpenClawTask,
  sentences,
} from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App, ChoiceRequest } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import type { Choice } from '../state/ui-state.ts';
import { selectedAccount } from '../status/select.ts';
import { listenerActionSentences } from '../status/words.ts';
import { runTask } from './run-task.ts';
import { commandRunSentences } from './words.ts';

// A gateway that is deaf or doubled: which fix, shown first, then whether it helped.

const fixWords = listenerActionSentences;

/** A way to make the gateway listen again: through the config, or through `openclaw`. */
type GatewayFix = 'channel' | 'gateway';

/** What is wrong with how the gateway listens on the account; undefined where nothing is. */
export const gatewayFaultOf = ({ findings }: AccountRow): Finding | undefined =>
  findings.find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');

const restart = { type: 'restart-gateway' } as const;

const fixQuestion = (row: AccountRow): { readonly title: string; readonly lines: readonly string[] } => {
  const fault = gatewayFaultOf(row);
  return {
    title: fixWords.fixTitle(row.id, sentences.status.state[row.condition]),
    lines: [...(fault === undefined ? [] : [fault.sentence]), ...fixWords.fixLines],
  };
};

/** The fixes as choices, each with what it does. Without an `openclaw` program there is only one. */
const fixChoices = (
  app: App,
): readonly {
  readonly fix: GatewayFix;
  readonly choice: { readonly label: string; readonly means: string };
}[] => {
  const channel = {
    fix: 'channel',
    choice: { label: fixWords.fixChannel, means: fixWords.fixChannelMeans },
  } as const;
  if (app.frame().core.openclaw.status === 'missing') return [channel];
  const answer = app.console.tasks.plan(restart);
  const means = answer.ok ? answer.plan.command : commandRunSentences.gatewayChoices['restart-gateway'].means;
  return [channel, { fix: 'gateway', choice: { label: fixWords.fixGateway, means } }];
};

/** Asks again with what is written or run, does it, and says what the processes say afterwards. */
const runFix = async (app: App, { id }: AccountRow, fix: GatewayFix): Promise<void> => {
  const isDone =
    fix === 'channel'
      ? await changeConfig(app, { type: 'restart-channel', accountId: id })
      : await runTask(app, restart);
  if (!isDone) return;
  app.note(fixWords.checkingAgain(id));
  await app.attempt(app.console.gateway.awaitListening(id));
};

export const fixGateway = async (app: App, row: AccountRow): Promise<void> => {
  const fixes = fixChoices(app);
  const answer =
    fixes.length === 1
      ? 0
      : await app.choose({ ...fixQuestion(row), choices: fixes.map(({ choice }) => choice) });
  const picked = answer === undefined ? undefined : fixes[answer];
  if (picked !== undefined) await runFix(app, row, picked.fix);
};

const words = commandRunSentences;

/** A gateway that answers tells its log as it grows; without one the file is read. */
export const logTask = ({ core }: Frame): OpenClawTask => ({
  type: core.gateway.status === 'up' ? 'follow-log' : 'read-log',
});

const gatewaySentence = ({ core }: Frame): string => {
  const { gateway } = core;
  if (gateway.status === 'up') return words.gatewayUp(gateway.port);
  if (gateway.status === 'down' && isGatewayHidden(core))
    return sentences.checklist.gatewayHidden(gatewayPid(core), gateway.port);
  return gateway.status === 'down' ? words.gatewayDown : words.gatewayUnknown;
};

/** The account under the cursor of Status, if its gateway is deaf or doubled. */
export const faultyAccount = (frame: Frame): AccountRow | undefined => {
  const row = frame.ui.screen === 'status' ? selectedAccount(frame) : undefined;
  return row !== undefined && gatewayFaultOf(row) !== undefined ? row : undefined;
};

const gatewayChoicesOf = ({ core: { gateway } }: Frame) =>
  gateway.status === 'up'
    ? (['gateway-status', 'restart-gateway', 'stop-gateway', 'log'] as const)
    : (['start-gateway', 'gateway-status', 'restart-gateway', 'log'] as const);

type MenuAct =
  | { readonly type: 'fix'; readonly fix: GatewayFix }
  | { readonly type: 'task'; readonly name: ReturnType<typeof gatewayChoicesOf>[number] };

interface GatewayMenu {
  readonly faulty?: AccountRow;
  readonly question: Pick<ChoiceRequest, 'title' | 'lines'>;
  readonly answers: readonly { readonly act: MenuAct; readonly choice: Choice }[];
}

/** What can be done about the gateway as it is known now; first of all the fixes, where the account needs one. */
const menuNow = (app: App, id: AccountId | undefined): GatewayMenu => {
  const frame = app.frame();
  const row = id === undefined ? undefined : accountRow(frame.core, id);
  const faulty = row !== undefined && gatewayFaultOf(row) !== undefined ? row : undefined;
  // Among the fixes there is the restart already, with a look whether it helped.
  const names = gatewayChoicesOf(frame).filter((name) => faulty === undefined || name !== 'restart-gateway');
  const tasks = names.map((name) => ({
    act: { type: 'task', name } as const,
    choice: words.gatewayChoices[name],
  }));
  if (faulty === undefined)
    return { question: { title: words.gatewayTitle, lines: [gatewaySentence(frame)] }, answers: tasks };
  const fixes = fixChoices(app).map(({ fix, choice }) => ({
    act: { type: 'fix', fix } as const,
    choice,
  }));
  return { faulty, question: fixQuestion(faulty), answers: [...fixes, ...tasks] };
};

const isSameAct = (one: MenuAct, other: MenuAct): boolean =>
  one.type === 'fix'
    ? other.type === 'fix' && other.fix === one.fix
    : other.type === 'task' && other.name === one.name;

/**
 * What can be done about the gateway, to choose from. The menu stands at once, so that the keys that follow are for it; the gateway is looked
 * at meanwhile, and where that takes the answer away it is asked again.
 */
export const gatewayMenu = async (app: App): Promise<void> => {
  const selected = app.frame().ui.screen === 'status' ? selectedAccount(app.frame()) : undefined;
  const faulty = faultyAccount(app.frame());
  // All but one of the fixes is done by the program.
  if (faulty !== undefined && app.frame().core.openclaw.status === 'missing') return fixGateway(app, faulty);
  void app.console.gateway.check();
  for (let news: readonly string[] = []; ; news = [words.gatewayChanged]) {
    const { question, answers } = menuNow(app, selected?.id);
    const { title, lines } = question;
    const choices = answers.map(({ choice }) => choice);
    // Every answer asks before it does anything, or only reads.
    const index = await app.choose({ title, lines: [...news, ...lines], choices, hearsBurst: true });
    const picked = index === undefined ? undefined : answers[index]?.act;
    if (picked === undefined) return;
    const now = menuNow(app, selected?.id);
    if (now.answers.some(({ act }) => isSameAct(act, picked))) return runMenuAct(app, picked, now.faulty);
  }
};

const runMenuAct = async (app: App, act: MenuAct, faulty: AccountRow | undefined): Promise<void> => {
  if (act.type === 'task') await runTask(app, act.name === 'log' ? logTask(app.frame()) : { type: act.name });
  else if (faulty !== undefined) await runFix(app, faulty, act.fix);
};
