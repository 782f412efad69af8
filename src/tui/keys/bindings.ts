// THE table: what every key does, where. Dispatch, footer hints, help, palette and docs/keybindings.md come from it.

import type { Overlay } from '../state/ui-state.ts';
import { strokeLabel } from './strokes.ts';

// What a row of the binding table is.

/** Where a binding holds. The first place that knows a stroke consumes it; see `resolve.ts` for the order. */
export type Place =
  | 'global'
  | 'list'
  | 'field'
  | 'status'
  | 'feed'
  | 'pairing'
  | 'pairing.pending'
  | 'pairing.approved'
  | 'pairing.decided'
  | 'directory'
  | 'directory.field'
  | 'access'
  | 'login'
  | 'waiting'
  /** In most of what opens over a screen. */
  | 'overlay'
  | Overlay['type']
  | 'compose.text'
  | 'compose.buttons';

/** One row of the table. Its label is `keySentences[id]`. */
export interface Binding {
  readonly id: string;
  readonly place: Place;
  /** Strokes that run it; none = only from the palette. The first is shown. */
  readonly strokes: readonly string[];
  /** Rank among the footer hints, 1 first; absent = not in the footer. */
  readonly hint?: number;
  /** Lets a stranger in, logs out, throws away: must ask before it does anything. */
  readonly isDanger?: true;
  /** Changes something outside the console: cannot be done where it only reads. */
  readonly isChange?: true;
  /** Not offered in the palette: movements and the like. */
  readonly isPlain?: true;
}

const plain = { isPlain: true } as const;

