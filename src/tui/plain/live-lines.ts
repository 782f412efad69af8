// The three live lines: where one is, what has the focus, what the keys do. Pure: a frame in, three lines out.

import { areApprovedTold, sentences } from '../../core/faces.ts';
import { accessLine } from '../access/row.ts';
import { selectedAccess } from '../access/select.ts';
import { accessScreenSentences } from '../access/words.ts';
import { activeList } from '../app/active.ts';
import { type Frame, listState } from '../app/frame.ts';
import { fieldInFocus } from '../app/list-actions.ts';
import { frameSentences } from '../app/words.ts';
import type { OverlayType, ReasonOf } from '../dialogs/dialog.ts';
import { opened, selectedIdOf } from '../dialogs/opened.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { directoryLine, emptyLines as emptyDirectoryLines } from '../directory/lines.ts';
import { directoryAccount, selectedRow, selfOf, viewOf } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { emptyFeedLines } from '../feed/listener.ts';
import { selectedRow as selectedFeedRow } from '../feed/select.ts';
import { feedDetailsSentences } from '../feed/words.ts';
import { type Binding, type BindingId, bindings, ownStrokes } from '../keys/bindings.ts';
import { canHelp, isTyping, keysTo, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { countMarked, markSet, selectedIndexIn } from '../layout/window-for.ts';
import { isUnderWay, selectedAccount as selectedLogin } from '../login/select.ts';
import { accountLine } from '../login/view.tsx';
import { loginScreenSentences } from '../login/words.ts';
import { approvedLine, decisionColumns, decisionLine, pendingLine } from '../pairing/row.ts';
import { selectedApproved, selectedDecision, selectedPending } from '../pairing/select.ts';
import { pairingScreenSentences } from '../pairing/words.ts';
import type { FieldName, Overlay, UiState } from '../state/ui-state.ts';
import { selectedAccount } from '../status/select.ts';
import { statusLineOf } from '../status/view.tsx';
import { statusScreenSentences } from '../status/words.ts';
import { cellWidth, graphemes } from '../text/cells.ts';
import type { Line } from '../text/spans.ts';
import { bounded, loginLiveText, messageSentence, plainSigns, plainText, rowCells } from './plain-text.ts';
import { plainSentences } from './words.ts';

// The selected row of a screen as text, by the same row functions as on the screen; where there is none, why.

const minuteMs = 60_000;

/** Ages and countdowns are read out anew when they change: a minute is often enough. */
const calm = (frame: Frame, round: (minutes: number) => number): Frame => ({
  ...frame,
  ui: { ...frame.ui, nowMs: round(frame.ui.nowMs / minuteMs) * minuteMs },
});

const joined = (lines: readonly Line[]): string =>
  lines
    .map(plainText)
    .filter((text) => text !== '')
    .join(' ');

const statusText = (frame: Frame): string => {
  const row = selectedAccount(frame);
  if (row === undefined) {
    const words = statusScreenSentences;
    const { status, path } = frame.core.config;
    if (status === 'unread') return words.reading;
    return `${status === 'missing' ? words.noConfig(path) : words.noAccounts} ${words.firstSteps}`;
  }
  const { listener } = row.facts;
  // Said once: in how many seconds the next attempt is, counted from the last one.
  const nowMs = listener.status === 'retrying' ? listener.sinceMs : calm(frame, Math.floor).ui.nowMs;
  return plainText(statusLineOf(row, rowCells, nowMs, plainSigns));
};

const feedText = (frame: Frame): string => {
  const row = selectedFeedRow(frame);
  if (row === undefined) return joined(emptyFeedLines(calm(frame, Math.floor), rowCells));
  const sentence = messageSentence(frame.core, row.last);
  return row.count === 1 ? sentence : `${sentence}. ${feedDetailsSentences.repeats(row.count)}`;
};

const emptyPairingText = ({ core, ui }: Frame): string => {
  const words = pairingScreenSentences;
  const { filter } = listState(ui, `pairing.${ui.pairing.pane}`);
  if (filter !== '') return `${words.nothingMatches(filter)} ${words.clearFilterHint}`;
  if (ui.pairing.pane === 'decided') return `${words.nothingDecided} ${words.nothingDecidedHint}`;
  if (core.pairing.status === 'idle') return words.reading;
  if (core.pairing.status === 'failed')
    return `${core.pairing.error?.sentence ?? words.readFailed} ${words.refreshHint(keysTo(ui, 'app.refresh'))}`;
  if (ui.pairing.pane === 'pending')
    return `${sentences.pairing.nobodyWaits} ${words.typeCodeHint(keysTo(ui, 'pairing.type-code'))}`;
  return areApprovedTold(core) ? words.nobodyApproved : `${words.nobodyApprovedHere} ${words.onlyFromHere}`;
};

const pairingText = (frame: Frame): string => {
  // Rounded up, so that nobody is promised more time than there is.
  const context = {
    nowMs: calm(frame, Math.ceil).ui.nowMs,
    cells: rowCells,
    signs: plainSigns,
    accountCells: 32,
  };
  if (frame.ui.pairing.pane === 'pending') {
    const row = selectedPending(frame);
    return row === undefined
      ? emptyPairingText(frame)
      : plainText(pendingLine(row, { ...context, hasCodes: row.request.code !== undefined }));
  }
  if (frame.ui.pairing.pane === 'decided') {
    const row = selectedDecision(frame);
    return row === undefined
      ? emptyPairingText(frame)
      : plainText(decisionLine(row, decisionColumns([row], context), context));
  }
  const row = selectedApproved(frame);
  return row === undefined ? emptyPairingText(frame) : plainText(approvedLine(row, context));
};

const directoryText = (frame: Frame): string => {
  const row = selectedRow(frame);
  if (row === undefined) return joined(emptyDirectoryLines(frame, viewOf(frame), plainSigns));
  return plainText(
    directoryLine(row, { cells: rowCells, query: '', selfId: selfOf(frame)?.id, signs: plainSigns }),
  );
};

const accessText = (frame: Frame): string => {
  const row = selectedAccess(frame);
  const words = accessScreenSentences;
  if (row === undefined) return frame.core.config.status === 'unread' ? words.reading : words.noAccounts;
  return plainText(accessLine(row, rowCells, plainSigns));
};

const loginText = (frame: Frame): string => {
  const account = selectedLogin(frame);
  const words = loginScreenSentences;
  if (account !== undefined)
    return plainText(accountLine(calm(frame, Math.floor), account, rowCells, plainSigns));
  return frame.core.config.status === 'unread' ? words.reading : `${words.noAccounts} ${words.noAccountsFix}`;
};

const texts: Readonly<Record<Frame['ui']['screen'], (frame: Frame) => string>> = {
  status: statusText,
  feed: feedText,
  pairing: pairingText,
  directory: directoryText,
  access: accessText,
  login: loginText,
};

/** The selected row of the screen as text, or the reason why there is none. */
const selectedText = (frame: Frame): string => texts[frame.ui.screen](frame);

// What the keys do here, from the binding table, as one line of text. `? help` is never dropped.

/** About a picture that plain mode does not draw. */
const aboutThePicture: ReadonlySet<BindingId> = new Set([
  'login.zoom',
  'login.blocks',
  'login.flip',
  'qr.blocks',
  'qr.flip',
]);

/** Keys without a place in the footer that matter here: without them nobody could see the code. */
const extraRank: Readonly<Partial<Record<BindingId, number>>> = { 'login.open': 0 };

const rankOf = (binding: Binding & { readonly id: BindingId }): number | undefined =>
  extraRank[binding.id] ?? binding.hint;

const separator = ', ';

/** The hints that fit in `cells`, the best first, then help. Keys that do nothing now are left out. */
const hintsText = (frame: Frame, reasonOf: ReasonOf, cells: number): string => {
  const { ui } = frame;
  const places = placesOf(ui);
  const help = canHelp(ui)
    ? `${strokeLabel(isTyping(ui) ? 'f1' : '?', true)} ${keySentences['app.help']}`
    : undefined;
  const hints = bindings
    .filter(
      (binding) =>
        binding.id !== 'app.help' &&
        places.includes(binding.place) &&
        rankOf(binding) !== undefined &&
        !aboutThePicture.has(binding.id) &&
        ownStrokes(binding, places).length > 0 &&
        reasonOf(binding.id, frame) === undefined,
    )
    .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0))
    .map(
      (binding) => `${strokeLabel(ownStrokes(binding, places)[0] ?? '', true)} ${keySentences[binding.id]}`,
    );
  const shown: string[] = [];
  let used = help === undefined ? 0 : cellWidth(help) + separator.length;
  for (const hint of hints) {
    used += cellWidth(hint) + separator.length;
    if (used > cells) break;
    shown.push(hint);
  }
  return [...shown, ...(help === undefined ? [] : [help])].join(separator);
};

const words = plainSentences;

/** The second line may go on over so many rows of the terminal before it is cut. */
const rowsOfFocus = 3;

const paneText = ({ screen, pairing, directory, feed }: UiState): string | undefined => {
  if (screen === 'pairing' && pairing.pane === 'approved') return words.approvedPane;
  if (screen === 'directory') return directoryScreenSentences.panes[directory.pane];
  return screen === 'feed' && feed.view !== 'all'
    ? words.view(sentences.feedScreen.views[feed.view])
    : undefined;
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
  return id !== undefined && state !== undefined && markSet(state.marks).has(id)
    ? `${words.mark}, ${text}`
    : text;
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
  return [
    bounded(placeText(frame), cells),
    bounded(focusText(frame, reasonOf), cells * rowsOfFocus),
    hintsText(frame, reasonOf, cells),
  ];
};
