// Is a process a `zca … listen`, and of which profile? Told from its command line alone. Pure.

/** What the command line of a listener says. */
export interface ListenCall {
  /** After `--profile`; absent: `ZCA_PROFILE` of its environment, else `default` (the zca contract). */
  readonly profile?: string;
}

const unquoted = (word: string): string => word.replace(/^["']|["']$/gu, '');
const baseName = (word: string): string =>
  word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

const programName = /^(?:open)?zca(?:-cli)?(?:\.(?:exe|cmd|bat|ps1|[cm]?[jt]s|py|pl|rb|php|lua|sh))?$/iu;
/** What a wrapper of npm runs: `node …/node_modules/openzca/dist/cli.js`. */
const programScript = /[\\/](?:open)?zca(?:-cli)?[\\/](?:.*[\\/])?[\w.-]+\.[cm]?js$/iu;
/** What runs a program that is a script, in whatever language somebody wrote it or wrapped it, or runs another program as it is. */
const runsOthers = new RegExp(
  '^(?:' +
    [
      String.raw`(?:node|nodejs|bun|deno|tsx|npx|npm|python|pypy|perl|ruby|php|lua|luajit)[\d.]*`,
      '(?:ba|da|z|k|a|fi)?sh|busybox|cmd|powershell|pwsh',
      'env|sudo|doas|nohup|setsid|timeout|stdbuf|nice|ionice|taskset|chrt|unshare|tini|dumb-init|strace',
      String.raw`ld-linux[\w.-]*|qemu-[\w-]+`,
    ].join('|') +
    String.raw`)(?:\.exe)?$`,
  'iu',
);
const profileFlags: ReadonlySet<string> = new Set(['--profile', '-p']);

const isProgram = (word: string, programPath: string | undefined): boolean =>
  word === programPath || programName.test(baseName(word)) || programScript.test(word);

/** Does it stand where a program stands: first, behind what runs it, or as the end of a path with blanks? `grep zca listen` is no listener. */
const isAtPlace = (words: readonly string[], index: number): boolean => {
  if (index === 0 || runsOthers.test(baseName(words[0] ?? ''))) return true;
  const word = words[index] ?? '';
  return /[\\/]/u.test(word) && !/^(?:[\\/]|[a-z]:)/iu.test(word);
};

/** The words behind the program: `listen` must be the first that is no flag; `--profile` counts before and after it. */
const readCall = (words: readonly string[]): ListenCall | undefined => {
  let profile: string | undefined;
  let isListen = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const joined = /^(?:--profile|-p)=(.+)$/u.exec(word)?.[1];
    if (joined !== undefined) profile ??= joined;
    else if (profileFlags.has(word)) {
      index += 1;
      profile ??= words[index];
    } else if (!isListen && !word.startsWith('-')) {
      if (word !== 'listen') return undefined;
      isListen = true;
    }
  }
  if (!isListen) return undefined;
  return profile === undefined ? {} : { profile };
};

/** Where our own zca lies in an installed package. */
const ourScript = /[\\/]zalouser-tui[\\/]dist[\\/]zca\.js$/u;

/**
 * Is a listener one of our own zca, which share one session?
 * @param ownZcaPath our own script, wherever this console was started from
 */
export const isSharedListener = (words: readonly string[], ownZcaPath?: string): boolean =>
  words.slice(0, 3).some((word, index) => {
    const bare = unquoted(word);
    if (ourScript.test(bare) || (ownZcaPath !== undefined && bare === ownZcaPath)) return true;
    return /(?:^|[\\/])zalouser-tui(?:\.js)?$/u.test(bare) && words[index + 1] === 'zca';
  });

/**
 * Reads a command line.
 * @param words its arguments
 * @param programPath a program known to be zca whatever it is called (`--zca`)
 * @returns undefined if it is no listener
 */
export const readListenCall = (words: readonly string[], programPath?: string): ListenCall | undefined => {
  const bare = words.map(unquoted);
  for (const [index, word] of bare.entries()) {
    if (!isProgram(word, programPath) || !isAtPlace(bare, index)) continue;
    const call = readCall(bare.slice(index + 1));
    if (call !== undefined) return call;
  }
  return undefined;
};
