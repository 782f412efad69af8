// Takes credentials out of what the command log shows. Pure, and rather too much than too little.

// Which names stand before a secret: of settings, of fields and pairs in what programs print, of flags. Pure, and rather too much than too little.

/** Names that only sound secret, as in OpenClaw's own list: limits, and the path of a file. Without the signs between words. */
const harmless =
  /(?:max(?:output|input|completion)?tokens|contexttokens|totaltokens|tokencount|tokenlimit|tokenbudget|passwordfile|publickey)$/iu;
/** OpenClaw's names: those it shows as `__OPENCLAW_REDACTED__`. */
const openClawSecret = /token$|password|secret|api.?key|serviceaccount(?:ref)?$/iu;
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
interface NamePlace {
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

export const isSecretName = (name: string, place: NamePlace = {}): boolean => {
  const { isNumber = false, isFlag = false } = place;
  const end = name.slice(-longestName);
  if (!openClawSecret.test(end) && !otherSecret.test(end) && !endsInSecretWord(end, place)) return false;
  if ((isNumber && /tokens$/iu.test(end)) || (isFlag && /(?:tokens|keys)$/iu.test(end))) return false;
  return !harmless.test(end.replace(/[^a-z0-9]/giu, ''));
};

/** What stands for the text from the name to `end`. */
interface Hidden {
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
/** What stands where a secret was. */
export const redacted = '[redacted]';

/** How arguments and output lose their secrets before they reach the command log. */
export interface Redact {
  /** The same number of arguments. */
  args(args: readonly string[]): readonly string[];
  text(text: string): string;
}

const flag = /^--?([\w-]+)$/u;
const flagWithValue = /^(--?([\w-]+))=.+$/su;
const flagInText = /(?<![\w-])--?([a-z][\w-]*)(?:=|[^\S\r\n]+)/giu;
const flagValue = /(?!\$\{|\[redacted\])[^\s"'\\,;\])}]+/uy;
const field = /(?<![\w$-])([\w$-]+)(?:\\?["'])?\s*:[^\S\r\n]*/gu;
const pair = /(?<![\w-])([\w-]+)=/gu;
const pairValue = /[^\s&;,"']+/uy;
const numberAhead = /[+-]?[\d.,]+(?![\w])/uy;
const dataUrl = /\bdata:([a-z0-9.+-]+\/[a-z0-9.+-]+)?((?:;[a-z0-9=._-]+)*),[^\s"'<>)]*/giu;
const longHex = /(?<![0-9a-z])[0-9a-f]{32,}(?![0-9a-z])/giu;
const longBase64 = /[A-Za-z0-9+/_-]{40,}={0,2}/gu;

/** User and password, or a token in their place, in an address. */
const addressPassword = /(:\/\/[^\s/:@"'$]{0,200}:)[^\s/@"'$]{1,500}(?=@)/gu;
const addressToken = /(:\/\/)[^\s/:@"'$]{16,500}(?=@)/gu;
/** Whoever knows the address of a hook may call it: its path is the secret. So it is with the path of a Telegram bot. */
const hookHost = /(:\/\/[^\s/"'<>]{0,200}?hook[^\s/"'<>]{0,200}\/)[^\s"'<>)\\]+/giu;
const hookPath = /(:\/\/[^\s"'<>]{0,200}?\/(?:web)?hooks?\/)[^\s"'<>)\\]+/giu;
const botPath = /(\/bot)\d{5,20}:[\w-]{8,200}/gu;

/** Takes what opens a door out of the addresses in a text. Each line stays a line. */
export const redactAddresses = (text: string): string =>
  text
    .replace(addressPassword, `$1${redacted}`)
    .replace(addressToken, `$1${redacted}`)
    .replace(hookHost, `$1${redacted}`)
    .replace(hookPath, `$1${redacted}`)
    .replace(botPath, `$1${redacted}`);

/** A run of base64 letters is a secret unless it looks like a path or like plain words. */
const looksSecret = (run: string): boolean => {
  if (!/\d/u.test(run) || !/[a-z]/u.test(run) || !/[A-Z]/u.test(run)) return false;
  // Base64 has a slash every 64 letters or so; paths have short parts.
  return run.split('/').some((part) => part.length >= 32);
};

/** Just after the quote that closes the string opened at `start`, else the end of the text. */
const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === text[start]) return index + 1;
  }
  return text.length;
};

/** Just after the bracket that closes the one opened at `start`, else the end of the text. */
const endOfBrackets = (text: string, start: number): number => {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '"' || letter === "'") index = endOfString(text, index) - 1;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return text.length;
};

/** Where the value that begins at `start` ends: a string, an object, a list, or whatever fills the line. */
const endOfValue = (text: string, start: number): number => {
  const first = text[start];
  if (first === '"' || first === "'") return endOfString(text, start);
  if (first === '{' || first === '[') return endOfBrackets(text, start);
  // JSON within JSON has escaped quotes.
  const close = text.startsWith('\\"', start)
    ? text.indexOf('\\"', start + 2)
    : text.slice(start).search(/[\r\n]/u);
  if (close < 0) return text.length;
  return text.startsWith('\\"', start) ? close + 2 : start + close;
};

/** The value of a name that a program or a person says. */
const hideSaid =
  (text: string, endOf: (start: number) => number | undefined) =>
  (name: string, start: number): Hidden | undefined => {
    // Most names are none; the value is only looked at where one may be.
    if (!isSecretName(name, { isSaid: true })) return undefined;
    if (!isSecretName(name, { isSaid: true, isNumber: endOfMatch(numberAhead, text, start) !== undefined }))
      return undefined;
    const end = endOf(start);
    return end === undefined ? undefined : { end, shown: redacted };
  };

const redactFields = (text: string): string =>
  hideAfter(
    text,
    field,
    hideSaid(text, (start) => endOfValue(text, start)),
  );

const redactPairs = (text: string): string =>
  hideAfter(
    text,
    pair,
    hideSaid(text, (start) => endOfMatch(pairValue, text, start)),
  );

/**
 * Removes data: URLs (a QR picture is a credential), cookies, tokens, JSON credential fields and long runs of hex or
 * base64 from a text. Never throws; text without secrets comes back unchanged.
 */
export const redactText = (text: string): string =>
  redactPairs(
    redactFields(
      redactAddresses(
        text.replace(dataUrl, (_, type: string | undefined) => `data:${type ?? ''},${redacted}`),
      ),
    ),
  )
    .replace(longHex, redacted)
    .replace(longBase64, (run) => (looksSecret(run) ? redacted : run));

/** Is what follows this argument a secret? */
export const isSecretFlag = (argument: string): boolean => {
  const name = flag.exec(argument)?.[1];
  return name !== undefined && isSecretName(name, { isFlag: true });
};

/** Takes the values of secret flags out of a text in which command lines stand. Too much for what programs say: `--token is missing`. */
export const redactFlags = (text: string): string =>
  hideAfter(text, flagInText, (name, start) => {
    const end = isSecretName(name, { isFlag: true }) ? endOfMatch(flagValue, text, start) : undefined;
    return end === undefined ? undefined : { end, shown: redacted };
  });

/** Redacts arguments one by one; the value after a secret flag (`--token X`) goes too. */
export const redactArgs = (args: readonly string[]): readonly string[] =>
  args.map((arg, index) => {
    const before = args[index - 1];
    if (before !== undefined && isSecretFlag(before)) return redacted;
    const [, start, name] = flagWithValue.exec(arg) ?? [];
    return name !== undefined && isSecretName(name, { isFlag: true })
      ? `${start}=${redacted}`
      : redactText(arg);
  });

/** Zalo knows people by their phone numbers; the ids of Zalo are longer. */
const phoneNumber = /(?<![\d\w])\+?\d(?:[ .-]?\d){7,13}(?![\d\w])/gu;

/**
 * What a program said, without the words it was given: where an argument is kept as something else, so is what the program repeats of it.
 * Phone numbers go, too: a search for a name answers with them.
 */
export const withoutUserWords = (
  text: string,
  args: readonly string[],
  keptArgs: readonly string[],
): string => {
  const hidden = args.flatMap((arg, at) =>
    arg !== keptArgs[at] && arg.trim().length > 1 ? [[arg.trim(), keptArgs[at] ?? ''] as const] : [],
  );
  return hidden
    .reduce((rest, [word, kept]) => rest.replaceAll(word, kept), text)
    .replace(phoneNumber, '<number>');
};

export const defaultRedact: Redact = { args: redactArgs, text: redactText };
