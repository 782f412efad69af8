// The config against the key table of its release, told in words. Pure.

import type { Capabilities } from '../openclaw/capabilities.ts';
import type { AccountId } from '../shared/ids.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import { entryText, groupKeys, hiddenSign } from './account-values.ts';
import { accountIdOfKey, sectionPath } from './accounts.ts';
import type { Report } from './reading.ts';
import { checkShape, type Shape, type Violation } from './shapes.ts';
import { type ConfigPath, formatPath, isObject, type JsonObject, ownValue, valueAt } from './value.ts';
import { type ConfigWords, configValueSentences as words } from './words-values.ts';

// The keys each release knows, and what they may hold (the openclaw contract, section 2). Data.

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
  mediaMaxMb: [
    number('a number above 0', (value) => Number.isFinite(value) && value > 0),
    (can) => can.knowsLaterDefaults,
  ],
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
  ...Object.fromEntries(
    Object.entries(laterKeys).flatMap(([key, [shape, isKnown]]) => (isKnown(can) ? [[key, shape]] : [])),
  ),
});

/** `channels.zalouser`. Where it is not enforced OpenClaw takes everything, and does something else then; else it refuses the whole config. */
const sectionTable = (can: Capabilities): Shape => {
  const account = accountOf(can);
  return object({ ...account, accounts: map(object(account)), defaultAccount: text });
};

/** What is enforced beside the channel: a config that is otherwise is refused whole. */
type EnforcedTable = Readonly<Record<'channels.defaults' | 'plugins.entries.zalouser', Shape>>;

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

const enforcedTable = ({ drivesZca, knowsLaterDefaults }: Capabilities): EnforcedTable =>
  knowsLaterDefaults ? enforcedLater : drivesZca ? enforcedWithZca : enforcedBetween;

/** Of a key that a release ignores: does a later one know it? Keys of an account, and with `groups.*.` of a group. */
const isLaterKey = (place: string): boolean => {
  const inner = place.replace(/^accounts\.\*\./u, '');
  return inner === 'groups.*.requireMention' || (!inner.includes('.') && Object.hasOwn(laterKeys, inner));
};

// The key somebody may have meant. Pure.

/** Letters to change, add or drop to come from one word to the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

const folded = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/gu, '');

/** The known key that `key` is a slip of the hand away from: other case or signs, or one letter in four. */
const closestKey = (key: string, known: readonly string[]): string | undefined => {
  if (key.length > 40) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, steps: distance(folded(key), folded(candidate)) }))
    .filter(({ candidate, steps }) => steps <= Math.floor(candidate.length / 4))
    .sort((a, b) => a.steps - b.steps);
  return best?.candidate;
};

export interface ValidationInput {
  readonly config: JsonObject;
  readonly can: Capabilities;
  /** Paths, as {@link formatPath} writes them, of policies that running accounts use: they are told of with the account. */
  readonly usedPolicies: ReadonlySet<string>;
  readonly report: Report;
}

interface Said {
  readonly words: ConfigWords;
  readonly path: ConfigPath;
  readonly kind: string;
}

/** So many of a kind are told of one by one. */
const maxOfOneKind = 4;

/** Below the channel, without the channel; keys made harmless. */
const shortPath = (path: ConfigPath): string => {
  const isInside = path.length > sectionPath.length && sectionPath.every((key, index) => path[index] === key);
  return sanitizeLine(formatPath(isInside ? path.slice(sectionPath.length) : path), 160);
};

const expectedOf = (shape: Shape): string => {
  switch (shape.is) {
    case 'number':
      return shape.says;
    case 'choice':
      return shape.of.join(', ');
    case 'list':
      return shape.of.is === 'id' ? 'a list of ids or names' : 'a list of texts';
    default:
      return words.kinds[shape.is];
  }
};

