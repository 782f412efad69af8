// What the keys do in the set-up assistant.
import {
  type AccountId,
  accountRow,
  type DmPolicy,
  dmPolicies,
  type GroupPolicy,
  gatewayRuns,
  groupPolicies,
  groupsOf,
  isGatewayRunning,
  isLetIn,
  type Peer,
  type ProfileName,
  peersOf,
  profileName,
  type SetUpEntry,
  type SetUpStepId,
  sentences,
  sessionOf,
  setUpActions,
} from '../../core/faces.ts';
import { cleaned, type Found, resolveTyped, type SearchAnswer } from '../access/add-entry.ts';
import { changeConfig } from '../access/change-config.ts';
import { choosePolicy, lockedOut } from '../access/change-policy.ts';
import { accessScreenSentences } from '../access/words.ts';
import type { App, PickRequest } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { selectedIdOf, topOf } from '../dialogs/opened.ts';
import { fixGateway, gatewayFaultOf } from '../gateway/menu.ts';
import { offerRestart, runTask } from '../gateway/run-task.ts';
import { beginLogin, type LoginTarget } from '../login/log-in.ts';
import type { PickItem } from '../state/ui-state.ts';
import { beginNewAccount, chooseAccount } from './account.ts';
import { setUpLines, stepsOf } from './dialog.tsx';
import { isBeingSetUp, lookAfresh, openSetUp, showNext, thenNext } from './open.ts';
import { goOnTesting } from './test-message.ts';
import { setUpKeySentences } from './words.ts';

// People or groups picked from the directory, as entries of the config.

/** What is asked: {@link PickRequest} in the words of the config. */
interface EntriesRequest extends Omit<PickRequest, 'picked' | 'typed'> {
  readonly picked: readonly SetUpEntry[];
  /** Somebody for what was typed; undefined if the operator turns back. */
  readonly typed: (text: string) => Promise<Found | undefined>;
}

const itemOf = (entry: string, name: string | undefined): PickItem =>
  name === undefined || name === entry
    ? { key: entry, label: entry }
    : { key: entry, label: name, detail: entry };

/** The entries picked; undefined if nothing is to change. */
const pickEntries = async (
  app: App,
  { picked, typed, ...request }: EntriesRequest,
): Promise<readonly SetUpEntry[] | undefined> => {
  const items = await app.pick({
    ...request,
    picked: picked.map(({ entry, name }) => itemOf(entry, name)),
    typed: async (text) => {
      const found = await typed(text);
      return found && itemOf(found.id, found.name);
    },
  });
  return items?.map(({ key, label }) => (label === key ? { entry: key } : { entry: key, name: label }));
};

// Third step: who may write directly.

const words = sentences.setUp;

const found = ({ id, name }: Peer): Found => ({ id, name });

/** `zca friend find` knows those who are no friends, by phone number too. */
const search = async (app: App, id: AccountId, text: string): Promise<SearchAnswer> => {
  const outcome = await app.console.directory.search(id, text);
  if (!outcome.ok) return { found: [], problem: words.searchFailed(outcome.error.sentence) };
  const { directory } = app.frame().core;
  return {
    found: (Object.hasOwn(directory, id) ? (directory[id]?.search?.result.value ?? []) : []).map(found),
  };
};

