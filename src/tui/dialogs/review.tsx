// A change of the config as it is read before it is written: what follows for whom first, then the diff, then who in full.

import type { ReactElement } from 'react';
import {
  type MessageChange,
  type PersonChange,
  type PlannedChange,
  sanitizeLine,
  sentences,
  type WhatIf,
} from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { windowFor } from '../layout/window-for.ts';
import { detailText, oneLine, plainSigns } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { ReviewOverlay } from '../state/ui-state.ts';
import { cellWidth, graphemes, wrapCells } from '../text/cells.ts';
import { briefId, shortId } from '../text/ids.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { type Dialog, type Opened, questionRect } from './dialog.ts';
import { placeIds } from './list-dialog.tsx';
import { yesNoButtons } from './question.tsx';
import { reviewSentences, verdictWords } from './words.ts';

const words = reviewSentences;

const wrapped = (text: string, cells: number, tone?: Tone): readonly Line[] =>
  wrapCells(text, cells).map((row): Line => (tone === undefined ? line(row) : line(toned(row, tone))));

const findingLines = ({ newFindings }: PlannedChange, cells: number, signs: Signs): readonly Line[] =>
  newFindings.flatMap(({ severity, sentence, fix }) => [
    ...wrapped(`${signs.attention} ${sentence}`, cells, severity === 'problem' ? 'bad' : 'warn'),
    ...(fix === undefined || severity === 'note' ? [] : wrapped(`  ${hintText(fix)}`, cells)),
  ]);

type Diff = PlannedChange['diff'];

const signOf = { added: '+ ', removed: '- ', same: '  ' } as const;
const toneOf = { added: 'good', removed: 'bad', same: undefined } as const;

/** Spaces every line of the diff begins with. */
const sharedIndent = (diff: Diff): number =>
  diff.reduce(
    (least, { kind, text }) =>
      kind === 'gap' || text.trim() === '' ? least : Math.min(least, text.search(/\S/u)),
    1_000,
  );

/** What changes is wrapped, never cut: an entry at the end of a long line must be seen. What stays the same is cut at the edge. */
const diffRows = ({ kind, text }: Diff[number], indent: number, cells: number): readonly Line[] => {
  if (kind === 'gap') return [line(toned(text, 'muted'))];
  const shown = text.slice(0, indent).trim() === '' ? text.slice(indent) : text;
  if (kind === 'same') return [line(`${signOf.same}${shown}`)];
  const rows = cellWidth(shown) <= cells - 2 ? [shown] : wrapCells(shown, Math.max(1, cells - 2));
  return rows.map((row) => line(toned(`${signOf[kind]}${row}`, toneOf[kind])));
};

/** A diff in `cells`. Deep in a file the indent all lines share goes, where a line would not fit with it. */
const diffLines = (diff: Diff, cells: number): readonly Line[] => {
  const isWide = diff.some(({ text }) => cellWidth(text) > cells - 2);
  const indent = isWide ? sharedIndent(diff) : 0;
  return diff.flatMap((row) => diffRows(row, indent, cells));
};

/** The end of a path, which tells most, in at most `cells`. */
const endOf = (path: string, cells: number, ellipsis: string): string => {
  if (cellWidth(path) <= cells) return path;
  const parts = graphemes(path);
  let [start, room] = [parts.length, cells - cellWidth(ellipsis)];
  while (start > 0 && cellWidth(parts[start - 1] ?? '') <= room) {
    start -= 1;
    room -= cellWidth(parts[start] ?? '');
  }
  return ellipsis + parts.slice(start).join('');
};

const fileLine = ({ before, file }: PlannedChange, cells: number, signs: Signs): Line => {
  const say = before === undefined ? words.creates : words.writes;
  return line(say(endOf(sanitizeLine(file), Math.max(8, cells - cellWidth(say(''))), signs.ellipsis)));
};

