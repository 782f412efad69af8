import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Frame } from '../../../src/tui/app/frame.ts';
import { mostWaiting, patientPrint } from '../../../src/tui/plain/plain-screen.tsx';
import { aFrame } from './frames.ts';

const open = () => {
  const stdout = new PassThrough({ highWaterMark: 10 });
  const delivery: { readonly lines: readonly string[]; readonly frame: Frame }[] = [];
  const { print, end } = patientPrint(stdout, (lines, frame) => void delivery.push({ lines, frame }));
  const read = async (): Promise<void> => {
    const drained = new Promise((resolve) => stdout.once('drain', resolve));
    stdout.resume();
    await drained;
  };
  return { stdout, delivery, print, end, read };
};
const [first, second, third] = [aFrame('feed'), aFrame('status'), aFrame('feed')];

it('passes on at once what a terminal takes', () => {
  const { delivery, print } = open();
  print(['one'], first);
  print([], second);
  expect(delivery).toEqual([
    { lines: ['one'], frame: first },
    { lines: [], frame: second },
  ]);
});

it('keeps what happens while the terminal takes nothing, and tells it in one go with the frame it led to', async () => {
  const { stdout, delivery, print, read } = open();
  stdout.write('more than it holds');
  print(['one'], first);
  print(['two', 'three'], second);
  expect(delivery).toEqual([]);
  await read();
  expect(delivery).toHaveLength(1);
  expect(delivery[0]?.lines).toEqual(['one', 'two', 'three']);
  expect(delivery[0]?.frame).toBe(second);
  print(['four'], third);
  expect(delivery[1]?.lines).toEqual(['four']);
});

it('keeps no more than a person can listen to, and says how many were left out', async () => {
  const { stdout, delivery, print, read } = open();
  stdout.write('more than it holds');
  for (let line = 1; line <= 5_000; line += 1) print([`line ${line}`], first);
  await read();
  expect(delivery).toHaveLength(1);
  const [said, ...lines] = delivery[0]?.lines ?? [];
  expect(said).toBe(
    `${5_000 - mostWaiting} lines were left out: the terminal took nothing meanwhile. These are the last:`,
  );
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([
    mostWaiting,
    `line ${5_001 - mostWaiting}`,
    'line 5000',
  ]);
});

it('tells nothing any more once it has ended', async () => {
  const { stdout, delivery, print, end, read } = open();
  stdout.write('more than it holds');
  print(['one'], first);
  end();
  await read();
  expect(delivery).toEqual([]);
});
