// A change of the config as it is read before it is written: what follows for whom first, then the diff.
import { type PlannedChange, sentences, type WhatIf } from '../../core/index.ts';
import type { ReviewOverlay } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';

const words = sentences.review;

const wrapped = (text: string, cells: number, tone?: Tone): readonly Line[] =>
  wrapCells(text, cells).map((row): Line => (tone === undefined ? line(row) : line(toned(row, tone))));

const findingLines = ({ newFindings }: PlannedChange, cells: number, signs: Signs): readonly Line[] =>
  newFindings.flatMap(({ severity, sentence, cure }) => [
    ...wrapped(`${signs.attention} ${sentence}`, cells, severity === 'problem' ? 'bad' : 'warn'),
    ...(cure === undefined || severity === 'note' ? [] : wrapped(`  ${cure}`, cells)),
  ]);

/** How many of each are named before the rest is only counted. */
const mostNamed = 5;

const whatIfLines = (whatIf: WhatIf, cells: number): readonly Line[] => {
  const { messages, people } = whatIf;
  const kinds = sentences.verdictWords;
  const people_ = people
    .slice(0, mostNamed)
    .flatMap(({ id, name, before, after }) => wrapped(words.person(name ?? id, kinds[before.kind], kinds[after.kind]), cells));
  const counts = new Map<string, number>();
  for (const { before, after } of messages) {
    const key = words.turns(kinds[before.kind], kinds[after.kind]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const turns = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, mostNamed);
  return [
    ...wrapped(words.messages(messages.length, whatIf.messageCount), cells, messages.length === 0 ? 'muted' : 'accent'),
    ...turns.flatMap(([turn, count]) => wrapped(words.turned(count, turn), cells)),
    ...wrapped(words.people(people.length, whatIf.personCount), cells, people.length === 0 ? 'muted' : 'accent'),
    ...people_,
    ...(people.length > mostNamed ? wrapped(words.more(people.length - mostNamed), cells, 'muted') : []),
  ];
};

const diffLine = ({ kind, text }: PlannedChange['diff'][number]): Line => {
  switch (kind) {
    case 'added':
      return line(toned(`+ ${text}`, 'good'));
    case 'removed':
      return line(toned(`- ${text}`, 'bad'));
    case 'gap':
      return line(toned(text, 'muted'));
    case 'same':
      return line(`  ${text}`);
  }
};

/** All lines of a review, in a width of `cells`. The diff is cut at the edge, not wrapped: its lines are the file's. */
export const reviewLines = ({ change, whatIf, theirs }: ReviewOverlay, cells: number, signs: Signs): readonly Line[] => [
  ...(theirs === undefined
    ? []
    : [
        ...wrapped(`${signs.attention} ${sentences.change.changedByOthers}`, cells, 'warn'),
        ...theirs.map(diffLine),
        [],
        line(toned(sentences.change.ours, 'accent')),
      ]),
  ...wrapped(change.before === undefined ? words.creates(change.file) : words.writes(change.file), cells),
  ...findingLines(change, cells, signs),
  ...wrapped(sentences.change.reload[change.reload], cells),
  ...whatIfLines(whatIf, cells),
  [],
  ...change.diff.map(diffLine),
];
