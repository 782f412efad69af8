// Every way a log-in can go, in a real terminal on the fake zca: the code as a phone sees it, the phone's answers, the last resort, and
// what follows for listeners, config and gateway.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeQrPicture } from '../../src/core/login/files.ts';
import { type DemoProgram, openDemo } from '../support/demo-program.ts';
import { firstShort } from '../support/first-short.ts';
import { codeRows, scanQr, type ThemeName } from '../support/scan-qr.ts';
import { expectFits } from '../support/screen.ts';
import type { TerminalOptions } from '../support/terminal.ts';

type Opening = Partial<Pick<TerminalOptions, 'columns' | 'rows' | 'env'>> & {
  readonly args?: readonly string[];
  /** What this zca cannot do. */
  readonly lacks?: readonly ('noQrPath' | 'noQrBase64')[];
};

/** The Login screen of the office, which is logged out; the phone is worked by hand. */
const openLogin = async ({ args = [], lacks = [], env, ...size }: Opening = {}): Promise<DemoProgram> => {
  const demo = await openDemo(args, { ...size, env: { ZALOUSER_DEMO_SPEED: '4', ...env } });
  for (const name of ['manualPhone', ...lacks]) demo.happen({ type: 'switch', name, value: true });
  demo.terminal.press('6');
  await demo.terminal.until(/[›>] [!] work/u);
  return demo;
};

const phone = (demo: DemoProgram, act: 'scan' | 'confirm' | 'decline' | 'expire'): void =>
  demo.happen({ type: 'phone', act });

/** What zca was called with, without the script and the profile. */
const calls = (demo: DemoProgram): readonly string[] =>
  demo
    .zcaLog()
    .flatMap(({ kind, argv = [] }) =>
      kind === 'start' ? [argv.filter((word) => !/^--profile$/u.test(word)).join(' ')] : [],
    );

/** The text of the picture that zca wrote. */
const tokenOf = (demo: DemoProgram): string => {
  const argv = demo.zcaLog().findLast(({ argv: words = [] }) => words.includes('--qr-path'))?.argv ?? [];
  return decodeQrPicture(readFileSync(argv[argv.indexOf('--qr-path') + 1] ?? ''));
};

const showCode = async (demo: DemoProgram): Promise<string> => {
  demo.terminal.press('enter');
  await demo.terminal.until('Waiting for scan');
  return tokenOf(demo);
};

/** Waits until a phone reads this in the theme: a frame may be on its way. */
const untilRead = ({ terminal }: DemoProgram, token: string, theme: ThemeName = 'dark'): Promise<void> =>
  terminal.until((screen) => {
    try {
      return scanQr(screen, theme) === token;
    } catch {
      return false;
    }
  });

/** Waits for words that a dialog breaks into lines. */
const said = ({ terminal }: DemoProgram, words: RegExp): Promise<void> =>
  terminal.until((screen) => words.test(screen.text().replace(/[│|\s]+/gu, ' ')));

const startGateway = async ({ terminal }: DemoProgram): Promise<void> => {
  terminal.press('S');
  await terminal.until(/› Start/u);
  terminal.press('enter');
  await terminal.until('openclaw gateway start --json');
  terminal.press('y');
  await terminal.until(/Asked again: The gateway answers/u, { deadlineMs: 15_000 });
  terminal.press('esc');
  await terminal.until((screen) => !screen.text().includes('Asked again'));
};

