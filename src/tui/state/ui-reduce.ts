// The fold of UiEvents. Pure: time comes in with the events.

import { type DraftEvent, reduceDrafts } from './drafts.ts';
import { editField, emptyField, type FieldState } from './editor.ts';
import {
  type AccountScope,
  type FieldName,
  isStaying,
  type Overlay,
  type ScreenName,
  type UiEvent,
  type UiState,
} from './ui-state.ts';

const emptyFields: Readonly<Record<FieldName, FieldState>> = {
  filter: emptyField,
  directory: emptyField,
  help: emptyField,
  prompt: emptyField,
  confirm: emptyField,
  pick: emptyField,
};

/** More words than these at once nobody reads; the oldest goes. */
const maxToasts = 3;

/** How many screens Esc can go back. */
const maxHistory = 10;

/** A screen that is for finding begins in its field. */
const focusOf = (screen: ScreenName): Pick<UiState, 'focus'> =>
  screen === 'directory' ? { focus: 'directory' } : {};

/** The state before the first frame. */
export const initialUiState = (start: {
  readonly screen: ScreenName;
  readonly scope: AccountScope;
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  /** Default: colours on a background that is not light. */
  readonly login?: Pick<UiState['login'], 'ink' | 'isFlipped'>;
  readonly setUp?: UiState['setUp'];
  readonly gateways?: UiState['gateways'];
}): UiState => ({
  screen: start.screen,
  ...focusOf(start.screen),
  history: [],
  scope: start.scope,
  size: { columns: start.columns, rows: start.rows },
  nowMs: start.nowMs,
  lists: {},
  fields: emptyFields,
  overlays: [],
  toasts: [],
  feed: { view: 'all', seenUntilMs: start.nowMs, clearedAtMs: 0 },
  pairing: { pane: 'pending' },
  directory: { pane: 'peers' },
  login: { isFullBlocks: false, isFlipped: false, ink: 'colour', ...start.login },
  drafts: {},
  setUp: start.setUp ?? {},
  gateways: start.gateways ?? [],
});

/** What was wrong with an answer says nothing of the one that is being typed. */
const withoutRefusal = (overlays: readonly Overlay[]): readonly Overlay[] =>
  overlays.map((overlay) => {
    if (overlay.type !== 'prompt') return overlay;
    const { error: _, ...rest } = overlay;
    return rest;
  });

export const reduceUi = (ui: UiState, event: UiEvent): UiState => {
  switch (event.type) {
    case 'screen/shown':
      return event.screen === ui.screen
        ? ui
        : {
            ...withoutFocus(ui),
            overlays: ui.overlays.filter(({ type }) => type !== 'details'),
            ...focusOf(event.screen),
            screen: event.screen,
            history: [...ui.history.slice(1 - maxHistory), ui.screen],
            lists: withoutOrders(ui.lists),
          };
    case 'screen/left': {
      const screen = ui.history.at(-1) ?? ui.screen;
      return { ...withoutFocus(ui), ...focusOf(screen), screen, history: ui.history.slice(0, -1) };
    }
    case 'scope/changed':
      // The members in view are those of a group of the account that was shown.
      return {
        ...ui,
        scope: event.scope,
        directory: ui.directory.pane === 'members' ? { pane: 'groups' } : ui.directory,
      };
    case 'size/changed':
      return { ...ui, size: { columns: event.columns, rows: event.rows } };
    case 'time/passed':
      return { ...ui, nowMs: event.nowMs };
    case 'list/changed':
      return { ...ui, lists: { ...ui.lists, [event.name]: event.list } };
    case 'field/edited': {
      const field = editField(ui.fields[event.field], event.edit);
      const isOtherAnswer = event.field === 'prompt' && field.value !== ui.fields.prompt.value;
      return {
        ...ui,
        fields: { ...ui.fields, [event.field]: field },
        overlays: isOtherAnswer ? withoutRefusal(ui.overlays) : ui.overlays,
      };
    }
    case 'focus/changed':
      return event.field === undefined ? withoutFocus(ui) : { ...ui, focus: event.field };
    case 'toast/shown':
      return { ...ui, toasts: [...ui.toasts.slice(1 - maxToasts), event.toast] };
    case 'toast/dismissed':
      return { ...ui, toasts: ui.toasts.filter((toast) => toast.id !== event.id) };
    case 'errors/read':
      return ui.toasts.some(isStaying)
        ? { ...ui, toasts: ui.toasts.filter((toast) => !isStaying(toast)) }
        : ui;
    case 'overlay/opened':
      return { ...ui, lists: atTop(ui.lists, event.overlay), overlays: reduceOverlays(ui.overlays, event) };
    case 'overlay/changed':
    case 'overlay/closed':
      return { ...ui, overlays: reduceOverlays(ui.overlays, event) };
    case 'question/withdrawn':
      return {
        ...ui,
        overlays: ui.overlays.filter((overlay) => overlay.type !== 'confirm' || overlay.id !== event.id),
      };
    case 'draft/opened':
    case 'draft/edited':
    case 'draft/kind-changed':
    case 'draft/failed':
    case 'draft/dropped':
      return reduceCompose(ui, event);
    case 'set-up/answered':
      return { ...ui, setUp: answered(ui.setUp, event.answers) };
    case 'set-up/forgotten':
      return { ...ui, setUp: {} };
    case 'pending-check/changed':
      return event.pendingCheck === undefined
        ? without(ui, 'pendingCheck')
        : { ...ui, pendingCheck: event.pendingCheck };
    case 'interrupt/pressed':
      return { ...ui, interruptedAtMs: event.atMs };
    default:
      return reduceScreens(ui, event);
  }
};

