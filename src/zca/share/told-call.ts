// What a command line of zca asks for, as those who listen are told of it. Pure: read from the words alone, for a program that is not ours.
import type { ToldCall } from './protocol.ts';

/** A command line. */
export interface CommandLine {
  /** Undefined where the program's own default counts. */
  readonly profile: string | undefined;
  /** `msg send`, `friend list`; blank for none, such as `--version`. */
  readonly call: string;
  /** The words behind the command that are no flags. */
  readonly words: readonly string[];
  /** The value of each flag that takes one. */
  readonly values: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
}

/** The flags of the contract that take a value, by what they are told as. */
const valueFlags: Readonly<Record<string, string>> = {
  '--profile': 'profile',
  '-p': 'profile',
  '-u': 'url',
  '--url': 'url',
  '-m': 'text',
  '--message': 'text',
  '--recycle-ms': 'recycleMs',
};

/** `group` and `command`, or a command of its own. */
const groups: ReadonlySet<string> = new Set(['auth', 'me', 'friend', 'group', 'msg', 'account', 'db']);

/** Reads the words of a command line, without the program. */
export const readCommandLine = (argv: readonly string[]): CommandLine => {
  const words: string[] = [];
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const [, name = word, joined] = /^(--?[\w-]+)=(.*)$/su.exec(word) ?? [];
    const value = valueFlags[name];
    if (word === '--') {
      words.push(...argv.slice(index + 1));
      break;
    }
    if (value !== undefined) {
      if (joined === undefined) index += 1;
      values[value] ??= joined ?? argv[index] ?? '';
    } else if (word.startsWith('-') && word !== '-') flags.add(word);
    else words.push(word);
  }
  const size = groups.has(words[0] ?? '') ? 2 : 1;
  const { profile, ...rest } = values;
  return { profile, call: words.slice(0, size).join(' '), words: words.slice(size), values: rest, flags };
};

/** What a message is about: its chat, its text or its address. Of other calls nothing but their name. */
export const aboutCall = ({
  call,
  words,
  values,
  flags,
}: CommandLine): Partial<ToldCall> & { readonly call: string } => {
  if (!call.startsWith('msg ')) return { call };
  const [threadId, second] = words;
  const isText = call === 'msg send';
  return {
    call,
    threadId,
    isGroup: flags.has('-g') || flags.has('--group'),
    text: isText ? second : values['text'],
    url: isText ? undefined : (values['url'] ?? (call === 'msg link' ? second : undefined)),
  };
};

/** The id of a sent message in what zca printed (the contract); undefined where it says none. */
export const sentIdIn = (stdout: string): string | undefined =>
  /\bmessage[ _]id\s*[:=]\s*["']?([\w-]+)/iu.exec(stdout)?.[1] ??
  /["']?\bmsgId["']?\s*:\s*["']?(\d+)/u.exec(stdout)?.[1] ??
  /^\s*(\d{6,})\b/u.exec(stdout)?.[1];
