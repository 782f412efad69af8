// Hostile text from two more mouths: what zca says during a log-in, and what stands in OpenClaw's log; to the screen, plain mode and the log.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { status } from '../../src/cli/commands/status.ts';
import { logState } from '../../src/cli/session.ts';
import { scanLog } from '../../src/core/doctor/file-permissions.ts';
import type { LogLeaks } from '../../src/core/doctor/model.ts';
import { reportJson } from '../../src/core/shared/text/lenient-json.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { openLog } from '../../src/core/system/log.ts';
import { parseLoginLine } from '../../src/core/zca/parse.ts';
import { screenNames } from '../../src/tui/state/ui-state.ts';
import { createRandom } from '../core/config/edit/random.ts';
import { aState, nowMs } from '../support/builders.ts';
import { drawConsole } from '../support/draw-console.tsx';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { drawPlain } from '../tui/plain/draw-plain.tsx';
import { watchConsole } from './hostile/draw.ts';
import { fileNameOf, planted } from './hostile/files.ts';
import { expectHarmless, expectInert, expectOnlyDrawing, expectValueHarmless } from './hostile/oracle.ts';
import { type Texts, textsFrom } from './hostile/rows.ts';
import { hostileBytes } from './hostile/strings.ts';
import { front, type HostileWorld, inTime, openHostileWorld } from './hostile/world.ts';
import { attackSeeds, withSeed } from './support/scale.ts';

const size = {
  messages: 0,
  friends: 5,
  groups: 5,
  members: 5,
  requests: 5,
  hostileAccounts: 2,
  hugeLines: 0,
};
const attempts = 24;
const lines = 4_000;

/** A line of a log-in, with a stranger's text wherever one may stand. */
const loginLine = (texts: Texts): string =>
  texts.random.pick([
    () => `Scanned by: ${texts.text()}`,
    () => `Scanned by:${texts.text()}`,
    () => `Logged in profile front as ${texts.text()} (4512000000000000001)`,
    () => `Logged in profile front as ${texts.text()} (${texts.text()})`,
    () => `Logged in profile ${texts.text()} as ${texts.text()} (1)`,
    () => `QR code saved to: ${texts.text()}`,
    () => `QR login declined ${texts.text()}`,
    () => `Error: QR login declined by ${texts.text()}`,
    () => `QR expired ${texts.text()}`,
    () => `Error: Cannot get scan result ${texts.text()}`,
    () => `Error: Cannot get confirm result ${texts.text()}`,
    () => `data:image/png;base64,${texts.text()}`,
    () => `Error: ${texts.text()} cookie: zpw_sek=${planted}`,
    () => texts.text(),
  ])();

/** One log-in, from its first hostile line to its end; what the state said on the way. */
const attempt = async ({ console, runner, clock, texts }: HostileWorld): Promise<readonly ConsoleState[]> => {
  const seen: ConsoleState[] = [];
  const unsubscribe = console.store.subscribe((state, before) => {
    if (state.login !== before.login) seen.push(state);
  });
  const from = runner.children.length;
  const started = await inTime(clock, console.login.start(front));
  expect(started).toMatchObject({ ok: true });
  for (let turns = 0; runner.children.length === from && turns < 2_000; turns += 1) await settle();
  const child = runner.children.at(-1);
  if (child === undefined || runner.children.length === from) throw new Error('No log-in was started.');
  for (let row = 1 + texts.random.below(5); row > 0; row -= 1) {
    const to = texts.random.chance(0.7) ? child.handlers.onStdout : child.handlers.onStderr;
    to?.(texts.random.chance(0.9) ? Buffer.from(`${loginLine(texts)}\n`) : hostileBytes(texts.random));
    await settle();
  }
  child.end({ code: texts.random.pick([0, 0, 1, 130]), signal: undefined, stderrTail: loginLine(texts) });
  for (let turns = 0; turns < 40; turns += 1) await clock.advanceAndSettle(500);
  await inTime(clock, console.login.cancel());
  unsubscribe();
  return seen;
};

