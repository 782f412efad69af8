import { expect, it } from 'vitest';
import { type Message, Recent } from '../../../src/zca/share/recent.ts';

const message = (id: string, atMs = 0, text = id): Message => ({ type: 'line', id, atMs, text });
const idsOf = (recent: Recent, nowMs: number): readonly string[] => recent.lines(nowMs).map(({ id }) => id);

it('the same id twice is one message', () => {
  const recent = new Recent();
  expect(recent.add(message('u1'))).toBe(true);
  expect(recent.add(message('u1', 5, 'other'))).toBe(false);
  expect(recent.add(message('g1'))).toBe(true);
  expect(idsOf(recent, 0)).toEqual(['u1', 'g1']);
});

it('lines are held for two minutes, and known for longer', () => {
  const recent = new Recent();
  recent.add(message('u1', 1_000));
  recent.add(message('u2', 100_000));
  expect(idsOf(recent, 121_000)).toEqual(['u1', 'u2']);
  expect(idsOf(recent, 121_001)).toEqual(['u2']);
  expect(recent.has('u1')).toBe(true);
  expect(recent.add(message('u1', 121_002))).toBe(false);
});

it('is bounded in number and in size, the oldest going first', () => {
  const recent = new Recent();
  for (let index = 0; index < 12_000; index += 1) recent.add(message(`u${index}`));
  expect(idsOf(recent, 0)).toHaveLength(2_000);
  expect(idsOf(recent, 0).at(-1)).toBe('u11999');
  expect(recent.has('u0')).toBe(false);
  for (let index = 0; index < 5; index += 1) recent.add(message(`g${index}`, 0, 'x'.repeat(1_500_000)));
  expect(idsOf(recent, 0)).toEqual(['g3', 'g4']);
});
