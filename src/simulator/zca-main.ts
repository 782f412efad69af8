#!/usr/bin/env node
// The fake zca: an executable that speaks the whole zca contract in the words of openzca 0.1.58, over a simulated world.
//
//   ZALOUSER_DEMO_DIR=FOLDER node zca-main.ts --profile default auth status
//
//   ZALOUSER_DEMO_DIR       folder of the world (world-files.ts); argv, signals and exits are logged there
//   ZALOUSER_DEMO_SPEED     divides every delay
//   ZALOUSER_DEMO_FAIL      failures on request (world.ts)
//   ZALOUSER_DEMO_SCENARIO  plays a scenario file instead (scenario.ts)
//
// What happens while it runs is steered through the control file of the world (control.ts).
import type { ControlLine } from './control.ts';
import { type DemoWorld, scaled } from './world.ts';
import { control, readWorld } from './world-files.ts';
import { answer } from './zca/answers.ts';
import { type Call, parseArguments } from './zca/arguments.ts';
import { createHost, type Host } from './zca/host.ts';
import { detachedLogin } from './zca/login.ts';

const version = '0.1.58';

const fail = (host: Host, sentence: string, code = 1): void => {
  host.writeErr(`Error: ${sentence}\n`);
  host.exit(code);
};

const finish = (
  host: Host,
  stdout: string,
  stderr: string,
  code: number,
  changes: readonly ControlLine[] = [],
): void => {
  for (const line of changes) if (host.dir !== undefined) control(host.dir, line);
  if (stdout !== '') host.writeOut(stdout);
  if (stderr !== '') host.writeErr(stderr);
  host.exit(code);
};

const hang = (): void => void setInterval(() => undefined, 60_000);

/** A short call: the usual delay, what goes wrong on request, the answer. */
const runShort = async (
  call: Call,
  profile: string,
  host: Host,
  dir: string,
  world: DemoWorld,
): Promise<void> => {
  if (world.switches.hang === true) return hang();
  await host.wait(scaled(world, world.latencyMs) + (world.switches.slowMs ?? 0));
  const newMessageId = (): string => String(6_000_000_000_000 + host.now());
  const { stdout, stderr, code, changes } = answer(call, { world, profile, dir, newMessageId });
  finish(host, stdout, stderr, code, changes);
};

const runCall = async (call: Call, host: Host, dir: string, world: DemoWorld): Promise<void> => {
  const profile = call.profile ?? host.env['ZCA_PROFILE'] ?? 'default';
  if (call.command === 'listen')
    return (await import('./zca/listen.ts')).runListener(call, profile, host, dir);
  if (call.command !== 'auth login') return runShort(call, profile, host, dir, world);
  if (world.switches.noQrPath === true && call.values['qrPath'] !== undefined)
    return finish(host, '', "error: unknown option '--qr-path'\n", 1);
  if (world.switches.noQrBase64 === true && call.flags.has('qrBase64'))
    return finish(host, '', "error: unknown option '--qr-base64'\n", 1);
  return (await import('./zca/login.ts')).runLogin(call, profile, host, dir, world);
};

const runDetached = async (host: Host): Promise<void> => {
  const { dir } = host;
  const world = dir === undefined ? undefined : readWorld(dir, host.env);
  if (dir === undefined || world === undefined) return host.exit(1);
  const [, profile = 'default', , begunAt] = host.argv;
  return (await import('./zca/login.ts')).runDetachedLogin({ host, dir, world, profile }, Number(begunAt));
};

const main = async (host: Host): Promise<void> => {
  const scenario = host.env['ZALOUSER_DEMO_SCENARIO'];
  if (scenario !== undefined && scenario !== '') {
    const { playScenario } = await import('./scenario-play.ts');
    if ((await playScenario(scenario, host)) === 'done') return;
  }
  if (host.argv[2] === detachedLogin) return runDetached(host);
  const parsed = parseArguments(host.argv);
  const world = host.dir === undefined ? undefined : readWorld(host.dir, host.env);
  if (parsed.type === 'version') return finish(host, `${world?.switches.version ?? version}\n`, '', 0);
  if (parsed.type === 'print') return finish(host, parsed.stdout, parsed.stderr, parsed.code);
  if (host.dir === undefined || world === undefined)
    return fail(host, 'ZALOUSER_DEMO_DIR names no simulated world', 2);
  return runCall(parsed, host, host.dir, world);
};

const host = createHost(process.argv.slice(2), process.env);
main(host).catch((error: unknown) => fail(host, error instanceof Error ? error.message : String(error), 70));
