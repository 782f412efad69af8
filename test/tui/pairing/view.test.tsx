import { describe, expect, it } from 'vitest';
import { pairingSentences } from '../../../src/core/pairing/words.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import type { ConsoleState, PairingWork } from '../../../src/core/state.ts';
import { pairingScreenSentences } from '../../../src/tui/pairing/words.ts';
import {
  aConfig,
  aDirectory,
  aMessage,
  aNamelessRequest,
  anAccount,
  anApproved,
  aPeer,
  aRequest,
  aState,
  binhId,
  fetched,
  nowMs,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, drawConsole } from '../../support/draw-console.tsx';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';
import { openPairing } from './open-pairing.ts';

const minuteMs = 60_000;
const two = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
const first = aRequest({ createdAtMs: nowMs - 10 * minuteMs });
const second = aRequest({
  senderId: '900',
  code: 'ABCD2345',
  name: 'Lê Văn Cường',
  createdAtMs: nowMs - 5 * minuteMs,
});
const third = aNamelessRequest({ senderId: '4512000000000007777', accountId: 'work', code: 'ZZZZ9999' });
const words = pairingScreenSentences;
const locked: ErrorView = {
  code: 'store-locked',
  sentence: 'Another program holds the pairing store.',
  hint: 'Try again in a moment.',
};
const damaged: ErrorView = {
  code: 'store-corrupt',
  sentence: 'The pairing file /x/zalouser-pairing.json is damaged.',
  hint: 'Move the file away.',
};
const database: ErrorView = {
  code: 'unsupported-here',
  sentence: 'This OpenClaw keeps pairing in a database.',
  hint: 'Run: openclaw pairing list zalouser',
};
const long = 'Nguyễn Thị Thanh Hương Giang Đặng Trần Côn 👩‍👩‍👧';

