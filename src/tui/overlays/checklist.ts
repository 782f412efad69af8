// First run and doctor: what is needed before messages flow, one line each, with the key that cures it.
import { accountRows, type ConsoleState, findings, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { BindingId } from '../keys/bindings.ts';

/** One line of the checklist. `cure` says what to do where no binding does it. */
export interface ChecklistRow {
  readonly id: string;
  readonly state: 'done' | 'needs-you' | 'not-yet';
  readonly sentence: string;
  readonly cure?: string;
  readonly action?: BindingId;
}

const words = sentences.checklist;

const zcaRow = ({ zca }: ConsoleState): ChecklistRow => {
  if (zca.status === 'found') return { id: 'zca', state: 'done', sentence: words.zcaFound(zca.path, zca.version) };
  if (zca.status === 'unknown') return { id: 'zca', state: 'not-yet', sentence: words.zcaLooking };
  return { id: 'zca', state: 'needs-you', sentence: zca.error.sentence, cure: zca.error.hint ?? words.zcaCure };
};

const openclawRow = ({ openclaw, config }: ConsoleState): ChecklistRow => {
  if (openclaw.status === 'found') return { id: 'openclaw', state: 'done', sentence: words.openclawFound(openclaw.path, openclaw.version) };
  // Files and zca suffice: without the binary nothing is lost but what part of the files cannot say.
  if (config.status === 'ready' || config.status === 'broken') return { id: 'openclaw', state: 'done', sentence: words.openclawNotNeeded };
  return {
    id: 'openclaw',
    state: openclaw.status === 'unknown' ? 'not-yet' : 'needs-you',
    sentence: words.openclawMissing,
    cure: words.openclawCure,
  };
};

const configRow = ({ config }: ConsoleState): ChecklistRow => {
  if (config.status === 'unread') return { id: 'config', state: 'not-yet', sentence: words.configReading };
  if (config.status === 'missing')
    return {
      id: 'config',
      state: 'needs-you',
      sentence: words.configMissing(config.path),
      cure: words.configMissingCure,
      action: 'access.channel',
    };
  if (config.status === 'broken')
    return {
      id: 'config',
      state: 'needs-you',
      sentence: words.configBroken(config.path),
      cure: words.configBrokenCure,
      action: 'screen.access',
    };
  const problems = config.findings.filter((finding) => finding.severity === 'problem').length;
  return problems === 0
    ? { id: 'config', state: 'done', sentence: words.configReady(config.path) }
    : {
        id: 'config',
        state: 'needs-you',
        sentence: words.configProblems(config.path, problems),
        cure: words.seeAccess,
        action: 'screen.access',
      };
};

const pluginRow = ({ config }: ConsoleState): ChecklistRow => {
  if (config.status !== 'ready') return { id: 'plugin', state: 'not-yet', sentence: words.pluginUnknown };
  if (config.pluginEnabled === true) return { id: 'plugin', state: 'done', sentence: words.pluginEnabled };
  // 96 installs it separately, and enables it with that.
  if (config.pluginEnabled === undefined && config.generation === '96')
    return { id: 'plugin', state: 'not-yet', sentence: words.pluginUnsaid, cure: words.pluginUnsaidCure };
  return { id: 'plugin', state: 'needs-you', sentence: words.pluginOff, cure: words.switchOn, action: 'access.plugin' };
};

const channelRow = ({ config }: ConsoleState): ChecklistRow => {
  if (config.status !== 'ready') return { id: 'channel', state: 'not-yet', sentence: words.channelUnknown };
  const cure = { cure: words.switchOn, action: 'access.channel' } as const;
  if (!config.hasSection) return { id: 'channel', state: 'needs-you', sentence: words.channelMissing, ...cure };
  return config.channelEnabled
    ? { id: 'channel', state: 'done', sentence: words.channelEnabled }
    : { id: 'channel', state: 'needs-you', sentence: words.channelDisabled, ...cure };
};

const loginRow = ({ config, facts }: ConsoleState): ChecklistRow => {
  const sessions = config.accounts
    .filter((account) => account.enabled.value)
    .map((account) => facts[account.id]?.session.status ?? 'unknown');
  const loggedIn = sessions.filter((status) => status === 'logged-in').length;
  if (loggedIn > 0) return { id: 'login', state: 'done', sentence: words.loggedIn(loggedIn, sessions.length) };
  if (sessions.length === 0 || sessions.some((status) => status === 'unknown' || status === 'checking')) {
    return { id: 'login', state: 'not-yet', sentence: words.loginUnknown };
  }
  return { id: 'login', state: 'needs-you', sentence: words.loginNeeded, cure: words.loginCure, action: 'screen.login' };
};

/** What the gateway does comes first: it is the gateway that answers. */
const heardRow = (core: ConsoleState): ChecklistRow | undefined => {
  const rows = accountRows(core);
  const fault = findings(core).find(({ code }) => code === 'gateway-deaf' || code === 'gateway-doubled');
  if (fault !== undefined) {
    const cure = fault.cure === undefined ? {} : { cure: fault.cure };
    return { id: 'listener', state: 'needs-you', sentence: fault.sentence, ...cure, action: 'screen.status' };
  }
  const heard = rows.filter(({ listening }) => listening.status === 'heard').map(({ id }) => id);
  return heard.length === 0 ? undefined : { id: 'listener', state: 'done', sentence: words.gatewayListens(heard) };
};

const listenerRow = (core: ConsoleState): ChecklistRow => {
  const ofGateway = heardRow(core);
  if (ofGateway !== undefined) return ofGateway;
  const { facts } = core;
  const states = Object.values(facts).map(({ listener }) => listener);
  if (states.some(({ status }) => status === 'live')) return { id: 'listener', state: 'done', sentence: words.listening };
  const blocked = states.find((listener) => listener.status === 'blocked');
  if (blocked?.status === 'blocked') {
    const { sentence, hint } = blocked.error;
    return { id: 'listener', state: 'needs-you', sentence, ...(hint === undefined ? {} : { cure: hint }), action: 'screen.feed' };
  }
  return { id: 'listener', state: 'not-yet', sentence: words.notListening, cure: words.listenCure, action: 'screen.feed' };
};

const gatewayRow = ({ gateway }: ConsoleState): ChecklistRow => {
  if (gateway.status === 'up') return { id: 'gateway', state: 'done', sentence: words.gatewayUp };
  return {
    id: 'gateway',
    state: 'not-yet',
    sentence: gateway.status === 'down' ? words.gatewayDown : words.gatewayUnknown,
    cure: words.gatewayCure,
  };
};

/** The checklist, in the order in which things must be done. */
export const checklistRows = ({ core }: Frame): readonly ChecklistRow[] => [
  zcaRow(core),
  openclawRow(core),
  configRow(core),
  pluginRow(core),
  channelRow(core),
  loginRow(core),
  gatewayRow(core),
  listenerRow(core),
];
