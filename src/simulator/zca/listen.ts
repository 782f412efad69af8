// `listen` of the fake zca: one process a profile that prints what the control file brings and, if the world is lively, a
// feed of its own.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlLine, concerns } from '../control.ts';
import { feedFor } from '../feed-script.ts';
import { applyControl, type DemoWorld, scaled } from '../world.ts';
import { appendLine, controlFile, heardFile, isAlive, readWorld, type Tail, tail, worldFile } from '../world-files.ts';
import { refusal } from './answers.ts';
import type { Call } from './arguments.ts';
import type { Host } from './host.ts';
import { burst, closed, connected, type Listener, lifecycle, modeOf, print, recycle } from './listener.ts';
import { claimListener, releaseListener } from './listener-lock.ts';

const pollMs = 25;
const startMs = 300;

const crash = ({ host }: Listener): void => {
  host.writeErr("node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: simulated crash\n");
  host.exit(1);
};

const printRaw = ({ host }: Listener, line: ControlLine & { type: 'print' }): void => {
  if (line.stdout !== undefined) host.writeOut(line.stdout);
  if (line.stdoutBase64 !== undefined) host.writeOut(Buffer.from(line.stdoutBase64, 'base64'));
  if (line.stderr !== undefined) host.writeErr(line.stderr);
};

const obey = (listener: Listener, line: ControlLine): void => {
  if (line.type === 'switch' && line.name === 'ignoreSignals' && line.value === true) listener.host.ignoreSignals();
  if (!concerns(line, listener.profile)) return;
  if (line.type === 'message') print(listener, line);
  else if (line.type === 'burst') burst(listener, line.count, line.text);
  else if (line.type === 'kick') void closed(listener, line.code, line.isListed);
  else if (line.type === 'recycle') void recycle(listener);
  else if (line.type === 'crash') crash(listener);
  else if (line.type === 'exit') listener.host.exit(line.code);
  else if (line.type === 'deaf') listener.isConnected = false;
  else if (line.type === 'print') printRaw(listener, line);
};

const positionFile = ({ dir, profile }: Listener): string => join(dir, `feed-${profile}.position`);

const readPosition = (path: string): number => {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    return 0;
  }
};

const writePosition = (path: string, position: number): void => {
  try {
    writeFileSync(path, String(position), { mode: 0o600 });
  } catch {
    // The world was removed meanwhile; the loop is about to notice.
  }
};

/** Plays what the lively feed has due. Direct messages are noted, so that the simulated gateway hears them too. */
const playFeed = (listener: Listener): void => {
  const { host, world, profile, dir } = listener;
  if (world.profiles[profile]?.isLively !== true || !listener.isConnected || host.now() < listener.nextFeedAtMs) return;
  const feed = feedFor(profile);
  const item = feed[listener.feedAt % feed.length];
  if (item === undefined) return;
  print(listener, item.message);
  if (item.message.groupId === undefined) appendLine(heardFile(dir), { type: 'message', profile, ...item.message });
  listener.feedAt += 1;
  listener.nextFeedAtMs = host.now() + scaled(world, item.pauseMs);
  writePosition(positionFile(listener), listener.feedAt);
};

/** Has the world this listener belongs to come to an end? */
const isOver = ({ dir, world }: Listener): boolean =>
  !existsSync(worldFile(dir)) || (world.ownerPid !== undefined && !isAlive(world.ownerPid));

const work = async (listener: Listener, lines: Tail): Promise<void> => {
  const { host, mode } = listener;
  const recycleAtMs = host.now() + scaled(listener.world, mode.recycleMs);
  const heartbeatMs = scaled(listener.world, mode.heartbeatMs);
  let heartbeatAtMs = host.now() + heartbeatMs;
  let isRecycling = false;
  while (!isOver(listener)) {
    for (const line of lines.read()) {
      listener.world = applyControl(listener.world, line);
      obey(listener, line);
    }
    playFeed(listener);
    if (host.now() >= heartbeatAtMs) {
      heartbeatAtMs = host.now() + heartbeatMs;
      lifecycle(listener, 'heartbeat');
    }
    const { breaks } = listener.world.switches;
    if (breaks !== undefined && listener.isConnected && host.now() >= (listener.breaksAtMs ?? Number.POSITIVE_INFINITY)) {
      void closed(listener, breaks, false);
    }
    if (!isRecycling && host.now() >= recycleAtMs) {
      isRecycling = true;
      void recycle(listener);
    }
    await host.wait(pollMs);
  }
  host.exit(0);
};

/** Why this listener may not run, as the program puts it. */
const whyNot = (host: Host, dir: string, profile: string, world: DemoWorld): string | undefined => {
  const refused = refusal(world, profile);
  if (refused !== undefined) return refused.stderr;
  const owner = claimListener(dir, profile, host.pid);
  // Some programs let several listen in one home.
  return owner === undefined || host.env['ZALOUSER_DEMO_SHARED'] === '1'
    ? undefined
    : `Error: Another openzca listener already owns profile "${profile}" (pid ${owner}).\n`;
};

/** Runs `listen` until a signal, a control line or the end of the world ends it. */
export const runListener = async (call: Call, profile: string, host: Host, dir: string): Promise<void> => {
  // Followed from before the first word, so that nothing is missed that a reader of that word does.
  const lines = tail(controlFile(dir));
  const world = readWorld(dir, host.env);
  if (world === undefined) return host.exit(1);
  if (world.switches.ignoreSignals === true) host.ignoreSignals();
  await host.wait(scaled(world, startMs));
  const problem = whyNot(host, dir, profile, world);
  if (problem !== undefined) {
    host.writeErr(problem);
    return host.exit(1);
  }
  host.onEnd(() => releaseListener(dir, profile, host.pid));
  const listener: Listener = {
    host,
    dir,
    profile,
    mode: modeOf(call),
    world,
    isConnected: false,
    lastMessageId: 0n,
    feedAt: 0,
    nextFeedAtMs: 0,
    breaksAtMs: undefined,
  };
  listener.feedAt = readPosition(positionFile(listener));
  host.writeOut('Listening... Press Ctrl+C to stop.\n');
  lifecycle(listener, 'session_id');
  await host.wait(scaled(world, 12));
  connected(listener);
  listener.nextFeedAtMs = host.now() + scaled(world, 500);
  return work(listener, lines);
};