export const bindings = [
  // Overlays: what holds in every one of them comes from `overlay`.
  { id: 'overlay.close', place: 'overlay', strokes: ['esc', 'q'], hint: 90, ...plain },
  { id: 'help.run', place: 'help', strokes: ['enter'], hint: 1, ...plain },
  { id: 'help.down', place: 'help', strokes: ['down', 'ctrl+n'], ...plain },
  { id: 'help.up', place: 'help', strokes: ['up', 'ctrl+p'], ...plain },
  { id: 'help.page-down', place: 'help', strokes: ['pagedown'], ...plain },
  { id: 'help.page-up', place: 'help', strokes: ['pageup'], ...plain },
  { id: 'help.close', place: 'help', strokes: ['esc'], hint: 2, ...plain },
  { id: 'waiting.cancel', place: 'waiting', strokes: ['esc'], hint: 1, ...plain },
  { id: 'confirm.yes', place: 'confirm', strokes: ['y'], hint: 1, ...plain },
  { id: 'confirm.no', place: 'confirm', strokes: ['n', 'esc'], hint: 2, ...plain },
  { id: 'confirm.choose', place: 'confirm', strokes: ['enter'], hint: 3, ...plain },
  {
    id: 'confirm.switch',
    place: 'confirm',
    strokes: ['tab', 'left', 'right', 'shift+tab'],
    hint: 4,
    ...plain,
  },
  { id: 'prompt.accept', place: 'prompt', strokes: ['enter'], hint: 1, ...plain },
  { id: 'prompt.cancel', place: 'prompt', strokes: ['esc'], hint: 2, ...plain },
  { id: 'details.run', place: 'details', strokes: ['enter'], hint: 1, ...plain },
  { id: 'copy-menu.copy', place: 'copy-menu', strokes: ['enter', 'y'], hint: 1, ...plain },
  { id: 'command-log.raw', place: 'command-log', strokes: ['enter'], hint: 1, ...plain },
  { id: 'command-run.next', place: 'command-run', strokes: ['enter'], hint: 1, ...plain },
  { id: 'command-run.cancel', place: 'command-run', strokes: ['x'], hint: 2, isDanger: true, ...plain },
  { id: 'command-run.copy', place: 'command-run', strokes: ['y'], hint: 3, ...plain },
  { id: 'command-run.close', place: 'command-run', strokes: ['esc', 'q'], hint: 4, ...plain },
  { id: 'choice.pick', place: 'choice', strokes: ['enter'], hint: 1, ...plain },
  { id: 'choice.cancel', place: 'choice', strokes: ['esc', 'q'], hint: 2, ...plain },
  { id: 'pick.choose', place: 'pick', strokes: ['enter'], hint: 1, ...plain },
  { id: 'pick.toggle', place: 'pick', strokes: ['space'], hint: 2, ...plain },
  { id: 'pick.type', place: 'pick', strokes: ['+'], hint: 3, ...plain },
  { id: 'pick.to-done', place: 'pick', strokes: ['tab'], hint: 4, ...plain },
  { id: 'pick.cancel', place: 'pick', strokes: ['esc', 'q'], hint: 5, ...plain },
  { id: 'pick.refresh', place: 'pick', strokes: ['r'], ...plain },
  { id: 'review.yes', place: 'review', strokes: ['y'], hint: 1, ...plain },
  { id: 'review.no', place: 'review', strokes: ['n', 'esc'], hint: 2, ...plain },
  { id: 'review.choose', place: 'review', strokes: ['enter'], hint: 3, ...plain },
  { id: 'review.switch', place: 'review', strokes: ['tab', 'left', 'right', 'shift+tab'], hint: 4, ...plain },
  { id: 'checklist.run', place: 'checklist', strokes: ['enter'], hint: 1, ...plain },
  { id: 'checklist.again', place: 'checklist', strokes: ['r'], hint: 2, ...plain },
  { id: 'checklist.set-up', place: 'checklist', strokes: ['+'], hint: 4, ...plain },
  { id: 'checklist.demo', place: 'checklist', strokes: ['D'], hint: 3, ...plain },
  { id: 'set-up.do', place: 'set-up', strokes: ['enter'], hint: 1, ...plain },
  { id: 'set-up.again', place: 'set-up', strokes: ['r'], hint: 3, ...plain },
  { id: 'set-up.forget', place: 'set-up', strokes: ['x'], hint: 2, isDanger: true, ...plain },
  { id: 'set-up.close', place: 'set-up', strokes: ['esc', 'q'], hint: 4, ...plain },

  // A message being written. Enter is a line: nothing that is typed or pasted sends.
  { id: 'compose.send', place: 'compose', strokes: ['ctrl+d'], hint: 1, isChange: true, ...plain },
  { id: 'compose.press', place: 'compose.buttons', strokes: ['enter'], hint: 2, ...plain },
  { id: 'compose.newline', place: 'compose.text', strokes: ['enter'], hint: 2, ...plain },
  { id: 'compose.close', place: 'compose', strokes: ['esc'], hint: 3, ...plain },
  { id: 'compose.next', place: 'compose', strokes: ['tab'], hint: 4, ...plain },
  { id: 'compose.previous', place: 'compose', strokes: ['shift+tab'], ...plain },
  { id: 'compose.button-right', place: 'compose.buttons', strokes: ['right'], ...plain },
  { id: 'compose.button-left', place: 'compose.buttons', strokes: ['left'], ...plain },
  { id: 'compose.to-text', place: 'compose.buttons', strokes: ['up'], ...plain },
  { id: 'compose.left', place: 'compose.text', strokes: ['left'], ...plain },
  { id: 'compose.right', place: 'compose.text', strokes: ['right'], ...plain },
  { id: 'compose.up', place: 'compose.text', strokes: ['up'], ...plain },
  { id: 'compose.down', place: 'compose.text', strokes: ['down'], ...plain },
  { id: 'compose.page-up', place: 'compose.text', strokes: ['pageup'], ...plain },
  { id: 'compose.page-down', place: 'compose.text', strokes: ['pagedown'], ...plain },
  { id: 'compose.home', place: 'compose.text', strokes: ['home', 'ctrl+a'], ...plain },
  { id: 'compose.end', place: 'compose.text', strokes: ['end', 'ctrl+e'], ...plain },
  { id: 'compose.backspace', place: 'compose.text', strokes: ['backspace'], ...plain },
  { id: 'compose.delete', place: 'compose.text', strokes: ['delete'], ...plain },
  { id: 'compose.kill-word', place: 'compose.text', strokes: ['ctrl+w'], ...plain },
  { id: 'compose.kill-start', place: 'compose.text', strokes: ['ctrl+u'], ...plain },
  { id: 'compose.kill-end', place: 'compose.text', strokes: ['ctrl+k'], ...plain },

  // Text fields: letters are text; these are the others.
  { id: 'field.accept', place: 'field', strokes: ['enter'], hint: 1, ...plain },
  { id: 'field.leave', place: 'field', strokes: ['esc'], hint: 2, ...plain },
  { id: 'field.to-list', place: 'field', strokes: ['down', 'up', 'pagedown', 'pageup'], ...plain },
  { id: 'field.left', place: 'field', strokes: ['left'], ...plain },
  { id: 'field.right', place: 'field', strokes: ['right'], ...plain },
  { id: 'field.home', place: 'field', strokes: ['home', 'ctrl+a'], ...plain },
  { id: 'field.end', place: 'field', strokes: ['end', 'ctrl+e'], ...plain },
  { id: 'field.backspace', place: 'field', strokes: ['backspace'], ...plain },
  { id: 'field.delete', place: 'field', strokes: ['delete'], ...plain },
  { id: 'field.kill-word', place: 'field', strokes: ['ctrl+w'], ...plain },
  { id: 'field.kill-line', place: 'field', strokes: ['ctrl+u'], ...plain },

  // Screens.
  { id: 'status.login', place: 'status', strokes: ['l'], hint: 2, isChange: true },
  { id: 'status.log-out', place: 'status', strokes: ['O'], isDanger: true, isChange: true },
  { id: 'status.listener', place: 'status', strokes: ['s'], hint: 3 },
  { id: 'status.enable', place: 'status', strokes: ['e'], isDanger: true, isChange: true },
  { id: 'status.make-default', place: 'status', strokes: ['d'], isDanger: true, isChange: true },
  { id: 'status.add-account', place: 'status', strokes: ['+'], isChange: true },
  { id: 'status.remove-account', place: 'status', strokes: ['x'], isDanger: true, isChange: true },
  { id: 'status.end-orphan', place: 'status', strokes: ['K'], isDanger: true, isChange: true },
  { id: 'status.cure-gateway', place: 'status', strokes: [], isDanger: true, isChange: true },
  { id: 'status.probe', place: 'status', strokes: ['r'], hint: 4 },
  { id: 'openclaw.gateway', place: 'status', strokes: ['S'], hint: 5, isDanger: true },
  { id: 'feed.listener', place: 'feed', strokes: ['s'], hint: 2 },
  { id: 'feed.pause', place: 'feed', strokes: ['p'], hint: 3 },
  { id: 'feed.view', place: 'feed', strokes: ['v'], hint: 5 },
  { id: 'feed.unread', place: 'feed', strokes: ['u'] },
  { id: 'feed.allow', place: 'feed', strokes: ['+'], isDanger: true, isChange: true },
  { id: 'feed.raw', place: 'feed', strokes: ['J'] },
  { id: 'feed.approve', place: 'feed', strokes: ['a'], isDanger: true, isChange: true },
  { id: 'feed.setting', place: 'feed', strokes: ['o'] },
  { id: 'feed.next-match', place: 'feed', strokes: ['n'] },
  { id: 'feed.previous-match', place: 'feed', strokes: ['N'] },
  { id: 'feed.only-sender', place: 'feed', strokes: ['@'] },
  { id: 'feed.only-thread', place: 'feed', strokes: ['#'] },
  { id: 'feed.explain', place: 'feed', strokes: ['E'], isDanger: true, isChange: true },
  { id: 'feed.export', place: 'feed', strokes: ['w'] },
  { id: 'feed.clear', place: 'feed', strokes: ['C'] },
  { id: 'feed.back', place: 'feed', strokes: ['esc'], ...plain },
  {
    id: 'pairing.approve',
    place: 'pairing.pending',
    strokes: ['a'],
    hint: 1,
    isDanger: true,
    isChange: true,
  },
  {
    id: 'pairing.dismiss',
    place: 'pairing.pending',
    strokes: ['x'],
    hint: 2,
    isDanger: true,
    isChange: true,
  },
  {
    id: 'pairing.approve-notify',
    place: 'pairing.pending',
    strokes: ['A'],
    hint: 5,
    isDanger: true,
    isChange: true,
  },
  { id: 'pairing.type-code', place: 'pairing', strokes: ['c'], hint: 3, isChange: true },
  {
    id: 'pairing.revoke',
    place: 'pairing.approved',
    strokes: ['x'],
    hint: 1,
    isDanger: true,
    isChange: true,
  },
  { id: 'pairing.switch', place: 'pairing', strokes: ['tab'], hint: 4 },
  { id: 'pairing.switch-back', place: 'pairing', strokes: ['shift+tab'], ...plain },
  { id: 'pairing.undo', place: 'pairing', strokes: ['U'], hint: 6, isDanger: true, isChange: true },
  { id: 'pairing.notify', place: 'pairing', strokes: ['A'], isDanger: true, isChange: true },
  {
    id: 'directory.to-list',
    place: 'directory.field',
    strokes: ['enter', 'down', 'pagedown'],
    hint: 1,
    ...plain,
  },
  { id: 'directory.other', place: 'directory.field', strokes: ['tab', 'shift+tab'], hint: 2, ...plain },
  { id: 'directory.leave', place: 'directory.field', strokes: ['esc'], hint: 3, ...plain },
  { id: 'directory.find', place: 'directory', strokes: ['/'], hint: 2 },
  { id: 'directory.switch', place: 'directory', strokes: ['tab', 'shift+tab'], hint: 3 },
  { id: 'directory.allow', place: 'directory', strokes: ['+'], hint: 5, isDanger: true, isChange: true },
  { id: 'directory.members', place: 'directory', strokes: ['M'], hint: 4 },
  { id: 'directory.refresh', place: 'directory', strokes: ['r'], hint: 31 },
  { id: 'directory.back', place: 'directory', strokes: ['esc'], ...plain },
  { id: 'access.change', place: 'access', strokes: ['e'], hint: 1, isDanger: true, isChange: true },
  { id: 'access.add', place: 'access', strokes: ['+'], hint: 3, isDanger: true, isChange: true },
  { id: 'access.remove', place: 'access', strokes: ['x'], hint: 4, isDanger: true, isChange: true },
  { id: 'access.tools', place: 'access', strokes: ['t'], isDanger: true, isChange: true },
  { id: 'access.make-default', place: 'access', strokes: ['d'], isDanger: true, isChange: true },
  { id: 'access.rename', place: 'access', strokes: ['R'], isDanger: true, isChange: true },
  { id: 'access.undo', place: 'access', strokes: ['U'], hint: 2, isDanger: true, isChange: true },
  { id: 'access.edit-file', place: 'access', strokes: ['E'], hint: 5, isChange: true },
  { id: 'access.channel', place: 'access', strokes: [], isDanger: true, isChange: true },
  { id: 'access.plugin', place: 'access', strokes: [], isDanger: true, isChange: true },
  { id: 'access.defaults', place: 'access', strokes: [], isDanger: true, isChange: true },
  { id: 'access.reload', place: 'access', strokes: ['r'], hint: 6 },
  { id: 'login.start', place: 'login', strokes: ['enter', 'l'], hint: 1, isChange: true },
  { id: 'login.new-code', place: 'login', strokes: ['r'], hint: 2, isChange: true },
  { id: 'login.cancel', place: 'login', strokes: ['x'], hint: 3 },
  { id: 'login.zoom', place: 'login', strokes: ['z'], hint: 4 },
  { id: 'login.blocks', place: 'login', strokes: ['f'], hint: 5 },
  { id: 'login.flip', place: 'login', strokes: ['i'] },
  { id: 'login.open', place: 'login', strokes: ['o'] },
  { id: 'login.add', place: 'login', strokes: ['+'], hint: 6, isChange: true },
  { id: 'login.gateway', place: 'login', strokes: ['S'], isDanger: true },
  { id: 'login.hand-over', place: 'login', strokes: ['H'], isDanger: true, isChange: true },
  { id: 'login.log-out', place: 'login', strokes: ['O'], isDanger: true, isChange: true },
  { id: 'qr.blocks', place: 'qr', strokes: ['f'], hint: 1, ...plain },
  { id: 'qr.close', place: 'qr', strokes: ['z'], hint: 2, ...plain },
  { id: 'qr.flip', place: 'qr', strokes: ['i'], hint: 3, ...plain },

  // Lists.
  { id: 'list.down', place: 'list', strokes: ['j', 'down'], ...plain },
  { id: 'list.up', place: 'list', strokes: ['k', 'up'], ...plain },
  { id: 'list.first', place: 'list', strokes: ['g', 'home'], ...plain },
  { id: 'list.last', place: 'list', strokes: ['G', 'end'], ...plain },
  { id: 'list.page-down', place: 'list', strokes: ['pagedown'], ...plain },
  { id: 'list.page-up', place: 'list', strokes: ['pageup'], ...plain },
  { id: 'list.half-down', place: 'list', strokes: ['ctrl+d'], ...plain },
  { id: 'list.half-up', place: 'list', strokes: ['ctrl+u'], ...plain },
  { id: 'list.open', place: 'list', strokes: ['enter'], hint: 20 },
  { id: 'list.filter', place: 'list', strokes: ['/'], hint: 21 },
  { id: 'list.mark', place: 'list', strokes: ['space'] },
  { id: 'list.mark-all', place: 'list', strokes: ['*'] },

  // Everywhere.
  { id: 'screen.status', place: 'global', strokes: ['1'] },
  { id: 'screen.feed', place: 'global', strokes: ['2'] },
  { id: 'screen.pairing', place: 'global', strokes: ['3'] },
  { id: 'screen.directory', place: 'global', strokes: ['4'] },
  { id: 'screen.access', place: 'global', strokes: ['5'] },
  { id: 'screen.login', place: 'global', strokes: ['6'] },
  { id: 'screen.next', place: 'global', strokes: ['tab'], ...plain },
  { id: 'screen.previous', place: 'global', strokes: ['shift+tab'], ...plain },
  { id: 'account.previous', place: 'global', strokes: ['['] },
  { id: 'account.next', place: 'global', strokes: [']'], hint: 40 },
  { id: 'compose.open', place: 'global', strokes: ['m'], hint: 4, isChange: true },
  { id: 'app.refresh', place: 'global', strokes: ['r'] },
  { id: 'copy.main', place: 'global', strokes: ['y'], hint: 30 },
  { id: 'copy.menu', place: 'global', strokes: ['Y'] },
  { id: 'app.command-log', place: 'global', strokes: ['L'] },
  { id: 'openclaw.last-run', place: 'global', strokes: ['!'] },
  { id: 'openclaw.start-gateway', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'openclaw.restart-gateway', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'openclaw.stop-gateway', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'openclaw.gateway-status', place: 'global', strokes: [] },
  { id: 'openclaw.log', place: 'global', strokes: [] },
  { id: 'openclaw.ask-gateway', place: 'global', strokes: [] },
  { id: 'openclaw.install-plugin', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'openclaw.enable-plugin', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'checks.all', place: 'global', strokes: [] },
  { id: 'checks.cancel', place: 'global', strokes: [] },
  { id: 'zca.get', place: 'global', strokes: [] },
  { id: 'zca.install', place: 'global', strokes: [], isChange: true },
  { id: 'files.close', place: 'global', strokes: [], isDanger: true, isChange: true },
  { id: 'app.checklist', place: 'global', strokes: [] },
  { id: 'set-up.open', place: 'global', strokes: [], isChange: true },
  { id: 'app.demo', place: 'global', strokes: ['D'] },
  { id: 'app.help', place: 'global', strokes: ['?', 'f1'], hint: 99 },
  { id: 'app.palette', place: 'global', strokes: [':', 'ctrl+p'] },
  { id: 'app.back', place: 'global', strokes: ['esc'], ...plain },
  { id: 'app.quit', place: 'global', strokes: ['q'], hint: 98 },
  { id: 'app.interrupt', place: 'global', strokes: ['ctrl+c'], ...plain },
] as const satisfies readonly Binding[];

export type BindingId = (typeof bindings)[number]['id'];

const byId = new Map<string, Binding>(bindings.map((binding) => [binding.id, binding]));

export const bindingOf = (id: BindingId): Binding => {
  const binding = byId.get(id);
  if (binding === undefined) throw new Error(`no binding ${id}`);
  return binding;
};

/** The strokes that reach a binding where these places hold: what an earlier place takes for itself is not among them. */
export const ownStrokes = (binding: Binding, places: readonly Place[]): readonly string[] => {
  const earlier = places.slice(0, places.indexOf(binding.place));
  const taken = new Set(
    bindings
      .filter((other) => earlier.includes(other.place))
      .flatMap((other): readonly string[] => other.strokes),
  );
  return binding.strokes.filter((stroke) => !taken.has(stroke));
};

/** The key that the table has for it, for words that name the screen on which it holds; empty for what has none. */
export const keyOf = (id: BindingId): string => strokeLabel(bindingOf(id).strokes[0] ?? '');
