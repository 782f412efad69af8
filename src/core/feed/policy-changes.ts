// What decides on messages, and when it last changed: config, approved senders, pending requests, names. Only changes that can make
// a difference are remembered, and only the last of them. Pure.

import { isPolicyKnown, ownIdsOf } from '../accounts/select-condition.ts';
import { bareEntry, entriesAsWritten, rulesAsWritten } from '../config/entry-names.ts';
import type { DirectoryState } from '../directory/model.ts';
import type { ConsoleEvent } from '../events.ts';
import type { Account } from '../model/account.ts';
import { maxPendingRequests, requestKey } from '../model/people.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import {
  type ConsoleState,
  type DecidingKey,
  initialDirectory,
  type PolicyCause,
  type PolicyChange,
  type PolicyInputs,
} from '../state.ts';
/** Changes remembered; the oldest is forgotten first. */
export const maxPolicyChanges = 32;

export const policyInputs = (state: ConsoleState): PolicyInputs => {
  const { config, pairing, directory } = state;
  return {
    isKnown: isPolicyKnown(config),
    can: config.release.capabilities,
    isPluginOff: config.pluginEnabled === false,
    accounts: config.accounts,
    approved: pairing.approved,
    requests: pairing.requests,
    directory,
    ownIds: ownIdsOf(state),
  };
};

/** Whom the access groups that a list names stand for. */
const membersOf = ({ accessGroups }: Account['allowFrom']): readonly unknown[] =>
  [...(accessGroups ?? [])].map(([name, group]) => [
    name,
    group === 'elsewhere' ? group : entriesAsWritten(group),
  ]);

const settingsOf = (account: Account): Readonly<Record<DecidingKey, unknown>> => ({
  enabled: account.enabled.value,
  dmPolicy: account.dmPolicy.value,
  allowFrom: [entriesAsWritten(account.allowFrom), membersOf(account.allowFrom)],
  groupPolicy: account.groupPolicy.value,
  groups: [...rulesAsWritten(account.groups)],
  groupAllowFrom: [entriesAsWritten(account.groupAllowFrom), membersOf(account.groupAllowFrom)],
  dangerouslyAllowNameMatching: account.matchesNames?.value === true,
});

const settingCauses = (before: Account, after: Account): readonly PolicyCause[] => {
  if (before === after) return [];
  const [old, now] = [settingsOf(before), settingsOf(after)];
  const keys = (Object.keys(now) as DecidingKey[]).filter(
    (key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]),
  );
  return keys.map((key) => ({ type: 'setting', accountId: after.id, key }));
};

const accountCauses = (before: readonly Account[], after: readonly Account[]): readonly PolicyCause[] => {
  if (before === after) return [];
  const known = new Map(before.map((account) => [account.id, account]));
  const ids = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((account): readonly PolicyCause[] => {
      const old = known.get(account.id);
      return old === undefined ? [{ type: 'account', accountId: account.id }] : settingCauses(old, account);
    }),
    ...before
      .filter(({ id }) => !ids.has(id))
      .map(({ id }): PolicyCause => ({ type: 'account', accountId: id })),
  ];
};

const approvedCauses = (
  before: PolicyInputs['approved'],
  after: PolicyInputs['approved'],
): readonly PolicyCause[] => {
  if (before === after) return [];
  const [old, now] = [new Set(before.map(requestKey)), new Set(after.map(requestKey))];
  return [
    ...after
      .filter((sender) => !old.has(requestKey(sender)))
      .map((sender): PolicyCause => ({ type: 'approved', ...sender })),
    ...before
      .filter((sender) => !now.has(requestKey(sender)))
      .map((sender): PolicyCause => ({ type: 'revoked', ...sender })),
  ];
};

/** Requests matter only where so many wait that a further stranger gets no code. */
const requestCauses = (
  before: PolicyInputs['requests'],
  after: PolicyInputs['requests'],
): readonly PolicyCause[] =>
  before === after || Math.max(before.length, after.length) < maxPendingRequests
    ? []
    : [{ type: 'requests' }];

/** Does the account list anything but ids and `*`? */
const listsNames = memoizeBy(({ allowFrom, groupAllowFrom, groups }: Account): boolean => {
  const isName = (entry: string): boolean => !/^(?:\d+|\*|)$/u.test(bareEntry(entry));
  const isNameOfGroup = (key: string): boolean => isName(key.replace(/^group:/iu, ''));
  return (
    allowFrom.value.some(isName) ||
    groupAllowFrom.value.some(isName) ||
    Object.keys(groups.value).some(isNameOfGroup)
  );
});

const listsOf = (directory: PolicyInputs['directory'], accountId: AccountId): readonly unknown[] => {
  const { peers, groups }: DirectoryState = ownOr(directory, accountId, initialDirectory);
  return [peers.value, groups.value];
};

const nameCauses = (before: PolicyInputs, after: PolicyInputs): readonly PolicyCause[] => {
  if (before.directory === after.directory) return [];
  return after.accounts.flatMap((account): readonly PolicyCause[] => {
    const { id } = account;
    const old = listsOf(before.directory, id);
    const isSame = listsOf(after.directory, id).every((list, index) => list === old[index]);
    return isSame || !listsNames(account) ? [] : [{ type: 'names', accountId: id }];
  });
};

const isAlike = (before: Capabilities, after: Capabilities): boolean =>
  before === after || JSON.stringify(before) === JSON.stringify(after);

/** What changed between two moments, as far as it can make a difference to a message. */
export const causesOf = (before: PolicyInputs, after: PolicyInputs): readonly PolicyCause[] => {
  if (before.isKnown !== after.isKnown) return [{ type: after.isKnown ? 'config-read' : 'config-gone' }];
  return [
    ...(isAlike(before.can, after.can) ? [] : [{ type: 'release' } as const]),
    ...(before.isPluginOff === after.isPluginOff ? [] : [{ type: 'plugin' } as const]),
    ...accountCauses(before.accounts, after.accounts),
    ...approvedCauses(before.approved, after.approved),
    ...requestCauses(before.requests, after.requests),
    ...nameCauses(before, after),
  ];
};

/** When the event happened, if it is one that can change what decides. */
const timeOf = (event: ConsoleEvent): number | undefined => {
  switch (event.type) {
    case 'config/read':
      return event.config.readAtMs;
    case 'pairing/read':
      return event.atMs;
    case 'peers/changed':
    case 'groups/changed':
      return event.change.status === 'ready' ? event.change.atMs : undefined;
    default:
      return undefined;
  }
};

/** What is read for the first time is no change: nothing was decided by what was there before. */
const isFirstRead = ({ config, pairing }: ConsoleState, { type }: ConsoleEvent): boolean =>
  config.status === 'unread' || (type === 'pairing/read' && pairing.status === 'idle');

export const changesAfter = (
  before: ConsoleState,
  after: ConsoleState,
  event: ConsoleEvent,
): readonly PolicyChange[] => {
  const atMs = timeOf(event);
  if (atMs === undefined || isFirstRead(before, event)) return before.policyChanges;
  const held = policyInputs(before);
  const causes = causesOf(held, policyInputs(after));
  return causes.length === 0
    ? before.policyChanges
    : [...before.policyChanges, { atMs, causes, before: held }].slice(-maxPolicyChanges);
};
