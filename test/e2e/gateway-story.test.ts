// Who listens, in a real terminal, with real processes: a gateway that is deaf or doubled and its fixes, what is asked beside it, a
// listener left behind, one that belongs to somebody else, one that is kicked out or falls silent.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readGateway } from '../../src/simulator/gateway-files.ts';
import { isAlive } from '../../src/simulator/world-files.ts';
import { type DemoProgram, openDemo, openOnWorld } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';
import type { TerminalOptions } from '../support/terminal.ts';
import { until } from '../support/until.ts';

/**
 * A doubt about a gateway settles after 10 s, and a listener that is silent is restarted after as long: where a story has that happen, it goes
 * four times as fast. Real programs keep 2.5 s for what they have 10 s for then, and 7.5 s where they have 30.
 */
const fast = { ZALOUSER_DEMO_CLOCK: '4' };
const settled = { deadlineMs: 60_000 };
const timeoutMs = 150_000;

type Opening = Partial<Pick<TerminalOptions, 'columns' | 'rows' | 'env'>>;

const openWithGateway = (
  mode: 'up' | 'deaf' | 'doubled',
  { env, ...size }: Opening = {},
): Promise<DemoProgram> =>
  openDemo(['--account', 'default'], { ...size, env: { ...env, ZALOUSER_DEMO_GATEWAY: mode } });

const gatewayListeners = ({ dir }: DemoProgram): readonly number[] =>
  readGateway(join(dir, 'zca'))?.listeners['default'] ?? [];
const answers = async (demo: DemoProgram): Promise<number> =>
  (await demo.openclawFile('..', '..', 'zca', 'control.ndjson')).split('"by":"gateway"').length - 1;
const write = (demo: DemoProgram, text: string): void =>
  demo.happen({ type: 'message', from: '4512345678900008042', text });

