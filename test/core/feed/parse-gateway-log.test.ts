import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readGatewayLog } from '../../../src/core/feed/parse-gateway-log.ts';
import { gatewayReasonOf } from '../../../src/core/feed/select-reason.ts';
import type { GatewayReason, Message } from '../../../src/core/model/message.ts';
import { aMessage, aState } from '../../support/builders.ts';

const startMs = Date.UTC(2026, 10, 30, 6, 53);
const logLine = (second: number, message: string): string =>
  JSON.stringify({ time: new Date(startMs + second * 1_000).toISOString(), message });
const one = (message: string): GatewayReason | undefined => readGatewayLog([logLine(0, message)]).reasons[0];

describe('the log of a gateway', () => {
  it('says why, in the lines that were recorded', () => {
    const lines = readFileSync(
      new URL('../../fixtures/openclaw-96/gateway-log.ndjson', import.meta.url),
      'utf8',
    );
    const { reasons } = readGatewayLog(lines.split('\n'));
    expect(reasons[0]).toEqual({
      atMs: Date.parse('2026-11-30T06:53:49.023Z'),
      accountId: 'default',
      threadId: '8212345678900004357',
      isGroup: true,
      text: 'zalouser: drop group 8212345678900004357 (not allowlisted)',
    });
  });

  it.each<[string, object]>([
    [
      '[zalouser] Blocked zalouser sender 4512345678900023880 (not in groupAllowFrom/allowFrom)',
      { senderId: '4512345678900023880' },
    ],
    [
      '[zalouser] Blocked unauthorized zalouser sender 700000000000022 (dmPolicy=allowlist)',
      {
        senderId: '700000000000022',
        text: 'Blocked unauthorized zalouser sender 700000000000022 (dmPolicy=allowlist)',
      },
    ],
    ['[zalouser] Blocked zalouser DM from 77 (dmPolicy=disabled)', { senderId: '77' }],
    ['[zalouser] Blocked zalouser group message (no group allowlist)', { isGroup: true }],
    ['[zalouser] zalouser pairing request sender=700000000000009', { senderId: '700000000000009' }],
    [
      'zalouser: drop no mention target=8212. Mention patterns can be derived from the agent identity name. Set …',
      { threadId: '8212', text: 'zalouser: drop no mention target=8212' },
    ],
    [
      'message received: channel=zalouser chatId=zalouser:45 messageId=7796018923351 sessionId=unknown sessionKey=x',
      { messageId: '7796018923351', text: 'message received, let through to the agent' },
    ],
    [
      'message processed: channel=zalouser chatId=zalouser:45 messageId=7796018923351:1796021622628 sessionId=x outcome=error duration=2ms',
      { messageId: '7796018923351', text: 'message processed: outcome=error' },
    ],
  ])('%s', (line, expected) => {
    expect(one(line)).toMatchObject(expected);
  });

  it('says nothing in other lines, however they look', () => {
    const others = [
      '[default] starting zalouser provider (Alice)',
      'message received: channel=telegram messageId=5 zalouser',
    ];
    for (const line of others) expect(one(line)).toBeUndefined();
    expect(readGatewayLog(['', '{', 'zalouser', '{"message":"zalouser","time":"x"}']).reasons).toEqual([]);
    expect(one('[zalouser] zalouser: drop group 8\u001b[31m212 (x)')).toBeUndefined();
  });

  it('is about the message that came last before it, on its account', () => {
    const { reasons } = readGatewayLog([
      logLine(1, '[zalouser] [default] inbound message'),
      logLine(1, '[zalouser] Blocked zalouser DM from 77 (dmPolicy=disabled)'),
      logLine(2, '[zalouser] [work] inbound message'),
      logLine(2, '[zalouser] Blocked unauthorized zalouser sender 77 (dmPolicy=allowlist)'),
      logLine(3, '[zalouser] zalouser: drop group 8212 (group disabled)'),
      logLine(4, 'message received: channel=zalouser chatId=zalouser:77 messageId=9 sessionId=unknown'),
    ]);
    const state = { ...aState(), gatewayLog: reasons };
    const reason = (parts: Parameters<typeof aMessage>[0]): string | undefined => {
      const message: Message = aMessage({
        receivedAtMs: startMs + 900,
        senderId: '77',
        threadId: '77',
        ...parts,
      });
      return gatewayReasonOf(state, message);
    };
    expect(reason({ accountId: 'default' })).toContain('dmPolicy=disabled');
    expect(reason({ accountId: 'work' })).toContain('dmPolicy=allowlist');
    expect(reason({ accountId: 'work', isGroup: true, threadId: '8212' })).toContain('group disabled');
    expect(reason({ accountId: 'default', isGroup: true, threadId: '8212' })).toBeUndefined();
    expect(reason({ accountId: 'work', id: '9' })).toContain('let through');
    expect(reason({ accountId: 'work', receivedAtMs: startMs - 60_000 })).toBeUndefined();
    expect(reason({ accountId: 'default', isOwn: true })).toBeUndefined();
  });
});
