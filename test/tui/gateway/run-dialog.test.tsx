import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { initialFacts } from '../../../src/core/state.ts';
import type { CommandRun } from '../../../src/core/tasks/run.ts';
import { frameSentences } from '../../../src/tui/app/words.ts';
import { commandRunSentences } from '../../../src/tui/gateway/words.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import { aCommand, aRun, aState, aTaskPlan, nowMs } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { settle } from '../../support/fake-clock.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const out = (...texts: readonly string[]): CommandRun['lines'] =>
  texts.map((text) => ({ stream: 'stdout', text }));
const numbered = (count: number): CommandRun['lines'] =>
  out(...Array.from({ length: count }, (_, index) => `line ${index + 1}.`));
const withRun = (parts: Partial<CommandRun> = {}) => aState({ runs: [aRun(parts)] });
const { droppedLines: _, ...endedParts } = aRun({
  status: 'ended',
  outcome: { type: 'exited', code: 0 },
  durationMs: 10_600,
  lines: out('{"ok": true}'),
  result: { isGood: true, sentence: 'The service was told to restart.' },
  check: { isGood: true, sentence: 'The gateway answers on port 18789 (pid 4711).' },
});

const open = async (
  parts: Partial<CommandRun> = {},
  options: Parameters<typeof drawConsole>[0] = {},
): Promise<DrawnConsole> => {
  const console = await drawConsole({ state: withRun(parts), ...options });
  await console.press('!');
  expectFits(console.terminal);
  return console;
};

