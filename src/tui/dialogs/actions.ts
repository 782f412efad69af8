// What the keys do in overlays.

import type { Finding } from '../../core/faces.ts';
import { fixOf } from '../access/actions.ts';
import { activeList, selectedIdIn } from '../app/active.ts';
import type { App } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { appHandlers } from '../app/global-actions.ts';
import { listHandlers } from '../app/list-actions.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { bindingOfRow, checklistLines, rowFix } from '../doctor/lines.ts';
import { showRun } from '../gateway/run-task.ts';
import { commandText } from './command-log.tsx';
import { detailRows } from './details.tsx';
import { selectedIdOf, topOf } from './opened.ts';
import { paletteRows, runPaletteRow } from './palette.ts';

const close: Handler = { run: (app) => app.dispatch({ type: 'overlay/closed' }) };

const closeThen = (app: App, act: () => void): void => {
  app.dispatch({ type: 'overlay/closed' });
  act();
};

const runHelp = (app: App, frame: Frame): void => {
  const top = topOf(frame, 'help');
  const id = top && selectedIdOf(top);
  const row = top && paletteRows(top).find(({ rowId }) => rowId === id);
  if (row !== undefined) closeThen(app, () => runPaletteRow(app, row));
};

const runDetail = (app: App, frame: Frame): void => {
  const top = topOf(frame, 'details');
  if (top === undefined) return;
  const selected = selectedIdOf(top);
  const action = detailRows(top).find(({ id }) => id === selected)?.action;
  if (action !== undefined) closeThen(app, () => app.run(action));
  else app.note(frameSentences.actionsBelow);
};

const fixFinding = (app: App, { core }: Frame, finding: Finding): void | Promise<void> => {
  const fix = fixOf(core, { type: 'finding', id: finding.code, finding });
  if (fix !== undefined) return fix(app);
  app.note(hintText(finding.fix) ?? finding.sentence);
};

const runChecklist = (app: App, frame: Frame): void | Promise<void> => {
  const top = topOf(frame, 'checklist');
  if (top === undefined) return;
  const selected = selectedIdOf(top);
  const { row, finding } =
    checklistLines(frame, top.room.width - 2, app.signs).find(({ id }) => id === selected) ?? {};
  if (finding !== undefined) return fixFinding(app, frame, finding);
  const action = row && bindingOfRow(row);
  // What leads to another screen closes it; a fix is carried out over it, and it shows what came of it.
  if (action?.startsWith('screen.')) closeThen(app, () => app.run(action));
  else if (action !== undefined) app.run(action);
  else if (row !== undefined) app.note(rowFix(row) ?? frameSentences.checklistNoAction[row.state]);
};

const answerFocused = (app: App, frame: Frame): void => {
  const overlay = frame.ui.overlays.at(-1);
  if (overlay?.type === 'confirm' || overlay?.type === 'review')
    app.answerConfirm(overlay.focus === 'confirm');
};

const switchButton: Handler = {
  run: (app, frame) => {
    const overlay = frame.ui.overlays.at(-1);
    if (overlay?.type !== 'confirm' && overlay?.type !== 'review') return;
    app.dispatch({
      type: 'overlay/changed',
      overlay: { ...overlay, focus: overlay.focus === 'cancel' ? 'confirm' : 'cancel' },
    });
  },
};

/** `enter` in a typed question: only the exact word confirms. */
const acceptTyped = (app: App, frame: Frame): void | Promise<void> => {
  const overlay = frame.ui.overlays.at(-1);
  if (overlay?.type !== 'confirm') return app.acceptPrompt();
  if (frame.ui.fields.confirm.value.trim() === overlay.typed) app.answerConfirm(true);
  else app.note(frameSentences.typeToConfirm(overlay.typed ?? ''));
};

export const overlayHandlers: Handlers<
  | IdsOf<'overlay'>
  | IdsOf<'waiting'>
  | IdsOf<'help'>
  | IdsOf<'confirm'>
  | IdsOf<'prompt'>
  | IdsOf<'details'>
  | IdsOf<'copy-menu'>
  | IdsOf<'command-log'>
  | IdsOf<'checklist'>
  | IdsOf<'choice'>
  | IdsOf<'review'>
> = {
  'overlay.close': close,
  'waiting.cancel': { run: (app) => app.cancelPending() },
  'help.run': { run: runHelp },
  'help.down': listHandlers['list.down'],
  'help.up': listHandlers['list.up'],
  'help.page-down': listHandlers['list.page-down'],
  'help.page-up': listHandlers['list.page-up'],
  'help.close': close,
  'confirm.yes': { run: (app) => app.answerConfirm(true) },
  'confirm.no': { run: (app) => app.answerConfirm(false) },
  'confirm.choose': { run: answerFocused },
  'confirm.switch': switchButton,
  'prompt.accept': { run: acceptTyped },
  'prompt.cancel': {
    run: (app, frame) =>
      frame.ui.overlays.at(-1)?.type === 'confirm' ? app.answerConfirm(false) : app.cancelPrompt(),
  },
  'review.yes': { run: (app) => app.answerConfirm(true) },
  'review.no': { run: (app) => app.answerConfirm(false) },
  'review.choose': { run: answerFocused },
  'review.switch': switchButton,
  'choice.pick': {
    run: (app, frame) => {
      const index = Number(selectedIdIn(frame, activeList(frame)) ?? Number.NaN);
      app.answerChoice(Number.isInteger(index) ? index : undefined);
    },
  },
  'choice.cancel': { run: (app) => app.answerChoice(undefined) },
  'details.run': { run: runDetail },
  'copy-menu.copy': {
    run: (app, frame) => {
      const overlay = frame.ui.overlays.at(-1);
      const item =
        overlay?.type === 'copy-menu'
          ? overlay.items[Number(selectedIdIn(frame, activeList(frame)))]
          : undefined;
      if (item === undefined) return;
      closeThen(app, () => {
        app.terminal.copy(item.text);
        app.say(frameSentences.copied(item.label, item.text));
      });
    },
  },
  'command-log.raw': {
    run: (app, frame) => {
      const id = selectedIdIn(frame, activeList(frame));
      const record = frame.core.commandLog.find((entry) => String(entry.id) === id);
      if (record === undefined) return;
      if (record.runId !== undefined && frame.core.runs.some((run) => run.id === record.runId))
        return showRun(app, record.runId);
      app.dispatch({
        type: 'overlay/opened',
        overlay: { type: 'raw-text', title: frameSentences.commandTitle, text: commandText(record) },
      });
    },
  },
  'checklist.run': { run: runChecklist },
  'checklist.again': {
    run: (app, frame) => {
      if (frame.core.openclaw.status === 'found') {
        void app.console.gateway.checkPlugin();
        void app.console.config.check();
      }
      void app.console.accounts.probeDisabled();
      return appHandlers['app.refresh'].run(app, frame);
    },
  },
  'checklist.demo': appHandlers['app.demo'],
  'checklist.set-up': { run: (app) => closeThen(app, () => app.run('set-up.open')) },
};
