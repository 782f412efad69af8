// Hides secrets of a config text from display. Pure; lines stay where they are; rather too much than too little.
import { parse as parseTree } from '@humanwhocodes/momoa';
import {
  endOfMatch,
  hideAfter,
  isSecretFlag,
  isSecretName,
  redactAddresses,
  redacted,
  redactFlags,
  redactText,
} from '../system/redact.ts';
import { parseQuietly } from './edit/scan.ts';
import { nodeOf, quickTreeOf, type TreeNode } from './edit/tree.ts';

/** An object or list of such a name holds nothing but secrets. */
const secretBox = /(?:tokens?|passwords?|secrets?|api.?keys?|cookies?|credentials?|serviceaccount)$/iu;
/** The keys in these are names of people's own choosing: a group called "Secret" hides nothing. */
const namedByPeople: readonly string[] = ['accounts', 'groups'];

/** Nothing, and a reference to a variable, are no secrets. */
const isShownAsIs = (value: string): boolean => /^\s*(?:\$\{[^}]*\}\s*)?$/u.test(value);

/** A part of a text, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const isHookName = (name: string): boolean => /hook|callback/iu.test(name);

/** What a name says of the values below it: asked once for all entries of a list. */
interface Naming {
  readonly name: string;
  /** The name is that of a secret where the value is a number, or anything else. */
  readonly hidesNumbers: boolean;
  readonly hidesOthers: boolean;
  readonly isHook: boolean;
}

const namingOf = (name: string): Naming => ({
  name,
  hidesNumbers: isSecretName(name, { isNumber: true }),
  hidesOthers: isSecretName(name),
  isHook: isHookName(name),
});

const isString = (literal: string): boolean => literal.startsWith('"') || literal.startsWith("'");

const isNumber = (literal: string): boolean => /^[+-]?[.\d]/u.test(literal);

const saidBy = (literal: string): string => {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const parsed = parseQuietly(literal);
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : literal;
};

const collectScalar = (
  literal: string,
  at: number,
  naming: Naming,
  isBoxed: boolean,
  found: Range[],
): void => {
  const whole = { start: at, end: at + literal.length };
  if (!isString(literal)) {
    if (isNumber(literal) && (isBoxed || naming.hidesNumbers)) found.push(whole);
  } else if (!isBoxed && !naming.hidesOthers) {
    for (const { start, end } of partsOf(literal, naming)) found.push({ start: start + at, end: end + at });
  } else if (!isShownAsIs(saidBy(literal))) found.push(whole);
};

interface Search extends Range {
  readonly text: string;
  readonly found: Range[];
}

const isOutside = (search: Search, { start, end }: Range): boolean =>
  end <= search.start || start >= search.end;

const collect = (search: Search, node: TreeNode, naming: Naming, isBoxed: boolean): void => {
  if (isOutside(search, node)) return;
  const { text, found } = search;
  if (node.kind === 'scalar')
    collectScalar(text.slice(node.start, node.end), node.start, naming, isBoxed, found);
  else if (node.kind === 'object') collectMembers(search, node, naming, isBoxed);
  else collectElements(search, node, naming, isBoxed);
};

const collectMembers = (search: Search, { items }: TreeNode, naming: Naming, isBoxed: boolean): void => {
  for (const { key, value } of items) {
    if (isOutside(search, value)) continue;
    const child = key?.name ?? '';
    const isBox = !namedByPeople.includes(naming.name) && secretBox.test(child);
    // What an address is for is said by the name above: `webhook: { url: … }`.
    const said = naming.isHook && /^(?:url|uri|href|address)$/iu.test(child) ? naming : namingOf(child);
    collect(search, value, said, isBoxed || (isBox && value.kind !== 'scalar'));
  }
};

const collectElements = (search: Search, { items }: TreeNode, naming: Naming, isBoxed: boolean): void => {
  const isFlag = (node: TreeNode | undefined): boolean => {
    const literal = node?.kind === 'scalar' ? search.text.slice(node.start, node.end) : '';
    return isString(literal) && isSecretFlag(saidBy(literal));
  };
  for (const [index, { value }] of items.entries()) {
    if (!isOutside(search, value))
      collect(search, value, naming, isBoxed || naming.hidesOthers || isFlag(items[index - 1]?.value));
  }
};

