// Adding somebody to an allowlist: by id, or by a name that is looked up as the gateway would at its start.
import { type Account, fold, groupsOf, peersOf, sanitizeLine, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { changeConfig } from './change-config.ts';

const words = sentences.changeQuestions;

interface Found {
  readonly id: string;
  readonly name: string;
}

/** An id copied out of a chat may bring along what cannot be seen; the gateway would compare that, too. */
const cleaned = (typed: string): string => sanitizeLine(typed).trim();

const exact = (found: readonly Found[], typed: string): readonly Found[] => found.filter(({ name }) => fold(name) === fold(typed));

/** One id for what was typed: asks where a name fits several, keeps the text where it fits nobody. */
const resolveName = async (app: App, typed: string, known: readonly Found[]): Promise<string | undefined> => {
  if (/^\d+$/u.test(typed) || typed === '*') return typed;
  const [first, ...others] = exact(known, typed);
  if (first === undefined) return typed;
  if (others.length === 0) return first.id;
  const people = [first, ...others];
  const answer = await app.choose({
    title: words.whichTitle(typed),
    lines: [words.whichWhy],
    choices: people.map(({ id, name }) => ({ label: id, means: name })),
  });
  return answer === undefined ? undefined : people[answer]?.id;
};

/** Asks for somebody and puts them into `allowFrom`. */
export const addAllowFrom = async (app: App, account: Account): Promise<void> => {
  const known = peersOf(app.console.store.getState(), account.id).rows.map(({ peer }): Found => ({ id: peer.id, name: peer.name }));
  const typed = await app.prompt({
    title: words.addPersonTitle(account.id),
    lines: words.addPersonLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const entry = typed === undefined ? undefined : await resolveName(app, cleaned(typed), known);
  if (entry !== undefined) await changeConfig(app, { type: 'add-allow-from', accountId: account.id, entries: [entry] });
};

/** Asks for a group and lets it through. */
export const addGroup = async (app: App, account: Account): Promise<void> => {
  const known = groupsOf(app.console.store.getState(), account.id).rows.map((group): Found => ({ id: group.id, name: group.name }));
  const typed = await app.prompt({
    title: words.addGroupTitle(account.id),
    lines: words.addGroupLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const key = typed === undefined ? undefined : await resolveName(app, cleaned(typed), known);
  if (key !== undefined) await changeConfig(app, { type: 'set-group', accountId: account.id, key, isAllowed: true });
};
