import { describe, expect, it } from 'vitest';
import { handlers } from '../../../src/tui/app/all-actions.ts';
import { type Binding, bindings, type Place } from '../../../src/tui/keys/bindings.ts';
import { placesOf, resolve } from '../../../src/tui/keys/resolve.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import { initialUiState } from '../../../src/tui/state/ui-reduce.ts';
import {
  type Overlay,
  type PickOverlay,
  screenNames,
  type UiState,
} from '../../../src/tui/state/ui-state.ts';

const ui = (changes: Partial<UiState> = {}): UiState => ({
  ...initialUiState({ screen: 'status', scope: 'all', columns: 80, rows: 24, nowMs: 0 }),
  ...changes,
});
const confirm: Overlay = {
  type: 'confirm',
  id: 1,
  title: '',
  lines: [],
  confirmLabel: 'Yes',
  isDanger: true,
  focus: 'cancel',
};
const pick: PickOverlay = {
  type: 'pick',
  id: 1,
  title: '',
  lines: [],
  source: { type: 'fixed', rows: [] },
  picked: [],
  extras: [],
  typeLabel: '',
  typeLines: [],
  doneLabel: '',
  isFiltering: false,
};
const table: readonly Binding[] = bindings;

describe('the binding table', () => {
  it('has each id once, each with a label and a handler', () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    expect(Object.keys(keySentences).sort()).toEqual(table.map(({ id }) => id).sort());
    expect(Object.keys(handlers).sort()).toEqual(table.map(({ id }) => id).sort());
  });

  it('gives no stroke two meanings in one place', () => {
    const seen = table.flatMap(({ place, strokes }) => strokes.map((stroke) => `${place} ${stroke}`));
    expect(seen.filter((stroke, index) => seen.indexOf(stroke) !== index)).toEqual([]);
  });

  it('uses no Alt, no chord, and none of ^s ^q ^z', () => {
    for (const { strokes } of table) {
      for (const stroke of strokes) {
        expect(stroke).not.toMatch(/^(?:alt|meta)\+/u);
        expect(['ctrl+s', 'ctrl+q', 'ctrl+z']).not.toContain(stroke);
        expect(stroke).toMatch(
          /^(?:.|ctrl\+[a-z]|shift\+tab|enter|esc|tab|space|up|down|left|right|home|end|pageup|pagedown|backspace|delete|f1)$/u,
        );
      }
    }
  });

  it('means the same by a letter on every screen', () => {
    const screens: readonly Place[] = [
      'status',
      'feed',
      'pairing',
      'pairing.pending',
      'pairing.approved',
      'pairing.decided',
      'directory',
      'access',
      'login',
      'global',
      'list',
    ];
    // One letter, one meaning: these are the meanings, worded so that each screen's variant fits.
    const meanings: Readonly<Record<string, RegExp>> = {
      l: /log.in/u,
      O: /log out/u,
      s: /start.stop/u,
      r: /refresh|probe|read again|new code|check/u,
      x: /dismiss|revoke|cancel|remove/u,
      '+': /add|allow/u,
      e: /change|enable/u,
      d: /default/u,
      y: /copy/u,
      m: /message/u,
      '/': /filter|find/u,
      tab: /screen|list|peers|directory/u,
      A: /tell/u,
      U: /undo/u,
      enter: /details|start|members/u,
    };
    const bound = table
      .filter(({ place }) => screens.includes(place))
      .flatMap(({ place, strokes, id }) => strokes.map((stroke) => ({ stroke, place, id })))
      .filter(({ stroke }) => meanings[stroke] !== undefined);
    expect(new Set(bound.map(({ stroke }) => stroke)).size).toBe(Object.keys(meanings).length);
    for (const { stroke, place, id } of bound)
      expect(keySentences[id as keyof typeof keySentences], `${stroke} in ${place}`).toMatch(
        meanings[stroke] ?? /./u,
      );
  });
});

