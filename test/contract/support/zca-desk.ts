// What the fake zca says, decided in the test's own process: every call of the gateway arrives here, every message leaves from here.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { until } from './until.ts';

/** One message the gateway sent. */
export interface SentMessage {
  readonly profile: string;
  readonly threadId: string;
  readonly text: string;
  readonly isGroup: boolean;
}

/** What every profile's lists hold, as zca prints them. */
export interface DeskWorld {
  readonly friends: readonly Readonly<Record<string, unknown>>[];
  readonly groups: readonly Readonly<Record<string, unknown>>[];
}

/** The other end of every `zca` the gateway runs. */
export interface ZcaDesk {
  /** Where the fake program finds the desk, on loopback. */
  readonly port: string;
  /** Every argv so far, in order. */
  readonly calls: readonly (readonly string[])[];
  readonly sent: readonly SentMessage[];
  /** Live `listen` children of a profile. */
  listeners(profile: string): number;
  /** Makes the listeners of a profile print a line; waits until there is one. */
  deliver(profile: string, line: string): Promise<void>;
  /** Resolves once a message to the thread has been sent that is not among the first `after` ones. */
  replyTo(threadId: string, after?: number): Promise<SentMessage>;
  close(): Promise<void>;
}

/** How long the gateway may take for one thing. */
const deadlineMs = 60_000;

const profileOf = (argv: readonly string[]): string => (argv[0] === '--profile' ? (argv[1] ?? '') : '');
const wordsOf = (argv: readonly string[]): readonly string[] =>
  argv[0] === '--profile' ? argv.slice(2) : argv;

class Desk implements ZcaDesk {
  readonly calls: (readonly string[])[] = [];
  readonly sent: SentMessage[] = [];
  readonly #world: DeskWorld;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #listening = new Map<string, Set<Socket>>();

  constructor(world: DeskWorld) {
    this.#world = world;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      const isGone = (): void => void socket.destroy();
      socket.on('close', () => this.#sockets.delete(socket)).on('error', isGone);
      const lines = createInterface({ input: socket });
      // A killed program resets its connection; readline tells that a second time.
      lines.on('error', isGone);
      lines.once('line', (line) => {
        const { argv } = JSON.parse(line) as { readonly argv: readonly string[] };
        this.calls.push(argv);
        this.#answer(argv, socket);
      });
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  listeners(profile: string): number {
    return this.#listening.get(profile)?.size ?? 0;
  }

  async deliver(profile: string, line: string): Promise<void> {
    await until(`a listener of ${profile}`, () => this.listeners(profile) > 0, deadlineMs);
    for (const socket of this.#listening.get(profile) ?? [])
      socket.write(`${JSON.stringify({ out: `${line}\n` })}\n`);
  }

  async replyTo(threadId: string, after = 0): Promise<SentMessage> {
    const found = (): SentMessage | undefined =>
      this.sent.slice(after).find((message) => message.threadId === threadId);
    await until(`a message to ${threadId}`, () => found() !== undefined, deadlineMs);
    return found() as SentMessage;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(argv: readonly string[], socket: Socket): void {
    const [profile, words] = [profileOf(argv), wordsOf(argv)];
    if (words[0] === 'listen') {
      this.#listen(profile, socket);
      return;
    }
    if (words[0] === 'msg') {
      const [, , threadId = '', text = ''] = words;
      this.sent.push({ profile, threadId, text, isGroup: words.includes('-g') });
    }
    socket.write(`${JSON.stringify({ out: this.#output(words.slice(0, 2).join(' '), profile), exit: 0 })}\n`);
  }

  #listen(profile: string, socket: Socket): void {
    const sockets = this.#listening.get(profile) ?? new Set();
    this.#listening.set(profile, sockets.add(socket));
    socket.on('close', () => sockets.delete(socket));
  }

  #output(command: string, profile: string): string {
    if (command === '--version') return '0.1.58\n';
    if (command === 'me info') return JSON.stringify({ userId: '1', displayName: `Bot ${profile}` });
    if (command === 'friend list') return JSON.stringify(this.#world.friends);
    if (command === 'group list') return JSON.stringify(this.#world.groups);
    return command === 'msg send'
      ? '{ message: { msgId: 6000000000001 }, attachment: [] }\n'
      : `${profile} is logged in\n`;
  }
}

/** Opens the desk on a loopback port. */
export const openZcaDesk = async (world: DeskWorld): Promise<ZcaDesk> => new Desk(world).open();