const theirLines = ({ theirs }: ReviewOverlay, cells: number, signs: Signs): readonly Line[] =>
  theirs === undefined
    ? []
    : [
        ...wrapped(`${signs.attention} ${sentences.change.changedByOthers}`, cells, 'warn'),
        ...diffLines(theirs, cells),
        [],
        line(toned(sentences.change.ours, 'accent')),
      ];

/** How many of each are named before the diff; the rest is behind it. */
const mostNamed = 3;
/** How many are listed behind it. A full feed turned as a whole is a number, not a list. */
const mostListed = 200;

/** Turns that cut somebody off are what an operator must not overlook. */
const toneOfTurn = ({ before, after }: Pick<PersonChange, 'before' | 'after'>): Tone | undefined =>
  before.kind === 'reply' ? 'bad' : after.kind === 'reply' ? 'good' : undefined;

const turnOf = ({ before, after }: Pick<PersonChange, 'before' | 'after'>): string =>
  words.turns(verdictWords[before.kind], verdictWords[after.kind]);

/** Names are anybody's to choose: the end of the id stands beside them. */
const personLines = (person: PersonChange, isSeveral: boolean, cells: number): readonly Line[] => {
  const name = person.name === undefined ? person.id : `${person.name} ${shortId(person.id)}`;
  const who = words.who(name, isSeveral ? person.accountId : undefined);
  return wrapped(
    words.person(who, verdictWords[person.before.kind], verdictWords[person.after.kind]),
    cells,
    toneOfTurn(person),
  );
};

/** One row: what turns, when, who; other people's text last, where it may be cut. */
const messageLine = (change: MessageChange, signs: Signs): Line => {
  const { message } = change;
  const sender = message.senderName ?? briefId(message.senderId, signs.ellipsis);
  const where = message.isGroup
    ? ` ${signs.arrow} ${message.threadName ?? briefId(message.threadId, signs.ellipsis)}`
    : '';
  const tone = toneOfTurn(change);
  const turn = `  ${turnOf(change)}`;
  return line(
    tone === undefined ? turn : toned(turn, tone),
    `  ${clockTime(message.sentAtMs)} ${sender}${where}`,
    toned(`  ${message.text}`, 'muted'),
  );
};

const messageTurns = ({ messages }: WhatIf, cells: number): readonly Line[] => {
  const turns = new Map<string, { readonly count: number; readonly tone: Tone | undefined }>();
  for (const change of messages) {
    const turn = turnOf(change);
    turns.set(turn, { count: (turns.get(turn)?.count ?? 0) + 1, tone: toneOfTurn(change) });
  }
  return [...turns]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .slice(0, mostNamed)
    .flatMap(([turn, { count, tone }]) => wrapped(words.turned(count, turn), cells, tone));
};

const isOfSeveral = ({ people }: WhatIf): boolean =>
  new Set(people.map(({ accountId }) => accountId)).size > 1;

/** Before the diff: how many, which turns, and the first of the people. */
const whatIfLines = (whatIf: WhatIf, cells: number): readonly Line[] => {
  const { messages, people } = whatIf;
  const isSeveral = isOfSeveral(whatIf);
  return [
    ...wrapped(
      words.messages(messages.length, whatIf.messageCount),
      cells,
      messages.length === 0 ? 'muted' : 'accent',
    ),
    ...messageTurns(whatIf, cells),
    ...wrapped(
      words.people(people.length, whatIf.personCount),
      cells,
      people.length === 0 ? 'muted' : 'accent',
    ),
    ...people.slice(0, mostNamed).flatMap((person) => personLines(person, isSeveral, cells)),
    ...(people.length > mostNamed ? wrapped(words.more(people.length - mostNamed), cells, 'muted') : []),
  ];
};

const rest = (count: number, cells: number): readonly Line[] =>
  count > mostListed ? wrapped(words.unlisted(count - mostListed), cells, 'muted') : [];