describe('the overlay of a run', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ] as const)(
    'shows the exact command, how long it runs and what it prints at %i×%i',
    async (columns, rows) => {
      const console = await open({ lines: numbered(50) }, { columns, rows });
      expect(text(console).replace(/[│\n]\s*/gu, '')).toContain('$ openclaw gateway restart --json');
      expect(text(console)).toContain('running 0:12');
      expect(text(console)).toContain('line 50.');
      expect(text(console)).toMatch(/x stop it/u);
      await console.passTime(61_000);
      expect(text(console)).toContain('running 1:13');
    },
  );

  it('follows what is printed, until the operator moves up', async () => {
    const console = await open({ lines: numbered(50) });
    await console.setState(withRun({ lines: numbered(60) }));
    expect(text(console)).toContain('line 60.');
    await console.press('g');
    expect(text(console)).toContain('line 1.');
    await console.setState(withRun({ lines: numbered(70) }));
    expect(text(console)).toContain('line 1.');
    expect(text(console)).not.toContain('line 70.');
    await console.press('G');
    expect(text(console)).toContain('line 70.');
  });

  it('keeps its place while lines fall out at the top', async () => {
    const console = await open({ lines: numbered(100) });
    await console.press('k');
    for (let at = 0; at < 10; at += 1) await console.press('k');
    const before = console.screen().filter((row) => /line \d+\./u.test(row));
    await console.setState(withRun({ lines: numbered(105).slice(5), droppedLines: 5 }));
    expect(
      console
        .screen()
        .filter((row) => /line \d+\./u.test(row))
        .slice(1),
    ).toEqual(before.slice(1));
    expect(text(console)).toContain('5 earlier lines are not kept.');
  });

  it.each([
    [80, 24],
    [40, 12],
  ] as const)('says what it came to, and that asking again agrees, at %i×%i', async (columns, rows) => {
    const console = await open(endedParts, { columns, rows });
    expect(text(console)).toContain('✓ exit 0, 10.6 s');
    expect(text(console).replace(/\s*│\n│\s*/gu, ' ')).toContain(
      'Asked again: The gateway answers on port 18789 (pid 4711).',
    );
    expect(text(console)).not.toMatch(/x stop it/u);
  });

  it('does not call well what asking again found otherwise, and offers the next step', async () => {
    const console = await open({
      ...endedParts,
      check: {
        isGood: false,
        sentence: 'No gateway answers.',
        hint: 'Its log may say why.',
        detail: 'gateway closed (1006)',
        next: { type: 'read-log' },
      },
    });
    expect(text(console)).toContain('✗ exit 0');
    expect(text(console)).toContain('gateway closed (1006)');
    expect(text(console)).toContain('Asked again: No gateway answers.');
    expect(text(console)).toContain('Enter: Gateway log about the channel');
    console.services.tasks.plan.mockReturnValue({
      ok: true,
      plan: aTaskPlan({ task: { type: 'read-log' }, subject: 'log', isReading: true }),
    });
    await console.press('enter');
    expect(console.services.tasks.start).toHaveBeenCalledWith({ type: 'read-log' });
  });

  it('asks before it is stopped; what lets it run has the focus', async () => {
    const console = await open();
    await console.press('x');
    expect(text(console)).toContain('Stop: Restart the gateway?');
    expect(text(console)).toMatch(/›\[ Let it run \] +\[ Stop it \]/u);
    await console.press('enter');
    expect(console.services.tasks.cancel).not.toHaveBeenCalled();
    await console.press('x');
    await console.press('y');
    expect(console.services.tasks.cancel).toHaveBeenCalledWith(1);
  });

  it.each([
    ['has ended', endedParts],
    ['has ended and is asked about', { status: 'checking' }],
  ] as const)('does not go on asking whether to stop what %s', async (_, parts) => {
    const console = await open();
    await console.press('x');
    await console.setState(withRun(parts));
    await settle();
    await console.settle();
    expect(console.app.frame().ui.overlays.map(({ type }) => type)).toEqual(['command-run']);
    expect(text(console)).toContain('Restart the gateway has ended meanwhile: nothing was stopped.');
    // A key meant for the question finds nothing to stop.
    await console.press('y');
    expect(console.services.tasks.cancel).not.toHaveBeenCalled();
  });

  it('withdraws the question under what was opened over it', async () => {
    const console = await open();
    await console.press('x', 'f1');
    await console.setState(withRun(endedParts));
    await settle();
    expect(console.app.frame().ui.overlays.map(({ type }) => type)).toEqual(['command-run', 'help']);
  });

  it('ends a log without a question, and when it is closed', async () => {
    const log = {
      task: { type: 'follow-log' },
      subject: 'log',
      title: 'Gateway log, as it grows',
      isReading: true,
    } as const;
    const console = await open(log);
    await console.press('x');
    expect(console.services.tasks.cancel).toHaveBeenCalledTimes(1);
    await console.press('esc');
    expect(console.services.tasks.cancel).toHaveBeenCalledTimes(2);
  });

  it('leaves it running when it is closed: the status line says so, and ! and L lead back', async () => {
    const console = await open();
    await console.press('esc');
    expect(text(console)).toContain('Restart the gateway goes on: ! shows it.');
    expect(console.services.tasks.cancel).not.toHaveBeenCalled();
    await console.passTime(4_000);
    expect(text(console)).toContain('◐ Restart the gateway 0:16 (! shows it)');
    await console.press('!');
    expect(text(console)).toContain('$ openclaw gateway restart');
    await console.press('esc');
    await console.setState({
      ...withRun(),
      commandLog: [aCommand({ program: 'openclaw', argv: ['gateway', 'restart', '--json'], runId: 1 })],
    });
    await console.press('L');
    await console.press('enter');
    expect(text(console)).toContain('$ openclaw gateway restart --json');
    expect(text(console)).toContain('running');
  });

  it('copies the command with its output', async () => {
    const console = await open(endedParts);
    await console.press('y');
    expect(console.copied[0]).toMatch(/^\$ openclaw gateway restart --json\n\{"ok": true\}\n/u);
  });

  it('says that nothing was printed yet, and in ASCII', async () => {
    const console = await open({}, { isAscii: true, palette: 'mono' });
    expect(text(console)).toContain(commandRunSentences.waiting);
    expect(text(console)).toContain('~ running 0:12');
  });

  it("draws other people's text only in its own row", async () => {
    const console = await open({ lines: out('👨‍👩‍👧 nhà', `${'Nguyễn '.repeat(60)}`) });
    expectFits(console.terminal);
  });

  it('has a reason where there is nothing to show', async () => {
    const console = await drawConsole();
    await console.press('!');
    expect(text(console)).toContain(commandRunSentences.nothingRuns);
  });
});