/** Those an `allowlist` would lock out who have been approved by code are picked already. */
const pickedFirst = ({ core, ui }: Frame, id: AccountId, policy: DmPolicy): readonly SetUpEntry[] => {
  if (ui.setUp.dm !== undefined) return ui.setUp.dm.people;
  return policy === 'allowlist'
    ? lockedOut(core, id).map((person) => ({ entry: person.id, name: person.name }))
    : [];
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
  if (hasList(policy)) void app.console.directory.loadPeers(accountId);
  const known = (): readonly Found[] =>
    peersOf(app.console.store.getState(), accountId).rows.map(({ peer }) => found(peer));
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

// Second step: a session. The code is drawn on Login; the assistant is taken up again when it has been scanned.
const targetOf = ({ core, ui }: Frame): LoginTarget | undefined => {
  const { accountId, profile } = ui.setUp;
  if (accountId === undefined) return undefined;
  const listed: ProfileName | undefined = core.config.accounts.find(({ id }) => id === accountId)?.profile
    .value;
  return { id: accountId, profile: profile ?? listed ?? profileName(accountId) };
};

/** Until it is known whether one is alive nobody is asked. */
const knownSession = async (app: App, target: LoginTarget): Promise<void> => {
  if (app.console.login.through() !== undefined) return void (await app.console.gateway.ask());
  const { status } = sessionOf(app.frame().core, target.id);
  if (status === 'unknown' || status === 'checking') await app.console.accounts.probe(target.id);
};

/** A session that is alive may be the right one. */
const keepsSession = async (app: App, target: LoginTarget): Promise<boolean | undefined> => {
  const session = sessionOf(app.frame().core, target.id);
  if (session.status !== 'logged-in') return false;
  const { keep, again } = words.loginChoices;
  const answer = await app.choose({
    title: words.loginTitle(target.profile, session.displayName),
    lines: [],
    choices: [keep, again],
  });
  return answer === undefined ? undefined : answer === 0;
};

/** Shows a code on Login; a session that is there may be kept. */
const logIn = async (app: App, frame: Frame): Promise<void> => {
  const target = targetOf(frame);
  if (target === undefined) return;
  const keeps = await app.waitFor(
    frameSentences.pendingCheck.session(target.id),
    () => knownSession(app, target),
    () => keepsSession(app, target),
  );
  if (keeps === undefined) return;
  if (keeps) return showNext(app);
  app.dispatch({ type: 'overlay/closed' });
  app.dispatch({ type: 'set-up/answered', answers: { isLoggingIn: true } });
  app.dispatch({ type: 'screen/shown', screen: 'login' });
  await beginLogin(app, target);
};

// Sixth step: does the gateway run the account now?
/** Starts it, then waits until its listener is seen: what comes next depends on that. */
const start = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  if (core.openclaw.status === 'missing') return app.note(sentences.checklist.gatewayFix);
  if (!(await runTask(app, { type: 'start-gateway' })) || !core.config.release.capabilities.drivesZca) return;
  // What it finds is told by the step.
  await app.console.gateway.awaitListening(accountId);
};

const fix = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  const row = accountRow(core, accountId);
  if (row !== undefined && gatewayFaultOf(row) !== undefined) await fixGateway(app, row);
  else await offerRestart(app, [words.restartWhy(accountId)]);
};

/** Its processes tell more than its word, and sooner; a gateway that does not drive zca has none to look at. */
const ask = async (app: App, { core }: Frame, accountId: AccountId): Promise<void> => {
  const { drivesZca } = core.config.release.capabilities;
  const outcome = drivesZca ? app.console.gateway.awaitListening(accountId) : app.console.gateway.ask();
  app.note(words.asking);
  await app.attempt(outcome);
};

const act = async (app: App, accountId: AccountId): Promise<void> => {
  const now = app.frame();
  const standing = gatewayRuns(now.core, accountId);
  if (standing === 'down') await start(app, now, accountId);
  else if (standing === 'no') await fix(app, now, accountId);
  else if (standing === 'unknown') await ask(app, now, accountId);
  else app.note(words.gatewayRunsNote(accountId));
};

/** Starts it, asks it, or offers what fixes it. */
export const seeToGateway = async (app: App, frame: Frame): Promise<void> => {
  const { accountId } = frame.ui.setUp;
  if (accountId === undefined) return;
  const next = thenNext(app);
  const look = () => app.console.gateway.check();
  await app.waitFor(frameSentences.pendingCheck.gateway, look, () => act(app, accountId));
  next();
};

