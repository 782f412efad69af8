import { describe, expect, it } from 'vitest';
import * as commands from '../../../src/core/openclaw/command-line.ts';
import { openClawProgram, profileArgsOf } from '../../../src/core/openclaw/command-line.ts';
import { accountId, pairingCode } from '../../../src/core/shared/ids.ts';
import type { Command } from '../../../src/core/system/runner.ts';
import { capabilities } from '../../support/releases.ts';

const program = openClawProgram('/usr/bin/openclaw', '/usr/bin/node');
const shop = accountId('shop');

describe('calls of openclaw', () => {
  it.each<[string, Command, string]>([
    [
      'install on 2026.9.6',
      commands.pluginsInstall(program, { can: capabilities('d') }),
      'plugins install @openclaw/zalouser --accept-capabilities',
    ],
    [
      'install a folder on 2026.9.6',
      commands.pluginsInstall(program, { can: capabilities('d'), source: '/srv/zalouser' }),
      'plugins install /srv/zalouser --force --accept-capabilities',
    ],
    // What the registry has now drives no zca: 226 must ask for its own version.
    [
      'install on 2026.2.26',
      commands.pluginsInstall(program, { can: capabilities('b'), version: '2026.2.26' }),
      'plugins install @openclaw/zalouser@2026.2.26',
    ],
    [
      'install a folder on 2026.2.26',
      commands.pluginsInstall(program, { can: capabilities('b'), source: './z' }),
      'plugins install ./z',
    ],
    ['enable on 2026.2.26', commands.pluginsEnable(program, capabilities('b')), 'plugins enable zalouser'],
    [
      'enable on 2026.9.6',
      commands.pluginsEnable(program, capabilities('d')),
      'plugins enable zalouser --accept-capabilities',
    ],
    ['list', commands.pluginsList(program), 'plugins list --json'],
    ['gateway status', commands.gatewayStatus(program), 'gateway status --json'],
    ['start', commands.gatewayAct(program, 'start', capabilities('d')), 'gateway start --json'],
    ['stop on 2026.2.26', commands.gatewayAct(program, 'stop', capabilities('b')), 'gateway stop --json'],
    [
      'stop on 2026.9.6, which stops nothing without a terminal',
      commands.gatewayAct(program, 'stop', capabilities('d')),
      'gateway stop --force --json',
    ],
    ['restart', commands.gatewayAct(program, 'restart', capabilities('b')), 'gateway restart --json'],
    ['follow the log', commands.logsFollow(program), 'logs --follow --json'],
    [
      'read the log',
      commands.channelsLogs(program, 50),
      'channels logs --channel zalouser --json --lines 50',
    ],
    ['channels status', commands.channelsStatus(program), 'channels status --json --timeout 8000'],
    ['health', commands.health(program), 'health --json --timeout 8000'],
    ['validate', commands.configValidate(program), 'config validate --json'],
    [
      'pairing list by RPC',
      commands.pairingRpcList(program, shop),
      'gateway call channels.pairing.list --params {"channel":"zalouser","accountId":"shop"} --timeout 8000 --json',
    ],
    [
      'approve by RPC',
      commands.pairingRpcApprove(program, { accountId: shop, requestId: '-aP12' }, true),
      'gateway call channels.pairing.approve --params {"channel":"zalouser","accountId":"shop","requestId":"-aP12","notify":true} --timeout 8000 --json',
    ],
    [
      'dismiss by RPC',
      commands.pairingRpcDismiss(program, { accountId: shop, requestId: 'x' }),
      'gateway call channels.pairing.dismiss --params {"channel":"zalouser","accountId":"shop","requestId":"x"} --timeout 8000 --json',
    ],
    ['pairing list', commands.pairingList(program), 'pairing list zalouser --json'],
    [
      'approve',
      commands.pairingApprove(program, pairingCode('k7pq 2mxd'), shop),
      'pairing approve zalouser K7PQ2MXD --account shop',
    ],
  ])('%s', (_, command, argv) => {
    expect(command.args.join(' ')).toBe(argv);
    expect(command).toMatchObject({ file: '/usr/bin/openclaw', program: 'openclaw' });
    expect(command.shownArgs).toHaveLength(command.args.length);
  });

  it('have a time-out, but for the log that is followed', () => {
    expect(commands.logsFollow(program).timeoutMs).toBeUndefined();
    expect(commands.pluginsInstall(program, { can: capabilities('d') }).timeoutMs).toBeGreaterThanOrEqual(
      300_000,
    );
    expect(commands.channelsStatus(program).timeoutMs).toBeGreaterThan(8_000);
  });

  it('run a script through Node, and keep a code out of the log', () => {
    const scripted = openClawProgram('/srv/openclaw.mjs', '/usr/bin/node', {
      OPENCLAW_CONFIG_PATH: '/srv/my config.json',
    });
    const command = commands.pairingApprove(scripted, pairingCode('K7PQ2MXD'));
    expect(command).toMatchObject({
      file: '/usr/bin/node',
      args: ['/srv/openclaw.mjs', 'pairing', 'approve', 'zalouser', 'K7PQ2MXD'],
      env: { OPENCLAW_CONFIG_PATH: '/srv/my config.json' },
    });
    expect(commands.typedCommand(scripted, command)).toBe(
      "OPENCLAW_CONFIG_PATH='/srv/my config.json' openclaw pairing approve zalouser '<code>'",
    );
    expect(commands.typedCommand(program, commands.gatewayStatus(program))).toBe(
      'openclaw gateway status --json',
    );
  });

  it.each([
    ['./zalouser', true],
    ['../z', true],
    ['/srv/z', true],
    ['~/z', true],
    ['C:\\z', true],
    ['@openclaw/zalouser', false],
    ['@openclaw/zalouser@2026.9.4', false],
    ['zalouser', false],
  ])('%s is a local source: %s', (source, expected) => {
    expect(commands.isLocalSource(source)).toBe(expected);
  });
});

it.each<[string, readonly string[]]>([
  ['/home/an/.openclaw-work', ['--profile', 'work']],
  ['/home/an/.openclaw', []],
  ['/srv/state', []],
])('the profile of %s', (stateDir, expected) => {
  const ofProfile = openClawProgram('/srv/openclaw.mjs', '/usr/bin/node', {}, profileArgsOf(stateDir));
  expect(
    commands.gatewayAct(ofProfile, 'restart', capabilities('b')).args.slice(0, 2 + expected.length),
  ).toEqual(['/srv/openclaw.mjs', ...expected, 'gateway']);
});
