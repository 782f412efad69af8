// Rows that a real gateway of 2026.9.6 wrote, as a reader beside it saw them.
import { readFileSync } from 'node:fs';
import { isRecord, type JsonRecord } from '../../../../src/core/zca/fields.ts';

/** One look at one row: `id` names table and row. */
export interface RecordedRow {
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  readonly row: JsonRecord;
}

export const recordedRows = (name: 'gateway-ingress' | 'gateway-deliveries'): readonly RecordedRow[] =>
  readFileSync(new URL(`../../../fixtures/openclaw-96/${name}.ndjson`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const one: unknown = JSON.parse(line);
      if (!isRecord(one) || typeof one['id'] !== 'string' || !isRecord(one['row'])) return [];
      const [table = '', id = ''] = one['id'].includes(':') ? one['id'].split(':') : ['', one['id']];
      const kind = typeof one['kind'] === 'string' ? one['kind'] : table;
      return [
        {
          id: kind === 'ingress' || kind === 'pair' ? id || one['id'] : one['id'],
          atMs: Number(one['at']),
          kind,
          row: one['row'],
        },
      ];
    });
