// First run and doctor: what is needed before messages flow, one line each, with what cures it.

import { findings } from '../findings.ts';
import type { Finding } from '../model/finding.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';
import { gatewayFault, gatewayRow, listenerRow } from './checklist-gateway.ts';
import { loginRow } from './checklist-login.ts';
import { type ChecklistRow, checklistIds, type Row } from './checklist-row.ts';
import { checklistSentences as words } from './words-checklist.ts';

/** The own words of the program, if it had any. */
const wordsOf = ({ detail }: ErrorView): Pick<Row, 'detail'> => (detail === undefined ? {} : { detail });

const zcaRow = ({ zca, config }: ConsoleState): Row => {
  if (zca.status === 'found') return { state: 'done', sentence: words.zcaFound(zca.path, zca.version) };
  if (zca.status === 'unknown') return { state: 'not-yet', sentence: words.zcaLooking };
  // Such a gateway talks to Zalo by itself.
  if (!config.release.capabilities.drivesZca)
    return { state: 'not-yet', sentence: words.zcaNotNeeded, cure: words.zcaCure, remedy: { action: 'install-zca' } };
  const { sentence, hint: cure = words.zcaCure } = zca.error;
  return { state: 'needs-you', sentence, cure, remedy: { action: 'install-zca' }, ...wordsOf(zca.error) };
};

const openclawRow = ({ openclaw, config }: ConsoleState): Row => {
  if (openclaw.status === 'found') return { state: 'done', sentence: words.openclawFound(openclaw.path, openclaw.version) };
  // What was named is meant: that something else would do is no answer.
  if (openclaw.status === 'missing' && openclaw.named !== undefined) {
    const { file, by } = openclaw.named;
    return { state: 'needs-you', sentence: words.openclawNotThere(file), cure: words.openclawNamedCure(by) };
  }
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
  const install = { remedy: { action: 'install-plugin' } } as const;
  const enable = { remedy: { action: 'enable-plugin' } } as const;
  const { status, value, error } = plugin;
  if (status === 'failed' && error !== undefined)
    return { state: 'not-yet', sentence: words.pluginFailed(error.sentence), ...wordsOf(error) };
  if (value === 'missing') return { state: 'needs-you', sentence: words.pluginMissing, ...install };
  if (value !== undefined) {
    if (value.problem !== undefined) return { state: 'needs-you', sentence: words.pluginBroken(value.problem), ...install };
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
      cure: words.configMissingCure,
      remedy: { action: 'create-config' },
    };
  if (config.status === 'broken') return { state: 'needs-you', sentence: words.configBroken(config.path), remedy };
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
