// The access screen: whom each entry of `allowFrom` and `groups` stands for, as the gateway would find out at its start.

import {
  accessGroupOf,
  comparedEntry,
  comparedName,
  coveringEntry,
  idInEntry,
  idOfEntry,
  idsCovered,
  isBareId,
  isEveryone,
  type NameIndex,
  unresolvedEntry,
  writtenForms,
  writtenKey,
} from '../config/entry-names.ts';
import { namesHeard } from '../directory/heard-names.ts';
import { groupNameOf, nameOf } from '../directory/select-names.ts';
import { namesOf } from '../feed/select-verdict.ts';
import type { Account, GroupRule } from '../model/account.ts';
import type { ApprovedSender, Group, Peer } from '../model/people.ts';
import { groupSlug } from '../policy/decide-group.ts';
import {
  approvedIds,
  approvedOn,
  isEveryMemberBlocked,
  isGroupsAsked,
  usableNames,
} from '../policy/rules.ts';
import { type AccountId, type GroupId, groupId, type UserId, userId } from '../shared/ids.ts';
import { memoizeBy, memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { exactTextOf } from '../shared/text/exactly.ts';
import { type ConsoleState, initialDirectory } from '../state.ts';
/**
 * What an entry stands for:
 *
 * - `everyone`: `*`
 * - `id`: an id, with the name that is known for it
 * - `name`: a name, with the id the gateway maps it to
 * - `unresolved`: a name nobody in the list has; it lets nobody through
 * - `unchecked`: a name, while the list of names has not been read
 * - `ignored`: a name, where this OpenClaw compares ids only
 * - `people`: `accessGroup:NAME`, whose members `accessGroups` of the config lists
 */
export type EntryKind = 'everyone' | 'id' | 'name' | 'unresolved' | 'unchecked' | 'ignored' | 'people';

/** An entry of `allowFrom` (or `groupAllowFrom`) as typed, and whom it stands for. */
export interface AllowEntry {
  readonly entry: string;
  readonly kind: EntryKind;
  readonly id?: UserId;
  readonly name?: string;
  /** How many have this name, if several: the gateway takes the first, which is `id`. */
  readonly bearers?: number;
}

/** An entry of `groups`, and which group it stands for. */
export interface GroupEntry {
  readonly key: string;
  readonly kind: EntryKind;
  readonly rule: GroupRule;
  /** False only if `allow` or `enabled` is exactly `false`. */
  readonly isAllowed: boolean;
  /** True where `groups` is not looked at (under `disabled`; before 2026.3.7 under any policy but `allowlist`): what the entry says has no effect. */
  readonly isIdle: boolean;
  /** It is let through, and yet nobody in it is answered: `groupAllowFrom` has to name its members, and names none. */
  readonly answersNobody?: true;
  readonly id?: GroupId;
  readonly name?: string;
  /** How many groups have this name, if several: the gateway takes the first, which is `id`. */
  readonly bearers?: number;
}

/** Why a person may write to an account directly. */
export interface Admission {
  readonly accountId: AccountId;
  /** `approved` does not count under `dmPolicy: allowlist`, but on the oldest releases. */
  readonly by: 'allow-from' | 'approved';
  /** The entry of `allowFrom` that covers the person. */
  readonly entry?: string;
}

/** The names the gateway maps to ids on an account; undefined where it does not. */
const namesFor = (state: ConsoleState, account: Account): NameIndex | undefined => {
  const { peers, groups } = ownOr(state.directory, account.id, initialDirectory);
  return usableNames(account, {
    can: state.config.release.capabilities,
    names: namesOf(peers.value, groups.value),
  });
};

interface Question {
  readonly state: ConsoleState;
  readonly account: Account;
  readonly list: 'peers' | 'groups';
}

/** How often each name stands in a list, by the name as the gateway compares it. */
const countNames = memoizeBy((items: readonly (Peer | Group)[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(comparedName(item), (counts.get(comparedName(item)) ?? 0) + 1);
  return counts;
});

/** Who is a friend, in the order of the list. */
export const friendsOf = memoizeBy((peers: readonly Peer[]): readonly Peer[] =>
  peers.filter(({ isFriend }) => isFriend),
);

const severalOf = (entry: string, { state, account, list }: Question): { readonly bearers?: number } => {
  const { peers, groups } = ownOr(state.directory, account.id, initialDirectory);
  const count =
    countNames(list === 'peers' ? friendsOf(peers.value) : groups.value).get(comparedEntry(entry)) ?? 0;
  return count > 1 ? { bearers: count } : {};
};

interface Kind {
  readonly kind: EntryKind;
  readonly id?: string;
  readonly bearers?: number;
}

/** The id that is written, if one is. A key of `groups` is compared with nothing taken off, unless names are looked up. */
const idWritten = (
  entry: string,
  { list, state }: Question,
  names: NameIndex | undefined,
): string | undefined => {
  if (list === 'peers') return idInEntry(entry, state.config.release.capabilities);
  return /^\d+$/u.test(entry) ? entry : names && idOfEntry(entry, undefined);
};

const idKind = (entry: string, question: Question): Kind => {
  if (isBareId(entry)) return { kind: 'id', id: entry };
  const { state, account, list } = question;
  const { capabilities: can } = state.config.release;
  if (list === 'peers' ? isEveryone(entry, can) : entry === '*') return { kind: 'everyone' };
  if (list === 'peers' && can.hasAccessGroups && accessGroupOf(entry) !== undefined)
    return { kind: 'people' };
  const names = namesFor(state, account);
  const itself = idWritten(entry, question, names);
  if (itself !== undefined) return { kind: 'id', id: itself };
  if (names === undefined) return { kind: 'ignored' };
  const id = idOfEntry(entry, names[list]);
  if (id !== undefined) return { kind: 'name', id, ...severalOf(entry, question) };
  return {
    kind:
      ownOr(state.directory, account.id, initialDirectory)[list].atMs === undefined
        ? 'unchecked'
        : 'unresolved',
  };
};

/** What one of several that look alike stands for, if one stands for anybody. */
const anyKind = (forms: readonly string[], kindOf: (written: string) => Kind): Kind => {
  const kinds = forms.map(kindOf);
  return (
    kinds.find(({ kind, id }) => kind === 'everyone' || id !== undefined) ??
    kinds[0] ?? { kind: 'unresolved' }
  );
};

const formsOf = ({ allowFrom, groupAllowFrom }: Account, entry: string): readonly string[] =>
  allowFrom.written === undefined && groupAllowFrom.written === undefined
    ? [entry]
    : [...new Set([...writtenForms(allowFrom, entry), ...writtenForms(groupAllowFrom, entry)])];

const kindOfEntry = (state: ConsoleState, account: Account, entry: string): Kind =>
  anyKind(formsOf(account, entry), (written) => idKind(written, { state, account, list: 'peers' }));

/** {@link AllowEntry} without the name of whom it stands for: for those who ask about every entry of a long list. */
export const allowEntryKind = (
  state: ConsoleState,
  account: Account,
  entry: string,
): Pick<AllowEntry, 'kind' | 'bearers'> => kindOfEntry(state, account, entry);

/** Whom one entry of `allowFrom` or `groupAllowFrom`, as shown, stands for. */
export const allowEntry = (state: ConsoleState, account: Account, entry: string): AllowEntry => {
  const { kind, id, ...several } = kindOfEntry(state, account, entry);
  if (id === undefined) return { entry, kind };
  const name = nameOf(state, account.id, userId(id))?.name;
  return { entry, kind, id: userId(id), name, ...several };
};

/** Groups by the slug of their names, in the order of the list. */
const groupsBySlug = memoizeBy((groups: readonly Group[]) =>
  Map.groupBy(groups, ({ name, writtenName }) => groupSlug(exactTextOf(name, writtenName))),
);

/** A key may also be the slug of a name: it counts for every group of such a name. */
const slugKind = (key: string, { state, account }: Question): Kind | undefined => {
  const { value: items } = ownOr(state.directory, account.id, initialDirectory).groups;
  const bearers = key === '' ? [] : (groupsBySlug(items).get(key) ?? []);
  return (
    bearers[0] && {
      kind: 'name',
      id: bearers[0].id,
      ...(bearers.length > 1 ? { bearers: bearers.length } : {}),
    }
  );
};

const groupKind = (key: string, question: Question): Kind => {
  const found = idKind(key.replace(/^group:(?=\d+$)/u, ''), question);
  return found.kind === 'unresolved' ? (slugKind(key, question) ?? found) : found;
};

/** Which group one key of `groups`, as shown, stands for. `group:ID` is an id too. */
export const groupEntry = (
  state: ConsoleState,
  account: Account,
  key: string,
  rule: GroupRule,
): GroupEntry => {
  const { kind, id, ...several } = groupKind(writtenKey(account.groups, key), {
    state,
    account,
    list: 'groups',
  });
  const isAllowed = rule.allow !== false && rule.enabled !== false;
  const isIdle =
    account.groupPolicy.value === 'disabled' || !isGroupsAsked(account, state.config.release.capabilities);
  const isMute = isAllowed && !isIdle && isEveryMemberBlocked(account, state.config.release.capabilities);
  const reach = { isAllowed, isIdle, ...(isMute ? { answersNobody: true as const } : {}) };
  if (id === undefined) return { key, kind, rule, ...reach };
  const name = groupNameOf(state, account.id, groupId(id));
  return {
    key,
    kind,
    rule,
    ...reach,
    id: groupId(id),
    name,
    ...several,
  };
};

/** What `groups` of an account says of each group, by id; of the group that is not listed, under undefined. */
const entriesOfGroups: (
  account: Account,
) => (state: ConsoleState) => ReadonlyMap<GroupId | undefined, GroupEntry> = memoizeBy((account: Account) =>
  memoizeOn(
    (state: ConsoleState) => [
      state.config.release.capabilities,
      ownOr(state.directory, account.id, initialDirectory).groups,
      namesHeard(state.feed),
    ],
    (state) => {
      const entries = Object.entries(account.groups.value).map(([key, rule]) =>
        groupEntry(state, account, key, rule),
      );
      const known = entries.filter(({ id, kind }) => id !== undefined || kind === 'everyone');
      // Of equal ones the first counts, which is therefore set last.
      return new Map(known.toReversed().map((entry) => [entry.id, entry]));
    },
    1,
  ),
);

/** The first entry of `groups` that is about a group, else `*`; undefined if neither is there. */
export const entryOfGroup = (
  state: ConsoleState,
  account: Account,
  group: GroupId,
): GroupEntry | undefined => {
  const entries = entriesOfGroups(account)(state);
  return entries.get(group) ?? entries.get(undefined);
};

/** By the list, for the account is another in every imagined config. */
const uncheckedIn = memoizeBy((entries: Account['allowFrom']) =>
  memoizeOn(
    (state: ConsoleState, account: Account) => [
      state.config.release.capabilities,
      account.matchesNames?.value,
      namesFor(state, account),
    ],
    (state, account) =>
      entries.value.filter((entry) => allowEntryKind(state, account, entry).kind === 'unchecked'),
  ),
);

/** Entries of `allowFrom` that are names, while the list that tells whose they are has not been read. */
export const uncheckedEntries = (state: ConsoleState, account: Account): readonly string[] =>
  ownOr(state.directory, account.id, initialDirectory).peers.atMs === undefined
    ? uncheckedIn(account.allowFrom)(state, account)
    : [];

/** Everybody whom `allowFrom` of an account names: by id, by a name whose id is known, or as a member of a group of `accessGroups`. */
export const peopleListed = (state: ConsoleState, account: Account): readonly UserId[] =>
  idsCovered(account.allowFrom, namesFor(state, account), state.config.release.capabilities).map(userId);

/**
 * Senders approved by code on an account who are locked out while `dmPolicy` is `allowlist`: its `allowFrom` does not cover them. Nobody where the
 * approved store counts under `allowlist`, too. Whom an entry of {@link unresolvedEntry} lets in is not known: they are among these.
 */
export const approvedShutOut = (state: ConsoleState, account: Account): readonly ApprovedSender[] => {
  const { capabilities: can } = state.config.release;
  if (can.approvedCountUnderAllowlist) return [];
  const names = namesFor(state, account);
  return approvedOn(state.pairing.approved, account.id).filter(
    ({ senderId }) => coveringEntry(account.allowFrom, senderId, names, can) === undefined,
  );
};

/** An entry of `allowFrom` of which the config does not tell whom it lets in, if there is one. */
export const unresolvedIn = (state: ConsoleState, { allowFrom }: Account): string | undefined =>
  unresolvedEntry(allowFrom, state.config.release.capabilities);

/** The accounts a person may write to directly because `allowFrom` or the approved store says so, in the order of the config. */
export const admissionsOf = (state: ConsoleState, person: UserId): readonly Admission[] =>
  state.config.accounts.flatMap((account): readonly Admission[] => {
    const entry = coveringEntry(
      account.allowFrom,
      person,
      namesFor(state, account),
      state.config.release.capabilities,
    );
    if (entry !== undefined) return [{ accountId: account.id, by: 'allow-from', entry }];
    const isApproved = approvedIds(state.pairing.approved, account.id).has(person);
    return isApproved ? [{ accountId: account.id, by: 'approved' }] : [];
  });