describe('pending requests', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ] as const)('%i×%i: fit, oldest first, with code, selection and help', async (columns, rows) => {
    const requests = [first, aRequest({ senderId: '1', name: long.normalize('NFD') }), third];
    const console = await openPairing({ config: two, pairing: { requests } }, { columns, rows });
    expectFits(console.terminal);
    const screen = console.screen();
    expect(screen).toHaveLength(rows);
    const codes = screen.flatMap((row) => /[A-Z0-9]{4} [A-Z0-9]{4}(?= {2})/u.exec(row.slice(0, 60)) ?? []);
    expect(codes.slice(0, 3)).toEqual(['K7PQ 2MXD', 'K7PQ 2MXD', 'ZZZZ 9999']);
    expect(screen.find((row) => row.startsWith('›'))).toContain('Nguyễn An');
    expect(screen.at(-1)).toContain('? help');
    await console.press('a');
    expectFits(console.terminal);
    expect(console.terminal.text()).toContain('[ Cancel ]');
  });

  it('a thousand of them cost no more than a screenful', async () => {
    const requests = Array.from({ length: 1_000 }, (_, index) =>
      aRequest({ senderId: String(index), name: `Người ${index}` }),
    );
    const console = await openPairing({ pairing: { requests } });
    await console.press('G');
    expect(console.screen().find((row) => row.startsWith('›'))).toContain('Người 999');
    expectFits(console.terminal);
  });

  it('keep their places under the cursor when one asks, one expires, one writes again', async () => {
    const state = aState({
      pairing: { requests: [aRequest({ senderId: '1', createdAtMs: nowMs - 59 * minuteMs }), first, second] },
    });
    const console = await drawConsole({ screen: 'pairing', state });
    await console.press('j');
    expect(console.screen().find((row) => row.startsWith('›'))).toContain('id …4821');
    await console.setState({
      ...state,
      pairing: {
        ...state.pairing,
        requests: [...state.pairing.requests.slice(0, 1), { ...first, lastSeenAtMs: nowMs }, second, third],
      },
    });
    await console.passTime(2 * minuteMs);
    expect(console.screen().find((row) => row.startsWith('›'))).toContain('id …4821');
    expect(console.terminal.text()).not.toContain('expires 0');
    expect(console.screen()[2]).toContain('Pending 3');
  });

  it.each<[string, StateParts['config'], string]>([
    [
      '2026.2.26, over all accounts',
      two,
      '3 of 3 pending (1 on other accounts): others may be waiting unseen.',
    ],
    [
      'where each account has three places, not when it has fewer',
      aConfig({ ...two, release: aRelease('c') }),
      '',
    ],
  ])('when full say that others may wait: %s', async (_, config, expected) => {
    const console = await openPairing(
      { config: config ?? two, pairing: { requests: [first, second, third] } },
      { scope: shop },
    );
    expect(console.screen()[3]).toContain(expected === '' ? 'Nguyễn An' : expected);
  });

  it('warn of a name that a contact has, in the row, the details and the question', async () => {
    const directory = { [shop]: aDirectory({ peers: fetched([aPeer({ name: 'Nguyễn An' })]) }) };
    const console = await openPairing({ directory, pairing: { requests: [first] } });
    expect(console.screen()[3]).toContain('id …4821  ! like a contact');
    await console.press('enter');
    expect(console.terminal.text()).toContain(`The name is the same as that of Nguyễn An (id ${binhId})`);
    await console.press('a');
    expect(console.terminal.text()).toContain('! Like the name of a contact: Nguyễn An (id 4512…4822)');
  });

  it('show the work on them, and keep a failure with its next step', async () => {
    const work = (value: PairingWork): ConsoleState =>
      aState({ pairing: { requests: [first], work: { [`shop:${first.senderId}`]: value } } });
    const console = await drawConsole({
      screen: 'pairing',
      state: work({ status: 'running', act: 'approve' }),
    });
    expect(console.screen()[3]).toContain('◐ approving…');
    await console.press('a');
    expect(console.screen().at(-2)).toContain(pairingScreenSentences.beingDecided);
    const waiting = {
      status: 'running',
      act: 'approve',
      waitingForPid: 1_234,
      waitingUntilMs: nowMs + 23_000,
    } as const;
    await console.setState(work(waiting));
    expect(console.screen()[3]).toContain('◐ waiting for process 1234, at most 0:23');
    await console.passTime(3_000);
    expect(console.screen()[3]).toContain('◐ waiting for process 1234, at most 0:20');
    await console.setState(work({ status: 'running', act: 'approve', waitingUntilMs: nowMs + 23_000 }));
    expect(console.screen()[3]).toContain('◐ waiting for a lock, at most 0:20');
    await console.setState(work(waiting));
    await console.press('enter');
    expect(console.terminal.text()).toMatch(/approving…[^\n]*waiting for process 1234/u);
    await console.press('esc');
    await console.setState(work({ status: 'failed', act: 'approve', error: locked }));
    expect(console.screen()[3]).toContain('✗ Another program holds the pairing store.');
    await console.press('enter');
    expect(console.terminal.text()).toContain('Approving failed: Another program holds the pairing store.');
    expect(console.terminal.text()).toContain('Try again in a moment');
  });

  it('say who it is: id, where the name comes from, what was written, where it is stored', async () => {
    const message = aMessage({ text: 'cho mình hỏi giá' });
    const heard = { [`shop:${first.senderId}`]: [message] };
    const console = await openPairing(
      { feed: { messages: [message] }, pairing: { requests: [aNamelessRequest()], heard } },
      { columns: 80, rows: 40 },
    );
    await console.press('enter');
    for (const expected of [
      'K7PQ 2MXD',
      first.senderId,
      'name from   a message',
      'cho mình hỏi giá',
      'in 58m, at 15:00',
      '/home/an/.openclaw/credentials/zalouser-pairing.json',
    ]) {
      expect(console.terminal.text()).toContain(expected);
    }
  });

  it('are found by name without marks, by code and by id', async () => {
    const console = await openPairing({ pairing: { requests: [first, second] } });
    for (const [typed, expected] of [
      ['cuong', 'Lê Văn Cường'],
      ['k7pq', 'Nguyễn An'],
      ['900', 'Lê Văn Cường'],
    ] as const) {
      await console.press('/');
      await console.type(typed);
      expect(console.screen()[3]).toContain(expected);
      expect(console.screen()[5]).toBe('');
      await console.press('esc');
    }
  });
});

