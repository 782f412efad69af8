// What a line of a message is made of.

/** What a line needs besides the message itself. */
export interface LineContext {
  /** Id of the account that hears it. */
  readonly selfId: string;
  readonly msgId: string;
  /** When it was sent (epoch ms). */
  readonly sentAtMs: number;
  readonly senderName: string;
  /** Folder the pictures would have been saved to. */
  readonly mediaDir: string;
  /** Name of the group, if lines carry it. */
  readonly threadName?: string;
}

/** What depends on the kind of message. */
export interface Body {
  readonly content: string;
  readonly msgType: string;
  readonly media: Readonly<Record<string, unknown>>;
}
