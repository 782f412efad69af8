// Which names stand before a secret: of settings, of fields and pairs in what programs print, of flags. Pure, and rather too much than too little.

/** Names that only sound secret, as in OpenClaw's own list: limits, and the path of a file. Without the signs between words. */
const harmless =
  /(?:max(?:output|input|completion)?tokens|contexttokens|totaltokens|tokencount|tokenlimit|tokenbudget|passwordfile|publickey)$/iu;
/** OpenClaw's names: those it shows as `__OPENCLAW_REDACTED__`. */
const openClawSecret = /token$|password|secret|api.?key|serviceaccount(?:ref)?$/iu;
/** What else opens a door. */
const otherSecret =
  /tokens$|passwd|passphrase|passcode$|(?:private|encrypt(?:ion|ed)?|access|signing|session).?key|cookies?$|credentials?$|authorization$|bearer$|imei$|^zpw|zpsid$|z_?uuid$/iu;
/** The same as the last word of a name, or one of several: `pwd`, `hookKey`, `zpw_sek`. */
const lastWords: ReadonlySet<string> = new Set(
  'pwd pass passwd pin jwt auth key sek otp sig signature cred creds'.split(' '),
);
/** In the words of people and programs these are too common. */
const commonWords: ReadonlySet<string> = new Set(['auth', 'key']);
/** No name is longer than this; what comes before says nothing. */
const longestName = 128;

/** Where a name stands, and before what. */
export interface NamePlace {
  /** The value is a number: of a key an index, of tokens how many. */
  readonly isNumber?: boolean;
  /** In what a program or a person says, rather than in a config or among arguments. */
  readonly isSaid?: boolean;
  /** A flag: one in the plural lists or counts. */
  readonly isFlag?: boolean;
}

/** `botPin2` ends in the word `pin`. */
const lastWord = /([A-Z]?[a-z]+|[A-Z]+)[^A-Za-z]*$/u;

const endsInSecretWord = (name: string, { isNumber = false, isSaid = false }: NamePlace): boolean => {
  const word = lastWord.exec(name)?.[1]?.toLowerCase() ?? '';
  const one = lastWords.has(word) ? word : word.replace(/s$/u, '');
  // A key that is a number is an index, or a code of the keyboard.
  if (isNumber && /^(?:key|auth|sig)$/u.test(one)) return false;
  return lastWords.has(one) && !(isSaid && commonWords.has(one));
};

/** Does a value of this name open a door? */
export const isSecretName = (name: string, place: NamePlace = {}): boolean => {
  const { isNumber = false, isFlag = false } = place;
  const end = name.slice(-longestName);
  if (!openClawSecret.test(end) && !otherSecret.test(end) && !endsInSecretWord(end, place)) return false;
  if ((isNumber && /tokens$/iu.test(end)) || (isFlag && /(?:tokens|keys)$/iu.test(end))) return false;
  return !harmless.test(end.replace(/[^a-z0-9]/giu, ''));
};

/** What stands for the text from the name to `end`. */
export interface Hidden {
  readonly end: number;
  readonly shown: string;
}

/**
 * The text without the values that follow the matches of `opener`, whose first group is a name.
 * @param hide what to show of the value that begins at `start` instead; undefined = it stays, and is looked into
 */
export const hideAfter = (
  text: string,
  opener: RegExp,
  hide: (name: string, start: number) => Hidden | undefined,
): string => {
  let result = '';
  let done = 0;
  for (const match of text.matchAll(opener)) {
    if (match.index < done) continue;
    const start = match.index + match[0].length;
    const hidden = hide(match[1] ?? '', start);
    if (hidden === undefined) continue;
    result += `${text.slice(done, start)}${hidden.shown}`;
    done = hidden.end;
  }
  return result + text.slice(done);
};

/** Where what a sticky pattern takes from `start` on ends; undefined if it takes nothing. */
export const endOfMatch = (pattern: RegExp, text: string, start: number): number | undefined => {
  pattern.lastIndex = start;
  return pattern.test(text) && pattern.lastIndex > start ? pattern.lastIndex : undefined;
};
