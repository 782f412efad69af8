import { describe, expect, it } from 'vitest';
import { createDecider, decide, maxAnswers, type PolicyContext } from '../../../src/core/policy/decide.ts';
import { userId } from '../../../src/core/shared/ids.ts';
import { aMessage, anAccount, anId, aRequest, binhId, salesGroupId } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const contexts: readonly PolicyContext[] = (['a', 'b', 'c', 'd'] as const).map((kind) => ({
  can: aRelease(kind).capabilities,
  ownId: '42',
  approved: new Set<string>([binhId]),
  pending: [aRequest()],
}));
const accounts = ['pairing', 'open', 'allowlist', 'disabled', 'nonsense'].flatMap((dmPolicy) => [
  anAccount({ dmPolicy, allowFrom: [binhId] }),
  anAccount({ dmPolicy, enabled: false }),
  anAccount({
    dmPolicy,
    groups: { 'Nhóm bán hàng': { allow: true }, 'nh-m-l': {} },
    groupAllowFrom: [binhId],
  }),
]);
const texts = ['chào', '/new', '/new bán hàng', 'stop', '  /status', '/think high mau', ''];
const messages = texts.flatMap((text) =>
  [anId, binhId].flatMap((senderId) => [
    aMessage({ senderId, text, isBlank: text === '' }),
    aMessage({ senderId, text, isOwn: true }),
    aMessage({ senderId, text, media: { kind: 'image', count: 1 } }),
    aMessage({ senderId, text, quote: 'Bình: sao?' }),
    aMessage({ senderId, text, isGroup: true }),
    aMessage({ senderId, text, isGroup: true, mentionedIds: [userId('42')] }),
    aMessage({ senderId, text, isGroup: true, mentionedIds: [userId('7')], quotedId: userId('8') }),
    aMessage({ senderId, text, isGroup: true, quotedId: userId('42') }),
    aMessage({ senderId, text, isGroup: true, threadId: '7200', threadName: 'Nhóm lạ' }),
    aMessage({ senderId, text, isGroup: true, threadId: '7200', threadName: '' }),
  ]),
);

describe('a remembered decision', () => {
  it('is the one that would be made now, whatever was asked before', () => {
    for (const context of contexts) {
      for (const account of accounts) {
        const remembered = createDecider(account, context);
        for (const message of [...messages, ...messages.toReversed()]) {
          expect(remembered(message)).toEqual(decide(message, account, context));
        }
      }
    }
  });

  it('is the same object for messages that differ in nothing the gateway looks at', () => {
    const remembered = createDecider(anAccount(), { can: aRelease('b').capabilities, approved: new Set() });
    const first = remembered(aMessage({ text: 'chào' }));
    expect(remembered(aMessage({ text: 'còn hàng không?' }))).toBe(first);
    expect(remembered(aMessage({ text: 'chào', senderId: binhId }))).not.toBe(first);
    const group = remembered(aMessage({ isGroup: true, threadId: salesGroupId }));
    expect(remembered(aMessage({ isGroup: true, threadId: '7200' }))).not.toBe(group);
  });

  it('is forgotten before there are too many', () => {
    const remembered = createDecider(anAccount(), { can: aRelease('b').capabilities, approved: new Set() });
    const message = aMessage();
    const first = remembered(message);
    for (let sender = 0; sender < maxAnswers; sender += 1) remembered(aMessage({ senderId: String(sender) }));
    expect(remembered(message)).not.toBe(first);
    expect(remembered(message)).toEqual(first);
  });
});
