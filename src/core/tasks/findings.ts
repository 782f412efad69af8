// What was found, as what a run came to: of an error, of the gateway's status, of the list of plugins. Pure.

import type { ListedPlugin } from '../model/programs.ts';
import type { GatewayStatusAnswer } from '../openclaw/cli/parse.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { RunFinding } from './run.ts';
import { openclawTaskSentences as words } from './words.ts';

/** An error as what a run came to. */
export const findingOfError = ({ sentence, hint, detail }: ErrorView): RunFinding => ({
  isGood: false,
  sentence,
  hint,
  detail,
});

/** What `gateway status` found, measured against what was wanted. */
export const gatewayFinding = (report: GatewayStatusAnswer, wanted: 'up' | 'down'): RunFinding => {
  const { isReachable, port, pid, isPortBusy, problem, isServiceLoaded } = report;
  const detail = problem === undefined ? {} : { detail: problem };
  if (isReachable) {
    return wanted === 'up'
      ? { isGood: true, sentence: words.checks.gatewayAnswers(port, pid) }
      : { isGood: false, sentence: words.checks.stillAnswers(port, pid), hint: words.hints.notTheService };
  }
  if (wanted === 'down') return { isGood: true, sentence: words.checks.gatewayGone };
  if (isPortBusy) {
    return {
      isGood: false,
      sentence: words.checks.portTaken(port, pid),
      hint: words.hints.portTaken,
      next: { type: 'read-log' },
      ...detail,
    };
  }
  return isServiceLoaded
    ? {
        isGood: false,
        sentence: words.checks.gatewaySilent,
        hint: words.hints.readLog,
        next: { type: 'read-log' },
        ...detail,
      }
    : { isGood: false, sentence: words.checks.gatewaySilent, hint: words.hints.runItYourself, ...detail };
};

/** What `plugins list` found, measured against what was wanted. */
export const pluginFinding = (
  plugin: ListedPlugin | undefined,
  wanted: 'plugin-installed' | 'plugin-enabled',
  isGatewayUp: boolean,
): RunFinding => {
  if (plugin === undefined)
    return { isGood: false, sentence: words.checks.pluginMissing, next: { type: 'install-plugin' } };
  const { isEnabled, problem, version } = plugin;
  if (problem !== undefined)
    return {
      isGood: false,
      sentence: words.checks.pluginBroken,
      hint: words.hints.pluginBroken,
      detail: problem,
    };
  if (!isEnabled) {
    return {
      isGood: wanted === 'plugin-installed',
      sentence: words.checks.pluginDisabled(version),
      hint: words.hints.enablePlugin,
      next: { type: 'enable-plugin' },
    };
  }
  return {
    isGood: true,
    sentence: words.checks.pluginEnabled(version),
    ...(isGatewayUp
      ? { hint: words.hints.restartGateway, next: { type: 'restart-gateway' } as const }
      : { next: { type: 'start-gateway' } as const }),
  };
};
