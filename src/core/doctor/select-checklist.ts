// First run and doctor: what is needed before messages flow, one line each, with what fixes it.

import { accountRows } from '../accounts/select.ts';
import { type SessionAnswer, sessionAnswers } from '../accounts/select-condition.ts';
import { findings } from '../findings.ts';
import { gatewayPid, isGatewayHidden } from '../gateway/select-listening.ts';
import type { Finding } from '../model/finding.ts';
import { gatewayWarmUpMs } from '../model/listening.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { Hint, Remedy } from '../shared/remedy.ts';
import type { ConsoleState } from '../state.ts';
import { checklistSentences as words } from './words.ts';

// A line of the checklist, as data.

export type ChecklistRemedy = Remedy<
  | 'ask-again'
  | 'install-zca'
  | 'give-gateway-zca'
  | 'install-plugin'
  | 'enable-plugin'
  | 'switch-on'
  | 'create-config'
  | 'see-findings'
  | 'log-in'
  | 'start-gateway'
  | 'see-gateway'
  | 'gateway-status'
  | 'see-account'
  | 'see-listener'
  | 'start-listener'
>;

/** The lines, in the order in which things must be done. */
export const checklistIds = [
  'zca',
  'openclaw',
  'plugin',
  'config',
  'channel',
  'login',
  'gateway',
  'listener',
] as const;

export interface ChecklistRow {
  readonly id: (typeof checklistIds)[number];
  /** `not-yet`: nobody knows, or it is not needed; nothing to be done about it now. */
  readonly state: 'done' | 'needs-you' | 'not-yet';
  readonly sentence: string;
  /** What to do, beside what the remedy does. */
  readonly fix?: Hint;
  readonly remedy?: ChecklistRemedy;
  /** The own words of a program that failed. */
  readonly detail?: string;
}

type Row = Omit<ChecklistRow, 'id'>;

// The lines of the checklist about the gateway, and about who hears messages.

/** Just started: it answers in a moment. */
const isWarmingUp = (
  { listening: { gateways, scannedAtMs } }: ConsoleState,
  pid: number | undefined,
): boolean => {
  const startedAtMs = gateways.find((one) => one.pid === pid)?.startedAtMs;
  return (
    startedAtMs !== undefined && scannedAtMs !== undefined && scannedAtMs - startedAtMs < gatewayWarmUpMs
  );
};

/** A gateway whose process is seen, and that nobody reaches: it is starting, or was told another port. */
const hiddenGatewayRow = (core: ConsoleState): Row | undefined => {
  const { gateway, openclaw } = core;
  if (gateway.status !== 'down' || !isGatewayHidden(core)) return undefined;
  const pid = gatewayPid(core);
  if (isWarmingUp(core, pid)) return { state: 'not-yet', sentence: words.gatewayStarting(pid, gateway.port) };
  return {
    state: 'needs-you',
    sentence: words.gatewayHidden(pid, gateway.port),
    fix: words.gatewayHiddenFix,
    ...(openclaw.status === 'found' ? { remedy: { action: 'gateway-status' } as const } : {}),
  };
};

