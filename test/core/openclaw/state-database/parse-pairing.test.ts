import { describe, expect, it } from 'vitest';
import { readAllowRow, readPairingRow } from '../../../../src/core/openclaw/state-database/parse-pairing.ts';
import { recordedRows } from './recorded-rows.ts';

describe('the pairing store', () => {
  it('has requests with their code, and approved senders', () => {
    const row = recordedRows('gateway-ingress').find(({ kind }) => kind === 'pair')?.row ?? {};
    expect(readPairingRow(row)).toEqual({
      createdAt: '2026-11-30T06:16:05.527Z',
      request: {
        accountId: 'default',
        senderId: '700000000000009',
        code: 'SRVNAS7B',
        name: 'Người Lạ',
        createdAtMs: Date.parse('2026-11-30T06:16:05.527Z'),
        lastSeenAtMs: Date.parse('2026-11-30T06:16:05.527Z'),
        expiresAtMs: Date.parse('2026-11-30T07:16:05.527Z'),
      },
    });
    expect(readPairingRow({ ...row, code: '' })).toBeUndefined();
    expect(readAllowRow({ account_id: 'work', entry: 'zalouser:700000000000009' })).toEqual({
      accountId: 'work',
      senderId: '700000000000009',
    });
    expect(readAllowRow({ account_id: 'work', entry: '*' })).toBeUndefined();
  });
});
