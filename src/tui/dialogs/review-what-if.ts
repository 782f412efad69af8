// Whose messages would fare otherwise: in a few lines before the diff, one by one behind it.

import type { MessageChange, PersonChange, WhatIf } from '../../core/index.ts';
import { wrapCells } from '../text/cells.ts';
import { briefId, shortId } from '../text/ids.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { reviewSentences, verdictWords } from './words-review.ts';

const words = reviewSentences;
const kinds = verdictWords;

/** How many of each are named before the diff; the rest is behind it. */
const mostNamed = 3;
/** How many are listed behind it. A full feed turned as a whole is a number, not a list. */
const mostListed = 200;

const wrapped = (text: string, cells: number, tone?: Tone): readonly Line[] =>
  wrapCells(text, cells).map((row): Line => (tone === undefined ? line(row) : line(toned(row, tone))));

/** Turns that cut somebody off are what an operator must not overlook. */
const toneOf = ({ before, after }: Pick<PersonChange, 'before' | 'after'>): Tone | undefined =>
  before.kind === 'reply' ? 'bad' : after.kind === 'reply' ? 'good' : undefined;

const turnOf = ({ before, after }: Pick<PersonChange, 'before' | 'after'>): string => words.turns(kinds[before.kind], kinds[after.kind]);

/** Names are anybody's to choose: the end of the id stands beside them. */
const personLines = (person: PersonChange, isSeveral: boolean, cells: number): readonly Line[] => {
  const name = person.name === undefined ? person.id : `${person.name} ${shortId(person.id)}`;
  const who = words.who(name, isSeveral ? person.accountId : undefined);
  return wrapped(words.person(who, kinds[person.before.kind], kinds[person.after.kind]), cells, toneOf(person));
};

/** One row: what turns, when, who; other people's text last, where it may be cut. */
const messageLine = (change: MessageChange, signs: Signs): Line => {
  const { message } = change;
  const sender = message.senderName ?? briefId(message.senderId, signs.ellipsis);
  const where = message.isGroup ? ` ${signs.arrow} ${message.threadName ?? briefId(message.threadId, signs.ellipsis)}` : '';
  const tone = toneOf(change);
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
    turns.set(turn, { count: (turns.get(turn)?.count ?? 0) + 1, tone: toneOf(change) });
  }
  return [...turns]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .slice(0, mostNamed)
    .flatMap(([turn, { count, tone }]) => wrapped(words.turned(count, turn), cells, tone));
};

const isOfSeveral = ({ people }: WhatIf): boolean => new Set(people.map(({ accountId }) => accountId)).size > 1;

/** Before the diff: how many, which turns, and the first of the people. */
export const whatIfLines = (whatIf: WhatIf, cells: number): readonly Line[] => {
  const { messages, people } = whatIf;
  const isSeveral = isOfSeveral(whatIf);
  return [
    ...wrapped(words.messages(messages.length, whatIf.messageCount), cells, messages.length === 0 ? 'muted' : 'accent'),
    ...messageTurns(whatIf, cells),
    ...wrapped(words.people(people.length, whatIf.personCount), cells, people.length === 0 ? 'muted' : 'accent'),
    ...people.slice(0, mostNamed).flatMap((person) => personLines(person, isSeveral, cells)),
    ...(people.length > mostNamed ? wrapped(words.more(people.length - mostNamed), cells, 'muted') : []),
  ];
};

const rest = (count: number, cells: number): readonly Line[] =>
  count > mostListed ? wrapped(words.unlisted(count - mostListed), cells, 'muted') : [];

/** Behind the diff: which messages, and the people who were only counted. */
export const whatIfList = (whatIf: WhatIf, cells: number, signs: Signs): readonly Line[] => {
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