/** Behind the diff: which messages, and the people who were only counted. */
const whatIfList = (whatIf: WhatIf, cells: number, signs: Signs): readonly Line[] => {
  const { messages, people } = whatIf;
  const isSeveral = isOfSeveral(whatIf);
  return [
    ...(people.length > mostNamed
      ? [
          [],
          ...wrapped(words.allPeople(people.length), cells, 'accent'),
          ...people.slice(0, mostListed).flatMap((person) => personLines(person, isSeveral, cells)),
          ...rest(people.length, cells),
        ]
      : []),
    ...(messages.length > 0
      ? [
          [],
          ...wrapped(words.allMessages(messages.length), cells, 'accent'),
          // The newest first: those the operator still remembers.
          ...messages
            .toReversed()
            .slice(0, mostListed)
            .map((change) => messageLine(change, signs)),
          ...rest(messages.length, cells),
        ]
      : []),
  ];
};

/** All lines of a review, in a width of `cells`. */
const reviewLines = (overlay: ReviewOverlay, cells: number, signs: Signs): readonly Line[] => {
  const { change, whatIf } = overlay;
  return [
    ...theirLines(overlay, cells, signs),
    fileLine(change, cells, signs),
    ...(change.linkedFile === undefined ? [] : wrapped(words.leadsTo(change.linkedFile), cells, 'muted')),
    ...change.consequences.flatMap((sentence) => wrapped(`${signs.attention} ${sentence}`, cells, 'warn')),
    ...findingLines(change, cells, signs),
    ...wrapped(change.effect, cells),
    ...whatIfLines(whatIf, cells),
    [],
    ...diffLines(change.diff, cells),
    ...whatIfList(whatIf, cells, signs),
    ...(change.before === undefined
      ? []
      : [[], ...wrapped(words.keeps(change.linkedFile ?? change.file), cells, 'muted')]),
  ];
};

/** What is above and below the lines shown: `↑ 5 above · ↓ 12 more lines`. Empty where all are shown. */
const scrollHint = (above: number, below: number, signs: Signs): Line => {
  if (above === 0 && below === 0) return [];
  const parts = [
    ...(above === 0 ? [] : [`${signs.up} ${words.above(above)}`]),
    ...(below === 0 ? [] : [`${signs.down} ${words.below(below)}`]),
  ];
  const keys = below === 0 ? words.scrollBack : words.scrollOn;
  return line(
    toned(parts.join(` ${signs.separator} `), below === 0 ? 'muted' : 'accent'),
    toned(`  ${keys}`, 'muted'),
  );
};

/** A text that scrolls, where in it one is, and its two buttons always below. */
const ReviewView = ({ frame, overlay, rect, room: { width, height } }: Opened<'review'>): ReactElement => {
  const { signs } = useTheme();
  const lines = reviewLines(overlay, width, signs);
  const { top, end } = windowFor(placeIds(lines.length), listState(frame.ui, 'review'), height);
  const shown = lines.slice(top, end);
  const blank = Array.from({ length: Math.max(0, height - shown.length) }, (): Line => []);
  const hint = scrollHint(top, lines.length - end, signs);
  const buttons = yesNoButtons(reviewSentences.write, overlay.focus, signs);
  return (
    <DialogFrame rect={rect} title={overlay.change.summary} lines={[...shown, ...blank, hint, buttons]} />
  );
};

export const reviewDialog: Dialog<'review'> = {
  places: () => ['review', 'list'],
  // No letter of a text answers a question: that takes a key pressed by itself.
  burst: () => [],
  rect: questionRect,
  // Its hint and its buttons.
  rowsAround: () => 2,
  // Which signs are drawn does not change how many lines there are.
  list: ({ overlay, room: { width, height } }) => ({
    name: 'review',
    ids: placeIds(reviewLines(overlay, width, unicodeSigns).length),
    height,
    isText: true,
  }),
  View: ReviewView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.change.summary),
    // Wide enough that nothing is broken: whoever listens hears whole sentences.
    lines: ({ overlay }) =>
      reviewLines(overlay, 10_000, plainSigns)
        .map(detailText)
        .filter((text) => text !== ''),
    focus: ({ overlay }) =>
      plainSentences.inFocus(
        oneLine(overlay.change.summary),
        overlay.focus === 'cancel' ? frameSentences.cancel : reviewSentences.write,
      ),
  },
};
