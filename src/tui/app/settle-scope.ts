// Which account is shown, once the config says which there are.
import { sentences } from '../../core/index.ts';
import type { App } from './app.ts';

/**
 * Called when the config has been read: an account that it does not list is not shown, and the only one there is, is
 * shown by its name. Says so where the operator had asked for another.
 */
export const settleScope = (app: App): void => {
  const { core, ui } = app.frame();
  const { accounts } = core.config;
  const [only, ...others] = accounts;
  if (only === undefined || ui.scope === only.id || accounts.some(({ id }) => id === ui.scope)) return;
  const scope = others.length === 0 ? only.id : 'all';
  if (ui.scope === scope) return;
  app.dispatch({ type: 'scope/changed', scope });
  if (ui.scope !== 'all') app.complain(sentences.status.accountUnknown(ui.scope));
};
