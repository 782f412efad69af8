// Approving with a message, telling once more, the history of the session and taking back.
import { describe, expect, it } from 'vitest';
import type { PairingDecision } from '../../../src/core/pairing/decision.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { clickOrScroll } from '../../../src/tui/app/list-actions.ts';
import { pairingScreenSentences } from '../../../src/tui/pairing/words.ts';
import {
  aConfig,
  aMessage,
  aNamelessRequest,
  anAccount,
  anApproved,
  anId,
  aRequest,
  binhId,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import type { DrawnConsole } from '../../support/draw-console.tsx';
import { act, dialogText, lastWords } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';
import { openPairing } from './open-pairing.ts';

const request = aRequest();
const two = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
const heardAs = (...texts: readonly string[]): ConsoleState['pairing']['heard'] => ({
  [`shop:${anId}`]: texts.map((text, index) => aMessage({ text, sentAtMs: nowMs - 60_000 + index })),
});

describe('who knocks', () => {
  it.each([
    [80, 24, '    code likely sent · name from a message · wrote: chào shop, còn hàng không?'],
    [60, 20, '    code likely sent · wrote: chào shop, còn hàng không?'],
    [40, 12, '    wrote: chào shop, còn hàng không?'],
  ] as const)('stands below the row: %i×%i', async (columns, rows, expected) => {
    const feed = { messages: [aMessage()] };
    const console = await openPairing(
      { feed, pairing: { requests: [aNamelessRequest()], heard: heardAs('chào shop, còn hàng không?') } },
      { columns, rows },
    );
    const at = console.screen().findIndex((row) => row.startsWith('›'));
    expect(console.screen()[at + 1]).toBe(expected);
    expectFits(console.terminal);
  });

  it.each<[string, StateParts, string]>([
    ['the code may be lost', { facts: { [shop]: someFacts({ session: loggedOut }) } }, '! code may be lost'],
    [
      'they have it',
      { pairing: { heard: heardAs('mã em là K7PQ 2MXD') } },
      '✓ has the code · wrote: mã em là K7PQ 2MXD',
    ],
    [
      'nobody listens',
      { facts: { [shop]: someFacts({ listener: { status: 'stopped', sinceMs: 0 } }) } },
      'what they wrote is unknown: no listener runs here',
    ],
  ])('says so: %s', async (_, parts, expected) => {
    const console = await openPairing({ ...parts, pairing: { requests: [request], ...parts.pairing } });
    expect(console.terminal.text()).toContain(expected);
  });

  it.each([
    [160, 40, 'code likely sent · name from a message · what they wrote is unknown: no listener runs here'],
    [120, 40, 'code likely sent · not heard here: no listener runs'],
    [80, 24, 'code likely sent · name from a message · not heard here: no listener runs'],
    [60, 20, 'code likely sent · not heard here: no listener runs'],
    [40, 12, 'code likely sent'],
  ] as const)('says whole that nobody listens at %i×%i', async (columns, rows, expected) => {
    const facts = { [shop]: someFacts({ listener: { status: 'stopped', sinceMs: 0 } }) };
    const console = await openPairing(
      { facts, feed: { messages: [aMessage()] }, pairing: { requests: [aNamelessRequest()] } },
      { columns, rows },
    );
    const at = console.screen().findIndex((row) => row.startsWith('›'));
    expect(console.screen()[at + 1]?.split('│')[0]?.trim()).toBe(expected);
  });

  it('is in the question: where the name is from, what was written, whether they have the code', async () => {
    const facts = { [shop]: someFacts({ session: loggedOut }) };
    const console = await openPairing({
      facts,
      feed: { messages: [aMessage()] },
      pairing: { requests: [aNamelessRequest()], heard: heardAs('alo', 'còn\nhàng không?') },
    });
    await console.press('a');
    for (const expected of [
      'Name from a message.',
      'Wrote: “alo”',
      'Wrote: “còn hàng không?”',
      'The code may not have reached them: the account is not logged in. It is sent only once.',
    ])
      expect(dialogText(console)).toContain(expected);
  });

  it('is found by click on either of the two lines', async () => {
    const requests = [request, aRequest({ senderId: '900', name: 'Lê Văn Cường' })];
    const console = await openPairing({ pairing: { requests } });
    const selected = (): string | undefined => console.screen().find((row) => row.startsWith('›'));
    const top = console.screen().findIndex((row) => row.includes('Nguyễn An'));
    for (const [line, name] of [
      [2, 'Lê Văn Cường'],
      [1, 'Nguyễn An'],
      [3, 'Lê Văn Cường'],
      [9, 'Lê Văn Cường'],
    ] as const) {
      clickOrScroll(console.app, { type: 'click', row: top + line, column: 5 });
      await console.settle();
      expect(selected()).toContain(name);
    }
  });
});

describe('approve and tell', () => {
  it('says what goes out through which account, and does both', async () => {
    const console = await openPairing({
      config: two,
      pairing: { requests: [aRequest({ accountId: 'work' })] },
    });
    await console.press('A');
    expect(dialogText(console)).toContain(
      'Sends through work afterwards: “Your pairing request has been approved.”',
    );
    expect(dialogText(console)).toContain('[ Approve & tell ]');
    await act(console, 'enter');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    await act(console, 'A', 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([
      [aRequest({ accountId: 'work' }), { notify: true }],
    ]);
  });

  it('warns where the message may not go out', async () => {
    const console = await openPairing({
      facts: { [shop]: someFacts({ session: loggedOut }) },
      pairing: { requests: [request] },
    });
    await console.press('A');
    expect(dialogText(console)).toContain('! Account shop is not logged in: the message may not go out.');
  });

  it('shows that the message failed while the approval stands', async () => {
    const console = await openPairing({ pairing: { requests: [request] } });
    console.services.pairing.approve.mockResolvedValueOnce({
      ok: false,
      error: {
        code: 'not-told',
        sentence: 'An may now talk. But they were not told: no network.',
        hint: 'The approval stands.',
      },
    });
    await act(console, 'A', 'y');
    expect(lastWords(console)).toContain(
      '✗ An may now talk. But they were not told: no network. The approval stands.',
    );
  });

  it('is off without a zca, and says what to do', async () => {
    const zca = { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } } as const;
    const console = await openPairing({ zca, pairing: { requests: [request] } });
    await console.press('A');
    expect(lastWords(console)).toContain(pairingScreenSentences.noZcaToTell);
  });

  it('among the approved tells them once more', async () => {
    const failed = {
      status: 'failed',
      act: 'notify',
      error: { code: 'no-network', sentence: 'There is no network.' },
    } as const;
    const console = await openPairing({
      pairing: { approved: [anApproved('shop', binhId)], work: { [`shop:${binhId}`]: failed } },
    });
    await console.press('tab');
    expect(console.screen()[3]).toContain('✗ There is no network.');
    await console.press('A');
    expect(dialogText(console)).toContain('Sends through shop: “Your pairing request has been approved.”');
    await act(console, 'y');
    expect(console.services.pairing.notify.mock.calls).toEqual([['shop', binhId]]);
  });
});

describe('2026.9.6', () => {
  const config = aConfig({ release: aRelease('d') });
  const { code: _, ...codeless } = aRequest({ requestId: 'r1', canNotify: true });

  it('by the gateway: no codes, no owner, no files', async () => {
    const console = await openPairing({
      config,
      pairing: { way: 'gateway', hasCommandOwner: false, requests: [codeless] },
    });
    expect(console.screen()[3]).toMatch(/^›\s+Nguyễn An\s+id …4821\s+asked 2m ago\s+expires 58m\s*$/u);
    await console.press('a');
    expect(dialogText(console)).toContain('Runs openclaw gateway call channels.pairing.approve');
    expect(dialogText(console)).not.toContain('owner');
    await act(console, 'n', 'A');
    expect(dialogText(console)).toContain(pairingScreenSentences.gatewayTells);
    await act(console, 'n', 'x', 'y');
    expect(console.services.pairing.dismiss.mock.calls).toEqual([[codeless]]);
  });

  it('by the command warns of what it does, and offers no more than it can', async () => {
    const console = await openPairing({ config, pairing: { way: 'command', requests: [request] } });
    await console.press('a');
    expect(dialogText(console)).toContain('Runs openclaw pairing approve zalouser K7PQ2MXD --account shop');
    expect(dialogText(console)).toContain(
      'If nobody owns the bot’s commands yet, this command makes them the owner',
    );
    await console.press('n', 'x');
    expect(lastWords(console)).toContain('This OpenClaw dismisses only through its gateway');
    await console.press('A');
    expect(lastWords(console)).toContain('Only the gateway can tell them');
  });

  const connection = {
    status: 'open',
    url: 'ws://127.0.0.1:18789',
    protocol: 4,
    sinceMs: nowMs,
  } as const;
  const approved = [anApproved()];

  it('revokes over the connection, and says what it sends', async () => {
    const open = aConfig({ ...config, allowsCommandEdits: true });
    const console = await openPairing({ config: open, connection, pairing: { way: 'gateway', approved } });
    await console.press('tab', 'x');
    expect(dialogText(console)).toContain('/allowlist remove dm --store channel=zalouser account=shop');
    expect(dialogText(console)).not.toContain('commands.config');
    await console.press('y');
    expect(console.services.pairing.revoke.mock.calls).toEqual([[shop, binhId]]);
  });

  it('asks before it opens what that takes, and says what it opens', async () => {
    const console = await openPairing({ config, connection, pairing: { way: 'gateway', approved } });
    await console.press('tab', 'x');
    expect(dialogText(console)).toContain('That needs commands.config: true');
    expect(dialogText(console)).toContain('command owners can change the config in chats');
    expect(dialogText(console)).toContain('begins the channel anew');
    await console.press('y');
    expect(console.services.pairing.revoke.mock.calls).toEqual([[shop, binhId, { mayOpenCommands: true }]]);
  });

  it('opens it for one at a time', async () => {
    const console = await openPairing({
      config,
      connection,
      pairing: { way: 'gateway', approved: [anApproved(), anApproved('shop', anId)] },
    });
    await console.press('tab', 'space', 'down', 'space', 'x');
    expect(lastWords(console)).toContain('One at a time');
  });

  it('without a connection revokes nothing, and says so', async () => {
    const console = await openPairing({ config, pairing: { way: 'gateway', approved: [anApproved()] } });
    await console.press('tab', 'x');
    expect(lastWords(console)).toContain(pairingScreenSentences.noRevoke);
    await console.press('A');
    expect(lastWords(console)).toContain('tells a sender only while it approves them');
  });
});

const decision = (parts: Partial<PairingDecision> = {}): PairingDecision => ({
  id: 1,
  atMs: nowMs - 120_000,
  act: 'approve',
  accountId: shop,
  senderId: anId,
  name: 'Nguyễn An',
  ...parts,
});
const toDecided = (console: DrawnConsole): Promise<void> => console.press('tab', 'tab');

describe('the history of the session', () => {
  const all = [
    decision({
      delivery: { status: 'failed', error: { code: 'no-network', sentence: 'There is no network.' } },
    }),
    decision({ id: 2, act: 'dismiss', senderId: binhId, name: 'Trần Thị Bình', accountId: work }),
    decision({ id: 3, act: 'revoke', senderId: binhId, name: 'Nguyễn Thị Thanh Hương Giang Đặng Trần Côn' }),
  ];
  const parts: StateParts = {
    config: two,
    pairing: { approved: [anApproved('shop', anId)], decisions: all },
  };

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ] as const)('%i×%i: newest first, with what became of it', async (columns, rows) => {
    const console = await openPairing(parts, { columns, rows });
    await toDecided(console);
    expectFits(console.terminal);
    const list = console.screen().filter((row) => /(?:approved|dismissed|revoked) {2}/u.test(row));
    expect(list).toHaveLength(3);
    expect(list[0]).toContain('revoked');
    expect(list[2]).toContain('✗ not told');
    expect(console.terminal.text()).toContain('Decided 3');
  });

  it('U takes an approval back by a revocation, a revocation by letting in again', async () => {
    const console = await openPairing(parts);
    await toDecided(console);
    await console.press('U');
    expect(dialogText(console)).toContain('talk to the agent on shop again?');
    expect(dialogText(console)).toContain('Writes zalouser-shop-allowFrom.json');
    await act(console, 'enter');
    expect(console.services.pairing.restore).not.toHaveBeenCalled();
    await act(console, 'U', 'y');
    expect(console.services.pairing.restore.mock.calls).toEqual([['shop', binhId]]);
    await console.press('G', 'U');
    expect(dialogText(console)).toContain(pairingScreenSentences.undoMeans);
    await act(console, 'y');
    expect(console.services.pairing.revoke.mock.calls).toEqual([['shop', anId]]);
  });

  it('says that a dismissal cannot be taken back, and why something else cannot', async () => {
    const console = await openPairing({ ...parts, pairing: { decisions: all } });
    await toDecided(console);
    await console.press('j', 'U');
    expect(lastWords(console)).toContain('A dismissal cannot be taken back: their next message asks again');
    await console.press('j', 'U');
    expect(lastWords(console)).toContain('It is no longer as it was left');
    expect(console.screen().find((row) => row.startsWith('›'))).toContain('approved');
  });

  it('U on the other lists is about the last decision that can be taken back', async () => {
    const console = await openPairing({
      ...parts,
      pairing: { ...parts.pairing, requests: [request], decisions: [decision(), all[1] ?? decision()] },
    });
    await act(console, 'U', 'y');
    expect(console.services.pairing.revoke.mock.calls).toEqual([['shop', anId]]);
    const none = await openPairing({ pairing: { requests: [request] } });
    await none.press('U');
    expect(none.screen().at(-2)).toContain(pairingScreenSentences.nothingToUndo);
  });

  it('A tells once more whom the message did not reach', async () => {
    const console = await openPairing(parts);
    await toDecided(console);
    await console.press('G', 'enter');
    expect(console.terminal.text()).toContain('They were not told: There is no network.');
    await act(console, 'A', 'y');
    expect(console.services.pairing.notify.mock.calls).toEqual([['shop', anId]]);
  });

  it('is empty at first, and is left by Tab in either direction', async () => {
    const console = await openPairing({});
    await console.press('shift+tab');
    expect(console.screen()[3]).toContain(pairingScreenSentences.nothingDecided);
    await console.press('tab');
    expect(console.screen()[3]).toContain('Nobody waits');
  });
});
