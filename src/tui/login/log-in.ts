// From the question whether to log an account in, or out, to all that follows from it. Every screen comes here.

import {
  type Account,
  type AccountId,
  type AccountRow,
  accountId,
  accountRow,
  isGatewayListening,
  type LoggedIn,
  type LoginState,
  type LoginThrough,
  leftToDo,
  type PlannedChange,
  type ProfileName,
  profileName,
  sessionOf,
} from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { selectAccount } from '../app/settle-selection.ts';
import { frameSentences } from '../app/words.ts';
import { offerRestart } from '../gateway/run-task.ts';
import { comeBack, isLoginOfSetUp } from '../set-up/open.ts';
import { loginActionSentences } from './words.ts';

// What an account that is to be may be called.
/** Why an account cannot have this id, or undefined. Ids are small letters in the config, however they are typed. */
export const checkNewId = ({ core }: Frame, text: string): string | undefined => {
  const id = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(id)) return words.idBad;
  return core.config.accounts.some((account) => account.id === id) ? words.idTaken(id) : undefined;
};

// What a log-in over a session that is alive ends, in sentences. Pure.
const isListening = (row: AccountRow | undefined): boolean => {
  const status = row?.facts.listener.status ?? 'stopped';
  return status !== 'stopped' && status !== 'blocked';
};

/** Who loses what: the session, our listeners on it, the gateway's, and other accounts of the same profile. */
const againLines = (
  { core }: Frame,
  target: { readonly id: AccountId; readonly profile: ProfileName },
): readonly string[] => {
  const row = accountRow(core, target.id);
  const session = row?.facts.session;
  const sharing = core.config.accounts
    .filter(({ profile }) => profile.value === target.profile)
    .map(({ id }) => id);
  const listening = sharing.filter((id) => isListening(accountRow(core, id)));
  const others = sharing.filter((id) => id !== target.id);
  return [
    session?.status === 'failed' ? words.mayBeLive(session.sentence) : words.isLive(row?.name),
    words.replaces,
    ...(listening.length === 0 ? [] : [words.endsOurs(listening)]),
    ...(row !== undefined && isGatewayListening(core, row.account) ? [words.endsGateways] : []),
    ...(others.length === 0 ? [] : [words.endsShared(others, target.profile)]),
  ];
};

const { pendingCheck } = frameSentences;

/** Who is to log in: an account of the config, or one that is to become one. */
export interface LoginTarget {
  readonly id: AccountId;
  readonly profile: ProfileName;
}

const isListed = (app: App, { id }: LoginTarget): boolean =>
  app.frame().core.config.accounts.some((account) => account.id === id);

/** Can it be asked whether it is logged in: is it listed, or being set up? */
const isKnown = (app: App, target: LoginTarget): boolean =>
  isListed(app, target) || Object.hasOwn(app.frame().core.candidates, target.id);

/** What is known of its session, asked for where nothing is. */
const knownSession = async (app: App, target: LoginTarget) => {
  const { status } = sessionOf(app.frame().core, target.id);
  // A failure is in the state afterwards, and is asked about.
  if ((status === 'unknown' || status === 'checking') && isKnown(app, target))
    await app.console.accounts.probe(target.id);
  return sessionOf(app.frame().core, target.id);
};

/** Is a session alive, or may it be? Then it is known, too, whether the gateway hears it. */
const isAlive = async (app: App, target: LoginTarget): Promise<boolean> => {
  if (app.console.login.through() !== undefined) {
    // What it said before may be half a minute old, and a session may be lost by it.
    await app.console.gateway.ask();
    return sessionOf(app.frame().core, target.id).status === 'logged-in';
  }
  const { status } = await knownSession(app, target);
  if (status !== 'logged-in' && status !== 'failed') return false;
  await app.console.gateway.check();
  return true;
};

const lookAndAsk = async (
  app: App,
  target: LoginTarget,
  ask: (isLive: boolean) => boolean | Promise<boolean>,
): Promise<boolean> =>
  (await app.waitFor(pendingCheck.session(target.id), () => isAlive(app, target), ask)) ?? false;

/** Who loses what where the gateway has the session: it is logged out first. */
const forcedLines = (app: App, target: LoginTarget, through: LoginThrough): readonly string[] => {
  const { core } = app.frame();
  const session = sessionOf(core, target.id);
  const others = core.config.accounts
    .filter(({ id, profile }) => id !== target.id && profile.value === target.profile)
    .map(({ id }) => id);
  return [
    words.isLinked(session.status === 'logged-in' ? session.displayName : undefined),
    words.logsOutFirst,
    ...(others.length === 0 ? [] : [words.endsShared(others, target.profile)]),
    through === 'gateway' ? words.runsForced(target.id) : words.runsOutAndIn(target.id),
  ];
};

