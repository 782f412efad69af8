import type { AccountId } from '../shared/ids.ts';

/** A time in which no gateway listened on an account (epoch ms); without `untilMs` it lasts. */
export interface DeafPeriod {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** The times of every account, oldest first. */
export type Deafness = Readonly<Record<AccountId, readonly DeafPeriod[]>>;