describe('the code on the screen decodes to the token', () => {
  firstShort<[string, Opening, readonly ThemeName[]]>([
    [
      '256 colours',
      { env: { TERM: 'xterm-256color' } },
      ['dark', 'light', 'solarized dark', 'solarized light', 'swapped'],
    ],
    ['true colour', { env: { COLORTERM: 'truecolor' } }, ['dark', 'light', 'swapped']],
    ['16 colours', { env: { TERM: 'xterm' } }, ['dark', 'light', 'solarized dark', 'solarized light']],
    ['the Linux console', { env: { TERM: 'linux' } }, ['dark']],
    ['colour-blind', { args: ['--color', 'colour-blind'] }, ['dark', 'light']],
  ])('%s, in half and full blocks, zoomed', async (_, opening, themes) => {
    const demo = await openLogin({ ...opening, columns: 120, rows: 45 });
    const { terminal } = demo;
    const token = await showCode(demo);
    for (const theme of themes) await untilRead(demo, token, theme);
    terminal.press('f');
    await terminal.until((screen) => codeRows(screen) > 30);
    for (const theme of themes) await untilRead(demo, token, theme);
    terminal.press('z');
    await terminal.until('z or Esc closes');
    for (const theme of themes) await untilRead(demo, token, theme);
    terminal.press('f');
    await terminal.until((screen) => codeRows(screen) < 30);
    for (const theme of themes) await untilRead(demo, token, theme);
  });

  it.for<[string, Opening]>([
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['--color never', { args: ['--color', 'never'] }],
    ['--color=never', { args: ['--color=never'] }],
    ['FORCE_COLOR=0', { env: { FORCE_COLOR: '0' } }],
    ['a terminal nobody knows', { env: { TERM: 'vt52' } }],
    ['NO_COLOR and --ascii', { args: ['--ascii'], env: { NO_COLOR: '1' } }],
  ])(
    'without colours for light text on dark, after i for dark text on light: %s',
    { tags: ['long'] },
    async ([name, opening]) => {
      const demo = await openLogin({ ...opening, columns: 120, rows: 45 });
      const { terminal } = demo;
      const token = await showCode(demo);
      const isAscii = name.includes('ascii');
      for (const isFull of isAscii ? [true] : [false, true]) {
        if (isFull && !isAscii) {
          terminal.press('f');
          await terminal.until((screen) => codeRows(screen) > 30);
        }
        await terminal.until('drawn for light on dark, i swaps');
        await untilRead(demo, token, 'dark');
        terminal.press('i');
        await terminal.until('drawn for dark on light, i swaps');
        await untilRead(demo, token, 'light');
        terminal.press('i');
      }
    },
  );

  it('a terminal that says its background is light is believed', { tags: ['long'] }, async () => {
    const demo = await openLogin({ env: { NO_COLOR: '1', COLORFGBG: '0;15' } });
    const token = await showCode(demo);
    await untilRead(demo, token, 'light');
  });

  it.for([
    [80, 24],
    [60, 20],
    [120, 40],
  ] as const)('at %i×%i', { tags: ['long'] }, async ([columns, rows]) => {
    const demo = await openLogin({ columns, rows });
    const { terminal } = demo;
    const token = await showCode(demo);
    expectFits(terminal.terminal);
    if (codeRows(terminal.terminal) === 0) {
      await terminal.until(/needs \d+×\d+, have\s+60×20/u);
      terminal.press('z');
      await terminal.until('z or Esc closes');
    }
    expectFits(terminal.terminal);
    await untilRead(demo, token);
  });

  it('at 40×12 says what it needs, and draws it when the window is made larger', {
    tags: ['long'],
  }, async () => {
    const demo = await openLogin({ columns: 40, rows: 12 });
    const { terminal } = demo;
    const token = await showCode(demo);
    await terminal.until(/needs \d+×\d+, have\s+40×12/u);
    expectFits(terminal.terminal);
    terminal.resize(80, 24);
    await terminal.until((screen) => codeRows(screen) > 10);
    await untilRead(demo, token);
  });
});

