// Overlays in words: all of one when it opens, and the row or button in focus while it is open.
import { type CommandRecord, type Finding, furtherFindings, type SetUpStep, sentences } from '../../core/index.ts';
import { activeList, selectedIdIn } from '../app/active.ts';
import type { Frame } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { commandLine, outcomeText } from '../dialogs/command-log.ts';
import { detailRows } from '../dialogs/details.ts';
import { frameUnderHelp, helpRows } from '../dialogs/help.ts';
import { overlayInner } from '../dialogs/overlay-rect.ts';
import { rawLines } from '../dialogs/raw-text.ts';
import { reviewLines } from '../dialogs/review.ts';
import { reviewSentences } from '../dialogs/words-review.ts';
import { type ChecklistRow, checklistRows } from '../doctor/dialog.ts';
import { checklistLines } from '../doctor/lines.ts';
import { runOf } from '../gateway/run-dialog.ts';
import { commandRunSentences } from '../gateway/words.ts';
import { type BindingId, bindingOf } from '../keys/bindings.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences, placeSentences } from '../keys/words.ts';
import { setUpLines, setUpTitle, stepsOf } from '../set-up/dialog.ts';
import type { Overlay } from '../state/ui-state.ts';
import { composeLiveText, composeSentencesOf, composeTitle } from './compose-text.ts';
import { loginLiveText, pictureSentence } from './login-text.ts';
import { pickLines, pickLiveText } from './pick-text.ts';
import { detailText, oneLine, plainSigns } from './plain-text.ts';
import { runLines, runWord } from './run-events.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

/** Why a binding cannot be run in a frame, or undefined. */
export type ReasonOf = (id: BindingId, frame: Frame) => string | undefined;

const keyed = (id: BindingId): string => words.keyOf(keySentences[id], strokeLabel(bindingOf(id).strokes[0] ?? '', true));

/** A step of the checklist: `done: zca found: …`. */
export const checklistText = ({ state, sentence, cure }: ChecklistRow): string =>
  `${words.checklistState[state]}: ${sentence}${state === 'needs-you' && cure !== undefined ? ` ${cure}` : ''}`;

/** A step of the set-up assistant: `next: Log in. Scan …`. */
export const stepText = ({ state, title, answer, about }: SetUpStep): string =>
  `${words.stepState[state]}: ${answer === undefined ? title : words.field(title, answer)}${state === 'next' ? `. ${about}` : ''}`;

/** What else is to be known: `problem: … Do this.` */
const findingText = ({ severity, sentence, cure }: Finding): string => `${severity}: ${sentence}${cure === undefined ? '' : ` ${cure}`}`;

const commandText = (record: CommandRecord): string => `${outcomeText(record)}, ${commandLine(record)}`;

const detailsLines = (frame: Frame): readonly string[] => {
  const details = screenOf(frame.ui.screen).details?.(frame);
  if (details === undefined) return [];
  const lines = details.lines.map(detailText).filter((text) => text !== '');
  return details.actions.length === 0 ? lines : [...lines, words.actions(details.actions.map(keyed))];
};

/** What an overlay is called. */
export const overlayTitle = (overlay: Overlay, frame: Frame): string => {
  switch (overlay.type) {
    case 'confirm':
    case 'prompt':
    case 'raw-text':
    case 'choice':
    case 'pick':
      return oneLine(overlay.title);
    case 'compose':
      return composeTitle(overlay, frame);
    case 'review':
      return oneLine(overlay.change.summary);
    case 'help':
      return frameSentences.helpTitle;
    case 'details':
      return oneLine(screenOf(frame.ui.screen).details?.(frame)?.title ?? frameSentences.detailsTitle);
    case 'command-log':
      return frameSentences.commandLogTitle;
    case 'command-run':
      return runOf(overlay, frame)?.title ?? frameSentences.commandTitle;
    case 'copy-menu':
      return frameSentences.copyTitle;
    case 'checklist':
      return frameSentences.checklistTitle;
    case 'set-up':
      return setUpTitle(frame);
    case 'qr':
      return placeSentences.qr;
  }
};

