import type { AccountId } from '../shared/ids.ts';

/** A time in which no gateway listened on an account (epoch ms); without `untilMs` it lasts. */
export interface NotListeningPeriod {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** The times of every account, oldest first. */
export type NotListening = Readonly<Record<AccountId, readonly NotListeningPeriod[]>>;
