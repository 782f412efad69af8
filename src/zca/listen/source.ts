// Where the lines of a session come from: Zalo itself, or another zca that ours has been put in front of.
import type { SharedEvent } from '../share/protocol.ts';

/** A message that was heard. */
export interface HeardMessage {
  /** The same for the same message, wherever it comes from; undefined where the program gives none. */
  readonly id: string | undefined;
  /** The contract's line, without its end. */
  readonly text: string;
  /** When it was sent, by this machine's clock (epoch ms), where that is not now. */
  readonly atMs?: number | undefined;
  /** What `--events` adds to it. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** What a source tells as it happens. */
export interface SourceSink {
  /** Chatter between the messages, such as `Connected to Zalo websocket.` */
  readonly say: (text: string) => void;
  /** For standard error. */
  readonly complain: (text: string) => void;
  readonly message: (message: HeardMessage) => void;
  readonly event: (event: SharedEvent['event']) => void;
  /** The session is there; it need not hear yet. */
  readonly opened: () => void;
  readonly connected: (isConnected: boolean) => void;
  /** Its program runs in this process, for whoever has to end it should this one be killed. */
  readonly started: (pid: number) => Promise<void>;
}

/** Why a source has ended. */
export interface SourceEnd {
  readonly exitCode: number;
  /** What is said of it: the whole line. */
  readonly error?: string | undefined;
}

/** One source of a session. */
export interface SessionSource {
  /**
   * Listens until the signal, or until it ends by itself.
   * @param sinceMs where somebody has listened before without a break: what was sent since belongs to the messages (epoch ms)
   */
  readonly run: (sink: SourceSink, sinceMs: number | undefined, signal: AbortSignal) => Promise<SourceEnd>;
  /**
   * Somebody joins who has listened since then (epoch ms): what was sent since belongs to the messages, and a source that has given up tries
   * once more.
   */
  readonly joined: (sinceMs: number) => void;
}
