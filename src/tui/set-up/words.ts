// What the set-up assistant says of its keys.
import { keyOf } from '../keys/bindings.ts';

const goOn = `${keyOf('app.palette')} and type setup to go on`;

export const setUpKeySentences = {
  intro: `${keyOf('set-up.do')} does a step. ${keyOf('set-up.close')} leaves; the answers stay. Nothing is written before the review.`,
  left: `Set-up is kept: press ${goOn}.`,
  goesOn: (accountId: string): string => `${accountId} is logged in. Press ${goOn} with its set-up.`,
} as const;
