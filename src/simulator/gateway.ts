// The simulated gateway: inside the console's process, on the console's clock. It hears what the fake listeners print and
// what strangers write, decides by the config on disk as the real one would, and writes pairing requests into the store.
//
// The real gateway hears through the listener it owns. In the simulated world the console owns the listener, so this one
// hears whatever is written, whether or not anybody listens: a stranger gets a code even while the console does not. Only where
// a gateway with a process of its own was asked for (openclaw/gateway-run.ts) it hears through that one's listeners: not at all when there
// is none, and every message as often as there are.

import { spawn } from 'node:child_process';
import { indexNames } from '../core/config/entry-names.ts';
import { readConfig } from '../core/config/read.ts';
import { readConfigView } from '../core/config/view.ts';
import type { Account } from '../core/model/account.ts';
import type { Message } from '../core/model/message.ts';
import type { OpenClawPaths } from '../core/openclaw/paths.ts';
import { capabilitiesOf, lastDrivingZca, releaseOfVersion } from '../core/openclaw/releases.ts';
import { decide } from '../core/policy/decide.ts';
import type { Clock } from '../core/shared/clock.ts';
import { accountId, groupId, messageId, threadId, userId } from '../core/shared/ids.ts';
import type { ControlLine, MessageSpec } from './control.ts';
import { type GatewayMode, noteTraffic, readGateway } from './gateway-files.ts';
import type { RequestWriter } from './openclaw-files.ts';
import { type DemoPerson, demoFriends, demoStrangers, groupsFor, shopSelf } from './people.ts';
import { answersFile, appendLine, control, controlFile, heardFile, isAlive, tail } from './world-files.ts';

// Starts the gateway of a simulated world where the demo asks for one, not the operator, and knows how often a message is heard in it. The
// gateway is the same process that the simulated `openclaw gateway start` starts (openclaw/gateway-run.ts), and each knows the other's.

