// How the feed became what it is: the last steps from one list of messages to the next, so that what is derived from the messages
// (views, counts) follows them at the cost of what came and went. Kept beside the state, not in it: a reader who finds no way from
// the list it knows to the present one looks at all of it anew.
import type { Message } from '../model/message.ts';
import type { Series } from '../shared/series.ts';
import { charactersEach, lengthOf } from './trim.ts';

/** What one batch did: first all of `added` came in, then the stretches of `removed` went. */
export interface FeedStep {
  /** In the order of the feed. */
  readonly added: readonly Message[];
  /** Stretches without gaps, each in the order of the feed. */
  readonly removed: readonly (readonly Message[])[];
}

/** The steps of one line of lists, each made from the one before. */
interface Log {
  /** The oldest goes first. */
  steps: FeedStep[];
  /** How many messages the steps hold on to, and their characters. */
  weight: number;
  characters: number;
  /** How many steps there have been. */
  count: number;
}

/** A reader that is so many messages behind looks at everything anew: a bound on what the steps keep alive. */
const maxWeight = 8_192;

const places = new WeakMap<Series<Message>, { readonly log: Log; readonly count: number }>();

/** Nor do they keep more than so many characters alive: those of as many usual messages. */
const maxCharacters = maxWeight * charactersEach;

const weightOf = ({ added, removed }: FeedStep): number =>
  removed.reduce((sum, stretch) => sum + stretch.length, added.length);

const charactersOf = ({ added, removed }: FeedStep): number =>
  [added, ...removed].reduce(
    (total, stretch) => stretch.reduce((sum, message) => sum + lengthOf(message), total),
    0,
  );

/** Remembers the step that led from one list to the other. */
export const recordStep = (before: Series<Message>, after: Series<Message>, step: FeedStep): void => {
  const known = places.get(before);
  // A second list made from the same one begins a line of its own.
  const isNewest = known !== undefined && known.count === known.log.count;
  const log = isNewest ? known.log : { steps: [], weight: 0, characters: 0, count: 0 };
  if (known === undefined) places.set(before, { log, count: 0 });
  log.steps.push(step);
  log.weight += weightOf(step);
  log.characters += charactersOf(step);
  log.count += 1;
  while ((log.weight > maxWeight || log.characters > maxCharacters) && log.steps.length > 1) {
    const oldest = log.steps.shift();
    log.weight -= oldest === undefined ? 0 : weightOf(oldest);
    log.characters -= oldest === undefined ? 0 : charactersOf(oldest);
  }
  places.set(after, { log, count: log.count });
};

/** The steps from one list to a later one; undefined if they are not known (any more). */
export const stepsBetween = (
  before: Series<Message>,
  after: Series<Message>,
): readonly FeedStep[] | undefined => {
  if (before === after) return [];
  const from = places.get(before);
  const to = places.get(after);
  if (from === undefined || to === undefined || from.log !== to.log || from.count > to.count)
    return undefined;
  const { steps, count } = to.log;
  const first = steps.length - (count - from.count);
  return first < 0 ? undefined : steps.slice(first, steps.length - (count - to.count));
};
