// What the console knows before anything has happened.
import type { DirectoryState } from './directory/model.ts';
import type { ListeningState } from './model/listening.ts';
import { unseenRelease } from './openclaw/releases.ts';
import { defaultAccountId } from './shared/ids.ts';
import type { Remote } from './shared/remote.ts';
import type { AccountFacts, ConsoleState } from './state.ts';

/** Messages the feed keeps if nothing else is asked for. */
export const defaultFeedCapacity = 20_000;

/** A list nothing was fetched for yet. */
export const idleList: Remote<readonly never[]> = { status: 'idle', value: [] };

/** Facts of an account nothing was heard of yet. One shared value, so that selectors return the same reference. */
export const initialFacts: AccountFacts = {
  session: { status: 'unknown' },
  listener: { status: 'stopped', sinceMs: 0 },
  counts: { messages: 0, unknownLines: 0, recycles: 0, restarts: 0 },
};

/** Directory of an account nothing was fetched for yet. One shared value, as {@link initialFacts}. */
export const initialDirectory: DirectoryState = { peers: idleList, groups: idleList, members: {} };

/** Nobody has looked yet. */
export const unseenListening: ListeningState = {
  status: 'unseen',
  gateways: [],
  processes: [],
  anomalies: {},
};

/**
 * The state before the first event.
 * @param feedCapacity messages the feed keeps; values below 1 count as 1
 */
export const initialState = (feedCapacity: number = defaultFeedCapacity): ConsoleState => ({
  zca: { status: 'unknown' },
  openclaw: { status: 'unknown' },
  gateway: { status: 'unknown' },
  gatewayWord: undefined,
  gatewayReport: { status: 'unasked', isAsking: false, accounts: {} },
  plugin: { status: 'idle', value: undefined },
  configCheck: { status: 'idle', value: undefined },
  housekeeping: { openFiles: [], sessions: [] },
  listening: unseenListening,
  config: {
    status: 'unread',
    path: '',
    stateDir: '',
    credentialsDir: '',
    release: unseenRelease,
    hasSection: false,
    channelEnabled: false,
    defaultAccountId,
    accounts: [],
    findings: [],
  },
  candidates: {},
  facts: {},
  feed: { messages: [], capacity: Math.max(1, Math.floor(feedCapacity)), dropped: 0, lastMessageAtMs: {} },
  hasUnseenGateway: false,
  notListening: {},
  policyChanges: [],
  login: { status: 'idle' },
  pairing: { status: 'unread', requests: [], approved: [], work: {}, names: {}, heard: {}, decisions: [] },
  directory: {},
  sends: {},
  commandLog: [],
  runs: [],
  lastWrite: undefined,
});
