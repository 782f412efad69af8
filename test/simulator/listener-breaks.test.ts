// Connections of the simulated zca that end as real ones do: with a code that zca does not mend.
import { expect, it } from 'vitest';
import { control } from '../../src/simulator/world-files.ts';
import { until } from '../support/until.ts';
import { quietWorld, start } from './fake-zca.ts';

const connections = (stdout: string): number => stdout.split('Connected to Zalo').length - 1;

it('1006 that is not on the list of the server: told, and the process hears nothing more', async () => {
  const dir = await quietWorld({ speed: 20 });
  const fake = start(dir, ['listen', '-r', '-k']);
  await until(() => connections(fake.stdout()) === 1, 'it connects');
  control(dir, { type: 'kick', code: 1006, isListed: false });
  await until(() => fake.stdout().includes('Listener closed (1006)'), 'the close is told');
  control(dir, { type: 'message', from: '4512345678900008042', text: 'nobody hears this' });
  control(dir, { type: 'print', stdout: 'still alive\n' });
  await until(() => fake.stdout().includes('still alive'), 'the process lives on');
  expect(fake.stdout()).not.toContain('nobody hears this');
  expect(connections(fake.stdout())).toBe(1);
  fake.child.kill('SIGTERM');
  await fake.ended;
});

it('breaks by itself after 22 to 50 s of the story', async () => {
  const dir = await quietWorld({ speed: 200, switches: { breaks: 1006 } });
  const fake = start(dir, ['listen', '-r', '-k']);
  await until(() => fake.stdout().includes('Listener closed (1006)'), 'it breaks');
  fake.child.kill('SIGTERM');
  await fake.ended;
});
