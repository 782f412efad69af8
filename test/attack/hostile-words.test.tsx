// Hostile text to what is said beside the frame: plain mode, the window's title, notifications of the desktop, the command log.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ConsoleState } from '../../src/core/state.ts';
import { createExecaRunner } from '../../src/core/system/execa-runner.ts';
import type { CommandRecord } from '../../src/core/system/runner.ts';
import { screenNames } from '../../src/tui/state/ui-state.ts';
import { createRandom } from '../core/config/edit/random.ts';
import { aMessage, aRequest, aState, shop } from '../support/builders.ts';
import { drawConsole } from '../support/draw-console.tsx';
import { createFakeClock } from '../support/fake-clock.ts';
import { drawPlain } from '../tui/plain/draw-plain.tsx';
import { watchConsole } from './hostile/draw.ts';
import { planted } from './hostile/files.ts';
import { expectHarmless, expectOnlyDrawing } from './hostile/oracle.ts';
import { textsFrom } from './hostile/rows.ts';
import { openHostileWorld } from './hostile/world.ts';
import { attackSeeds, withSeed } from './support/scale.ts';

const stateOf = async (seed: number): Promise<ConsoleState> => {
  const world = await openHostileWorld(seed, {
    messages: 400,
    friends: 100,
    groups: 60,
    members: 60,
    requests: 60,
    hostileAccounts: 6,
    hugeLines: 0,
  });
  const state = world.console.store.getState();
  await world.close();
  return state;
};

test.each(screenNames)('plain mode says it in harmless lines: %s', async (screen) => {
  for (const seed of attackSeeds(1)) {
    await withSeed(seed, async () => {
      const state = await stateOf(seed);
      let bytes = '';
      const drawn = await drawPlain(aState(), {
        screen,
        columns: 100,
        rows: 400,
        onWrite: (text) => (bytes += text),
      });
      await drawn.setState(state);
      // What comes one by one is told one by one.
      const { messages } = state.feed;
      for (let end = 10; end <= 60; end += 10)
        await drawn.setState({ ...state, feed: { ...state.feed, messages: messages.slice(0, end) } });
      for (const key of [
        'j',
        'enter',
        'j',
        'esc',
        'L',
        'j',
        'esc',
        'Y',
        'esc',
        '?',
        'esc',
        'tab',
        'j',
        ']',
        'j',
      ])
        await drawn.press(key);
      expectOnlyDrawing(bytes, `plain mode on ${screen}`);
      expect(drawn.said().length).toBeGreaterThan(20);
      for (const line of drawn.said()) expectHarmless(line, 'a line of plain mode', 'one line');
      expect(bytes).not.toContain(planted);
    });
  }
});

const ours = /\u001B\[2[23];2t|\u001B\[\?7[hl]|\u0007|\u001B\](?:2|9|777;notify);([^\u0007]*)\u0007/gu;

test.each(['osc9', 'osc777'] as const)(
  'title and notifications (%s) hold nothing that could drive the terminal',
  async (notification) => {
    for (const seed of attackSeeds(2)) {
      await withSeed(seed, async () => {
        const requests = (await stateOf(seed)).pairing.requests.map((request) => ({
          ...request,
          accountId: shop,
        }));
        const drawn = await drawConsole({
          state: aState({ feed: { messages: [aMessage()] } }),
          notification,
          hasBell: true,
        });
        for (let count = 1; count <= requests.length; count += 1)
          await drawn.setState(aState({ pairing: { requests: requests.slice(0, count) } }));
        await drawn.setState(aState({ pairing: { requests: [aRequest()] } }));
        await drawn.unmount();
        const written = drawn.written();
        const said = [...written.matchAll(ours)].flatMap(([, text]) => text ?? []);
        expect(said.length).toBeGreaterThan(10);
        for (const text of said) expectHarmless(text, 'a title or a notification', 'one line');
        if (notification === 'osc777') expect(said.filter((text) => text.split(';').length > 2)).toEqual([]);
        expect(written.replace(ours, '')).toBe('');
      });
    }
  },
);

test('the command log shows what programs said and were called with, harmless and without secrets', async () => {
  for (const seed of attackSeeds(1)) {
    await withSeed(seed, async () => {
      const dir = await mkdtemp(join(tmpdir(), 'zalouser-tui-hostile-'));
      const records = new Map<number, CommandRecord>();
      const runner = createExecaRunner({
        clock: createFakeClock(),
        onRecord: (record) => records.set(record.id, record),
      });
      const texts = textsFrom(createRandom(seed));
      try {
        for (let row = 0; row < 60; row += 1) {
          const file = join(dir, String(row));
          const words = Array.from({ length: 12 }, () => texts.text());
          await writeFile(
            file,
            `${words.join('\n')}\ncookie: zpw_sek=${planted}; imei=${planted}\n{"token":"${planted}"}\n`,
          );
          const args = [
            file,
            ...Array.from({ length: 4 }, () => texts.text().replaceAll('\0', '')),
            '--token',
            planted,
          ];
          await runner.run({ file: '/bin/sh', args: ['-c', 'cat "$0" >&2; exit 3', ...args] });
        }
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
      const commandLog = [...records.values()];
      expect(JSON.stringify(commandLog)).not.toContain(planted);
      const calm = aState();
      for (const [columns, rows] of [
        [80, 24],
        [160, 60],
      ] as const) {
        const watched = await watchConsole({ ...calm, commandLog }, calm, {
          screen: 'status',
          columns,
          rows,
        });
        await watched.press('L', 'G');
        for (let row = 0; row < 12; row += 1) await watched.press('k', 'k', 'enter', 'pagedown', 'esc');
      }
    });
  }
});
