// Listeners of the real program, recorded, and played again at their own pace by the fake zca: the console ends where an operator would
// want it to. What every recording does to the listener's state, moment by moment, is in test/core/listener/service.test.ts.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sentences } from '../../src/core/sentences.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { feedKeySentences } from '../../src/tui/feed/words.ts';
import { type DemoProgram, openOnWorld } from '../support/demo-program.ts';
import { loadRecording } from '../support/recordings.ts';
import type { Screen } from '../support/screen.ts';
import { tempDir } from '../support/temp-dir.ts';

const { feedScreen, listener } = sentences;
const recordings = fileURLToPath(new URL('../fixtures/zca-0.1.58', import.meta.url));
const listen = ['**', 'listen', '-r', '-k'];

/** Each listener that is started plays the next of these; all else answers as usual. */
const openOnRecordings = async (...names: readonly string[]): Promise<DemoProgram> => {
  const scenario: Scenario = {
    otherwise: 'world',
    calls: names.map((name) => ({ match: listen, times: 1, replay: join(recordings, `${name}.ndjson`) })),
  };
  const file = join(await tempDir(), 'scenario.json');
  await writeFile(file, JSON.stringify(scenario));
  const demo = await openOnWorld(['--screen', 'feed', '--account', 'default'], {
    rows: 40,
    env: { ZALOUSER_DEMO_SCENARIO: file },
  });
  demo.terminal.press('s');
  return demo;
};

/** Sentences are broken where the window ends. */
const says =
  (sentence: string) =>
  (screen: Screen): boolean =>
    screen.text().replaceAll(/\s+/gu, ' ').includes(sentence);

const listenersOf = (demo: DemoProgram): number =>
  demo.zcaLog().filter(({ kind, argv }) => kind === 'start' && argv?.includes('listen') === true).length;

it('84: every kind of message stands in the feed, in the order sent', async () => {
  const demo = await openOnRecordings('84-listen-mixed');
  const expected = loadRecording('84-listen-mixed').lines.filter((line) =>
    line.startsWith('{"threadId"'),
  ).length;
  await demo.terminal.until(feedScreen.messages(expected));
  await demo.terminal.until(feedScreen.states.live);
  const text = demo.terminal.screen().join('\n');
  for (const said of ['xin chào', 'dòng 1↵dòng 2', 'ảnh đây', 'đồng ý', 'báo cáo.txt', 'tin từ người lạ'])
    expect(text).toContain(said);
  expect(text.indexOf('xin chào')).toBeLessThan(text.indexOf('tin từ người lạ'));
});

it('87: kicked once, it says so, and hears again by itself', { tags: ['long'] }, async () => {
  const demo = await openOnRecordings('87-listen-kick-3000-keepalive');
  await demo.terminal.until('trước');
  await demo.terminal.until(says(feedScreen.reconnecting(3000)));
  await demo.terminal.until('sau');
  expect(demo.terminal.screen().at(-2)).toContain(feedScreen.states.live);
  expect(listenersOf(demo)).toBe(1);
});

it.each([
  ['13-nologin-listen', sentences.errors.notLoggedIn({ profile: 'default' }).sentence],
  ['99-listen-second-same-profile', 'already listens on profile default'],
])(
  '%s: it is told at once why there is no listening, and nothing is tried again',
  { tags: ['long'] },
  async (name, sentence) => {
    const demo = await openOnRecordings(name);
    await demo.terminal.until(says(sentence));
    expect(listenersOf(demo)).toBe(1);
  },
);

it('80, 98, 107, 83: a night: no network, a planned restart, a connection that dies, the session that had ended', {
  timeout: 60_000,
  tags: ['long'],
}, async () => {
  const demo = await openOnRecordings(
    '80-offline-listen',
    '98-listen-recycle',
    '107-listen-revoked-then-kicked',
    '83-revoked-listen',
  );
  await demo.terminal.until(says(listener.cause.noNetwork));
  await demo.terminal.until(
    (screen) => listenersOf(demo) === 2 && screen.text().includes(feedScreen.listening),
  );
  await demo.terminal.until(
    (screen) => listenersOf(demo) === 3 && says(feedScreen.reconnecting(3000))(screen),
  );
  // That it connects no more is told with 1006: it is started again, and finds out why.
  await demo.terminal.until(feedKeySentences.logIn('6'), { deadlineMs: 20_000 });
  expect(listenersOf(demo)).toBe(4);
});
