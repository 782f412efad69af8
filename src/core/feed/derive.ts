// What is derived from the messages of the feed and follows them: worked out once, then only what came and went is looked at. The
// cost of a frame does not depend on how many messages there are.
import type { Message } from '../model/message.ts';
import type { Series } from '../shared/series.ts';
import type { ConsoleState } from '../state.ts';
import { type FeedStep, stepsBetween } from './steps.ts';

/** How something is derived. All three are given only messages that count, in the order of the feed. */
export interface Derivation<Result> {
  /** From all messages. */
  readonly from: (messages: readonly Message[], state: ConsoleState) => Result;
  readonly add: (result: Result, added: readonly Message[], state: ConsoleState) => Result;
  /** A stretch without gaps. */
  readonly remove: (result: Result, removed: readonly Message[], state: ConsoleState) => Result;
}

interface Entry<Result> {
  readonly inputs: readonly unknown[];
  messages: Series<Message>;
  result: Result;
}

/** Results remembered; what cannot be brought up to date any more is forgotten at once. */
const maxEntries = 16;

const sameInputs = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((input, index) => Object.is(input, b[index]));

const applyStep = <Result>(
  derivation: Derivation<Result>,
  result: Result,
  step: FeedStep,
  counts: (message: Message) => boolean,
  state: ConsoleState,
): Result => {
  const added = step.added.filter(counts);
  let next = added.length === 0 ? result : derivation.add(result, added, state);
  for (const stretch of step.removed) {
    const removed = stretch.filter(counts);
    if (removed.length > 0) next = derivation.remove(next, removed, state);
  }
  return next;
};

/**
 * A selector that follows the feed.
 * @param inputsOf all that decides besides the messages, in a fixed order
 * @param testOf which messages count; undefined if all do
 */
export const following = <Question, Result>(
  derivation: Derivation<Result>,
  inputsOf: (state: ConsoleState, question: Question) => readonly unknown[],
  testOf: (state: ConsoleState, question: Question) => ((message: Message) => boolean) | undefined,
): ((state: ConsoleState, question: Question) => Result) => {
  let entries: Entry<Result>[] = [];
  return (state, question) => {
    const { messages } = state.feed;
    const inputs = inputsOf(state, question);
    const index = entries.findIndex((entry) => sameInputs(entry.inputs, inputs));
    const entry = entries[index];
    if (entry?.messages === messages) return entry.result;
    const counts = testOf(state, question) ?? (() => true);
    const steps = entry === undefined ? undefined : stepsBetween(entry.messages, messages);
    const result =
      entry === undefined || steps === undefined
        ? derivation.from([...messages].filter(counts), state)
        : steps.reduce((known, step) => applyStep(derivation, known, step, counts, state), entry.result);
    const others = entries.filter((other, at) => at !== index && stepsBetween(other.messages, messages) !== undefined);
    entries = [{ inputs, messages, result }, ...others].slice(0, maxEntries);
    return result;
  };
};