describe('a task', () => {
  const settleRun = async (
    console: DrawnConsole,
    outcome: Outcome,
    run: Partial<CommandRun>,
  ): Promise<() => void> => {
    const done = Promise.withResolvers<Outcome>();
    console.services.tasks.start.mockImplementation(() => ({ ok: true, runId: 1, done: done.promise }));
    await console.setState({ ...aState(), gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs } });
    await console.press('S');
    await console.press('j');
    await console.press('enter');
    expect(text(console)).toContain('Restart the gateway?');
    expect(text(console)).toContain('This runs: openclaw gateway restart --json');
    expect(text(console)).toContain('openclaw is /usr/local/bin/openclaw');
    expect(text(console)).toMatch(/›\[ Cancel \]/u);
    expect(console.services.tasks.start).not.toHaveBeenCalled();
    await console.press('y');
    await console.setState(withRun(run));
    return () => done.resolve(outcome);
  };

  it('asks with the exact command, shows the run, and says nothing twice', async () => {
    const console = await drawConsole();
    const finish = await settleRun(console, { ok: true, sentence: 'The gateway answers.' }, {});
    expect(text(console)).toContain('$ openclaw gateway restart --json');
    finish();
    await console.setState(withRun(endedParts));
    expect(text(console)).toContain('Asked again: The gateway answers');
    expect(console.app.frame().ui.toasts).toEqual([]);
  });

  it('tells what it came to when nobody looks', async () => {
    const console = await drawConsole();
    const finish = await settleRun(
      console,
      {
        ok: false,
        error: { code: 'command-failed', sentence: 'No gateway answers.', hint: 'Its log may say why.' },
      },
      {},
    );
    await console.press('esc');
    finish();
    await console.setState(withRun(endedParts));
    expect(text(console)).toContain('✗ Restart the gateway: No gateway answers. Its log may say why.');
  });

  it('that runs already is shown instead', async () => {
    const console = await drawConsole({
      state: { ...withRun(), gateway: { status: 'up', port: 1, checkedAtMs: nowMs } },
    });
    await console.press('S');
    await console.press('j');
    await console.press('enter');
    expect(console.services.tasks.start).not.toHaveBeenCalled();
    expect(text(console)).toContain('$ openclaw gateway restart --json');
  });

  it('cannot be done without openclaw, and says why', async () => {
    const console = await drawConsole({ state: aState({ openclaw: { status: 'missing' } }) });
    await console.press('S');
    expect(text(console)).toContain(commandRunSentences.noProgram);
  });

  it('is asked about before quitting', async () => {
    const console = await drawConsole({ state: withRun() });
    await console.press('q');
    expect(text(console)).toContain(commandRunSentences.quitTitle);
    expect(text(console)).toContain('It will be ended: Restart the gateway.');
    await console.press('enter');
    expect(console.quits).toEqual([]);
  });
});

