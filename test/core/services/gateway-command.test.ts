import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askGateway, gatewayRestartLine, readGatewayAnswer, restartGateway } from '../../../src/core/services/gateway-command.ts';
import { aConfig, aState } from '../../support/builders.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';

let runner: FakeRunner;
beforeEach(() => {
  runner = createFakeRunner();
});
afterEach(() => runner.verify());

/** What the real program printed, without the head of the recording. */
const recorded = async (name: string): Promise<string> => {
  const text = await readFile(join(import.meta.dirname, '../../fixtures/openclaw-226', `${name}.txt`), 'utf8');
  return text.slice(text.indexOf('--- stdout\n') + 11, text.indexOf('--- stderr'));
};

const restart = ['gateway', 'restart', '--json'];
const answer = (port: unknown, isAnswering: boolean): string => JSON.stringify({ port, rpc: { ok: isAnswering } });

describe('who answers on the port', () => {
  test.each<[string, { isGateway: boolean; pids: readonly number[] } | undefined]>([
    ['gateway-status', { isGateway: true, pids: [11_499] }],
    ['gateway-status-down', undefined],
  ])('%s', async (name, expected) => {
    expect(readGatewayAnswer(await recorded(name))).toEqual(expected);
  });
  test.each<[string, string, boolean | undefined]>([
    ['another program', answer({ status: 'busy', listeners: [{ pid: 7, command: 'nginx', commandLine: 'nginx: master' }] }, false), false],
    ['a gateway that is too busy to answer', answer({ status: 'busy', listeners: [{ pid: 7, command: 'openclaw-gatewa' }] }, false), true],
    ['nobody knows', answer({ status: 'busy', listeners: [] }, false), true],
    ['boxes and no answer', '│\n◇  Doctor ─╮\n', undefined],
    ['a list', '[]', undefined],
    ['pids that are none', answer({ status: 'busy', listeners: [{ pid: 'x' }, null, 7] }, true), true],
  ])('%s', (_, stdout, isGateway) => {
    expect(readGatewayAnswer(stdout)?.isGateway).toBe(isGateway);
  });
  test('nobody is asked without an openclaw; a failure is no answer', async () => {
    expect(await askGateway(runner, aState({ openclaw: { status: 'missing' } }))).toBeUndefined();
    runner.expectRun(['gateway', 'status', '--json'], fakeFailure('timed-out'));
    expect(await askGateway(runner, aState())).toBeUndefined();
  });
});

describe('restart', () => {
  test('runs openclaw, of the profile the state folder belongs to', async () => {
    runner.expectRun(restart, { stdout: '│ box\n{"action":"restart","ok":true,"result":"restarted"}' });
    expect(await restartGateway(runner, aState())).toEqual({ ok: true });
    expect(gatewayRestartLine(aState())).toBe('openclaw gateway restart --json');
    const state = aState({ config: aConfig({ stateDir: '/home/an/.openclaw-work' }) });
    expect(gatewayRestartLine(state)).toBe('openclaw --profile work gateway restart --json');
    expect(runner.commands).toMatchObject([{ file: '/usr/local/bin/openclaw', program: 'openclaw' }]);
  });
  test('a gateway that is no service says so, with the other cure', async () => {
    runner.expectRun(restart, { code: 1, stdout: await recorded('gateway-restart') });
    expect(await restartGateway(runner, aState())).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('started by hand'), hint: expect.stringContaining('Restart the channel') },
    });
  });
  test.each([
    ['a failure in words', { code: 1, stdout: '', stderr: 'Error: no' }],
    ['ok:false', { code: 0, stdout: '{"ok":false,"error":"no"}' }],
  ])('%s', async (_, result) => {
    runner.expectRun(restart, result);
    expect(await restartGateway(runner, aState())).toMatchObject({
      ok: false,
      error: { code: 'command-failed', detail: expect.stringMatching(/no$/u) },
    });
  });
  test('not without an openclaw', async () => {
    const state = aState({ openclaw: { status: 'missing' } });
    expect(gatewayRestartLine(state)).toBeUndefined();
    expect(await restartGateway(runner, state)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
