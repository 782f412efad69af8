import { describe, expect, it } from 'vitest';
import type { OpenClawTask } from '../../../src/core/model/programs.ts';
import type { CliRun } from '../../../src/core/openclaw/cli/answer.ts';
import { parsePluginsList } from '../../../src/core/openclaw/cli/client.ts';
import { parseGatewayStatus } from '../../../src/core/openclaw/cli/parse.ts';
import { openClawProgram } from '../../../src/core/openclaw/command-line.ts';
import {
  gatewayFinding,
  pluginFinding,
  type TaskContext,
  taskWork,
} from '../../../src/core/tasks/recipes.ts';
import type { RunFinding } from '../../../src/core/tasks/run.ts';
import { cliRecording } from '../../support/cli-recordings.ts';
import { capabilities } from '../../support/releases.ts';

const program = openClawProgram('/usr/bin/openclaw', '/usr/bin/node');
const on226: TaskContext = { can: capabilities('b'), version: '2026.2.26', isGatewayUp: true };
const on96: TaskContext = { can: capabilities('d'), version: '2026.9.6', isGatewayUp: true };
const planOf = (task: OpenClawTask, context = on226) => taskWork(task, program, context).plan;
const read = (task: OpenClawTask, run: CliRun, context = on226): RunFinding =>
  taskWork(task, program, context).read(run);
const json = (value: unknown, code = 0): CliRun => ({ code, stdout: JSON.stringify(value), stderr: '' });

describe('a plan', () => {
  it('has the exact command, and says what must be known before', () => {
    expect(planOf({ type: 'restart-gateway' })).toEqual({
      task: { type: 'restart-gateway' },
      subject: 'gateway',
      title: 'Restart the gateway',
      command: 'openclaw gateway restart --json',
      program: '/usr/bin/openclaw',
      warnings: [expect.stringContaining('lost')],
      isReading: false,
    });
    expect(planOf({ type: 'enable-plugin' }).warnings.join(' ')).toContain('comments');
    expect(planOf({ type: 'enable-plugin' }, on96).warnings.join(' ')).toContain('--accept-capabilities');
    expect(planOf({ type: 'install-plugin' }).command).toBe(
      'openclaw plugins install @openclaw/zalouser@2026.2.26',
    );
    expect(planOf({ type: 'install-plugin' }).warnings.join(' ')).toContain('brings the plugin along');
    expect(planOf({ type: 'install-plugin', source: '/srv/my plugin' }, on96)).toMatchObject({
      command: "openclaw plugins install '/srv/my plugin' --force --accept-capabilities",
      warnings: expect.arrayContaining([expect.stringContaining('a folder you trust')]),
    });
  });

  it.each([
    ['gateway-status', true],
    ['follow-log', true],
    ['read-log', true],
    ['start-gateway', false],
    ['stop-gateway', false],
  ] as const)('%s only reads: %s', (type, isReading) => {
    expect(planOf({ type }).isReading).toBe(isReading);
  });
});

