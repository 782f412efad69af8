// The one place where a binding becomes an action: keys, help, palette and detail rows all come here.
import { toErrorView } from '../../core/index.ts';
import { type BindingId, bindingOf } from '../keys/bindings.ts';
import type { App } from './app.ts';
import type { Handlers } from './handlers.ts';

/** Runs a binding, or says why it cannot be done now. Never throws: what goes wrong is shown. */
export const runBinding = (app: App, handlers: Handlers, id: BindingId): void => {
  const frame = app.frame();
  const reason = handlers[id].reason?.(frame);
  if (reason !== undefined) {
    // A movement that leads nowhere is not worth a word.
    if (bindingOf(id).isPlain !== true) app.note(reason);
    return;
  }
  const failed = (error: unknown): void => {
    const view = toErrorView(error);
    app.complain(view.sentence, view.detail ?? view.hint);
  };
  try {
    const running = handlers[id].run(app, frame);
    if (running instanceof Promise) running.catch(failed);
  } catch (error) {
    failed(error);
  }
};
