// `listen`: owns the session of a profile, or joins whoever owns it. When the owner ends, one of those who joined takes over.
import { elect, newRecord, type OwnerRecord, release, rewrite, tidy } from '../share/election.ts';
import { Hub } from '../share/hub.ts';
import { newSocket, type Place, removeSocket } from '../share/place.ts';
import { isSameProcess, startOf } from '../share/process.ts';
import type { SharedEvent, SharedLine, ToldCall } from '../share/protocol.ts';
import { readSession } from '../share/reader.ts';
import { ownedBy } from './owner-file.ts';
import type { Printer } from './printer.ts';
import type { SessionSource, SourceEnd, SourceSink } from './source.ts';

/** What `listen` works with. */
export interface ListenOptions {
  readonly profile: string;
  readonly place: Place;
  readonly printer: Printer;
  /** For standard error. */
  readonly complain: (text: string) => void;
  /** A new one for each time this process owns the session. */
  readonly createSource: () => SessionSource;
  /** Called once this one has joined: what a take-over needs can be loaded meanwhile. */
  readonly prepare: () => void;
  readonly signal: AbortSignal;
}

/** What was told to an owner shortly before it was killed may not have reached everybody (ms). */
const overlapMs = 5_000;
/** Two that meet an owner in the moment of its end (ms). */
const againMs = 20;
/** A program that a killed owner has left, and that does not end when it is asked to (ms). */
const endLimitMs = 1_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends the program of an owner that was killed: it has the session still, and hears for nobody. */
const endChild = async ({ child }: OwnerRecord): Promise<void> => {
  if (child === undefined || child.start === undefined) return;
  const isThere = (): boolean => isSameProcess(child.pid, child.start);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isThere()) return;
    try {
      process.kill(child.pid, signal);
    } catch {
      return;
    }
    const begunMs = Date.now();
    while (isThere() && Date.now() - begunMs < endLimitMs) await pause(againMs);
  }
};

/** What chatter says of the session: does it hear from now on? */
const hearsAfter = (text: string): boolean | undefined => {
  if (text.startsWith('Connected to Zalo')) return true;
  return text.startsWith('Listener closed') ? false : undefined;
};

/** A call as an event. */
const sentEvent = ({ call, ...told }: ToldCall): SharedEvent['event'] => ({ event: 'sent', call, ...told });

class Listening {
  readonly #options: ListenOptions;
  /** Until when this one has heard, epoch ms; undefined before it has. */
  #heardUntilMs: number | undefined;
  #isConnected = false;
  #hub: Hub | undefined;
  #source: SessionSource | undefined;

  constructor(options: ListenOptions) {
    this.#options = options;
  }

  async run(): Promise<SourceEnd> {
    const { profile, place, signal } = this.#options;
    while (!signal.aborted) {
      let socket: string | undefined;
      const elected = await elect({
        place,
        endChild,
        listen: async () => {
          const record = newRecord(newSocket(place));
          this.#hub = this.#createHub(record);
          socket = record.socket;
          await this.#hub.listen(record.socket);
          return record;
        },
      });
      if (elected.role === 'owner') return await this.#own(elected.record);
      if (socket !== undefined) {
        await this.#closeHub();
        await removeSocket(place, socket);
      }
      if (elected.role === 'refused')
        return { exitCode: 1, error: `Error: ${ownedBy(profile, elected.pid)}` };
      const end = await this.#join(elected);
      if (end !== undefined) return end;
    }
    return { exitCode: 0 };
  }

