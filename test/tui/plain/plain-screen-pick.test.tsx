// A question answered by several of a list, as it is read aloud.
import { expect, it } from 'vitest';
import type { PickRequest } from '../../../src/tui/app/app.ts';
import { directoryScreenSentences } from '../../../src/tui/directory/words.ts';
import { aDirectory, anId, aPeer, aState, binhId, fetched, shop } from '../../support/builders.ts';
import { type DrawnPlain, drawPlain } from './draw-plain.tsx';

const friends = [
  aPeer({ id: anId, name: 'Nguyễn An', phone: '84912000111' }),
  aPeer({ id: binhId, name: 'Trần Thị Bình' }),
];
const reading = aState({ directory: { [shop]: aDirectory({ peers: fetched([], { status: 'loading' }) }) } });
const read = aState({ directory: { [shop]: aDirectory({ peers: fetched(friends) }) } });

const ask = async (state = read, request: Partial<PickRequest> = {}): Promise<DrawnPlain> => {
  const plain = await drawPlain(state);
  void plain.app.pick({
    title: 'Let in on shop',
    lines: ['Those marked may write without a code.'],
    source: { type: 'peers', accountId: shop },
    picked: [],
    typeLabel: 'type a name or an id',
    typed: async (text) => ({ key: text, label: text }),
    doneLabel: (count) => `Done: ${count} chosen`,
    ...request,
  });
  await plain.settle();
  return plain;
};

it('says the question, who is marked and how long the list is; the live lines say where one is', async () => {
  const plain = await ask(read, { picked: [{ key: binhId, label: '' }] });
  expect(plain.said().slice(-7)).toEqual([
    'Let in on shop.',
    'Those marked may write without a code.',
    `marked: Trần Thị Bình, ${binhId}.`,
    '2 to choose from.',
    'Let in on shop, Status, all accounts, row 1 of 4',
    'Done: 1 chosen',
    'Enter choose, Space mark, + add, Tab to Done, Esc cancel, / filter, ? help',
  ]);
  await plain.press('j', 'j');
  expect(plain.said().at(-2)).toBe(`not marked: Nguyễn An, 84912000111, ${anId}`);
});

it('says what is marked, and how many are', async () => {
  const plain = await ask();
  await plain.press('G', 'space');
  expect(plain.said().slice(-5, -2)).toEqual([
    'Marked Trần Thị Bình.',
    'Done: 1 chosen.',
    'Let in on shop, Status, all accounts, row 4 of 4',
  ]);
  expect(plain.said().at(-2)).toBe(`marked: Trần Thị Bình, ${binhId}`);
  await plain.press('space');
  expect(plain.said().slice(-5, -3)).toEqual(['No longer marked: Trần Thị Bình.', 'Done: 0 chosen.']);
});

it('says when the list has come in, or could not be read', async () => {
  const plain = await ask(reading);
  expect(plain.said()).toContain(directoryScreenSentences.loading.peers);
  await plain.setState(read);
  expect(plain.said().slice(-4, -3)).toEqual(['2 to choose from.']);
  const error = { code: 'timed-out', sentence: 'zca did not answer.' } as const;
  await plain.setState(
    aState({ directory: { [shop]: aDirectory({ peers: fetched(friends, { status: 'failed', error }) }) } }),
  );
  expect(plain.said().join(' ')).toContain(
    'Error: The friend list could not be read: zca did not answer. r tries again; + takes what',
  );
});

it('reads the filter with what it finds', async () => {
  const plain = await ask();
  await plain.type('/nguyen');
  expect(plain.said().slice(-4, -1)).toEqual([
    'Let in on shop, Status, all accounts, filter nguyen, row 1 of 1',
    'filter: nguyen, selected: not marked: Nguyễn An, 84912000111, ',
    anId,
  ]);
  await plain.type('x');
  expect(plain.said().at(-2)).toBe('filter: nguyenx, selected: Nothing matches “nguyenx”. Esc shows all.');
});

it('says what was typed and is marked now', async () => {
  const plain = await ask();
  await plain.press('+');
  await plain.type('Hạnh');
  await plain.press('enter');
  expect(plain.said().slice(-5)).toEqual([
    'Marked Hạnh.',
    'Done: 1 chosen.',
    'Let in on shop, Status, all accounts, row 3 of 5',
    'marked: Hạnh',
    expect.stringContaining('Enter choose'),
  ]);
});

it('names no more than one can listen to', async () => {
  const picked = Array.from({ length: 14 }, (_, index) => ({
    key: `Khách ${index}`,
    label: `Khách ${index}`,
  }));
  const plain = await ask(read, { picked });
  expect(plain.said().filter((text) => text.startsWith('marked: '))).toHaveLength(10);
  expect(plain.said()).toContain('and 4 more are marked.');
});
