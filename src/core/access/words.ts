// Words about a change of the config: what it is called, what it leads to, and what became of it.

import type { ConfigAction, ReloadEffect } from '../config/change-request.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { sanitizeLine, sanitizeName } from '../shared/text/sanitize.ts';

// Words about what a change of the config leads to: at the gateway, and beside what was asked for.

const lost = 'messages that arrive in between are lost';

const reloadIn = (delay: string): Readonly<Record<ReloadEffect, string>> => ({
  'channel-restarts': `The gateway restarts the channel ${delay}; ${lost}.`,
  'gateway-restarts': `The gateway restarts as a whole, which takes some seconds; ${lost}.`,
  applies: `The gateway restarts the channels concerned ${delay}, not itself; ${lost}.`,
  'nothing-until-restart': 'gateway.reload.mode is off: nothing changes until the gateway is restarted.',
  'ignored-until-restart':
    'gateway.reload.mode is hot, and this needs a restart: nothing changes until the gateway is restarted by hand.',
  'not-noticed':
    'This OpenClaw watches openclaw.json, not the files it includes: nothing changes until openclaw.json is saved again (touch will do) or the gateway is restarted.',
  'no-gateway': 'No gateway answers on this machine; it takes effect when one starts.',
});

/** A listener of zca is started again at once; a gateway that talks to Zalo itself has to log in first. */
const reload = { byZca: reloadIn('within a second'), itself: reloadIn('within some seconds') } as const;

interface EffectInput {
  readonly reload: ReloadEffect;
  readonly can: Pick<Capabilities, 'drivesZca'>;
  readonly isGatewayKnown: boolean;
}

/** At most this many are named before the rest is only counted. */
const mostPeopleNamed = 5;

const peopleList = (names: readonly string[]): string => {
  const shown = names.slice(0, mostPeopleNamed).map(sanitizeName).join(', ');
  return names.length > mostPeopleNamed ? `${shown} and ${names.length - mostPeopleNamed} more` : shown;
};

const value = (text: string): string => (text === '' ? 'nothing' : sanitizeName(text));

export interface RunsOn {
  readonly profile: string;
  readonly dmPolicy: string;
  readonly groupPolicy: string;
  readonly isEnabled: boolean;
}

const runsOn = ({ profile, dmPolicy, groupPolicy }: RunsOn): string =>
  `profile ${sanitizeName(profile)}, direct messages ${sanitizeName(dmPolicy)}, groups ${sanitizeName(groupPolicy)}`;

/** What comes with a change, each a sentence of its own. */
const also = {
  setting: (id: string, key: string, before: string, after: string) =>
    `Also changes on account ${id}: ${key} ${value(before)} → ${value(after)}.`,
  entries: (
    id: string,
    key: string,
    parts: { added: readonly string[]; removed: readonly string[]; changed: readonly string[] },
  ) => {
    const said = [
      parts.added.length === 0 ? undefined : `gains ${peopleList(parts.added)}`,
      parts.removed.length === 0 ? undefined : `loses ${peopleList(parts.removed)}`,
      parts.changed.length === 0 ? undefined : `has other rules for ${peopleList(parts.changed)}`,
    ];
    return `Also changes on account ${id}: ${key} ${said.filter((part) => part !== undefined).join(', ')}.`;
  },
  appears: (id: string, on: RunsOn) => `Account ${id} comes into being: ${runsOn(on)}.`,
  gone: (id: string) => `Account ${id} no longer runs.`,
  defaultAccount: (before: string, after: string) =>
    `The default account becomes ${after}; it was ${before}.`,
  channel: (isEnabled: boolean) => `It switches the whole channel ${isEnabled ? 'on' : 'off'}.`,
  plugin: (isEnabled: boolean) => `It switches the zalouser plugin ${isEnabled ? 'on' : 'off'}.`,
  paths: (paths: readonly string[]) => `Also changes in the config: ${peopleList(paths)}.`,
  shared: (file: string, mounts: readonly string[]) =>
    `${sanitizeName(file)} is included at ${peopleList(mounts)}: what is written there holds for each of them.`,
  implicitDefault: (on: RunsOn) =>
    on.isEnabled
      ? `No account is listed any more, so the gateway runs account default by itself, on the channel’s own settings: ${runsOn(on)}.`
      : 'No account is listed any more. The gateway would run account default by itself, but the channel is disabled.',
  approvedStay: (count: number, from: string, to: string) =>
    `${count} approved by code on ${from} ${count === 1 ? 'is' : 'are'} not approved on ${to}: approvals stay with the old id.`,
  bindings: (count: number, id: string) =>
    `${count} ${count === 1 ? 'entry' : 'entries'} of bindings ${count === 1 ? 'names' : 'name'} account ${id} and will no longer match.`,
  pluginRewrites:
    'The plugin is not enabled in the config: at its next start the gateway enables it by itself and rewrites the file without its comments. Enable the plugin here first to keep them.',
  allChannels: 'It holds for every channel that has no group policy of its own, not only for Zalo.',
  defaultsUntaken: 'It reaches no account of Zalo: the channel or the account has a group policy of its own.',
  defaultsUnused: 'On this OpenClaw it does not reach Zalo: every account has a group policy of its own.',
  unchecked: (entry: string, key: string, id: string) =>
    `“${sanitizeName(entry)}” in ${key} of ${id} is a name, and the names are not known here yet: it may stand for nobody. Read the lists of friends and groups first.`,
  ignored: (entry: string, key: string, id: string) =>
    `“${sanitizeName(entry)}” in ${key} of ${id} is a name, and this OpenClaw compares ids only: it lets nobody through.`,
} as const;

/** Who gets through, or does not, although the change was to see to it. `who` begins the sentence. */
const ineffective = {
  everybody: 'Everybody on Zalo',
  otherGroups: 'Every group not listed',
  group: (key: string) => `Group ${sanitizeName(key)}`,
  stillIn: (who: string, id: string, why: string) =>
    `${sanitizeName(who)} still gets through on ${id}: ${why}`,
  nowIn: (who: string, id: string, why: string) => `${sanitizeName(who)} gets through on ${id} then: ${why}`,
  maybeByName: (entry: string, id: string) =>
    `allowFrom of ${id} holds names that are not known here yet: ${sanitizeName(entry)} may still get through by one of them. Read the friend list first.`,
  stillOut: (who: string, id: string, why: string) =>
    `${sanitizeName(who)} still does not get through on ${id}: ${why}`,
  out: (who: string, id: string, why: string) => `${sanitizeName(who)} does not get through on ${id}: ${why}`,
  nowOut: (who: string, id: string, why: string) =>
    `${sanitizeName(who)} does not get through on ${id} any more: ${why}`,
} as const;

export const changeEffectSentences = {
  ineffective,
  /** What the gateway does with it, as far as it is known whether one runs. */
  effect: ({ reload: effect, can, isGatewayKnown }: EffectInput): string => {
    const said = reload[can.drivesZca ? 'byZca' : 'itself'][effect];
    return isGatewayKnown
      ? said
      : `Whether a gateway runs here is not known. If one does: ${said.replace(/^(?:The|This)/u, (word) => word.toLowerCase())}`;
  },
  also,
} as const;

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
    case 'set-command-edits':
      return `${action.isAllowed ? 'Allow' : 'Forbid'} changes of the config by commands in chats`;
    case 'set-plugin-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} the zalouser plugin`;
    case 'set-log-level':
      return action.level === undefined
        ? 'Let the gateway log as it does by itself'
        : `Let the gateway log at level ${sanitizeName(action.level)}`;
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
