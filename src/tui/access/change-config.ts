// From a change request to a written config: the diff, then the write, then what came of it. Every screen comes here.

import {
  type Account,
  type AccountId,
  type ChangeRequest,
  type ConfigAction,
  type ConsoleState,
  changesBetween,
  type Finding,
  findings,
  type PlanAnswer,
  type PlannedChange,
  type ReloadEffect,
  whatIf,
} from '../../core/faces.ts';
import { activeList } from '../app/active.ts';
import type { App, ReviewRequest } from '../app/app.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { select } from '../layout/window-for.ts';
import { mayWriteNow, watchGatewayBack } from './busy-write.ts';
import { changeQuestionSentences } from './words.ts';

// What is asked about an account before it is changed.

const words = changeQuestionSentences;

export const changeProfile = (app: App, { id, profile }: Account): Promise<void> =>
  changeByText(
    app,
    { title: words.profileTitle(id), lines: words.profileLines, initial: profile.value },
    (text) => ({
      type: 'set-profile',
      accountId: id,
      profile: text,
    }),
  );

/** Asks which of the accounts shall be the default one. */
export const chooseDefaultAccount = async (app: App): Promise<void> => {
  const { accounts } = app.console.store.getState().config;
  const answer = await app.choose({
    title: words.defaultTitle,
    lines: [],
    choices: accounts.map(({ id, label }) => ({ label: id, means: label ?? '' })),
    selected: accounts.findIndex(({ isDefault }) => isDefault),
  });
  const account = answer === undefined ? undefined : accounts[answer];
  if (account !== undefined) await changeConfig(app, { type: 'set-default-account', accountId: account.id });
};

// The switches above the accounts. What is not there yet is switched on.

/** Enables or disables the channel; enabling a channel without a section, or without a config, makes it. */
export const toggleChannel = async (app: App): Promise<void> => {
  const { hasSection, channelEnabled } = app.console.store.getState().config;
  await changeConfig(app, { type: 'set-channel-enabled', isEnabled: !(hasSection && channelEnabled) });
};

/** Enables or disables the plugin; without a word in the config it is enabled. */
export const togglePlugin = async (app: App): Promise<void> => {
  const { pluginEnabled } = app.console.store.getState().config;
  await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: pluginEnabled !== true });
};
const keyOf = ({ code, accountId, sentence }: Finding): string =>
  [code, accountId ?? '', sentence].join('\n');

/** What is to be known of the config as it would be, and was not known when the operator began. */
const newFindings = (
  known: readonly Finding[],
  state: ConsoleState,
  { view }: PlannedChange,
): readonly Finding[] => {
  const keys = new Set(known.map(keyOf));
  return findings({ ...state, config: view }).filter((finding) => !keys.has(keyOf(finding)));
};

/** Effects that do not come by themselves. */
const needsHand: ReadonlySet<ReloadEffect> = new Set([
  'nothing-until-restart',
  'ignored-until-restart',
  'not-noticed',
]);

/** Shows what was worked out, with what somebody else wrote `since`; undefined where it is not to be written. */
const propose = async (
  app: App,
  plan: PlanAnswer,
  known: readonly Finding[],
  since: PlannedChange | undefined,
): Promise<PlannedChange | undefined> => {
  if (!plan.ok) {
    app.complain(plan.error.sentence, plan.error.hint);
    return undefined;
  }
  const state = app.console.store.getState();
  const change: PlannedChange = { ...plan.change, newFindings: newFindings(known, state, plan.change) };
  const theirs: Pick<ReviewRequest, 'theirs'> =
    since === undefined ? {} : { theirs: changesBetween(since, change) };
  return (await app.review({ change, whatIf: whatIf(state, change.view), ...theirs })) ? change : undefined;
};

/**
 * Works the action out, or several as one, shows the diff and what would follow, writes it when the operator says so, and says what the gateway
 * does with it. Where somebody else wrote meanwhile, their change is shown, ours is worked out anew, and it is asked again. True if
 * written; `onWritten` is told what.
 */
export const changeConfig = async (
  app: App,
  changeRequest: ChangeRequest,
  onWritten?: (change: PlannedChange) => void,
): Promise<boolean> => {
  const { config, store } = app.console;
  // What the operator knows of: warnings are told against this, whoever brought them.
  const known = findings(store.getState());
  let before: PlannedChange | undefined;
  for (;;) {
    const since = before;
    const change = await app.waitFor(
      frameSentences.pendingCheck.change,
      () => config.plan(changeRequest),
      (plan) => propose(app, plan, known, since),
    );
    if (change === undefined || !(await mayWriteNow(app, change.reload))) return false;
    const outcome = await config.write(change);
    if (outcome.ok) {
      // What a hand must still do stays until it was read.
      (needsHand.has(change.reload) ? app.warn : app.say)(words.done(change.summary, change.effect));
      watchGatewayBack(app, change.reload);
      onWritten?.(change);
      return true;
    }
    if (outcome.error.code !== 'config-changed') {
      app.complain(outcome.error.sentence, outcome.error.hint);
      return false;
    }
    before = change;
  }
};

interface TextInput {
  readonly title: string;
  readonly lines: readonly string[];
  readonly initial?: string;
  readonly mayBeEmpty?: boolean;
}

const askText = async (
  app: App,
  { mayBeEmpty = false, ...prompt }: TextInput,
): Promise<string | undefined> => {
  const check = async (answer: string): Promise<string | undefined> =>
    mayBeEmpty || answer.trim() !== '' ? undefined : words.emptyAnswer;
  return (await app.prompt({ ...prompt, check }))?.trim();
};

export const changeByText = async (
  app: App,
  question: TextInput,
  actionOf: (text: string) => ConfigAction,
): Promise<void> => {
  const text = await askText(app, question);
  if (text !== undefined) await changeConfig(app, actionOf(text));
};

/** Takes the last write back. */
export const undoChange = async (app: App): Promise<void> => {
  const { lastWrite } = app.console.store.getState();
  if (lastWrite === undefined) return;
  const isSure = await app.confirm({
    title: words.undoTitle,
    lines: [words.undoWhat(lastWrite.summary), words.undoHow(lastWrite.file)],
    confirmLabel: words.undoConfirm,
  });
  // What it comes to is known when it is done; most changes are of the channel.
  if (!isSure || !(await mayWriteNow(app, 'channel-restarts'))) return;
  watchGatewayBack(app, 'channel-restarts');
  await app.attempt(app.console.config.undo());
};

/** Shows an account that has just come: in a scope that has it, with the cursor on it where the screen lists accounts. */
const showAccount = (app: App, id: AccountId): void => {
  if (app.frame().ui.scope !== 'all' && app.frame().ui.scope !== id)
    app.dispatch({ type: 'scope/changed', scope: 'all' });
  const frame = app.frame();
  const list = activeList(frame);
  const index = list?.ids.lastIndexOf(id) ?? -1;
  if (list === undefined || index < 0) return;
  const state = select(list.ids, listState(frame.ui, list.name), index, Math.min(index, list.height - 1));
  app.dispatch({ type: 'list/changed', name: list.name, list: state });
};

/** Asks for a new account: its id, which is its profile, too, unless changed later. */
export const addAccount = async (app: App): Promise<void> => {
  const text = await askText(app, { title: words.addAccountTitle, lines: words.addAccountLines });
  if (text === undefined) return;
  const accountId = text.toLowerCase() as AccountId;
  if (await changeConfig(app, { type: 'add-account', accountId })) showAccount(app, accountId);
};
