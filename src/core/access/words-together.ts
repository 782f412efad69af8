// The title of several changes that are made as one: by account, nothing twice.
import type { ConfigAction } from '../config/change-request.ts';
import { sanitizeName } from '../shared/text/sanitize.ts';

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
  for (const { kind, says, names } of parts) kinds.set(kind, { kind, says, names: [...(kinds.get(kind)?.names ?? []), ...names] });
  return [...kinds.values()].map(({ says, names }) => (names.length === 0 ? says : `${says} ${list([...new Set(names)])}`));
};

const ofAccount = (id: string, parts: readonly Part[]): string => {
  const begins = joined(parts.filter(({ kind }) => kind === 'begins'))[0] ?? `Account ${id}`;
  const rest = joined(parts.filter(({ kind }) => kind !== 'begins'));
  return rest.length === 0 ? begins : `${begins}: ${rest.join('; ')}`;
};

const switches = (actions: readonly ConfigAction[], isEnabled: boolean): readonly string[] => {
  const names = actions.flatMap((action) => {
    if (action.type !== 'set-plugin-enabled' && action.type !== 'set-channel-enabled') return [];
    return action.isEnabled === isEnabled ? [action.type === 'set-plugin-enabled' ? 'plugin' : 'channel'] : [];
  });
  return names.length === 0 ? [] : [`${isEnabled ? 'Enable' : 'Disable'} the zalouser ${[...new Set(names)].join(' and ')}`];
};

const defaults = (actions: readonly ConfigAction[]): readonly string[] => {
  const last = actions.findLast(({ type }) => type === 'set-defaults-group-policy');
  return last?.type === 'set-defaults-group-policy' ? [`Groups where an account says nothing: ${last.policy}`] : [];
};

/** What several actions do together, as the title of their review: the accounts first, then what is switched for all of them. */
export const together = (told: readonly ToldAction[]): string => {
  const accounts = new Map<string, readonly Part[]>();
  for (const { action, star } of told) {
    if ('accountId' in action) accounts.set(action.accountId, [...(accounts.get(action.accountId) ?? []), partOf(action, star)]);
  }
  const actions = told.map(({ action }) => action);
  return [
    ...[...accounts].map(([id, parts]) => ofAccount(id, parts)),
    ...switches(actions, true),
    ...switches(actions, false),
    ...defaults(actions),
  ].join('. ');
};
