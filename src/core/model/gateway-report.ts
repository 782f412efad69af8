import type { AccountId } from '../shared/ids.ts';

/** What the gateway says of one account (`channels status --json`, `health --json`). What it does not say is absent. */
export interface ReportedAccount {
  readonly isEnabled?: boolean;
  /** Logged in when the gateway last looked; from 2026.8.1 on true whatever the log-in: see `isLinked`. */
  readonly isConfigured?: boolean;
  /** True also for a listener of zca that is dead or restarts without end (the OpenClaw contract, section 5). */
  readonly isRunning?: boolean;
  /** Whether there is a session; said from 2026.8.1 on. */
  readonly isLinked?: boolean;
  readonly lastStartAtMs?: number;
  readonly lastInboundAtMs?: number;
  readonly lastOutboundAtMs?: number;
  readonly dmPolicy?: string;
  /** Its own words: `not configured`, `not authenticated`, … */
  readonly lastError?: string;
  readonly userId?: string;
  readonly displayName?: string;
}

/** What the gateway says of the accounts it speaks of. */
export type GatewayReport = Readonly<Record<AccountId, ReportedAccount>>;
