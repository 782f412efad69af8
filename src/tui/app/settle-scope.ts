// Which account is shown, once the config says which there are.
import { sentences } from '../../core/index.ts';
import type { App } from './app.ts';

/**
 * Called when the config has been read: an account that it does not list is not shown, and the only one there is, is
 * shown by its name. Where the operator had asked for another when the console was started (`isFirst`), that is an error; an account
 * that goes later was taken out by somebody, and its going is only told.
 */
export const settleScope = (app: App, isFirst: boolean): void => {
  const { core, ui } = app.frame();
  const { accounts } = core.config;
  const [only, ...others] = accounts;
  if (only === undefined || ui.scope === only.id || accounts.some(({ id }) => id === ui.scope)) return;
  const scope = others.length === 0 ? only.id : 'all';
  if (ui.scope === scope) return;
  app.dispatch({ type: 'scope/changed', scope });
  if (ui.scope === 'all') return;
  const said = sentences.status.accountUnknown(ui.scope);
  if (isFirst) app.complain(said);
  else app.note(said);
};
