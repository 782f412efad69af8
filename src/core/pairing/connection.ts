// Pairing over the live connection: what `openclaw gateway call` is asked in seconds, in milliseconds. Where there is none, the program is run.

import { decisionRefusal, readPairingDecision, readPairingRpcList } from '../openclaw/cli/parse-requests.ts';
import { type PairingRequestKey, pluginId } from '../openclaw/command-line.ts';
import type { GatewayCall, GatewayClient } from '../openclaw/gateway-client/model.ts';
import { openclawSentences } from '../openclaw/words.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import { isRecord, type JsonRecord } from '../zca/fields.ts';
import type { PairingCli } from './backend.ts';
import { pairingSentences as words } from './words.ts';

const call = (act: 'list' | 'approve' | 'dismiss', params: JsonRecord): GatewayCall => ({
  method: `channels.pairing.${act}`,
  params: { channel: pluginId, ...params },
  scope: 'pairing',
});

/** The connection cannot or may not ask, and has done nothing. */
const nothingDone: ReadonlySet<ErrorCode> = new Set(['unsupported-call', 'gateway-refused']);
/** A question can be asked again by whoever can. */
const canAskElsewhere: ReadonlySet<ErrorCode> = new Set([
  ...nothingDone,
  'gateway-down',
  'timed-out',
  'not-permitted',
]);

const isOneOf = (codes: ReadonlySet<ErrorCode>, error: unknown): boolean =>
  error instanceof AppError && codes.has(error.code);

const recordOf = (payload: unknown, what: string): JsonRecord => {
  if (isRecord(payload)) return payload;
  throw new AppError(openclawSentences.errors.garbageOutput({ what, detail: typeof payload }));
};

/**
 * The calls of the program, over the connection while that stands. A decision whose answer was lost is not made a second time by the program:
 * `timed-out` tells that it may have been made.
 * @param cli the program; throws AppError `openclaw-not-found` where there is none
 */
export const pairingOverConnection = (client: GatewayClient, cli: () => PairingCli): PairingCli => {
  const decide = async (
    act: 'approve' | 'dismiss',
    key: PairingRequestKey,
    params: JsonRecord,
    byProgram: () => ReturnType<PairingCli['approveRequest']>,
    signal?: AbortSignal,
  ) => {
    if (!client.isOpen()) return byProgram();
    const { accountId, requestId } = key;
    try {
      const answer = await client.call(call(act, { accountId, requestId, ...params }), signal);
      return readPairingDecision(recordOf(answer, `channels.pairing.${act}`));
    } catch (error) {
      if (isOneOf(nothingDone, error)) return byProgram();
      if (!(error instanceof AppError)) throw error;
      const isLost = error.code === 'gateway-down' || error.code === 'timed-out';
      throw new AppError(isLost ? words.decisionLost() : decisionRefusal(error.view), { cause: error });
    }
  };

  return {
    pairingRequests: async (signal) => {
      if (!client.isOpen()) return cli().pairingRequests(signal);
      try {
        const answer = await client.call(call('list', {}), signal);
        return readPairingRpcList(recordOf(answer, 'channels.pairing.list'));
      } catch (error) {
        if (signal?.aborted || !isOneOf(canAskElsewhere, error)) throw error;
        return cli().pairingRequests(signal);
      }
    },
    approveRequest: (key, notify, signal) =>
      decide('approve', key, { notify }, () => cli().approveRequest(key, notify, signal), signal),
    dismissRequest: (key, signal) =>
      decide('dismiss', key, {}, () => cli().dismissRequest(key, signal), signal),
    pairingList: (signal) => cli().pairingList(signal),
    pairingApprove: (code, accountId, signal) => cli().pairingApprove(code, accountId, signal),
  };
};
