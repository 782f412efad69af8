// The sends under way.
import type { ConsoleEvent } from '../events.ts';
import { withOwn } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';

export const changeSends = (
  sends: ConsoleState['sends'],
  { key, send }: Extract<ConsoleEvent, { type: 'send/changed' }>,
): ConsoleState['sends'] => {
  if (send !== undefined) return withOwn(sends, key, send);
  return Object.hasOwn(sends, key)
    ? Object.fromEntries(Object.entries(sends).filter(([other]) => other !== key))
    : sends;
};
