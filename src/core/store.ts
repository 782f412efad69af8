import { createStore } from 'zustand/vanilla';
import { changeFacts, checkSession, considerAccount, loginAfter } from './accounts/state.ts';
import type { ConsoleStore } from './console.ts';
import { changeDirectory } from './directory/state.ts';
import type { ConsoleEvent, Dispatch } from './events.ts';
import { addAnswer, noteWork, watchAnswers } from './feed/outcome.ts';
import { changesAfter } from './feed/policy-changes.ts';
import { clearFeed, holdMessage, receiveMessages } from './feed/state.ts';
import { notListeningAfter } from './gateway/state-not-listening.ts';
import { changeSends } from './messages/state.ts';
import {
  changeWork,
  failPairing,
  hearSenders,
  readPairing,
  recordDecision,
  recordDelivery,
} from './pairing/state.ts';
import { changeRemote } from './shared/remote.ts';
import { type ConsoleState, initialState } from './state.ts';
import { changeRuns, recordCommand } from './tasks/state.ts';

// State is a fold of past-tense events. Pure: no clock, no IO; an event that changes nothing returns the same state.

export const reduce = (state: ConsoleState, event: ConsoleEvent): ConsoleState => {
  const change = changeFor(state, event);
  const keys = Object.keys(change) as (keyof ConsoleState)[];
  if (keys.every((key) => change[key] === state[key])) return state;
  const next = { ...state, ...change };
  const policyChanges = changesAfter(state, next, event);
  const notListening = notListeningAfter(state, next, event);
  return policyChanges === state.policyChanges && notListening === state.notListening
    ? next
    : { ...next, policyChanges, notListening };
};

const checkWrite = (
  lastWrite: ConsoleState['lastWrite'],
  isOvertaken: boolean,
): ConsoleState['lastWrite'] => {
  if (lastWrite === undefined || (lastWrite.isOvertaken === true) === isOvertaken) return lastWrite;
  const { file, summary } = lastWrite;
  return { file, summary, ...(isOvertaken ? { isOvertaken } : {}) };
};

/** Where nobody answers now, another one will. */
const wordAfter = (
  word: ConsoleState['gatewayWord'],
  gateway: ConsoleState['gateway'],
): ConsoleState['gatewayWord'] => (gateway.status === 'up' && gateway.port === word?.port ? word : undefined);

/** So many of the last lines of the gateway's log are kept. */
const maxReasons = 2_000;

const changeFor = (state: ConsoleState, event: ConsoleEvent): Partial<ConsoleState> => {
  switch (event.type) {
    case 'zca/located':
      return { zca: event.zca };
    case 'openclaw/located':
      return { openclaw: event.openclaw };
    case 'gateway/checked':
      return { gateway: event.gateway, gatewayWord: wordAfter(state.gatewayWord, event.gateway) };
    case 'gateway/spoke':
      return { gatewayWord: event.word };
    case 'connection/changed':
      return { connection: event.connection };
    case 'gateway-report/changed':
      return { gatewayReport: changeRemote(state.gatewayReport, event.change) };
    case 'plugin/changed':
      return { plugin: changeRemote(state.plugin, event.change) };
    case 'file-permissions/checked': {
      const { type: _, ...found } = event;
      return { filePermissions: found };
    }
    case 'config-check/changed':
      return { configCheck: changeRemote(state.configCheck, event.change) };
    case 'config-force/changed':
      return { configForce: event.force };
    case 'run/started':
    case 'run/printed':
    case 'run/changed':
      return { runs: changeRuns(state.runs, event) };
    case 'config/read':
      return { config: event.config };
    case 'config/written':
      return { lastWrite: { file: event.file, summary: event.summary } };
    case 'config/undone':
      return { lastWrite: event.before };
    case 'config/write-checked':
      return { lastWrite: checkWrite(state.lastWrite, event.isOvertaken) };
    case 'account/considered':
      return considerAccount(state, event.accountId, event.profile);
    case 'session/checked':
      return {
        facts: changeFacts(state.facts, event.accountId, (facts) => checkSession(facts, event.session)),
        login: loginAfter(state.login, event),
      };
    case 'self/read':
      return {
        facts: changeFacts(state.facts, event.accountId, (facts) => ({ ...facts, self: event.self })),
      };
    case 'listener/changed':
      return {
        facts: changeFacts(state.facts, event.accountId, (facts) => ({ ...facts, listener: event.listener })),
      };
    case 'listener/counted':
      return {
        facts: changeFacts(state.facts, event.accountId, (facts) => ({ ...facts, counts: event.counts })),
      };
    case 'listening/looked':
      return { listening: event.listening };
    case 'message/received':
      return {
        feed: receiveMessages(state.feed, event.messages),
        pairing: hearSenders(state.pairing, event.messages),
      };
    case 'answer/sent':
      return { answers: addAnswer(state.answers, event.answer, state.feed.messages) };
    case 'agent/worked':
      return { answers: noteWork(state.answers, event) };
    case 'answers/watched':
      return { answers: watchAnswers(state.answers, event.accountId, event.sinceMs) };
    case 'gateway-log/read':
      return { gatewayLog: [...(state.gatewayLog ?? []), ...event.reasons].slice(-maxReasons) };
    case 'tap/changed':
      return { tap: event.tap };
    case 'feed/cleared':
      return { feed: clearFeed(state.feed) };
    case 'feed/held':
      return { feed: holdMessage(state.feed, event.message) };
    case 'login/changed':
      return { login: event.login };
    case 'pairing/read':
      return { pairing: readPairing(state.pairing, event) };
    case 'pairing/failed':
      return { pairing: failPairing(state.pairing, event.error, event.retryAtMs) };
    case 'pairing/work-changed':
      return { pairing: changeWork(state.pairing, event.key, event.work) };
    case 'pairing/decided':
      return { pairing: recordDecision(state.pairing, event.decision) };
    case 'pairing/delivery-changed':
      return { pairing: recordDelivery(state.pairing, event.id, event.delivery) };
    case 'send/changed':
      return { sends: changeSends(state.sends, event) };
    case 'command/changed':
      return { commandLog: recordCommand(state.commandLog, event.record) };
    case 'peers/changed':
    case 'groups/changed':
    case 'members/changed':
    case 'search/changed':
    case 'search/cleared':
    case 'directory/way-changed':
    case 'directory/self-changed':
      return { directory: changeDirectory(state.directory, event) };
  }
};

/** A store with its only way in: events. */
export interface EventStore {
  readonly store: ConsoleStore;
  readonly dispatch: Dispatch;
}

/** A store in the state before the first event; subscribers hear of an event only if it changed something. */
export const createEventStore = ({
  feedCapacity,
  ...about
}: {
  readonly feedCapacity?: number;
} & Partial<Pick<ConsoleState, 'elsewhere' | 'hasUnseenGateway' | 'isReadOnly'>> = {}): EventStore => {
  const store = createStore<ConsoleState>(() => ({ ...initialState(feedCapacity), ...about }));
  return { store, dispatch: (event) => store.setState((state) => reduce(state, event), true) };
};
