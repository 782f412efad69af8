// Third step: who may write directly.

import { type AccountId, type DmPolicy, dmPolicies, type Peer, peersOf, type SetUpEntry, sentences } from '../../core/index.ts';
import { choosePolicy, lockedOut } from '../access/change-policy.ts';
import { accessScreenSentences } from '../access/words.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { cleaned, type Found, resolveTyped, type SearchAnswer } from '../compose/resolve-typed.ts';
import { showNext } from './open.ts';
import { pickEntries } from './pick-entries.ts';

const words = sentences.setUp;

const found = ({ id, name }: Peer): Found => ({ id, name });

/** `zca friend find` knows those who are no friends, by phone number too. */
const search = async (app: App, id: AccountId, text: string): Promise<SearchAnswer> => {
  const outcome = await app.console.actions.search(id, text);
  if (!outcome.ok) return { found: [], problem: words.searchFailed(outcome.error.sentence) };
  const { directory } = app.frame().core;
  return { found: (Object.hasOwn(directory, id) ? (directory[id]?.search?.result.value ?? []) : []).map(found) };
};

/** Those an `allowlist` would lock out who have been approved by code are picked already. */
const pickedFirst = ({ core, ui }: Frame, id: AccountId, policy: DmPolicy): readonly SetUpEntry[] => {
  if (ui.setUp.dm !== undefined) return ui.setUp.dm.people;
  return policy === 'allowlist' ? lockedOut(core, id).map((person) => ({ entry: person.id, name: person.name })) : [];
};

/** Whom a policy lets in by name: the others let in everybody, or nobody. */
const hasList = (policy: DmPolicy): boolean => policy === 'pairing' || policy === 'allowlist';

/** The policy with its meaning, then the people who need no code. */
export const choosePeople = async (app: App, frame: Frame): Promise<void> => {
  const { accountId, dm } = frame.ui.setUp;
  if (accountId === undefined) return;
  const { config } = frame.core;
  const account = config.accounts.find(({ id }) => id === accountId);
  const policy = await choosePolicy<DmPolicy>(app, {
    title: words.dmTitle(accountId),
    now: dm?.policy ?? account?.dmPolicy.value ?? accessScreenSentences.notSet,
    policies: dmPolicies,
    means: accessScreenSentences.dmMeans(config.release.capabilities),
  });
  if (policy === undefined) return;
  if (hasList(policy)) void app.console.actions.loadPeers(accountId);
  const known = (): readonly Found[] => peersOf(app.console.store.getState(), accountId).rows.map(({ peer }) => found(peer));
  const people = hasList(policy)
    ? await pickEntries(app, {
        title: words.pickPeopleTitle(accountId),
        lines: words.pickPeopleLines(account?.allowFrom.value.length ?? 0),
        source: { type: 'peers', accountId },
        picked: pickedFirst(frame, accountId, policy),
        typeLabel: words.typePerson,
        doneLabel: words.done,
        typed: (text) => resolveTyped(app, cleaned(text), known(), (query) => search(app, accountId, query)),
      })
    : [];
  if (people === undefined) return;
  app.dispatch({ type: 'set-up/answered', answers: { dm: { policy, people } } });
  showNext(app);
};
