// All there is to say about one message: what happened to it and why, then its text, then its ids.

import { type ConsoleState, type Message, type NameWarning, senderNameOf, sentences, threadNameOf, verdictOf } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { Details } from '../app/screen.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { ageText, fullTime } from '../text/times.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { curesOf } from './cures.ts';
import { changeLines, repeatLines, ruleLines } from './explain.ts';
import { senderLabel, verdictSign } from './row.ts';
import { selectedMessage } from './select.ts';
import { strangerWarning } from './stranger.ts';

const words = sentences.feedScreen;

const labelCells = 12;

const labelled = (label: string, text: string): Line => line(toned(label.padEnd(labelCells), 'muted'), text);

const textLines = (message: Message): readonly Line[] => {
  const { media, quote, text } = message;
  return [
    ...(media === undefined ? [] : [labelled(words.labels.media, words.media(media))]),
    ...(quote === undefined ? [] : [[toned(`${words.labels.quote}: ${quote}`, 'muted')]]),
    line(bold(words.labels.text)),
    text.trim() === '' ? [toned(`(${words.noText})`, 'muted')] : [{ text: text.replaceAll('\t', ' ') }],
  ];
};

const idLines = (core: ConsoleState, message: Message): readonly Line[] => {
  const group = threadNameOf(core, message);
  const delayMs = message.receivedAtMs - message.sentAtMs;
  const received = fullTime(message.receivedAtMs);
  return [
    labelled(words.labels.kind, message.isGroup ? words.kinds.group : words.kinds.direct),
    labelled(words.labels.account, message.accountId),
    labelled(words.labels.senderId, message.senderId),
    labelled(words.labels.thread, message.threadId),
    labelled(words.labels.message, message.id),
    labelled(words.labels.sent, fullTime(message.sentAtMs)),
    labelled(words.labels.received, delayMs >= 5_000 ? words.received(received, ageText(delayMs)) : received),
    ...(group === undefined ? [] : [labelled(words.labels.group, group)]),
    labelled(words.labels.sender, senderNameOf(core, message) ?? words.noName(message.senderId)),
  ];
};

const warningSentence = (warning: NameWarning): string =>
  warning.type === 'like-contact'
    ? sentences.pairing.likeContact(warning.likeness, warning.name, warning.userId)
    : sentences.pairing.mixedScripts;

/** Details of the selected message. */
export const feedDetails = (frame: Frame): Details | undefined => {
  const message = selectedMessage(frame);
  if (message === undefined) return undefined;
  const { core } = frame;
  const verdict = verdictOf(core, message);
  const { tone } = verdictSign(verdict.kind, unicodeSigns);
  const warning = strangerWarning(core, message);
  return {
    title: words.detailsTitle(senderLabel(core, message)),
    lines: [
      line(toned(words.labels.verdict.padEnd(labelCells), 'muted'), bold(words.verdicts[verdict.kind], tone)),
      [toned(words.meanings[verdict.kind], tone)],
      ...changeLines(frame, message),
      ...(warning === undefined ? [] : [[toned(warningSentence(warning), 'warn')]]),
      [],
      ...textLines(message),
      [],
      line(bold(words.labels.why)),
      ...ruleLines(core, verdict),
      [],
      ...repeatLines(frame),
      ...idLines(core, message),
    ],
    actions: [...curesOf(frame, message), 'compose.open', 'feed.only-sender', 'feed.only-thread', 'feed.raw', 'copy.menu'],
  };
};

/** What can be copied of the selected message: what was written comes first. */
export const feedCopyItems = (frame: Frame): readonly CopyItem[] => {
  const message = selectedMessage(frame);
  if (message === undefined) return [];
  const { copyLabels: labels } = words;
  return [
    ...(message.text.trim() === '' ? [] : [{ label: labels.text, text: message.text }]),
    { label: labels.senderId, text: message.senderId },
    { label: labels.threadId, text: message.threadId },
    { label: labels.messageId, text: message.id },
    ...(message.raw === '' ? [] : [{ label: labels.raw, text: message.raw }]),
  ];
};