const wordsOfKey = (
  violation: Extract<Violation, { kind: 'unknown-key' }>,
  isFatal: boolean,
): ConfigWords => {
  const { path, place, value, known } = violation;
  const key = path.at(-1) ?? '';
  if (isFatal && /(?:^|\.)groups\.\*\.allow$/u.test(place)) return words.groupAllowRejected(shortPath(path));
  if (!isFatal && isLaterKey(place)) {
    const isCountedOn = key === 'requireMention' ? value !== false : Array.isArray(value) && value.length > 0;
    return words.keyLater(shortPath(path), key, isCountedOn);
  }
  return words.keyUnknown(shortPath(path), isFatal, closestKey(key, known));
};

const wordsOf = (
  violation: Violation,
  isFatal: boolean,
  { usedPolicies }: ValidationInput,
): ConfigWords | undefined => {
  const { path, place, value } = violation;
  const wrong = { path: shortPath(path), place, value, isFatal };
  switch (violation.kind) {
    case 'unknown-key':
      return wordsOfKey(violation, isFatal);
    case 'imprecise':
      return words.idImprecise(wrong.path, value as number);
    case 'null':
      return words.nothing(wrong);
    case 'wrong-type':
      return words.wrongType(wrong, expectedOf(violation.shape));
    case 'no-choice': {
      const key = path.at(-1) ?? '';
      const choices = violation.shape.is === 'choice' ? violation.shape.of : [];
      if (key !== 'dmPolicy' && key !== 'groupPolicy') return words.noChoice(wrong, choices);
      return usedPolicies.has(formatPath(path)) ? undefined : words.policyUnused(wrong, key, choices);
    }
  }
};

const sayEnforced = (question: ValidationInput): readonly Said[] => {
  const { config, can } = question;
  const channels = config['channels'];
  if (channels !== undefined && !isObject(channels)) {
    const wrong = { path: 'channels', place: 'channels', value: channels, isFatal: true };
    return [{ words: words.wrongType(wrong, words.kinds.object), path: ['channels'], kind: 'channels' }];
  }
  return Object.entries(enforcedTable(can)).flatMap(([name, shape]) => {
    const path = name.split('.');
    const value = valueAt(config, path);
    return value === undefined ? [] : sayAll(checkShape(shape, value, { path, place: name }), true, question);
  });
};

const sayAll = (
  violations: readonly Violation[],
  isFatal: boolean,
  question: ValidationInput,
): readonly Said[] =>
  violations.flatMap((violation) => {
    const complaint = wordsOf(violation, isFatal, question);
    return complaint === undefined
      ? []
      : [
          {
            words: complaint,
            path: violation.path,
            kind: `${complaint.code} ${violation.place} ${violation.kind}`,
          },
        ];
  });

/** Where nothing is enforced settings are looked up under the id: it never sees those under a key that is spelt otherwise, which has a finding of its own. */
const isSeen = ({ path }: Violation): boolean =>
  path[2] !== 'accounts' || path[3] === undefined || accountIdOfKey(path[3]) === path[3];

const saySection = (question: ValidationInput): readonly Said[] => {
  const { config, can } = question;
  const section = valueAt(config, sectionPath);
  if (section === undefined) return [];
  const violations = checkShape(sectionTable(can), section, { path: sectionPath, place: '' });
  return sayAll(can.enforcesSection ? violations : violations.filter(isSeen), can.enforcesSection, question);
};

/** The section and its accounts, as they are written. */
const layersOf = (config: JsonObject): readonly (readonly [path: ConfigPath, layer: JsonObject])[] => {
  const section = valueAt(config, sectionPath);
  const accounts = ownValue(section, 'accounts');
  const listed = isObject(accounts) ? Object.entries(accounts) : [];
  const all = [
    [sectionPath, section],
    ...listed.map(([key, account]) => [[...sectionPath, 'accounts', key], account]),
  ] as const;
  return all.flatMap(([path, layer]) => (isObject(layer) ? [[path as ConfigPath, layer] as const] : []));
};

