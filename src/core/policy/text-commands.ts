// Text commands OpenClaw answers itself, and for whom it does not. As 2026.2.26 did with every one of them. Pure.
import type { Message } from '../model/message.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Commands only without anything after them: `/help me` is an ordinary message. */
const bareCommands = wordsOf(
  'help commands status whoami id unfocus agents stop restart dock-telegram dock_telegram dock-discord dock_discord dock-slack dock_slack',
);
const wordyCommands = wordsOf(
  'skill allowlist approve context export-session export tts session subagents acp focus kill steer tell usage activation send reset new compact think thinking t verbose v reasoning reason elevated elev exec model models queue',
);
/** Off unless the config says otherwise, and refused all the same. */
const offCommands = wordsOf('config debug bash');
/** In a direct message these are answered, whoever writes. */
const answeredDirectly = wordsOf(
  'skill activation elevated elev models dock-telegram dock_telegram dock-discord dock_discord dock-slack dock_slack',
);
/** Settings for one message: with more than a value behind them the rest is a message, and is answered. */
const directives = wordsOf('think thinking t verbose v reasoning reason exec model queue');

/** Words that stop the agent without a slash; in a group they are taken for commands. */
const stopWords: ReadonlySet<string> = new Set([
  'stop',
  'esc',
  'abort',
  'wait',
  'exit',
  'interrupt',
  'detente',
  'deten',
  'detén',
  'arrete',
  'arrête',
  '停止',
  'やめて',
  '止めて',
  'रुको',
  'توقف',
  'стоп',
  'остановись',
  'останови',
  'остановить',
  'прекрати',
  'halt',
  'anhalten',
  'aufhören',
  'hoer auf',
  'stopp',
  'pare',
  'stop openclaw',
  'openclaw stop',
  'stop action',
  'stop current action',
  'stop run',
  'stop current run',
  'stop agent',
  'stop the agent',
  "stop don't do anything",
  'stop dont do anything',
  'stop do not do anything',
  'stop doing anything',
  'do not do that',
  'please stop',
  'stop please',
]);

interface SlashCommand {
  readonly name: string;
  /** What stands behind it on the first line. */
  readonly rest: string;
  readonly isOneLine: boolean;
}

/** Does what zca says of an attachment stand before the text? */
const isAnnounced = ({ media }: Message): boolean => media !== undefined && media.isTextFirst !== true;

/** The command a message begins with. What zca puts before the text of a picture makes the message an ordinary one. */
const slashCommand = (message: Message): SlashCommand | undefined => {
  const text = message.text.trim();
  if (isAnnounced(message) || !text.startsWith('/')) return undefined;
  const [line = ''] = text.split('\n');
  const [, word = '', rest = ''] = /^\/([^\s:]+)\s*:?\s*(.*)$/u.exec(line.trim()) ?? [];
  const name = word.toLowerCase();
  const isCommand = bareCommands.has(name) ? rest === '' : wordyCommands.has(name) || offCommands.has(name);
  // zca puts the quoted message on lines of its own behind the text.
  return isCommand ? { name, rest, isOneLine: line === text && message.quote === undefined } : undefined;
};

const stopWord = (message: Message): string | undefined => {
  if (isAnnounced(message) || message.quote !== undefined) return undefined;
  const words = message.text
    .trim()
    .toLowerCase()
    .replace(/[’`]/gu, "'")
    .replace(/\s+/gu, ' ')
    .replace(/[.!?…,，。;；:：'"’”)\]}]+$/u, '')
    .trim();
  return stopWords.has(words) ? words : undefined;
};

/** The control command, or where those count the stop word, of a group message, which is dropped if its sender may not give one. */
export const groupCommand = (
  message: Message,
  { stopWordsCount }: Pick<Capabilities, 'stopWordsCount'>,
): string | undefined => {
  const command = slashCommand(message);
  if (command !== undefined) return `/${command.name}`;
  return stopWordsCount ? stopWord(message) : undefined;
};

/**
 * The control command of a direct message, which gets no answer where `open` means everybody and its sender may not give one. Stop words are
 * answered.
 */
export const directCommand = (message: Message): string | undefined => {
  const command = slashCommand(message);
  if (!command?.isOneLine || answeredDirectly.has(command.name)) return undefined;
  const isMoreThanDirective = directives.has(command.name) && command.rest.includes(' ');
  return isMoreThanDirective ? undefined : `/${command.name}`;
};
