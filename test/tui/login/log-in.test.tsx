// What is asked before a log-in and a log-out, and what follows from them, on a fake core.
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/core/config/change-request.ts';
import { changeErrors } from '../../../src/core/config/plan/words.ts';
import type { LoginState } from '../../../src/core/login/model.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import { initialFacts } from '../../../src/core/state.ts';
import { unaskedAfterMs } from '../../../src/tui/app/waiting.ts';
import { loginActionSentences, loginScreenSentences } from '../../../src/tui/login/words.ts';
import {
  aConfig,
  anAccount,
  aPlannedChange,
  aRun,
  aState,
  aWaitingLogin,
  gatewayUp,
  live,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { runningText, text } from '../../support/drawn.ts';
import { settle } from '../../support/fake-clock.ts';
import { aRelease } from '../../support/releases.ts';

const target = { accountId: work, profile: profileName('work'), startedAtMs: nowMs };
const success: LoginState = { ...target, status: 'logged-in', displayName: 'Hoa Mai' };

const world = (parts: StateParts = {}) =>
  aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] }),
    facts: {
      [shop]: someFacts(),
      [work]: someFacts({ session: loggedOut, listener: initialFacts.listener }),
    },
    ...parts,
  });

const open = async (parts: StateParts = {}, options: DrawConsoleOptions = {}): Promise<DrawnConsole> => {
  const console = await drawConsole({ state: world(parts), screen: 'login', rows: 30, ...options });
  console.services.login.start.mockImplementation(async (id) => {
    const waiting = {
      ...(aWaitingLogin() as Extract<LoginState, { status: 'waiting' }>),
      accountId: id,
      startedAtMs: nowMs,
    };
    console.become(world({ ...parts, login: waiting }));
    return { ok: true };
  });
  return console;
};

/** As a phone would: after the code came up. */
const end = async (console: DrawnConsole, login: LoginState, parts: StateParts = {}): Promise<void> => {
  await console.setState(world({ ...parts, login }));
  await console.passTime(unaskedAfterMs);
  await settle();
  await console.settle();
};

const planned = (parts: Partial<PlannedChange> = {}): PlannedChange =>
  aPlannedChange({
    summary: 'Add account home',
    before: 'a\n',
    after: 'a\nhome\n',
    diff: [
      { kind: 'same', text: 'a', beforeLine: 1, afterLine: 1 },
      { kind: 'added', text: 'home: {},', afterLine: 2 },
    ],
    view: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' }), anAccount({ id: 'home' })] }),
    ...parts,
  });

describe('before a log-in', () => {
  it('says what a new session ends: ours, the gateway’s, and who shares the profile', async () => {
    const console = await open({
      config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work', profile: 'shop' })] }),
      facts: { [shop]: someFacts({ listener: live }), [work]: someFacts({ listener: live }) },
      gateway: gatewayUp,
    });
    await console.press('enter');
    expect(runningText(console)).toMatch(
      /Log in again on shop\?.*Cửa hàng Hoa Mai is logged in.*takes the place.*Listening on shop, work stops for it, and starts again.*gateway listens with the present session.*work uses profile shop too.*This runs: zca --profile shop auth login --qr-path FILE/su,
    );
    expect(console.services.gateway.check).toHaveBeenCalled();
    await console.press('enter');
    expect(console.services.login.start).not.toHaveBeenCalled();
  });

  it('looks first where it is not known whether anybody is logged in', async () => {
    const facts = { [shop]: someFacts({ session: { status: 'unknown' } }) };
    const console = await open({ config: aConfig(), facts });
    console.services.accounts.probe.mockImplementation(async () => {
      console.become(world({ config: aConfig(), facts: { [shop]: someFacts() } }));
      return { ok: true };
    });
    await console.press('enter');
    expect(console.services.accounts.probe.mock.calls).toEqual([[shop]]);
    expect(text(console)).toContain('Log in again on shop?');
    expect(console.services.login.start).not.toHaveBeenCalled();
  });

  it('asks where that could not be found out', async () => {
    const session = {
      status: 'failed',
      checkedAtMs: nowMs,
      code: 'no-network',
      sentence: 'zca auth status has no network.',
    } as const;
    const console = await open({ config: aConfig(), facts: { [shop]: someFacts({ session }) } });
    await console.press('enter');
    expect(text(console)).toMatch(/Log in again on shop\?[\s\S]*not known: zca auth status/u);
    await console.press('y');
    expect(console.services.login.start.mock.calls).toEqual([[shop]]);
  });

  it('begins at once from Status where nobody is', async () => {
    const console = await open({}, { screen: 'status' });
    await console.press('l');
    expect(console.services.login.start.mock.calls).toEqual([[work]]);
    expect(text(console)).toContain(loginScreenSentences.waiting);
  });
});

