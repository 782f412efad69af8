import type { ConsoleStore } from '../console.ts';
import type { LiveGateway } from '../openclaw/gateway-client/client.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';

/** A connection stands within some hundredths of a second, or not for now (ms). */
export const connectWithinMs = 5_000;

export interface AwaitConnectionParts {
  readonly gatewayClient: Pick<LiveGateway, 'follow'>;
  readonly programs: { readonly checkGateway: () => Promise<unknown> };
  readonly store: Pick<ConsoleStore, 'getState' | 'subscribe'>;
  readonly clock: Clock;
}

/**
 * For whoever asks once and then ends: looks for the gateway, and resolves when the connection stands, was refused, or is not to be had for now.
 * At once where a gateway drives zca: nobody connects to it.
 */
export const awaitConnection = async (parts: AwaitConnectionParts): Promise<void> => {
  const { gatewayClient, programs, store, clock } = parts;
  if (store.getState().config.release.capabilities.drivesZca) return;
  await programs.checkGateway();
  await gatewayClient.follow();
  const isComing = (): boolean => store.getState().connection.status === 'connecting';
  if (!isComing()) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      stop();
      giveUp();
      resolve();
    };
    const stop = store.subscribe(() => {
      if (!isComing()) end();
    });
    const giveUp = realTimeClock(clock).after(connectWithinMs, end);
  });
};
