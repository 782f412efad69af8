// Values for tests: a sensible Vietnamese world, of which each test says only what matters to it.

import type { PlannedChange } from '../../src/core/config/change-request.ts';
import type { ConfigView } from '../../src/core/config/config-view.ts';
import type { DirectoryState } from '../../src/core/directory/model.ts';
import type { ListenerState } from '../../src/core/listener/model.ts';
import type { LoginState } from '../../src/core/login/model.ts';
import type { SendTo } from '../../src/core/messages/model.ts';
import type {
  Account,
  GroupRule,
  SessionStatus,
  Setting,
  SettingSource,
} from '../../src/core/model/account.ts';
import type { Finding } from '../../src/core/model/finding.ts';
import type {
  ListeningFault,
  ListeningState,
  ListenOwner,
  ListenProcess,
} from '../../src/core/model/listening.ts';
import type { Message } from '../../src/core/model/message.ts';
import {
  type ApprovedSender,
  type Group,
  type Member,
  type PairingRequest,
  type Peer,
  pairingTtlMs,
  type Self,
} from '../../src/core/model/people.ts';
import type { TaskPlan } from '../../src/core/model/programs.ts';
import {
  accountId,
  groupId,
  messageId,
  pairingCode,
  profileName,
  threadId,
  userId,
} from '../../src/core/shared/ids.ts';
import type { Remote } from '../../src/core/shared/remote.ts';
import {
  type AccountFacts,
  type ConsoleState,
  initialDirectory,
  initialFacts,
  initialState,
} from '../../src/core/state.ts';
import type { CommandRecord } from '../../src/core/system/runner.ts';
import type { CommandRun } from '../../src/core/tasks/run.ts';
import { aRelease } from './releases.ts';

/** Now, in the tests' world: 2026-11-22 21:02:01 in Hà Nội (14:02:01 UTC). */
export const nowMs = Date.UTC(2026, 10, 22, 14, 2, 1);

/** The ids most tests talk about. */
export const shop = accountId('shop');
export const work = accountId('work');
export const anId = userId('4512000000000004821');
export const binhId = userId('4512000000000004822');
export const salesGroupId = groupId('7100000000000000001');

/** What a test may say instead of a whole object; ids and settings as plain values. */
type Loose<T, Keys extends keyof T> = Omit<Partial<T>, Keys> & { [Key in Keys]?: string };

/** A setting with its source; `base` unless said otherwise. */
export const setting = <Value>(
  value: Value,
  source: SettingSource = 'base',
  key = 'dmPolicy',
): Setting<Value> =>
  source === 'built-in' ? { value, source } : { value, source, path: `channels.zalouser.${key}` };

/** What {@link anAccount} takes: settings as bare values. */
export interface AccountParts {
  readonly id?: string;
  readonly profile?: string;
  readonly label?: string;
  readonly enabled?: boolean;
  readonly isDefault?: boolean;
  readonly dmPolicy?: string;
  readonly groupPolicy?: string;
  readonly allowFrom?: readonly string[];
  readonly groups?: Readonly<Record<string, GroupRule>>;
  readonly groupAllowFrom?: readonly string[];
}

/** Account `shop`, profile as its id, dm policy `pairing`, group policy `allowlist` with one group. */
export const anAccount = (parts: AccountParts = {}): Account => {
  const id = parts.id ?? 'shop';
  return {
    id: accountId(id),
    profile: setting(
      profileName(parts.profile ?? id),
      parts.profile === undefined ? 'built-in' : 'account',
      'profile',
    ),
    ...(parts.label === undefined ? {} : { label: parts.label }),
    enabled: setting(parts.enabled ?? true, parts.enabled === undefined ? 'built-in' : 'account', 'enabled'),
    isDefault: parts.isDefault ?? id === 'shop',
    dmPolicy: setting(
      parts.dmPolicy ?? 'pairing',
      parts.dmPolicy === undefined ? 'built-in' : 'account',
      'dmPolicy',
    ),
    groupPolicy: setting(parts.groupPolicy ?? 'allowlist', 'base', 'groupPolicy'),
    allowFrom: setting(parts.allowFrom ?? [], 'base', 'allowFrom'),
    groups: setting(parts.groups ?? { [salesGroupId]: { allow: true } }, 'base', 'groups'),
    groupAllowFrom: setting(parts.groupAllowFrom ?? [], 'built-in', 'groupAllowFrom'),
  };
};

