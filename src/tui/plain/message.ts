// One message as a sentence.

import { type ConsoleState, type Message, sentences, threadNameOf, verdictOf } from '../../core/index.ts';
import { senderLabel } from '../feed/row.ts';
import { truncate } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { clockTime } from '../text/times.ts';
import { oneLine, plainSigns } from './plain-text.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;
const feed = sentences.feedScreen;

/** The longest text that is read out (cells); details have the rest. */
const textCells = 500;

const whatIsSaid = ({ media, quote, text }: Message): string => {
  const { ellipsis } = plainSigns;
  const parts = [
    media === undefined ? undefined : feed.media(media),
    quote === undefined ? undefined : feed.quoting(truncate(oneLine(quote), 60, ellipsis)),
    truncate(oneLine(text), textCells, ellipsis),
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? feed.noText : parts.join(', ');
};

/** `14:02 Nguyễn An to shop: chào shop — answered`. */
export const messageSentence = (core: ConsoleState, message: Message): string => {
  const { accountId, threadId, isGroup, sentAtMs } = message;
  const { ellipsis } = plainSigns;
  const sender = oneLine(senderLabel(core, message, ellipsis));
  const group = oneLine(threadNameOf(core, message) ?? feed.noName(shortId(threadId, ellipsis)));
  const who = isGroup ? words.inGroup(sender, group, accountId) : words.direct(sender, accountId);
  return words.message(clockTime(sentAtMs), who, whatIsSaid(message), words.verdicts[verdictOf(core, message).kind]);
};
