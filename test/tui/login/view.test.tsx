import { describe, expect, it } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import type { LoginState } from '../../../src/core/login/model.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { reduce } from '../../../src/core/store.ts';
import { loginScreen } from '../../../src/tui/login/view.tsx';
import { loginScreenSentences } from '../../../src/tui/login/words.ts';
import { statusScreenSentences } from '../../../src/tui/status/words.ts';
import {
  aConfig,
  anAccount,
  aState,
  aWaitingLogin,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { lastWords, text } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';
import { codeRows, scanQr } from '../../support/scan-qr.ts';

const token = 'https://qr.example.invalid/login?t=0123456789abcdefghijklmnopqrstuv';
const target = { accountId: shop, profile: profileName('shop'), startedAtMs: nowMs - 5_000 };
const waiting = (parts: Parameters<typeof aWaitingLogin>[0] = {}): LoginState =>
  aWaitingLogin({ qrText: token, expiresAtMs: nowMs + 58_000, ...parts });
const failed: LoginState = {
  ...target,
  status: 'failed',
  error: errorSentences.internal('the line was cut'),
};

const world = (parts: StateParts = {}) =>
  aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }),
    facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedOut }) },
    ...parts,
  });
const open = (
  login: LoginState = { status: 'idle' },
  options: DrawConsoleOptions = {},
  parts: StateParts = {},
): Promise<DrawnConsole> => drawConsole({ state: world({ login, ...parts }), screen: 'login', ...options });

const states: readonly (readonly [string, LoginState])[] = [
  ['idle', { status: 'idle' }],
  ['starting', { ...target, status: 'starting' }],
  ['waiting', waiting()],
  ['waiting for a large code', waiting({ qrText: 'x'.repeat(600) })],
  ['scanned', { ...target, status: 'scanned', byName: 'Nguyễn An' }],
  ['logged in', { ...target, status: 'logged-in', displayName: 'Cửa hàng Hoa Mai' }],
  ['declined', { ...target, status: 'declined' }],
  ['expired', { ...target, status: 'expired' }],
  ['cancelled', { ...target, status: 'cancelled' }],
  ['failed', failed],
];

describe('the accounts', () => {
  it('say who is logged in where', async () => {
    const console = await open();
    expect(text(console)).toMatch(/● shop +logged in +profile shop · checked 1m ago · Cửa hàng/u);
    expect(text(console)).toMatch(/! work +not logged in/u);
    expect(lastWords(console)).toContain('work: not logged in, checked 1m ago');
  });

  it('begin with the one that needs a log-in, whatever the order of the config', async () => {
    const console = await open();
    expect(text(console)).toMatch(/› ! work +not logged in[^\n]*\n {2}● shop/u);
    await console.press('enter');
    expect(console.services.login.start.mock.calls).toEqual([[work]]);
  });

  it('keep their order once the operator has moved among them', async () => {
    const console = await open();
    await console.press('j', 'k');
    await console.setState(
      world({ facts: { [shop]: someFacts({ session: loggedOut }), [work]: someFacts() } }),
    );
    expect(text(console)).toMatch(/› ● work[^\n]*\n {2}! shop/u);
  });

  it('ask before a live session is replaced', async () => {
    const console = await open();
    await console.press('j', 'enter');
    expect(text(console)).toMatch(
      /Log in again on shop\?[\s\S]*Cửa hàng Hoa Mai is logged in[\s\S]*This runs: zca --profile shop auth login --qr-path FILE/u,
    );
    await console.press('enter');
    expect(console.services.login.start).not.toHaveBeenCalled();
    await console.press('enter', 'y');
    expect(console.services.login.start.mock.calls).toEqual([[shop]]);
  });

  it('show only the one in scope', async () => {
    const console = await open({ status: 'idle' }, { scope: work });
    expect(text(console)).toContain('Press Enter to log work in');
    expect(text(console)).not.toMatch(/● shop/u);
  });

  it('say what is missing', async () => {
    expect(
      text(await open({ status: 'idle' }, {}, { config: aConfig({ status: 'unread', accounts: [] }) })),
    ).toContain(loginScreenSentences.reading);
    const noZca = await open(
      { status: 'idle' },
      {},
      { zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'zca was not found.' } } },
    );
    expect(text(noZca)).not.toContain('Press Enter');
    expect(text(noZca)).toContain('✗ zca was not found.');
    await noZca.press('enter');
    expect(noZca.services.login.start).not.toHaveBeenCalled();
    expect(noZca.screen().at(-2)).toContain('zca was not found.');
  });
});

