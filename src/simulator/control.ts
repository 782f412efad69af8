// The control file of a simulated world: `control.ndjson` in its folder. The world is `world.json` plus everything that was
// appended here since, so a line makes something happen at once, in whatever process it concerns:
//
//   {"type":"message","from":"459…","name":"Khách","text":"chào shop"}      the running listener prints it; the gateway hears it
//   {"type":"message","groupId":"821…","from":"451…","text":"cả nhà ơi"}
//   {"type":"burst","count":300}                                            many messages at once
//   {"type":"stranger"}                                                     the next stranger writes now
//   {"type":"kick","code":3000}                                             1000 3000 reconnect, 1006 silently, others leave it deaf
//   {"type":"recycle"}  {"type":"exit","code":0}  {"type":"crash"}          the listener ends: 75, the code, 1 with a stack
//   {"type":"deaf"}                                                         it goes on but hears nothing
//   {"type":"print","stdout":"half a li"} / {"stdoutBase64":…} / {"stderr":…}   raw bytes from the listener
//   {"type":"feed","running":false}                                         the lively feed pauses
//   {"type":"session","profile":"work","session":"revoked"}                 none, active, revoked
//   {"type":"switch","name":"offline","value":true}                         see world.ts
//   {"type":"plugin","installed":false}                                     OpenClaw has the channel's plugin, or not
//   {"type":"gateway","act":"start","mode":"deaf"}                          up, deaf or doubled: a gateway of its own process listens
//   {"type":"gateway","act":"restart"}  {"type":"gateway","act":"stop"}
//   {"type":"double","profile":"work"}                                      the gateway listens once more
//   {"type":"phone","act":"scan"}                                           scan, confirm, decline, expire (with the switch manualPhone)
//
// `profile` picks one account where it is given; without it a line concerns every listener. Lines that are not understood
// are ignored. This is what end-to-end tests use (`control()` in world-files.ts). Pure.

export type DemoSession = 'none' | 'active' | 'revoked';

export interface MessageSpec {
  /** Id of the sender. */
  readonly from: string;
  /** Display name; default: the name the world knows. */
  readonly name?: string;
  /** Absent = direct. */
  readonly groupId?: string;
  readonly kind?:
    | 'text'
    | 'photo'
    | 'link'
    | 'file'
    | 'sticker'
    /** These as real accounts get them: one thing with several addresses. */
    | 'picture'
    | 'video'
    | 'voice'
    | 'document'
    | 'contact'
    /** These have no text, or a title only. */
    | 'location'
    | 'poll'
    | 'reminder'
    | 'bank-card'
    | 'recalled'
    | 'call'
    | 'unprintable'
    /** A type nobody has heard of. */
    | 'new-kind';
  /** Text, caption, title or file name. */
  readonly text?: string;
  /** `isPicture`: the quoted message is a picture, and zca adds lines about it. */
  readonly quote?: {
    readonly ownerId: string;
    readonly name: string;
    readonly text: string;
    readonly isPicture?: boolean;
  };
  readonly mentions?: readonly { readonly uid: string; readonly pos: number; readonly len: number }[];
  /** Puts the sender's name into `metadata.senderName` of a direct message, which openzca does not do. */
  readonly nameInMetadata?: boolean;
  /** Fixed id, for duplicates. */
  readonly msgId?: string;
  /** Sent so many milliseconds ago (for messages out of order). */
  readonly ageMs?: number;
}

export type ControlLine =
  | ({ readonly type: 'message'; readonly profile?: string } & MessageSpec)
  | { readonly type: 'burst'; readonly profile?: string; readonly count: number; readonly text?: string }
  | { readonly type: 'stranger'; readonly profile?: string }
  /** `isListed` false: the server has the code not on its list of those after which zca connects again. Default: as recorded. */
  | { readonly type: 'kick'; readonly profile?: string; readonly code: number; readonly isListed?: boolean }
  | { readonly type: 'recycle' | 'crash' | 'deaf'; readonly profile?: string }
  | { readonly type: 'exit'; readonly profile?: string; readonly code: number }
  | {
      readonly type: 'print';
      readonly profile?: string;
      readonly stdout?: string;
      readonly stdoutBase64?: string;
      readonly stderr?: string;
    }
  | { readonly type: 'feed'; readonly profile?: string; readonly running: boolean }
  | { readonly type: 'session'; readonly profile: string; readonly session: DemoSession }
  | { readonly type: 'switch'; readonly name: string; readonly value: unknown }
  | { readonly type: 'plugin'; readonly installed: boolean }
  | {
      readonly type: 'gateway';
      readonly act: 'start' | 'restart' | 'stop';
      /** With `start`; default `up`. */
      readonly mode?: 'up' | 'deaf' | 'doubled';
    }
  | { readonly type: 'double'; readonly profile: string }
  | {
      readonly type: 'phone';
      readonly profile?: string;
      readonly act: 'scan' | 'confirm' | 'decline' | 'expire';
    }
  | {
      readonly type: 'sent';
      readonly profile: string;
      /** Who sent it: a call of `zca msg`, or the simulated gateway. */
      readonly by: 'zca' | 'gateway';
      readonly kind: string;
      readonly threadId: string;
      readonly isGroup: boolean;
      readonly text?: string;
      readonly url?: string;
      /** How long it took until it was sent (ms). */
      readonly tookMs?: number;
      /** Why it could not be sent, in the words of zca. */
      readonly error?: string;
    };

const required: Readonly<
  Record<ControlLine['type'], Readonly<Record<string, 'string' | 'number' | 'boolean'>>>
> = {
  message: { from: 'string' },
  burst: { count: 'number' },
  stranger: {},
  kick: { code: 'number' },
  recycle: {},
  crash: {},
  deaf: {},
  exit: { code: 'number' },
  print: {},
  feed: { running: 'boolean' },
  session: { profile: 'string', session: 'string' },
  switch: { name: 'string' },
  plugin: { installed: 'boolean' },
  gateway: { act: 'string' },
  double: { profile: 'string' },
  phone: { act: 'string' },
  sent: { profile: 'string', threadId: 'string', kind: 'string' },
};

const isControlLine = (value: unknown): value is ControlLine => {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const fields =
    typeof value.type === 'string' && Object.hasOwn(required, value.type)
      ? required[value.type as ControlLine['type']]
      : undefined;
  if (fields === undefined) return false;
  return Object.entries(fields).every(([name, type]) => typeof Reflect.get(value, name) === type);
};

/** The control line a text line is, or undefined. Never throws. */
export const parseControlLine = (text: string): ControlLine | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isControlLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Every complete, understood line of a control file's text. */
export const parseControl = (text: string): readonly ControlLine[] =>
  text
    .split('\n')
    .map(parseControlLine)
    .filter((line) => line !== undefined);

/** Does a line concern the listener (or the phone) of this profile? */
export const concerns = (line: ControlLine, profile: string): boolean =>
  !('profile' in line) || line.profile === undefined || line.profile === profile;
