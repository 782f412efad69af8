// How readers of the config tell what is wrong with it.

import type { AccountId } from '../shared/ids.ts';
import type { ConfigPath } from './value.ts';
import type { ConfigWords } from './words-values.ts';

/** Takes a finding about a place of the config; the same words are kept once. */
export type Report = (said: ConfigWords, path: ConfigPath, accountId?: AccountId) => void;
