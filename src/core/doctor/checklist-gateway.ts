// The lines of the checklist about the gateway, and about who hears messages.

import { accountRows } from '../accounts/select.ts';
import { sessionAnswers } from '../accounts/select-answers.ts';
import { findings } from '../findings.ts';
import { gatewayPid, isGatewayHidden } from '../gateway/select-listening.ts';
import type { Finding } from '../model/finding.ts';
import { youngGatewayMs } from '../model/listening.ts';
import type { ConsoleState } from '../state.ts';
import type { Row } from './checklist-row.ts';
import { checklistSentences as words } from './words-checklist.ts';

/** Just started: it answers in a moment. */
const isYoung = ({ listening: { gateways, lookedAtMs } }: ConsoleState, pid: number | undefined): boolean => {
  const startedAtMs = gateways.find((one) => one.pid === pid)?.startedAtMs;
  return startedAtMs !== undefined && lookedAtMs !== undefined && lookedAtMs - startedAtMs < youngGatewayMs;
};

/** A gateway whose process is seen, and that nobody reaches: it is starting, or was told another port. */
const hiddenGatewayRow = (core: ConsoleState): Row | undefined => {
  const { gateway, openclaw } = core;
  if (gateway.status !== 'down' || !isGatewayHidden(core)) return undefined;
  const pid = gatewayPid(core);
  if (isYoung(core, pid)) return { state: 'not-yet', sentence: words.gatewayStarting(pid, gateway.port) };
  return {
    state: 'needs-you',
    sentence: words.gatewayHidden(pid, gateway.port),
    cure: words.gatewayHiddenCure,
    ...(openclaw.status === 'found' ? { remedy: { action: 'gateway-status' } as const } : {}),
  };
};

/** Without the program nothing can be done about it from here. */
export const gatewayRow = (core: ConsoleState): Row => {
  const { gateway, openclaw } = core;
  const hasProgram = openclaw.status === 'found';
  if (gateway.status === 'up') {
    const problem = findings(core).find(({ code }) => code === 'gateway-silent');
    if (problem !== undefined)
      return {
        state: 'needs-you',
        sentence: problem.sentence,
        ...(problem.cure === undefined ? {} : { cure: problem.cure }),
        ...(hasProgram ? { remedy: { action: 'gateway-status' } as const } : {}),
      };
    return {
      state: 'done',
      sentence: words.gatewayUp,
      ...(hasProgram ? { remedy: { action: 'see-gateway' } as const } : {}),
    };
  }
  const hidden = hiddenGatewayRow(core);
  if (hidden !== undefined) return hidden;
  const isDown = gateway.status === 'down';
  const row: Row = { state: isDown ? 'needs-you' : 'not-yet', sentence: isDown ? words.gatewayDown : words.gatewayUnknown };
  if (!hasProgram) return openclaw.status === 'missing' ? { ...row, cure: words.gatewayCure } : row;
  return { ...row, remedy: { action: 'start-gateway' } };
};

/** A gateway that is deaf or doubled; of several accounts the first. */
export const gatewayFault = (core: ConsoleState): Finding | undefined =>
  findings(core).find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');

/** What the gateway is seen to do. It comes first: it is the gateway that answers. */
const heardRow = (core: ConsoleState): Row | undefined => {
  const fault = gatewayFault(core);
  if (fault !== undefined) {
    const cure = fault.cure === undefined ? {} : { cure: fault.cure };
    return {
      state: 'needs-you',
      sentence: fault.sentence,
      ...cure,
      remedy: { action: 'see-account' },
    };
  }
  const heard = accountRows(core).filter(({ listening }) => listening.status === 'heard');
  return heard.length === 0 ? undefined : { state: 'done', sentence: words.gatewayListens(heard.map(({ id }) => id)) };
};

/** Nobody could look at its processes, or it has none to look at: then a gateway that runs is believed to listen. */
const isGatewayBelieved = ({ gateway, listening, config }: ConsoleState): boolean =>
  gateway.status === 'up' && (listening.status !== 'seen' || !config.release.capabilities.drivesZca);

/** Messages are heard by whoever has the listener: this console, or the gateway. */
export const listenerRow = (core: ConsoleState): Row => {
  const ofGateway = heardRow(core);
  if (ofGateway !== undefined) return ofGateway;
  const states = Object.values(core.facts).map(({ listener }) => listener);
  if (states.some(({ status }) => status === 'live')) return { state: 'done', sentence: words.listening };
  const isGatewayUp = core.gateway.status === 'up';
  const blocked = states.find(
    (listener) =>
      listener.status === 'blocked' && !(isGatewayUp && listener.error.code === 'listener-owned' && listener.orphanPid === undefined),
  );
  if (blocked?.status === 'blocked') {
    const { sentence, hint } = blocked.error;
    const cure = hint === undefined ? {} : { cure: hint };
    return { state: 'needs-you', sentence, ...cure, remedy: { action: 'see-listener' } };
  }
  if (isGatewayBelieved(core) && sessionAnswers(core).some(({ status }) => status === 'in'))
    return { state: 'done', sentence: words.gatewayListens([]) };
  return { state: 'not-yet', sentence: words.notListening, remedy: { action: 'start-listener' } };
};
