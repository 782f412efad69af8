import { expect, it } from 'vitest';
import { createLater } from '../../../src/tui/app/app.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

it('runs only the newest of a name, each name for itself', () => {
  const clock = createFakeClock();
  const later = createLater(clock);
  const ran: string[] = [];
  later('a', 300, () => ran.push('a1'));
  later('b', 300, () => ran.push('b'));
  clock.advance(299);
  later('a', 300, () => ran.push('a2'));
  clock.advance(1);
  expect(ran).toEqual(['b']);
  clock.advance(299);
  expect(ran).toEqual(['b', 'a2']);
  later('a', 0, () => ran.push('a3'));
  clock.advance(0);
  expect(ran).toEqual(['b', 'a2', 'a3']);
  expect(clock.pending).toBe(0);
});