describe('nothing to show', () => {
  it.each<[string, StateParts, readonly string[]]>([
    ['nobody waits', {}, [pairingSentences.nobodyWaits, words.nobodyWaitsHint.slice(0, 60)]],
    [
      'no codes are given',
      { config: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist' })] }) },
      [words.noPairing('shop', 'allowlist')],
    ],
    ['not read yet', { pairing: { status: 'idle' } }, [words.reading]],
    [
      'the store is damaged',
      { pairing: { status: 'failed', error: damaged } },
      ['The pairing file /x/zalouser-pairing.json is damaged', 'Move the file away'],
    ],
    [
      '2026.9.6',
      { config: aConfig({ release: aRelease('d') }), pairing: { status: 'failed', error: database } },
      ['keeps pairing in a database', 'openclaw pairing list zalouser'],
    ],
  ])('says why, and what to do: %s', async (_, state, expected) => {
    for (const [columns, rows] of [
      [80, 24],
      [40, 12],
    ] as const) {
      const console = await openPairing(state, { columns, rows });
      expectFits(console.terminal);
      const text = console
        .screen()
        .map((row) => row.trim())
        .join(' ');
      for (const sentence of expected)
        expect(text).toContain(columns === 80 ? sentence : sentence.slice(0, 12));
    }
  });
});

describe('approved senders', () => {
  const approved = { approved: [anApproved('shop', binhId), anApproved('shop', '900')] };
  it('are the other list, with names where they are known', async () => {
    const directory = { [shop]: aDirectory({ peers: fetched([aPeer()]) }) };
    const console = await openPairing({ directory, pairing: approved });
    await console.press('tab');
    expect(console.screen()[2]).toContain('Approved 2');
    expect(console.screen()[3]).toContain(`› Trần Thị Bình                 id ${binhId}`);
    expect(console.screen()[4]).toContain('no name (900)');
    await console.press('enter');
    expect(console.terminal.text()).toContain('zalouser-shop-allowFrom.json');
    expect(console.terminal.text()).toContain('revoke');
  });
  it('say that an approval does not count under allowlist', async () => {
    const console = await openPairing(
      { config: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist' })] }), pairing: approved },
      { columns: 80, rows: 24 },
    );
    await console.press('tab', 'enter');
    expect(console.terminal.text()).toContain('approvals by code do not count');
  });
  it('are none at first', async () => {
    const console = await openPairing({});
    await console.press('tab');
    expect(console.screen()[3]).toContain(words.nobodyApproved);
  });
});

describe('the store', () => {
  const folder = '/home/an/.openclaw/credentials';
  const status = async (parts: StateParts, options: DrawConsoleOptions = {}): Promise<string | undefined> =>
    (await openPairing(parts, options)).screen().at(-2);

  it('is named by its folder, with its age', async () => {
    expect(await status({ pairing: { atMs: nowMs - minuteMs } })).toBe(
      `pairing store read 1m ago: ${folder}`,
    );
    expect(await status({ pairing: { status: 'failed', error: damaged } })).toBe(
      `the pairing store could not be read: ${folder}`,
    );
    const { atMs: _, ...unread } = aState().pairing;
    expect(
      await drawConsole({
        screen: 'pairing',
        state: { ...aState(), pairing: { ...unread, status: 'idle' } },
      }).then((it) => it.screen().at(-2)),
    ).toBe('');
  });

  it('of 2026.9.6 is no folder', async () => {
    const config = aConfig({ release: aRelease('d') });
    expect(await status({ config, pairing: { status: 'failed', error: database } })).toBe(
      pairingScreenSentences.readFailed,
    );
  });

  it('that could not be read says when it is read again', async () => {
    const console = await openPairing({
      pairing: { status: 'failed', error: damaged, retryAtMs: nowMs + 12_000 },
    });
    expect(console.screen().at(-2)).toContain('the pairing store could not be read, again in 0:12: /home/an');
    await console.passTime(5_000);
    expect(console.screen().at(-2)).toContain('again in 0:07');
  });

  it.each([
    ['gateway', 'gateway asked just now'],
    ['command', 'openclaw pairing list, just now: no gateway answers, r asks again'],
  ] as const)('of 2026.9.6 is the %s', async (way, expected) => {
    expect(await status({ config: aConfig({ release: aRelease('d') }), pairing: { way } })).toBe(expected);
  });

  it('says so when its folder does not exist', async () => {
    expect(await status({ pairing: { isFolderMissing: true } })).toBe(
      `there is no pairing folder yet: ${folder}`,
    );
    const console = await openPairing({ pairing: { isFolderMissing: true } });
    expect(console.screen().join(' ').replace(/\s+/gu, ' ')).toContain(
      'with the same OPENCLAW_STATE_DIR as the gateway',
    );
  });

  it('that is damaged makes no number certain, neither here nor on the tab', async () => {
    const console = await openPairing({ pairing: { status: 'failed', error: damaged } });
    expect(console.screen()[2]).toContain('Pending ?   Approved ?');
    expect(console.screen()[1]).toMatch(/3 Pairing ?!/u);
    const some = await openPairing({
      pairing: { status: 'failed', error: damaged, requests: [first], approved: [anApproved()] },
    });
    expect(some.screen()[2]).toContain('Pending 1?   Approved 1?');
    expect(some.screen()[1]).toMatch(/3 Pairing ?!1/u);
  });

  it('of 2026.9.6 is nothing to repair: the tab stays quiet', async () => {
    const console = await openPairing({
      config: aConfig({ release: aRelease('d') }),
      pairing: { status: 'failed', error: database },
    });
    expect(console.screen()[1]).not.toContain('!');
  });

  it('counts the requests of all accounts on the tab, whatever is in view', async () => {
    const console = await openPairing(
      { config: two, pairing: { requests: [first, second, third] } },
      { scope: shop },
    );
    expect(console.screen()[1]).toMatch(/3 Pairing ?!3/u);
    expect(console.screen()[2]).toContain('Pending 2');
  });
});
