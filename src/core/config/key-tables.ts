// The keys each release knows, and what they may hold (the openclaw contract, section 2). Data.
import type { Capabilities } from '../openclaw/capabilities.ts';
import type { Shape } from './shapes.ts';

const text: Shape = { is: 'text' };
const flag: Shape = { is: 'flag' };
const ids: Shape = { is: 'list', of: { is: 'id' } };
const texts: Shape = { is: 'list', of: text };
const choice = (...of: readonly string[]): Shape => ({ is: 'choice', of });
const object = (keys: Readonly<Record<string, Shape>>): Shape => ({ is: 'object', keys });
const map = (of: Shape): Shape => ({ is: 'map', of });
const number = (says: string, fits: (value: number) => boolean): Shape => ({ is: 'number', says, fits });

const dmPolicy = choice('pairing', 'allowlist', 'open', 'disabled');
const groupPolicy = choice('open', 'allowlist', 'disabled');
const tools = object({ allow: texts, alsoAllow: texts, deny: texts });
const visibility = object({ showOk: flag, showAlerts: flag, useIndicator: flag });
const countAboveZero = number('a whole number above 0', (value) => Number.isSafeInteger(value) && value > 0);

const common = {
  name: text,
  enabled: flag,
  profile: text,
  messagePrefix: text,
  responsePrefix: text,
  dmPolicy,
  allowFrom: ids,
  groupPolicy,
};

/** Keys of an account that not every release knows, each with what brought it. */
const laterKeys: Readonly<Record<string, readonly [Shape, (can: Capabilities) => boolean]>> = {
  groupAllowFrom: [ids, (can) => can.groupAllowFromCounts],
  historyLimit: [
    number('a whole number, 0 or more', (value) => Number.isSafeInteger(value) && value >= 0),
    (can) => !can.comparesGroupNames,
  ],
  dangerouslyAllowNameMatching: [flag, (can) => !can.comparesGroupNames],
  mediaMaxMb: [number('a number above 0', (value) => Number.isFinite(value) && value > 0), (can) => can.knowsLaterDefaults],
  configWrites: [flag, (can) => can.knowsLaterDefaults],
};

const accountOf = (can: Capabilities): Readonly<Record<string, Shape>> => ({
  ...common,
  markdown: object({ tables: choice('off', 'bullets', 'code', ...(can.enforcesSection ? ['block'] : [])) }),
  groups: map(
    object({
      ...(can.knowsGroupAllow ? { allow: flag } : {}),
      enabled: flag,
      ...(can.mentionsCount ? { requireMention: flag } : {}),
      tools,
    }),
  ),
  ...Object.fromEntries(Object.entries(laterKeys).flatMap(([key, [shape, isKnown]]) => (isKnown(can) ? [[key, shape]] : []))),
});

/** `channels.zalouser`. Where it is not enforced OpenClaw takes everything, and does something else then; else it refuses the whole config. */
export const sectionTable = (can: Capabilities): Shape => {
  const account = accountOf(can);
  return object({ ...account, accounts: map(object(account)), defaultAccount: text });
};

/** What is enforced beside the channel: a config that is otherwise is refused whole. */
export type EnforcedTable = Readonly<Record<'channels.defaults' | 'plugins.entries.zalouser', Shape>>;

const contextVisibility = choice('all', 'allowlist', 'allowlist_quote');

/** Beside the channel, of a release that drives zca. */
const enforcedWithZca: EnforcedTable = {
  'channels.defaults': object({ groupPolicy, heartbeat: visibility }),
  'plugins.entries.zalouser': object({ enabled: flag, config: { is: 'object', keys: {}, isOpen: true } }),
};

const openPlugin: Shape = { is: 'object', keys: { enabled: flag }, isOpen: true };

/** In between: what stands there was not checked key by key, so only what both sides refuse is refused. */
const enforcedBetween: EnforcedTable = {
  'channels.defaults': object({ groupPolicy, contextVisibility, heartbeat: visibility }),
  'plugins.entries.zalouser': openPlugin,
};

const enforcedLater: EnforcedTable = {
  'channels.defaults': object({
    groupPolicy,
    contextVisibility,
    heartbeatVisibility: visibility,
    botLoopProtection: object({
      enabled: flag,
      maxEventsPerWindow: countAboveZero,
      windowSeconds: countAboveZero,
      cooldownSeconds: countAboveZero,
    }),
    implicitMentions: object({ replyToBot: flag, quotedBot: flag, threadParticipation: flag }),
  }),
  'plugins.entries.zalouser': openPlugin,
};

/** The table of a release. */
export const enforcedTable = ({ drivesZca, knowsLaterDefaults }: Capabilities): EnforcedTable =>
  knowsLaterDefaults ? enforcedLater : drivesZca ? enforcedWithZca : enforcedBetween;

/** Of a key that a release ignores: does a later one know it? Keys of an account, and with `groups.*.` of a group. */
export const isLaterKey = (place: string): boolean => {
  const inner = place.replace(/^accounts\.\*\./u, '');
  return inner === 'groups.*.requireMention' || (!inner.includes('.') && Object.hasOwn(laterKeys, inner));
};
