import { expect, it } from 'vitest';
import { mostKept, reducePrinted } from '../../../src/tui/plain/plain-screen.tsx';
import { aMessage, aRequest, aSelf, aState, shop, someFacts } from '../../support/builders.ts';
import { drawPlain } from './draw-plain.tsx';
import { aFrame } from './frames.ts';

it('prints what happens above three live lines, on the primary screen, with the cursor in sight', async () => {
  const plain = await drawPlain(aState());
  expect(plain.terminal.isAlternateScreen).toBe(false);
  expect(plain.terminal.cursorVisible).toBe(true);
  await plain.setState(aState({ pairing: { requests: [aRequest()] } }));
  await plain.press('3');
  expect(plain.said().slice(2)).toEqual([
    'Status, 1 account.',
    'Nguyễn An, id 4512…4821, asks to talk to the agent on shop. Code K7PQ 2MXD.',
    'Pairing, 1 waiting.',
    'Pairing, all accounts, row 1 of 1',
    'Nguyễn An, K7PQ 2MXD, id …4821, shop, asked 2m ago, expires 58m',
    expect.stringMatching(/^a approve, .*\? help$/u),
  ]);
});

it('approves by the same keys, and only after the question', async () => {
  const plain = await drawPlain(aState({ pairing: { requests: [aRequest()] } }), { screen: 'pairing' });
  await plain.type('ay');
  expect(plain.services.pairing.approve).not.toHaveBeenCalled();
  expect(plain.said().slice(-3, -1)).toEqual([
    'Question, Pairing, all accounts',
    'Approve pairing: Cancel is in focus',
  ]);
  expect(plain.said().join(' ')).toMatch(
    /Let Nguyễn An .* talk to the agent on shop\?.*Writes .*allowFrom\.json/u,
  );
  await plain.press('y');
  expect(plain.services.pairing.approve).toHaveBeenCalledTimes(1);
  expect(plain.said().at(-3)).toBe('Pairing, all accounts, row 1 of 1');
});

it('every live line replaces the one before it: a movement leaves nothing behind', async () => {
  const requests = [
    aRequest(),
    aRequest({ senderId: '7000000000000000009', code: 'ABCD2345', name: 'Lê Bình' }),
  ];
  const plain = await drawPlain(aState({ pairing: { requests } }), { screen: 'pairing', columns: 40 });
  const before = plain.said().length;
  await plain.press('j', 'k', 'j', 'k', 'j');
  expect(plain.said()).toHaveLength(before);
  expect(plain.said().filter((line) => line.startsWith('Pairing, all accounts'))).toEqual([
    'Pairing, all accounts, row 2 of 2',
  ]);
});

it('what is not harmless drives nothing, and stays one line', async () => {
  const self = aSelf({ name: '\u001b]0;t\u0007\u202eHoa\u001b[31m Mai\n2' });
  const plain = await drawPlain(aState({ facts: { [shop]: someFacts({ self }) } }));
  expect(plain.terminal.title).toBe('');
  expect(plain.said().join(' ')).not.toMatch(/\u202e/u);
  expect(plain.said().join(' ')).toContain('shop, connected, Hoa Mai / 2, dm pairing');
});

it('messages that come during a question are told after it', async () => {
  const plain = await drawPlain(aState(), { screen: 'feed' });
  await plain.press('?');
  await plain.setState(aState({ feed: { messages: [aMessage({ text: 'nghe thấy không' })] } }));
  expect(plain.said().join('\n')).not.toContain('nghe thấy không');
  await plain.press('esc');
  expect(plain.said().filter((line) => line.includes('nghe thấy không'))).toHaveLength(2);
});

it('breaks long events between words', async () => {
  const plain = await drawPlain(aState(), { columns: 40 });
  expect(plain.said()[0]).toBe('zalouser-tui. Plain mode: what happens');
  expect(plain.said()[1]).toBe('is printed line by line; the last three');
});

it('with --ascii says it without typographic marks', async () => {
  const plain = await drawPlain(aState({ pairing: { requests: [aRequest({ name: 'An' })] } }), {
    screen: 'pairing',
    isAscii: true,
  });
  await plain.press('a');
  expect(plain.said().join('\n')).toMatch(/^[\x00-\x7F]*$/u);
});

it('survives forgetting what was printed: nothing twice, nothing lost', async () => {
  const plain = await drawPlain(aState(), { rows: 900 });
  for (let index = 0; index < mostKept + 40; index += 1) plain.app.say(`said ${index}`);
  await plain.settle();
  for (let index = 0; index < mostKept + 40; index += 1) plain.app.say(`again ${index}`);
  await plain.settle();
  const said = plain.said().filter((line) => /^(?:said|again) \d+$/u.test(line));
  expect(said).toHaveLength(2 * (mostKept + 40));
  expect(new Set(said).size).toBe(said.length);
});

it('forgets only what is on the terminal', () => {
  const frame = aFrame('status');
  const lines = Array.from({ length: mostKept }, (_, index) => String(index));
  const printed = reducePrinted({ era: 0, lines, frame }, { type: 'told', lines: ['new'], frame });
  expect(reducePrinted(printed, { type: 'printed', count: mostKept })).toEqual({
    era: 1,
    lines: ['new'],
    frame,
  });
  expect(reducePrinted(printed, { type: 'printed', count: 3 })).toBe(printed);
});