const checkLog = async (states: readonly ConsoleState[], dir: string): Promise<void> => {
  const file = join(dir, 'log', 'login.log');
  const log = openLog({ file, level: 'debug', clock: createFakeClock(nowMs) });
  let tell: (state: ConsoleState, before: ConsoleState) => void = () => undefined;
  const end = logState(
    {
      subscribe: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    log,
  );
  for (const [at, state] of states.entries()) tell(state, states[at - 1] ?? aState());
  end();
  log.close();
  const text = await readFile(file, 'utf8');
  expectInert(text, 'the log');
  expect(text).not.toContain(planted);
};

test('every line of a log-in is read as harmless words', () => {
  for (const seed of attackSeeds(2)) {
    const texts = textsFrom(createRandom(seed));
    const read = Array.from({ length: lines }, () => parseLoginLine(loginLine(texts)));
    // A path is compared and used, and made harmless where it is shown; the text of a code is never shown.
    const shown = read.filter(({ type }) => type !== 'qr-saved' && type !== 'qr-base64');
    expect(shown.length).toBeGreaterThan(0);
    expectValueHarmless(shown, 'lines of a log-in');
  }
});

test('what zca says during a log-in does no harm on the screen, in plain mode and in the log', async () => {
  for (const seed of attackSeeds(1)) {
    await withSeed(seed, async () => {
      const world = await openHostileWorld(seed, size);
      try {
        const states: ConsoleState[] = [];
        for (let time = 0; time < attempts; time += 1) states.push(...(await attempt(world)));
        const kinds = new Set(states.map(({ login }) => login.status));
        expect([...kinds]).toEqual(expect.arrayContaining(['starting', 'failed', 'scanned']));
        await checkLog(states, world.dir);
        const calm = aState();
        const watched = await watchConsole(calm, calm, { screen: 'login', columns: 80, rows: 24 });
        let bytes = '';
        const plain = await drawPlain(calm, {
          screen: 'login',
          columns: 100,
          rows: 60,
          onWrite: (text) => (bytes += text),
        });
        for (const { login } of states) {
          await watched.drawn.setState({ ...calm, login });
          await watched.press('j');
          await plain.setState({ ...calm, login });
        }
        expectOnlyDrawing(bytes, 'plain mode');
        for (const line of plain.said()) expectHarmless(line, 'a line of plain mode', 'one line');
        expect(bytes).not.toContain(planted);
      } finally {
        await world.close();
      }
    });
  }
});

/** A line of OpenClaw's log: what its command line printed, around it whatever strangers wrote. */
const logLine = (texts: Texts, code: string): string => {
  const said = texts.random.pick([
    `Pairing code: ${code}`,
    `Pairing code: ${code}${texts.text()}`,
    JSON.stringify({ channel: 'zalouser', requests: [{ code, [texts.text()]: texts.text() }] }),
    texts.text(),
  ]);
  return texts.random.pick([
    () =>
      JSON.stringify({
        0: `${texts.text()}\n${said}`,
        1: { [texts.text()]: texts.text() },
        ['__proto__']: { polluted: 1 },
      }),
    () => JSON.stringify({ 0: said, time: texts.text(), token: planted }),
    () => `${texts.text()} ${said}`,
    () => `{"__proto__":{"polluted":1},"0":${JSON.stringify(said)}}`,
    () => `{"0":"code ${texts.text()}`,
  ])();
};

test('a log of OpenClaw full of hostile lines, under a hostile name, gives counts and a harmless path', async () => {
  for (const seed of attackSeeds(2)) {
    await withSeed(seed, async () => {
      const texts = textsFrom(createRandom(seed));
      const dir = await mkdtemp(join(tmpdir(), 'zalouser-tui-hostile-'));
      try {
        const folder = join(dir, fileNameOf(texts.text()));
        await mkdir(folder, { recursive: true });
        const setting = join(folder, `${fileNameOf(texts.text())}.log`);
        const code = 'K7PQ2MXD';
        const body = Array.from({ length: 2_000 }, () => Buffer.from(`${logLine(texts, code)}\n`));
        await writeFile(
          setting,
          Buffer.concat([
            ...body,
            hostileBytes(texts.random),
            Buffer.from(`\n${JSON.stringify({ 0: `Pairing code: ${code}` })}\n`),
          ]),
        );
        const found: LogLeaks | undefined = await scanLog({ setting, pending: [code], nowMs });
        expect(found).toMatchObject({ file: setting, codes: 1, pending: 1 });
        const state = aState({
          filePermissions: { openFiles: [], sessions: [], ...(found === undefined ? {} : { log: found }) },
        });
        const answer = status.answer(state, { scope: 'all', argument: '', flags: [] }, nowMs);
        for (const line of answer.lines) expectHarmless(line, 'status', 'one line');
        expectValueHarmless(JSON.parse(reportJson(answer.json)), 'status --json');
        for (const screen of screenNames) {
          const watched = await watchConsole(state, state, { screen, columns: 120, rows: 40 });
          await watched.press('g', 'enter', 'pagedown', 'esc', 'Y', 'j', 'enter', 'esc', 'j', 'enter', 'esc');
        }
        const drawn = await drawConsole({ state, screen: 'access', columns: 160, rows: 50 });
        expect(drawn.screen().join('\n')).toMatch(/pairing code/iu);
        expect(drawn.screen().join('\n')).not.toContain(code);
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });
  }
});
