// Every handler under one roof: the type says that no row of the table is without one.

import { accessHandlers } from '../access/actions.ts';
import { composeHandlers } from '../compose/actions.ts';
import { overlayHandlers } from '../dialogs/actions.ts';
import { pickHandlers } from '../dialogs/pick-actions.ts';
import { directoryHandlers } from '../directory/actions.ts';
import { fileHandlers } from '../doctor/fix-finding.ts';
import { feedHandlers } from '../feed/actions.ts';
import { openclawHandlers } from '../gateway/actions.ts';
import { loginHandlers } from '../login/actions.ts';
import { pairingHandlers } from '../pairing/actions.ts';
import { setUpHandlers } from '../set-up/handlers.ts';
import { statusHandlers } from '../status/actions.ts';
import type { Handlers } from './context.ts';
import { appHandlers, screenHandlers } from './global-actions.ts';
import { fieldHandlers, listHandlers } from './list-actions.ts';
export const handlers: Handlers = {
  ...overlayHandlers,
  ...pickHandlers,
  ...composeHandlers,
  ...fieldHandlers,
  ...statusHandlers,
  ...feedHandlers,
  ...pairingHandlers,
  ...directoryHandlers,
  ...accessHandlers,
  ...loginHandlers,
  ...openclawHandlers,
  ...setUpHandlers,
  ...fileHandlers,
  ...listHandlers,
  ...screenHandlers,
  ...appHandlers,
};