describe('after a log-in', () => {
  it('nothing is asked where nothing is left to do', async () => {
    const console = await open();
    await console.press('enter');
    await end(console, success);
    expect(text(console)).toMatch(/Logged in on work as Hoa Mai\n *Press 1 to see/u);
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
  });

  it('a gateway that runs is offered to be restarted, with the command, beginning on Cancel', async () => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter');
    await end(console, success, { gateway: gatewayUp });
    expect(runningText(console)).toMatch(
      /Restart the gateway\?.*work is logged in\. A running gateway does not start an account.*This runs: openclaw gateway restart --json/su,
    );
    await console.press('enter');
    expect(console.services.tasks.start).not.toHaveBeenCalled();
    expect(text(console)).toMatch(/Logged in on work[\s\S]*restart it \(S\)/u);
    await console.press('S');
    expect(text(console)).toMatch(/The gateway[\s\S]*Restart/u);
  });

  it('is restarted on y', async () => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter');
    await end(console, success, { gateway: gatewayUp });
    await console.press('y');
    expect(console.services.tasks.start.mock.calls).toEqual([[{ type: 'restart-gateway' }]]);
    const run = aRun({
      status: 'ended',
      check: { isGood: true, sentence: 'The gateway answers.' },
      startedAtMs: nowMs + 1,
    });
    await end(console, success, { gateway: gatewayUp, runs: [run] });
    await console.press('esc');
    expect(text(console)).not.toContain('restart it');
  });

  it('without openclaw it is said how it is done by hand', async () => {
    const parts: StateParts = { gateway: gatewayUp, openclaw: { status: 'missing' } };
    const console = await open(parts);
    await console.press('enter');
    await end(console, success, parts);
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain(loginActionSentences.restartByHand);
  });

  it.each<[string, StateParts]>([
    [
      'a gateway that has sessions of its own',
      { config: aConfig({ release: aRelease('d'), accounts: [anAccount({ id: 'work' })] }) },
    ],
    [
      'an account that is disabled',
      { config: aConfig({ accounts: [anAccount({ id: 'work', enabled: false })] }) },
    ],
    [
      'a channel that is off',
      { config: aConfig({ channelEnabled: false, accounts: [anAccount({ id: 'work' })] }) },
    ],
  ])('a restart helps nothing: %s', async (_, parts) => {
    const console = await open({ ...parts, gateway: gatewayUp });
    await console.press('enter');
    await end(console, success, { ...parts, gateway: gatewayUp });
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    expect(text(console).includes('log in there too')).toBe(
      parts.config?.release.capabilities.drivesZca === false,
    );
  });

  it('who looks at something else is not interrupted', async () => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter', '1');
    await end(console, success, { gateway: gatewayUp });
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    expect(console.screen().at(-2)).toContain('work is logged in. Login (6) says what is left to do.');
  });

  it.each<[string, readonly string[], (console: DrawnConsole) => boolean]>([
    ['goes to another screen', ['1'], ({ app }) => app.frame().ui.screen === 'status'],
    ['moves in the list', ['j'], ({ app }) => app.frame().ui.lists.login?.index === 1],
    ['opens help', ['?'], ({ app }) => app.frame().ui.overlays.at(-1)?.type === 'help'],
  ])('a key pressed just then %s, and no question comes between', async (_, keys, isDone) => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter');
    await console.setState(world({ gateway: gatewayUp, login: success }));
    await console.passTime(unaskedAfterMs / 2);
    await console.press(...keys);
    expect(isDone(console)).toBe(true);
    await console.passTime(unaskedAfterMs);
    await settle();
    await console.settle();
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    expect(isDone(console)).toBe(true);
    expect(text(console)).toContain('work is logged in. Login (6) says what is left to do.');
  });

  it('keys are not held while the gateway is looked at', async () => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter');
    console.services.gateway.check.mockReturnValue(new Promise(() => undefined));
    await console.setState(world({ gateway: gatewayUp, login: success }));
    await console.passTime(5_000);
    await console.press('2');
    expect(console.app.frame().ui.screen).toBe('feed');
  });

  it('one that came to nothing has no consequences', async () => {
    const console = await open({ gateway: gatewayUp });
    await console.press('enter');
    await end(console, { ...target, status: 'declined' }, { gateway: gatewayUp });
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    expect(text(console)).toContain(loginScreenSentences.again);
  });
});

