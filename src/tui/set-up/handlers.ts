// What the keys do in the set-up assistant.
import { type SetUpStepId, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import type { Handlers, IdsOf } from '../app/handlers.ts';
import { selectedIdOf, topOf } from '../dialogs/opened.ts';
import { beginNewAccount } from './account.ts';
import { setUpLines } from './lines.ts';
import { isBeingSetUp, lookAfresh, openSetUp, showNext } from './open.ts';
import { doStep } from './steps.ts';
import { setUpKeySentences } from './words.ts';

const words = sentences.setUp;

/** The step under the cursor. */
const selectedStep = (app: App, frame: Frame): SetUpStepId | undefined => {
  const top = topOf(frame, 'set-up');
  if (top === undefined) return undefined;
  const id = selectedIdOf(top);
  return setUpLines(frame, top.room.width - 2, app.signs).find((row) => row.id === id)?.step;
};

const forget = async (app: App): Promise<void> => {
  const isSure = await app.confirm({ title: words.discardTitle, lines: words.discardLines, confirmLabel: words.discardConfirm });
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
      if (ui.setUp.accountId !== undefined && isBeingSetUp(app.frame(), ui.setUp.accountId)) app.note(setUpKeySentences.left);
    },
  },
};
