import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askGateway, readGatewayAnswer } from '../../../src/core/gateway/program-locator.ts';
import { aConfig, aState } from '../../support/builders.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';

let runner: FakeRunner;
beforeEach(() => {
  runner = createFakeRunner();
});
afterEach(() => runner.verify());

/** What the real program printed, without the head of the recording. */
const recorded = async (name: string): Promise<string> => {
  const text = await readFile(
    join(import.meta.dirname, '../../fixtures/openclaw-226', `${name}.txt`),
    'utf8',
  );
  return text.slice(text.indexOf('--- stdout\n') + 11, text.indexOf('--- stderr'));
};

const answer = (port: unknown, isAnswering: boolean): string =>
  JSON.stringify({ port, rpc: { ok: isAnswering } });

describe('who answers on the port', () => {
  test.each<[string, { isGateway: boolean; pids: readonly number[] } | undefined]>([
    ['gateway-status', { isGateway: true, pids: [11_499] }],
    ['gateway-status-down', undefined],
  ])('%s', async (name, expected) => {
    expect(readGatewayAnswer(await recorded(name))).toEqual(expected);
  });
  test.each<[string, string, boolean | undefined]>([
    [
      'another program',
      answer(
        { status: 'busy', listeners: [{ pid: 7, command: 'nginx', commandLine: 'nginx: master' }] },
        false,
      ),
      false,
    ],
    [
      'a gateway that is too busy to answer',
      answer({ status: 'busy', listeners: [{ pid: 7, command: 'openclaw-gatewa' }] }, false),
      true,
    ],
    ['nobody knows', answer({ status: 'busy', listeners: [] }, false), true],
    ['boxes and no answer', '│\n◇  Doctor ─╮\n', undefined],
    ['a list', '[]', undefined],
    ['pids that are none', answer({ status: 'busy', listeners: [{ pid: 'x' }, null, 7] }, true), true],
  ])('%s', (_, stdout, isGateway) => {
    expect(readGatewayAnswer(stdout)?.isGateway).toBe(isGateway);
  });
  test('nobody is asked without an openclaw; a failure is no answer', async () => {
    expect(await askGateway(runner, aState({ openclaw: { status: 'missing' } }), {})).toBeUndefined();
    runner.expectRun(['gateway', 'status', '--json'], fakeFailure('timed-out'));
    expect(await askGateway(runner, aState(), {})).toBeUndefined();
  });
  test('of the profile the state folder belongs to', async () => {
    runner.expectRun(['--profile', 'work', 'gateway', 'status', '--json'], fakeFailure('timed-out'));
    expect(
      await askGateway(runner, aState({ config: aConfig({ stateDir: '/home/an/.openclaw-work' }) }), {}),
    ).toBeUndefined();
  });

  test('of the config that is meant; a script is run by Node', async () => {
    runner.expectRun(['/opt/openclaw.mjs', 'gateway', 'status', '--json'], fakeFailure('timed-out'));
    const state = aState({ openclaw: { status: 'found', path: '/opt/openclaw.mjs', by: 'flag' } });
    await askGateway(runner, state, { OPENCLAW_CONFIG_PATH: '/etc/openclaw.json' });
    expect(runner.commands[0]).toMatchObject({
      file: process.execPath,
      env: { OPENCLAW_CONFIG_PATH: '/etc/openclaw.json' },
    });
  });
});
