// Adding somebody to an allowlist: by id, or by a name that is looked up as the gateway would at its start.

import { type Account, groupsOf, peersOf } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { cleaned, type Found, resolveTyped } from '../compose/resolve-typed.ts';
import { letIn } from './let-in.ts';
import { changeQuestionSentences } from './words-change.ts';

const words = changeQuestionSentences;

/** Asks for somebody and puts them into `allowFrom`. */
export const addAllowFrom = async (app: App, account: Account): Promise<void> => {
  const known = peersOf(app.console.store.getState(), account.id).rows.map(({ peer }): Found => ({ id: peer.id, name: peer.name }));
  const typed = await app.prompt({
    title: words.addPersonTitle(account.id),
    lines: words.addPersonLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const person = typed === undefined ? undefined : await resolveTyped(app, cleaned(typed), known);
  if (person !== undefined) await letIn(app, { type: 'add-allow-from', accountId: account.id, entries: [person.id] });
};

/** Asks for a group and lets it through. */
export const addGroup = async (app: App, account: Account): Promise<void> => {
  const known = groupsOf(app.console.store.getState(), account.id).rows.map((group): Found => ({ id: group.id, name: group.name }));
  const typed = await app.prompt({
    title: words.addGroupTitle(account.id),
    lines: words.addGroupLines,
    check: async (answer) => (cleaned(answer) === '' ? words.emptyAnswer : undefined),
  });
  const group = typed === undefined ? undefined : await resolveTyped(app, cleaned(typed), known);
  if (group !== undefined) await letIn(app, { type: 'set-group', accountId: account.id, key: group.id, isAllowed: true });
};
