// One person or group for what was typed: an id as it is, a name as the gateway would look it up when it starts.

import { fold, sanitizeLine, sentences } from '../../core/index.ts';
import { changeQuestionSentences } from '../access/words-change.ts';
import type { App } from '../app/app.ts';

const words = changeQuestionSentences;

/** Somebody, or a group, that is known. */
export interface Found {
  readonly id: string;
  readonly name: string;
}

/** An id copied out of a chat may bring along what cannot be seen; the gateway would compare that, too. */
export const cleaned = (typed: string): string => sanitizeLine(typed).trim();

const exact = (known: readonly Found[], typed: string): readonly Found[] =>
  known.filter(({ name }) => fold(name) === fold(typed));

/** More digits than a phone number has are an id. */
const phoneDigits = 13;

/** Whom a search found; why it could not be asked, if it could not. */
export interface SearchAnswer {
  readonly found: readonly Found[];
  readonly problem?: string;
}

/** Asks which of several. */
const which = async (app: App, typed: string, people: readonly Found[]): Promise<Found | undefined> => {
  const answer = await app.choose({
    title: words.whichTitle(typed),
    lines: [words.whichWhy],
    choices: people.map(({ id, name }) => ({ label: id, means: name })),
  });
  return answer === undefined ? undefined : people[answer];
};

/** Asks whom of those a search found; that nobody did is said, and the text can be kept as it is. */
const searched = async (
  app: App,
  typed: string,
  { found, problem }: SearchAnswer,
): Promise<Found | undefined> => {
  const { foundTitle, foundNobody, asTyped } = sentences.setUp;
  const answer = await app.choose({
    title: foundTitle(typed),
    lines: found.length > 0 ? [] : [problem ?? foundNobody],
    choices: [...found.map(({ id, name }) => ({ label: id, means: name })), asTyped],
  });
  return answer === undefined ? undefined : (found[answer] ?? { id: typed, name: typed });
};

/**
 * What was typed as somebody: asks where a name fits several; where it fits nobody, `search` is asked, if there is one, and the text can be kept
 * as it is. Undefined if the operator turns back.
 */
export const resolveTyped = async (
  app: App,
  typed: string,
  known: readonly Found[],
  search?: (text: string) => Promise<SearchAnswer>,
): Promise<Found | undefined> => {
  const asTyped = { id: typed, name: typed };
  if (typed === '*') return asTyped;
  if (/^\d+$/u.test(typed)) {
    const person = known.find(({ id }) => id === typed);
    if (person !== undefined || typed.length > phoneDigits) return person ?? asTyped;
  } else {
    const [first, ...others] = exact(known, typed);
    if (first !== undefined) return others.length === 0 ? first : which(app, typed, [first, ...others]);
  }
  return search === undefined ? asTyped : searched(app, typed, await search(typed));
};