describe('an account that the config does not list', () => {
  const home = { accountId: accountId('home'), profile: profileName('home'), startedAtMs: nowMs };

  const logInHome = async (change: PlannedChange, parts: StateParts = {}): Promise<DrawnConsole> => {
    const console = await open(parts);
    console.services.config.plan.mockResolvedValue({ ok: true, change });
    await console.press('+');
    expect(text(console)).toContain(loginActionSentences.newTitle);
    await console.type('Home');
    await console.press('enter');
    expect(console.services.login.start.mock.calls).toEqual([['home']]);
    expect(console.services.config.plan).not.toHaveBeenCalled();
    await end(console, { ...home, status: 'logged-in', displayName: 'Nguyễn An' }, parts);
    return console;
  };

  it('is written into it once it is logged in, after its diff has been shown', async () => {
    const console = await logInHome(planned());
    expect(console.services.config.plan.mock.calls).toEqual([
      [{ type: 'add-account', accountId: 'home', profile: 'home' }],
    ]);
    expect(text(console)).toMatch(/Add account home[\s\S]*\+ +home: \{\},/u);
    expect(console.services.config.write).not.toHaveBeenCalled();
    await console.press('y');
    expect(console.services.config.write).toHaveBeenCalledOnce();
  });

  it('needs no restart where the change starts it; else that is offered', async () => {
    const console = await logInHome(planned(), { gateway: gatewayUp });
    await console.press('y');
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    const off = await logInHome(planned({ reload: 'nothing-until-restart' }), { gateway: gatewayUp });
    off.services.config.write.mockImplementation(async () => {
      off.become(
        world({
          gateway: gatewayUp,
          login: { ...home, status: 'logged-in' },
          config: aConfig({ accounts: [anAccount(), anAccount({ id: 'home' })] }),
        }),
      );
      return { ok: true };
    });
    await off.press('y');
    expect(off.services.tasks.plan.mock.calls).toEqual([[{ type: 'restart-gateway' }]]);
  });

  it('stays out of it where the operator says no, and + offers it again', async () => {
    const console = await logInHome(planned());
    await console.press('esc');
    expect(console.services.config.write).not.toHaveBeenCalled();
    expect(console.screen().at(-2)).toContain('home is logged in, but the config does not list it');
    expect(text(console)).toMatch(/Logged in on home as Nguyễn An[\s\S]*\+ writes it there/u);
    await console.press('+');
    expect(text(console)).toContain('Add account home');
  });

  it('has an id that can be one, and is not taken', async () => {
    const console = await open();
    await console.press('+');
    await console.type('shop');
    await console.press('enter');
    expect(text(console)).toContain('The config has shop already');
    await console.press('ctrl+u');
    await console.type('a b');
    await console.press('enter');
    expect(text(console)).toContain('Use lower-case letters');
    expect(console.services.login.start).not.toHaveBeenCalled();
  });

  it('whose profile has a session already can use that', async () => {
    const console = await open();
    console.services.login.isLoggedIn.mockResolvedValue({ ok: true, isLoggedIn: true });
    console.services.config.plan.mockResolvedValue({ ok: false, error: changeErrors.nothingToDo() });
    await console.press('+');
    await console.type('home');
    await console.press('enter');
    expect(text(console)).toMatch(/zca has a session for home already[\s\S]*› Use that session/u);
    expect(console.services.login.start).not.toHaveBeenCalled();
    await console.press('enter');
    expect(console.services.config.plan.mock.calls).toEqual([[{ type: 'add-account', accountId: 'home' }]]);
  });

  it('a config without the section is given one', async () => {
    const config = aConfig({ hasSection: false, accounts: [anAccount({ id: 'work' })] });
    const console = await open({ config });
    console.services.config.plan.mockResolvedValue({
      ok: true,
      change: planned({ summary: 'Enable the zalouser channel' }),
    });
    await console.press('enter');
    await end(console, success, { config });
    expect(console.services.config.plan.mock.calls).toEqual([
      [{ type: 'set-channel-enabled', isEnabled: true }],
    ]);
    expect(text(console)).toContain('Enable the zalouser channel');
  });
});