describe('a code that waits', () => {
  it('is shown with its countdown, and can be scanned', async () => {
    const console = await open(waiting());
    expect(text(console)).toMatch(
      /◐ Waiting for scan[\s\S]*expires in 0:58[\s\S]*account shop, profile shop[\s\S]*Confirm on the phone/u,
    );
    expect(scanQr(console.terminal)).toBe(token);
    await console.passTime(10_000);
    expect(text(console)).toContain('expires in 0:48');
  });

  it.each([99, 100, 101, 103, 107, 108, 120])('is shown with its steps at %i columns', async (columns) => {
    const console = await open(waiting(), { columns, rows: 30 });
    expect(scanQr(console.terminal)).toBe(token);
    expect(text(console)).toContain('Open Zalo on the phone');
    expectFits(console.terminal);
  });

  it('is black on white in every palette with colours, on dark and light terminals', async () => {
    const { terminal } = await open(waiting(), { palette: 'colour-blind' });
    for (const theme of ['dark', 'light', 'solarized dark', 'solarized light'] as const)
      expect(scanQr(terminal, theme)).toBe(token);
  });

  it.each<[string, DrawConsoleOptions, string?]>([
    ['half blocks', {}],
    ['full blocks', { columns: 120, rows: 45 }, 'f'],
    ['ASCII', { columns: 120, rows: 45, isAscii: true }],
    ['nothing but characters', { ink: 'characters' }],
    ['zoomed', { columns: 60, rows: 20 }, 'z'],
    ['zoomed, with characters only', { columns: 60, rows: 20, ink: 'characters' }, 'z'],
  ])(
    'without colours says what it assumes of the terminal, and i swaps light and dark: %s',
    async (_, options, key) => {
      const console = await open(waiting(), { palette: 'mono', ...options });
      if (key !== undefined) await console.press(key);
      const all = text(console).replace(/\s+/gu, ' ');
      expect(all).toMatch(key === 'z' ? /i swaps, z closes/u : /drawn for light on dark, i swaps/u);
      expect(scanQr(console.terminal, 'dark')).toBe(token);
      expect(() => scanQr(console.terminal, 'light')).toThrow('light on dark');
      await console.press('i');
      expect(scanQr(console.terminal, 'light')).toBe(token);
      expect(() => scanQr(console.terminal, 'dark')).toThrow('light on dark');
      if (key !== 'z') expect(text(console)).toContain(loginScreenSentences.drawnForLight.short);
      expectFits(console.terminal);
    },
  );

  it('beside the code says the assumption in full, and zoomed where there is room', async () => {
    const console = await open(waiting(), { palette: 'mono', columns: 96 });
    expect(text(console)).toMatch(/as for light[\s\S]*text on a dark background/u);
    await console.press('z');
    expect(text(console)).toContain('drawn for light on dark, i swaps · z or Esc closes');
  });

  it('says so where neither colours nor blocks are left', async () => {
    const console = await open(waiting(), {
      palette: 'mono',
      ink: 'nothing',
      isAscii: true,
      columns: 120,
      rows: 45,
    });
    expect(text(console)).toMatch(/--ascii leaves none to draw a[\s\S]*o opens the picture/u);
    await console.press('z');
    expect(lastWords(console)).toContain('--ascii leaves none');
  });

  it('is swapped on i with colours, too: a theme can have them the wrong way round', async () => {
    const console = await open(waiting());
    await console.press('i');
    expect(scanQr(console.terminal, 'swapped')).toBe(token);
  });

  it('is drawn in full blocks on f, and always with ASCII signs, in ASCII only', async () => {
    const console = await open(waiting(), { columns: 120, rows: 45 });
    await console.press('f');
    expect(scanQr(console.terminal)).toBe(token);
    const ascii = await open(waiting(), { columns: 120, rows: 45, isAscii: true });
    expect(scanQr(ascii.terminal)).toBe(token);
    expect(text(ascii)).not.toMatch(/[▀▄█◐—×]/u);
    await ascii.press('f');
    expect(ascii.screen().at(-2)).toContain('With --ascii');
  });

  it('takes the whole terminal on z, and gives it back', async () => {
    const console = await open(waiting(), { columns: 60, rows: 20 });
    expect(text(console)).toMatch(
      /The code does not fit: needs \d+×22, have 60×20\.\n *z shows it on the whole screen\.\n *o opens the picture; y copies its path\./u,
    );
    expect(codeRows(console.terminal)).toBe(0);
    await console.press('z');
    expect(scanQr(console.terminal)).toBe(token);
    expect(text(console)).not.toContain('all accounts');
    expect(text(console)).toMatch(/Waiting for scan · expires in 0:58 · z or Esc closes/u);
    expectFits(console.terminal);
    await console.setState(world({ login: { ...target, status: 'scanned', byName: 'Nguyễn An' } }));
    expect(text(console)).toContain('Scanned by Nguyễn An — confirm on the phone');
    expect(codeRows(console.terminal)).toBe(0);
    await console.press('z');
    expect(text(console)).toContain('all accounts');
  });

  it.each<[string, LoginState, RegExp]>([
    [
      'declined',
      { ...target, status: 'declined' },
      /✗ Declined: the phone refused to log shop in\.\n *Press z to close, then r for a new code\./u,
    ],
    [
      'expired',
      { ...target, status: 'expired' },
      /! Expired: nobody confirmed[\s\S]*Press z to close, then r for a new code\./u,
    ],
    [
      'failed',
      failed,
      /✗ The log-in failed\.[\s\S]*the line was cut[\s\S]*Press z to close, then r for a new code\./u,
    ],
    [
      'cancelled',
      { ...target, status: 'cancelled' },
      /○ The log-in of shop was cancelled\.\n *Press z to close, then r for a new code\./u,
    ],
    [
      'logged in',
      { ...target, status: 'logged-in', displayName: 'Hoa Mai' },
      /✓ Logged in on shop as Hoa Mai[\s\S]*z or Esc closes/u,
    ],
  ])('zoomed says what became of it: %s', async (_, login, expected) => {
    for (const columns of [80, 60]) {
      const console = await open(waiting(), { columns, rows: 20 });
      await console.press('z');
      await console.setState(world({ login, facts: { [shop]: someFacts({ session: loggedOut }) } }));
      expect(text(console)).toMatch(expected);
      expect(text(console)).not.toContain('Press r for a new code');
      expectFits(console.terminal);
      await console.press('z', 'r');
      expect(console.services.login.start.mock.calls).toEqual(login.status === 'logged-in' ? [] : [[shop]]);
    }
  });

  it('is not zoomed where not even the whole terminal holds it', async () => {
    const console = await open(waiting(), { columns: 40, rows: 12 });
    await console.press('z');
    expect(codeRows(console.terminal)).toBe(0);
    expect(text(console)).toMatch(/^✗ The code does not fit: needs/mu);
  });

  it('is cancelled by x; no second log-in can begin', async () => {
    const console = await open(waiting());
    await console.press('enter');
    expect(console.services.login.start).not.toHaveBeenCalled();
    await console.press('x');
    expect(console.services.login.cancel).toHaveBeenCalledOnce();
  });

  it('has a picture that can be opened and whose path can be copied', async () => {
    const console = await open(waiting());
    await console.press('y');
    expect(console.copied).toEqual(['/run/zalouser-tui/qr.png']);
    const { qrPath: _, ...pictureless } = aWaitingLogin() as Extract<LoginState, { status: 'waiting' }>;
    const without = await open(pictureless);
    await without.press('o');
    expect(without.screen().at(-2)).toContain(loginScreenSentences.noPicture);
  });

  it('says so when it cannot be drawn', async () => {
    const qrError = {
      code: 'qr-unreadable',
      sentence: 'The picture could not be read.',
      hint: 'Open it instead.',
    } as const;
    const console = await open(waiting({ qrText: '', qrError }));
    expect(text(console)).toMatch(/The picture could not be read\.\n *Open it instead\./u);
    await console.press('z');
    expect(lastWords(console)).toContain(loginScreenSentences.noCode);
  });

  it('says when nobody will tell that it was scanned', async () => {
    expect(text(await open(waiting({ canSeeScan: false })))).toMatch(/This zca does not tell/u);
  });

  it('never shows its text: not on the screen, not in titles, toasts or what can be copied', async () => {
    const console = await open(waiting());
    expect(JSON.stringify(loginScreen.copyItems(console.app.frame()))).not.toContain(token);
    expect(JSON.stringify(loginScreen.details?.(console.app.frame()))).not.toContain(token);
    for (const key of ['f', 'f', 'y', 'Y', 'esc', 'z', 'z', 'o', 'L', 'esc', '?']) {
      await console.press(key);
      expect(text(console)).not.toContain('example.invalid');
      expect(console.terminal.title).not.toContain('example.invalid');
    }
    expect(console.copied.join()).not.toContain('example.invalid');
  });
});

