// Words about what a change of the config leads to: at the gateway, and beside what was asked for.
import type { ReloadEffect } from '../config/change-request.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { sanitizeName } from '../shared/text/sanitize.ts';

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

export interface EffectInput {
  readonly reload: ReloadEffect;
  readonly can: Pick<Capabilities, 'drivesZca'>;
  readonly isGatewayKnown: boolean;
}

/** At most this many are named before the rest is only counted. */
const mostNamed = 5;

const list = (names: readonly string[]): string => {
  const shown = names.slice(0, mostNamed).map(sanitizeName).join(', ');
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more` : shown;
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
      parts.added.length === 0 ? undefined : `gains ${list(parts.added)}`,
      parts.removed.length === 0 ? undefined : `loses ${list(parts.removed)}`,
      parts.changed.length === 0 ? undefined : `has other rules for ${list(parts.changed)}`,
    ];
    return `Also changes on account ${id}: ${key} ${said.filter((part) => part !== undefined).join(', ')}.`;
  },
  appears: (id: string, on: RunsOn) => `Account ${id} comes into being: ${runsOn(on)}.`,
  gone: (id: string) => `Account ${id} no longer runs.`,
  defaultAccount: (before: string, after: string) =>
    `The default account becomes ${after}; it was ${before}.`,
  channel: (isEnabled: boolean) => `It switches the whole channel ${isEnabled ? 'on' : 'off'}.`,
  plugin: (isEnabled: boolean) => `It switches the zalouser plugin ${isEnabled ? 'on' : 'off'}.`,
  paths: (paths: readonly string[]) => `Also changes in the config: ${list(paths)}.`,
  shared: (file: string, mounts: readonly string[]) =>
    `${sanitizeName(file)} is included at ${list(mounts)}: what is written there holds for each of them.`,
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
