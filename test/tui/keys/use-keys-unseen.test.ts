// What is pressed while the window is too small to draw anything but that.
import { describe, expect, it, vi } from 'vitest';
import type { App } from '../../../src/tui/app/app.ts';
import type { Handler, Handlers } from '../../../src/tui/app/context.ts';
import { bindings } from '../../../src/tui/keys/bindings.ts';
import { pressUnseen } from '../../../src/tui/keys/use-keys.ts';
import { appOn } from '../../support/app-on.ts';
import { settle } from '../../support/fake-clock.ts';

const open = (): { readonly app: App; readonly ran: readonly string[] } => {
  const ran: string[] = [];
  const handlerOf = (id: string): Handler => ({ run: () => void ran.push(id) });
  const { app } = appOn({
    screen: 'pairing',
    columns: 30,
    rows: 8,
    handlers: Object.fromEntries(bindings.map(({ id }) => [id, handlerOf(id)])) as Handlers,
  });
  return { app, ran };
};

const press = (app: App, ...names: readonly string[]): void =>
  pressUnseen(
    app,
    names.map((name) => (name.length === 1 ? { name, text: name } : { name })),
  );

describe('a window that is too small', () => {
  it('hears none of the keys that do something', () => {
    const { app, ran } = open();
    for (const { strokes } of bindings)
      press(app, ...strokes.filter((stroke) => stroke !== 'q' && stroke !== 'ctrl+c'));
    expect(ran).toEqual([]);
  });

  it('answers no question', async () => {
    const { app, ran } = open();
    const answered = vi.fn();
    void app.confirm({ title: 'Let them in?', lines: [], confirmLabel: 'Yes' }).then(answered);
    press(app, 'y', 'tab', 'enter', 'esc', 'n');
    await settle();
    expect(app.frame().ui.overlays).toHaveLength(1);
    expect(ran).toEqual([]);
    press(app, 'q', 'q');
    expect(ran).toEqual(['app.interrupt', 'app.interrupt']);
    expect(answered).not.toHaveBeenCalled();
  });

  it('is left by q, in a field too, where it would be a letter', () => {
    const { app, ran } = open();
    app.dispatch({ type: 'focus/changed', field: 'filter' });
    press(app, 'x', 'q');
    expect(ran).toEqual(['app.quit']);
    expect(app.frame().ui.fields.filter?.value ?? '').toBe('');
  });
});
