// What the operator does through the `openclaw` binary, and in the overlay that shows it.

import type { OpenClawTask } from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { faultyAccount, gatewayMenu, logTask } from './menu.ts';
import { hasEnded, nextOf, runOf, runText } from './run-dialog.tsx';
import { cancelRun, lastRun, restartsItself, runTask, showRun } from './run-task.ts';
import { commandRunSentences } from './words.ts';

const words = commandRunSentences;

/** Why nothing can be done through the `openclaw` binary. While it is still being looked for nothing stands in the way: it will be found by the
 * time it is needed, or that is said then. */
export const noProgram = ({ core: { openclaw } }: Frame): string | undefined =>
  openclaw.status === 'missing' ? words.noProgram : undefined;

const task = (what: OpenClawTask): Handler => ({
  reason: (frame) => (restartsItself(frame, what) ? undefined : noProgram(frame)),
  run: async (app) => void (await runTask(app, what)),
});

const isPath = (text: string): boolean => /^(?:[./~\\]|[a-z]:[\\/])/iu.test(text.trim());

const installPlugin = async (app: App): Promise<void> => {
  const { registry, folder } = words.sources;
  const answer = await app.choose({ title: words.sourceTitle, lines: [], choices: [registry, folder] });
  if (answer === undefined) return;
  if (answer === 0) return void (await runTask(app, { type: 'install-plugin' }));
  await installFromFolder(app);
};

const installFromFolder = async (app: App): Promise<void> => {
  const path = await app.prompt({
    title: words.folderTitle,
    lines: words.folderLines,
    check: async (text) => (isPath(text) ? undefined : words.folderWrong),
  });
  if (path !== undefined) await runTask(app, { type: 'install-plugin', source: path.trim() });
};

const enableByConfig = async (app: App): Promise<void> => {
  const isWritten = await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: true });
  if (isWritten && app.frame().core.openclaw.status === 'found') await app.console.gateway.checkPlugin();
};

/** OpenClaw loses the comments of the config where we keep them: a config that can be read is written here, unless told otherwise. */
const enablePlugin = async (app: App, { core }: Frame): Promise<void> => {
  if (core.openclaw.status !== 'found') return enableByConfig(app);
  if (core.config.status !== 'ready') return void (await runTask(app, { type: 'enable-plugin' }));
  const { config, command } = words.enableChoices;
  const answer = await app.choose({ title: words.enableTitle, lines: [], choices: [config, command] });
  if (answer === 0) await enableByConfig(app);
  else if (answer === 1) await runTask(app, { type: 'enable-plugin' });
};

const askGateway = async (app: App): Promise<void> => {
  if (await app.attempt(app.console.gateway.ask())) app.say(words.askedGateway);
};

const probeAll = async (app: App, { core }: Frame): Promise<void> => {
  const count = core.config.accounts.filter(({ enabled }) => enabled.value).length;
  if (await app.attempt(app.console.accounts.probeAll())) app.say(words.checkedAll(count));
};

const isChecking = ({ core }: Frame): boolean =>
  core.gatewayReport.status === 'loading' ||
  Object.values(core.facts).some(
    ({ session, isChecking: again }) => again === true || session.status === 'checking',
  );

const shownRun = (frame: Frame) => {
  const overlay = frame.ui.overlays.at(-1);
  return overlay?.type === 'command-run' ? runOf(overlay, frame) : undefined;
};

const closeRun = (app: App, frame: Frame): void => {
  const run = shownRun(frame);
  app.dispatch({ type: 'overlay/closed' });
  if (run === undefined || hasEnded(run)) return;
  // What only reads is of no use unseen.
  if (run.isReading) void app.console.tasks.cancel(run.id);
  else app.note(words.goesOn(run.title));
};

export const openclawHandlers: Handlers<
  IdsOf<'openclaw'> | IdsOf<'command-run'> | IdsOf<'checks'> | IdsOf<'zca'>
> = {
  'openclaw.gateway': {
    reason: (frame) => (faultyAccount(frame) === undefined ? noProgram(frame) : undefined),
    run: gatewayMenu,
  },
  'openclaw.start-gateway': task({ type: 'start-gateway' }),
  'openclaw.restart-gateway': task({ type: 'restart-gateway' }),
  'openclaw.stop-gateway': task({ type: 'stop-gateway' }),
  'openclaw.gateway-status': task({ type: 'gateway-status' }),
  'openclaw.log': { reason: noProgram, run: async (app, frame) => void (await runTask(app, logTask(frame))) },
  'openclaw.install-plugin': { reason: noProgram, run: installPlugin },
  'openclaw.enable-plugin': { run: enablePlugin },
  'openclaw.ask-gateway': { reason: noProgram, run: askGateway },
  'openclaw.last-run': {
    reason: (frame) => (lastRun(frame) === undefined ? words.nothingRuns : undefined),
    run: (app, frame) => {
      const run = lastRun(frame);
      if (run !== undefined) showRun(app, run.id);
    },
  },
  'checks.all': { run: probeAll },
  'checks.cancel': {
    reason: (frame) => (isChecking(frame) ? undefined : words.nothingChecked),
    run: (app) => {
      app.console.accounts.cancelChecks();
      app.say(words.checksCancelled);
    },
  },
  'zca.install': {
    reason: ({ core }) => (core.config.release.capabilities.drivesZca ? undefined : words.gatewayNeedsNoZca),
    run: async (app) => {
      const isAgreed = await app.confirm({
        title: words.installZcaTitle,
        lines: words.installZcaLines,
        confirmLabel: words.installZcaConfirm,
      });
      if (!isAgreed || !(await app.attempt(app.console.zca.installForGateway(app.terminal.run)))) return;
      // What it found is found again, and the gateway may find it now.
      await app.console.refresh();
    },
  },
  'zca.get': {
    run: (app, { core }) =>
      app.dispatch({
        type: 'overlay/opened',
        overlay: {
          type: 'raw-text',
          title: words.zcaTitle,
          text: words.zcaText(core.config.release.capabilities.drivesZca),
        },
      }),
  },
  'command-run.next': {
    reason: (frame) => {
      const run = shownRun(frame);
      return run === undefined || nextOf(run) === undefined ? words.nothingNext : undefined;
    },
    run: async (app, frame) => {
      const run = shownRun(frame);
      const next = run === undefined ? undefined : nextOf(run);
      if (next === undefined) return;
      app.dispatch({ type: 'overlay/closed' });
      // Where the plugin comes from, and how it is enabled, is asked.
      if (next.type === 'install-plugin' && next.isLocal === true) await installFromFolder(app);
      else if (next.type === 'install-plugin' && next.source === undefined)
        app.run('openclaw.install-plugin');
      else if (next.type === 'enable-plugin') app.run('openclaw.enable-plugin');
      else await runTask(app, next);
    },
  },
  'command-run.cancel': {
    reason: (frame) => {
      const run = shownRun(frame);
      return run === undefined || hasEnded(run) || run.status === 'cancelling' ? words.hasEnded : undefined;
    },
    run: async (app, frame) => {
      const run = shownRun(frame);
      if (run !== undefined) await cancelRun(app, run);
    },
  },
  'command-run.copy': {
    run: (app, frame) => {
      const run = shownRun(frame);
      if (run === undefined) return;
      app.terminal.copy(runText(run));
      app.say(frameSentences.copied(words.copyLabel, run.command));
    },
  },
  'command-run.close': { run: closeRun },
};
