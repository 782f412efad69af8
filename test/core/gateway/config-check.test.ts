import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConfigCheck } from '../../../src/core/gateway/config-check.ts';
import type { ConfigValidation, GatewayStatusAnswer } from '../../../src/core/openclaw/cli/parse.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, aState, nowMs } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { tempDir } from '../../support/temp-dir.ts';

const report = (parts: Partial<GatewayStatusAnswer>): GatewayStatusAnswer => ({
  isReachable: true,
  isPortBusy: true,
  isServiceLoaded: true,
  ...parts,
});

const ask = async (
  home: string,
  answers: { readonly status?: GatewayStatusAnswer; readonly verdict?: ConfigValidation },
  kind: ReleaseKind = 'b',
  live = createFakeGatewayClient(false),
): Promise<ConsoleState['configCheck']['value']> => {
  let state = aState({
    config: aConfig({ path: join(home, '.openclaw', 'openclaw.json'), release: aRelease(kind) }),
  });
  const service = createConfigCheck({
    cli: () => ({
      gatewayStatus: async () => {
        if (answers.status === undefined) throw fakeFailure('timed-out');
        return answers.status;
      },
      configVerdict: async () => {
        if (answers.verdict === undefined) throw fakeFailure('unsupported-call');
        return answers.verdict;
      },
    }),
    live,
    homeDir: home,
    clock: createFakeClock(nowMs),
    dispatch: (event) => {
      state = reduce(state, event);
    },
    getState: () => state,
  });
  const outcome = await service.ask();
  expect(outcome.ok).toBe(answers.status !== undefined || live.isOpen());
  expect(state.configCheck.status).toBe(outcome.ok ? 'ready' : 'failed');
  expect(state.configCheck.atMs).toBe(outcome.ok ? nowMs : undefined);
  return state.configCheck.value;
};

describe('what openclaw says of configs', () => {
  it('the same, written otherwise or behind a link', async () => {
    const home = await tempDir();
    const ours = join(home, '.openclaw', 'openclaw.json');
    await mkdir(join(home, '.openclaw'));
    await writeFile(ours, '{}');
    await symlink(join(home, '.openclaw'), join(home, 'link'));
    const status = report({
      cliConfigPath: '~/.openclaw/openclaw.json',
      serviceConfigPath: join(home, 'link', 'openclaw.json'),
      isConfigValid: true,
    });
    expect(await ask(home, { status })).toEqual({ isValid: true });
  });

  it('another: that of the service only where there is one', async () => {
    const home = await tempDir();
    const status = report({
      serviceConfigPath: '~/.openclaw-work/openclaw.json',
      cliConfigPath: '~/.clawdbot/clawdbot.json',
    });
    expect(await ask(home, { status })).toEqual({
      otherServiceConfig: join(home, '.openclaw-work', 'openclaw.json'),
      otherCliConfig: join(home, '.clawdbot', 'clawdbot.json'),
    });
    expect(await ask(home, { status: { ...status, isServiceLoaded: false } })).not.toHaveProperty(
      'otherServiceConfig',
      expect.anything(),
    );
  });

  it('what is wrong with it, where the program says so', async () => {
    const home = await tempDir();
    const status = report({ isConfigValid: true });
    const issues = [{ path: 'channels.zalouser', message: 'must not have additional properties: "zzz"' }];
    const verdict = { isValid: false, issues, warnings: [] };
    expect(await ask(home, { status, verdict }, 'd')).toMatchObject({
      isValid: false,
      issue: 'channels.zalouser: must not have additional properties: "zzz"',
    });
    expect(await ask(home, { status: report({ isConfigValid: false }), verdict }, 'b')).toEqual({
      isValid: false,
    });
    expect(await ask(home, { status }, 'd')).toEqual({ isValid: true });
  });

  it('nothing, where it does not answer', async () => {
    expect(await ask(await tempDir(), {})).toBeUndefined();
  });

  it('the running gateway, where it can be asked over the connection', async () => {
    const home = await tempDir();
    const live = createFakeGatewayClient();
    live.answer('config.get', { payload: { path: join(home, '.openclaw', 'openclaw.json'), valid: true } });
    expect(await ask(home, {}, 'd', live)).toEqual({ isValid: true });
    const issues = [{ path: 'channels.zalouser.dmPolicy', message: 'Invalid input' }];
    live.answer('config.get', { payload: { path: '/elsewhere/openclaw.json', valid: false, issues } });
    expect(await ask(home, {}, 'd', live)).toEqual({
      otherServiceConfig: '/elsewhere/openclaw.json',
      isValid: false,
      issue: 'channels.zalouser.dmPolicy: Invalid input',
    });
    live.answer('config.get', fakeFailure('unsupported-call'));
    expect(await ask(home, { status: report({ isConfigValid: true }) }, 'b', live)).toEqual({
      isValid: true,
    });
  });
});
