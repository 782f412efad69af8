// Pairing in the database: by the gateway's RPC, and where no gateway answers by the `pairing` command (the OpenClaw contract, section 4).

import { type ApprovedSender, type PairingRequest, requestKey } from '../model/pairing.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { RpcPairingRequest } from '../openclaw/cli/parse-pairing.ts';
import type { PairingRequestKey } from '../openclaw/command-line.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import type { ApprovalNews, Keeping, PairingBackend } from './backend.ts';
import { matchCode } from './files.ts';
import { pairingSentences as words } from './words.ts';

/** The calls it makes. */
export type PairingCli = Pick<
  OpenClawCli,
  'pairingRequests' | 'approveRequest' | 'dismissRequest' | 'pairingList' | 'pairingApprove'
>;

/** No gateway, a gateway that does not answer, or one that does not know the question: the command needs none. */
const withoutGateway: ReadonlySet<ErrorCode> = new Set(['gateway-down', 'timed-out', 'unsupported-call']);

const isWithoutGateway = (error: unknown): boolean =>
  error instanceof AppError && withoutGateway.has(error.code);

const requestOf = ({
  accountId,
  senderId,
  requestId,
  name,
  createdAtMs,
  lastSeenAtMs,
  expiresAtMs,
  canNotify,
}: RpcPairingRequest) =>
  ({
    accountId,
    senderId,
    requestId,
    name,
    createdAtMs,
    lastSeenAtMs,
    expiresAtMs,
    canNotify,
  }) satisfies PairingRequest;

const keyOf = ({ accountId, requestId }: PairingRequest): PairingRequestKey | undefined =>
  requestId === undefined ? undefined : { accountId, requestId };

const toldOf = (notification: string | undefined): ApprovalNews =>
  notification === 'sent' || notification === 'failed' || notification === 'unsupported'
    ? { told: notification }
    : {};

/**
 * @param cli the binary to ask now; throws AppError `openclaw-not-found` where there is none
 * @param assertOurs asked before the command writes by itself; throws where its files would come to belong to somebody else
 */
export const gatewayBackend = (cli: () => PairingCli, assertOurs: () => void = () => {}): PairingBackend => {
  // Nobody can be asked who is approved: what was done from here is known.
  const approved = new Map<string, ApprovedSender>();

  const byCommand = async (signal: AbortSignal): Promise<Keeping> => ({
    requests: await cli().pairingList(signal),
    approved: [...approved.values()],
    problems: [],
    way: 'command',
  });

  const read = async (signal: AbortSignal): Promise<Keeping> => {
    try {
      const { requests, hasCommandOwner } = await cli().pairingRequests(signal);
      return {
        requests: requests.map(requestOf),
        approved: [...approved.values()],
        problems: [],
        way: 'gateway',
        hasCommandOwner,
      };
    } catch (error) {
      if (!isWithoutGateway(error)) throw error;
      return byCommand(signal);
    }
  };

  const approve = async (
    request: PairingRequest,
    notify: boolean,
    signal: AbortSignal,
  ): Promise<ApprovalNews> => {
    const key = keyOf(request);
    // Never by the command where the gateway was asked about: the command may make somebody an owner, and nobody was told that it would.
    if (key !== undefined) return toldOf((await cli().approveRequest(key, notify, signal)).notification);
    if (request.code === undefined) throw new AppError(words.requestGone(request.name, request.senderId));
    assertOurs();
    const { becameOwner } = await cli().pairingApprove(request.code, request.accountId, signal);
    return { becameOwner, ...(notify ? { told: 'unsupported' as const } : {}) };
  };

  return {
    tells: true,
    read,
    // The gateway keeps the codes to itself; the command tells them.
    find: async (code, nowMs, accountId, signal) => {
      const match = matchCode(await cli().pairingList(signal), code, nowMs, accountId);
      if (!match.ok) return match;
      const { requests, way } = await read(signal);
      const known =
        way === 'gateway'
          ? requests.find((request) => requestKey(request) === requestKey(match.request))
          : undefined;
      return { ok: true, request: { ...match.request, ...known } };
    },
    approve: async (request, notify, _watch, signal) => {
      const news = await approve(request, notify, signal);
      const { accountId, senderId } = request;
      approved.set(requestKey(request), { accountId, senderId });
      return news;
    },
    dismiss: async (request, _watch, signal) => {
      const key = keyOf(request);
      if (key === undefined) throw new AppError(words.unsupportedDismiss());
      await cli().dismissRequest(key, signal);
    },
    revoke: async () => {
      throw new AppError(words.unsupportedRevoke());
    },
    restore: async () => {
      throw new AppError(words.unsupportedRestore());
    },
  };
};
