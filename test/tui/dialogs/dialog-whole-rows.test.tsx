// In a small terminal nothing that is needed is cut for good: it is wrapped, or stands whole below while its row is selected.

import { describe, expect, it } from 'vitest';
import type { ConsoleState } from '../../../src/core/state.ts';
import { frameSentences } from '../../../src/tui/app/words.ts';
import { opened } from '../../../src/tui/dialogs/opened.ts';
import { frameUnderHelp, paletteRows } from '../../../src/tui/dialogs/palette.ts';
import { commandRunSentences } from '../../../src/tui/gateway/words.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import type { ScreenName } from '../../../src/tui/state/ui-state.ts';
import { wrapCells } from '../../../src/tui/text/cells.ts';
import { aCommand, aState, loggedOut, nowMs, shop, someFacts } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { runningText } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';

const missing = {
  status: 'missing',
  error: { code: 'zca-not-found', sentence: 'Neither zca nor openzca was found on PATH.' },
} as const;
const sizes = [
  [60, 20],
  [40, 12],
] as const;
const worlds: Readonly<Record<string, ConsoleState>> = {
  'logged out': aState({ facts: { [shop]: someFacts({ session: loggedOut }) } }),
  'without programs': aState({ zca: missing, openclaw: { status: 'missing' } }),
};
const screens: readonly ScreenName[] = ['status', 'feed', 'pairing', 'directory', 'access', 'login'];

describe('help', () => {
  const open = async (
    state: ConsoleState,
    screen: ScreenName,
    [columns, rows]: readonly [number, number],
  ): Promise<DrawnConsole> => {
    const console = await drawConsole({ state, screen, columns, rows });
    await console.press('f1');
    expectFits(console.terminal);
    return console;
  };

  it.each(sizes)('says the whole of the selected row at %i×%i', async (...size) => {
    const console = await open(worlds['without programs'] ?? aState(), 'status', size);
    const frame = console.app.frame();
    for (const row of paletteRows(opened<'help'>({ type: 'help' }, frame)).slice(0, 13)) {
      if (row.type !== 'key') throw new Error('Only keys stand there unasked.');
      const { id, label } = row;
      const reason = console.app.reasonOf(id, frameUnderHelp(frame));
      expect(runningText(console)).toContain(label);
      if (reason !== undefined) expect(runningText(console), id).toContain(reason);
      await console.press('down');
    }
  });

  it.each(sizes)('has room at %i×%i for all there is to say', async (...size) => {
    for (const world of Object.values(worlds))
      for (const screen of screens) {
        const console = await open(world, screen, size);
        const frame = console.app.frame();
        const help = opened<'help'>({ type: 'help' }, frame);
        const { width, foot } = help.room;
        for (const row of paletteRows(help)) {
          if (row.type !== 'key') throw new Error('Only keys stand there unasked.');
          const { id, label, place } = row;
          const whole = frameSentences.helpRow(
            label,
            console.app.reasonOf(id, frameUnderHelp(frame)) ?? place,
          );
          expect(wrapCells(whole, width).length, whole).toBeLessThanOrEqual(foot);
        }
        await console.unmount();
      }
  });
});

describe('the menu of the gateway', () => {
  const { gatewayChoices } = commandRunSentences;
  it('says all it can do at 60×20, and what each means', async () => {
    const console = await drawConsole({ columns: 60, rows: 20 });
    await console.press('S');
    for (const name of ['start-gateway', 'gateway-status', 'restart-gateway', 'log'] as const)
      expect(runningText(console)).toContain(gatewayChoices[name].means);
    expect(runningText(console)).not.toContain('…');
    await console.press('j', 'j', 'enter');
    expect(console.services.tasks.plan).toHaveBeenCalledWith({ type: 'restart-gateway' });
  });

  it('says what the selected answer means at 40×12', async () => {
    const console = await drawConsole({ columns: 40, rows: 12 });
    await console.press('S');
    for (const name of ['start-gateway', 'gateway-status', 'restart-gateway', 'log'] as const) {
      expect(runningText(console)).toContain(gatewayChoices[name].means);
      await console.press('j');
    }
  });
});

describe('the command log', () => {
  it.each(sizes)(
    'says the whole of the selected command and how it came out at %i×%i',
    async (columns, rows) => {
      const argv = ['--profile', 'default', 'friend', 'find', 'Nguyễn Thị Thuỳ Trang', '-j'];
      const failed = aCommand({ id: 1, argv, outcome: { type: 'exited', code: 127 } });
      const console = await drawConsole({
        state: aState({ commandLog: [failed, aCommand({ id: 2 })] }),
        columns,
        rows,
      });
      await console.press('L', 'k');
      expect(runningText(console)).toContain("zca friend find 'Nguyễn Thị Thuỳ Trang' -j (default)");
      expect(runningText(console)).toContain('exit 127');
      expectFits(console.terminal);
    },
  );
});

describe('the copy menu', () => {
  it.each(sizes)('says what is long whole at %i×%i, as far as there is room', async (columns, rows) => {
    const console = await drawConsole({ columns, rows });
    const text = 'zalouser-tui pairing approve shop --code K7PQ2MXD --notify --yes --config x';
    console.app.dispatch({
      type: 'overlay/opened',
      overlay: { type: 'copy-menu', items: [{ label: 'command', text }] },
    });
    await console.settle();
    expect(runningText(console)).toContain(text);
    expectFits(console.terminal);
  });

  it('shows the beginning of what is far too long', async () => {
    const console = await drawConsole({ columns: 40, rows: 12 });
    const items = [{ label: 'raw', text: 'x y '.repeat(1_000) }];
    console.app.dispatch({ type: 'overlay/opened', overlay: { type: 'copy-menu', items } });
    await console.settle();
    expectFits(console.terminal);
    expect(runningText(console)).toContain('…');
  });
});

describe('details', () => {
  it.each(sizes)('say why the selected action cannot be done at %i×%i', async (columns, rows) => {
    const state = aState({
      facts: { [shop]: someFacts({ session: { status: 'logged-in', checkedAtMs: nowMs } }) },
      zca: missing,
    });
    const console = await drawConsole({ state, columns, rows });
    await console.press('enter');
    await console.press('G');
    for (let at = 0; at < 13; at += 1) {
      const action = ['status.end-orphan', 'status.login', 'status.make-default'] as const;
      const here = action.find((id) =>
        console.screen().some((row) => row.includes('│ ›') && row.includes(keySentences[id])),
      );
      if (here !== undefined) expect(runningText(console)).toContain(console.app.reasonOf(here));
      await console.press('k');
    }
    expectFits(console.terminal);
  });
});
