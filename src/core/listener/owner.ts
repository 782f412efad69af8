// Who else listens on a profile, by name: zca only says a process id, if that. Pure.

import { isGatewayListening } from '../gateway/select-listening.ts';
import type { ListenProcess } from '../model/listening.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import { listenerSentences, type Suspect } from './words.ts';

const othersOn = ({ listening }: ConsoleState, profile: ProfileName): readonly ListenProcess[] =>
  listening.processes.filter((process) => process.profile === profile && process.owner.type !== 'console');

/** An error `listener-owned` with the name of the process, if it was seen; every other as it is. */
export const withOwnerName = (error: ErrorView, state: ConsoleState | undefined, profile: ProfileName): ErrorView => {
  if (error.code !== 'listener-owned' || state === undefined) return error;
  const others = othersOn(state, profile);
  const said = /\bpid (\d+)/u.exec(error.detail ?? '')?.[1];
  const process = others.find(({ pid }) => String(pid) === said) ?? others[0];
  if (process === undefined) return error;
  const named = listenerSentences.ownedBy(process);
  return error.detail === undefined ? named : { ...named, detail: error.detail };
};

/** Who probably pushes the listener of an account out. */
export const suspectOf = (state: ConsoleState | undefined, accountId: AccountId): Suspect => {
  const account = state?.config.accounts.find(({ id }) => id === accountId);
  if (state === undefined || account === undefined) return 'unknown';
  const [other] = othersOn(state, account.profile.value);
  if (other !== undefined) return other;
  const { config, gateway } = state;
  // A gateway that was looked for and is not there is not the one; where none was looked for it is the likeliest.
  const isMeant = config.channelEnabled && config.pluginEnabled !== false && account.enabled.value;
  return isGatewayListening(state, account) || (isMeant && gateway.status === 'unknown') ? 'gateway' : 'unknown';
};
