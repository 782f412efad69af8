// The scenario player: what is chosen and unrolled (pure), then the files in test/fixtures/scenarios played by a process.
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  choose,
  fillIn,
  flatten,
  matchesArgv,
  parseScenario,
  type Scenario,
} from '../../src/simulator/scenario.ts';
import { stepsOfRecording } from '../../src/simulator/scenario-play.ts';
import { readZcaLog } from '../../src/simulator/world-files.ts';
import { until } from '../support/until.ts';
import { quietWorld, recording, run, scenarioPath, start } from './fake-zca.ts';

const listen = ['--profile', 'default', 'listen', '-r', '-k'] as const;

describe('patterns', () => {
  it.each<[string, string, boolean]>([
    ['auth status', 'auth status', true],
    ['auth status', '--profile a auth status', false],
    ['** auth status', '--profile a auth status', true],
    ['** auth status', 'auth status', true],
    ['** auth status', 'auth status now', false],
    ['--profile * me info -j', '--profile work me info -j', true],
    ['** --qr-path *.png', 'auth login --qr-path /tmp/a.png', true],
    ['** --qr-path *.png', 'auth login --qr-path /tmp/a.gif', false],
    ['msg send ** -- *', 'msg send 1 -g -- -5', true],
    ['a.c', 'abc', false],
    ['**', '', true],
  ])('%s against %s: %s', (pattern, argv, expected) => {
    expect(
      matchesArgv(
        pattern.split(' '),
        argv.split(' ').filter((word) => word !== ''),
      ),
    ).toBe(expected);
  });
});

describe('choosing an entry', () => {
  const calls: Scenario['calls'] = [{ match: ['a'], times: 2 }, { match: ['a'] }, { match: ['b'], times: 1 }];

  it('takes the first entry that matches and is not used up', () => {
    expect(choose({ calls }, ['a'], [1])).toMatchObject({ index: 0 });
    expect(choose({ calls }, ['a'], [2, 99])).toMatchObject({ index: 1 });
    expect(choose({ calls }, ['b'], [0, 0, 1])).toEqual({
      type: 'fail',
      sentence: 'the scenario has no answer for: zca b',
    });
    expect(choose({ calls, otherwise: 'world' }, ['c'], [])).toEqual({ type: 'world' });
  });

  it('in strict order, takes the next entry or fails saying which was expected', () => {
    const strict: Scenario = { order: 'strict', calls: [{ match: ['a'] }, { match: ['b', '*'] }] };
    expect(choose(strict, ['a'], [])).toMatchObject({ index: 0 });
    expect(choose(strict, ['b', '1'], [1])).toMatchObject({ index: 1 });
    expect(choose(strict, ['b', '1'], [])).toEqual({
      type: 'fail',
      sentence: 'the scenario has no answer for: zca b 1; expected: a',
    });
    expect(choose(strict, ['a'], [1, 1])).toMatchObject({ type: 'fail' });
  });

  it('reads nothing but scenarios', () => {
    expect(parseScenario('{"calls":[{"match":["a"]}]}')).toBeDefined();
    for (const text of ['', '{}', '[]', '{"calls":[{}]}', 'null'])
      expect(parseScenario(text)).toBeUndefined();
  });
});

describe('steps', () => {
  it('unrolls repetitions with their round, nested ones with the inner one', () => {
    const steps = [
      ...flatten([
        { stdout: 'a' },
        { repeat: 2, steps: [{ stdout: 'b' }, { repeat: 2, steps: [{ stderr: 'c' }] }] },
        { exit: 0 },
      ]),
    ];
    expect(steps.map(({ step, round }) => `${Object.values(step).join('')}${round}`)).toEqual([
      'a1',
      'b1',
      'c1',
      'c2',
      'b2',
      'c1',
      'c2',
      '01',
    ]);
  });

  it('fills in what is known and leaves the rest', () => {
    const around = { argv: ['--qr-path', '/x.png'], pid: 7, nowMs: 1_999 };
    expect(fillIn('${pid} ${now} ${nowS} ${i} ${arg:--qr-path} ${arg:--none} ${else}', around, 3)).toBe(
      '7 1999 1 3 /x.png ${arg:--none} ${else}',
    );
  });

  it('makes a recording wait where its harness sent a signal', () => {
    const steps = stepsOfRecording(recording('23-login-sigterm'));
    expect(steps.at(-1)).toEqual({ hang: true });
    expect(steps).toContainEqual({ stdout: 'QR code saved to: ${arg:--qr-path}\n' });
    expect(stepsOfRecording(recording('74-msg-send-server-error'))).toEqual([
      { afterMs: 294 },
      { stderr: 'Error: Thao tác quá nhanh\n' },
      { afterMs: 57 },
      { exit: 1 },
    ]);
  });
});