describe('the end of a log-in', () => {
  it.each([
    [
      'scanned',
      { ...target, status: 'scanned', byName: 'Nguyễn An' },
      /✓ Scanned by Nguyễn An — confirm on the phone/u,
    ],
    [
      'logged in',
      { ...target, status: 'logged-in', displayName: 'Hoa Mai' },
      /✓ Logged in on shop as Hoa Mai[\s\S]*Press 1/u,
    ],
    ['declined', { ...target, status: 'declined' }, /✗ Declined[\s\S]*Press r for a new code/u],
    ['expired', { ...target, status: 'expired' }, /! Expired[\s\S]*Press r for a new code/u],
    ['cancelled', { ...target, status: 'cancelled' }, /○ The log-in of shop was cancelled/u],
    ['failed', failed, /✗ The log-in failed\.[\s\S]*the line was cut[\s\S]*Press r/u],
  ] as const)('is said: %s', async (_, login, expected) => {
    expect(text(await open(login))).toMatch(expected);
  });

  it('tells about a gateway that runs', async () => {
    const gateway = { status: 'up', port: 18_789, checkedAtMs: nowMs } as const;
    expect(text(await open({ ...target, status: 'logged-in' }, {}, { gateway }))).toMatch(
      /running gateway[\s\S]*restart it \(S\)/u,
    );
  });

  it('renews an expired code on r, asking first where a session is alive', async () => {
    const login: LoginState = { ...target, accountId: work, status: 'expired' };
    const console = await open(login);
    await console.press('r');
    expect(console.services.login.start.mock.calls).toEqual([[work]]);
    const alive = await open({ ...target, status: 'expired' });
    await alive.press('r');
    expect(alive.services.login.start).not.toHaveBeenCalled();
    expect(text(alive)).toContain('Log in again on shop?');
  });

  it('is no news any more once the account is found logged out', async () => {
    const login: LoginState = { ...target, status: 'logged-in', displayName: 'Hoa Mai' };
    const console = await open(login);
    expect(text(console)).toContain('✓ Logged in on shop');
    const session = { status: 'logged-out', checkedAtMs: nowMs } as const;
    await console.setState(reduce(world({ login }), { type: 'session/checked', accountId: shop, session }));
    expect(text(console)).not.toContain('Logged in on shop');
    expect(text(console)).toMatch(/! shop +not logged in/u);
  });

  it('without one to renew, r looks how the account does', async () => {
    const console = await open();
    await console.press('r');
    expect(console.services.accounts.probe.mock.calls).toEqual([[work]]);
  });
});

describe('logging out', () => {
  it('wants the account typed, and says what goes on', async () => {
    const console = await open();
    await console.press('j', 'O');
    expect(text(console)).toMatch(/zca --profile shop auth logout[\s\S]*gateway goes on listening/u);
    await console.type('work');
    await console.press('enter');
    expect(console.services.login.logOut).not.toHaveBeenCalled();
    await console.press('ctrl+u');
    await console.type('shop');
    await console.press('enter');
    expect(console.services.login.logOut.mock.calls).toEqual([[shop]]);
  });

  it('is refused where nobody is logged in', async () => {
    const console = await open();
    await console.press('O');
    expect(lastWords(console)).toContain(statusScreenSentences.notLoggedIn);
  });
});

describe('at every size', () => {
  it.each(
    states.flatMap(([name, login]) =>
      (
        [
          [80, 24],
          [60, 20],
          [40, 12],
          [120, 40],
        ] as const
      ).map((size) => [name, ...size, login] as const),
    ),
  )('%s fits %i×%i', async (_, columns, rows, login) => {
    const console = await open(login, { columns, rows });
    expectFits(console.terminal);
    expect(console.screen()[0]).toMatch(/all accounts/u);
    expect(console.screen().at(-1)).toContain('? help');
  });
});
