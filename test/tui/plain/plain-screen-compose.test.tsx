import { expect, it } from 'vitest';
import { sendKey } from '../../../src/core/messages/model.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import { composeKeySentences } from '../../../src/tui/compose/words.ts';
import { aMessage, anId, aState, nowMs, shop } from '../../support/builders.ts';
import { drawPlain } from './draw-plain.tsx';

const key = sendKey({ accountId: shop, threadId: threadId(anId), isGroup: false });
const state = aState({ feed: { messages: [aMessage({ sentAtMs: nowMs - 1_000 })] } });

it('a message is written, asked about and sent in words', async () => {
  const plain = await drawPlain(state, { screen: 'feed' });
  const said = (): string => plain.said().join(' ');
  await plain.press('m');
  expect(said()).toContain('Message to Nguyễn An.');
  expect(said()).toContain(`from shop, direct, id ${anId}`);
  expect(plain.said().at(-2)).toBe('line 1 of 1, empty line');
  await plain.paste('xin chào\nbạn');
  expect(plain.said().at(-2)).toBe('line 2 of 2, bạn');
  await plain.press('up', 'left');
  expect(plain.said().at(-2)).toBe('line 1 of 2, xin chào, caret after 2 of 8');
  expect(plain.said().at(-1)).toMatch(/^\^d send.*Enter new line.*Esc close/u);
  await plain.press('tab');
  expect(plain.said().at(-2)).toBe('Send as text, Enter changes it');
  await plain.press('tab');
  expect(plain.said().at(-2)).toBe('Send button, 12 characters');
  await plain.press('tab');
  expect(plain.said().at(-2)).toBe(composeKeySentences.buttonNames.discard);
  await plain.press('ctrl+d');
  expect(plain.said().at(-2)).toBe('Send this message?: Cancel is in focus');
  await plain.press('n', 'esc');
  expect(said()).toContain('Kept as a draft');
  await plain.press('m');
  expect(said()).toContain('xin chào bạn 12 characters');
});

it('says how far a long text has come, and why it ended', async () => {
  const plain = await drawPlain(state, { screen: 'feed' });
  await plain.press('m');
  await plain.paste('a b '.repeat(1_000));
  plain.services.messages.send.mockResolvedValue({
    ok: false,
    error: { code: 'no-network', sentence: 'Message 2 of 2 was not sent.' },
    rest: 'b',
    sent: 1,
    total: 2,
  });
  const send = { total: 3, sent: 0, startedAtMs: nowMs, isStopping: false };
  await plain.setState({ ...state, sends: { [key]: send } });
  expect(plain.said().at(-2)).toBe('Sending 1 of 3…');
  await plain.setState({ ...state, sends: { [key]: { ...send, sent: 1 } } });
  expect(plain.said().join(' ')).toContain('1 of 3 messages sent to Nguyễn An.');
  await plain.setState(state);
  await plain.press('ctrl+d', 'y');
  expect(plain.said().join(' ')).toMatch(/Error: Message 2 of 2 was not sent\./u);
});