describe('the files of test/fixtures/scenarios', () => {
  it('are scenarios, and none is empty', () => {
    const bad = readdirSync(scenarioPath('')).filter(
      (name) => !parseScenario(readFileSync(scenarioPath(name), 'utf8'))?.calls.length,
    );
    expect(bad).toEqual([]);
  });

  it('listener-exits: each start ends in its own way, calls at the same time never share an entry', async () => {
    const dir = await quietWorld();
    const env = { ZALOUSER_DEMO_SCENARIO: scenarioPath('listener-exits.json') };
    const ends = [];
    for (let at = 0; at < 4; at += 1) ends.push(await start(dir, listen, env).ended);
    expect(ends).toEqual([
      { code: 75, signal: null },
      { code: 1, signal: null },
      { code: 0, signal: null },
      { code: null, signal: 'SIGKILL' },
    ]);
    const last = start(dir, listen, env);
    await last.sees('Connected');
    expect(await run(dir, listen, env)).toMatchObject({
      code: 97,
      stderr: expect.stringContaining('no answer for: zca --profile default listen'),
    });
    last.child.kill('SIGTERM');
    expect(await last.ended).toEqual({ code: 143, signal: null });
    expect(readZcaLog(dir)[0]).toMatchObject({ kind: 'start', argv: listen });
  });

  it('calls at the same time take different entries', async () => {
    const dir = await quietWorld();
    const file = join(dir, 'scenario.json');
    const calls = [1, 2, 3, 4].map((code) => ({ match: ['x'], times: 1, steps: [{ exit: code }] }));
    await writeFile(file, JSON.stringify({ calls }));
    const ends = await Promise.all(calls.map(() => run(dir, ['x'], { ZALOUSER_DEMO_SCENARIO: file })));
    expect(ends.map(({ code }) => Number(code)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('listener-garbage: a cut character comes whole again, a cut line stays cut', async () => {
    const fake = start(await quietWorld(), listen, {
      ZALOUSER_DEMO_SCENARIO: scenarioPath('listener-garbage.json'),
    });
    expect(await fake.ended).toMatchObject({ code: 1 });
    const lines = fake.stdout().split('\n');
    expect(lines).toContain('Connected to Zalo websocket.\r');
    expect(JSON.parse(lines.find((line) => line.includes('"msgId":"1"')) ?? '')).toMatchObject({
      content: 'xờ',
      metadata: { isGroup: false },
    });
    expect(fake.stdout().endsWith('cut off at the e')).toBe(true);
  });

  it('listener-ignores-sigterm: only SIGKILL helps', async () => {
    const dir = await quietWorld();
    const fake = start(dir, listen, {
      ZALOUSER_DEMO_SCENARIO: scenarioPath('listener-ignores-sigterm.json'),
    });
    await fake.sees('Connected');
    fake.child.kill('SIGTERM');
    await until(() => readZcaLog(dir).some(({ signal }) => signal === 'SIGTERM'), 'SIGTERM in the log');
    expect(fake.child.exitCode).toBeNull();
    fake.child.kill('SIGKILL');
    expect(await fake.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('listener-burst: a thousand lines, numbered', async () => {
    const fake = start(await quietWorld(), listen, {
      ZALOUSER_DEMO_SCENARIO: scenarioPath('listener-burst.json'),
    });
    await fake.sees('"content":"tin 1000"');
    expect(
      fake
        .stdout()
        .split('\n')
        .filter((line) => line.startsWith('{')),
    ).toHaveLength(1_000);
  });

  it('recorded: plays recordings, to the byte, faster', async () => {
    const dir = await quietWorld();
    const env = { ZALOUSER_DEMO_SCENARIO: scenarioPath('recorded.json'), ZALOUSER_DEMO_SPEED: '50' };
    const real = recording('84-listen-mixed');
    const fake = start(dir, listen, env);
    await until(() => fake.stdout().length >= real.stdout.length, 'the whole recording');
    fake.child.kill('SIGTERM');
    expect(await fake.ended).toMatchObject({ code: real.code });
    expect(fake.stdout()).toBe(real.stdout);
    expect(fake.stderr()).toBe(real.stderr);
    const login = await run(dir, ['auth', 'login', '--qr-path', join(dir, 'qr.png')], env);
    expect(login).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`QR code saved to: ${dir}/qr.png`),
    });
    expect(readFileSync(join(dir, 'qr.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(await run(dir, ['auth', 'status'], env)).toMatchObject({
      code: 1,
      stderr: 'Error: Đăng nhập thất bại\n',
    });
  });
});
