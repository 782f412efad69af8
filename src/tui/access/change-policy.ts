// Choosing a policy, with what each means on this OpenClaw (the choice begins on the one that holds), or the tools of a group.

import {
  type Account,
  type AccountId,
  approvedRows,
  approvedShutOut,
  type ConsoleState,
  type DmPolicy,
  dmPolicies,
  type GroupEntry,
  type GroupTools,
  groupPolicies,
  sanitizeLine,
  unresolvedIn,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Choice } from '../state/ui-state.ts';
import { changeConfig } from './change-config.ts';
import { accessScreenSentences, changeQuestionSentences } from './words.ts';

const words = changeQuestionSentences;

interface Question<Policy extends string> {
  readonly title: string;
  readonly now: string;
  readonly policies: readonly Policy[];
  readonly means: Readonly<Record<Policy, string>>;
}

/** Asks for a policy; undefined if the operator turns back. */
export const choosePolicy = async <Policy extends string>(
  app: App,
  { title, now, policies, means }: Question<Policy>,
): Promise<Policy | undefined> => {
  const answer = await app.choose({
    title,
    lines: [words.now(now)],
    choices: policies.map((policy) => ({ label: policy, means: means[policy] })),
    selected: policies.map(String).indexOf(now),
  });
  return answer === undefined ? undefined : policies[answer];
};

/** People approved by code whom `allowFrom` does not cover, by id, name, `*` or a group: locked out by a change to `allowlist`. */
export const lockedOut = (
  core: ConsoleState,
  accountId: AccountId,
): readonly { readonly id: string; readonly name: string }[] => {
  const account = core.config.accounts.find(({ id }) => id === accountId);
  const out = new Set(
    (account === undefined ? [] : approvedShutOut(core, account)).map(({ senderId }) => senderId),
  );
  return approvedRows(core, accountId)
    .filter(({ sender }) => out.has(sender.senderId))
    .map(({ sender, name }) => ({ id: sender.senderId, name: name?.name ?? sender.senderId }));
};

/** The ids to copy; undefined if the operator turns back. */
const askCopies = async (app: App, account: Account): Promise<readonly string[] | undefined> => {
  const state = app.console.store.getState();
  const people = lockedOut(state, account.id);
  if (people.length === 0) return [];
  const answer = await app.choose({
    title: words.copyTitle(people.length),
    lines: [words.copyWhy(unresolvedIn(state, account)), words.copyWho(people.map(({ name }) => name))],
    choices: words.copyChoices,
  });
  return answer === undefined ? undefined : answer === 0 ? people.map(({ id }) => id) : [];
};

/** Chooses a policy for direct messages. Going over to `allowlist` offers to take those approved by code along. */
export const changeDmPolicy = async (app: App, account: Account): Promise<void> => {
  const { release } = app.console.store.getState().config;
  const policy = await choosePolicy<DmPolicy>(app, {
    title: words.dmTitle(account.id),
    now: account.dmPolicy.value,
    policies: dmPolicies,
    means: accessScreenSentences.dmMeans(release.capabilities),
  });
  if (policy === undefined) return;
  const alsoAllow = policy === 'allowlist' ? await askCopies(app, account) : [];
  if (alsoAllow === undefined) return;
  await changeConfig(app, {
    type: 'set-dm-policy',
    accountId: account.id,
    policy,
    ...(alsoAllow.length === 0 ? {} : { alsoAllow }),
  });
};

export const changeGroupPolicy = async (app: App, account: Account): Promise<void> => {
  const { release } = app.console.store.getState().config;
  const policy = await choosePolicy(app, {
    title: words.groupTitle(account.id),
    now: account.groupPolicy.value,
    policies: groupPolicies,
    means: accessScreenSentences.groupMeans(release.capabilities),
  });
  if (policy !== undefined)
    await changeConfig(app, { type: 'set-group-policy', accountId: account.id, policy });
};

/** Chooses what holds for groups where neither account nor channel says it. */
export const changeDefaultGroupPolicy = async (app: App): Promise<void> => {
  const { release, channel } = app.console.store.getState().config;
  const policy = await choosePolicy(app, {
    title: words.defaultsTitle,
    now: channel?.defaultGroupPolicy.value ?? accessScreenSentences.notSet,
    policies: groupPolicies,
    means: accessScreenSentences.groupMeans(release.capabilities),
  });
  if (policy !== undefined) await changeConfig(app, { type: 'set-defaults-group-policy', policy });
};

// The tool rules of a group: which list, then its entries, as often as wanted; then one change.

const toolWords = changeQuestionSentences.tools;

const lists = ['allow', 'alsoAllow', 'deny'] as const;
type ToolList = (typeof lists)[number];

/** Names as typed: separated by commas or spaces, each once, without what cannot be seen: a tool must be denied by its very name. */
export const toolNames = (text: string): readonly string[] => [
  ...new Set(
    sanitizeLine(text)
      .split(/[\s,]+/u)
      .filter((name) => name !== ''),
  ),
];

/** The rules with one list replaced; an empty list is no rule. */
export const withTools = (tools: GroupTools, list: ToolList, names: readonly string[]): GroupTools => {
  const { [list]: _, ...rest } = tools;
  return names.length === 0 ? rest : { ...rest, [list]: names };
};

const isSame = (one: GroupTools, other: GroupTools): boolean =>
  lists.every(
    (list) =>
      (one[list] ?? []).join('\n') === (other[list] ?? []).join('\n') &&
      (one[list] === undefined) === (other[list] === undefined),
  );

const choicesOf = (tools: GroupTools, isChanged: boolean): readonly Choice[] => [
  ...lists.map((list) => ({ label: toolWords.list[list], means: toolWords.holds(tools[list]) })),
  ...(isChanged ? [{ label: toolWords.review, means: toolWords.reviewMeans }] : []),
];

const askNames = async (
  app: App,
  group: string,
  list: ToolList,
  now: readonly string[],
): Promise<readonly string[] | undefined> => {
  const text = await app.prompt({
    title: toolWords.namesTitle(toolWords.list[list], group),
    lines: [toolWords.means[list], toolWords.namesHow],
    initial: now.join(', '),
    check: async () => undefined,
  });
  return text === undefined ? undefined : toolNames(text);
};

/** Asks for the tools of a group until the operator wants to see the change, or turns back. */
export const changeTools = async (app: App, accountId: AccountId, entry: GroupEntry): Promise<void> => {
  const before = entry.rule.tools ?? {};
  const group = entry.name ?? entry.key;
  let tools = before;
  for (;;) {
    const isChanged = !isSame(before, tools);
    const choices = choicesOf(tools, isChanged);
    const answer = await app.choose({
      title: toolWords.title(group),
      lines: [toolWords.how],
      choices,
      ...(isChanged ? { selected: choices.length - 1 } : {}),
    });
    if (answer === undefined) return;
    const list = lists[answer];
    if (list === undefined) break;
    const names = await askNames(app, group, list, tools[list] ?? []);
    if (names !== undefined) tools = withTools(tools, list, names);
  }
  await changeConfig(app, {
    type: 'set-group-tools',
    accountId,
    key: entry.key,
    tools: Object.keys(tools).length === 0 ? undefined : tools,
  });
};
