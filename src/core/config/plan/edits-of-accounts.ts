// Accounts that come, go, or are renamed. Pure.

import { type AccountId, defaultAccountId } from '../../shared/ids.ts';
import { accountIdOfKey, sectionPath } from '../accounts.ts';
import type { ConfigAction } from '../change-request.ts';
import type { JsonValue } from '../edit/types.ts';
import { isBlockedKey, valueAt } from '../value.ts';
import { literal } from './effective.ts';
import { accountsPath, type EditsAnswer, edits, listed, type PlanInput, refuse, set } from './input.ts';
import { changeErrors } from './words.ts';

export const isAccountId = (id: string): boolean =>
  /^[a-z0-9][a-z0-9_-]{0,63}$/u.test(id) && !isBlockedKey(id);

/** Can it be the name of a zca profile? It becomes a folder's. */
export const isProfileName = (name: string): boolean => /^[A-Za-z0-9_-]+$/u.test(name);

/** What the implicit account needs written so that being listed changes nothing: later releases give listed accounts a group policy of their own. */
const implicitDefault = ({ view }: PlanInput): JsonValue => {
  const policy = view.accounts.find(({ id }) => id === defaultAccountId)?.groupPolicy.value;
  return view.release.capabilities.injectsGroupPolicy && policy !== undefined ? { groupPolicy: policy } : {};
};

/** Lists a new account, without changing what the others do. */
export const addAccount = (
  question: PlanInput,
  action: Extract<ConfigAction, { type: 'add-account' }>,
): EditsAnswer => {
  const { accountId: id, profile, label } = action;
  if (!isAccountId(id)) return refuse(changeErrors.accountIdBad(id));
  if (Object.keys(listed(question)).some((key) => accountIdOfKey(key) === id))
    return refuse(changeErrors.accountExists(id));
  const value = {
    ...(label === undefined ? {} : { name: literal(label) }),
    enabled: true,
    ...(profile === undefined || profile === id ? {} : { profile }),
    // Later releases write their own default into every account that says nothing.
    ...(question.view.release.capabilities.injectsGroupPolicy ? { groupPolicy: 'allowlist' } : {}),
  };
  // While no account is listed `default` runs by itself; listing another would end it without a word.
  const { hasImplicitDefault = question.view.hasSection } = question;
  const keepsDefault =
    Object.keys(listed(question)).length === 0 && hasImplicitDefault && id !== defaultAccountId;
  return edits(
    ...(keepsDefault ? [set(accountsPath, defaultAccountId, implicitDefault(question))] : []),
    set(accountsPath, id, value),
  );
};

/** The key whose settings count for an account: its id; one that only runs as it where the id is not listed. */
const keyOfAccount = (question: PlanInput, id: AccountId): string | undefined => {
  const keys = Object.keys(listed(question));
  return keys.find((key) => key === id) ?? keys.find((key) => accountIdOfKey(key) === id);
};

/** Takes an account out of the list, and out of `defaultAccount`. */
export const removeAccount = (question: PlanInput, id: AccountId): EditsAnswer => {
  const key = keyOfAccount(question, id);
  if (key === undefined) return refuse(changeErrors.accountNotListed(id));
  const named = valueAt(question.config, [...sectionPath, 'defaultAccount']);
  const isDefault = typeof named === 'string' && accountIdOfKey(named) === id;
  return edits(
    { op: 'remove', path: [...accountsPath, key] },
    ...(isDefault ? [{ op: 'remove' as const, path: [...sectionPath, 'defaultAccount'] }] : []),
  );
};

/** Gives an account another id; its session and being the default go with it. */
export const renameAccount = (question: PlanInput, from: AccountId, to: AccountId): EditsAnswer => {
  const keys = Object.keys(listed(question));
  // Renamed to its own id: the key that OpenClaw overlooks is meant, not one that is right already.
  const key =
    from === to
      ? keys.find((candidate) => candidate !== from && accountIdOfKey(candidate) === from)
      : keyOfAccount(question, from);
  if (key === undefined) return from === to ? edits() : refuse(changeErrors.accountNotListed(from));
  if (!isAccountId(to)) return refuse(changeErrors.accountIdBad(to));
  if (keys.includes(to))
    return refuse(from === to ? changeErrors.keyTwice(key, to) : changeErrors.accountExists(to));
  const named = valueAt(question.config, [...sectionPath, 'defaultAccount']);
  const isDefault = typeof named === 'string' && accountIdOfKey(named) === from && from !== to;
  // An account without a profile of its own uses that of its name: under another name it would be another session.
  const profile = question.view.accounts.find(({ id }) => id === from)?.profile;
  const keepsProfile =
    from !== to && profile?.source === 'built-in'
      ? [set([...accountsPath, to], 'profile', profile.value)]
      : [];
  return edits(
    { op: 'rename', path: [...accountsPath, key], to },
    ...keepsProfile,
    ...(isDefault ? [set(sectionPath, 'defaultAccount', to)] : []),
  );
};