// Fourth step: in which groups the agent answers.
/** The policy with its meaning, then the groups that are let through. */
const chooseGroups = async (app: App, frame: Frame): Promise<void> => {
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
  if (policy === 'allowlist') void app.console.directory.loadGroups(accountId);
  const known = (): readonly Found[] =>
    groupsOf(app.console.store.getState(), accountId).rows.map(({ id, name }) => ({ id, name }));
  const entries =
    policy === 'allowlist'
      ? await pickEntries(app, {
          title: words.pickGroupsTitle(accountId),
          lines: words.pickGroupsLines(
            Object.keys(account?.groups.value ?? {}).filter((key) => isLetIn(account, key)).length,
          ),
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

// Fifth step: one review of all that is to be written, one write.

/** Shows the whole change; written, it is looked how the gateway took it. */
const reviewAndWrite = async (app: App, { core, ui }: Frame): Promise<void> => {
  const { accountId } = ui.setUp;
  const actions = setUpActions(core, ui.setUp);
  if (accountId === undefined) return;
  if (actions.length === 0) return app.note(sentences.setUp.nothingToWrite);
  const isWritten = await changeConfig(app, actions, ({ effect }) =>
    app.dispatch({ type: 'set-up/answered', answers: { effect } }),
  );
  if (!isWritten) return;
  showNext(app);
  const next = thenNext(app);
  await Promise.all([app.console.accounts.probe(accountId), app.console.gateway.check()]);
  const now = app.frame().core;
  // It takes the gateway a second or more; what it comes to shows in its step.
  if (now.config.release.capabilities.drivesZca && isGatewayRunning(now))
    await app.console.gateway.awaitListening(accountId);
  next();
};

// What Enter does on each step of the set-up assistant.

const acts: Readonly<Record<SetUpStepId, (app: App, frame: Frame) => void | Promise<void>>> = {
  account: chooseAccount,
  login: logIn,
  people: choosePeople,
  groups: chooseGroups,
  write: reviewAndWrite,
  gateway: seeToGateway,
  test: goOnTesting,
};

/** Does a step, unless another comes first. */
const doStep = async (app: App, frame: Frame, id: SetUpStepId): Promise<void> => {
  const step = stepsOf(frame).find((one) => one.id === id);
  if (step === undefined) return;
  if (step.state === 'later')
    return app.note(sentenceAndHint({ sentence: sentences.setUp.notYet, hint: step.about }));
  await acts[id](app, frame);
};
const selectedStep = (app: App, frame: Frame): SetUpStepId | undefined => {
  const top = topOf(frame, 'set-up');
  if (top === undefined) return undefined;
  const id = selectedIdOf(top);
  return setUpLines(frame, top.room.width - 2, app.signs).find((row) => row.id === id)?.step;
};

const forget = async (app: App): Promise<void> => {
  const isSure = await app.confirm({
    title: words.discardTitle,
    lines: words.discardLines,
    confirmLabel: words.discardConfirm,
  });
  if (!isSure) return;
  app.dispatch({ type: 'set-up/forgotten' });
  showNext(app);
};

/** For a new account, unless one is half set up: that one is gone on with. */
export const setUpNewAccount = async (app: App): Promise<void> => {
  const { core, ui } = app.frame();
  const { accountId } = ui.setUp;
  openSetUp(app);
  if (accountId !== undefined && !core.config.accounts.some(({ id }) => id === accountId)) return;
  await beginNewAccount(app);
};

export const setUpHandlers: Handlers<IdsOf<'set-up'>> = {
  'set-up.open': { run: openSetUp },
  'set-up.do': {
    run: async (app, frame) => {
      const step = selectedStep(app, frame);
      if (step !== undefined) await doStep(app, frame, step);
    },
  },
  'set-up.again': { run: (app) => lookAfresh(app) },
  'set-up.forget': {
    reason: ({ ui }) => (ui.setUp.accountId === undefined ? words.nothingToDiscard : undefined),
    run: forget,
  },
  'set-up.close': {
    run: (app, { ui }) => {
      app.dispatch({ type: 'overlay/closed' });
      if (ui.setUp.accountId !== undefined && isBeingSetUp(app.frame(), ui.setUp.accountId))
        app.note(setUpKeySentences.left);
    },
  },
};