/** What only releases that enforce nothing make of their settings. */
const sayUnenforced = ({ config }: ValidationInput): readonly Said[] =>
  layersOf(config).flatMap(([path, layer]): readonly Said[] => {
    const { dmPolicy, allowFrom, groups } = layer;
    const isCrash =
      dmPolicy === 'open' && allowFrom !== undefined && allowFrom !== null && !Array.isArray(allowFrom);
    const listPath = [...path, 'allowFrom'];
    const crash = isCrash
      ? [{ words: words.noStart(shortPath(listPath)), path: listPath, kind: 'no-start' }]
      : [];
    const rules = isObject(groups) ? Object.entries(groups) : [];
    const differing = rules.filter(([, rule]) => isObject(rule) && isMixed(rule['allow'], rule['enabled']));
    const differ = differing.map(([key]): Said => {
      const at = [...path, 'groups', key];
      return { words: words.groupRulesDiffer(shortPath(at)), path: at, kind: 'differ' };
    });
    // `openclaw config set` makes such keys of `groups["333"]` (ran).
    const quoted = rules.flatMap(([key]): readonly Said[] => {
      const bare = /^(["'])(.+)\1$/u.exec(key)?.[2];
      const at = [...path, 'groups', key];
      return bare === undefined
        ? []
        : [{ words: words.groupKeyQuoted(shortPath(at), bare), path: at, kind: 'quoted' }];
    });
    return [...crash, ...differ, ...quoted];
  });

/** Entries of people and keys of groups that hold more than can be seen; they are compared as written. */
const sayHidden = ({ config }: ValidationInput): readonly Said[] =>
  layersOf(config).flatMap(([path, layer]) => {
    const complaint = (name: string, key: string): Said => {
      const at = [...path, name, key];
      return { words: words.entryHidden(shortPath(at)), path: at, kind: `hidden ${name}` };
    };
    const isHidden = (shown: string | undefined): boolean => shown?.endsWith(hiddenSign) === true;
    const people = (['allowFrom', 'groupAllowFrom'] as const).flatMap((name): readonly Said[] => {
      const list: unknown = layer[name];
      const entries: readonly unknown[] = Array.isArray(list) ? list : [];
      return entries.flatMap((entry, index) =>
        isHidden(entryText(entry)) ? [complaint(name, String(index))] : [],
      );
    });
    const { groups } = layer;
    const keys = isObject(groups)
      ? [...groupKeys(groups)].flatMap(([key, shown]) => (isHidden(shown) ? [complaint('groups', key)] : []))
      : [];
    return [...people, ...keys];
  });

const isMixed = (allow: unknown, enabled: unknown): boolean =>
  typeof allow === 'boolean' && typeof enabled === 'boolean' && allow !== enabled;

const accountOfPath = (path: ConfigPath): AccountId | undefined =>
  path[0] === 'channels' && path[2] === 'accounts' && path[3] !== undefined
    ? accountIdOfKey(path[3])
    : undefined;

/** Tells `report` what is not as the release's table says. Of many of a kind the first are told one by one. */
export const validate = (question: ValidationInput): void => {
  const { can, report } = question;
  const complaints = [
    ...(can.enforcesSection ? [] : sayUnenforced(question)),
    ...sayHidden(question),
    ...sayEnforced(question),
    ...saySection(question),
  ];
  // One crash says it all about that list.
  const crashes = new Set(
    complaints.filter(({ kind }) => kind === 'no-start').map(({ path }) => formatPath(path)),
  );
  const relevant = complaints.filter(
    ({ kind, path }) => kind === 'no-start' || !crashes.has(formatPath(path)),
  );
  const byKind = Map.groupBy(relevant, ({ kind }) => kind);
  for (const same of byKind.values()) {
    const isFew = same.length <= maxOfOneKind + 1;
    for (const { words: one, path } of isFew ? same : same.slice(0, maxOfOneKind))
      report(one, path, accountOfPath(path));
    const [first, next] = isFew ? [] : [same[0], same[maxOfOneKind]];
    if (first && next)
      report(
        words.more(next.words, same.length - maxOfOneKind, shortPath(first.path), shortPath(next.path)),
        next.path,
      );
  }
};
