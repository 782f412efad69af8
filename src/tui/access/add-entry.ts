// Adding somebody to an allowlist: by id, or by a name that is looked up as the gateway would at its start.

import {
  type Account,
  accountOf,
  type ConfigAction,
  groupsOf,
  isEveryMemberBlocked,
  peersOf,
} from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { cleaned, type Found, resolveTyped } from '../compose/resolve-typed.ts';
import { changeConfig } from './change-config.ts';
import { openSetting } from './open-setting.ts';
import { changeQuestionSentences } from './words-change.ts';

// Letting a person or a group in. Where a policy shuts everybody out an entry alone helps nobody: policy and entry are offered as one change.

const words = changeQuestionSentences;

/** Who is let in. */
export type Newcomer = Extract<ConfigAction, { type: 'add-allow-from' } | { type: 'set-group' }>;

/** The policy that lets listed ones in, where the one that holds lets in nobody. */
const neededPolicy = (account: Account, { type, accountId }: Newcomer): ConfigAction | undefined => {
  if (type === 'set-group')
    return account.groupPolicy.value === 'disabled'
      ? { type: 'set-group-policy', accountId, policy: 'allowlist' }
      : undefined;
  return account.dmPolicy.value === 'disabled'
    ? { type: 'set-dm-policy', accountId, policy: 'allowlist' }
    : undefined;
};

/** Would a listed group be answered to nobody, because `groupAllowFrom` has to name its members and names none? */
const lacksMembers = (app: App, account: Account): boolean => {
  const { groupPolicy } = account;
  const { capabilities } = app.frame().core.config.release;
  return (
    groupPolicy.value !== 'open' &&
    isEveryMemberBlocked({ ...account, groupPolicy: { ...groupPolicy, value: 'allowlist' } }, capabilities)
  );
};

/** Lets in, after the review; asks first where an entry alone would leave everything dropped. */
export const letIn = async (app: App, newcomer: Newcomer): Promise<void> => {
  const account = accountOf(app.frame().core, newcomer.accountId);
  if (newcomer.type === 'set-group' && account !== undefined && lacksMembers(app, account)) {
    const { title, choices } = words.noMembers;
    const answer = await app.choose({ title: title(account.id), lines: [], choices });
    if (answer === 0) openSetting(app, account.id, 'groupAllowFrom');
    if (answer !== 1) return;
  }
  const policy = account && neededPolicy(account, newcomer);
  if (policy === undefined) return void (await changeConfig(app, newcomer));
  const question = newcomer.type === 'set-group' ? words.shutGroups : words.shutPeople;
  const answer = await app.choose({
    title: question.title(newcomer.accountId),
    lines: [],
    choices: question.choices,
  });
  if (answer !== undefined) await changeConfig(app, answer === 0 ? [policy, newcomer] : newcomer);
};

/** Asks for somebody and puts them into `allowFrom`. */
export const addAllowFrom = async (app: App, account: Account): Promise<void> => {
  const known = peersOf(app.console.store.getState(), account.id).rows.map(
    ({ peer }): Found => ({ id: peer.id, name: peer.name }),
  );
  const typed = await app.prompt({
    title: words.addPersonTitle(account.id),
    lines: words.addPersonLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const person = typed === undefined ? undefined : await resolveTyped(app, cleaned(typed), known);
  if (person !== undefined)
    await letIn(app, { type: 'add-allow-from', accountId: account.id, entries: [person.id] });
};

/** Asks for a group and lets it through. */
export const addGroup = async (app: App, account: Account): Promise<void> => {
  const known = groupsOf(app.console.store.getState(), account.id).rows.map(
    (group): Found => ({ id: group.id, name: group.name }),
  );
  const typed = await app.prompt({
    title: words.addGroupTitle(account.id),
    lines: words.addGroupLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const group = typed === undefined ? undefined : await resolveTyped(app, cleaned(typed), known);
  if (group !== undefined)
    await letIn(app, { type: 'set-group', accountId: account.id, key: group.id, isAllowed: true });
};