describe('resolve', () => {
  it('prefers the screen to the list to everywhere', () => {
    expect(resolve(ui({ screen: 'status' }), { name: 'r', text: 'r' })).toEqual({
      type: 'binding',
      id: 'status.probe',
    });
    expect(resolve(ui({ screen: 'feed' }), { name: 'r', text: 'r' })).toEqual({
      type: 'binding',
      id: 'app.refresh',
    });
    expect(resolve(ui(), { name: 'j', text: 'j' })).toEqual({ type: 'binding', id: 'list.down' });
  });

  it('takes letters as text while a field has the focus, and keeps ^c', () => {
    const typing = ui({ focus: 'filter' });
    expect(resolve(typing, { name: 'q', text: 'q' })).toEqual({ type: 'text', text: 'q' });
    expect(resolve(typing, { name: 'space', text: ' ' })).toEqual({ type: 'text', text: ' ' });
    expect(resolve(typing, { name: 'ctrl+c' })).toEqual({ type: 'binding', id: 'app.interrupt' });
    expect(resolve(typing, { name: '?', text: '?' })).toEqual({ type: 'text', text: '?' });
    expect(resolve(typing, { name: 'f1' })).toEqual({ type: 'binding', id: 'app.help' });
  });

  it('shuts the screen out while a question stands', () => {
    const asked = ui({ overlays: [confirm] });
    expect(resolve(asked, { name: 'a', text: 'a' })).toEqual({ type: 'none' });
    expect(resolve(asked, { name: 'q', text: 'q' })).toEqual({ type: 'none' });
    expect(resolve(asked, { name: 'y', text: 'y' })).toEqual({ type: 'binding', id: 'confirm.yes' });
  });

  it('opens help from everywhere but from help', () => {
    expect(resolve(ui({ overlays: [confirm] }), { name: '?', text: '?' })).toEqual({
      type: 'binding',
      id: 'app.help',
    });
    expect(resolve(ui({ overlays: [{ type: 'details' }] }), { name: '?', text: '?' })).toEqual({
      type: 'binding',
      id: 'app.help',
    });
    expect(resolve(ui({ overlays: [{ type: 'help' }] }), { name: '?', text: '?' })).toEqual({
      type: 'text',
      text: '?',
    });
    expect(resolve(ui({ overlays: [{ type: 'help' }] }), { name: 'f1' })).toEqual({ type: 'none' });
  });

  it('takes letters as text while a message is written, and as nothing on its buttons', () => {
    const writing = ui({ overlays: [{ type: 'compose', key: '', focus: 'text' }] });
    expect(resolve(writing, { name: 'q', text: 'q' })).toEqual({ type: 'text', text: 'q' });
    expect(resolve(writing, { name: '?', text: '?' })).toEqual({ type: 'text', text: '?' });
    expect(resolve(writing, { name: 'enter' })).toEqual({ type: 'binding', id: 'compose.newline' });
    const onButtons = ui({ overlays: [{ type: 'compose', key: '', focus: 'send' }] });
    expect(resolve(onButtons, { name: 'y', text: 'y' })).toEqual({ type: 'none' });
    expect(resolve(onButtons, { name: 'enter' })).toEqual({ type: 'binding', id: 'compose.press' });
    for (const asked of [writing, onButtons])
      expect(resolve(asked, { name: 'ctrl+d' })).toEqual({ type: 'binding', id: 'compose.send' });
  });

  it('takes no bare y for a question that wants a word typed', () => {
    const asked = ui({ overlays: [{ ...confirm, typed: 'work' }] });
    expect(resolve(asked, { name: 'y', text: 'y' })).toEqual({ type: 'text', text: 'y' });
  });

  it('answers Esc wherever one is', () => {
    const overlays: readonly Overlay[] = [
      confirm,
      { ...confirm, typed: 'x' },
      { type: 'prompt', id: 1, title: '', lines: [], isBusy: false },
      { type: 'help' },
      { type: 'details' },
      { type: 'command-log' },
      { type: 'copy-menu', items: [] },
      { type: 'raw-text', title: '', text: '' },
      { type: 'checklist' },
      { type: 'qr' },
      { type: 'compose', key: '', focus: 'text' },
      { type: 'compose', key: '', focus: 'send' },
      pick,
      { ...pick, isFiltering: true },
    ];
    for (const overlay of overlays)
      expect(resolve(ui({ overlays: [overlay] }), { name: 'esc' }).type, overlay.type).toBe('binding');
    for (const screen of screenNames) {
      // In the directory Esc first leads from members to groups and from a search to the whole list; in the feed out of what narrows it.
      const id = screen === 'directory' || screen === 'feed' ? `${screen}.back` : 'app.back';
      expect(resolve(ui({ screen }), { name: 'esc' }), screen).toEqual({ type: 'binding', id });
    }
    expect(placesOf(ui({ focus: 'filter' }))).toEqual(['field']);
  });
});
