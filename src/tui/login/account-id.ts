// What an account that is to be may be called.

import type { Frame } from '../app/frame.ts';
import { loginActionSentences } from './words-actions.ts';

const words = loginActionSentences;

/** Why an account cannot have this id, or undefined. Ids are small letters in the config, however they are typed. */
export const checkNewId = ({ core }: Frame, text: string): string | undefined => {
  const id = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(id)) return words.idBad;
  return core.config.accounts.some((account) => account.id === id) ? words.idTaken(id) : undefined;
};