describe('what the phone does', () => {
  firstShort([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ])('scanned, confirmed: logged in, at %i×%i', async (columns, rows) => {
    const demo = await openLogin({ columns, rows });
    const { terminal } = demo;
    await showCode(demo);
    await terminal.until(/expires in \d:\d\d/u);
    phone(demo, 'scan');
    await terminal.until(/Scanned by/u);
    await terminal.until((screen) => codeRows(screen) === 0);
    expectFits(terminal.terminal);
    phone(demo, 'confirm');
    await terminal.until(/✓ Logged in on work/u);
    expectFits(terminal.terminal);
    await terminal.until(/● work +logged in/u);
    if (columns !== 80) return;
    // Who is known through the account is asked for anew, zca's own cache included; the picture is gone.
    terminal.press('L');
    await terminal.until(/zca friend list -j +\(work\)[\s\S]*zca auth cache-refresh +\(work\)/u);
    expect(() => tokenOf(demo)).toThrow('ENOENT');
  });

  it('declined, expired, cancelled: each is said, and r shows a new code', async () => {
    const demo = await openLogin();
    const { terminal } = demo;
    const first = await showCode(demo);
    phone(demo, 'scan');
    await terminal.until('Scanned by');
    phone(demo, 'decline');
    await terminal.until('Declined: the phone refused to log work in.');
    terminal.press('r');
    await terminal.until('Waiting for scan');
    const second = tokenOf(demo);
    expect(second).not.toBe(first);
    await untilRead(demo, second);
    phone(demo, 'expire');
    await terminal.until('Expired: nobody confirmed the code for work in time.');
    terminal.press('r');
    await terminal.until('Waiting for scan');
    terminal.press('x');
    await terminal.until('The log-in of work was cancelled.');
    expect((await terminal.processes()).filter((line) => line.includes('auth login'))).toEqual([]);
  });

  it('never scanned: the countdown ends, and so does the code', { tags: ['long'] }, async () => {
    const demo = await openLogin({ env: { ZALOUSER_DEMO_SPEED: '40' } });
    const { terminal } = demo;
    await showCode(demo);
    const left = (): number => Number(/expires in (\d):(\d\d)/u.exec(terminal.screen().join('\n'))?.[2] ?? 0);
    const before = left();
    await terminal.until(() => left() < before);
    await terminal.until('Expired: nobody confirmed', { deadlineMs: 15_000 });
    expect(terminal.screen().join('\n')).toContain('Press r for a new code.');
  });
});

describe('a zca of another kind', () => {
  it('without --qr-path gives its code as a data URL, and is polled', async () => {
    const demo = await openLogin({ lacks: ['noQrPath'] });
    const { terminal } = demo;
    terminal.press('enter');
    await terminal.until('Waiting for scan');
    await terminal.until(/This zca does not tell/u);
    await terminal.until((screen) => codeRows(screen) > 10);
    phone(demo, 'scan');
    phone(demo, 'confirm');
    await terminal.until(/✓ Logged in on work/u, { deadlineMs: 15_000 });
    expect(
      calls(demo)
        .filter((call) => call.includes('auth login'))
        .map((call) => call.split(' ')[3]),
    ).toEqual(['--qr-path', '--qr-base64']);
  });

  it('that gives none gets the terminal, draws its own, and is asked afterwards', {
    tags: ['long'],
  }, async () => {
    const demo = await openLogin({ lacks: ['noQrPath', 'noQrBase64'] });
    const { terminal } = demo;
    terminal.press('enter');
    await terminal.until('Press H: zca then draws its own code in this terminal.');
    terminal.press('H');
    await terminal.until('Hand the terminal to zca?');
    await said(demo, /This runs: zca --profile work auth login/u);
    terminal.press('y');
    await terminal.until('Scan this QR in your Zalo app');
    expect(terminal.terminal.isAlternateScreen).toBe(false);
    await terminal.until('QR code saved to');
    phone(demo, 'scan');
    phone(demo, 'confirm');
    await terminal.until(/✓ Logged in on work/u);
    expect(terminal.terminal.isAlternateScreen).toBe(true);
    expectFits(terminal.terminal);
    // The keys are ours again, and the call is in the log.
    terminal.press('L');
    await terminal.until(/zca auth login +\(work\)/u);
  });

  it('that is interrupted with ^c gives the terminal back, and nobody is logged in', {
    tags: ['long'],
  }, async () => {
    const demo = await openLogin({ lacks: ['noQrPath', 'noQrBase64'] });
    const { terminal } = demo;
    terminal.press('H');
    await terminal.until('Hand the terminal to zca?');
    terminal.press('y');
    await terminal.until('QR code saved to');
    terminal.press('ctrl+c');
    await said(demo, /The log-in failed\. zca gave the terminal back, and profile work is not logged in\./u);
    expect(terminal.terminal.isAlternateScreen).toBe(true);
    expect(terminal.screen()[0]).toMatch(/^zalouser-tui · DEMO/u);
    terminal.press('q');
    expect((await terminal.exit).code).toBe(0);
  });
});