let messageCount = 0;

/** The next message is the first again. */
export const restartMessages = (): void => {
  messageCount = 0;
};

/**
 * A direct message from Nguyễn An to `shop`: "chào shop, còn hàng không?". Every call gives a fresh id and a second
 * later than the one before, starting at {@link nowMs}, unless said otherwise.
 */
export const aMessage = (
  parts: Loose<Message, 'id' | 'accountId' | 'threadId' | 'senderId'> = {},
): Message => {
  messageCount += 1;
  const { id, accountId: account, threadId: thread, senderId, ...rest } = parts;
  const isGroup = rest.isGroup ?? false;
  const sender = userId(senderId ?? anId);
  const sentAtMs = rest.sentAtMs ?? nowMs + messageCount * 1_000;
  return {
    id: messageId(id ?? String(7_700_000_000_000 + messageCount)),
    accountId: accountId(account ?? 'shop'),
    threadId: threadId(thread ?? (isGroup ? salesGroupId : sender)),
    isGroup,
    ...(isGroup ? { threadName: 'Nhóm bán hàng' } : {}),
    senderId: sender,
    senderName: 'Nguyễn An',
    text: 'chào shop, còn hàng không?',
    isBlank: false,
    sentAtMs,
    receivedAtMs: sentAtMs + 200,
    isOwn: false,
    raw: '{"content":"chào shop, còn hàng không?"}',
    ...rest,
  };
};

/** A message without a name, as openzca gives them for direct messages of strangers. */
export const aNamelessMessage = (parts: Parameters<typeof aMessage>[0] = {}): Message => {
  const { senderName: _, ...message } = aMessage(parts);
  return message;
};

/** Nguyễn An asks to pair with `shop`, two minutes before {@link nowMs}, code K7PQ2MXD. */
export const aRequest = (
  parts: Loose<PairingRequest, 'accountId' | 'senderId' | 'code'> = {},
): PairingRequest => {
  const { accountId: account, senderId, code, ...rest } = parts;
  const createdAtMs = rest.createdAtMs ?? nowMs - 120_000;
  return {
    accountId: accountId(account ?? 'shop'),
    senderId: userId(senderId ?? anId),
    code: pairingCode(code ?? 'K7PQ2MXD'),
    name: 'Nguyễn An',
    createdAtMs,
    lastSeenAtMs: createdAtMs,
    expiresAtMs: createdAtMs + pairingTtlMs,
    ...rest,
  };
};

/** A request without a name, as the gateway writes it for direct messages through openzca. */
export const aNamelessRequest = (parts: Parameters<typeof aRequest>[0] = {}): PairingRequest => {
  const { name: _, ...request } = aRequest(parts);
  return request;
};

export const anApproved = (account = 'shop', sender: string = binhId): ApprovedSender => ({
  accountId: accountId(account),
  senderId: userId(sender),
});

/** Friend Trần Thị Bình. */
export const aPeer = (parts: Loose<Peer, 'id'> = {}): Peer => {
  const { id, ...rest } = parts;
  return { id: userId(id ?? binhId), name: 'Trần Thị Bình', isFriend: true, ...rest };
};

/** Group Nhóm bán hàng, 24 members. */
export const aGroup = (parts: Loose<Group, 'id'> = {}): Group => {
  const { id, ...rest } = parts;
  return { id: groupId(id ?? salesGroupId), name: 'Nhóm bán hàng', memberCount: 24, ...rest };
};

export const aMember = (parts: Loose<Member, 'id'> = {}): Member => ({
  name: 'Lê Văn Cường',
  ...parts,
  id: userId(parts.id ?? '4512000000000004823'),
});

