import { describe, expect, it } from 'vitest';
import {
  type Deliveries,
  readDeliveryRow,
  stepDeliveries,
} from '../../../../src/core/openclaw/state-database/parse-delivery.ts';
import { recordedRows } from './recorded-rows.ts';

describe('what became of a delivery', () => {
  const looks = recordedRows('gateway-deliveries').filter(({ kind }) => kind === 'delivery');

  /** Goes through the recorded looks as the tap does: a row is under way until a look shows it done with. */
  const told = (until = looks.length) => {
    const now = new Map<string, ReturnType<typeof readDeliveryRow>>();
    let deliveries: Deliveries = new Map();
    return looks.slice(0, until).flatMap(({ id, row, atMs }) => {
      const read = readDeliveryRow({ ...row, id });
      if (read === undefined) now.delete(id);
      else now.set(id, read);
      const step = stepDeliveries(
        deliveries,
        [...now.values()].flatMap((one) => one ?? []),
        atMs,
      );
      ({ deliveries } = step);
      return step.told;
    });
  };

  it('is told once: sent when its row is done with, refused with the words of Zalo', () => {
    expect(told().map(({ text, error, threadId }) => [text.slice(0, 20), error, threadId])).toEqual([
      ['I couldn’t confirm w', undefined, '4512345678900008042'],
      ['Trả lời: <<<END_OPEN', 'emulated refusal', '4512345678900008042'],
      ['Trả lời: <<<END_OPEN', 'emulated refusal', '4512345678900008042'],
    ]);
  });

  it('is not told of what is still under way', () => {
    const first = looks.findIndex(({ row }) => row['recovery_state'] === 'unknown_after_send');
    expect(told(first + 1)).toEqual([]);
  });

  it('is refused also where only the end was seen', () => {
    const row = {
      id: 'a',
      channel: 'zalouser',
      target: 'zalouser:group:8212',
      entry_json: '{}',
      account_id: 'work',
    };
    const before = readDeliveryRow({ ...row, status: 'pending' });
    const failed = readDeliveryRow({ ...row, status: 'failed', last_error: 'Zalo\u001b[1m says no' });
    const step = stepDeliveries(new Map(before && [['a', before]]), failed ? [failed] : [], 7);
    expect(step.told).toEqual([
      { accountId: 'work', threadId: '8212', isGroup: true, text: '', atMs: 7, error: 'Zalo says no' },
    ]);
    expect(step.deliveries.size).toBe(0);
  });

  it('leaves other channels and targets alone', () => {
    const row = { id: 'a', channel: 'zalouser', target: 'zalouser:1', entry_json: 'x', status: 'pending' };
    expect(readDeliveryRow(row)).toMatchObject({ accountId: 'default', text: '' });
    expect(readDeliveryRow({ ...row, channel: 'telegram' })).toBeUndefined();
    expect(readDeliveryRow({ ...row, target: 'telegram:1' })).toBeUndefined();
    expect(readDeliveryRow({ ...row, target: null })).toBeUndefined();
  });

  it('says the address of a picture without a text', () => {
    const entries = [{ payload: { mediaUrl: 'https://a.example/1.png' } }, { payload: { text: 'xem ạ' } }];
    const row = { id: 'a', channel: 'zalouser', target: 'zalouser:1', status: 'pending' };
    expect(
      readDeliveryRow({ ...row, entry_json: JSON.stringify({ preparedBatch: { entries } }) })?.text,
    ).toBe('https://a.example/1.png\n\nxem ạ');
  });
});
