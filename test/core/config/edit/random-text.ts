// Random JSON5 texts: tidy ones as people write them, wild ones as the grammar allows them.
import type { Random } from './random.ts';

/** How one text is written. */
interface Hand {
  readonly random: Random;
  readonly isWild: boolean;
  readonly eol: string;
  readonly unit: string;
  readonly quotes: readonly [string, ...string[]];
  readonly hasBareKeys: boolean;
  readonly hasTrailingCommas: boolean;
  readonly hasComments: boolean;
  readonly colon: string;
  /** Comments are numbered, so that each is found again. */
  readonly comments: { count: number };
}

const wildSpaces = [
  '',
  ' ',
  '  ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u00a0',
  '\u1680',
  '\u3000',
  '\ufeff',
  '\v',
  '\f',
  '\n\n  ',
] as const;
const commentWords = [
  'note',
  'a, b: {c}',
  '"quoted',
  "it's",
  '[',
  '}',
  '// twice',
  'tiếng Việt',
  '\\',
  ', ',
  '👪',
] as const;
const wildNumbers = [
  '.5',
  '+.5',
  '-.5',
  '+1',
  '-1',
  '5.',
  '1e3',
  '1E-2',
  '0x1F',
  '-0xa',
  'Infinity',
  '-Infinity',
  '+Infinity',
  'NaN',
  '-NaN',
  '-0',
  '0',
  '123456789012',
] as const;
const wildBodies = [
  '\\\n',
  '\\\r\n',
  '\\\u2028',
  '\u2028',
  '\u2029',
  '\\x41',
  '\\u00e9',
  '\\n',
  '\\0',
  '\\v',
  "\\'",
  '\\"',
  '\\\\',
  '\\a',
  '//',
  '/*',
  '*/',
  ',',
  '{',
  ']',
  ' ',
  'ế',
  '👪',
  '\ud800',
  '\u200d',
  '\t',
] as const;
const wildKeys = [
  'null',
  'true',
  'Infinity',
  'NaN',
  'if',
  '\\u0061b',
  '𝒳y',
  'ключ',
  '$',
  '_',
  'a\u200d',
  '__proto__',
  'constructor',
  'toString',
] as const;
const plainKeys = ['a', 'b', 'c', 'd', 'groups', 'accounts', 'allowFrom', 'tools', 'dmPolicy'] as const;
const quotedKeys = [
  '123',
  '700000000000009',
  'a b',
  'Nhóm',
  '',
  '*',
  '__proto__',
  'constructor',
  'x-y',
  '0',
] as const;
const plainStrings = [
  'open',
  'pairing',
  '123',
  '*',
  'An',
  '',
  'chào shop',
  'a,b',
  '{}',
  'x // y',
  '/* z */',
] as const;

const blockComment = (hand: Hand, mayBreak: boolean): string => {
  const { random, comments } = hand;
  comments.count += 1;
  const words = random.pick(commentWords).replace('*/', '');
  return `/*${comments.count} ${words}${mayBreak && random.chance(0.3) ? random.pick(['\n', '\r\n', '\n   * ']) : ''}${random.pick(['*/', ' **/'])}`;
};

const lineComment = ({ random, comments }: Hand): string => {
  comments.count += 1;
  return `//${random.pick([' ', ''])}${comments.count} ${random.pick(commentWords)}`;
};

const space = (hand: Hand): string => {
  const { random } = hand;
  if (!hand.isWild) return '';
  const kind = random.next();
  if (kind < 0.12) return `${random.pick(wildSpaces)}${blockComment(hand, true)}${space(hand)}`;
  if (kind < 0.2)
    return `${random.pick(['', ' '])}${lineComment(hand)}${random.pick(['\n', '\r\n', '\n  ', '\u2028', '\r'])}${space(hand)}`;
  return kind < 0.6 ? random.pick(wildSpaces) : '';
};

const writeString = ({ random, isWild, quotes }: Hand, plain: string): string => {
  const quote = random.pick(quotes);
  let body = plain;
  for (let more = isWild ? random.below(4) : 0; more > 0; more -= 1) body += random.pick(wildBodies);
  return `${quote}${body.replaceAll(new RegExp(`(?<!\\\\)((?:\\\\\\\\)*)${quote}`, 'gu'), `$1\\${quote}`)}${quote}`;
};

const writeKey = (hand: Hand): string => {
  const { random } = hand;
  if (hand.isWild && random.chance(0.25)) return random.pick(wildKeys);
  if (random.chance(0.25))
    return `${random.pick(hand.quotes)}`.replace(
      /./u,
      (quote) => `${quote}${random.pick(quotedKeys)}${quote}`,
    );
  const key = random.pick(plainKeys);
  return hand.hasBareKeys ? key : `${hand.quotes[0]}${key}${hand.quotes[0]}`;
};

