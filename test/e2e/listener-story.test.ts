// What befalls a listener: it is killed, kicked, goes deaf. The screen says so, and when it goes on.
import { expect, it } from 'vitest';
import { type DemoProgram, listenerPids, openDemo } from '../support/demo-program.ts';
import { until } from '../support/until.ts';

const open = async (): Promise<DemoProgram> => {
  const demo = await openDemo(['--screen', 'feed', '--account', 'default']);
  demo.terminal.press('s');
  await demo.terminal.until('Listening…');
  return demo;
};

it('is killed, says so with the time of the next attempt, and hears again', async () => {
  const demo = await open();
  const [pid] = listenerPids(demo);
  process.kill(pid ?? -1, 'SIGKILL');
  await demo.terminal.until(/retrying in \d+s/u);
  await demo.terminal.until(
    (screen) => !/retrying/u.test(screen.text()) && /Listening…/u.test(screen.text()),
  );
  expect(listenerPids(demo)).toHaveLength(2);
  demo.happen({
    type: 'message',
    from: '4512345678900008042',
    name: 'Nguyễn Văn An',
    text: 'còn nghe không?',
  });
  await demo.terminal.until('còn nghe không?');
});

it('is recycled without a word', { tags: ['long'] }, async () => {
  const demo = await open();
  demo.happen({ type: 'recycle' });
  await until(
    () => demo.zcaLog().filter(({ kind }) => kind === 'connected').length === 2,
    'the second listener to connect',
  );
  demo.happen({
    type: 'message',
    from: '4512345678900008042',
    name: 'Nguyễn Văn An',
    text: 'sau khi thay ca',
  });
  await demo.terminal.until('sau khi thay ca');
  expect(demo.terminal.screen().join('\n')).not.toMatch(/failed|error/iu);
});

it('loses its session: no loop, the log-in is offered', { tags: ['long'] }, async () => {
  const demo = await open();
  demo.happen({ type: 'session', profile: 'default', session: 'none' });
  demo.happen({ type: 'crash' });
  await demo.terminal.until(/log in/iu);
  expect(listenerPids(demo)).toHaveLength(2);
});
