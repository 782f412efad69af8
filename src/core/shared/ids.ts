// Branded identifiers. All ids of Zalo are decimal strings above 2^53: never JavaScript numbers.

declare const brand: unique symbol;

/** A string that may only be made by the constructor of its kind. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind };

/** An account of `channels.zalouser`: the lower-case key under `accounts`, or `default`. */
export type AccountId = Branded<'AccountId'>;
/** A zca profile: the `--profile` a call is made with. Letters, digits, `-`, `_`. */
export type ProfileName = Branded<'ProfileName'>;
/** A person on Zalo (decimal string). */
export type UserId = Branded<'UserId'>;
export type GroupId = Branded<'GroupId'>;
/** Where a message was written: the id of a person (direct) or of a group. */
export type ThreadId = Branded<'ThreadId'>;
/** A message, unique within an account; made up from the content where zca gives none. */
export type MessageId = Branded<'MessageId'>;
/** Eight characters of `ABCDEFGHJKLMNPQRSTUVWXYZ23456789`, upper case, no spaces. */
export type PairingCode = Branded<'PairingCode'>;

/** The account OpenClaw falls back to when none is named. */
export const defaultAccountId = 'default' as AccountId;

/** Account ids are compared in lower case, as the plugin does at look-up (openclaw.md, section 2). */
export const accountId = (value: string): AccountId => value.trim().toLowerCase() as AccountId;
/** The profile of that name, without blanks around. */
export const profileName = (value: string): ProfileName => value.trim() as ProfileName;
/** The person with that id, which must come from zca, a store or a config as it is. */
export const userId = (value: string): UserId => value as UserId;
export const groupId = (value: string): GroupId => value as GroupId;
export const threadId = (value: string): ThreadId => value as ThreadId;
export const messageId = (value: string): MessageId => value as MessageId;
/** Codes are matched without regard to case or spaces (openclaw.md, section 4). */
export const pairingCode = (value: string): PairingCode =>
  value.replace(/[\s-]+/gu, '').toUpperCase() as PairingCode;

export type Scope = AccountId | 'all';

/** Does something of `accountId` belong in the view? */
export const isInScope = (scope: Scope, accountId: AccountId): boolean =>
  scope === 'all' || scope === accountId;
