// The frames that a gateway of 2026.9.6 sent to a client that had subscribed to its sessions.
import { readFileSync } from 'node:fs';
import type { GatewayEvent } from '../../../src/core/openclaw/gateway-client/model.ts';
import { isRecord, recordField } from '../../../src/core/zca/fields.ts';

export const sessionFrames = (): readonly { readonly atMs: number; readonly event: GatewayEvent }[] =>
  readFileSync(new URL('../../fixtures/openclaw-96/gateway-session-frames.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const one: unknown = JSON.parse(line);
      const frame = isRecord(one) ? recordField(one, 'frame') : {};
      const { event: name, payload } = frame;
      return isRecord(one) && typeof name === 'string'
        ? [{ atMs: Number(one['at']), event: { name, payload } }]
        : [];
    });
