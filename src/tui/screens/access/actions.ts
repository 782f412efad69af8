// Access is read only: all one can do is read it again.
import { sentences } from '../../../core/index.ts';
import type { Handlers, IdsOf } from '../../app/handlers.ts';

export const accessHandlers: Handlers<IdsOf<'access'>> = {
  'access.reload': {
    run: async (app) => {
      const outcome = app.console.actions.reloadConfig();
      if ((await app.attempt(outcome)) && !('sentence' in (await outcome))) app.say(sentences.accessScreen.reloaded);
    },
  },
};