export const aSelf = (parts: Loose<Self, 'id'> = {}): Self => ({
  name: 'Cửa hàng Hoa Mai',
  ...parts,
  id: userId(parts.id ?? '4512000000000000001'),
});

export const aFinding = (parts: Partial<Finding> = {}): Finding => ({
  code: 'open-dm-policy',
  severity: 'warning',
  accountId: shop,
  sentence: 'Everybody may write to the agent on shop.',
  fix: 'Set dmPolicy to pairing.',
  ...parts,
});

/** A finished `zca auth status`. */
export const aCommand = (parts: Partial<CommandRecord> = {}): CommandRecord => ({
  id: 1,
  program: 'zca',
  argv: ['--profile', 'shop', 'auth', 'status'],
  startedAtMs: nowMs,
  durationMs: 340,
  outcome: { type: 'exited', code: 0 },
  stderr: '',
  ...parts,
});

/** Restarting the gateway, worked out. */
export const aTaskPlan = (parts: Partial<TaskPlan> = {}): TaskPlan => ({
  task: { type: 'restart-gateway' },
  subject: 'gateway',
  title: 'Restart the gateway',
  command: 'openclaw gateway restart --json',
  program: '/usr/local/bin/openclaw',
  warnings: ['Messages that come in the seconds without a gateway are lost.'],
  isReading: false,
  ...parts,
});

/** A restart of the gateway that began 12 s before {@link nowMs} and runs. */
export const aRun = (parts: Partial<CommandRun> = {}): CommandRun => ({
  id: 1,
  task: { type: 'restart-gateway' },
  subject: 'gateway',
  title: 'Restart the gateway',
  command: 'openclaw gateway restart --json',
  isReading: false,
  startedAtMs: nowMs - 12_000,
  status: 'running',
  lines: [],
  droppedLines: 0,
  ...parts,
});

export const loggedIn = (displayName = 'Cửa hàng Hoa Mai'): SessionStatus => ({
  status: 'logged-in',
  checkedAtMs: nowMs - 60_000,
  displayName,
  userId: '4512000000000000001',
});
export const loggedOut: SessionStatus = { status: 'logged-out', checkedAtMs: nowMs - 60_000 };
export const live: ListenerState = { status: 'live', sinceMs: nowMs - 600_000, pid: 4_242 };

/** Facts of an account that is logged in and listens. */
export const someFacts = (parts: Partial<AccountFacts> = {}): AccountFacts => ({
  ...initialFacts,
  session: loggedIn(),
  self: aSelf(),
  listener: live,
  ...parts,
});

/** A list that was fetched a minute before {@link nowMs}. */
export const fetched = <Item>(
  value: readonly Item[],
  parts: Partial<Remote<readonly Item[]>> = {},
): Remote<readonly Item[]> => ({
  status: 'ready',
  value,
  atMs: nowMs - 60_000,
  ...parts,
});

export const aDirectory = (parts: Partial<DirectoryState> = {}): DirectoryState => ({
  ...initialDirectory,
  ...parts,
});

/** A readable config of 2026.2.26 with account `shop`. */
export const aConfig = (parts: Partial<ConfigView> = {}): ConfigView => ({
  status: 'ready',
  path: '/home/an/.openclaw/openclaw.json',
  stateDir: '/home/an/.openclaw',
  credentialsDir: '/home/an/.openclaw/credentials',
  release: aRelease('b'),
  readAtMs: nowMs - 60_000,
  hasSection: true,
  channelEnabled: true,
  pluginEnabled: true,
  defaultAccountId: shop,
  accounts: [anAccount()],
  findings: [],
  ...parts,
});

/** A code that waits to be scanned for `shop`. */
export const aWaitingLogin = (
  parts: Partial<Extract<LoginState, { status: 'waiting' }>> = {},
): LoginState => ({
  status: 'waiting',
  accountId: shop,
  profile: profileName('shop'),
  startedAtMs: nowMs - 5_000,
  qrText: 'https://example.invalid/qr/0123456789abcdefghijklmnopqrstuvwxyz',
  qrPath: '/run/zalouser-tui/qr.png',
  expiresAtMs: nowMs + 95_000,
  canSeeScan: true,
  ...parts,
});

