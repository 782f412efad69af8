// First step: which account.
import { type Account, type AccountId, accountId, profileName, sentences } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { checkNewId } from '../login/log-in.ts';
import { showNext } from './open.ts';

const words = sentences.setUp;

/** Whose profile it is, besides this account. */
const ownerOf = ({ core }: Frame, profile: string, id: AccountId): Account | undefined =>
  core.config.accounts.find((account) => account.profile.value === profile && account.id !== id);

const checkProfile = (frame: Frame, text: string, id: AccountId): string | undefined => {
  const profile = text.trim();
  if (!/^[A-Za-z0-9_-]+$/u.test(profile)) return words.profileBad;
  const owner = ownerOf(frame, profile, id);
  return owner === undefined ? undefined : words.profileTaken(profile, owner.id);
};

/** Answers that were given about another account would be lost. */
const maySwitch = async (app: App, id: AccountId): Promise<boolean> => {
  const { accountId: last, dm, groups } = app.frame().ui.setUp;
  if (last === undefined || last === id || (dm === undefined && groups === undefined)) return true;
  return app.confirm({
    title: words.otherTitle(id),
    lines: words.otherLines(last),
    confirmLabel: words.otherConfirm,
  });
};

const begin = async (app: App, id: AccountId, profile: string): Promise<void> => {
  if (!(await maySwitch(app, id))) return;
  if (app.frame().ui.setUp.accountId !== id) app.dispatch({ type: 'set-up/forgotten' });
  // Kept for a listed account, too: should it be taken out of the config meanwhile, its session is still found.
  const named = profileName(profile);
  app.dispatch({ type: 'set-up/answered', answers: { accountId: id, profile: named } });
  app.console.accounts.consider(id, named);
  void app.console.accounts.probe(id);
  showNext(app);
};

/** Asks for id and profile of an account that the config does not list. */
export const beginNewAccount = async (app: App): Promise<void> => {
  const { accountId: last, profile: lastProfile } = app.frame().ui.setUp;
  const isListed = app.frame().core.config.accounts.some(({ id }) => id === last);
  const typed = await app.prompt({
    title: words.idTitle,
    lines: words.idLines,
    ...(last === undefined || isListed ? {} : { initial: last }),
    check: async (answer) => checkNewId(app.frame(), answer),
  });
  if (typed === undefined) return;
  const id = accountId(typed.trim());
  const profile = await app.prompt({
    title: words.profileTitle(id),
    lines: words.profileLines,
    initial: id === last && lastProfile !== undefined ? lastProfile : id,
    check: async (answer) => checkProfile(app.frame(), answer, id),
  });
  if (profile !== undefined) await begin(app, id, profile.trim());
};

export const chooseAccount = async (app: App, { core, ui }: Frame): Promise<void> => {
  const { accounts } = core.config;
  const { accountId: last, profile } = ui.setUp;
  const listed = accounts.map(({ id, profile: { value }, label }) => ({
    id,
    profile: value,
    means: words.listed(value, label),
  }));
  // One that is half set up and not in the config yet is gone on with.
  const begun =
    last === undefined || profile === undefined || accounts.some(({ id }) => id === last)
      ? []
      : [{ id: last, profile, means: words.halfSetUp }];
  const known = [...listed, ...begun];
  const answer = await app.choose({
    title: words.whichTitle,
    lines: [],
    choices: [...known.map(({ id, means }) => ({ label: id, means })), words.newAccount],
    selected: Math.max(
      0,
      known.findIndex(({ id }) => id === last),
    ),
  });
  if (answer === undefined) return;
  const account = known[answer];
  if (account === undefined) await beginNewAccount(app);
  else await begin(app, account.id, account.profile);
};
