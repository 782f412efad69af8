// The other end: whoever joins a session that somebody else owns.
import type { Socket } from 'node:net';
import type { OwnerRecord } from './election.ts';
import {
  type Frame,
  frameText,
  LineCutter,
  parseFrame,
  protocolVersion,
  type SharedEvent,
  type SharedLine,
} from './protocol.ts';

/** An owner welcomes at once, unless it has been stopped (ms). */
const welcomeLimitMs = 5_000;

/** What a reader does with what it is told. */
export interface ReaderOptions {
  readonly wantsEvents: boolean;
  /** Where this one takes over from an owner that has ended. */
  readonly seen: readonly string[] | undefined;
  readonly sinceMs: number;
  readonly onWelcome: (isConnected: boolean) => void;
  readonly onFrame: (frame: SharedLine | SharedEvent) => void;
  readonly onLost: (lines: number) => void;
  /** Lines that were printed lately. */
  readonly find: (ids: readonly string[]) => readonly SharedLine[];
  readonly signal: AbortSignal;
}

/** How it ended: the owner has gone (`closed`), or does not speak with this one. */
export type ReaderEnd = 'closed' | 'silent' | 'version' | 'key';

/** Reads until the owner ends, or until the signal. */
export const readSession = (
  socket: Socket,
  { key }: OwnerRecord,
  { wantsEvents, seen, sinceMs, onWelcome, onFrame, onLost, find, signal }: ReaderOptions,
): Promise<ReaderEnd> =>
  new Promise((resolve) => {
    const cutter = new LineCutter();
    let end: ReaderEnd = 'closed';
    const leave = (): void => {
      socket.destroy();
    };
    const timer = setTimeout(() => {
      end = 'silent';
      leave();
    }, welcomeLimitMs);
    const hear = (frame: Frame | undefined): void => {
      if (frame?.type === 'welcome') {
        clearTimeout(timer);
        onWelcome(frame.isConnected);
      } else if (frame?.type === 'refused') {
        end = frame.why;
        leave();
      } else if (frame?.type === 'line' || frame?.type === 'event') onFrame(frame);
      else if (frame?.type === 'lost') onLost(frame.lines);
      else if (frame?.type === 'want') {
        const lines = find(frame.ids);
        if (lines.length > 0) socket.write(frameText({ type: 'have', lines }));
      }
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      try {
        for (const line of cutter.push(chunk)) hear(parseFrame(line));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        leave();
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      resolve(end);
    });
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    const hello = { type: 'hello', v: protocolVersion, key, role: 'reader', pid: process.pid } as const;
    socket.write(frameText({ ...hello, events: wantsEvents, seen, sinceMs }));
  });