const writeScalar = (hand: Hand): string => {
  const { random } = hand;
  if (random.chance(0.5)) return writeString(hand, random.pick(plainStrings));
  if (hand.isWild) return random.pick([...wildNumbers, 'true', 'false', 'null']);
  return random.pick(['true', 'false', 'null', '1', '42', '-1.5', '0']);
};

const writeWild = (hand: Hand, items: readonly string[], open: string, close: string): string => {
  const body = items.map((item, index) => {
    const isLast = index === items.length - 1;
    return `${space(hand)}${item}${space(hand)}${isLast && !hand.random.chance(0.4) ? '' : ','}`;
  });
  return `${open}${body.join('')}${space(hand)}${close}`;
};

const writeTidy = (
  hand: Hand,
  items: readonly string[],
  open: string,
  close: string,
  indent: string,
): string => {
  const { random, eol, unit, hasComments } = hand;
  const inner = `${indent}${unit}`;
  const note = (share: number, make: () => string): string =>
    hasComments && random.chance(share) ? make() : '';
  const own = (): string =>
    `${eol}${inner}${random.chance(0.5) ? lineComment(hand) : blockComment(hand, false)}`;
  const lines = items.map((item, index) => {
    const comma = index < items.length - 1 || hand.hasTrailingCommas ? ',' : '';
    const before = note(0.1, () => ` ${blockComment(hand, false)}`);
    const after = note(0.2, () => ` ${random.chance(0.7) ? lineComment(hand) : blockComment(hand, false)}`);
    return `${note(0.15, own)}${eol}${inner}${item}${before}${comma}${after}`;
  });
  const tail = note(0.1, own);
  return lines.length === 0 && tail === ''
    ? `${open}${close}`
    : `${open}${lines.join('')}${tail}${eol}${indent}${close}`;
};

const writeInline = (
  { random, colon }: Hand,
  items: readonly string[],
  open: string,
  close: string,
): string => {
  const pad = colon.endsWith(' ') && open === '{' && items.length > 0 ? ' ' : '';
  return `${open}${pad}${items.join(random.pick([', ', ', ', ',']))}${pad}${close}`;
};

const writeValue = (hand: Hand, depth: number, indent: string, isInline: boolean): string => {
  const { random, isWild } = hand;
  if (depth > 0 && random.chance(0.2 + depth * 0.2)) return writeScalar(hand);
  const isObject = depth === 0 || random.chance(0.6);
  const goesInline = !isWild && depth > 0 && (isInline || random.chance(0.35));
  const items = Array.from({ length: random.pick([0, 1, 1, 2, 2, 3, 4]) }, () => {
    const value = writeValue(hand, depth + 1, `${indent}${hand.unit}`, goesInline);
    const colon = isWild ? `${space(hand)}:${space(hand)}` : hand.colon;
    return isObject ? `${writeKey(hand)}${colon}${value}` : value;
  });
  const [open, close] = isObject ? ['{', '}'] : ['[', ']'];
  if (isWild) return writeWild(hand, items, open, close);
  return goesInline ? writeInline(hand, items, open, close) : writeTidy(hand, items, open, close, indent);
};

/** A text whose root is an object. Keys may stand in it more than once. */
export const randomText = (random: Random, isWild: boolean): string => {
  const quote = random.pick(['"', "'"]);
  const hand: Hand = {
    random,
    isWild,
    eol: random.pick(['\n', '\n', '\r\n']),
    unit: random.pick(['  ', '    ', '\t', ' ']),
    quotes: isWild ? ['"', "'"] : [quote],
    hasBareKeys: random.chance(0.5),
    hasTrailingCommas: random.chance(0.5),
    hasComments: random.chance(0.7),
    colon: random.pick([': ', ': ', ':', ' : ']),
    comments: { count: 0 },
  };
  const head = hand.hasComments && random.chance(0.3) ? `${lineComment(hand)}${hand.eol}` : '';
  const tail = hand.hasComments && random.chance(0.2) ? lineComment(hand) : '';
  const isBlank = random.chance(0.01);
  const body = isBlank ? '' : `${space(hand)}${writeValue(hand, 0, '', false)}${space(hand)}`;
  return `${random.chance(0.05) ? '\ufeff' : ''}${head}${body}${random.chance(0.8) ? hand.eol : ''}${tail}`;
};