/** What {@link aState} takes: whole slices, or for the feed and pairing just their lists. */
export interface StateParts extends Partial<Omit<ConsoleState, 'feed' | 'pairing'>> {
  readonly feed?: Partial<ConsoleState['feed']>;
  readonly pairing?: Partial<ConsoleState['pairing']>;
}

/** A console with zca 0.1.58 and a config of one account, `shop`, logged in and listening; nothing heard yet. */
export const aState = (parts: StateParts = {}): ConsoleState => {
  const start = initialState();
  return {
    ...start,
    zca: { status: 'found', path: '/usr/local/bin/zca', version: '0.1.58', by: 'path' },
    openclaw: { status: 'found', path: '/usr/local/bin/openclaw', version: '2026.2.26', by: 'path' },
    config: aConfig(),
    facts: { [shop]: someFacts() },
    ...parts,
    feed: { ...start.feed, ...parts.feed },
    pairing: { ...start.pairing, status: 'ready', atMs: nowMs, ...parts.pairing },
  };
};

/** Nguyễn An, to be written to from `shop`. */
export const toAn: SendTo = { accountId: shop, threadId: threadId(anId), isGroup: false, name: 'Nguyễn An' };

/** The plugin, as the gateway tells of it. */
export const aPlugin = (isEnabled = true) =>
  ({ status: 'ready', value: { isEnabled, version: '2026.2.26' }, atMs: nowMs }) as const;

/** A gateway that answers on its port. */
export const gatewayUp = { status: 'up', port: 18_789, checkedAtMs: nowMs } as const;
/** One that does not. */
export const gatewayDown = { status: 'down', port: 18_789, checkedAtMs: nowMs } as const;
/** A listener that was stopped. */
export const stopped = { status: 'stopped', sinceMs: 0 } as const;

/** What {@link aListening} takes: for each account how many listeners the gateway has, who else listens, and the fault if it has settled. */
export interface ListeningParts extends Partial<ListeningState> {
  readonly byGateway?: number;
  readonly others?: readonly ListenOwner[];
  readonly fault?: ListeningFault;
}

/** Who listens on `shop`: the gateway (pid 30), by processes 60, 61, …; others by 90, 91, … */
export const aListening = ({
  byGateway = 0,
  others = [],
  fault,
  ...parts
}: ListeningParts = {}): ListeningState => {
  const profile = profileName('shop');
  const one = (pid: number, owner: ListenOwner): ListenProcess => ({
    pid,
    profile,
    owner,
    commandLine: 'node /usr/bin/zca --profile shop listen -r -k',
  });
  return {
    status: 'seen',
    scannedAtMs: nowMs,
    gateways: [{ pid: 30, isProven: true }],
    processes: [
      ...Array.from({ length: byGateway }, (_, index) => one(60 + index, { type: 'gateway', pid: 30 })),
      ...others.map((owner, index) => one(90 + index, owner)),
    ],
    anomalies:
      fault === undefined
        ? {}
        : { [profile]: { fault, sinceMs: nowMs, confirmedAtMs: nowMs, isConfirmed: true } },
    ...parts,
  };
};
/** A change of the config under review: one line of the main file, which restarts the channel. */
export const aPlannedChange = (parts: Partial<PlannedChange> = {}): PlannedChange => ({
  summary: 'Direct messages on shop: allowlist',
  file: '/home/an/.openclaw/openclaw.json',
  before: 'a\n',
  after: 'b\n',
  diff: [
    { kind: 'removed', text: 'a', beforeLine: 1 },
    { kind: 'added', text: 'b', afterLine: 1 },
  ],
  reload: 'channel-restarts',
  effect: 'The gateway restarts the channel within a second.',
  consequences: [],
  read: [{ file: '/home/an/.openclaw/openclaw.json', text: 'a\n' }],
  view: aConfig(),
  newFindings: [],
  ...parts,
});