/** Without the program nothing can be done about it from here. */
const gatewayRow = (core: ConsoleState): Row => {
  const { gateway, openclaw } = core;
  const hasProgram = openclaw.status === 'found';
  if (gateway.status === 'up') {
    const problem = findings(core).find(({ code }) => code === 'gateway-silent');
    if (problem !== undefined)
      return {
        state: 'needs-you',
        sentence: problem.sentence,
        fix: problem.fix,
        ...(hasProgram ? { remedy: { action: 'gateway-status' } as const } : {}),
      };
    const lacking = findings(core).find(({ code }) => code === 'gateway-lacks-zca');
    // Where it would find one by now, a restart does.
    if (lacking !== undefined && lacking.fixTask === undefined)
      return {
        state: 'needs-you',
        sentence: lacking.sentence,
        fix: lacking.fix,
        remedy: { action: 'give-gateway-zca' },
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
  const row: Row = {
    state: isDown ? 'needs-you' : 'not-yet',
    sentence: isDown ? words.gatewayDown : words.gatewayUnknown,
  };
  if (!hasProgram) return openclaw.status === 'missing' ? { ...row, fix: words.gatewayFix } : row;
  return { ...row, remedy: { action: 'start-gateway' } };
};

/** A gateway that is deaf or doubled; of several accounts the first. */
const gatewayFault = (core: ConsoleState): Finding | undefined =>
  findings(core).find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');

/** What the gateway is seen to do. It comes first: it is the gateway that answers. */
const heardRow = (core: ConsoleState): Row | undefined => {
  const fault = gatewayFault(core);
  if (fault !== undefined) {
    const fix = fault.fix === undefined ? {} : { fix: fault.fix };
    return {
      state: 'needs-you',
      sentence: fault.sentence,
      ...fix,
      remedy: { action: 'see-account' },
    };
  }
  const heard = accountRows(core).filter(({ listening }) => listening.status === 'heard');
  return heard.length === 0
    ? undefined
    : { state: 'done', sentence: words.gatewayListens(heard.map(({ id }) => id)) };
};

/** Nobody could look at its processes, or it has none to look at: then a gateway that runs is believed to listen. */
const isGatewayBelieved = ({ gateway, listening, config }: ConsoleState): boolean =>
  gateway.status === 'up' && (listening.status !== 'seen' || !config.release.capabilities.drivesZca);

/** One with sessions of its own says itself on which accounts it hears. */
const connectedRow = (core: ConsoleState): Row => {
  const rows = accountRows(core);
  const heard = rows.filter(({ condition }) => condition === 'gateway').map(({ id }) => id);
  const stopped = rows.filter(({ condition }) => condition === 'account-stopped').map(({ id }) => id);
  if (stopped[0] !== undefined)
    return {
      state: 'needs-you',
      sentence: words.accountsStopped(stopped),
      remedy: { action: 'see-account' },
    };
  if (heard.length > 0) return { state: 'done', sentence: words.gatewayListens(heard) };
  return { state: 'not-yet', sentence: words.notConnected };
};

/** Messages are heard by whoever has the listener: this console, or the gateway. */
const listenerRow = (core: ConsoleState): Row => {
  if (!core.config.release.capabilities.drivesZca) return connectedRow(core);
  const ofGateway = heardRow(core);
  if (ofGateway !== undefined) return ofGateway;
  const states = Object.values(core.facts).map(({ listener }) => listener);
  if (states.some(({ status }) => status === 'live')) return { state: 'done', sentence: words.listening };
  const isGatewayUp = core.gateway.status === 'up';
  const blocked = states.find(
    (listener) =>
      listener.status === 'blocked' &&
      !(isGatewayUp && listener.error.code === 'listener-owned' && listener.orphanPid === undefined),
  );
  if (blocked?.status === 'blocked') {
    const { sentence, hint } = blocked.error;
    const fix = hint === undefined ? {} : { fix: hint };
    return { state: 'needs-you', sentence, ...fix, remedy: { action: 'see-listener' } };
  }
  if (isGatewayBelieved(core) && sessionAnswers(core).some(({ status }) => status === 'in'))
    return { state: 'done', sentence: words.gatewayListens([]) };
  return { state: 'not-yet', sentence: words.notListening, remedy: { action: 'start-listener' } };
};

// The line of the checklist about log-ins.

type Failed = Extract<SessionAnswer, { status: 'failed' }>;

/** Why the first of them could not be asked stands for all: it is nearly always the same. */
const failedRow = (failed: readonly Failed[], { sentence, hint, detail }: Failed): Row => ({
  state: 'needs-you',
  sentence: words.loginFailed(
    failed.map(({ accountId }) => accountId),
    sentence,
  ),
  fix: hint ?? words.tryAgain,
  detail,
  remedy: { action: 'ask-again' },
});

/** Is anybody logged in? */
const loginRow = (core: ConsoleState): Row => {
  const answers = sessionAnswers(core);
  const loggedIn = answers.filter(({ status }) => status === 'in').length;
  if (loggedIn > 0) return { state: 'done', sentence: words.loggedIn(loggedIn, answers.length) };
  const failed = answers.filter((answer) => answer.status === 'failed');
  if (failed[0] !== undefined) return failedRow(failed, failed[0]);
  if (answers.length === 0 || answers.some(({ status }) => status === 'unknown'))
    return { state: 'not-yet', sentence: words.loginUnknown };
  return { state: 'needs-you', sentence: words.loginNeeded, remedy: { action: 'log-in' } };
};

/** The own words of the program, if it had any. */
const wordsOf = ({ detail }: ErrorView): Pick<Row, 'detail'> => (detail === undefined ? {} : { detail });

const zcaRow = ({ zca, config }: ConsoleState): Row => {
  // Such a gateway talks to Zalo by itself, whatever there is.
  if (!config.release.capabilities.drivesZca) return { state: 'done', sentence: words.zcaNotNeeded };
  if (zca.status === 'found') return { state: 'done', sentence: words.zcaFound(zca) };
  if (zca.status === 'unknown') return { state: 'not-yet', sentence: words.zcaPending };
  const { sentence, hint: fix = words.zcaFix } = zca.error;
  return { state: 'needs-you', sentence, fix, remedy: { action: 'install-zca' }, ...wordsOf(zca.error) };
};

const openclawRow = ({ openclaw, config }: ConsoleState): Row => {
  if (openclaw.status === 'found')
    return { state: 'done', sentence: words.openclawFound(openclaw.path, openclaw.version) };
  // What was named is meant: that something else would do is no answer.
  if (openclaw.status === 'missing' && openclaw.named !== undefined) {
    const { file, by } = openclaw.named;
    return { state: 'needs-you', sentence: words.openclawNotThere(file), fix: words.openclawNamedFix(by) };
  }
  // Files and zca suffice: without the binary nothing is lost but what part of the files cannot say.
  if (config.status === 'ready' || config.status === 'broken')
    return { state: 'done', sentence: words.openclawNotNeeded };
  return {
    state: openclaw.status === 'unknown' ? 'not-yet' : 'needs-you',
    sentence: words.openclawMissing,
    fix: words.openclawFix,
  };
};

/** What `openclaw` said of the plugin goes before what the config says: only it knows whether there is one. */
const pluginRow = ({ plugin, config, openclaw }: ConsoleState): Row => {
  const install = { remedy: { action: 'install-plugin' } } as const;
  const enable = { remedy: { action: 'enable-plugin' } } as const;
  const { status, value, error } = plugin;
  if (status === 'failed' && error !== undefined)
    return { state: 'not-yet', sentence: words.pluginFailed(error.sentence), ...wordsOf(error) };
  if (value === 'missing') return { state: 'needs-you', sentence: words.pluginMissing, ...install };
  if (value !== undefined) {
    if (value.problem !== undefined)
      return { state: 'needs-you', sentence: words.pluginBroken(value.problem), ...install };
    return value.isEnabled
      ? { state: 'done', sentence: words.pluginEnabled(value.version) }
      : { state: 'needs-you', sentence: words.pluginDisabled(value.version), ...enable };
  }
  if (status === 'loading') return { state: 'not-yet', sentence: words.pluginChecking };
  // One from npm is enabled as it is installed: only a config that says no says something.
  const isBundled = config.release.capabilities.isPluginBundled;
  if (config.status !== 'ready' || (config.pluginEnabled !== false && !isBundled))
    return { state: 'not-yet', sentence: words.pluginUnknown };
  if (config.pluginEnabled === true) return { state: 'done', sentence: words.pluginByConfig };
  const remedy = { action: 'switch-on', what: 'plugin', hasProgram: openclaw.status !== 'missing' } as const;
  return { state: 'needs-you', sentence: words.pluginOff, remedy };
};

const configRow = ({ config }: ConsoleState): Row => {
  const remedy = { action: 'see-findings' } as const;
  if (config.status === 'unread') return { state: 'not-yet', sentence: words.configReading };
  if (config.status === 'missing')
    return {
      state: 'needs-you',
      sentence: words.configMissing(config.path),
      fix: words.configMissingFix,
      remedy: { action: 'create-config' },
    };
  if (config.status === 'broken')
    return { state: 'needs-you', sentence: words.configBroken(config.path), remedy };
  const problems = config.findings.filter((finding) => finding.severity === 'problem').length;
  return problems === 0
    ? { state: 'done', sentence: words.configReady(config.path) }
    : { state: 'needs-you', sentence: words.configProblems(config.path, problems), remedy };
};

const channelRow = ({ config }: ConsoleState): Row => {
  if (config.status !== 'ready') return { state: 'not-yet', sentence: words.channelUnknown };
  const remedy = { action: 'switch-on', what: 'channel' } as const;
  if (!config.hasSection) return { state: 'needs-you', sentence: words.channelMissing, remedy };
  return config.channelEnabled
    ? { state: 'done', sentence: words.channelEnabled }
    : { state: 'needs-you', sentence: words.channelDisabled, remedy };
};

const rowOf: Readonly<Record<ChecklistRow['id'], (core: ConsoleState) => Row>> = {
  zca: zcaRow,
  openclaw: openclawRow,
  plugin: pluginRow,
  config: configRow,
  channel: channelRow,
  login: loginRow,
  gateway: gatewayRow,
  listener: listenerRow,
};

/** What the lines say of a gateway on another host: programs and files are there, and the connection is all there is. */
const rowElsewhere: Partial<Record<ChecklistRow['id'], (core: ConsoleState, host: string) => Row>> = {
  zca: () => ({ state: 'done', sentence: words.zcaElsewhere }),
  openclaw: (_, host) => ({ state: 'done', sentence: words.openclawElsewhere(host) }),
  config: ({ config }, host) =>
    config.status === 'ready'
      ? { state: 'done', sentence: words.configElsewhere(host) }
      : { state: 'not-yet', sentence: words.configElsewhereUnread },
  gateway: ({ connection }, host) => {
    if (connection.status === 'open') return { state: 'done', sentence: words.gatewayElsewhere(host) };
    const error =
      connection.status === 'refused'
        ? connection.error
        : connection.status === 'retrying'
          ? connection.cause
          : undefined;
    if (error === undefined) return { state: 'not-yet', sentence: words.gatewayElsewhereAwaited(host) };
    const { sentence, hint: fix } = error;
    const state = connection.status === 'refused' ? 'needs-you' : 'not-yet';
    return { state, sentence, ...(fix === undefined ? {} : { fix }), ...wordsOf(error) };
  },
};

const rowFor = (state: ConsoleState, id: ChecklistRow['id']): Row => {
  const { elsewhere } = state;
  const row = elsewhere === undefined ? undefined : rowElsewhere[id]?.(state, elsewhere);
  return row ?? rowOf[id](state);
};

/** The checklist, in the order in which things must be done. */
export const checklist = (state: ConsoleState): readonly ChecklistRow[] =>
  checklistIds.map((id) => ({ id, ...rowFor(state, id) }));

/** Said by the lines themselves. */
const toldByLines: ReadonlySet<string> = new Set([
  'config-missing',
  'plugin-off',
  'channel-missing',
  'channel-disabled',
  'gateway-silent',
]);

/** What is to be known beyond the checklist, problems first. */
export const furtherFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [findings(state)],
  (state) =>
    findings(state).filter((finding) => !toldByLines.has(finding.code) && finding !== gatewayFault(state)),
);

/** Is there anything that stays wrong until the operator does something? Warnings and notes are worth knowing, and may be meant. */
export const needsOperator = (
  rows: readonly Pick<ChecklistRow, 'state'>[],
  found: readonly Pick<Finding, 'severity'>[],
): boolean =>
  rows.some(({ state }) => state === 'needs-you') || found.some(({ severity }) => severity === 'problem');