export interface GatewayHostOptions {
  readonly zcaDir: string;
  /** The simulated `openclaw`, to be run with Node. */
  readonly openclawPath: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface GatewayHost {
  /** Starts the process; a second one is not started. */
  begin(mode: GatewayMode): void;
  /** Does what control lines ask for; all but the start, the gateway does by itself. */
  turn(lines: readonly ControlLine[]): void;
  /** How often a message is heard: once by each listener; undefined while no such process runs. */
  heardTimes(profile: string): number | undefined;
}

/** Makes the host; no process yet. */
export const createGatewayHost = ({ zcaDir, openclawPath, env }: GatewayHostOptions): GatewayHost => {
  let pid: number | undefined;
  /** From its start until it says so itself. */
  const isStarting = (): boolean => pid !== undefined && isAlive(pid);

  const begin = (mode: GatewayMode): void => {
    if (isStarting() || readGateway(zcaDir) !== undefined) return;
    const child = spawn(process.execPath, [openclawPath, 'gateway', 'run', '--listens', mode], {
      env,
      stdio: 'ignore',
    });
    child.on('error', () => undefined);
    pid = child.pid;
  };

  return {
    begin,
    turn: (lines) => {
      for (const line of lines) if (line.type === 'gateway' && line.act === 'start') begin(line.mode ?? 'up');
    },
    heardTimes: (profile) => {
      const gateway = readGateway(zcaDir);
      if (gateway !== undefined) return gateway.listeners[profile]?.length ?? 0;
      return isStarting() ? 0 : undefined;
    },
  };
};

// When the strangers of the simulated world write, and what. Pure data.

/** One stranger's part. Times in milliseconds of the story, from its start. */
interface StrangerPart {
  readonly person: DemoPerson;
  readonly firstMs: number;
  /** Writes again after so long, as long as nobody answers. */
  readonly everyMs: number;
  readonly asks: readonly string[];
  /** What follows once the account's owner has approved. */
  readonly thanks: readonly string[];
  readonly more?: Partial<MessageSpec>;
}

const texts: readonly (readonly [asks: readonly string[], thanks: readonly string[]])[] = [
  [
    ['Chào shop, mình thấy hoa trên Facebook', 'Alo shop ơi, còn mở cửa không?'],
    ['Cảm ơn shop! Cho mình đặt một bó hướng dương', 'Giao về quận 3 giúp mình nhé'],
  ],
  [
    ['Em mua bên Shopee, shop nhắn lại em với ạ', 'Đơn hàng 2211 của em tới đâu rồi ạ?'],
    ['Dạ em nhận được mã rồi, shop kiểm tra đơn giúp em'],
  ],
  [
    ['Anh An đây, số cũ mất rồi, đây là số mới', 'Chuyển giúp anh 2 triệu, chiều anh gửi lại'],
    ['Anh gửi số tài khoản nhé'],
  ],
  [['Cho hỏi giá vòng hoa khai trương', 'Có ai trực không ạ?'], ['Tốt quá, cho tôi 4 vòng']],
  [['Shop ơi 🐰 có ship nhanh không', 'Bé chờ nãy giờ nè'], ['Yeah cảm ơn shop 💐']],
];

const timesMs: readonly (readonly [firstMs: number, everyMs: number])[] = [
  [4_000, 45_000],
  [9_000, 60_000],
  [25_000, 75_000],
  [50_000, 60_000],
  [95_000, 80_000],
];

/** Five strangers. The third bears a friend's name, and his program gives it to the gateway too. */
const strangerParts: readonly StrangerPart[] = demoStrangers.map((person, index) => ({
  person,
  firstMs: timesMs[index]?.[0] ?? 60_000,
  everyMs: timesMs[index]?.[1] ?? 60_000,
  asks: texts[index]?.[0] ?? [],
  thanks: texts[index]?.[1] ?? [],
  ...(index === 2 ? { more: { nameInMetadata: true } } : {}),
}));

/** A stranger beyond the script, for the control line `stranger`. */
const furtherStranger = (number: number): StrangerPart => ({
  person: { id: String(4_598_765_432_900_000_000n + BigInt(number)), displayName: `Khách lạ ${number}` },
  firstMs: 0,
  everyMs: 60_000,
  asks: ['Shop cho em hỏi chút ạ'],
  thanks: ['Em cảm ơn shop'],
});

/** After an approval the stranger writes again soon. */
const thanksAfterMs = 1_500;

export interface GatewayOptions {
  /** Folder of the fake zca's world. */
  readonly zcaDir: string;
  readonly paths: OpenClawPaths;
  readonly desk: RequestWriter;
  readonly clock: Clock;
  /** Every time of the story is divided by this. */
  readonly speed: number;
  /** Do strangers come by themselves? */
  readonly isLively: boolean;
  readonly host: GatewayHost;
}

export interface DemoGateway {
  /** Ends its timers; resolves when a write that was under way is done. Safe to call twice. */
  stop(): Promise<void>;
}

const pollMs = 200;

interface Guest {
  readonly part: StrangerPart;
  nextAtMs: number;
  visits: number;
  isApproved: boolean;
}

type Heard = ControlLine & { readonly type: 'message' };

const names = indexNames(
  demoFriends.map(({ id, displayName }) => ({ id: userId(id), name: displayName, isFriend: true })),
  groupsFor(shopSelf.id).map(({ id, name }) => ({ id: groupId(id), name })),
);

const messageOf = (heard: Heard, account: Account, nowMs: number): Message => ({
  id: messageId(heard.msgId ?? String(nowMs)),
  accountId: account.id,
  threadId: threadId(heard.groupId ?? heard.from),
  isGroup: heard.groupId !== undefined,
  senderId: userId(heard.from),
  text: heard.text ?? '',
  isBlank: heard.kind === undefined && (heard.text ?? '').trim() === '',
  sentAtMs: nowMs,
  receivedAtMs: nowMs,
  isOwn: false,
  raw: '',
});

/** What the gateway writes to somebody who has just got a code (the openclaw contract, section 5). */
const codeText = (id: string, code: string): string =>
  `OpenClaw: access not configured.\n\nYour Zalo user id: ${id}\n\nPairing code: ${code}\n\n` +
  `Ask the bot owner to approve with:\nopenclaw pairing approve zalouser ${code}`;

/** Finds the account whose profile a message came in on, as the config stands now. */
const accountOf = async (profile: string, { paths, clock }: GatewayOptions): Promise<Account | undefined> => {
  const reading = await readConfig({ path: paths.configPath, env: {}, clock });
  const view = readConfigView({
    reading,
    paths,
    release: releaseOfVersion(lastDrivingZca, 'binary'),
    env: {},
    readAtMs: clock.now(),
  });
  return view.channelEnabled ? view.accounts.find((account) => account.profile.value === profile) : undefined;
};

/** A code is sent without an agent (ms of the story). */
const codeAfterMs = 350;
/** How long the agent thinks (ms of the story): never twice the same in a row. */
const thinkMs = (turn: number): number => 900 + ((turn * 1_370) % 3_700);

/** What the agent has no answer to: its model refuses. */
const refusedText = 'Em chuyển khoản rồi nhé';
const agentFailure = '⚠️ Agent failed before reply: 429 rate limit exceeded, try again later';

const agentAnswers: readonly string[] = [
  'Dạ, em là trợ lý của tiệm. Em nghe đây ạ!',
  'Dạ còn ạ, anh chị cần mấy bó?',
  'Dạ shop giao trong ngày, anh chị cho em xin địa chỉ nhé.',
  'Dạ em ghi lại rồi ạ.',
];

/** Tells the listeners of a lively world what was sent, when it was. */
interface Teller {
  tell(sent: ControlLine & { readonly type: 'sent' }, afterMs: number): void;
  /** Nothing is told after that. */
  stop(): void;
}

const createTeller = ({ clock, zcaDir, speed, isLively }: GatewayOptions): Teller => {
  const waiting = new Set<() => void>();
  return {
    tell: (sent, afterMs) => {
      if (!isLively) return;
      const cancel = clock.after(afterMs / speed, () => {
        waiting.delete(cancel);
        appendLine(answersFile(zcaDir), { ...sent, tookMs: Math.round(180 / speed) });
      });
      waiting.add(cancel);
    },
    stop: () => {
      for (const cancel of waiting) cancel();
    },
  };
};

/** Decides on one message and does what follows. The agent's answers to the feed are not kept: it never ends. */
const hear = async (
  heard: Heard,
  options: GatewayOptions,
  { teller, turn, isFromFeed }: { teller: Teller; turn: number; isFromFeed: boolean },
  signal: AbortSignal,
): Promise<void> => {
  const { desk, clock, zcaDir } = options;
  const profile = heard.profile ?? 'default';
  const times = options.host.heardTimes(profile) ?? 1;
  const account = times === 0 ? undefined : await accountOf(profile, options);
  if (account === undefined) return;
  noteTraffic(zcaDir, profile, 'inbound');
  const nowMs = clock.now();
  const approved = await desk.approved(account.id);
  const { kind } = decide(messageOf(heard, account, nowMs), account, {
    can: capabilitiesOf(lastDrivingZca),
    approved,
    names,
  });
  const answer = (text: string, afterMs: number): void => {
    const isGroup = heard.groupId !== undefined;
    const threadId = heard.groupId ?? heard.from;
    const sent = { type: 'sent', profile, by: 'gateway', kind: 'send', threadId, isGroup, text } as const;
    for (let time = 0; time < times; time += 1) {
      if (!isFromFeed && !isGroup) control(zcaDir, sent);
      teller.tell(sent, afterMs);
    }
  };
  if (kind === 'reply') {
    noteTraffic(zcaDir, profile, 'outbound');
    const isRefused = heard.text?.startsWith(refusedText) === true;
    answer(isRefused ? agentFailure : (agentAnswers[turn % agentAnswers.length] ?? ''), thinkMs(turn));
  }
  if (kind !== 'pairing') return;
  const name = heard.nameInMetadata === true ? heard.name : undefined;
  const guest = {
    accountId: account.id,
    senderId: heard.from,
    nowMs,
    name,
  };
  const entered = await desk.enter(guest, signal);
  if (entered.type === 'created') answer(codeText(heard.from, entered.code), codeAfterMs);
};

const visit = (guest: Guest, { zcaDir, clock, speed }: GatewayOptions): void => {
  const { part } = guest;
  const lines = guest.isApproved ? part.thanks : part.asks;
  const text = lines[guest.visits % lines.length] ?? '';
  control(zcaDir, {
    type: 'message',
    profile: 'default',
    ...part.more,
    from: part.person.id,
    name: part.person.displayName,
    text,
  });
  guest.visits += 1;
  guest.nextAtMs = clock.now() + part.everyMs / speed;
};

const noticeApprovals = async (
  guests: readonly Guest[],
  { desk, clock, speed }: GatewayOptions,
): Promise<void> => {
  const approved = await desk.approved(accountId('default'));
  for (const guest of guests) {
    const isApproved = approved.has(guest.part.person.id);
    if (isApproved && !guest.isApproved) {
      guest.nextAtMs = Math.min(guest.nextAtMs, clock.now() + thanksAfterMs / speed);
      guest.visits = 0;
    }
    guest.isApproved = isApproved;
  }
};

/** A control line `stranger`: the next one who has not come yet writes now. */
const bring = (guests: Guest[], { clock }: GatewayOptions): void => {
  const next = guests.find(
    (guest) => guest.visits === 0 && !guest.isApproved && guest.nextAtMs > clock.now(),
  );
  if (next !== undefined) next.nextAtMs = clock.now();
  else
    guests.push({
      part: furtherStranger(guests.length + 1),
      nextAtMs: clock.now(),
      visits: 0,
      isApproved: false,
    });
};

const isMessage = (line: ControlLine): line is Heard => line.type === 'message';

export const startGateway = (options: GatewayOptions): DemoGateway => {
  const { clock, zcaDir, speed, isLively } = options;
  const startMs = clock.now();
  // Without a script nobody comes by himself, but the control line `stranger` still finds the same people.
  const firstAtMs = (part: StrangerPart): number =>
    isLively ? startMs + part.firstMs / speed : Number.POSITIVE_INFINITY;
  const guests: Guest[] = strangerParts.map((part) => ({
    part,
    nextAtMs: firstAtMs(part),
    visits: 0,
    isApproved: false,
  }));
  const written = tail(controlFile(zcaDir));
  const feed = tail(heardFile(zcaDir));
  const ending = new AbortController();
  const teller = createTeller(options);
  let turns = 0;
  const hearOf = async (line: Heard, isFromFeed: boolean): Promise<void> => {
    turns += 1;
    await hear(line, options, { teller, turn: turns, isFromFeed }, ending.signal);
  };
  let isStopped = false;
  let cancel = (): void => undefined;
  const turn = async (): Promise<void> => {
    await noticeApprovals(guests, options);
    for (const guest of guests.filter(({ nextAtMs }) => nextAtMs <= clock.now())) visit(guest, options);
    const lines = written.read();
    options.host.turn(lines);
    for (const line of lines) {
      if (line.type === 'stranger') bring(guests, options);
      else if (isMessage(line)) await hearOf(line, false);
    }
    for (const line of feed.read()) if (isMessage(line)) await hearOf(line, true);
  };
  const loop = async (): Promise<void> => {
    // The folder may be removed under us at the very end; there is nobody to tell.
    await turn().catch(() => undefined);
    if (isStopped) return;
    cancel = clock.after(pollMs, () => {
      running = loop();
    });
  };
  let running = loop();
  return {
    stop: async () => {
      isStopped = true;
      cancel();
      teller.stop();
      // A turn may be waiting for a lock that somebody else holds for half a minute; nobody quits that slowly.
      ending.abort();
      await running;
    },
  };
};