describe('a gateway', () => {
  it('is deaf: Status says so with the cure, which is shown, written and checked', {
    timeout: timeoutMs,
  }, async () => {
    const demo = await openWithGateway('deaf', { env: fast });
    const { terminal } = demo;
    await terminal.until(/✗ default .*gateway deaf {2}press S.*no zca listener/u, settled);
    expect(terminal.screen()[0]).toContain('gateway deaf');
    expectFits(terminal.terminal);
    write(demo, 'có ai không?');

    terminal.press('S');
    await terminal.until('Restart the channel');
    expect(terminal.screen().join('\n')).toContain('openclaw gateway restart --json');
    terminal.press('enter');
    await terminal.until(/\+ +enabled: true,[\s\S]*›\[ Cancel \]/u);
    expectFits(terminal.terminal);
    terminal.press('y');
    await terminal.until(/The gateway listens on default again \(pid \d+\)/u, settled);
    await terminal.until(/● default .*gateway listens .*1 zca listener: gateway/u);

    expect(gatewayListeners(demo)).toHaveLength(1);
    expect(await answers(demo)).toBe(0);
    write(demo, 'còn bây giờ?');
    await until(() => gatewayListeners(demo).length === 1, 'it to listen');
    terminal.press('q');
    expect((await terminal.exit).code).toBe(0);
    expect(await terminal.processes()).toEqual([]);
  });

  it('falls deaf while one looks on, at 60×20: its listener ends with 0, and nobody starts it again', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openWithGateway('up', { columns: 60, rows: 20, env: fast });
    await demo.terminal.until(/● default .*gateway listens/u, settled);
    await until(() => demo.zcaLog().some(({ kind }) => kind === 'connected'), 'the listener to connect');
    demo.happen({ type: 'exit', code: 0, profile: 'default' });
    await demo.terminal.until(/✗ default .*gateway deaf {2}press S/u, settled);
    expectFits(demo.terminal.terminal);
  });

  it('is doubled, at 120×40: each listener is named, and a restart of the gateway cures it', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openWithGateway('doubled', { columns: 120, rows: 40, env: fast });
    const { terminal } = demo;
    await terminal.until(/gateway doubled/u, settled);
    const text = (): string => terminal.screen().join('\n');
    const [first, second] = gatewayListeners(demo);
    expect(text()).toContain('2 zca listeners: gateway ×2');
    expect(text()).toContain(`pid ${first}, child of the gateway`);
    expect(text()).toContain(`pid ${second}, child of the gateway`);
    expect(text()).toContain('answered 2 times');
    terminal.press('S');
    await terminal.until(/› Restart the channel/u);
    terminal.press('down', 'enter');
    await terminal.until('This runs: openclaw gateway restart --json');
    // It begins on Cancel: Enter does nothing.
    terminal.press('enter');
    await terminal.until((screen) => !screen.text().includes('This runs:'));
    expect(gatewayListeners(demo)).toEqual([first, second]);
    terminal.press('S');
    await terminal.until(/› Restart the channel/u);
    terminal.press('down', 'enter');
    await terminal.until('This runs:');
    terminal.press('y');
    await terminal.until(/The gateway listens on default again/u, settled);
    expect(text()).toContain('Asked again: The gateway answers on port 18789');
    terminal.press('esc');
    await terminal.until(/1 zca listener: gateway/u);
    expect(gatewayListeners(demo)).toHaveLength(1);
  });

  it('has a menu that takes the keys typed with it, and questions that take none', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openWithGateway('up');
    const { terminal } = demo;
    await terminal.until(/gateway listens/u, settled);
    const listeners = gatewayListeners(demo);
    terminal.type('Sj\ry');
    await terminal.until(/This runs: openclaw gateway restart --json[\s\S]*›\[ Cancel \]/u);
    terminal.press('esc');
    await terminal.until((screen) => !screen.text().includes('This runs:'));
    // The gateway is looked at before the question: what is typed meanwhile is neither for the screen nor for the question.
    terminal.type('O2y\r');
    await terminal.until(/Log default out\?[\s\S]*Type default to confirm/u);
    expect(terminal.screen()[1]).toMatch(/1 Status/u);
    terminal.press('esc');
    await terminal.until((screen) => !screen.text().includes('Log default out?'));
    expect(terminal.screen().join('\n')).toMatch(/gateway listens/u);
    expect(gatewayListeners(demo)).toEqual(listeners);
  });

  it('is asked about before a listener is started beside it, with No first', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openWithGateway('up');
    const { terminal } = demo;
    await terminal.until(/gateway listens/u, settled);
    const [pid] = gatewayListeners(demo);
    const gatewayPid = readGateway(join(demo.dir, 'zca'))?.pid;
    terminal.press('s');
    await terminal.until('A gateway listens already');
    const asked = terminal
      .screen()
      .join(' ')
      .replace(/[│\s]+/gu, ' ');
    expect(asked).toContain(
      `An OpenClaw gateway (pid ${gatewayPid}) runs on this machine: it listens on default (pid ${pid}).`,
    );
    expect(asked).toContain('›[ Cancel ]');
    expectFits(terminal.terminal);
    terminal.press('enter');
    await terminal.until((screen) => !screen.text().includes('A gateway listens already'));
    expect(
      demo.zcaLog().filter(({ kind, argv }) => kind === 'start' && argv?.includes('listen') === true),
    ).toHaveLength(1);

    // Started all the same, zca refuses: the owner is named with its command line and its parent.
    terminal.press('s');
    await terminal.until('Start anyway');
    terminal.press('y');
    await terminal.until(`✗ Process ${pid}, a child of the gateway`);
    terminal.press('enter');
    await terminal.until('Account default');
    const details = terminal
      .screen()
      .join(' ')
      .replace(/[│\s]+/gu, ' ');
    expect(details).toContain(
      `Process ${pid}, a child of the gateway (pid ${gatewayPid}), already listens on profile default: `,
    );
  });
});

