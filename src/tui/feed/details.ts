// All there is to say about one message: what happened to it and why, then its text, then its ids.

import {
  type ConsoleState,
  disagreementOf,
  gatewayReasonOf,
  isExplaining,
  type Message,
  type NameWarning,
  outcomeOf,
  senderNameOf,
  sentences,
  threadNameOf,
  type Verdict,
  verdictChange,
  verdictOf,
} from '../../core/faces.ts';
import { accessScreenSentences } from '../access/words.ts';
import type { Details, Frame } from '../app/frame.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { ageText, fullTime } from '../text/times.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { curesOf } from './fixes.ts';
import { cannotExplain } from './listener.ts';
import { outcomeSign, rowTime, senderLabel, strangerWarning, verdictSign } from './row.ts';
import { repeatsOfSelected, selectedMessage, selectedRow } from './select.ts';
import { feedDetailsSentences } from './words.ts';

// Why a message fared as it did: the chain of rules with the places that decided, and since when it is so.

const words = sentences.feedScreen;
const more = feedDetailsSentences;

/** `openclaw.json:12`, as far as it is known where a path is written. */
const placeOf = ({ config: { places = {} } }: ConsoleState, path: string): string | undefined => {
  const place = Object.hasOwn(places, path) ? places[path] : undefined;
  return place && accessScreenSentences.place(place.file.split(/[\\/]/u).at(-1) ?? place.file, place.line);
};

const pathLine = (core: ConsoleState, path: string): Line => {
  const place = placeOf(core, path);
  return line(toned(path, 'muted'), place === undefined ? undefined : toned(`  ${place}`, 'muted'));
};

/** The rules in the order the gateway asks, each with the config path that decided it. */
const ruleLines = (core: ConsoleState, { rules }: Verdict): readonly Line[] =>
  rules.flatMap(({ sentence, path }, index) => [
    [{ text: `${index + 1}. ${sentence}` }],
    ...(path === undefined ? [] : [pathLine(core, path)]),
  ]);

/** `since 14:02, when dmPolicy changed; before: reply`; nothing if the verdict is what it was when the message came. */
const changeLines = ({ core, ui }: Frame, message: Message): readonly Line[] => {
  const change = verdictChange(core, message);
  if (change === undefined) return [];
  const since = more.since(rowTime(change.atMs, ui.nowMs), more.causes(change.causes));
  return [[toned(`${since}; ${more.before(words.verdicts[change.before.kind])}`, 'accent')]];
};

/** What became of it, where the rules say otherwise, and what was answered. */
const outcomeLines = ({ core, ui }: Frame, message: Message): readonly Line[] => {
  const outcome = outcomeOf(core, message, ui.nowMs);
  if (outcome === undefined) return [];
  const disagreement = disagreementOf(core, message, outcome);
  const { tone } = outcomeSign(outcome, unicodeSigns);
  const answers = 'answers' in outcome ? outcome.answers.filter(({ error }) => error === undefined) : [];
  return [
    line(toned(words.labels.outcome.padEnd(labelCells), 'muted'), bold(words.outcomeSentence(outcome), tone)),
    ...(disagreement === undefined ? [] : [[toned(words.disagreements[disagreement], 'warn')]]),
    ...(outcome.type === 'waiting' && outcome.work?.text !== undefined
      ? [[], line(bold(words.labels.writing)), [{ text: outcome.work.text.replaceAll('\t', ' ') }]]
      : []),
    ...(answers.length === 0
      ? []
      : [
          [],
          line(bold(words.labels.answer)),
          ...answers.flatMap(({ text, isUnconfirmed }) => [
            [{ text: text.replaceAll('\t', ' ') }],
            ...(isUnconfirmed === true ? [[toned(words.unconfirmed, 'muted')]] : []),
          ]),
        ]),
  ];
};

/** The gateway's own word on it, while its log is read. */
const reasonLines = (core: ConsoleState, message: Message): readonly Line[] => {
  const isRead = isExplaining(core) && !core.config.release.capabilities.drivesZca && !message.isOwn;
  const reason = gatewayReasonOf(core, message);
  if (reason === undefined && !isRead) return [];
  return [labelled(words.labels.gateway, reason ?? words.explain.nothing)];
};

/** Repeats listed; older ones are counted. */
const repeatsListed = 12;

/** When each of the messages in the row was written, the newest first. */
const repeatLines = (frame: Frame): readonly Line[] => {
  const { count = 1 } = selectedRow(frame) ?? {};
  if (count === 1) return [];
  const repeats = repeatsOfSelected(frame, repeatsListed);
  return [
    line(bold(more.repeats(count))),
    ...repeats.toReversed().map((message) => line(more.repeat(fullTime(message.sentAtMs), message.id))),
    ...(count > repeats.length ? [line(toned(more.olderRepeats(count - repeats.length), 'muted'))] : []),
    [],
  ];
};

const labelCells = 12;

const labelled = (label: string, text: string): Line => line(toned(label.padEnd(labelCells), 'muted'), text);

const textLines = (message: Message): readonly Line[] => {
  const { media, quote, text, isMissed, isTextUnseen } = message;
  return [
    ...(isMissed === true ? [[toned(words.missedMeans, 'warn')]] : []),
    ...(isTextUnseen === true ? [[toned(words.textUnseenMeans, 'warn')]] : []),
    ...(media === undefined ? [] : [labelled(words.labels.media, words.media(media))]),
    ...(quote === undefined ? [] : [[toned(`${words.labels.quote}: ${quote}`, 'muted')]]),
    line(bold(words.labels.text)),
    text.trim() === ''
      ? [toned(`(${isTextUnseen === true ? words.textUnseen : words.noText})`, 'muted')]
      : [{ text: text.replaceAll('\t', ' ') }],
  ];
};

const idLines = (core: ConsoleState, message: Message): readonly Line[] => {
  const group = threadNameOf(core, message);
  const delayMs = message.receivedAtMs - message.sentAtMs;
  const received = fullTime(message.receivedAtMs);
  return [
    labelled(words.labels.kind, message.isGroup ? words.kinds.group : words.kinds.direct),
    labelled(words.labels.account, message.accountId),
    ...(message.isOwn ? [] : [labelled(words.labels.source, words.sources[message.source ?? 'zca'])]),
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
      ...outcomeLines(frame, message),
      ...reasonLines(core, message),
      [],
      ...textLines(message),
      [],
      line(bold(words.labels.why)),
      ...ruleLines(core, verdict),
      [],
      ...repeatLines(frame),
      ...idLines(core, message),
    ],
    actions: [
      ...curesOf(frame, message),
      ...(cannotExplain(frame) === undefined ? (['feed.explain'] as const) : []),
      'compose.open',
      'feed.only-sender',
      'feed.only-thread',
      'feed.raw',
      'copy.menu',
    ],
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
