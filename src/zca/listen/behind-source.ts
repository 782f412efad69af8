// A session of another zca that ours is put in front of: `that listen -r -k`, line by line.
import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { LineCutter } from '../share/protocol.ts';
import { isRecord, type JsonRecord } from './content.ts';
import type { HeardMessage, SessionSource, SourceEnd, SourceSink } from './source.ts';

/** What a source behind ours works with. */
export interface BehindSourceOptions {
  /** Absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** A planned recycle (the contract): it is started afresh at once. */
const recycleCode = 75;
/** Unless it does nothing else (ms). */
const shortestRunMs = 1_000;
/** A program that was asked to end, and has not (ms). */
const endLimitMs = 1_500;
/** After a close that it mends it connects again within some seconds; one that has not hears nothing (the contract). */
const deafAfterMs = 10_000;

const idOf = ({ msgId, type, metadata }: JsonRecord): string | undefined => {
  if (typeof msgId !== 'string' || msgId === '' || msgId === '0') return undefined;
  const isGroup = isRecord(metadata) && 'isGroup' in metadata ? metadata['isGroup'] === true : type === 1;
  return `${isGroup ? 'g' : 'u'}${msgId}`;
};

/** A line that is a message; undefined for every other. */
const messageIn = (line: string): HeardMessage | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as unknown;
    if (!isRecord(value) || value['kind'] === 'lifecycle' || !('content' in value)) return undefined;
    return { id: idOf(value), text: line };
  } catch {
    return undefined;
  }
};

class BehindSource implements SessionSource {
  readonly #options: BehindSourceOptions;
  #child: ChildProcess | undefined;
  #closedAtMs: number | undefined;
  #isRestart = false;

  constructor(options: BehindSourceOptions) {
    this.#options = options;
  }

  joined(): void {
    if (this.#closedAtMs === undefined || Date.now() - this.#closedAtMs < deafAfterMs) return;
    this.#isRestart = true;
    this.#child?.kill('SIGTERM');
  }

  async run(sink: SourceSink, _sinceMs: number | undefined, signal: AbortSignal): Promise<SourceEnd> {
    while (!signal.aborted) {
      const begunMs = Date.now();
      const exitCode = await this.#runOnce(sink, signal);
      if (signal.aborted) break;
      if (exitCode !== recycleCode && !this.#isRestart) return { exitCode };
      this.#isRestart = false;
      if (Date.now() - begunMs < shortestRunMs)
        await new Promise((resolve) => setTimeout(resolve, shortestRunMs));
    }
    return { exitCode: 0 };
  }

  async #runOnce(sink: SourceSink, signal: AbortSignal): Promise<number> {
    const { program, args, env } = this.#options;
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#closedAtMs = undefined;
    let kill: NodeJS.Timeout | undefined;
    const end = (): void => {
      child.kill('SIGTERM');
      kill ??= setTimeout(() => child.kill('SIGKILL'), endLimitMs);
    };
    const ended = new Promise<number>((resolve) => {
      child.on('error', (error) => {
        sink.complain(`Error: ${program} cannot be run (${error.message}).`);
        resolve(127);
      });
      child.on('close', (code) => resolve(code ?? 1));
    });
    const cutter = new LineCutter();
    const decoder = new StringDecoder('utf8');
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of cutter.push(decoder.write(chunk))) this.#hear(line.replace(/\r$/u, ''), sink);
    });
    const errors = new LineCutter();
    const errorDecoder = new StringDecoder('utf8');
    child.stderr.on('data', (chunk: Buffer) => {
      for (const line of errors.push(errorDecoder.write(chunk))) sink.complain(line);
    });
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    if (child.pid !== undefined) await sink.started(child.pid);
    const code = await ended;
    clearTimeout(kill);
    signal.removeEventListener('abort', end);
    sink.connected(false);
    for (const line of errors.push('\n')) if (line !== '') sink.complain(line);
    return code;
  }

  #hear(line: string, sink: SourceSink): void {
    const message = messageIn(line);
    if (message !== undefined) {
      sink.message(message);
      return;
    }
    if (/^Listening\b/u.test(line)) {
      sink.opened();
      return;
    }
    if (/^Connected to Zalo\b/u.test(line)) {
      this.#closedAtMs = undefined;
      sink.connected(true);
    }
    if (/^Listener closed\b/u.test(line)) {
      this.#closedAtMs = Date.now();
      sink.connected(false);
    }
    if (line.trim() !== '') sink.say(line);
  }
}

/** A source that runs another zca. */
export const createBehindSource = (options: BehindSourceOptions): SessionSource => new BehindSource(options);
