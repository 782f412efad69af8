// The access screen: whom each entry of `allowFrom` and `groups` stands for, as the gateway would find out at its start.
import type { Account, GroupRule } from '../model/account.ts';
import { type AccountId, type GroupId, groupId, type UserId, userId } from '../model/ids.ts';
import { bareEntry, idOfEntry, indexNames, type NameIndex } from '../openclaw/names.ts';
import { coveringEntry, usableNames } from '../openclaw/policy-rules.ts';
import { initialDirectory } from './initial-state.ts';
import { memoize } from './memo.ts';
import { ownOr } from './own.ts';
import { groupNameOf, nameOf } from './selectors-names.ts';
import type { ConsoleState } from './state.ts';

/**
 * What an entry stands for:
 *
 * - `everyone`: `*`
 * - `id`: an id, with the name that is known for it
 * - `name`: a name, with the id the gateway maps it to
 * - `unresolved`: a name nobody in the list has; it lets nobody through
 * - `unchecked`: a name, while the list of names has not been read
 * - `ignored`: a name, where this OpenClaw compares ids only (generation 96)
 */
export type EntryKind = 'everyone' | 'id' | 'name' | 'unresolved' | 'unchecked' | 'ignored';

/** An entry of `allowFrom` (or `groupAllowFrom`) as typed, and whom it stands for. */
export interface AllowEntry {
  readonly entry: string;
  readonly kind: EntryKind;
  readonly id?: UserId;
  readonly name?: string;
}

/** An entry of `groups`, and which group it stands for. */
export interface GroupEntry {
  readonly key: string;
  readonly kind: EntryKind;
  readonly rule: GroupRule;
  /** False only if `allow` or `enabled` is exactly `false`. */
  readonly isAllowed: boolean;
  readonly id?: GroupId;
  readonly name?: string;
}

/** Why a person may write to an account directly. */
export interface Admission {
  readonly accountId: AccountId;
  /** `approved` does not count under `dmPolicy: allowlist` on generation 226. */
  readonly by: 'allow-from' | 'approved';
  /** The entry of `allowFrom` that covers the person. */
  readonly entry?: string;
}

const namesOf = memoize(indexNames, 64);

const namesIn = (state: ConsoleState, account: Account): NameIndex => {
  const { peers, groups } = ownOr(state.directory, account.id, initialDirectory);
  return namesOf(peers.items, groups.items);
};

interface Question {
  readonly state: ConsoleState;
  readonly account: Account;
  readonly list: 'peers' | 'groups';
}

const idKind = (entry: string, { state, account, list }: Question): { readonly kind: EntryKind; readonly id?: string } => {
  const bare = bareEntry(entry);
  if (bare === '*') return { kind: 'everyone' };
  if (/^\d+$/u.test(bare)) return { kind: 'id', id: bare };
  const context = { generation: state.config.generation, approved: new Set<string>(), names: namesIn(state, account) };
  const names = usableNames(account, context);
  if (names === undefined) return { kind: 'ignored' };
  const id = idOfEntry(entry, names[list]);
  if (id !== undefined) return { kind: 'name', id };
  return { kind: ownOr(state.directory, account.id, initialDirectory)[list].fetchedAtMs === undefined ? 'unchecked' : 'unresolved' };
};

/** Whom one entry of `allowFrom` stands for. */
export const allowEntry = (state: ConsoleState, account: Account, entry: string): AllowEntry => {
  const { kind, id } = idKind(entry, { state, account, list: 'peers' });
  if (id === undefined) return { entry, kind };
  const name = nameOf(state, account.id, userId(id))?.name;
  return { entry, kind, id: userId(id), ...(name === undefined ? {} : { name }) };
};

/** Which group one key of `groups` stands for. `group:ID` is an id too. */
export const groupEntry = (state: ConsoleState, account: Account, key: string, rule: GroupRule): GroupEntry => {
  const { kind, id } = idKind(key.trim().replace(/^group:/iu, ''), { state, account, list: 'groups' });
  const isAllowed = rule.allow !== false && rule.enabled !== false;
  if (id === undefined) return { key, kind, rule, isAllowed };
  const name = groupNameOf(state, account.id, groupId(id));
  return { key, kind, rule, isAllowed, id: groupId(id), ...(name === undefined ? {} : { name }) };
};

/** The accounts a person may write to directly because `allowFrom` or the approved store says so, in the order of the config. */
export const admissionsOf = (state: ConsoleState, person: UserId): readonly Admission[] =>
  state.config.accounts.flatMap((account): readonly Admission[] => {
    const context = { generation: state.config.generation, approved: new Set<string>(), names: namesIn(state, account) };
    const entry = coveringEntry(account.allowFrom.value, person, usableNames(account, context));
    if (entry !== undefined) return [{ accountId: account.id, by: 'allow-from', entry }];
    const isApproved = state.pairing.approved.some(({ accountId, senderId }) => accountId === account.id && senderId === person);
    return isApproved ? [{ accountId: account.id, by: 'approved' }] : [];
  });
