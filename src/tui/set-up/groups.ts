// Fourth step: in which groups the agent answers.

import { type GroupPolicy, groupPolicies, groupsOf, isLetIn, sentences } from '../../core/index.ts';
import { choosePolicy } from '../access/change-policy.ts';
import { accessScreenSentences } from '../access/words.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { cleaned, type Found, resolveTyped } from '../compose/resolve-typed.ts';
import { showNext } from './open.ts';
import { pickEntries } from './pick-entries.ts';

const words = sentences.setUp;

/** The policy with its meaning, then the groups that are let through. */
export const chooseGroups = async (app: App, frame: Frame): Promise<void> => {
  const { accountId, groups } = frame.ui.setUp;
  if (accountId === undefined) return;
  const { config } = frame.core;
  const account = config.accounts.find(({ id }) => id === accountId);
  const policy = await choosePolicy<GroupPolicy>(app, {
    title: words.groupsTitle(accountId),
    now: groups?.policy ?? account?.groupPolicy.value ?? accessScreenSentences.notSet,
    policies: groupPolicies,
    means: accessScreenSentences.groupMeans(config.release.capabilities),
  });
  if (policy === undefined) return;
  if (policy === 'allowlist') void app.console.actions.loadGroups(accountId);
  const known = (): readonly Found[] => groupsOf(app.console.store.getState(), accountId).rows.map(({ id, name }) => ({ id, name }));
  const entries =
    policy === 'allowlist'
      ? await pickEntries(app, {
          title: words.pickGroupsTitle(accountId),
          lines: words.pickGroupsLines(Object.keys(account?.groups.value ?? {}).filter((key) => isLetIn(account, key)).length),
          source: { type: 'groups', accountId },
          picked: groups?.entries ?? [],
          typeLabel: words.typeGroup,
          doneLabel: words.doneGroups,
          typed: (text) => resolveTyped(app, cleaned(text), known()),
        })
      : [];
  if (entries === undefined) return;
  app.dispatch({ type: 'set-up/answered', answers: { groups: { policy, entries } } });
  showNext(app);
};
