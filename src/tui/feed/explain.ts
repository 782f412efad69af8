// Why a message fared as it did: the chain of rules with the places that decided, and since when it is so.

import { type ConsoleState, type Message, sentences, type Verdict, verdictChange } from '../../core/index.ts';
import { accessScreenSentences } from '../access/words.ts';
import type { Frame } from '../app/frame.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { fullTime } from '../text/times.ts';
import { rowTime } from './row.ts';
import { repeatsOfSelected, selectedRow } from './select.ts';
import { feedDetailsSentences } from './words-details.ts';

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
export const ruleLines = (core: ConsoleState, { rules }: Verdict): readonly Line[] =>
  rules.flatMap(({ sentence, path }, index) => [
    [{ text: `${index + 1}. ${sentence}` }],
    ...(path === undefined ? [] : [pathLine(core, path)]),
  ]);

/** `since 14:02, when dmPolicy changed; before: reply`; nothing if the verdict is what it was when the message came. */
export const changeLines = ({ core, ui }: Frame, message: Message): readonly Line[] => {
  const change = verdictChange(core, message);
  if (change === undefined) return [];
  const since = more.since(rowTime(change.atMs, ui.nowMs), more.causes(change.causes));
  return [[toned(`${since}; ${more.before(words.verdicts[change.before.kind])}`, 'accent')]];
};

/** Repeats listed; older ones are counted. */
const repeatsListed = 12;

/** When each of the messages in the row was written, the newest first. */
export const repeatLines = (frame: Frame): readonly Line[] => {
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
