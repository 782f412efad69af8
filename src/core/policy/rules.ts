// What the questions to a message have in common, and messages nobody wrote, which tell who would get through. Pure.

import type { NameIndex } from '../config/entry-names.ts';
import type { Account } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import type { ApprovedSender, PairingRequest } from '../model/people.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { type AccountId, messageId, threadId, type UserId, userId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';
import type { Written } from '../shared/text/exactly.ts';
import type { Verdict, VerdictKind, VerdictRule } from './verdict.ts';

// The people approved by code, by account: every message, every row and every entry asks for them. Pure but for what it remembers.

interface Approved {
  readonly senders: ApprovedSender[];
  readonly ids: Set<UserId>;
}

const byAccount = memoizeBy((approved: readonly ApprovedSender[]): ReadonlyMap<AccountId, Approved> => {
  const accounts = new Map<AccountId, Approved>();
  for (const sender of approved) {
    const known = accounts.get(sender.accountId);
    if (known === undefined)
      accounts.set(sender.accountId, { senders: [sender], ids: new Set([sender.senderId]) });
    else {
      known.senders.push(sender);
      known.ids.add(sender.senderId);
    }
  }
  return accounts;
});

const nobody: Approved = { senders: [], ids: new Set() };

/** Who is approved on one account, in the order of the store; the same array for as long as the list of all is the same. */
export const approvedOn = (
  approved: readonly ApprovedSender[],
  account: AccountId,
): readonly ApprovedSender[] => (byAccount(approved).get(account) ?? nobody).senders;

export const approvedIds = (approved: readonly ApprovedSender[], account: AccountId): ReadonlySet<UserId> =>
  (byAccount(approved).get(account) ?? nobody).ids;

/** What the gateway knows beside the config. */
export interface PolicyContext {
  readonly can: Capabilities;
  /** `plugins.entries.zalouser.enabled` is false: the gateway does not load the channel at all. */
  readonly isPluginOff?: boolean;
  /** Ids approved by code on the message's account: see {@link approvedIds}. */
  readonly approved: ReadonlySet<string>;
  /** Requests that have not expired, of all accounts. Absent: none. */
  readonly pending?: readonly PairingRequest[];
  /** Names of friends and groups, if they are known; without them names in the config match nobody. */
  readonly names?: NameIndex;
  /** Who the account is on Zalo, if it is known: mentions and quotes are of somebody. */
  readonly ownId?: string;
}

/** Ends a decision: the rules asked so far, and the one that decided. */
export const verdict = (
  kind: VerdictKind,
  trail: readonly VerdictRule[],
  ...deciding: readonly VerdictRule[]
): Verdict => ({
  kind,
  isLetThrough: kind === 'reply',
  rules: [...trail, ...deciding],
});

/** A rule with the config path that decided it, if it was written down anywhere. */
export const rule = (sentence: string, setting?: { readonly path?: string }): VerdictRule =>
  setting?.path === undefined ? { sentence } : { sentence, path: setting.path };

/** Names, where the gateway maps them to ids when its listener starts: older releases always, newer ones if the account says so. */
export const usableNames = (
  account: Account,
  { can, names }: Pick<PolicyContext, 'can' | 'names'>,
): NameIndex | undefined => (can.comparesNames || account.matchesNames?.value === true ? names : undefined);

/** Does the gateway look at `groups`? All do under `allowlist`; newer ones honour an entry that says no under `open`, too. */
export const isGroupsAsked = ({ groupPolicy }: Account, { groupBlocksUnderOpen }: Capabilities): boolean =>
  groupPolicy.value === 'allowlist' || groupBlocksUnderOpen;

/** The gateway looks a sender up in `allowFrom` before anything else about them: it fails where that is no list. */
export const failsOnList = ({ allowFrom }: Account, can: Capabilities): boolean =>
  allowFrom.isNoList === true && !can.enforcesSection;

/** Does `groupAllowFrom` name nobody where somebody must be named, so that every listed group is blocked? */
export const isEveryMemberBlocked = ({ groupPolicy, groupAllowFrom }: Account, can: Capabilities): boolean =>
  can.groupAllowFromCounts &&
  can.unnamedGroupSenders === 'nobody' &&
  groupPolicy.value === 'allowlist' &&
  groupAllowFrom.value.every((entry) => entry === '');

// Messages nobody wrote: what the gateway would do with them tells who gets through. Pure.

const probe = {
  text: 'x',
  isBlank: false,
  sentAtMs: 0,
  receivedAtMs: 0,
  isOwn: false,
  raw: '',
} as const;

/** Nobody in any list: no id is anything but digits. */
export const anybody = 'anybody';

/** A direct message as this person would write it. */
export const directFrom = (accountId: AccountId, id: string): Message => ({
  ...probe,
  id: messageId(`what-if-${id}`),
  accountId,
  threadId: threadId(id),
  isGroup: false,
  senderId: userId(id),
});

/** A group, of which perhaps only the name is known: as it is shown, and as it is compared where that differs. */
interface ProbeGroup {
  readonly id?: string;
  readonly name?: string;
  readonly writtenName?: Written;
}

/** A message of somebody unknown in a group. */
export const inGroup = (accountId: AccountId, { id = anybody, name, writtenName }: ProbeGroup): Message => ({
  ...probe,
  id: messageId(`what-if-group-${id}`),
  accountId,
  threadId: threadId(id),
  ...(name === undefined ? {} : { threadName: name }),
  ...(writtenName === undefined ? {} : { writtenThreadName: writtenName }),
  isGroup: true,
  senderId: userId(anybody),
});
