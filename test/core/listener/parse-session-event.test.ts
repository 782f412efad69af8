import { describe, expect, it } from 'vitest';
import {
  readSessionEvent,
  readSessionList,
  sessionThread,
} from '../../../src/core/listener/parse-session-event.ts';
import { sessionFrames } from './session-frames.ts';

const key = 'agent:main:zalouser:direct:4512345678900008042';
const read = (name: string, payload: unknown) => readSessionEvent({ name, payload }, { nowMs: 7 });

describe('what a gateway tells of its sessions', () => {
  const all = sessionFrames().flatMap(({ atMs, event }) => readSessionEvent(event, { nowMs: atMs }) ?? []);
  const of = (type: string) => all.filter(({ news }) => news.type === type);

  it('is every message it let through, with who wrote it and to which account', () => {
    const accepted = all.flatMap(({ news }) => (news.type === 'accepted' ? [news.message] : []));
    expect(accepted).toHaveLength(5);
    expect(accepted[0]).toEqual({
      id: '7796018923351',
      accountId: 'default',
      threadId: '4512345678900008042',
      isGroup: false,
      senderId: '4512345678900008042',
      senderName: 'Nguyễn Văn An',
      text: 'xin chào bot',
      isBlank: false,
      sentAtMs: 1_796_021_622_628,
      receivedAtMs: 1_796_021_623_371,
      isOwn: false,
      raw: '',
      source: 'session',
    });
    expect(accepted[1]).toMatchObject({
      isGroup: true,
      threadId: '8212345678900001330',
      text: 'chào cả nhà',
    });
    // The key is that of the first: only the message says the account.
    expect(accepted[2]).toMatchObject({ accountId: 'work', text: 'việc' });
  });

  it('is how its agent gets on', () => {
    expect(of('started')).toHaveLength(5);
    expect(of('writing').at(0)?.news).toEqual({ type: 'writing', text: 'Trả lời: C' });
    expect(of('written')).toHaveLength(4);
    expect(read('chat', { sessionKey: key, state: 'error', errorMessage: 'No \u001b[31mkey' })?.news).toEqual(
      {
        type: 'failed',
        reason: 'No key',
      },
    );
  });

  it('is a message of an older gateway by the line of its transcript, of a group without its sender', () => {
    const of = (payload: object, isOlder = true) =>
      readSessionEvent({ name: 'session.message', payload }, { nowMs: 7, isOlder })?.news;
    const message = { role: 'user', content: 'chào', timestamp: 5, __openclaw: { id: 'a1b2', seq: 3 } };
    const direct = { sessionKey: key, lastAccountId: 'work', origin: { label: 'Nguyễn Văn An' }, message };
    expect(of(direct)).toMatchObject({
      type: 'accepted',
      message: {
        id: 'a1b2',
        accountId: 'work',
        senderId: '4512345678900008042',
        senderName: 'Nguyễn Văn An',
      },
    });
    expect(of({ ...direct, sessionKey: 'agent:main:zalouser:group:8212' })).toMatchObject({
      message: { senderId: '', threadId: '8212', isGroup: true },
    });
    // Newer ones name every message that came by Zalo.
    expect(of(direct, false)).toBeUndefined();
    expect(of({ ...direct, message: { ...message, provenance: { kind: 'inter_session' } } })).toBeUndefined();
    expect(of({ ...direct, message: { ...message, content: ' ' } })).toBeUndefined();
    const reply = { role: 'assistant', content: [{ type: 'text', text: 'Dạ' }], __openclaw: { id: 'c3' } };
    expect(of({ ...direct, message: reply })).toEqual({ type: 'written', text: 'Dạ' });
    expect(of({ ...direct, message: reply }, false)).toBeUndefined();
  });

  it('is nothing of other channels, and nothing that makes no sense', () => {
    expect(sessionThread('agent:main:telegram:direct:1')).toBeUndefined();
    expect(sessionThread('agent:main:main')).toBeUndefined();
    expect(sessionThread('agent:shop:zalouser:group:8212')).toEqual({
      key: 'agent:shop:zalouser:group:8212',
      threadId: '8212',
      isGroup: true,
    });
    for (const payload of [
      undefined,
      3,
      {},
      { sessionKey: 4 },
      { sessionKey: key, message: { role: 'user' } },
    ])
      expect(read('session.message', payload)).toBeUndefined();
    // What stands in the stead of an answer that was lost belongs to no run.
    expect(
      read('session.message', { sessionKey: key, message: { role: 'assistant', content: 'I couldn’t' } }),
    ).toBeUndefined();
    expect(read('tick', { sessionKey: key })).toBeUndefined();
    expect(readSessionList({ list: { sessions: [{ key }, { key: 'x' }, 4] } })).toHaveLength(1);
    expect(readSessionList({ list: '…' })).toEqual([]);
  });
});
