// Plays a scenario: the effects that scenario.ts only describes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseRecording, stepsOfRecording } from './recording.ts';
import {
  type Choice,
  choose,
  fillIn,
  flatten,
  parseScenario,
  type Scenario,
  type ScenarioCall,
  type Step,
  type Surroundings,
} from './scenario.ts';
import type { Host } from './zca/host.ts';

/** Exit code of a call the scenario does not expect. */
export const unexpectedCallCode = 97;

const claimFile = (dir: string, index: number, use: number): string => join(dir, 'scenario-claims', `${index}-${use}`);

const isTaken = (path: string): boolean => {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return false;
  } catch {
    return true;
  }
};

/**
 * Chooses an entry and takes one of its uses. A use is a file made with `wx`, so that calls at the same time never share
 * one.
 */
const claim = (scenario: Scenario, argv: readonly string[], dir: string | undefined): Choice => {
  const used = scenario.calls.map(() => 0);
  if (dir === undefined) return choose(scenario, argv, used);
  mkdirSync(join(dir, 'scenario-claims'), { recursive: true, mode: 0o700 });
  const isCounted = (call: ScenarioCall): boolean => call.times !== undefined || scenario.order === 'strict';
  scenario.calls.forEach((call, index) => {
    if (isCounted(call)) used[index] = usesOf(dir, index);
  });
  const choice = choose(scenario, argv, used);
  if (choice.type !== 'call' || !isCounted(choice.call)) return choice;
  return isTaken(claimFile(dir, choice.index, used[choice.index] ?? 0)) ? claim(scenario, argv, dir) : choice;
};

const usesOf = (dir: string, index: number): number => {
  for (let use = 0; ; use += 1) {
    try {
      readFileSync(claimFile(dir, index, use));
    } catch {
      return use;
    }
  }
};

const stepsOfCall = (call: ScenarioCall, file: string): readonly Step[] => {
  if (call.replay === undefined) return call.steps ?? [];
  return stepsOfRecording(parseRecording(readFileSync(resolve(dirname(file), call.replay), 'utf8')));
};

const writeQr = async (text: string, { argv }: Surroundings): Promise<void> => {
  const path = argv[argv.indexOf('--qr-path') + 1];
  if (!argv.includes('--qr-path') || path === undefined) return;
  const { qrPng } = await import('./zca/qr-picture.ts');
  writeFileSync(path, qrPng(text));
};

const never = (): Promise<never> => new Promise(() => void setInterval(() => undefined, 60_000));

/** Does the steps; true if they ended the process themselves. */
const play = async (steps: readonly Step[], host: Host, speed: number): Promise<boolean> => {
  for (const { step, round } of flatten(steps)) {
    const around: Surroundings = { argv: host.argv, pid: host.pid, nowMs: host.now() };
    if ('afterMs' in step) await host.wait(step.afterMs / speed);
    else if ('stdout' in step) host.writeOut(fillIn(step.stdout, around, round));
    else if ('stdoutBase64' in step) host.writeOut(Buffer.from(step.stdoutBase64, 'base64'));
    else if ('stderr' in step) host.writeErr(fillIn(step.stderr, around, round));
    else if ('qrPng' in step) await writeQr(fillIn(step.qrPng, around, round), around);
    else if ('ignore' in step) host.ignoreSignals();
    else if ('hang' in step) await never();
    else if ('kill' in step) process.kill(host.pid, step.kill);
    else {
      host.exit(step.exit);
      return true;
    }
  }
  return false;
};

const fail = (host: Host, sentence: string): void => {
  host.writeErr(`Error: ${sentence}\n`);
  host.exit(unexpectedCallCode);
};

/** Answers this call from a scenario file. Returns `world` if the simulated world is to answer instead. */
export const playScenario = async (file: string, host: Host): Promise<'done' | 'world'> => {
  const scenario = parseScenario(readFileSync(file, 'utf8'));
  if (scenario === undefined) {
    fail(host, `${file} is no scenario`);
    return 'done';
  }
  const choice = claim(scenario, host.argv, host.dir);
  if (choice.type === 'world') return 'world';
  if (choice.type === 'fail') {
    fail(host, choice.sentence);
    return 'done';
  }
  const speed = Number(host.env['ZALOUSER_DEMO_SPEED'] ?? choice.call.speed ?? scenario.speed ?? 1) || 1;
  if (!(await play(stepsOfCall(choice.call, file), host, speed))) host.exit(0);
  return 'done';
};