describe('a listener of somebody else', () => {
  const listenBeside = ({ dir, terminal: { home } }: DemoProgram): number => {
    const argv = [join(dir, 'zca.mjs'), '--profile', 'default', 'listen', '-r', '-k'];
    const child = spawn(process.execPath, argv, { stdio: 'ignore', env: { HOME: home } });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child.pid ?? -1;
  };

  it('is named, with its command line and whose child it is, and never ended from here', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openOnWorld(['--account', 'default']);
    const { terminal } = demo;
    const pid = listenBeside(demo);
    await until(
      () => demo.zcaLog().some(({ kind }) => kind === 'connected'),
      'the other listener to connect',
    );
    terminal.press('s');
    await terminal.until('Somebody listens already');
    const asked = terminal
      .screen()
      .join(' ')
      .replace(/[│\s]+/gu, ' ');
    expect(asked).toContain(`On default: pid ${pid}, child of process ${process.pid} (`);
    terminal.press('y');
    await terminal.until(`✗ Process ${pid}, a child of process ${process.pid}`);
    terminal.press('K');
    await terminal.until('No listener was left behind');
    expect(isAlive(pid)).toBe(true);
  });
});

describe('a listener of an earlier run', () => {
  it('is ended after a question, and only it', { timeout: timeoutMs }, async () => {
    const first = await openOnWorld(['--account', 'default']);
    first.terminal.press('s');
    await first.terminal.until(/● default .*connected/u);
    const pid = first.zcaLog().find(({ kind }) => kind === 'connected')?.pid ?? -1;
    first.terminal.kill('SIGKILL');
    await first.terminal.exit;
    expect(isAlive(pid)).toBe(true);

    const second = await first.openAgain(['--account', 'default']);
    // Seen without starting anything.
    await second.terminal.until(/1 zca listener: left behind/u, settled);
    second.terminal.press('K');
    await second.terminal.until(`process ${pid}`);
    expect(second.terminal.screen().join('\n')).toContain('›[ Cancel ]');
    second.terminal.press('y');
    await second.terminal.until(`The listener left behind (pid ${pid}) was ended.`);
    const ended = second.zcaLog().filter(({ kind, code }) => kind === 'exit' && code === 143);
    expect(ended.map((line) => line.pid)).toEqual([pid]);
    second.terminal.press('s');
    await second.terminal.until(/● default .*connected/u);
  });
});

describe('the listener of this console', () => {
  const open = async (env: Readonly<Record<string, string>> = {}): Promise<DemoProgram> => {
    const demo = await openDemo(['--account', 'default'], { env });
    demo.terminal.press('s');
    await demo.terminal.until(/● default .*connected/u);
    return demo;
  };

  it('is kicked twice in a minute: stops, says who it may be, and tries again when asked', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await open();
    const { terminal } = demo;
    demo.happen({ type: 'kick', code: 3000 });
    await terminal.until(/reconnecting/u);
    await terminal.until(/● default .*connected/u);
    demo.happen({ type: 'kick', code: 3000 });
    await terminal.until(/✗ default .*listener blocked {2}press s/u);
    terminal.press('enter');
    await terminal.until('pushed the listener of profile default out');
    expect(
      terminal
        .screen()
        .join(' ')
        .replace(/[│\s]+/gu, ' '),
    ).toContain('Find what else uses this account (a gateway on another machine');
    terminal.press('esc');
    await terminal.until((screen) => !screen.text().includes('Account default'));
    terminal.press('s');
    await terminal.until(/● default .*connected/u);
  });

  it('falls silent but lives: is restarted after ten seconds, and says why meanwhile', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await open(fast);
    const { terminal } = demo;
    // Its program says that it connects again, and then does not.
    demo.happen({ type: 'kick', code: 1000, isListed: false });
    await terminal.until(/reconnecting/u);
    terminal.press('enter');
    await terminal.until('the connection was closed (1000)');
    // The pause before the restart is a quarter of a second here: too short to be sure to see it.
    await terminal.until(/state +connected[\s\S]* 1 restart/u, settled);
    expect(demo.zcaLog().filter(({ kind }) => kind === 'connected')).toHaveLength(2);
  });
});
