// The keys each generation knows, and what they may hold (the openclaw contract, section 2). Data.
import type { Generation } from '../../state/state.ts';
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

const account226: Readonly<Record<string, Shape>> = {
  ...common,
  markdown: object({ tables: choice('off', 'bullets', 'code') }),
  groups: map(object({ allow: flag, enabled: flag, tools })),
};

const account96: Readonly<Record<string, Shape>> = {
  ...common,
  markdown: object({ tables: choice('off', 'bullets', 'code', 'block') }),
  groups: map(object({ enabled: flag, requireMention: flag, tools })),
  groupAllowFrom: ids,
  historyLimit: number('a whole number, 0 or more', (value) => Number.isSafeInteger(value) && value >= 0),
  mediaMaxMb: number('a number above 0', (value) => Number.isFinite(value) && value > 0),
  configWrites: flag,
  dangerouslyAllowNameMatching: flag,
};

const section = (account: Readonly<Record<string, Shape>>): Shape =>
  object({ ...account, accounts: map(object(account)), defaultAccount: text });

/** `channels.zalouser`. 226 does not enforce it: it takes everything, and does something else then; 96 refuses the whole config. */
export const sectionTable: Readonly<Record<Generation, Shape>> = { '226': section(account226), '96': section(account96) };

/** What each generation enforces beside the channel: a config that is otherwise is refused whole. */
export const enforcedTable: Readonly<Record<Generation, Readonly<Record<'channels.defaults' | 'plugins.entries.zalouser', Shape>>>> = {
  '226': {
    'channels.defaults': object({ groupPolicy, heartbeat: visibility }),
    'plugins.entries.zalouser': object({ enabled: flag, config: { is: 'object', keys: {}, isOpen: true } }),
  },
  '96': {
    'channels.defaults': object({
      groupPolicy,
      contextVisibility: choice('all', 'allowlist', 'allowlist_quote'),
      heartbeatVisibility: visibility,
      botLoopProtection: object({
        enabled: flag,
        maxEventsPerWindow: countAboveZero,
        windowSeconds: countAboveZero,
        cooldownSeconds: countAboveZero,
      }),
      implicitMentions: object({ replyToBot: flag, quotedBot: flag, threadParticipation: flag }),
    }),
    'plugins.entries.zalouser': { is: 'object', keys: { enabled: flag }, isOpen: true },
  },
};

/** Keys of an account (and, with `groups.*.`, of a group) that 96 knows and 226 ignores. */
export const isLaterKey = (place: string): boolean => {
  const inner = place.replace(/^accounts\.\*\./u, '');
  return (
    inner === 'groups.*.requireMention' || (!inner.includes('.') && Object.hasOwn(account96, inner) && !Object.hasOwn(account226, inner))
  );
};
