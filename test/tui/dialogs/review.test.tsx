// The review of a change: what follows for whom, the diff, and a window over all of it that scrolls.
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/core/config/change-request.ts';
import { changeConfig } from '../../../src/tui/access/change-config.ts';
import { clickOrScroll } from '../../../src/tui/app/list-actions.ts';
import {
  aConfig,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aPlannedChange,
  aState,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';

const sizes = [
  [80, 24],
  [60, 20],
  [40, 12],
  [120, 40],
] as const;

const idAt = (index: number): string => String(4512000000000010000n + BigInt(index));

/** `count` people approved by code, each of whom wrote once; under pairing they are answered, under allowlist dropped. */
const crowd = (count: number): StateParts => ({
  config: aConfig({ accounts: [anAccount({ dmPolicy: 'pairing', allowFrom: [anId] })] }),
  pairing: { approved: Array.from({ length: count }, (_, index) => anApproved('shop', idAt(index))) },
  feed: {
    messages: Array.from({ length: count }, (_, index) =>
      aMessage({
        id: `m-${index}`,
        senderId: idAt(index),
        threadId: idAt(index),
        senderName: `Khách ${index}`,
        text: `chào shop ${index}`,
      }),
    ),
  },
});

const allowlist = aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist', allowFrom: [anId] })] });

const open = async (
  change: PlannedChange,
  parts: StateParts,
  options: DrawConsoleOptions = {},
): Promise<DrawnConsole> => {
  const console = await drawConsole({ state: aState(parts), screen: 'access', ...options });
  console.services.config.plan.mockResolvedValue({ ok: true, change });
  void changeConfig(console.app, { type: 'set-dm-policy', accountId: shop, policy: 'allowlist' });
  await console.settle();
  return console;
};

/** Everything the review says, read by paging through it. */
const readThrough = async (console: DrawnConsole): Promise<string> => {
  const pages = [text(console)];
  for (let page = 0; page < 80 && /↓ \d+ more/u.test(pages.at(-1) ?? ''); page += 1) {
    await console.press('pagedown');
    pages.push(text(console));
  }
  return pages.join('\n');
};

const hint = (console: DrawnConsole): string => console.screen().find((row) => /[↑↓] \d/u.test(row)) ?? '';

describe('the file that is written', () => {
  it('is named with what a link leads to, and nothing in its name drives the terminal', async () => {
    const change = aPlannedChange({
      before: '{}',
      file: '/home/an/\u001b]0;x\u0007bad\u202e.json',
      linkedFile: '/srv/config/real.json',
    });
    const said = (await readThrough(await open(change, crowd(0)))).replaceAll(/[│\s]+/gu, ' ');
    expect(said).toContain('Writes /home/an/bad.json');
    expect(said).toContain('It is a link to /srv/config/real.json');
    expect(said).toContain('kept beside it: /srv/config/real.json.bak');
  });
});

describe('what would change for whom', () => {
  it.each(sizes)('%i×%i: nobody, one, and fifty, all of them to be read', async (columns, rows) => {
    const none = await open(aPlannedChange({ view: aState(crowd(0)).config }), crowd(0), { columns, rows });
    expect((await readThrough(none)).replaceAll(/[│\s]+/gu, ' ')).toMatch(
      /feed holds no message to compare with/u,
    );
    expectFits(none.terminal);

    const one = await open(aPlannedChange({ view: allowlist }), crowd(1), { columns, rows });
    const said = (await readThrough(one)).replaceAll(/[│\s]+/gu, ' ');
    expect(said).toMatch(/1 of 1 messages in the feed would fare otherwise/u);
    expect(said).toMatch(/answered → not in allowlist/u);
    expect(said).toMatch(/For 1 of 2 people approved or listed it changes/u);

    const fifty = await open(aPlannedChange({ view: allowlist }), crowd(50), { columns, rows });
    const all = await readThrough(fifty);
    expectFits(fifty.terminal);
    for (const index of [0, 24, 49]) {
      const end = idAt(index).slice(-4);
      expect(all.replaceAll(/[│\s]+/gu, ' '), `person ${index}`).toContain(
        `Khách ${index} …${end}: answered → not in allowlist`,
      );
    }
    expect(all.replaceAll(/[│\s]+/gu, ' ')).toMatch(
      /50 of 50 messages in the feed would fare otherwise: 50 × answered → not in allowlist/u,
    );
  });

  it('says which messages, the newest first, with who and what', async () => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(50), { columns: 80, rows: 24 });
    await console.press('G');
    const rows = console.screen().filter((row) => row.includes('Khách'));
    expect(rows.at(-1)).toMatch(/answered → not in allowlist +\d\d:\d\d Khách 0 +chào shop 0/u);
  });

  it('counts what a full feed would make of the list', async () => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(260), { columns: 80, rows: 24 });
    await console.press('G');
    expect(text(console)).toContain('and 60 more');
  });
});

