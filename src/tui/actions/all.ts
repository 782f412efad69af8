// Every handler under one roof: the type says that no row of the table is without one.

import type { Handlers } from '../app/handlers.ts';
import { accessHandlers } from '../screens/access/actions.ts';
import { directoryHandlers } from '../screens/directory/actions.ts';
import { feedHandlers } from '../screens/feed/actions.ts';
import { loginHandlers } from '../screens/login/actions.ts';
import { pairingHandlers } from '../screens/pairing/actions.ts';
import { statusHandlers } from '../screens/status/actions.ts';
import { fileHandlers } from './close-files.ts';
import { composeHandlers } from './compose.ts';
import { fieldHandlers } from './field.ts';
import { appHandlers, screenHandlers } from './global.ts';
import { listHandlers } from './list.ts';
import { openclawHandlers } from './openclaw.ts';
import { overlayHandlers } from './overlay.ts';
import { pickHandlers } from './pick.ts';
import { setUpHandlers } from './set-up/handlers.ts';

/** What every binding does. */
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