const askAgain = (app: App, target: LoginTarget): Promise<boolean> => {
  const through = app.console.login.through();
  return through === undefined
    ? app.confirm({
        title: words.againTitle(target.id),
        lines: [...againLines(app.frame(), target), words.runsQr(target.profile)],
        confirmLabel: words.againConfirm,
      })
    : app.confirm({
        title: words.againTitle(target.id),
        lines: forcedLines(app, target, through),
        confirmLabel: words.logOutAndShow,
        isDanger: true,
      });
};

/**
 * Nobody loses a session by a slip: where one is alive, or may be, a new log-in is asked about first. Undefined: better not; else whether one is
 * given up.
 */
const askedAbout = async (
  app: App,
  target: LoginTarget,
): Promise<{ readonly isForced: boolean } | undefined> => {
  let isForced = false;
  const isSure = await lookAndAsk(app, target, async (isLive) => {
    isForced = isLive && app.console.login.through() !== undefined;
    return !isLive || askAgain(app, target);
  });
  return isSure ? { isForced } : undefined;
};

const isUnderWay = ({ status }: LoginState): boolean =>
  ['starting', 'waiting', 'scanned', 'handed-over'].includes(status);

/** Resolves with how a log-in ends that began at `sinceMs` or later; undefined if none did. */
const ending = (
  { console: { store } }: App,
  { id }: LoginTarget,
  sinceMs: number,
): Promise<LoginState | undefined> =>
  new Promise((resolve) => {
    const onState = ({ login }: { readonly login: LoginState }): void => {
      const isOurs = login.status !== 'idle' && login.accountId === id && login.startedAtMs >= sinceMs;
      if (isOurs && isUnderWay(login)) return;
      unsubscribe();
      resolve(isOurs ? login : undefined);
    };
    const unsubscribe = store.subscribe(onState);
    onState(store.getState());
  });

/** Does the operator look at the log-in? A question must not come up in the middle of something else. */
const isWatched = (app: App): boolean => {
  const { screen, overlays } = app.frame().ui;
  return screen === 'login' && overlays.every(({ type }) => type === 'qr');
};

const writeAccount = async (app: App, login: LoggedIn): Promise<PlannedChange | undefined> => {
  const { write } = leftToDo(app.frame().core, login);
  let written: PlannedChange | undefined;
  if (write === undefined) return undefined;
  await changeConfig(app, write, (change) => {
    written = change;
  });
  if (written === undefined && write.type === 'add-account') app.note(words.notWritten(login.accountId));
  return written;
};

/** A change of the channel's config makes the gateway start all its accounts anew: no restart is needed then. */
const startsAccounts = ({ reload }: PlannedChange): boolean =>
  reload === 'channel-restarts' || reload === 'gateway-restarts';

const offerLeft = async (app: App, login: LoggedIn): Promise<void> => {
  if (leftToDo(app.frame().core, login).needsRestart)
    await offerRestart(app, words.restartWhy(login.accountId));
};

/** The account into the config if it is missing there, then the gateway: each shown before it is done. */
export const finishLogin = async (app: App, login: LoggedIn): Promise<void> => {
  const written = await writeAccount(app, login);
  if (written !== undefined && startsAccounts(written)) return;
  await app.waitFor(
    pendingCheck.gateway,
    () => app.console.gateway.check(),
    () => offerLeft(app, login),
  );
};

/** What follows by itself: nothing that takes the keys away from somebody who is pressing them, or looks at something else. */
const afterwards = async (app: App, target: LoginTarget, sinceMs: number): Promise<void> => {
  const login = await ending(app, target, sinceMs);
  if (login?.status !== 'logged-in') return;
  const isFree = (await app.undisturbed(app.console.gateway.check())) && isWatched(app);
  if (isLoginOfSetUp(app.frame(), target.id)) return comeBack(app, isFree);
  const { write, needsRestart } = leftToDo(app.frame().core, login);
  if (write === undefined && !needsRestart) return;
  if (!isFree) return app.note(words.restLater(login.accountId));
  const written = await writeAccount(app, login);
  if (written !== undefined && startsAccounts(written)) return;
  await offerLeft(app, login);
};