describe('the window', () => {
  it.each(sizes)('%i×%i: moves at the first key, and says what is above and below', async (columns, rows) => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(50), { columns, rows });
    const buttons = (): void => {
      expect(text(console)).toMatch(/›\[ Cancel \] +\[ Write \]/u);
      expectFits(console.terminal);
    };
    buttons();
    expect(hint(console)).toMatch(/↓ \d+ more lines/u);
    expect(hint(console)).not.toContain('above');
    const first = text(console);
    await console.press('j');
    expect(text(console)).not.toBe(first);
    expect(hint(console)).toMatch(/↑ 1 above · ↓ \d+ more/u);
    buttons();
    await console.press('k');
    expect(text(console)).toBe(first);
    await console.press('G');
    expect(hint(console)).toMatch(/↑ \d+ above/u);
    expect(hint(console)).not.toContain('more');
    buttons();
    await console.press('k');
    expect(hint(console)).toMatch(/↓ 1 more line\b/u);
    await console.press('g');
    expect(text(console)).toBe(first);
    await console.press('pagedown', 'pageup');
    expect(text(console)).toBe(first);
  });

  it('follows the wheel', async () => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(50));
    clickOrScroll(console.app, { type: 'wheel', by: 1 });
    await console.settle();
    expect(hint(console)).toContain('↑ 3 above');
    clickOrScroll(console.app, { type: 'wheel', by: -1 });
    await console.settle();
    expect(hint(console)).not.toContain('above');
  });

  it('has no hint where all is shown', async () => {
    const console = await open(aPlannedChange({ view: aState(crowd(0)).config }), crowd(0));
    expect(hint(console)).toBe('');
    const before = text(console);
    await console.press('j', 'G');
    expect(text(console)).toBe(before);
  });

  it('begins at its beginning when it is asked again', async () => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(50));
    console.services.config.write.mockResolvedValueOnce({
      ok: false,
      error: { code: 'config-changed', sentence: 'Changed.' },
    });
    await console.press('G', 'y');
    expect(text(console)).toContain('Somebody else changed the file meanwhile');
    expect(hint(console)).not.toContain('above');
  });

  it('is drawn in ASCII where asked', async () => {
    const console = await open(aPlannedChange({ view: allowlist }), crowd(50), { isAscii: true });
    await console.press('j');
    expect(text(console)).toMatch(/\^ 1 above - v \d+ more lines/u);
  });
});

describe('the diff', () => {
  const wide = (line: string): PlannedChange =>
    aPlannedChange({
      view: aState(crowd(0)).config,
      diff: [
        { kind: 'same', text: '          // here', beforeLine: 1, afterLine: 1 },
        { kind: 'removed', text: "          dmPolicy: 'pairing',", beforeLine: 2 },
        { kind: 'added', text: line, afterLine: 2 },
      ],
    });

  it('cuts nothing of what changes: the end of a long line is read on the next', async () => {
    const entries = Array.from({ length: 12 }, (_, index) => `'${idAt(index)}'`).join(', ');
    for (const [columns, rows] of sizes) {
      const console = await open(wide(`          allowFrom: [${entries}],`), crowd(0), { columns, rows });
      expect(await readThrough(console)).toContain(idAt(11));
      expectFits(console.terminal);
    }
  });

  it('leaves out the indent all lines share only where it is in the way', async () => {
    const near = await open(wide("          dmPolicy: 'open',"), crowd(0));
    expect(text(near)).toContain("+           dmPolicy: 'open',");
    const far = await open(wide("          responsePrefix: 'Chào bạn',"), crowd(0), {
      columns: 40,
      rows: 12,
    });
    expect(await readThrough(far)).toContain("+ responsePrefix: 'Chào bạn',");
  });
});

it('warns of what else changes before anything else, and tells the file by its end where it is long', async () => {
  const change = aPlannedChange({
    file: '/var/lib/a-rather-long-folder/of/somebody/.openclaw/openclaw.json',
    consequences: ['Also changes on account work: dmPolicy pairing → allowlist.'],
    view: allowlist,
  });
  const console = await open(change, crowd(3), { columns: 40, rows: 12 });
  const rows = console.screen();
  expect(rows[1]).toMatch(/Writes ….*\.openclaw\/openclaw\.json/u);
  expect(rows[2]).toContain('! Also changes on account work');
  expect((await readThrough(console)).replaceAll(/[│\s]+/gu, '')).toContain(`${change.file}.bak`);
});
