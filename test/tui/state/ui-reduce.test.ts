import { describe, expect, it } from 'vitest';
import { emptyList } from '../../../src/tui/layout/window-for.ts';
import type { FieldEdit } from '../../../src/tui/state/editor.ts';
import { initialUiState, reduceUi } from '../../../src/tui/state/ui-reduce.ts';
import type { UiEvent, UiState } from '../../../src/tui/state/ui-state.ts';

const start = initialUiState({ screen: 'status', scope: 'all', columns: 80, rows: 24, nowMs: 1_000 });
const after = (...events: readonly UiEvent[]): UiState => events.reduce(reduceUi, start);

describe('reduceUi', () => {
  it('goes back the way one came, and no further than the start', () => {
    const there = after(
      { type: 'screen/shown', screen: 'feed' },
      { type: 'screen/shown', screen: 'pairing' },
    );
    expect(there.history).toEqual(['status', 'feed']);
    const back = [1, 2, 3].reduce((ui) => reduceUi(ui, { type: 'screen/left' }), there);
    expect(back).toMatchObject({ screen: 'status', history: [] });
  });
  it('keeps errors before words, and forgets them when a key was pressed', () => {
    const shown = after(
      { type: 'toast/shown', toast: { id: 1, kind: 'error', text: 'no' } },
      { type: 'toast/shown', toast: { id: 2, kind: 'done', text: 'yes' } },
    );
    expect(shown.toasts.map(({ id }) => id)).toEqual([1, 2]);
    expect(reduceUi(shown, { type: 'errors/read' }).toasts.map(({ id }) => id)).toEqual([2]);
    expect(reduceUi(shown, { type: 'toast/dismissed', id: 2 }).toasts.map(({ id }) => id)).toEqual([1]);
  });
  it('changes only the overlay on top', () => {
    const two = after(
      { type: 'overlay/opened', overlay: { type: 'help' } },
      { type: 'overlay/opened', overlay: { type: 'checklist' } },
    );
    expect(reduceUi(two, { type: 'overlay/closed' }).overlays).toEqual([{ type: 'help' }]);
  });
  it('forgets what was wrong with an answer once another one is typed', () => {
    const refused = {
      type: 'prompt',
      id: 1,
      title: 'Who?',
      lines: [],
      isBusy: false,
      error: 'Type something.',
    } as const;
    const shown = after({ type: 'overlay/opened', overlay: refused });
    const edited = (edit: FieldEdit, field: 'prompt' | 'filter' = 'prompt') =>
      reduceUi(shown, { type: 'field/edited', field, edit }).overlays[0];
    expect(edited({ type: 'insert', text: 'h' })).toEqual({
      type: 'prompt',
      id: 1,
      title: 'Who?',
      lines: [],
      isBusy: false,
    });
    expect(edited({ type: 'set', text: '' })).toEqual(refused);
    expect(edited({ type: 'insert', text: 'h' }, 'filter')).toEqual(refused);
  });
  it('lets kept orders go when a screen is left', () => {
    const kept = after({ type: 'list/changed', name: 'status', list: { ...emptyList, order: ['b', 'a'] } });
    expect(reduceUi(kept, { type: 'screen/shown', screen: 'feed' }).lists.status).toEqual(emptyList);
  });
  it('pauses and resumes the feed, and never unsees', () => {
    expect(after({ type: 'feed/paused', atMs: 5 }).feed.pausedAtMs).toBe(5);
    expect(after({ type: 'feed/paused', atMs: 5 }, { type: 'feed/resumed' }).feed).not.toHaveProperty(
      'pausedAtMs',
    );
    expect(after({ type: 'feed/seen', untilMs: 500 }).feed.seenUntilMs).toBe(1_000);
  });
});
