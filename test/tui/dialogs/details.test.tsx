// Details begin at their top, whoever's were read before; what is read keeps its place while it changes.
import { describe, expect, it } from 'vitest';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  anAccount,
  anApproved,
  aRequest,
  aState,
  binhId,
  nowMs,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';

const first = aRequest({ createdAtMs: nowMs - 600_000 });
const second = aRequest({
  senderId: '7777',
  code: 'ABCD2345',
  name: 'Lê Văn Cường',
  createdAtMs: nowMs - 300_000,
});
const state: ConsoleState = aState({
  config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }),
  facts: { [shop]: someFacts(), [work]: someFacts() },
  pairing: { requests: [first, second], approved: [anApproved('shop', binhId)] },
});
const compact = { columns: 60, rows: 20 } as const;

/** The row of the overlay the cursor is on: 0 is the first under the title. */
const cursorRow = (console: DrawnConsole): number => {
  const rows = console.screen();
  const title = rows.findIndex((row) => row.startsWith('╭'));
  return rows.findIndex((row) => row.startsWith('│ ›')) - title - 1;
};

describe('details', () => {
  it.each(['pairing', 'status'] as const)('of another row of %s begin at the top', async (screen) => {
    const console = await drawConsole({ state, screen, ...compact });
    await console.press('enter', 'G');
    expect(cursorRow(console)).toBeGreaterThan(5);
    await console.press('esc', 'j', 'enter');
    expect(cursorRow(console)).toBe(0);
  });

  it('of a request show whose it is and the code at once', async () => {
    const console = await drawConsole({ state, screen: 'pairing', ...compact });
    await console.press('enter', 'G', 'esc', 'j', 'enter');
    expect(text(console)).toContain('Lê Văn Cường');
    expect(text(console)).toContain('ABCD 2345');
  });

  it('begin at the top in another list and after another account', async () => {
    const console = await drawConsole({ state, screen: 'pairing', ...compact });
    await console.press('enter', 'G', 'esc', 'tab', 'enter');
    expect(cursorRow(console)).toBe(0);
    await console.press('esc', '5', 'enter', 'G', ']');
    expect(cursorRow(console)).toBe(0);
  });

  it('begin at the top when they are opened again', async () => {
    const console = await drawConsole({ state, screen: 'pairing', ...compact });
    await console.press('enter', 'G', 'esc', 'enter');
    expect(cursorRow(console)).toBe(0);
  });

  it('keep their place while they change, and below a question', async () => {
    const console = await drawConsole({ state, screen: 'pairing', ...compact });
    await console.press('enter', 'j', 'j', 'j');
    expect(cursorRow(console)).toBe(3);
    await console.setState({ ...state, feed: { ...state.feed } });
    await console.passTime(60_000);
    expect(cursorRow(console)).toBe(3);
    await console.press('?', 'esc');
    expect(cursorRow(console)).toBe(3);
  });

  it('go to the top where the row under them gives way to another', async () => {
    const console = await drawConsole({ state, screen: 'pairing', ...compact });
    await console.press('enter', 'G');
    await console.setState({ ...state, pairing: { ...state.pairing, requests: [second] } });
    expect(text(console)).toContain('Lê Văn Cường');
    expect(cursorRow(console)).toBe(0);
    // …and what was at the foot of the other's is not picked up again.
    await console.press('j');
    expect(cursorRow(console)).toBe(1);
  });
});

describe('other overlays', () => {
  it.each(['?', 'Y'])('%s begins at its top whenever it is opened', async (key) => {
    const console = await drawConsole({ state, screen: 'status', ...compact });
    await console.press(key);
    const top = cursorRow(console);
    await console.press('down', 'down', 'esc', key);
    expect(cursorRow(console)).toBe(top);
  });
});
