// A hint names the keys that do it from where the operator is.
import { describe, expect, it } from 'vitest';
import { keysTo, resolve } from '../../../src/tui/keys/resolve.ts';
import { initialUiState } from '../../../src/tui/state/ui-reduce.ts';
import type { UiState } from '../../../src/tui/state/ui-state.ts';
import { nowMs } from '../../support/builders.ts';

const on = (screen: UiState['screen'], parts: Partial<UiState> = {}): UiState => {
  const { focus: _, ...state } = initialUiState({ screen, scope: 'all', columns: 80, rows: 24, nowMs });
  return { ...state, ...parts };
};

describe('keysTo', () => {
  it.each([
    ['the list of the directory', on('directory'), 'directory.refresh', 'r'],
    [
      'the field of the directory',
      on('directory', { focus: 'directory' }),
      'directory.refresh',
      'Esc, then r',
    ],
    ['a filter on the feed', on('feed', { focus: 'filter' }), 'feed.listener', 'Esc, then s'],
    ['the feed', on('feed'), 'feed.listener', 's'],
    ['another screen, under its own key of that name', on('feed'), 'app.refresh', 'r'],
    ['a screen from a field', on('feed', { focus: 'filter' }), 'screen.login', 'Esc, then 6'],
  ] as const)('from %s', (_, ui, id, keys) => {
    expect(keysTo(ui, id)).toBe(keys);
    const last = keys.at(-1) ?? '';
    // What it names is true: here the last key is text, or it is that very binding.
    expect(resolve(ui, { name: last, text: last })).toEqual(
      keys.startsWith('Esc') ? { type: 'text', text: last } : { type: 'binding', id },
    );
  });
});
