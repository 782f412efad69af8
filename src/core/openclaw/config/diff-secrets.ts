// Hides secrets of a config text from display. Pure; lines stay where they are; rather too much than too little.
import type { ValueNode } from '@humanwhocodes/momoa';
import { parse as parseTree } from '@humanwhocodes/momoa';
import { redacted, redactText } from '../../process/redact.ts';

/** Names that only sound secret, as in OpenClaw's own list: limits, and the path of a file. */
const harmless = /(?:max(?:output|input|completion)?tokens|contexttokens|totaltokens|tokencount|tokenlimit|tokenbudget|passwordfile)$/iu;
/** OpenClaw's names: those it shows as `__OPENCLAW_REDACTED__`. */
const openClawSecret = /token$|password|secret|api.?key|serviceaccount(?:ref)?$/iu;
/** What else opens a door. */
const otherSecret =
  /tokens$|passwd|passphrase|(?:private|encrypt(?:ion)?|access|signing).?key|cookies?$|credentials?$|authorization$|imei$/iu;
/** An object or list of such a name holds nothing but secrets. */
const secretBox = /(?:tokens?|passwords?|secrets?|api.?keys?|cookies?|credentials?|serviceaccount)$/iu;
/** The keys in these are names of people's own choosing: a group called "Secret" hides nothing. */
const namedByPeople: readonly string[] = ['accounts', 'groups'];

/** Nothing, and a reference to a variable, are no secrets. */
const isShownAsIs = (value: string): boolean => /^\s*(?:\$\{[^}]*\}\s*)?$/u.test(value);

/** Does a setting of this name hold a secret? Plural tokens that are counted are not. */
const isSecretName = (name: string, isNumber: boolean): boolean =>
  (openClawSecret.test(name) || otherSecret.test(name)) && !harmless.test(name) && !(isNumber && /tokens$/iu.test(name));

interface Range {
  readonly start: number;
  readonly end: number;
}

const collect = (node: ValueNode, name: string, isBoxed: boolean, found: Range[]): void => {
  const isHidden = isBoxed || isSecretName(name, node.type === 'Number');
  if (node.type === 'Object') {
    for (const { name: key, value } of node.members) {
      const child = key.type === 'String' ? key.value : key.name;
      const isBox = !namedByPeople.includes(name) && secretBox.test(child);
      collect(value, child, isBoxed || (isBox && ['Object', 'Array'].includes(value.type)), found);
    }
  } else if (node.type === 'Array') {
    for (const { value } of node.elements) collect(value, name, isHidden, found);
  } else if (isHidden && node.range && (node.type === 'Number' || (node.type === 'String' && !isShownAsIs(node.value)))) {
    found.push({ start: node.range[0], end: node.range[1] });
  }
};

const mask = (value: string): string => {
  // A string may go over several lines, and each must stay a line.
  if (/[\r\n]/u.test(value)) return value.replace(/[^\r\n]+/gu, redacted);
  const quote = /^["']/u.exec(value)?.[0] ?? '';
  return `${quote}${redacted}${quote}`;
};

/** By the tree: lists, nested objects, strings over several lines. Does nothing to a text that does not parse. */
const maskValues = (text: string): string => {
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const found: Range[] = [];
  try {
    collect(parseTree(text.slice(shift), { mode: 'json5', ranges: true }).body, '', false, found);
  } catch {
    return text;
  }
  let result = '';
  let done = 0;
  for (const { start, end } of found) {
    result += text.slice(done, start + shift) + mask(text.slice(start + shift, end + shift));
    done = end + shift;
  }
  return result + text.slice(done);
};

/** A name with a secret word in it, and the value after it: finds them in comments, in addresses and in broken text too. */
const secretWord =
  '(?:token|passw|passphrase|secret|(?:api|private|encrypt(?:ion)?|access|signing)[_.-]?key|cookie|credential|authorization|imei)';
const pair = new RegExp(
  String.raw`(?<![\w$.-])([\w$.-]{0,64}?${secretWord}[\w$-]{0,32})(["']?[^\S\r\n]{0,20}[:=][^\S\r\n]{0,20})` +
    String.raw`("(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|(?:Bearer|Basic)[^\S\r\n]+[^\s,"'{}[\]]+|\$\{[^}\r\n]*\}|[^\s,"'{}[\]]+)`,
  'giu',
);
const addressPassword = /(:\/\/[^\s/:@"'$]{0,200}:)[^\s/@"'$]{1,500}(?=@)/gu;
const longRun = /[A-Za-z0-9+/_=-]{32,}/gu;

const isPlainWord = (value: string): boolean => /^(?:true|false|null)$/u.test(value);

const maskPairs = (text: string): string =>
  text.replace(pair, (whole: string, name: string, between: string, value: string) => {
    const inner = value.replace(/^["']|["']$/gu, '');
    const isShown = inner === redacted || isShownAsIs(inner) || isPlainWord(value);
    return isShown || !isSecretName(name, /^[\d.]+$/u.test(value)) ? whole : `${name}${between}${mask(value)}`;
  });

/**
 * The text with `[redacted]` where a secret stands: values of settings named token, password, secret, apiKey, cookie and the
 * like (also in comments and in text that does not parse), passwords in addresses, long random runs. References such as
 * `${TOKEN}` stay. For display only: the number of lines and every line break are as they were.
 */
export const maskSecrets = (text: string): string =>
  maskPairs(maskValues(text))
    .replace(addressPassword, `$1${redacted}`)
    .replace(longRun, (run) => redactText(run));

/** Does a setting in the text hold a secret itself, rather than refer to a variable? False for a text that does not parse. */
export const holdsSecrets = (text: string): boolean => maskValues(text) !== text;