describe('what it came to', () => {
  it.each<[string, OpenClawTask, CliRun, Partial<RunFinding>]>([
    [
      'installed (2026.2.26)',
      { type: 'install-plugin' },
      cliRecording('226', 'plugins-install-folder'),
      { isGood: true },
    ],
    [
      'installed (2026.9.6)',
      { type: 'install-plugin' },
      cliRecording('96', 'plugins-install-folder'),
      { isGood: true },
    ],
    [
      'no such package',
      { type: 'install-plugin' },
      cliRecording('226', 'plugins-install-etarget'),
      {
        isGood: false,
        detail: expect.stringContaining('No matching version'),
        hint: expect.stringContaining('name a folder'),
        next: { type: 'install-plugin', isLocal: true },
      },
    ],
    [
      'enabled (2026.2.26)',
      { type: 'enable-plugin' },
      cliRecording('226', 'plugins-enable'),
      { isGood: true },
    ],
    ['enabled (2026.9.6)', { type: 'enable-plugin' }, cliRecording('96', 'plugins-enable'), { isGood: true }],
    [
      'nothing to enable (2026.9.6)',
      { type: 'enable-plugin' },
      cliRecording('96', 'plugins-enable-missing'),
      { isGood: false, detail: expect.stringContaining('Plugin not found') },
    ],
    [
      'no service manager',
      { type: 'start-gateway' },
      cliRecording('226', 'gateway-start-no-service'),
      {
        isGood: false,
        hint: expect.stringContaining('openclaw gateway run'),
        detail: expect.stringContaining('systemctl'),
      },
    ],
    [
      'no service',
      { type: 'start-gateway' },
      json({
        action: 'start',
        ok: true,
        result: 'not-loaded',
        message: 'Gateway service disabled.',
        hints: ['openclaw gateway install'],
      }),
      {
        isGood: false,
        sentence: expect.stringContaining('no gateway service'),
        hint: 'OpenClaw advises: openclaw gateway install.',
      },
    ],
    [
      'started',
      { type: 'start-gateway' },
      json({ action: 'start', ok: true, result: 'started' }),
      { isGood: true },
    ],
    [
      'status, up',
      { type: 'gateway-status' },
      cliRecording('226', 'gateway-status'),
      { isGood: true, sentence: 'The gateway answers on port 28789 (pid 11499).' },
    ],
    [
      'status, down',
      { type: 'gateway-status' },
      cliRecording('226', 'gateway-status-down'),
      { isGood: false, sentence: 'No gateway answers.' },
    ],
    [
      'the log without a gateway',
      { type: 'follow-log' },
      cliRecording('226', 'logs-down'),
      { isGood: false, next: { type: 'read-log' } },
    ],
    [
      'the log out of its file',
      { type: 'read-log' },
      cliRecording('226', 'channels-logs'),
      { isGood: true, sentence: 'The last 5 lines of ~/gw.log about the channel.' },
    ],
    ['garbage', { type: 'read-log' }, { code: 0, stdout: 'nothing', stderr: '' }, { isGood: false }],
  ])('%s', (_, task, run, expected) => {
    expect(read(task, run)).toMatchObject(expected);
  });

  it('shows the lines of a log as a person reads them', () => {
    const work = taskWork({ type: 'read-log' }, program, on226);
    expect(work.readableLine?.('{"file":', 'stdout')).toBeUndefined();
    expect(work.readableLine?.('a warning', 'stderr')).toBe('a warning');
    expect(work.linesAtEnd?.(cliRecording('226', 'channels-logs'))).toHaveLength(5);
    expect(work.linesAtEnd?.({ code: 1, stdout: '', stderr: '' })).toEqual([]);
  });
});

describe('asking again', () => {
  const report = (recorded: '226' | '96', name: string) => {
    const answer = parseGatewayStatus(cliRecording(recorded, name));
    if (!answer.ok) throw new Error('no report');
    return answer.value;
  };

  it('finds the gateway as wanted, or not', () => {
    expect(gatewayFinding(report('226', 'gateway-status'), 'up')).toEqual({
      isGood: true,
      sentence: 'The gateway answers on port 28789 (pid 11499).',
    });
    expect(gatewayFinding(report('226', 'gateway-status'), 'down')).toMatchObject({
      isGood: false,
      sentence: expect.stringContaining('still answers'),
    });
    expect(gatewayFinding(report('226', 'gateway-status-down'), 'down')).toEqual({
      isGood: true,
      sentence: 'No gateway answers any more.',
    });
    expect(gatewayFinding(report('226', 'gateway-status-down'), 'up')).toMatchObject({
      isGood: false,
      hint: expect.stringContaining('openclaw gateway run'),
      detail: expect.stringContaining('1006'),
    });
    const busy = { ...report('226', 'gateway-status'), isReachable: false };
    expect(gatewayFinding(busy, 'up')).toMatchObject({
      isGood: false,
      sentence: expect.stringContaining('does not answer as a gateway'),
      next: { type: 'read-log' },
    });
  });

  it('finds the plugin as wanted, or not, and what comes next', () => {
    const listed = (recorded: '226' | '96', name: string) => {
      const answer = parsePluginsList(cliRecording(recorded, name));
      if (!answer.ok) throw new Error('no list');
      return answer.value;
    };
    expect(pluginFinding(listed('226', 'plugins-list'), 'plugin-enabled', false)).toMatchObject({
      isGood: true,
      sentence: 'The plugin 2026.2.26 is installed and enabled.',
      next: { type: 'start-gateway' },
    });
    expect(pluginFinding(listed('96', 'plugins-list'), 'plugin-installed', true)).toMatchObject({
      isGood: true,
      next: { type: 'restart-gateway' },
    });
    expect(pluginFinding(listed('226', 'plugins-list-disabled'), 'plugin-installed', true)).toMatchObject({
      isGood: true,
      next: { type: 'enable-plugin' },
    });
    expect(pluginFinding(listed('226', 'plugins-list-disabled'), 'plugin-enabled', true)).toMatchObject({
      isGood: false,
    });
    expect(pluginFinding(listed('226', 'plugins-list-broken'), 'plugin-installed', true)).toMatchObject({
      isGood: false,
      detail: expect.stringContaining("Cannot find module 'zod'"),
    });
    expect(pluginFinding(undefined, 'plugin-installed', true)).toMatchObject({
      isGood: false,
      next: { type: 'install-plugin' },
    });
  });
});
