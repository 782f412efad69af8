// What holds on every screen: screens, accounts, help, copying, going back, leaving.

import { sentences } from '../../core/faces.ts';
import { unsentDrafts } from '../state/drafts.ts';
import { type AccountScope, type ScreenName, screenNames } from '../state/ui-state.ts';
import { activeList } from './active.ts';
import type { App } from './app.ts';
import type { Handler, Handlers, IdsOf } from './context.ts';
import { type Frame, listState } from './frame.ts';
import { leave } from './leave.ts';
import { screenOf } from './screens.ts';
import { frameSentences } from './words.ts';

/** A second `^c` within this time (ms) quits without a question. */
export const interruptMs = 2_000;

const showing = (screen: ScreenName): Handler => ({
  run: (app) => app.dispatch({ type: 'screen/shown', screen }),
});

const stepScreen = (by: number): Handler => ({
  run: (app, frame) => {
    const at = screenNames.indexOf(frame.ui.screen);
    const screen = screenNames[(at + by + screenNames.length) % screenNames.length];
    if (screen !== undefined) app.dispatch({ type: 'screen/shown', screen });
  },
});

/** The scopes `[` and `]` go through: every account, and all of them together where there are several. */
export const scopesOf = (frame: Frame): readonly AccountScope[] => {
  const ids = frame.core.config.accounts.map((account) => account.id);
  return ids.length > 1 ? ['all', ...ids] : ids;
};

const stepAccount = (by: number): Handler => ({
  reason: (frame) => (scopesOf(frame).length > 1 ? undefined : frameSentences.oneAccountOnly),
  run: (app, frame) => {
    const scopes = scopesOf(frame);
    const at = scopes.indexOf(frame.ui.scope);
    const scope = scopes[(Math.max(0, at) + by + scopes.length) % scopes.length];
    if (scope === undefined) return;
    app.dispatch({ type: 'scope/changed', scope });
    app.say(scope === 'all' ? frameSentences.showingAllAccounts : frameSentences.showingAccount(scope));
  },
});

const nothingToCopy = (frame: Frame): string | undefined =>
  screenOf(frame.ui.screen).copyItems(frame).length > 0 ? undefined : frameSentences.nothingToCopy;

const quit = (app: App, frame: Frame): Promise<void> => leave(app, frame, { type: 'quit' });

const goBack = (app: App, frame: Frame): void => {
  const list = activeList(frame);
  const state = list === undefined ? undefined : listState(frame.ui, list.name);
  if (list !== undefined && state !== undefined && state.filter !== '') {
    app.dispatch({ type: 'list/changed', name: list.name, list: { ...state, filter: '' } });
  } else if (list !== undefined && state !== undefined && state.marks.length > 0) {
    app.dispatch({ type: 'list/changed', name: list.name, list: { ...state, marks: [] } });
  } else if (frame.ui.history.length > 0) {
    app.dispatch({ type: 'screen/left' });
  }
};

const openHelp: Handler = {
  run: (app) => {
    app.dispatch({ type: 'field/edited', field: 'help', edit: { type: 'set', text: '' } });
    app.dispatch({ type: 'overlay/opened', overlay: { type: 'help' } });
  },
};

export const screenHandlers: Handlers<IdsOf<'screen'> | IdsOf<'account'>> = {
  'screen.status': showing('status'),
  'screen.feed': showing('feed'),
  'screen.pairing': showing('pairing'),
  'screen.directory': showing('directory'),
  'screen.access': showing('access'),
  'screen.login': showing('login'),
  'screen.next': stepScreen(1),
  'screen.previous': stepScreen(-1),
  'account.previous': stepAccount(-1),
  'account.next': stepAccount(1),
};

export const appHandlers: Handlers<IdsOf<'app'> | IdsOf<'copy'>> = {
  'app.refresh': { run: async (app) => void (await app.attempt(app.console.refresh())) },
  'copy.main': {
    reason: nothingToCopy,
    run: (app, frame) => {
      const item = screenOf(frame.ui.screen).copyItems(frame)[0];
      if (item === undefined) return;
      app.terminal.copy(item.text);
      app.say(frameSentences.copied(item.label, item.text));
    },
  },
  'copy.menu': {
    reason: nothingToCopy,
    run: (app, frame) =>
      app.dispatch({
        type: 'overlay/opened',
        overlay: { type: 'copy-menu', items: screenOf(frame.ui.screen).copyItems(frame) },
      }),
  },
  'app.command-log': {
    run: (app) => app.dispatch({ type: 'overlay/opened', overlay: { type: 'command-log' } }),
  },
  'app.checklist': {
    run: (app) => {
      app.dispatch({ type: 'overlay/opened', overlay: { type: 'checklist' } });
      // What it finds stands in the list.
      void app.console.gateway.checkPlugin();
      void app.console.accounts.probeDisabled();
    },
  },
  'app.demo': {
    reason: ({ core }) =>
      core.zca.status === 'missing' || core.config.status === 'missing'
        ? undefined
        : frameSentences.demoOnlyAtFirst,
    run: async (app) => {
      if (
        await app.confirm({
          title: frameSentences.demoTitle,
          lines: [frameSentences.demoWhat],
          confirmLabel: frameSentences.demoConfirm,
        })
      )
        app.quit({ type: 'demo' });
    },
  },
  'app.help': openHelp,
  'app.palette': openHelp,
  'app.back': { run: goBack },
  'app.quit': { run: quit },
  'app.interrupt': {
    run: (app, frame) => {
      const { interruptedAtMs } = frame.ui;
      if (interruptedAtMs !== undefined && app.now() - interruptedAtMs <= interruptMs)
        return app.quit({ type: 'quit' });
      app.dispatch({ type: 'interrupt/pressed', atMs: app.now() });
      const drafts = unsentDrafts(frame.ui.drafts).length;
      app.note(
        drafts === 0
          ? frameSentences.interruptAgain
          : `${frameSentences.interruptAgain} ${sentences.compose.interruptDrafts(drafts)}`,
      );
    },
  },
};
