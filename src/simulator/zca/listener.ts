// The connection of a fake listener: what it prints, how it closes and comes back. Follows the recordings 84–107.
import { join } from 'node:path';
import type { MessageSpec } from '../control.ts';
import { demoFriends, personById } from '../people.ts';
import { storyMs } from '../story-clock.ts';
import { type DemoWorld, scaled } from '../world.ts';
import type { Call } from './arguments.ts';
import type { Host } from './host.ts';
import { messageLine } from './message-line.ts';

/** Own connections of the real program: seconds between a close and the next `Connected…`. */
const reconnectMs = { 1000: 2_000, 3000: 2_000, 1006: 500 } as const;
/** A planned recycle ends the process three seconds after it began. */
const recycleEndMs = 3_000;

/** The flags of `listen`. */
export interface Mode {
  readonly isRaw: boolean;
  readonly keepsAlive: boolean;
  readonly isSupervised: boolean;
  readonly heartbeatMs: number;
  readonly recycleMs: number;
}

/** Reads the flags. */
export const modeOf = (call: Call): Mode => ({
  isRaw: call.flags.has('raw'),
  keepsAlive: call.flags.has('keepAlive'),
  isSupervised: call.flags.has('supervised'),
  heartbeatMs: Number(call.values['heartbeatMs']?.at(-1) ?? 30_000),
  recycleMs: Number(call.values['recycleMs']?.at(-1) ?? 1_800_000),
});

/** A listener at work. */
export interface Listener {
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
export const lifecycle = (listener: Listener, event: string, more: Readonly<Record<string, unknown>> = {}): void => {
  const { host, profile, mode, world } = listener;
  if (!mode.isSupervised) return;
  const timestamp = Math.floor(storyMs(world, host.now()) / 1000);
  host.writeOut(`${JSON.stringify({ kind: 'lifecycle', event, session_id: `demo-${host.pid}`, profile, timestamp, ...more })}\n`);
};

/** Ids grow with the clock as the real ones do, so that they stay new after a restart. */
const nextMessageId = (listener: Listener): string => {
  const byClock = 6_000_000_000_000n + BigInt(listener.host.now());
  listener.lastMessageId = byClock > listener.lastMessageId ? byClock : listener.lastMessageId + 1n;
  return String(listener.lastMessageId);
};

/** Prints a message, unless nothing is heard at the moment. */
export const print = (listener: Listener, spec: MessageSpec): void => {
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
export const burst = (listener: Listener, count: number, text = 'xin chào bạn hôm nay thế nào ổn không nhé'): void => {
  for (let at = 0; at < count; at += 1) {
    print(listener, { from: demoFriends[at % demoFriends.length]?.id ?? '', text: `#${at + 1}/${count} ${text}` });
  }
};

const shortestBreakMs = 22_000;
const breakSpreadMs = 28_000;

/** The connection stands; for a while only, if the world says so. */
export const connected = (listener: Listener): void => {
  listener.isConnected = true;
  const { host, world } = listener;
  listener.breaksAtMs =
    world.switches.breaks === undefined ? undefined : host.now() + scaled(world, shortestBreakMs + ((host.pid * 7_919) % breakSpreadMs));
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
export const closed = async (listener: Listener, code: number, isListed = true): Promise<void> => {
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
export const recycle = async (listener: Listener): Promise<void> => {
  const { host, mode, world } = listener;
  host.writeErr(`Listener recycle triggered after ${mode.recycleMs}ms to prevent stale session.\n`);
  const reconnect = closed(listener, 1000);
  await host.wait(scaled(world, recycleEndMs));
  await reconnect;
  host.exit(75);
};
