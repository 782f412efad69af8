import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { Outlet } from '../../../src/zca/share/outlet.ts';

/** A reader that takes nothing until it is told to, and then all. */
const slowReader = () => {
  const got: string[] = [];
  let isReading = false;
  let go = (): void => {};
  const stream = new Writable({
    highWaterMark: 16,
    write: (chunk: Buffer, _, done) => {
      got.push(chunk.toString());
      if (isReading) done();
      else go = done;
    },
  });
  return {
    stream,
    got: () => got.join(''),
    read: async () => {
      isReading = true;
      go();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

const line = (index: number): Buffer => Buffer.from(`${String(index).padStart(9, '0')}\n`);

it('a reader that stops reading loses its oldest lines, is told how many, and has the rest in order', async () => {
  const reader = slowReader();
  const outlet = new Outlet(reader.stream, 1_000, (lines) => `lost ${lines}\n`);
  // 262,144 bytes are handed on whatever is read of them.
  const handed = Math.ceil(262_144 / 10);
  for (let index = 0; index < handed + 250; index += 1) outlet.push(line(index), 1);
  await reader.read();
  await outlet.drained(5_000);
  const lines = reader.got().trimEnd().split('\n');
  expect(lines.slice(0, handed).map(Number)).toEqual(Array.from({ length: handed }, (_, index) => index));
  expect(lines[handed]).toBe('lost 150');
  expect(lines.slice(handed + 1).map(Number)).toEqual(
    Array.from({ length: 100 }, (_, index) => handed + 150 + index),
  );
});

it('one that reads loses nothing, and what is left is waited for', async () => {
  const reader = slowReader();
  await reader.read();
  const outlet = new Outlet(reader.stream, 100, (lines) => `lost ${lines}\n`);
  for (let index = 0; index < 1_000; index += 1) outlet.push(line(index), 1);
  await outlet.drained(5_000);
  expect(reader.got()).toBe(Array.from({ length: 1_000 }, (_, index) => line(index).toString()).join(''));
});