firstShort([['SIGTERM'], ['SIGHUP']] as const)(
  'ended by %s while zca has the terminal, leaves nobody behind in it',
  async (signal) => {
    const demo = await openLogin();
    const { terminal } = demo;
    terminal.press('H');
    await terminal.until('Hand the terminal to zca?');
    terminal.press('y');
    await terminal.until('QR code saved to');
    process.kill(terminal.pid, signal);
    expect((await terminal.exit).code).toBe(signal === 'SIGTERM' ? 143 : 129);
    expect(terminal.terminal.isAlternateScreen).toBe(false);
    expect(terminal.terminal.cursorVisible).toBe(true);
    expect((await terminal.processes()).filter((line) => line.includes('auth login'))).toEqual([]);
  },
);

describe('a session that is alive', () => {
  it('is asked about first; our listener stops before the code and listens again after it', async () => {
    const demo = await openLogin();
    const { terminal } = demo;
    terminal.press('1');
    await terminal.until(/default/u);
    terminal.press('2');
    await terminal.until(/press s|Not listening/u);
    terminal.press('s');
    await terminal.until(/1 of 2 connected/u);
    terminal.press('6');
    await terminal.until(/› ! work/u);
    terminal.press('j');
    await terminal.until(/› ● default/u);
    terminal.press('enter');
    await terminal.until('Log in again on default?');
    await said(
      demo,
      /is logged in on this account now\. A new log-in takes the place of that session\. Listening on default stops for it/u,
    );
    expectFits(terminal.terminal);
    terminal.press('enter');
    await terminal.until((screen) => !screen.text().includes('Log in again'));
    expect(calls(demo).some((call) => call.includes('auth login'))).toBe(false);
    terminal.press('enter');
    await terminal.until('Log in again on default?');
    terminal.press('y');
    await terminal.until('Waiting for scan');
    const listeners = (): readonly string[] =>
      demo
        .zcaLog()
        .flatMap(({ kind, argv = [], pid }) =>
          kind === 'start' && argv.includes('listen') ? [`${pid}`] : [],
        );
    const ends = demo
      .zcaLog()
      .findIndex(({ kind, pid }) => kind === 'exit' && listeners().includes(`${pid}`));
    const begins = demo
      .zcaLog()
      .findIndex(({ kind, argv = [] }) => kind === 'start' && argv.includes('--qr-path'));
    expect(listeners()).toHaveLength(1);
    expect([ends > 0, ends < begins]).toEqual([true, true]);
    phone(demo, 'scan');
    await terminal.until('Scanned by');
    phone(demo, 'confirm');
    await terminal.until(/✓ Logged in on default/u);
    await terminal.until(/1 of 2 connected/u);
    expect(listeners()).toHaveLength(2);
  });

  it('ends by typing the account; a gateway that goes on is offered to be restarted', {
    tags: ['long'],
  }, async () => {
    const demo = await openLogin();
    const { terminal } = demo;
    terminal.press('1');
    await terminal.until(/login needed/u);
    await startGateway(demo);
    terminal.press('6');
    await terminal.until(/› ! work/u);
    terminal.press('j');
    await terminal.until(/› ● default/u);
    terminal.press('O');
    await terminal.until('Log default out?');
    await said(demo, /goes on listening on it until it is restarted/u);
    expectFits(terminal.terminal);
    terminal.type('default');
    await terminal.until('› default');
    terminal.press('enter');
    await terminal.until('Restart the gateway?');
    await said(
      demo,
      /default is logged out here, but the gateway goes on listening.*This runs: openclaw gateway restart/u,
    );
    expectFits(terminal.terminal);
    terminal.press('y');
    await terminal.until(/Asked again: The gateway answers/u, { deadlineMs: 20_000 });
  });
});