describe('the first steps', () => {
  const listen = { [aState().config.defaultAccountId]: initialFacts };
  const checklist = async (
    parts: Parameters<typeof aState>[0],
    options: { columns?: number; rows?: number } = {},
  ): Promise<DrawnConsole> => {
    const console = await drawConsole({ state: aState({ facts: listen, ...parts }), ...options });
    console.app.run('app.checklist');
    await console.settle();
    expectFits(console.terminal);
    return console;
  };
  const go = async (console: DrawnConsole, sentence: RegExp): Promise<void> => {
    for (
      let at = 0;
      at < 20 && !console.screen().some((row) => row.includes('›') && sentence.test(row));
      at += 1
    )
      await console.press('j');
  };

  it('asks for the plugin when they open, and again with r', async () => {
    const console = await checklist({});
    expect(console.services.gateway.checkPlugin).toHaveBeenCalledTimes(1);
    await console.press('r');
    expect(console.services.gateway.checkPlugin).toHaveBeenCalledTimes(2);
  });

  it('install the plugin from a folder that is asked for', async () => {
    const console = await checklist({ plugin: { status: 'ready', value: 'missing', atMs: nowMs } });
    expect(text(console)).toContain('OpenClaw has no zalouser plugin.');
    await go(console, /no zalouser plugin/u);
    await console.press('enter');
    await console.press('j');
    await console.press('enter');
    for (const letter of 'zalouser') await console.press(letter);
    await console.press('enter');
    expect(text(console)).toContain('Give a path');
    for (let at = 0; at < 8; at += 1) await console.press('backspace');
    for (const letter of '~/zl') await console.press(letter);
    await console.press('enter');
    expect(console.services.tasks.plan).toHaveBeenCalledWith({ type: 'install-plugin', source: '~/zl' });
    await console.press('y');
    expect(console.services.tasks.start).toHaveBeenCalledWith({ type: 'install-plugin', source: '~/zl' });
  });

  it('that the registry cannot install is asked for a folder next', async () => {
    const next = { type: 'install-plugin', isLocal: true } as const;
    const run = {
      task: { type: 'install-plugin' } as const,
      title: 'Install the plugin',
      subject: 'plugin' as const,
    };
    const check = { isGood: false, sentence: 'OpenClaw has no zalouser plugin.', next };
    const console = await drawConsole({ state: withRun({ ...endedParts, ...run, check }) });
    await console.press('!');
    expect(text(console)).toContain('Enter: Install the plugin from a local folder');
    await console.press('enter');
    expect(text(console)).toContain(commandRunSentences.folderTitle);
  });

  it('enable the plugin by the config first, by the command on request', async () => {
    const console = await checklist({
      plugin: { status: 'ready', value: { isEnabled: false }, atMs: nowMs },
    });
    await go(console, /not enabled/u);
    await console.press('enter');
    expect(text(console)).toContain('keeps your comments');
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-plugin-enabled',
      isEnabled: true,
    });
    await console.press('enter');
    await console.press('j');
    await console.press('enter');
    expect(console.services.tasks.plan).toHaveBeenCalledWith({ type: 'enable-plugin' });
  });

  it('start the gateway, and stay open below what it prints', async () => {
    const console = await checklist({ gateway: { status: 'down', port: 18_789, checkedAtMs: nowMs } });
    await go(console, /No OpenClaw gateway/u);
    await console.press('enter');
    await console.press('y');
    expect(console.services.tasks.start).toHaveBeenCalledWith({ type: 'start-gateway' });
    await console.press('esc');
    expect(text(console)).toContain(frameSentences.checklistTitle);
  });

  it('say so where Enter has nothing to do', async () => {
    const console = await checklist({});
    await console.press('enter');
    expect(console.screen().at(-2)).toContain(frameSentences.checklistNoAction.done);
  });

  it('ask again who could not be asked', async () => {
    const session = {
      status: 'failed',
      checkedAtMs: nowMs,
      code: 'no-network',
      sentence: 'No network.',
    } as const;
    const console = await checklist({
      facts: { [aState().config.defaultAccountId]: { ...initialFacts, session } },
    });
    await go(console, /could not be asked/u);
    await console.press('enter');
    expect(console.services.refresh).toHaveBeenCalled();
  });

  it('say how to get zca', async () => {
    const console = await checklist({
      zca: {
        status: 'missing',
        error: { code: 'zca-not-found', sentence: 'Neither zca nor openzca was found on PATH.' },
      },
    });
    await console.press('enter');
    expect(text(console)).toContain('npm install -g openzca');
    await console.press('esc');
    expect(text(console)).toContain(frameSentences.checklistTitle);
  });

  it('need no zca on 2026.9.6', async () => {
    const { config } = aState();
    const console = await checklist({
      config: { ...config, release: aRelease('d') },
      zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } },
    });
    expect(text(console)).toContain('zca is not needed');
  });

  it('enable the channel by a review', async () => {
    const { config } = aState();
    const console = await checklist(
      { config: { ...config, channelEnabled: false } },
      { columns: 60, rows: 20 },
    );
    await go(console, /channel is disabled/u);
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-channel-enabled',
      isEnabled: true,
    });
  });
});

describe('the details of an account', () => {
  it('hold what the gateway claims beside what is seen, with the cure', async () => {
    const state = aState({
      gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
      gatewayReport: {
        status: 'ready',

        atMs: nowMs - 60_000,
        value: {
          [aState().config.defaultAccountId]: {
            isRunning: false,
            isConfigured: true,
            lastError: 'not configured',
            dmPolicy: 'pairing',
          },
        },
      },
    });
    const console = await drawConsole({ state, columns: 120, rows: 40 });
    const details = text(console).replace(/[│\s]+/gu, ' ');
    expect(details).toContain(
      'gateway says not running, heard nothing yet, dm pairing, not configured (asked 1m ago)',
    );
    expect(details).toContain('we see logged in (checked 1m ago), listener connected, heard nothing yet');
    expect(details).toContain('the gateway has not started it (it says: not configured).');
    await console.press('enter');
    await console.press('G');
    expect(text(console)).toContain(keySentences['openclaw.restart-gateway']);
  });
});
