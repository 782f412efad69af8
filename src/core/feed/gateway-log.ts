// Reads the log of a gateway that holds the Zalo session itself, for as long as it logs why it drops messages: its file, else over the
// connection.
import { dirname } from 'node:path';
import type { Dispatch } from '../events.ts';
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
import { logFiles } from '../openclaw/paths.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import type { ConsoleState } from '../state.ts';
import { openPlain } from '../system/files.ts';
import { isRecord } from '../zca/fields.ts';
import { type LogContext, readGatewayLog } from './parse-gateway-log.ts';
import { isExplaining } from './select-reason.ts';

export interface GatewayLogDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly client: GatewayClient;
  /** Where the log is unless the config says otherwise. */
  readonly folder: () => Promise<string>;
}

export interface GatewayLog {
  /** Goes along with the level of the log, and with which gateway it is. */
  follow(): void;
  stop(): void;
}

/** While it is read at all, it is looked at so often (ms). */
export const logEveryMs = 1_000;
/** What is read of a file at once (bytes), and of it at the start. */
const [mostBytes, startBytes] = [1_048_576, 262_144];
/** Lines asked for over the connection. */
const mostLines = 500;

/** New whole lines of a file that grows, from near its end on. */
class FileTail {
  #file = '';
  #position = 0;
  #rest = '';

  /** @throws what the system says where it cannot be read */
  async read(file: string): Promise<readonly string[]> {
    const handle = await openPlain(file);
    try {
      const { size } = await handle.stat();
      const isNew = file !== this.#file || size < this.#position;
      const isCut = isNew && size > startBytes;
      if (isNew) [this.#file, this.#position, this.#rest] = [file, Math.max(0, size - startBytes), ''];
      const buffer = Buffer.alloc(Math.min(size - this.#position, mostBytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#position);
      this.#position += bytesRead;
      const lines = `${this.#rest}${buffer.toString('utf8', 0, bytesRead)}`.split('\n');
      this.#rest = lines.pop() ?? '';
      return isCut ? lines.slice(1) : lines;
    } finally {
      await handle.close();
    }
  }
}

class Log implements GatewayLog {
  readonly #deps: GatewayLogDeps;
  readonly #tail = new FileTail();
  #cursor: unknown;
  #context: LogContext | undefined;
  #ending: AbortController | undefined;

  constructor(deps: GatewayLogDeps) {
    this.#deps = deps;
  }

  follow(): void {
    const state = this.#deps.getState();
    const isWanted = isExplaining(state) && !state.config.release.capabilities.drivesZca;
    if (isWanted === (this.#ending !== undefined)) return;
    this.stop();
    if (!isWanted) return;
    this.#ending = new AbortController();
    void this.#goOn(this.#ending.signal);
  }

  stop(): void {
    this.#ending?.abort();
    this.#ending = undefined;
  }

  async #goOn(signal: AbortSignal): Promise<void> {
    const lines = await this.#newLines(signal).catch((): readonly string[] => []);
    if (signal.aborted) return;
    const { reasons, context } = readGatewayLog(lines, this.#context);
    this.#context = context;
    if (reasons.length > 0) this.#deps.dispatch({ type: 'gateway-log/read', reasons });
    realTimeClock(this.#deps.clock).after(logEveryMs, () => {
      if (!signal.aborted) void this.#goOn(signal);
    });
  }

  async #newLines(signal: AbortSignal): Promise<readonly string[]> {
    const { getState, clock, folder } = this.#deps;
    const { config, elsewhere } = getState();
    if (config.isGatewayRemote === true || elsewhere !== undefined) return this.#ask(signal);
    const [file] = logFiles({ setting: config.logFile, folder: await folder(), nowMs: clock.now() });
    try {
      return await this.#tail.read(file ?? dirname(config.path));
    } catch {
      return this.#ask(signal);
    }
  }

  async #ask(signal: AbortSignal): Promise<readonly string[]> {
    const { client } = this.#deps;
    if (!client.isOpen()) return [];
    const params = { limit: mostLines, ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }) };
    const answer = await client.call({ method: 'logs.tail', params, scope: 'read' }, signal);
    if (!isRecord(answer)) return [];
    this.#cursor = answer['cursor'];
    const lines: readonly unknown[] = Array.isArray(answer['lines']) ? answer['lines'] : [];
    return lines.filter((line) => typeof line === 'string');
  }
}

/** Reads nothing yet. */
export const createGatewayLog = (deps: GatewayLogDeps): GatewayLog => new Log(deps);