/** What of a string is a secret: the value of a flag (`--token=X`), the path of a hook. */
const partsOf = (literal: string, { isHook }: Naming): readonly Range[] => {
  const flag = literal.charAt(1) === '-' ? /^["'](--?[\w-]{1,64})=./u.exec(literal) : null;
  if (flag?.[1] !== undefined && isSecretFlag(flag[1]))
    return [{ start: flag[0].length - 1, end: literal.length - 1 }];
  const host = isHook ? /^["']https?:\\?\/\\?\/[^/"']{1,300}\/(?!["'])/iu.exec(literal)?.[0] : undefined;
  return host === undefined ? [] : [{ start: host.length, end: literal.length - 1 }];
};

/** A string may go over several lines, and each must stay a line. */
const maskLines = (value: string): string => value.replace(/[^\r\n]+/gu, redacted);

const mask = (value: string): string => {
  if (/[\r\n]/u.test(value)) return maskLines(value);
  const quote = /^["']/u.exec(value)?.[0] ?? '';
  return `${quote}${redacted}${quote}`;
};

/** What is hidden of a text by its tree, in the order of the text; nothing of a text that does not parse. */
const hiddenIn = (text: string, part: Range): readonly Range[] => {
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const body = text.slice(shift);
  const found: Range[] = [];
  try {
    const root = quickTreeOf(body) ?? nodeOf(body, parseTree(body, { mode: 'json5' }).body);
    collect(
      { text: body, start: part.start - shift, end: part.end - shift, found },
      root,
      namingOf(''),
      false,
    );
  } catch {
    return [];
  }
  return found.map(({ start, end }) => ({ start: start + shift, end: end + shift }));
};

/** By the tree: lists, nested objects, strings over several lines. Does nothing to a text that does not parse. */
const maskValues = (text: string, part: Range): string => {
  let result = '';
  let done = part.start;
  for (const { start, end } of hiddenIn(text, part)) {
    const [from, to] = [Math.max(start, part.start), Math.min(end, part.end)];
    if (from >= to) continue;
    const isWhole = from === start && to === end;
    // A string of several lines, of which the part has some.
    result +=
      text.slice(done, from) + (isWhole ? mask(text.slice(from, to)) : maskLines(text.slice(from, to)));
    done = to;
  }
  return result + text.slice(done, part.end);
};

/** A name and the value after it: in comments, in addresses and in broken text too. */
const opener = /(?<![\w$.-])([\w$.-]+)["']?[^\S\r\n]{0,20}[:=][^\S\r\n]{0,20}/gu;
const pairValue =
  /"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|(?:Bearer|Basic)[^\S\r\n]+[^\s,"'{}[\]]+|\$\{[^}\r\n]*\}|[^\s,"'{}[\]]+/iuy;
const longRun = /[A-Za-z0-9+/_=-]{32,}/gu;

const isPlainWord = (value: string): boolean => /^(?:true|false|null)$/u.test(value);

const maskPairs = (text: string): string =>
  hideAfter(text, opener, (name, start) => {
    // Most names are none; the value is only looked at where one may be.
    if (!isSecretName(name)) return undefined;
    const end = endOfMatch(pairValue, text, start);
    if (end === undefined) return undefined;
    const value = text.slice(start, end);
    const inner = value.replace(/^["']|["']$/gu, '');
    const isShown = inner === redacted || isShownAsIs(inner) || isPlainWord(value);
    return isShown || !isSecretName(name, { isNumber: /^[\d.]+$/u.test(value) })
      ? undefined
      : { end, shown: mask(value) };
  });

/**
 * The text with `[redacted]` where a secret stands: values of settings named token, password, secret, apiKey, cookie and the
 * like (also in comments and in text that does not parse), of flags in command lines, passwords in addresses, long random runs. References such as
 * `${TOKEN}` stay. For display only: the number of lines and every line break are as they were.
 * @param part whole lines of the text: only they are answered, as they are in the answer on the whole
 */
export const maskSecrets = (text: string, part: Range = { start: 0, end: text.length }): string =>
  redactFlags(redactAddresses(maskPairs(maskValues(text, part)))).replace(longRun, (run) => redactText(run));

/** Does a setting in the text hold a secret itself, rather than refer to a variable? False for a text that does not parse. */
export const holdsSecrets = (text: string): boolean =>
  hiddenIn(text, { start: 0, end: text.length }).some(({ start, end }) => {
    const value = text.slice(start, end);
    return mask(value) !== value;
  });
