// What a decision comes to, before and after it: in questions, words and rows. And what is under way when somebody leaves.
import { describe, expect, it } from 'vitest';
import type { PairingDecision } from '../../../src/core/pairing/decision.ts';
import type { PairingWork } from '../../../src/core/state.ts';
import { pairingScreenSentences, pairingWorkSentences } from '../../../src/tui/pairing/words.ts';
import {
  type AccountParts,
  aConfig,
  aDirectory,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aRequest,
  binhId,
  fetched,
  nowMs,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { act, dialogText, lastWords } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';
import { openPairing } from './open-pairing.ts';

const configOf = (...accounts: readonly AccountParts[]) => aConfig({ accounts: accounts.map(anAccount) });
const friends = { [shop]: aDirectory({ peers: fetched([aPeer({ id: binhId, name: 'Trần Thị Bình' })]) }) };

describe('the question before a revocation', () => {
  it.each<[string, AccountParts, StateParts, string]>([
    ['asks again', {}, {}, 'Their next message asks for a code again.'],
    ['by id', { allowFrom: [binhId] }, {}, `! They still get through: allowFrom of shop holds “${binhId}”.`],
    [
      'by name',
      { allowFrom: ['Trần Thị Bình'] },
      { directory: friends },
      '! They still get through: allowFrom of shop holds “Trần Thị Bình”.',
    ],
    [
      'everybody',
      { allowFrom: ['*'] },
      {},
      '! They still get through: allowFrom of shop holds “*”, which is everybody.',
    ],
    ['open', { dmPolicy: 'open' }, {}, '! They still get through: dmPolicy of shop is open.'],
    [
      'allowlist',
      { dmPolicy: 'allowlist' },
      {},
      'dmPolicy of shop is allowlist, which drops their messages and sends no code.',
    ],
    [
      'disabled',
      { dmPolicy: 'disabled' },
      {},
      'dmPolicy of shop is disabled, which drops their messages and sends no code.',
    ],
  ])('says exactly what will be true: %s', async (name, account, parts, expected) => {
    const console = await openPairing({
      config: configOf(account),
      pairing: { approved: [anApproved('shop', binhId)] },
      ...parts,
    });
    await console.press('tab', 'x');
    expect(dialogText(console)).toContain(expected);
    if (name !== 'asks again') expect(dialogText(console)).not.toContain('asks for a code');
    expectFits(console.terminal);
  });

  it('says it in a small window too, with the next step', async () => {
    const console = await openPairing(
      { config: configOf({ allowFrom: [binhId] }), pairing: { approved: [anApproved('shop', binhId)] } },
      { columns: 60, rows: 20 },
    );
    await console.press('tab', 'x');
    expect(dialogText(console)).toContain(`They still get through: allowFrom of shop holds “${binhId}”.`);
    expect(dialogText(console)).toContain('take that out of allowFrom on Access (5).');
    expectFits(console.terminal);
  });

  it('of several says it of whom it holds', async () => {
    const approved = [anApproved('shop', binhId), anApproved('shop', '900')];
    const console = await openPairing({ config: configOf({ allowFrom: [binhId] }), pairing: { approved } });
    await console.press('tab', '*', 'x');
    const rows = console.screen();
    const at = rows.findIndex((row) => row.includes('4512…4822'));
    expect(rows[at + 1]).toContain('! They still get through');
    expect(rows.slice(rows.findIndex((row) => row.includes('id 900'))).join(' ')).toContain(
      'Their next message asks for a code again.',
    );
  });

  it('is the same when an approval is taken back', async () => {
    const decisions: readonly PairingDecision[] = [
      { id: 1, atMs: nowMs, act: 'approve', accountId: shop, senderId: binhId },
    ];
    const console = await openPairing({
      config: configOf({ allowFrom: [binhId] }),
      pairing: { approved: [anApproved('shop', binhId)], decisions },
    });
    await console.press('U');
    expect(dialogText(console)).toContain('! They still get through');
    expect(dialogText(console)).toContain(pairingScreenSentences.undoMeans);
  });
});

describe('the word after it', () => {
  const approved = [anApproved('shop', binhId), anApproved('shop', '900')];

  it('stays to be read where it did not come to what it was for', async () => {
    const console = await openPairing({ pairing: { approved } }, { columns: 60, rows: 20 });
    console.services.pairing.revoke.mockResolvedValueOnce({
      ok: true,
      sentence:
        'Bình is no longer approved on shop. They still get through: allowFrom of shop holds “*”, which is everybody.',
      isWarning: true,
    });
    await act(console, 'tab', 'x', 'y');
    expect(lastWords(console)).toContain(
      '! Bình is no longer approved on shop. They still get through: allowFrom of shop holds “*”, which is everybody.',
    );
  });

  it('of several says of how many', async () => {
    const console = await openPairing({ pairing: { approved } });
    console.services.pairing.revoke.mockResolvedValueOnce({
      ok: true,
      sentence: 'Bình still gets through.',
      isWarning: true,
    });
    await act(console, 'tab', '*', 'x', 'y');
    expect(lastWords(console)).toContain('! 2 people are no longer approved. But: Bình still gets through.');
  });

  it('says that they were told, of several too', async () => {
    const requests = [aRequest(), aRequest({ senderId: '900', name: 'Lê Văn Cường', code: 'ABCD2345' })];
    const console = await openPairing({ pairing: { requests } });
    await act(console, '*', 'A', 'y');
    expect(lastWords(console)).toContain('✓ 2 people are approved, and told.');
  });
});

describe('the question before an approval', () => {
  it.each<[AccountParts, string]>([
    [{ dmPolicy: 'allowlist' }, '! dmPolicy of shop is allowlist, and approvals by code do not count then'],
    [{ enabled: false }, '! Account shop is switched off now.'],
    [{ dmPolicy: 'open' }, 'They get through without it: dmPolicy of shop is open.'],
  ])('%j', async (account, expected) => {
    const console = await openPairing({ config: configOf(account), pairing: { requests: [aRequest()] } });
    await console.press('a');
    expect(dialogText(console)).toContain(expected);
  });

  it.each([
    [80, 24],
    [60, 20],
  ] as const)(
    'of several says whose name is like another’s, and what each wrote last: %i×%i',
    async (columns, rows) => {
      const requests = [
        aRequest({ name: 'Trần Thị Bình' }),
        aRequest({ senderId: '900', name: 'Lê Văn Cường', code: 'ABCD2345' }),
      ];
      const heard = {
        [`shop:${anId}`]: [aMessage({ text: 'xin chào' }), aMessage({ text: 'còn hàng không?' })],
      };
      const console = await openPairing(
        { directory: friends, pairing: { requests, heard } },
        { columns, rows },
      );
      await console.press('*', 'a');
      const lines = console.screen();
      const at = lines.findIndex((row) => row.includes('4512…4821'));
      expect(lines[at + 1]).toContain('! Like the name of a contact');
      expect(dialogText(console)).toContain('Trần Thị Bình wrote: “còn hàng không?”');
      expect(dialogText(console)).not.toContain('xin chào');
      expectFits(console.terminal);
    },
  );
});

describe('waiting for a lock', () => {
  const work: PairingWork = {
    status: 'running',
    act: 'approve',
    waitingForPid: 4_194_304,
    waitingUntilMs: nowMs + 23_000,
  };
  const parts = { pairing: { requests: [aRequest()], work: { [`shop:${anId}`]: work } } };

  it.each([
    [80, 24, 'waiting for process 4194304, at most 0:23'],
    [60, 20, 'held by pid 4194304, 0:23'],
    [40, 12, 'pid 4194304, 0:23'],
  ] as const)('says for whom and how long: %i×%i', async (columns, rows, expected) => {
    const console = await openPairing(parts, { columns, rows });
    expect(console.screen().find((row) => row.startsWith('›'))).toMatch(
      new RegExp(`Nguyễn An .*◐ ${expected}`, 'u'),
    );
    expectFits(console.terminal);
  });

  it('promises no takeover of a lock that is dated ahead', async () => {
    const ahead: PairingWork = {
      ...work,
      waitingForFile: '/c/store.json',
      lockCountsUntilMs: nowMs + 7_230_000,
    };
    const console = await openPairing(
      { pairing: { requests: [aRequest()], work: { [`shop:${anId}`]: ahead } } },
      { columns: 120, rows: 40 },
    );
    await console.press('enter');
    const said = console
      .screen()
      .join(' ')
      .replaceAll(/[│\s]+/gu, ' ');
    expect(said).toContain(
      'Its date is in the future. It counts for 121 min more. If no program writes the file, remove /c/store.json.lock',
    );
    expectFits(console.terminal);
  });

  it('is seen of an approved sender and of a decision too', async () => {
    const decisions: readonly PairingDecision[] = [
      { id: 1, atMs: nowMs, act: 'approve', accountId: shop, senderId: anId, name: 'Nguyễn An' },
    ];
    const revoking = { ...work, act: 'revoke' } as const;
    const console = await openPairing(
      { pairing: { approved: [anApproved('shop', anId)], decisions, work: { [`shop:${anId}`]: revoking } } },
      { columns: 60, rows: 20 },
    );
    for (const _ of ['approved', 'decided']) {
      await console.press('tab');
      expect(console.screen()[3]).toContain('pid 4194304, 0:23'.slice(0, 11));
      expect(console.screen()[3]).toContain('0:23');
    }
  });

  it('is not left without a question', async () => {
    const console = await openPairing(parts);
    await act(console, 'q');
    expect(dialogText(console)).toContain(
      'The approval of Nguyễn An (…4821) is under way, waiting for process 4194304, and will be given up.',
    );
    expect(console.terminal.text()).toContain(pairingWorkSentences.quitTitle);
    expect(console.quits).toEqual([]);
  });
});

describe('decided', () => {
  it('gives a long name the room that is there', async () => {
    const decisions: readonly PairingDecision[] = [
      { id: 1, atMs: nowMs, act: 'dismiss', accountId: shop, senderId: anId, name: 'Nguyễn Thị Thanh Hương' },
    ];
    const config = configOf({ id: 'default' }, { id: 'shop' });
    const console = await openPairing({ config, pairing: { decisions } }, { columns: 60, rows: 20 });
    await console.press('tab', 'tab');
    expect(console.screen()[3]).toContain('Nguyễn Thị Thanh Hương');
    expect(console.screen()[3]).toContain('…4821');
  });
});

describe('2026.9.6', () => {
  const config = aConfig({ release: aRelease('d') });

  it('does not say that nobody is approved', async () => {
    const console = await openPairing({ config, pairing: { way: 'gateway' } });
    expect(console.screen()[2]).toContain('Approved ?');
    await console.press('tab');
    expect(console.terminal.text()).toContain('This OpenClaw does not say who is approved');
    expect(console.terminal.text()).not.toContain('Nobody has been approved by code');
  });

  it('counts those of this session as not all', async () => {
    const console = await openPairing(
      { config, pairing: { way: 'gateway', approved: [anApproved()] } },
      { columns: 60, rows: 20 },
    );
    expect(console.screen()[2]).toContain('Approved 1?');
    await console.press('tab');
    expect(console.terminal.text().replace(/\s+/gu, ' ')).toContain(pairingScreenSentences.onlyFromHere);
    expectFits(console.terminal);
  });
});
