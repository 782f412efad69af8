// How readers of the config tell what is wrong with it.
import type { ConfigWords } from '../catalogue/config-values.ts';
import type { AccountId } from '../model/ids.ts';
import type { ConfigPath } from './config/value.ts';

/** Takes a finding about a place of the config; the same words are kept once. */
export type Report = (said: ConfigWords, path: ConfigPath, accountId?: AccountId) => void;