describe('after a log-in', () => {
  it('a gateway that runs is offered to be restarted: it does not start the account by itself', {
    tags: ['long'],
  }, async () => {
    const demo = await openLogin();
    const { terminal } = demo;
    await startGateway(demo);
    await showCode(demo);
    phone(demo, 'scan');
    await terminal.until('Scanned by');
    phone(demo, 'confirm');
    await terminal.until('Restart the gateway?');
    await said(
      demo,
      /work is logged in\. A running gateway does not start an account.*This runs: openclaw gateway restart --json/u,
    );
    expectFits(terminal.terminal);
    terminal.press('y');
    await terminal.until(/Asked again: The gateway answers/u, { deadlineMs: 20_000 });
    terminal.press('esc');
    await terminal.until(/✓ Logged in on work[\s\S]*Press 1 to see the account/u);
    expect(terminal.screen().join('\n')).not.toContain('restart it');
    // It runs the account now, and Status stands on the one that was logged in.
    terminal.press('1');
    await terminal.until(/› .*work/u);
    terminal.press('enter');
    await terminal.until(/gateway says\s+running/u, { deadlineMs: 15_000 });
  });

  it('an account that the config does not list is written into it, after its diff', async () => {
    const demo = await openLogin();
    const { terminal } = demo;
    const before = await demo.openclawFile('openclaw.json');
    terminal.press('+');
    await terminal.until('Log in a new account');
    terminal.type('home');
    await terminal.until('› home');
    terminal.press('enter');
    await terminal.until('Waiting for scan');
    await said(demo, /account home, profile home/u);
    phone(demo, 'scan');
    await terminal.until('Scanned by');
    phone(demo, 'confirm');
    await terminal.until(/Add account home[\s\S]*\+ +home: \{/u);
    expectFits(terminal.terminal);
    expect(await demo.openclawFile('openclaw.json')).toBe(before);
    terminal.press('y');
    await terminal.until(/● home +logged in/u);
    expect(await demo.openclawFile('openclaw.json')).toMatch(
      /home: \{ ?enabled: true ?\}|home: \{\s+enabled: true,?\s+\}/u,
    );
    expectFits(terminal.terminal);
  });
});

it('to a screen reader each state is said', { tags: ['long'] }, async () => {
  const demo = await openDemo(['--screen-reader'], { rows: 60, env: { ZALOUSER_DEMO_SPEED: '4' } });
  const { terminal } = demo;
  const hears = (text: RegExp): Promise<void> =>
    terminal.until((screen) => text.test(screen.text().replace(/\s+/gu, ' ')));
  for (const name of ['manualPhone', 'noQrPath', 'noQrBase64'])
    demo.happen({ type: 'switch', name, value: true });
  terminal.press('6');
  await hears(/Login, all accounts, row 1 of 2/u);
  terminal.press('enter');
  await hears(/The log-in failed\..*Press H: zca then draws its own code in this terminal\./u);
  terminal.press('H');
  await hears(/Hand the terminal to zca\?.*Cancel is in focus/u);
  terminal.press('y');
  await hears(/QR code saved to/u);
  phone(demo, 'scan');
  phone(demo, 'decline');
  await hears(/zca gave the terminal back, and profile work is not logged in\./u);

  demo.happen({ type: 'switch', name: 'noQrPath', value: false });
  terminal.press('r');
  await hears(/The QR code for work is ready/u);
  phone(demo, 'scan');
  await hears(/Scanned by .*, confirm on the phone\./u);
  phone(demo, 'decline');
  await hears(/Declined: the phone refused to log work in\. Press r for a new code\./u);
  terminal.press('r');
  await hears(/refused to log work in\..*The QR code for work is ready/u);
  phone(demo, 'expire');
  await hears(/Expired: nobody confirmed the code for work in time\./u);
  terminal.press('r');
  await hears(/in time\..*The QR code for work is ready/u);
  terminal.press('x');
  await hears(/The log-in of work was cancelled\./u);
  terminal.press('r');
  await hears(/was cancelled\..*The QR code for work is ready/u);
  phone(demo, 'scan');
  phone(demo, 'confirm');
  await hears(/Logged in on work as .*Press 1 to see the account/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
