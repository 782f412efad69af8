// Words about a change of the config: what it is called, and what became of it.

import type { ConfigAction } from '../config/change-request.ts';
import { sanitizeLine, sanitizeName } from '../shared/text/sanitize.ts';
import { changeEffectSentences } from './words-impact.ts';

// The title of several changes that are made as one: by account, nothing twice.

/** One action of several, and what becomes of `*` with it. */
export interface ToldAction {
  readonly action: ConfigAction;
  readonly star?: 'added' | 'removed' | undefined;
}

/** At most this many are named before the rest is only counted: a title is one line. */
const mostNamed = 3;

const list = (names: readonly string[]): string => {
  const shown = names.slice(0, mostNamed).map(sanitizeName).join(', ');
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more` : shown;
};

/** A part of what is said of an account. Parts of the same kind become one: their names together, else the last of them. */
interface Part {
  readonly kind: string;
  readonly says: string;
  readonly names: readonly string[];
}

const part = (kind: string, says: string, names: readonly string[] = []): Part => ({ kind, says, names });

type OfAccount = Extract<ConfigAction, { readonly accountId: unknown }>;

const starred = (policy: string, star: ToldAction['star']): string => {
  if (star === undefined) return `direct messages ${policy}`;
  return `direct messages ${policy} ${star === 'added' ? 'with * in allowFrom' : 'without * in allowFrom'}`;
};

const partOf = (action: OfAccount, star: ToldAction['star']): Part => {
  switch (action.type) {
    case 'add-account':
      return part('begins', `Add account ${action.accountId}`);
    case 'remove-account':
      return part('begins', `Remove account ${action.accountId} from the config`);
    case 'rename-account':
      return part('begins', `Rename account ${action.accountId} to ${action.to}`);
    case 'set-account-enabled':
      return part('enabled', action.isEnabled ? 'enable' : 'disable');
    case 'restart-channel':
      return part('restart', 'restart the channel');
    case 'set-default-account':
      return part('default', 'make it the default account');
    case 'set-profile':
      return part('profile', `use profile ${sanitizeName(action.profile)}`);
    case 'set-dm-policy':
      return part('direct', starred(action.policy, star));
    case 'set-group-policy':
      return part('groups', `groups ${action.policy}`);
    case 'add-allow-from':
      return part('allow', 'allow', action.entries);
    case 'remove-allow-from':
      return part('disallow', 'no longer allow', [action.entry]);
    case 'set-group':
      return action.isAllowed ? part('let', 'let in', [action.key]) : part('block', 'block', [action.key]);
    case 'set-group-tools':
      return part('tools', 'tools of group', [action.key]);
    case 'remove-group':
      return part('remove', 'remove group', [action.key]);
    case 'set-prefix':
      return part(action.which, action.which);
  }
};

const joined = (parts: readonly Part[]): readonly string[] => {
  const kinds = new Map<string, Part>();
  for (const { kind, says, names } of parts)
    kinds.set(kind, { kind, says, names: [...(kinds.get(kind)?.names ?? []), ...names] });
  return [...kinds.values()].map(({ says, names }) =>
    names.length === 0 ? says : `${says} ${list([...new Set(names)])}`,
  );
};

const ofAccount = (id: string, parts: readonly Part[]): string => {
  const begins = joined(parts.filter(({ kind }) => kind === 'begins'))[0] ?? `Account ${id}`;
  const rest = joined(parts.filter(({ kind }) => kind !== 'begins'));
  return rest.length === 0 ? begins : `${begins}: ${rest.join('; ')}`;
};

const switches = (actions: readonly ConfigAction[], isEnabled: boolean): readonly string[] => {
  const names = actions.flatMap((action) => {
    if (action.type !== 'set-plugin-enabled' && action.type !== 'set-channel-enabled') return [];
    return action.isEnabled === isEnabled
      ? [action.type === 'set-plugin-enabled' ? 'plugin' : 'channel']
      : [];
  });
  return names.length === 0
    ? []
    : [`${isEnabled ? 'Enable' : 'Disable'} the zalouser ${[...new Set(names)].join(' and ')}`];
};

const defaults = (actions: readonly ConfigAction[]): readonly string[] => {
  const last = actions.findLast(({ type }) => type === 'set-defaults-group-policy');
  return last?.type === 'set-defaults-group-policy'
    ? [`Groups where an account says nothing: ${last.policy}`]
    : [];
};

/** What several actions do together, as the title of their review: the accounts first, then what is switched for all of them. */
const together = (titled: readonly ToldAction[]): string => {
  const accounts = new Map<string, readonly Part[]>();
  for (const { action, star } of titled) {
    if ('accountId' in action)
      accounts.set(action.accountId, [...(accounts.get(action.accountId) ?? []), partOf(action, star)]);
  }
  const actions = titled.map(({ action }) => action);
  return [
    ...[...accounts].map(([id, parts]) => ofAccount(id, parts)),
    ...switches(actions, true),
    ...switches(actions, false),
    ...defaults(actions),
  ].join('. ');
};

/** Paths of files are other people's text: at most so many code units are shown. */
const clean = (text: string): string => sanitizeLine(text, 1_000);

const groupWord = (isAllowed: boolean): string => (isAllowed ? 'Let group' : 'Block group');

/** What an action does, as the title of its review. */
const summary = (action: ConfigAction): string => {
  switch (action.type) {
    case 'set-account-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} account ${action.accountId}`;
    case 'restart-channel':
      return `Restart the channel for account ${action.accountId} (the settings stay as they are)`;
    case 'add-account':
      return `Add account ${action.accountId}`;
    case 'remove-account':
      return `Remove account ${action.accountId} from the config`;
    case 'rename-account':
      return `Rename account ${action.accountId} to ${action.to}`;
    case 'set-default-account':
      return `Make ${action.accountId} the default account`;
    case 'set-profile':
      return `Use profile ${action.profile} for account ${action.accountId}`;
    case 'set-dm-policy':
      return `Direct messages on ${action.accountId}: ${action.policy}`;
    case 'set-group-policy':
      return `Groups on ${action.accountId}: ${action.policy}`;
    case 'add-allow-from':
      return `Allow ${action.entries.map(sanitizeName).join(', ')} on ${action.accountId}`;
    case 'remove-allow-from':
      return `No longer allow ${sanitizeName(action.entry)} on ${action.accountId}`;
    case 'set-group':
      return `${groupWord(action.isAllowed)} ${sanitizeName(action.key)} on ${action.accountId}`;
    case 'set-group-tools':
      return `Tools of group ${sanitizeName(action.key)} on ${action.accountId}`;
    case 'remove-group':
      return `Remove group ${sanitizeName(action.key)} from ${action.accountId}`;
    case 'set-defaults-group-policy':
      return `Groups where an account says nothing: ${action.policy}`;
    case 'set-prefix':
      return `${action.which} of ${action.accountId}`;
    case 'set-channel-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} the zalouser channel`;
    case 'set-plugin-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} the zalouser plugin`;
  }
};

export const changeSentences = {
  summary,
  /** Several changes as one: the title of their review. */
  together,
  /** `*` is said where it goes along: it decides about everybody. */
  withStar: (summaryText: string, change: 'added' | 'removed') =>
    `${summaryText}, ${change === 'added' ? 'with * in allowFrom' : '* taken out of allowFrom'}`,
  ...changeEffectSentences,
  written: (file: string) => `Written: ${clean(file)}`,
  undone: (file: string, effect: string) => `Undone. ${effect} (${clean(file)} is as it was before.)`,
  changedByOthers: 'Somebody else changed the file meanwhile. Their change:',
  ours: 'Your change, as it would be made now:',
} as const;