  /** @returns how it ends; undefined: the owner has gone, and there is to be another one */
  async #join({
    socket,
    record,
  }: {
    socket: Parameters<typeof readSession>[0];
    record: OwnerRecord;
  }): Promise<SourceEnd | undefined> {
    const { profile, printer, prepare, signal } = this.#options;
    let [wasWelcome, hears] = [false, false];
    const isAgain = this.#heardUntilMs !== undefined;
    const end = await readSession(socket, record, {
      wantsEvents: printer.wantsEvents,
      seen: isAgain ? printer.recent.lines(Date.now()).map(({ id }) => id) : undefined,
      sinceMs: Math.max(printer.begunMs, (this.#heardUntilMs ?? 0) - overlapMs),
      onWelcome: (isConnected) => {
        wasWelcome = true;
        hears = isConnected;
        printer.begin();
        if (isConnected) printer.line({ type: 'line', text: 'Connected to Zalo websocket.' });
        prepare();
      },
      onFrame: (frame) => {
        if (frame.type === 'event') printer.event(frame.event);
        else {
          if (frame.id === undefined) hears = hearsAfter(frame.text) ?? hears;
          printer.line(frame);
        }
      },
      onLost: (lines) => printer.event({ event: 'lost', lines }),
      find: (ids) => {
        const wanted = new Set(ids);
        return printer.recent.lines(Date.now()).filter(({ id }) => wanted.has(id));
      },
      signal,
    });
    if (hears) this.#heardUntilMs = Date.now();
    if (signal.aborted) return { exitCode: 0 };
    if (end === 'silent') return { exitCode: 1, error: `Error: ${ownedBy(profile, record.pid)}` };
    if (end === 'version') {
      const words = `Another version of zca listens on profile "${profile}" (pid ${record.pid}). Restart it, then try again.`;
      return { exitCode: 1, error: `Error: ${words}` };
    }
    if (!wasWelcome) await pause(againMs);
    return undefined;
  }

  async #own(record: OwnerRecord): Promise<SourceEnd> {
    const { place, createSource, signal } = this.#options;
    const source = createSource();
    this.#source = source;
    try {
      void tidy(place, Date.now()).catch(() => undefined);
      const sinceMs = this.#heardUntilMs === undefined ? undefined : this.#heardUntilMs - overlapMs;
      return await source.run(this.#sink(record), sinceMs, signal);
    } finally {
      // The record first: whoever sees the connection end must not find it.
      await release(place.recordFile, record);
      await this.#closeHub();
      await removeSocket(place, record.socket);
    }
  }

  #sink(record: OwnerRecord): SourceSink {
    const { place, printer, complain } = this.#options;
    return {
      say: (text) => {
        printer.line({ type: 'line', text });
        this.#hub?.publish({ type: 'line', text });
      },
      complain,
      message: ({ id, text, more, atMs = Date.now() }) => this.#tell({ type: 'line', id, text, more, atMs }),
      event: (event) => this.#event(event),
      opened: () => printer.begin(),
      connected: (isConnected) => {
        this.#isConnected = isConnected;
      },
      started: async (pid) => {
        await rewrite(place.recordFile, { ...record, child: { pid, start: startOf(pid) } });
      },
    };
  }

  #tell(line: SharedLine): void {
    if (this.#options.printer.line(line)) this.#hub?.publish(line);
  }

  #event(event: SharedEvent['event']): void {
    this.#options.printer.event(event);
    this.#hub?.publish({ type: 'event', event });
  }

  #createHub({ key }: OwnerRecord): Hub {
    const { recent } = this.#options.printer;
    return new Hub({
      key,
      isConnected: () => this.#isConnected,
      recent: () => recent.lines(Date.now()),
      hasSeen: (id) => recent.has(id),
      onReader: (sinceMs) => this.#source?.joined(sinceMs),
      onTold: (call) => this.#event(sentEvent(call)),
      onHave: (lines) => {
        for (const line of lines) this.#tell(line);
      },
    });
  }

  async #closeHub(): Promise<void> {
    await this.#hub?.close();
    this.#hub = undefined;
  }
}

/** Listens until the signal, or until the session ends for good. @throws the system's error where the folders cannot be used */
export const listen = (options: ListenOptions): Promise<SourceEnd> => new Listening(options).run();