/** What an overlay says, one sentence a line, without its title. */
export const overlayLines = (overlay: Overlay, frame: Frame): readonly string[] => {
  switch (overlay.type) {
    case 'confirm':
    case 'prompt':
      return overlay.lines.map(oneLine).filter((text) => text !== '');
    case 'compose':
      return composeSentencesOf(overlay, frame);
    case 'choice':
      return [...overlay.lines.map(oneLine), ...overlay.choices.map(({ label, means }) => words.field(label, means))];
    case 'pick':
      return pickLines(overlay, frame);
    case 'review':
      // Wide enough that nothing is broken: whoever listens hears whole sentences.
      return reviewLines(overlay, 10_000, plainSigns)
        .map(detailText)
        .filter((text) => text !== '');
    case 'help':
      return [words.entries(helpRows(frame).length)];
    case 'details':
      return detailsLines(frame);
    case 'command-log': {
      const { length } = frame.core.commandLog;
      return length === 0 ? [frameSentences.commandLogEmpty] : [words.entries(length)];
    }
    case 'command-run':
      return runLines(overlay, frame);
    case 'copy-menu':
      return overlay.items.map(({ label, text }) => words.field(label, oneLine(text)));
    case 'raw-text':
      return overlay.text
        .split('\n')
        .map(oneLine)
        .filter((text) => text !== '');
    case 'checklist':
      return [...checklistRows(frame).map(checklistText), ...furtherFindings(frame.core).map(findingText)];
    case 'set-up':
      return [sentences.setUp.intro, ...stepsOf(frame).map(stepText)];
    case 'qr':
      return [pictureSentence(frame.core.login)];
  }
};

const helpText = (frame: Frame, id: string | undefined, reasonOf: ReasonOf): string => {
  const rows = helpRows(frame, true);
  const row = rows.find((one) => one.id === id);
  const field = words.field(frameSentences.helpField, frame.ui.fields.help.value);
  if (row === undefined) return `${field}, ${words.matches(0)}`;
  const reason = reasonOf(row.id, frameUnderHelp(frame));
  const selected = words.keyOf(row.label, row.keys);
  return [field, words.matches(rows.length), words.selected(reason === undefined ? selected : `${selected}, ${words.notNow(reason)}`)].join(
    ', ',
  );
};

const detailRowText = (overlay: Overlay, frame: Frame, id: string | undefined, reasonOf: ReasonOf): string => {
  const row = detailRows(frame, overlayInner(overlay, frame).width).find((one) => one.id === id);
  if (row?.action === undefined) return detailText(row?.line ?? []);
  const reason = reasonOf(row.action, frame);
  return reason === undefined ? keyed(row.action) : `${keyed(row.action)}, ${words.notNow(reason)}`;
};

/** The row or button in focus. Text fields are not its business, but for the one of the help. */
export const overlayLiveText = (overlay: Overlay, frame: Frame, reasonOf: ReasonOf): string => {
  const id = selectedIdIn(frame, activeList(frame));
  switch (overlay.type) {
    case 'confirm': {
      const button = overlay.focus === 'cancel' ? (overlay.cancelLabel ?? frameSentences.cancel) : overlay.confirmLabel;
      return words.inFocus(oneLine(overlay.title), button);
    }
    case 'prompt':
      return overlayTitle(overlay, frame);
    case 'compose':
      return composeLiveText(overlay, frame);
    case 'review':
      return words.inFocus(oneLine(overlay.change.summary), overlay.focus === 'cancel' ? frameSentences.cancel : reviewSentences.write);
    case 'choice': {
      const choice = overlay.choices[Number(id)];
      return choice === undefined ? oneLine(overlay.title) : words.field(choice.label, choice.means);
    }
    case 'pick':
      return pickLiveText(overlay, frame, id);
    case 'help':
      return helpText(frame, id, reasonOf);
    case 'details':
      return detailRowText(overlay, frame, id, reasonOf);
    case 'command-log': {
      const record = frame.core.commandLog.find((entry) => String(entry.id) === id);
      return record === undefined ? frameSentences.commandLogEmpty : commandText(record);
    }
    case 'command-run': {
      const run = runOf(overlay, frame);
      return run === undefined ? commandRunSentences.gone : `${run.title}, ${runWord(run)}`;
    }
    case 'copy-menu': {
      const item = overlay.items[Number(id)];
      return item === undefined ? frameSentences.nothingFound : words.field(item.label, oneLine(item.text));
    }
    case 'raw-text':
      return rawLines(overlay.text, overlayInner(overlay, frame).width)[Number(id)] ?? '';
    case 'checklist': {
      const line = checklistLines(frame, overlayInner(overlay, frame).width - 2, plainSigns).find((one) => one.id === id);
      if (line?.finding !== undefined) return findingText(line.finding);
      return line?.row === undefined ? '' : checklistText(line.row);
    }
    case 'set-up': {
      const at = setUpLines(frame, overlayInner(overlay, frame).width - 2, plainSigns).find((one) => one.id === id)?.step;
      const step = stepsOf(frame).find((one) => one.id === at);
      return step === undefined ? '' : stepText(step);
    }
    case 'qr':
      return loginLiveText(frame.core);
  }
};