describe('the last resort', () => {
  const failed: LoginState = {
    ...target,
    status: 'failed',
    canHandOver: true,
    error: { code: 'unsupported-call', sentence: 'This zca does not know zca auth login.' },
  };

  it('is named where zca gave no code, and hands the terminal over after a question', async () => {
    const console = await open({ login: failed });
    expect(text(console)).toMatch(
      /The log-in failed\. This zca does not know[\s\S]*Press H: zca then draws its own code/u,
    );
    await console.press('H');
    expect(runningText(console)).toMatch(
      /Hand the terminal to zca\?.*This runs: zca --profile work auth login/u,
    );
    await console.press('enter');
    expect(console.services.login.handOver).not.toHaveBeenCalled();
    await console.press('H', 'y');
    expect(console.services.login.handOver.mock.calls).toEqual([[work, console.app.terminal.run]]);
  });

  it('says what a new session ends, and has the same consequences', async () => {
    const console = await open({ gateway: gatewayUp });
    console.services.login.handOver.mockImplementation(async () => {
      console.become(
        world({
          gateway: gatewayUp,
          login: { ...target, accountId: shop, status: 'logged-in', isUnproven: true },
        }),
      );
      return { ok: true };
    });
    await console.press('j', 'H');
    expect(text(console)).toMatch(/Cửa hàng Hoa Mai is logged in[\s\S]*takes the place/u);
    await console.press('y');
    await console.passTime(unaskedAfterMs);
    await settle();
    await console.settle();
    expect(text(console)).toContain('Restart the gateway?');
    await console.press('esc');
    expect(text(console)).toContain('nothing tells whether this is the new session');
  });
});

describe('logging out', () => {
  const openWith = async (parts: StateParts): Promise<DrawnConsole> => {
    const console = await open({
      facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedIn() }) },
      ...parts,
    });
    await console.press('O');
    return console;
  };
  const type = async (console: DrawnConsole): Promise<void> => {
    await console.type('shop');
    await console.press('enter');
  };

  it('says that a gateway goes on, and offers its restart afterwards', async () => {
    const console = await openWith({ gateway: gatewayUp });
    expect(runningText(console)).toMatch(
      /Log shop out\?.*zca --profile shop auth logout.*Listening here stops\..*gateway of this machine goes on listening on it until it is restarted, which is offered then/su,
    );
    await type(console);
    expect(console.services.login.logOut.mock.calls).toEqual([[shop]]);
    expect(runningText(console)).toMatch(
      /Restart the gateway\?.*shop is logged out here, but the gateway goes on.*This runs: openclaw gateway restart/su,
    );
    await console.press('y');
    expect(console.services.tasks.start.mock.calls).toEqual([[{ type: 'restart-gateway' }]]);
  });

  it('offers nothing where no gateway listens, or where it failed', async () => {
    const console = await openWith({});
    await type(console);
    expect(console.services.login.logOut).toHaveBeenCalledOnce();
    expect(console.services.tasks.plan).not.toHaveBeenCalled();
    const refused = await openWith({ gateway: gatewayUp });
    refused.services.login.logOut.mockResolvedValue({
      ok: false,
      error: { code: 'command-failed', sentence: 'zca auth logout failed.' },
    });
    await type(refused);
    expect(refused.services.tasks.plan).not.toHaveBeenCalled();
    expect(refused.screen().at(-2)).toContain('zca auth logout failed.');
  });
});
