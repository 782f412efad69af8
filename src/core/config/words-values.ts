// What is said about single settings that are not as OpenClaw wants them. Text from the config is made harmless here.
import type { Finding } from '../model/finding.ts';
import { exactly } from '../shared/text/exactly.ts';
import { cutUnits, sanitizeName } from '../shared/text/sanitize.ts';

/** A finding in words, before its place and account are known. */
export type ConfigWords = Pick<Finding, 'code' | 'severity' | 'sentence' | 'fix'>;

/** The end of every fix of what makes OpenClaw refuse a config. */
export const refuses =
  'OpenClaw refuses the whole config until then; a running gateway keeps its old settings.';

export const shown = (text: string): string => `“${cutUnits(sanitizeName(text), 60)}”`;

/** A value that is compared exactly, inside a sentence: what cannot be seen in it shows. */
export const shownExactly = (text: string): string => {
  const whole = exactly(text);
  return whole === text && !whole.startsWith('"') ? `“${cutUnits(whole, 60)}”` : whole;
};

const found = (value: unknown): string => {
  if (typeof value === 'string') return value === '' ? 'empty text' : `the text ${shownExactly(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value)) return 'an object';
  return value.length === 0 ? 'an empty list' : 'a list';
};

/** What a setting should have been, in words: `true or false`. */
const kinds = {
  text: 'text',
  flag: 'true or false',
  id: 'an id or a name',
  list: 'a list',
  object: 'an object { … }',
  map: 'an object { … }',
} as const;

/**
 * What 226 makes of a wrong value, by the place in its table, as the end of a sentence. It takes everything without a word (those that
 * fail or start nothing were run; the others are read in its source).
 */
const effects: Readonly<Record<string, string>> = {
  '': 'the built-in settings are used',
  name: 'OpenClaw fails on it and starts no account at all',
  profile: 'OpenClaw fails on it and starts no account at all',
  enabled: 'it counts as on',
  allowFrom: 'OpenClaw fails on every message and answers nobody',
  'allowFrom.*': 'it stands for nobody',
  groups: 'no group counts as listed',
  'groups.*.allow': 'it counts as true',
  'groups.*.enabled': 'it counts as true',
  markdown: 'it is ignored',
  'markdown.tables': 'it is ignored',
  accounts: 'no account of yours is found in it',
  'accounts.*': 'the account runs on the settings of the channel alone',
  defaultAccount: 'OpenClaw fails wherever it needs the default account',
};

const effectAt = (place: string, value: unknown): string => {
  const inner = place.replace(/^accounts\.\*\./u, '');
  if (inner === 'groups.*') return value ? 'the group is let through' : 'the group counts as not listed';
  return Object.hasOwn(effects, inner)
    ? (effects[inner] ?? '')
    : 'OpenClaw takes it as it is, and may fail on it';
};

/** What to write instead, where that is plain from what stands there. */
const instead = (place: string, value: unknown): string => {
  const last = place.split('.').at(-1) ?? '';
  if (['enabled', 'allow', 'requireMention'].includes(last) && !Array.isArray(value))
    return `Write ${/^(?:false|no|off|0)$/iu.test(String(value).trim()) ? 'false' : 'true'}, without quotes.`;
  if (last === 'allowFrom' || last === 'groupAllowFrom')
    return typeof value === 'string' || typeof value === 'number'
      ? `Write ["${sanitizeName(String(value))}"].`
      : 'Write ["ID", "ID"].';
  if (last === 'groups') return 'Write { "GROUP ID": { enabled: true } }.';
  if (place.endsWith('groups.*')) return `Write { enabled: ${value ? 'true' : 'false'} } instead.`;
  if (last === 'accounts') return 'Write { work: { … }, shop: { … } }.';
  if (place === 'accounts.*') return 'Write { } or its settings.';
  if (typeof value === 'number') return `Put quotes around it: "${value}".`;
  return 'Correct it.';
};

export interface WrongValue {
  /** As the operator would write it; below `channels.zalouser` without that. */
  readonly path: string;
  /** In the table: `groups.*.allow`. */
  readonly place: string;
  readonly value: unknown;
  /** OpenClaw refuses the whole config. Else it takes the value and does something. */
  readonly isFatal: boolean;
}

const plainWrong = (wrong: WrongValue, expected: string, fix: string): ConfigWords => {
  const { path, place, value, isFatal } = wrong;
  const sentence = `${path} is ${found(value)}, not ${expected}`;
  return {
    code: 'wrong-type',
    severity: 'problem',
    sentence: isFatal ? `${sentence}.` : `${sentence}: ${effectAt(place, value)}.`,
    fix: isFatal ? `${fix} ${refuses}` : fix,
  };
};

/** Effects of settings of later versions on 226, which ignores them, where somebody may count on them. */
const missed: Readonly<Record<string, string>> = {
  requireMention: 'every message of a group that is let through gets an answer',
  groupAllowFrom: 'everybody in a group that is let through gets an answer',
};

export const configValueSentences = {
  kinds,
  wrongType: (wrong: WrongValue, expected: string) =>
    plainWrong(wrong, expected, instead(wrong.place, wrong.value)),
  noChoice: (wrong: WrongValue, choices: readonly string[]): ConfigWords => ({
    code: 'value-unknown',
    severity: wrong.isFatal ? 'problem' : 'warning',
    sentence: `${wrong.path} is ${found(wrong.value)}, which is none of ${choices.join(', ')}${wrong.isFatal ? '' : `: ${effectAt(wrong.place, wrong.value)}`}.`,
    fix: `Write one of them, or remove it.${wrong.isFatal ? ` ${refuses}` : ''}`,
  }),
  /** A policy no running account uses; those that are used are told of with their account. */
  policyUnused: (wrong: WrongValue, key: string, choices: readonly string[]): ConfigWords => ({
    code: key === 'dmPolicy' ? 'dm-policy-unknown' : 'group-policy-unknown',
    severity: wrong.isFatal ? 'problem' : 'note',
    sentence: `${wrong.path} is ${found(wrong.value)}, which is no policy.${wrong.isFatal ? '' : ' No account that runs uses it.'}`,
    fix: `Write one of ${choices.join(', ')}, or remove it.${wrong.isFatal ? ` ${refuses}` : ''}`,
  }),
  nothing: ({ path, place, isFatal }: WrongValue): ConfigWords => ({
    code: 'null-value',
    severity: isFatal ? 'problem' : 'note',
    sentence: isFatal
      ? `${path} is null, which this OpenClaw does not accept.`
      : `${path} is null, which counts as not set${place.startsWith('accounts.*.') ? ', whatever the channel says' : ''}.`,
    fix: `Remove it, or write a value.${isFatal ? ` ${refuses}` : ''}`,
  }),
  /** `allowFrom` that is no list, beside `dmPolicy: open`: a check at every start falls over it (ran). */
  noStart: (path: string): ConfigWords => ({
    code: 'wrong-type',
    severity: 'problem',
    sentence: `Neither the gateway nor most openclaw commands start: ${path} is no list while dmPolicy is open.`,
    fix: 'Write a list, such as ["ID"] or ["*"].',
  }),
  keyUnknown: (path: string, isFatal: boolean, meant: string | undefined): ConfigWords => {
    const perhaps = meant === undefined ? '' : `Perhaps ${meant} is meant. `;
    return isFatal
      ? {
          code: 'key-unknown',
          severity: 'problem',
          sentence: `${path} is no setting of this OpenClaw.`,
          fix: `${perhaps}Correct or remove it. ${refuses}`,
        }
      : {
          code: 'key-unknown',
          severity: meant === undefined ? 'note' : 'warning',
          sentence: `${path} is no setting of the channel and has no effect.`,
          fix: `${perhaps}Correct the spelling, or remove it.`,
        };
  },
  keyLater: (path: string, key: string, isCountedOn: boolean): ConfigWords => {
    const miss = isCountedOn && Object.hasOwn(missed, key) ? missed[key] : undefined;
    return {
      code: 'key-later',
      severity: miss === undefined ? 'note' : 'warning',
      sentence: `${path} has no effect here${miss === undefined ? '' : `, so ${miss}`}: only later versions of OpenClaw know it.`,
      fix:
        miss === undefined
          ? 'Leave it for later, or remove it.'
          : 'Do not count on it: set groupPolicy to allowlist and list only groups you trust.',
    };
  },
  groupAllowRejected: (path: string): ConfigWords => ({
    code: 'group-allow-rejected',
    severity: 'problem',
    sentence: `${path} is a setting of older versions: this OpenClaw refuses it, and its gateway does not start with it.`,
    fix: `Write enabled instead of allow. ${refuses}`,
  }),
  groupRulesDiffer: (path: string): ConfigWords => ({
    code: 'group-rules-differ',
    severity: 'warning',
    sentence: `${path} has both allow and enabled, and one of them is false: the group is blocked.`,
    fix: 'Keep one of the two.',
  }),
  groupKeyQuoted: (path: string, bare: string): ConfigWords => ({
    code: 'group-key-quoted',
    severity: 'warning',
    sentence: `${path} stands for no group: its key has quotes inside, as openclaw config set makes them.`,
    fix: `Write the key as "${sanitizeName(bare)}".`,
  }),
  entryHidden: (path: string): ConfigWords => ({
    code: 'entry-hidden',
    severity: 'warning',
    sentence: `${path} holds something that cannot be seen (shown as �): the gateway compares it as it is written, so it is not what it looks like.`,
    fix: 'Take it out, and write it again.',
  }),
  idImprecise: (path: string, value: number): ConfigWords => ({
    code: 'id-imprecise',
    severity: 'problem',
    sentence: `${path} is an id written as a bare number, of which OpenClaw reads ${value}: its last digits are lost.`,
    fix: 'Put quotes around the id.',
  }),
  /** Many of a kind are told of in few words. */
  more: (like: ConfigWords, count: number, first: string, next: string): ConfigWords => ({
    ...like,
    sentence: `${count} more places are as wrong as ${first}; the next is ${next}.`,
  }),
} as const;
