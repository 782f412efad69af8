// What the feed says of its keys. `keys`: what does it from where the operator is.
import { frameSentences } from '../app/words.ts';
import { keyOf } from '../keys/bindings.ts';

export const feedKeySentences = {
  start: (keys: string) => `Press ${keys} to start the listener.`,
  retry: (keys: string) => `Press ${keys} to try again.`,
  demo: (keys: string) => `Press ${keys} to open the demo on a simulated account.`,
  logIn: (keys: string) => `Press ${keys} to go to ${frameSentences.screens.login}.`,
  seeConfig: `${frameSentences.screens.access} (${keyOf('screen.access')}) shows what the config says.`,
  clearFilter: `Press ${keyOf('feed.back')} to clear the filter.`,
  nextView: (keys: string) => `Press ${keys} for the next view.`,
  goToEnd: `${keyOf('list.last')} goes to the end`,
  resume: `${keyOf('feed.pause')} goes on`,
} as const;
