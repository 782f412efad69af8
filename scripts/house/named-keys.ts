// Which sentences name a key or a screen. The core must hold none: each face words what to do with its own keys or commands.

/** Stands in a sentence for a value known only at run time. */
const gap = '…';

/** The tabs as the operator reads them; in small letters they are everyday words. */
const screens = 'Status|Feed|Pairing|Directory|Access|Login';

const rules: readonly RegExp[] = [
  // “press Esc”, “Press … to try again”.
  /\bpress(?:es)?\b/iu,
  /\b(?:Esc|Tab|Shift|Ctrl|Alt|PgUp|PgDn|Backspace)\b/u,
  // “(E)”, “(2)”, “(5 g)”, “(S on …)”.
  /(?:^|\s)\((?:[A-Za-z+/:]|\d(?: [a-z])?)(?: on [^)]*)?\)/u,
  // A letter that does something: “e creates one”, “U no longer applies”, “m on … opens it”; not the s of “20 s”.
  /(?:^|[^\s\d…]\s|[(“])(?:[b-zB-HJ-Z]|Enter) (?:\p{Ll}+s\b|no longer\b|on …)/u,
  // “again with r.”, “or approve with a.”
  /\bwith [A-Za-z](?=[.,;:)]|$)/u,
  // In the middle of a sentence, or at its beginning when something is said of it.
  new RegExp(String.raw`[\p{L}\p{N},;:…]”? (?:${screens})(?![\p{L}\p{N}])`, 'u'),
  new RegExp(String.raw`\b(?:${screens})(?: screen\b| \(\d| (?:names|lists|shows|says|tells|does)\b)`, 'u'),
  /--screen [a-z]/u,
  // “with [ and ]”
  /\[ and \]/u,
];

/**
 * Whether a text of the program tells the operator about a key or a screen.
 *
 * @param parts - the fixed pieces of a string or template
 * @param values - what stands between them, as source: `keys` is how our templates are given the names of keys
 */
export const namesKeyOrScreen = (parts: readonly string[], values: readonly string[] = []): boolean => {
  const text = parts.join(gap);
  const isSentence = /\S\s+\S/u.test(text);
  return isSentence && (values.includes('keys') || rules.some((rule) => rule.test(text)));
};
