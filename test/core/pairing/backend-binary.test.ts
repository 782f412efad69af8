import { expect, it } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import { gatewayBackend, type PairingCli } from '../../../src/core/pairing/backend.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { aRequest } from '../../support/builders.ts';

it('does not let the command write where its files would be somebody else’s; the gateway may be asked', async () => {
  const calls: string[] = [];
  const never = (): Promise<never> => Promise.reject(new Error('asked'));
  const cli: PairingCli = {
    pairingRequests: never,
    pairingList: never,
    dismissRequest: never,
    approveRequest: async () => {
      calls.push('gateway');
      return {};
    },
    pairingApprove: never,
  };
  const refusal = new AppError(errorSentences.foreignOwner({ file: '/state', uid: 1001 }));
  const pairingBackend = gatewayBackend(
    () => cli,
    () => {
      throw refusal;
    },
  );
  const signal = new AbortController().signal;
  const byCommand = aRequest({ code: 'K7PQ2MXD' });
  await expect(pairingBackend.approve(byCommand, false, {}, signal)).rejects.toBe(refusal);
  await pairingBackend.approve({ ...byCommand, requestId: 'r1' }, false, {}, signal);
  expect(calls).toEqual(['gateway']);
});
