// Does the gateway listen as it should, and for how long not? Pure.

import {
  type GatewayProcess,
  gatewayWarmUpMs,
  type ListeningAnomaly,
  type ListeningFault,
  type ListeningState,
  type ListenProcess,
  provenListenerMs,
} from '../model/listening.ts';
import { largest, smallest } from '../shared/extremes.ts';
import type { ProfileName } from '../shared/ids.ts';

/** A fault counts once it has lasted so long (ms): a gateway restarts a listener that has ended after 5 s (the OpenClaw contract). */
export const confirmMs = 10_000;

/** Has it lived long enough to have been let in? A clock that was set back tells nothing. */
const isProven = ({ sinceMs }: ListenProcess, nowMs: number): boolean =>
  sinceMs === undefined || sinceMs > nowMs || nowMs - sinceMs >= provenListenerMs;

/** When the youngest of a gateway's listeners that do not count yet will (epoch ms), if it lives. */
export const provenAtMs = (processes: readonly ListenProcess[], nowMs: number): number | undefined => {
  const waiting = processes.filter(
    (process) => process.owner.type === 'gateway' && !isProven(process, nowMs),
  );
  return waiting.length === 0
    ? undefined
    : largest(
        waiting.map(({ sinceMs = nowMs }) => sinceMs),
        0,
      ) + provenListenerMs;
};

/** How many live listeners a gateway has on a profile that are there to stay; where several may be the gateway of this config, the one with most. */
export const heardTimes = (
  processes: readonly ListenProcess[],
  profile: ProfileName,
  nowMs: number,
): number => {
  const byGateway = new Map<number, number>();
  for (const process of processes) {
    const { owner, profile: heard } = process;
    if (owner.type === 'gateway' && heard === profile && isProven(process, nowMs))
      byGateway.set(owner.pid, (byGateway.get(owner.pid) ?? 0) + 1);
  }
  return largest(byGateway.values(), 0);
};

const faultOf = (
  { processes, nowMs }: Pick<AnomalyInput, 'processes' | 'nowMs'>,
  profile: ProfileName,
  expected: number,
): ListeningFault | undefined => {
  const times = heardTimes(processes, profile, nowMs);
  if (times === 0) return 'deaf';
  return times > expected ? 'doubled' : undefined;
};

/** When the gateway has settled in: that which has been there longest counts. */
const warmedUpAtMs = (gateways: readonly GatewayProcess[]): number => {
  const starts = gateways.flatMap(({ startedAtMs }) => (startedAtMs === undefined ? [] : [startedAtMs]));
  const first = smallest(starts);
  return first === undefined ? 0 : first + gatewayWarmUpMs;
};

export interface AnomalyInput {
  /** The profile of every account the gateway should listen on, once for each account. Empty: no gateway is known to run here. */
  readonly profiles: readonly ProfileName[];
  readonly gateways: readonly GatewayProcess[];
  readonly processes: readonly ListenProcess[];
  readonly before: ListeningState;
  readonly nowMs: number;
}

const isSameGateway = (before: ListeningState, gateways: readonly GatewayProcess[]): boolean =>
  before.gateways.some(({ pid }) => gateways.some((gateway) => gateway.pid === pid));

/** What is amiss now; what was amiss before and still is keeps its beginning, unless another gateway has come. */
export const anomaliesOf = ({
  profiles,
  gateways,
  processes,
  before,
  nowMs,
}: AnomalyInput): Readonly<Record<ProfileName, ListeningAnomaly>> => {
  const isSame = isSameGateway(before, gateways);
  const anomalies = new Map<ProfileName, ListeningAnomaly>();
  for (const profile of new Set(profiles)) {
    const fault = faultOf(
      { processes, nowMs },
      profile,
      profiles.filter((other) => other === profile).length,
    );
    if (fault === undefined) continue;
    const known = isSame && Object.hasOwn(before.anomalies, profile) ? before.anomalies[profile] : undefined;
    const sinceMs = known?.fault === fault ? known.sinceMs : nowMs;
    const confirmedAtMs = Math.max(sinceMs + confirmMs, warmedUpAtMs(gateways));
    anomalies.set(profile, {
      fault,
      sinceMs,
      confirmedAtMs,
      isConfirmed: nowMs >= confirmedAtMs || (known?.fault === fault && known.isConfirmed),
    });
  }
  return Object.fromEntries(anomalies);
};