const answered = (
  before: UiState['setUp'],
  answers: Extract<UiEvent, { type: 'set-up/answered' }>['answers'],
): UiState['setUp'] =>
  Object.fromEntries(Object.entries({ ...before, ...answers }).filter(([, answer]) => answer !== undefined));

/** A draft that is gone is not written in any more. */
const reduceCompose = (ui: UiState, event: DraftEvent): UiState => ({
  ...ui,
  drafts: reduceDrafts(ui.drafts, event),
  ...(event.type === 'draft/dropped'
    ? { overlays: ui.overlays.filter((overlay) => overlay.type !== 'compose' || overlay.key !== event.key) }
    : {}),
});

type OverlayEvent = Extract<UiEvent, { type: `overlay/${string}` }>;

const reduceOverlays = (overlays: UiState['overlays'], event: OverlayEvent): UiState['overlays'] => {
  if (event.type === 'overlay/opened') return [...overlays, event.overlay];
  if (event.type === 'overlay/closed') return overlays.slice(0, -1);
  return overlays.map((overlay, index) =>
    index === overlays.length - 1 && overlay.type === event.overlay.type ? event.overlay : overlay,
  );
};

type ScreenEvent = Extract<
  UiEvent,
  { type: `feed/${string}` | `pairing/${string}` | `directory/${string}` | `login/${string}` }
>;

const reduceScreens = (ui: UiState, event: ScreenEvent): UiState => {
  switch (event.type) {
    case 'feed/view-changed':
      return { ...ui, feed: { ...ui.feed, view: event.view } };
    case 'feed/narrowed':
      return {
        ...ui,
        feed: event.only === undefined ? without(ui.feed, 'only') : { ...ui.feed, only: event.only },
      };
    case 'feed/searched':
      return {
        ...ui,
        feed: event.text === undefined ? without(ui.feed, 'search') : { ...ui.feed, search: event.text },
      };
    case 'feed/paused':
      return { ...ui, feed: { ...ui.feed, pausedAtMs: event.atMs } };
    case 'feed/resumed':
      return { ...ui, feed: without(ui.feed, 'pausedAtMs') };
    case 'feed/cleared':
      return { ...ui, feed: { ...ui.feed, clearedAtMs: event.atMs, seenUntilMs: event.atMs } };
    case 'feed/seen':
      return event.untilMs <= ui.feed.seenUntilMs
        ? ui
        : { ...ui, feed: { ...ui.feed, seenUntilMs: event.untilMs } };
    case 'feed/held':
      return { ...ui, feed: { ...ui.feed, heldAtMs: event.atMs } };
    case 'feed/released':
      return { ...ui, feed: without(ui.feed, 'heldAtMs') };
    case 'pairing/pane-changed':
      return { ...withoutFocus(ui), pairing: { pane: event.pane } };
    case 'directory/pane-changed':
      return {
        ...ui,
        directory: { pane: event.pane, groupId: event.groupId },
      };
    case 'login/blocks-toggled':
      return { ...ui, login: { ...ui.login, isFullBlocks: !ui.login.isFullBlocks } };
    case 'login/flipped':
      return { ...ui, login: { ...ui.login, isFlipped: !ui.login.isFlipped } };
  }
};

const without = <Shape extends object, Name extends keyof Shape>(
  shape: Shape,
  name: Name,
): Omit<Shape, Name> => {
  const { [name]: _, ...rest } = shape;
  return rest;
};

const withoutFocus = (ui: UiState): UiState => without(ui, 'focus');

/** What is read anew is read from its top: what was read before it in such an overlay was something else. */
const atTop = (lists: UiState['lists'], { type }: Overlay): UiState['lists'] =>
  type === 'details' || type === 'help' || type === 'copy-menu' || type === 'raw-text'
    ? without(lists, type)
    : lists;

/** Lists whose rows kept their order while the operator was in them may sort anew. */
const withoutOrders = (lists: UiState['lists']): UiState['lists'] => {
  const { status } = lists;
  return status?.order === undefined ? lists : { ...lists, status: without(status, 'order') };
};

// What counts as read in the feed: whatever came while its end was in sight. Derived from every change of the screen's state,
// so that no view needs an effect and no action has to remember it. Pure: time comes in.

/** Is the newest message in sight as it comes? */
const isWatchingFeed = ({ screen, lists, feed }: UiState): boolean =>
  screen === 'feed' && (lists.feed?.isFollowing ?? true) && feed.pausedAtMs === undefined;

/**
 * What the step from `before` to `after` means for what has been seen. Leaving the screen from the end: all has been seen. Scrolling up
 * or pausing: later messages are new ones below, and if the screen is left like that, they are the unread ones.
 */
export const feedSeenEvents = (before: UiState, after: UiState, nowMs: number): readonly UiEvent[] => {
  const hasLeft = before.screen === 'feed' && after.screen !== 'feed';
  if (isWatchingFeed(before)) {
    if (hasLeft) return [{ type: 'feed/seen', untilMs: nowMs }];
    return isWatchingFeed(after) ? [] : [{ type: 'feed/held', atMs: nowMs }];
  }
  const { heldAtMs } = before.feed;
  if (heldAtMs === undefined) return [];
  if (hasLeft) return [{ type: 'feed/seen', untilMs: heldAtMs }];
  return isWatchingFeed(after) ? [{ type: 'feed/released' }] : [];
};
