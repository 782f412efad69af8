// The word above the footer: one row where that is enough, more where the next step would be cut.
import { describe, expect, it } from 'vitest';
import { drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const sentence = '/home/an/.openclaw/openclaw.json is read-only; nothing was written.';
const hint = 'Make the file writable (chmod u+w), or ask its owner.';

describe('an error', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])('%i×%i: is shown with its next step, until a key', async (columns, rows) => {
    const console = await drawConsole({ columns, rows });
    const before = console.screen();
    console.app.complain(sentence, hint);
    await console.settle();
    const said = console.screen().join(' ').replaceAll(/\s+/gu, ' ');
    expect(said).toContain(`✗ ${sentence}`);
    expect(said).toContain('chmod u+w');
    expect(console.screen().at(-1)).toBe(before.at(-1));
    expectFits(console.terminal);
    await console.press('esc');
    expect(console.screen()).toEqual(before);
  });

  it('takes one row where it fits', async () => {
    const console = await drawConsole();
    const before = console.screen();
    console.app.complain('It failed.', 'Try again.');
    await console.settle();
    expect(console.screen().at(-2)).toBe('✗ It failed. Try again.');
    expect(console.screen().slice(0, -2)).toEqual(before.slice(0, -2));
  });

  it('stands behind a question', async () => {
    const console = await drawConsole({ columns: 60, rows: 20 });
    console.app.complain(sentence, hint);
    void console.app.confirm({ title: 'Sure?', lines: [], confirmLabel: 'Yes' });
    await console.settle();
    expect(console.screen().filter((row) => row.includes('read-only'))).toHaveLength(1);
    expect(console.screen().join('\n')).toContain('[ Cancel ]');
  });
});

describe('what is left to do', () => {
  it('stays until a key, and gives way to an error', async () => {
    const console = await drawConsole();
    console.app.warn('Written. Restart the gateway.');
    await console.passTime(60_000);
    expect(console.screen().at(-2)).toBe('! Written. Restart the gateway.');
    console.app.complain('It failed.');
    await console.settle();
    expect(console.screen().at(-2)).toBe('✗ It failed.');
    await console.press('j');
    expect(console.screen().at(-2)).not.toMatch(/Written|failed/u);
  });
});
