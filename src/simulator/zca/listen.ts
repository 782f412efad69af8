// `listen` of the fake zca: one process a profile that prints what the control file brings and, if the world is lively, a
// feed of its own.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlLine, concerns, type MessageSpec } from '../control.ts';
import { feedFor } from '../feed-script.ts';
import { demoFriends, personById } from '../people.ts';
import { storyMs } from '../story-clock.ts';
import { applyControl, type DemoWorld, scaled } from '../world.ts';
import {
  answersFile,
  appendLine,
  controlFile,
  heardFile,
  isAlive,
  readWorld,
  type Tail,
  tail,
  worldFile,
} from '../world-files.ts';
import { refusal } from './answers.ts';
import type { Call } from './arguments.ts';
import type { Host } from './host.ts';
import { messageLine } from './message-line.ts';

// One listener a profile: the lock file with the pid of the owner, as openzca keeps it in its home.

const lockFile = (dir: string, profile: string): string => join(dir, `listener-${profile}.lock`);

export const listenerPid = (dir: string, profile: string): number | undefined => {
  try {
    const pid = Number(readFileSync(lockFile(dir, profile), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

/** Takes the lock; returns the pid of whoever has it already. A lock whose owner has died is taken over. */
export const claimListener = (dir: string, profile: string, pid: number): number | undefined => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(lockFile(dir, profile), String(pid), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch {
      const owner = listenerPid(dir, profile);
      if (owner !== undefined) return owner;
      rmSync(lockFile(dir, profile), { force: true });
    }
  }
  return undefined;
};

/** Gives the lock back, if it is ours. */
export const releaseListener = (dir: string, profile: string, pid: number): void => {
  if (listenerPid(dir, profile) === pid) rmSync(lockFile(dir, profile), { force: true });
};

// The connection of a fake listener: what it prints, how it closes and comes back. Follows the recordings 84–107.

/** Own connections of the real program: seconds between a close and the next `Connected…`. */
const reconnectMs = { 1000: 2_000, 3000: 2_000, 1006: 500 } as const;
/** A planned recycle ends the process three seconds after it began. */
const recycleEndMs = 3_000;

/** The flags of `listen`. */
interface Mode {
  readonly isRaw: boolean;
  readonly keepsAlive: boolean;
  readonly isSupervised: boolean;
  readonly heartbeatMs: number;
  readonly recycleMs: number;
}

const modeOf = (call: Call): Mode => ({
  isRaw: call.flags.has('raw'),
  keepsAlive: call.flags.has('keepAlive'),
  isSupervised: call.flags.has('supervised'),
  heartbeatMs: Number(call.values['heartbeatMs']?.at(-1) ?? 30_000),
  recycleMs: Number(call.values['recycleMs']?.at(-1) ?? 1_800_000),
});

interface Listener {
  readonly host: Host;
  readonly dir: string;
  readonly profile: string;
  readonly mode: Mode;
  world: DemoWorld;
  isConnected: boolean;
  lastMessageId: bigint;
  feedAt: number;
  nextFeedAtMs: number;
  /** When the connection ends by itself. */
  breaksAtMs: number | undefined;
}

/** Prints a lifecycle line, under `--supervised` only. */
const lifecycle = (listener: Listener, event: string, more: Readonly<Record<string, unknown>> = {}): void => {
  const { host, profile, mode, world } = listener;
  if (!mode.isSupervised) return;
  const timestamp = Math.floor(storyMs(world, host.now()) / 1000);
  host.writeOut(
    `${JSON.stringify({ kind: 'lifecycle', event, session_id: `demo-${host.pid}`, profile, timestamp, ...more })}\n`,
  );
};

/** Ids grow with the clock as the real ones do, so that they stay new after a restart. */
const nextMessageId = (listener: Listener): string => {
  const byClock = 6_000_000_000_000n + BigInt(listener.host.now());
  listener.lastMessageId = byClock > listener.lastMessageId ? byClock : listener.lastMessageId + 1n;
  return String(listener.lastMessageId);
};

/** Prints a message, unless nothing is heard at the moment. */
const print = (listener: Listener, spec: MessageSpec): void => {
  const { world, profile, host, dir, mode } = listener;
  const known = world.profiles[profile];
  if (!listener.isConnected || known === undefined) return;
  const senderName = spec.name ?? personById(spec.from)?.displayName ?? '';
  const threadName = known.groups.find((group) => group.id === spec.groupId)?.name;
  const line = messageLine(spec, {
    selfId: known.self.id,
    msgId: spec.msgId ?? nextMessageId(listener),
    sentAtMs: storyMs(world, host.now()) - (spec.ageMs ?? 0),
    senderName,
    mediaDir: join(dir, 'media'),
    ...(world.switches.threadNames === true && threadName !== undefined ? { threadName } : {}),
  });
  host.writeOut(mode.isRaw ? `${line}\n` : `[${senderName}] ${spec.text ?? ''}\n`);
};

/** Prints many messages in one go. */
const burst = (
  listener: Listener,
  count: number,
  text = 'xin chào bạn hôm nay thế nào ổn không nhé',
): void => {
  for (let at = 0; at < count; at += 1) {
    print(listener, {
      from: demoFriends[at % demoFriends.length]?.id ?? '',
      text: `#${at + 1}/${count} ${text}`,
    });
  }
};

const shortestBreakMs = 22_000;
const breakSpreadMs = 28_000;

/** The connection stands; for a while only, if the world says so. */
const connected = (listener: Listener): void => {
  listener.isConnected = true;
  const { host, world } = listener;
  listener.breaksAtMs =
    world.switches.breaks === undefined
      ? undefined
      : host.now() + scaled(world, shortestBreakMs + ((host.pid * 7_919) % breakSpreadMs));
  listener.host.logConnected();
  listener.host.writeOut('Connected to Zalo websocket.\n');
  lifecycle(listener, 'connected');
};

/** The session has ended meanwhile: three errors without a word, then silence for ever. */
const failToReconnect = async (listener: Listener): Promise<void> => {
  const { host, world } = listener;
  for (const pauseMs of [0, 500, 1_000]) {
    await host.wait(scaled(world, pauseMs));
    host.writeErr('Listener error: [object Object]\n');
  }
  host.writeOut('Listener closed (1006) \n');
};

/** The server closes the connection with a code. */
const closed = async (listener: Listener, code: number, isListed = true): Promise<void> => {
  const { host, mode } = listener;
  listener.isConnected = false;
  const isSilent = isListed && code === 1006 && mode.keepsAlive && !mode.isSupervised;
  if (!isSilent) host.writeOut(`Listener closed (${code}) \n`);
  if (mode.isSupervised) lifecycle(listener, 'closed', { code });
  if (mode.isSupervised || !mode.keepsAlive) return host.exit(0);
  const pauseMs = code === 1000 || code === 3000 || code === 1006 ? reconnectMs[code] : undefined;
  if (pauseMs === undefined || !isListed) return;
  await host.wait(scaled(listener.world, pauseMs));
  if (listener.world.profiles[listener.profile]?.session !== 'active') return failToReconnect(listener);
  connected(listener);
};

/** The planned end of a long-lived listener: a close, a reconnect, exit 75. */
const recycle = async (listener: Listener): Promise<void> => {
  const { host, mode, world } = listener;
  host.writeErr(`Listener recycle triggered after ${mode.recycleMs}ms to prevent stale session.\n`);
  const reconnect = closed(listener, 1000);
  await host.wait(scaled(world, recycleEndMs));
  await reconnect;
  host.exit(75);
};

const pollMs = 25;
const startMs = 300;

const crash = ({ host }: Listener): void => {
  host.writeErr(
    "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: simulated crash\n",
  );
  host.exit(1);
};

const printRaw = ({ host }: Listener, line: ControlLine & { type: 'print' }): void => {
  if (line.stdout !== undefined) host.writeOut(line.stdout);
  if (line.stdoutBase64 !== undefined) host.writeOut(Buffer.from(line.stdoutBase64, 'base64'));
  if (line.stderr !== undefined) host.writeErr(line.stderr);
};

const obey = (listener: Listener, line: ControlLine): void => {
  if (line.type === 'switch' && line.name === 'ignoreSignals' && line.value === true)
    listener.host.ignoreSignals();
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

/** Tells what was sent, as our own zca does with `--events`. openzca does not: only a lively world, which is for looking at, does. */
const tellSent = (listener: Listener, line: ControlLine): void => {
  const { host, profile, mode, isConnected } = listener;
  if (line.type !== 'sent' || line.profile !== profile || !mode.isRaw || !isConnected) return;
  const { kind, threadId, isGroup, text, url, tookMs = 0, error } = line;
  const sent = {
    kind: 'event',
    event: 'sent',
    call: `msg ${kind}`,
    threadId,
    isGroup,
    text,
    url,
    ok: error === undefined,
    error,
    startedAtMs: host.now() - tookMs,
    tookMs,
  };
  host.writeOut(`${JSON.stringify(sent)}\n`);
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

/** Plays what the lively feed has due. It is noted, so that the simulated gateway hears it too. */
const playFeed = (listener: Listener): void => {
  const { host, world, profile, dir } = listener;
  if (
    world.profiles[profile]?.isLively !== true ||
    !listener.isConnected ||
    host.now() < listener.nextFeedAtMs
  )
    return;
  const feed = feedFor(profile);
  const item = feed[listener.feedAt % feed.length];
  if (item === undefined) return;
  const message = { ...item.message, msgId: item.message.msgId ?? nextMessageId(listener) };
  print(listener, message);
  appendLine(heardFile(dir), { type: 'message', profile, ...message });
  listener.feedAt += 1;
  listener.nextFeedAtMs = host.now() + scaled(world, item.pauseMs);
  writePosition(positionFile(listener), listener.feedAt);
};

const isOver = ({ dir, world }: Listener): boolean =>
  !existsSync(worldFile(dir)) || (world.ownerPid !== undefined && !isAlive(world.ownerPid));

const work = async (listener: Listener, lines: Tail): Promise<void> => {
  const { host, mode } = listener;
  const answers = tail(answersFile(listener.dir));
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
    for (const line of answers.read()) tellSent(listener, line);
    if (host.now() >= heartbeatAtMs) {
      heartbeatAtMs = host.now() + heartbeatMs;
      lifecycle(listener, 'heartbeat');
    }
    const { breaks } = listener.world.switches;
    if (
      breaks !== undefined &&
      listener.isConnected &&
      host.now() >= (listener.breaksAtMs ?? Number.POSITIVE_INFINITY)
    ) {
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