/** Shows a code, asking first where a session would be lost; resolves when it has been seen to what follows. */
export const beginLogin = async (app: App, target: LoginTarget): Promise<void> => {
  const asked = await askedAbout(app, target);
  if (asked === undefined) return;
  selectAccount(app, target.id);
  const sinceMs = app.now();
  const begun = asked.isForced
    ? app.console.login.start(target.id, asked)
    : app.console.login.start(target.id);
  if (await app.attempt(begun)) await afterwards(app, target, sinceMs);
};

/** What happens by hand: zca draws its own code; openclaw says where its picture is, and says so too if somebody is logged in. */
const byHandLines = (app: App, target: LoginTarget, lost: readonly string[]): readonly string[] =>
  app.console.login.through() === undefined
    ? [...lost, words.runsByHand(target.profile), words.byHandHow]
    : [words.runsOpenclaw(target.id), words.openclawHow];

/** The last resort: the program logs in by itself, with the terminal in its hands. */
export const logInByHand = async (app: App, target: LoginTarget): Promise<void> => {
  const isByZca = app.console.login.through() === undefined;
  const isAgreed = await lookAndAsk(app, target, (isLive) => {
    const lost = isLive && isByZca ? againLines(app.frame(), target) : [];
    return app.confirm({
      title: words.handOverTitle(isByZca ? 'zca' : 'openclaw'),
      lines: byHandLines(app, target, lost),
      confirmLabel: words.handOverConfirm,
      isDanger: lost.length > 0,
    });
  });
  if (!isAgreed) return;
  selectAccount(app, target.id);
  const sinceMs = app.now();
  if (await app.attempt(app.console.login.handOver(target.id, app.terminal.run)))
    await afterwards(app, target, sinceMs);
};

/** Asks for the id of an account that the config does not list, and logs it in. */
export const logInNew = async (app: App): Promise<void> => {
  const text = await app.prompt({
    title: words.newTitle,
    lines: words.newLines,
    check: async (answer) => checkNewId(app.frame(), answer),
  });
  if (text === undefined) return;
  const id = accountId(text.trim());
  // An account that the config says nothing of has the profile of its name.
  const target: LoginTarget = { id, profile: profileName(id) };
  const { use, again } = words.profileLiveChoices;
  const choose = {
    title: words.profileLiveTitle(id),
    lines: words.profileLiveLines(target.profile),
    choices: [use, again],
  };
  const answer = await app.waitFor(
    pendingCheck.session(id),
    () => app.console.login.isLoggedIn(id),
    // Without a session there is nothing to choose: it is logged in.
    async (before) => (before.ok && before.isLoggedIn ? app.choose(choose) : 1),
  );
  if (answer === 0) await changeConfig(app, { type: 'add-account', accountId: id });
  else if (answer === 1) await beginLogin(app, target);
};

// Ends a session, and what goes on without one. Both screens that can log out come here.

const words = loginActionSentences;

const isHeardByGateway = (app: App, { id }: Account): boolean => {
  const { core } = app.frame();
  const row = accountRow(core, id);
  return row !== undefined && isGatewayListening(core, row.account);
};

/** Resolves with whether the gateway listens on it, if the operator is sure. */
const ask = async (app: App, account: Account): Promise<{ readonly isHeard: boolean } | undefined> => {
  const status = accountRow(app.frame().core, account.id)?.facts.listener.status ?? 'stopped';
  const isHeard = isHeardByGateway(app, account);
  const through = app.console.login.through();
  const ours = status === 'stopped' || status === 'blocked' ? [] : [words.logOutStopsOurs];
  const isSure = await app.confirm({
    title: words.logOutTitle(account.id),
    lines:
      through === undefined
        ? [
            words.runsLogOut(account.profile.value),
            words.logOutEnds,
            ...ours,
            isHeard ? words.logOutGatewayNow : words.logOutGateway,
          ]
        : [
            through === 'gateway' ? words.asksLogOut(account.id) : words.runsOpenclawLogOut(account.id),
            words.logOutEndsAtGateway,
            ...ours,
          ],
    confirmLabel: words.logOutConfirm,
    isDanger: true,
    typed: account.id,
  });
  return isSure ? { isHeard } : undefined;
};

/** Asks for the id of the account to be typed, logs it out, and offers to restart a gateway that would go on listening. */
export const logOut = async (app: App, account: Account): Promise<void> => {
  // What was known of a gateway may be half a minute old.
  const answer = await app.waitFor(
    frameSentences.pendingCheck.gateway,
    () => app.console.gateway.check(),
    () => ask(app, account),
  );
  if (answer === undefined || !(await app.attempt(app.console.login.logOut(account.id)))) return;
  if (answer.isHeard) await offerRestart(app, words.restartAfterLogOut(account.id));
};
