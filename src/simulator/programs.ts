// The processes of a simulated world at its beginning and its end: what is waited for, by the machine's clock.
import { rmSync } from 'node:fs';
import { type GatewayMode, readGateway } from './gateway-files.ts';
import type { GatewayHost } from './gateway-host.ts';
import { readWorld, worldFile } from './world-files.ts';
import { listenerPid } from './zca/listener-lock.ts';

const lookEveryMs = 25;
const endLimitMs = 1_500;
const beginLimitMs = 5_000;

/** Goes on after the limit, whatever they do. */
const waitUntil = async (isTrue: () => boolean, limitMs: number): Promise<void> => {
  for (let waitedMs = 0; waitedMs < limitMs && !isTrue(); waitedMs += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
};

/** How many listeners a gateway begins with on the account that is logged in. */
const firstListeners: Readonly<Record<GatewayMode, number>> = { up: 1, deaf: 0, doubled: 2 };

/** Starts a gateway that listens from the beginning: it is there, with its listeners, before a console looks. */
export const beginGateway = async (host: GatewayHost, mode: GatewayMode, zcaDir: string): Promise<void> => {
  host.begin(mode);
  const hasBegun = (): boolean => {
    const gateway = readGateway(zcaDir);
    return gateway !== undefined && (gateway.listeners['default']?.length ?? 0) === firstListeners[mode];
  };
  await waitUntil(hasBegun, beginLimitMs);
};

/** The simulated programs end by themselves once their world has gone; this takes it away and waits until they have. */
export const endPrograms = async (zcaDir: string): Promise<void> => {
  const profiles = Object.keys(readWorld(zcaDir)?.profiles ?? {});
  rmSync(worldFile(zcaDir), { force: true });
  const areLeft = (): boolean =>
    readGateway(zcaDir) !== undefined || profiles.some((profile) => listenerPid(zcaDir, profile) !== undefined);
  await waitUntil(() => !areLeft(), endLimitMs);
};
