// From a wish to a written config: questions where one is needed, then the diff, then the write. Every screen comes here.
import {
  type Account,
  type AccountId,
  approvedSenders,
  type ConfigAction,
  diffText,
  dmPolicies,
  type Finding,
  groupPolicies,
  type PlannedChange,
  sentences,
  whatIf,
} from '../../core/index.ts';
import type { App, ReviewRequest } from '../app/app.ts';

const words = sentences.changeQuestions;

const effect = ({ reload }: PlannedChange): string => sentences.change.reload[reload];

/** What is to be known about a config and was not known of another. */
const findingsSince = (known: readonly Finding[], now: readonly Finding[]): readonly Finding[] => {
  const keys = new Set(known.map(({ code, sentence }) => `${code} ${sentence}`));
  return now.filter(({ code, sentence }) => !keys.has(`${code} ${sentence}`));
};

/**
 * Works the action out, shows its diff and what would follow, writes it when the operator says so, and says what the gateway
 * does with it. Where somebody else wrote meanwhile, their change is
 * shown, ours is worked out anew, and it is asked again. True if written; `onWritten` is told what.
 */
export const changeConfig = async (app: App, action: ConfigAction, onWritten?: (change: PlannedChange) => void): Promise<boolean> => {
  const { actions, store } = app.console;
  // What the operator knows of: warnings are told against this, whoever brought them.
  const { findings: known } = store.getState().config;
  let theirs: ReviewRequest['theirs'];
  let before: string | undefined;
  for (;;) {
    const plan = await actions.planChange(action);
    if (!plan.ok) {
      app.complain(plan.error.sentence, plan.error.hint);
      return false;
    }
    if (before !== undefined) theirs = diffText(before, plan.change.before ?? '');
    const change = { ...plan.change, newFindings: findingsSince(known, plan.change.view.findings) };
    const asked = { change, whatIf: whatIf(store.getState(), change.view), ...(theirs === undefined ? {} : { theirs }) };
    if (!(await app.review(asked))) return false;
    const outcome = await actions.writeChange(change);
    if (outcome.ok) {
      app.say(words.done(change.summary, effect(change)));
      onWritten?.(change);
      return true;
    }
    if (outcome.error.code !== 'config-changed') {
      app.complain(outcome.error.sentence, outcome.error.hint);
      return false;
    }
    before = change.before ?? '';
  }
};

/** Ids approved by code that `allowFrom` does not hold: locked out by a change to `allowlist`. */
const notListed = (app: App, account: Account): readonly string[] => {
  const listed = new Set(account.allowFrom.value);
  return approvedSenders(app.console.store.getState(), account.id)
    .map(({ senderId }): string => senderId)
    .filter((id) => !listed.has(id));
};

const askCopies = async (app: App, account: Account): Promise<readonly string[] | undefined> => {
  const ids = notListed(app, account);
  if (ids.length === 0) return [];
  const answer = await app.choose({ title: words.copyTitle(ids.length), lines: [words.copyWhy], choices: words.copyChoices });
  return answer === undefined ? undefined : answer === 0 ? ids : [];
};

/** Chooses a policy for direct messages. Going over to `allowlist` offers to take those approved by code along. */
export const changeDmPolicy = async (app: App, account: Account): Promise<void> => {
  const { generation } = app.console.store.getState().config;
  const means = sentences.accessScreen.dmMeans[generation];
  const answer = await app.choose({
    title: words.dmTitle(account.id),
    lines: [words.now(account.dmPolicy.value)],
    choices: dmPolicies.map((policy) => ({ label: policy, means: means[policy] })),
  });
  const policy = answer === undefined ? undefined : dmPolicies[answer];
  if (policy === undefined) return;
  const alsoAllow = policy === 'allowlist' ? await askCopies(app, account) : [];
  if (alsoAllow === undefined) return;
  await changeConfig(app, { type: 'set-dm-policy', accountId: account.id, policy, ...(alsoAllow.length === 0 ? {} : { alsoAllow }) });
};

/** Chooses a policy for groups. */
export const changeGroupPolicy = async (app: App, account: Account): Promise<void> => {
  const { generation } = app.console.store.getState().config;
  const means = sentences.accessScreen.groupMeans[generation];
  const answer = await app.choose({
    title: words.groupTitle(account.id),
    lines: [words.now(account.groupPolicy.value)],
    choices: groupPolicies.map((policy) => ({ label: policy, means: means[policy] })),
  });
  const policy = answer === undefined ? undefined : groupPolicies[answer];
  if (policy !== undefined) await changeConfig(app, { type: 'set-group-policy', accountId: account.id, policy });
};

/** Asks for a line of text and makes an action of it. */
export const changeByText = async (
  app: App,
  question: { readonly title: string; readonly lines: readonly string[]; readonly initial?: string; readonly mayBeEmpty?: boolean },
  actionOf: (text: string) => ConfigAction,
): Promise<void> => {
  const { mayBeEmpty = false, ...prompt } = question;
  const text = await app.prompt({
    ...prompt,
    check: async (answer) => (mayBeEmpty || answer.trim() !== '' ? undefined : words.emptyAnswer),
  });
  if (text !== undefined) await changeConfig(app, actionOf(text.trim()));
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
  if (isSure) await app.attempt(app.console.actions.undoChange());
};

/** Asks for a new account: its id, which is its profile, too, unless changed later. */
export const addAccount = (app: App): Promise<void> =>
  changeByText(app, { title: words.addAccountTitle, lines: words.addAccountLines }, (id) => ({
    type: 'add-account',
    accountId: id.toLowerCase() as AccountId,
  }));
