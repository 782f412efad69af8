// First run and doctor: what is needed before messages flow, one line each, with what cures it.
import { checklistSentences as words } from '../catalogue/checklist.ts';
import type { Finding } from '../model/finding.ts';
import { memoizeOn } from './memo.ts';
import { accountRows } from './selectors-accounts.ts';
import { findings } from './selectors-findings.ts';
import type { ConsoleState } from './state.ts';

/** What a face of the console does about a line; the names are those of the console's keys. */
export type ChecklistAction =
  | 'zca.get'
  | 'openclaw.install-plugin'
  | 'openclaw.enable-plugin'
  | 'openclaw.gateway'
  | 'openclaw.gateway-status'
  | 'openclaw.start-gateway'
  | 'access.channel'
  | 'access.plugin'
  | 'screen.status'
  | 'screen.access'
  | 'screen.login'
  | 'screen.feed';

/** The lines, in the order in which things must be done. */
export const checklistIds = ['zca', 'openclaw', 'plugin', 'config', 'channel', 'login', 'gateway', 'listener'] as const;

/** One line of the checklist. */
export interface ChecklistRow {
  readonly id: (typeof checklistIds)[number];
  /** `not-yet`: nobody knows, or it is not needed; nothing to be done about it now. */
  readonly state: 'done' | 'needs-you' | 'not-yet';
  readonly sentence: string;
  /** What to do in the console. */
  readonly cure?: string;
  /** What to do outside of it, where that is something else. */
  readonly shellCure?: string;
  readonly action?: ChecklistAction;
}

type Row = Omit<ChecklistRow, 'id'>;

const zcaRow = ({ zca, config }: ConsoleState): Row => {
  if (zca.status === 'found') return { state: 'done', sentence: words.zcaFound(zca.path, zca.version) };
  if (zca.status === 'unknown') return { state: 'not-yet', sentence: words.zcaLooking };
  // The gateway of 96 talks to Zalo by itself.
  if (config.generation === '96') return { state: 'not-yet', sentence: words.zcaNotNeeded, cure: words.zcaHow, action: 'zca.get' };
  const shellCure = zca.error.hint ?? words.zcaCure;
  return { state: 'needs-you', sentence: zca.error.sentence, cure: `${shellCure} ${words.zcaHow}`, shellCure, action: 'zca.get' };
};

const openclawRow = ({ openclaw, config }: ConsoleState): Row => {
  if (openclaw.status === 'found') return { state: 'done', sentence: words.openclawFound(openclaw.path, openclaw.version) };
  // Files and zca suffice: without the binary nothing is lost but what part of the files cannot say.
  if (config.status === 'ready' || config.status === 'broken') return { state: 'done', sentence: words.openclawNotNeeded };
  return {
    state: openclaw.status === 'unknown' ? 'not-yet' : 'needs-you',
    sentence: words.openclawMissing,
    cure: words.openclawCure,
  };
};

/** What `openclaw` said of the plugin goes before what the config says: only it knows whether there is one. */
const pluginRow = ({ plugin, config, openclaw }: ConsoleState): Row => {
  const install = { cure: words.pluginInstallCure, shellCure: words.shell.installPlugin, action: 'openclaw.install-plugin' } as const;
  const enable = { cure: words.pluginEnableCure, shellCure: words.shell.enablePlugin, action: 'openclaw.enable-plugin' } as const;
  switch (plugin.status) {
    case 'missing':
      return { state: 'needs-you', sentence: words.pluginMissing, ...install };
    case 'installed':
      if (plugin.problem !== undefined) return { state: 'needs-you', sentence: words.pluginBroken(plugin.problem), ...install };
      return plugin.isEnabled
        ? { state: 'done', sentence: words.pluginEnabled(plugin.version) }
        : { state: 'needs-you', sentence: words.pluginDisabled(plugin.version), ...enable };
    case 'failed':
      return { state: 'not-yet', sentence: words.pluginFailed(plugin.error.sentence) };
    case 'checking':
      return { state: 'not-yet', sentence: words.pluginChecking };
    case 'unknown':
      break;
  }
  // 96 installs it separately, and enables it with that: only a config that says no says something.
  const isBundled = config.generation === '226';
  if (config.status !== 'ready' || (config.pluginEnabled !== false && !isBundled))
    return { state: 'not-yet', sentence: words.pluginUnknown };
  if (config.pluginEnabled === true) return { state: 'done', sentence: words.pluginByConfig };
  const shellCure = openclaw.status === 'missing' ? words.shell.enablePluginInConfig : words.shell.enablePlugin;
  return { state: 'needs-you', sentence: words.pluginOff, cure: words.switchOn, shellCure, action: 'access.plugin' };
};

const configRow = ({ config }: ConsoleState): Row => {
  const toAccess = { shellCure: words.shell.seeFindings, action: 'screen.access' } as const;
  if (config.status === 'unread') return { state: 'not-yet', sentence: words.configReading };
  if (config.status === 'missing')
    return {
      state: 'needs-you',
      sentence: words.configMissing(config.path),
      cure: words.configMissingCure,
      shellCure: words.shell.createConfig,
      action: 'access.channel',
    };
  if (config.status === 'broken')
    return { state: 'needs-you', sentence: words.configBroken(config.path), cure: words.configBrokenCure, ...toAccess };
  const problems = config.findings.filter((finding) => finding.severity === 'problem').length;
  return problems === 0
    ? { state: 'done', sentence: words.configReady(config.path) }
    : { state: 'needs-you', sentence: words.configProblems(config.path, problems), cure: words.seeAccess, ...toAccess };
};

