import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Frame } from '../../../src/tui/app/frame.ts';
import { mostWaiting, patientTell } from '../../../src/tui/plain/plain-screen.tsx';
import { aFrame } from './frames.ts';

const open = () => {
  const stdout = new PassThrough({ highWaterMark: 10 });
  const told: { readonly lines: readonly string[]; readonly frame: Frame }[] = [];
  const { tell, end } = patientTell(stdout, (lines, frame) => void told.push({ lines, frame }));
  const read = async (): Promise<void> => {
    const drained = new Promise((resolve) => stdout.once('drain', resolve));
    stdout.resume();
    await drained;
  };
  return { stdout, told, tell, end, read };
};
const [first, second, third] = [aFrame('feed'), aFrame('status'), aFrame('feed')];

it('passes on at once what a terminal takes', () => {
  const { told, tell } = open();
  tell(['one'], first);
  tell([], second);
  expect(told).toEqual([
    { lines: ['one'], frame: first },
    { lines: [], frame: second },
  ]);
});

it('keeps what happens while the terminal takes nothing, and tells it in one go with the frame it led to', async () => {
  const { stdout, told, tell, read } = open();
  stdout.write('more than it holds');
  tell(['one'], first);
  tell(['two', 'three'], second);
  expect(told).toEqual([]);
  await read();
  expect(told).toHaveLength(1);
  expect(told[0]?.lines).toEqual(['one', 'two', 'three']);
  expect(told[0]?.frame).toBe(second);
  tell(['four'], third);
  expect(told[1]?.lines).toEqual(['four']);
});

it('keeps no more than a person can listen to, and says how many were left out', async () => {
  const { stdout, told, tell, read } = open();
  stdout.write('more than it holds');
  for (let line = 1; line <= 5_000; line += 1) tell([`line ${line}`], first);
  await read();
  expect(told).toHaveLength(1);
  const [said, ...lines] = told[0]?.lines ?? [];
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
  const { stdout, told, tell, end, read } = open();
  stdout.write('more than it holds');
  tell(['one'], first);
  end();
  await read();
  expect(told).toEqual([]);
});
