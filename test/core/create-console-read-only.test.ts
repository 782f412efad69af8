// A console that only reads: everything it can do is either a look, or refused. A new action is neither until it is put into one of the lists.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { createFakeRunner } from '../support/fake-runner.ts';
import { fakeProcesses } from '../support/processes.ts';
import { tempDir } from '../support/temp-dir.ts';

const configText = '// mine\n{"channels":{"zalouser":{"enabled":true,"accounts":{"shop":{}}}}}\n';

const open = async (): Promise<{ console: Console; configPath: string; dir: string }> => {
  const dir = await tempDir();
  await mkdir(join(dir, '.openclaw'), { recursive: true });
  const configPath = join(dir, '.openclaw', 'openclaw.json');
  await writeFile(configPath, configText);
  const runner = createFakeRunner();
  const console = createConsole({
    env: { HOME: dir, PATH: '' },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    runner,
    canConnect: async () => false,
    processes: () => fakeProcesses(),
    isReadOnly: true,
  });
  onTestFinished(async () => {
    await console.stop();
    // Nothing was run that was not a look: no program was found, none was scripted.
    runner.verify();
  });
  await console.start();
  return { console, configPath, dir };
};

/** What only looks, asks, copies, ends what this console runs itself, or saves what the operator names. */
const looks: readonly string[] = [
  'store',
  'start',
  'stop',
  'refresh',
  'examine',
  'accounts.probe',
  'accounts.probeAll',
  'accounts.probeDisabled',
  'accounts.cancelChecks',
  'accounts.consider',
  'config.reload',
  'config.plan',
  'config.check',
  'directory.loadPeers',
  'directory.loadGroups',
  'directory.loadMembers',
  'directory.loadSelf',
  'directory.cancel',
  'directory.search',
  'feed.clear',
  'feed.hold',
  'feedExport.check',
  'feedExport.save',
  'gateway.check',
  'gateway.scan',
  'gateway.ask',
  'gateway.checkPlugin',
  'gateway.locateOpenClaw',
  'gateway.awaitListening',
  'gateway.connect',
  'listener.start',
  'listener.stop',
  'login.isLoggedIn',
  'login.through',
  'login.cancel',
  'messages.stopAfterThis',
  'pairing.approvalText',
  'pairing.refresh',
  'pairing.findByCode',
  'tasks.plan',
  'tasks.cancel',
];

const isMethod = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function';

/** `config.write`, … with what does it. */
const actionsOf = (console: Console): readonly (readonly [string, unknown])[] =>
  Object.entries(console).flatMap(([name, value]): readonly (readonly [string, unknown])[] =>
    typeof value === 'object' && name !== 'store'
      ? Object.entries(value).map(([inner, method]) => [`${name}.${inner}`, method] as const)
      : [[name, value]],
  );

it('refuses everything that changes anything, and touches nothing', async () => {
  const { console, configPath } = await open();
  const changes = actionsOf(console).filter(([name]) => !looks.includes(name));
  expect(changes.map(([name]) => name)).toEqual(expect.arrayContaining(['config.write', 'pairing.approve']));
  for (const [name, act] of changes) {
    if (!isMethod(act)) throw new Error(`${name} is no method.`);
    // None gets as far as reading what it is given, but for a task, which is worked out first.
    const outcome = await act(name === 'tasks.start' ? { type: 'stop-gateway' } : undefined);
    const code = name === 'tasks.start' ? /read-only|openclaw-not-found/u : /^read-only$/u;
    expect(outcome, name).toMatchObject({ ok: false, error: { code: expect.stringMatching(code) } });
  }
  expect(await readFile(configPath, 'utf8')).toBe(configText);
});

it('knows of every look that it is one', async () => {
  const { console } = await open();
  const names = actionsOf(console).map(([name]) => name);
  expect(looks.filter((name) => !names.includes(name))).toEqual([]);
});