const channelRow = ({ config }: ConsoleState): Row => {
  if (config.status !== 'ready') return { state: 'not-yet', sentence: words.channelUnknown };
  const cure = { cure: words.switchOn, shellCure: words.shell.enableChannel, action: 'access.channel' } as const;
  if (!config.hasSection) return { state: 'needs-you', sentence: words.channelMissing, ...cure };
  return config.channelEnabled
    ? { state: 'done', sentence: words.channelEnabled }
    : { state: 'needs-you', sentence: words.channelDisabled, ...cure };
};

/** Whether each enabled account is logged in, as far as anybody says. Gateways of 96 have sessions of their own, whatever zca says. */
const sessionsOf = ({ config, facts, claims }: ConsoleState): readonly (boolean | undefined)[] =>
  config.accounts
    .filter(({ enabled }) => enabled.value)
    .map(({ id }) => {
      if (config.generation === '96') return Object.hasOwn(claims.accounts, id) ? claims.accounts[id]?.isLinked : undefined;
      const status = (Object.hasOwn(facts, id) ? facts[id]?.session.status : undefined) ?? 'unknown';
      return status === 'unknown' || status === 'checking' ? undefined : status === 'logged-in';
    });

const loginRow = (core: ConsoleState): Row => {
  const sessions = sessionsOf(core);
  const loggedIn = sessions.filter((isIn) => isIn === true).length;
  if (loggedIn > 0) return { state: 'done', sentence: words.loggedIn(loggedIn, sessions.length) };
  if (sessions.length === 0 || sessions.includes(undefined)) return { state: 'not-yet', sentence: words.loginUnknown };
  if (core.config.generation === '96') return { state: 'needs-you', sentence: words.loginNeeded, cure: words.shell.gatewayLogin };
  return { state: 'needs-you', sentence: words.loginNeeded, cure: words.loginCure, shellCure: words.shell.login, action: 'screen.login' };
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
        ...(problem.cure === undefined ? {} : { cure: problem.cure }),
        shellCure: words.shell.gatewayStatus,
        action: 'openclaw.gateway-status',
      };
    return {
      state: 'done',
      sentence: words.gatewayUp,
      ...(hasProgram ? { cure: words.gatewayMenu, action: 'openclaw.gateway' } : {}),
    };
  }
  const isDown = gateway.status === 'down';
  const row: Row = { state: isDown ? 'needs-you' : 'not-yet', sentence: isDown ? words.gatewayDown : words.gatewayUnknown };
  if (!hasProgram) return { ...row, cure: words.gatewayCure };
  return { ...row, cure: words.gatewayStartCure, shellCure: words.shell.startGateway, action: 'openclaw.start-gateway' };
};

/** A gateway that is deaf or doubled; of several accounts the first. */
const gatewayFault = (core: ConsoleState): Finding | undefined =>
  findings(core).find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');

/** What the gateway is seen to do. It comes first: it is the gateway that answers. */
const heardRow = (core: ConsoleState): Row | undefined => {
  const fault = gatewayFault(core);
  if (fault !== undefined) {
    const cure = fault.cure === undefined ? {} : { cure: fault.cure };
    return { state: 'needs-you', sentence: fault.sentence, ...cure, shellCure: words.shell.restartGateway, action: 'screen.status' };
  }
  const heard = accountRows(core).filter(({ listening }) => listening.status === 'heard');
  return heard.length === 0 ? undefined : { state: 'done', sentence: words.gatewayListens(heard.map(({ id }) => id)) };
};

/** Nobody could look at its processes, or it has none to look at: then a gateway that runs is believed to listen. */
const isGatewayBelieved = ({ gateway, listening, config }: ConsoleState): boolean =>
  gateway.status === 'up' && (listening.status !== 'seen' || config.generation === '96');

/** Messages are heard by whoever has the listener: this console, or the gateway. */
const listenerRow = (core: ConsoleState): Row => {
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
    return { state: 'needs-you', sentence, ...(hint === undefined ? {} : { cure: hint }), action: 'screen.feed' };
  }
  if (isGatewayBelieved(core) && sessionsOf(core).includes(true)) return { state: 'done', sentence: words.gatewayListens([]) };
  return { state: 'not-yet', sentence: words.notListening, cure: words.listenCure, shellCure: words.shell.listen, action: 'screen.feed' };
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

/** The checklist, in the order in which things must be done. */
export const checklist = (state: ConsoleState): readonly ChecklistRow[] => checklistIds.map((id) => ({ id, ...rowOf[id](state) }));

/** Said by the lines themselves. */
const told: ReadonlySet<string> = new Set(['config-missing', 'plugin-off', 'channel-missing', 'channel-disabled', 'gateway-silent']);

/** What is to be known beyond the checklist, problems first. */
export const furtherFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [findings(state)],
  (state) => findings(state).filter((finding) => !told.has(finding.code) && finding !== gatewayFault(state)),
);

/** Is there anything that stays wrong until the operator does something? Warnings and notes are worth knowing, and may be meant. */
export const needsOperator = (rows: readonly Pick<ChecklistRow, 'state'>[], found: readonly Pick<Finding, 'severity'>[]): boolean =>
  rows.some(({ state }) => state === 'needs-you') || found.some(({ severity }) => severity === 'problem');
