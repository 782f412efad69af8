// Adding somebody to an allowlist: by id, or by a name that is looked up as the gateway would at its start.

import {
  type Account,
  accountOf,
  type ConfigAction,
  fold,
  groupsOf,
  isEveryMemberBlocked,
  peersOf,
  sanitizeLine,
  sentences,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { changeConfig } from './change-config.ts';
import { openSetting } from './open-setting.ts';
import { changeQuestionSentences } from './words.ts';

// One person or group for what was typed: an id as it is, a name as the gateway would look it up when it starts.

const words = changeQuestionSentences;

export interface Found {
  readonly id: string;
  readonly name: string;
}

/** An id copied out of a chat may bring along what cannot be seen; the gateway would compare that, too. */
export const cleaned = (typed: string): string => sanitizeLine(typed).trim();

const exact = (known: readonly Found[], typed: string): readonly Found[] =>
  known.filter(({ name }) => fold(name) === fold(typed));

/** More digits than a phone number has are an id. */
const phoneDigits = 13;

/** Whom a search found; why it could not be asked, if it could not. */
export interface SearchAnswer {
  readonly found: readonly Found[];
  readonly problem?: string;
}

const which = async (app: App, typed: string, people: readonly Found[]): Promise<Found | undefined> => {
  const answer = await app.choose({
    title: words.whichTitle(typed),
    lines: [words.whichWhy],
    choices: people.map(({ id, name }) => ({ label: id, means: name })),
  });
  return answer === undefined ? undefined : people[answer];
};

/** Asks whom of those a search found; that nobody did is said, and the text can be kept as it is. */
const searched = async (
  app: App,
  typed: string,
  { found, problem }: SearchAnswer,
): Promise<Found | undefined> => {
  const { foundTitle, foundNobody, asTyped } = sentences.setUp;
  const answer = await app.choose({
    title: foundTitle(typed),
    lines: found.length > 0 ? [] : [problem ?? foundNobody],
    choices: [...found.map(({ id, name }) => ({ label: id, means: name })), asTyped],
  });
  return answer === undefined ? undefined : (found[answer] ?? { id: typed, name: typed });
};

/**
 * What was typed as somebody: asks where a name fits several; where it fits nobody, `search` is asked, if there is one, and the text can be kept
 * as it is. Undefined if the operator turns back.
 */
export const resolveTyped = async (
  app: App,
  typed: string,
  known: readonly Found[],
  search?: (text: string) => Promise<SearchAnswer>,
): Promise<Found | undefined> => {
  const asTyped = { id: typed, name: typed };
  if (typed === '*') return asTyped;
  if (/^\d+$/u.test(typed)) {
    const person = known.find(({ id }) => id === typed);
    if (person !== undefined || typed.length > phoneDigits) return person ?? asTyped;
  } else {
    const [first, ...others] = exact(known, typed);
    if (first !== undefined) return others.length === 0 ? first : which(app, typed, [first, ...others]);
  }
  return search === undefined ? asTyped : searched(app, typed, await search(typed));
};

// Letting a person or a group in. Where a policy shuts everybody out an entry alone helps nobody: policy and entry are offered as one change.
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
