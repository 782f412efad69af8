// The three live lines: where one is, what has the focus, what the keys do. Pure: a frame in, three lines out.

import { sentences } from '../../core/index.ts';
import { activeList } from '../app/active.ts';
import { fieldInFocus } from '../app/field-actions.ts';
import { type Frame, listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import type { OverlayType, ReasonOf } from '../dialogs/dialog.ts';
import { opened, selectedIdOf } from '../dialogs/opened.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { directoryAccount } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { countMarked, markSet, selectedIndexIn } from '../layout/window-for.ts';
import { isUnderWay } from '../login/select.ts';
import type { FieldName, Overlay, UiState } from '../state/ui-state.ts';
import { graphemes } from '../text/cells.ts';
import { hintsText } from './hints.ts';
import { loginLiveText } from './login-text.ts';
import { bounded } from './plain-text.ts';
import { selectedText } from './selected-row.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

/** The second line may go on over so many rows of the terminal before it is cut. */
const rowsOfFocus = 3;

const paneText = ({ screen, pairing, directory, feed }: UiState): string | undefined => {
  if (screen === 'pairing' && pairing.pane === 'approved') return words.approvedPane;
  if (screen === 'directory') return directoryScreenSentences.panes[directory.pane];
  return screen === 'feed' && feed.view !== 'all' ? words.view(sentences.feedScreen.views[feed.view]) : undefined;
};

const accountText = (frame: Frame): string => {
  const { screen, scope } = frame.ui;
  const id = screen === 'directory' ? (directoryAccount(frame)?.id ?? scope) : scope;
  return id === 'all' ? frameSentences.allAccounts : words.account(id);
};

const positionTexts = (frame: Frame): readonly string[] => {
  const list = activeList(frame);
  if (list === undefined) return [];
  const state = listState(frame.ui, list.name);
  const at = selectedIndexIn(list.ids, state);
  const marked = countMarked(list.ids, state.marks);
  return [
    ...(state.filter === '' ? [] : [words.filter(state.filter)]),
    at < 0 ? words.noRows : words.row(at + 1, list.ids.length),
    ...(marked === 0 ? [] : [frameSentences.marked(marked)]),
  ];
};

/** What is open is called; of a question it is said that it is one. */
const openText = (overlay: Overlay, frame: Frame): string => {
  const { speech } = dialogOf(overlay);
  return speech.isQuestion === true ? words.question : speech.title(opened<OverlayType>(overlay, frame));
};

/** `Pairing, all accounts, row 1 of 2`; over it, if one is open, the overlay. */
const placeText = (frame: Frame): string => {
  const { ui } = frame;
  const overlay = ui.overlays.at(-1);
  const parts = [
    overlay === undefined ? undefined : openText(overlay, frame),
    frameSentences.screens[ui.screen],
    paneText(ui),
    accountText(frame),
    ui.screen === 'feed' && ui.feed.pausedAtMs !== undefined ? words.paused : undefined,
    ...positionTexts(frame),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
};

/** The field with its text; where the caret is, if it is not at the end. */
const fieldText = (field: FieldName, ui: UiState): string => {
  const { value, caret } = ui.fields[field];
  const total = graphemes(value).length;
  const overlay = ui.overlays.at(-1);
  const ofDialog = overlay && dialogOf(overlay).field?.(overlay);
  const ofScreen = field === 'directory' ? directoryScreenSentences.fieldLabel : frameSentences.filterLabel;
  const text = words.field(ofDialog?.label ?? ofScreen, value);
  const state = ofDialog?.isBusy === true ? `, ${frameSentences.working}` : '';
  return `${text}${caret < total ? `, ${words.caretAfter(caret, total)}` : ''}${state}`;
};

const rowText = (frame: Frame): string => {
  const list = activeList(frame);
  const state = list && listState(frame.ui, list.name);
  const id = state === undefined ? undefined : list?.ids.at(selectedIndexIn(list.ids, state));
  const text = selectedText(frame);
  return id !== undefined && state !== undefined && markSet(state.marks).has(id) ? `${words.mark}, ${text}` : text;
};

const focusText = (frame: Frame, reasonOf: ReasonOf): string => {
  const { ui, core } = frame;
  const overlay = ui.overlays.at(-1);
  const field = fieldInFocus(ui);
  // Help says its field and its match itself; what a question asks for matches nothing.
  if (field === 'prompt' || field === 'confirm') return fieldText(field, ui);
  if (overlay !== undefined) {
    const at = opened<OverlayType>(overlay, frame);
    const text = dialogOf(overlay).speech.focus(at, selectedIdOf(at), reasonOf);
    return field === 'pick' ? `${fieldText(field, ui)}, ${words.selected(text)}` : text || words.emptyLine;
  }
  if (field !== undefined) return `${fieldText(field, ui)}, ${words.selected(rowText(frame))}`;
  return ui.screen === 'login' && isUnderWay(core.login) ? loginLiveText(core) : rowText(frame);
};

/** The three lines for a frame. `reasonOf` says why a key does nothing there. */
export const liveLines = (frame: Frame, reasonOf: ReasonOf): readonly [string, string, string] => {
  // The last cell stays free: there terminals disagree on when a line is full.
  const cells = Math.max(20, frame.layout.columns - 1);
  return [bounded(placeText(frame), cells), bounded(focusText(frame, reasonOf), cells * rowsOfFocus), hintsText(frame, reasonOf, cells)];
};
