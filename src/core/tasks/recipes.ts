// What each task runs, what is to be known before, how its output is read, and what is asked afterwards. Pure.

import type { ListedPlugin, OpenClawTask, TaskPlan, TaskSubject } from '../model/programs.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { type CliRun, openClawFailure } from '../openclaw/cli/answer.ts';
import {
  type GatewayStatusAnswer,
  parseChannelsLogs,
  parseGatewayAct,
  parseGatewayStatus,
  readableLogLine,
} from '../openclaw/cli/parse.ts';
import type { OpenClawProgram } from '../openclaw/command-line.ts';
import * as commands from '../openclaw/command-line.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { Command } from '../system/runner.ts';
import type { RunFinding, RunLine } from './run.ts';
import { openclawTaskSentences as words } from './words.ts';

// What was found, as what a run came to: of an error, of the gateway's status, of the list of plugins. Pure.

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

export interface TaskContext {
  readonly can: Capabilities;
  /** Of OpenClaw, where it is known. */
  readonly version?: string | undefined;
  readonly isGatewayUp: boolean;
}

/** What is asked once the program has ended: whether the plugin is there, whether a gateway answers, or nothing. */
export type TaskCheck = 'plugin-installed' | 'plugin-enabled' | 'gateway-up' | 'gateway-down' | 'none';

export interface TaskWork {
  readonly plan: TaskPlan;
  readonly command: Command;
  readonly check: TaskCheck;
  readonly read: (run: CliRun) => RunFinding;
  /** A line as a person reads it; undefined = not shown. Default: as it is. */
  readonly readableLine?: (line: string, stream: RunLine['stream']) => string | undefined;
  /** Lines made of the whole output once it has ended. */
  readonly linesAtEnd?: (run: CliRun) => readonly string[];
}

const failed = (what: string, run: CliRun): RunFinding => {
  const error = openClawFailure(what, run);
  // How to read it is no news to whoever is looking at it.
  return findingOfError(
    error.code === 'command-failed'
      ? { code: error.code, sentence: error.sentence, ...detailOf(error) }
      : error,
  );
};

const detailOf = ({ detail }: ErrorView): Pick<ErrorView, 'detail'> =>
  detail === undefined ? {} : { detail };

interface Parts {
  readonly subject: TaskSubject;
  readonly title: string;
  readonly command: Command;
  readonly check: TaskCheck;
  readonly read: (run: CliRun) => RunFinding;
  readonly warnings?: readonly string[];
  readonly isReading?: true;
  readonly readableLine?: TaskWork['readableLine'];
  readonly linesAtEnd?: TaskWork['linesAtEnd'];
}

const installPlugin = (source: string | undefined, program: OpenClawProgram, context: TaskContext): Parts => {
  const { can, version } = context;
  const isLocal = source !== undefined && commands.isLocalSource(source);
  return {
    subject: 'plugin',
    title: words.titles['install-plugin'],
    command: commands.pluginsInstall(program, { source, can, version }),
    check: 'plugin-installed',
    warnings: [
      ...(can.isPluginBundled && source === undefined ? [words.warnings.registryHasLater] : []),
      ...(can.asksConsent ? [words.warnings.acceptsCapabilities] : []),
      ...(isLocal ? [words.warnings.runsItsCode] : []),
      words.warnings.writesConfig,
    ],
    read: (run) => readInstall(run),
  };
};

/** The registry has no package of that version: to ask it once more is of no use. */
const isNotInRegistry = ({ stdout, stderr }: CliRun): boolean =>
  /\bETARGET\b|No matching version found/u.test(`${stderr}\n${stdout}`);

const readInstall = (run: CliRun): RunFinding => {
  if (run.code === 0) return { isGood: true, sentence: words.results.installed };
  const finding = failed(words.calls.install, run);
  return isNotInRegistry(run)
    ? { ...finding, hint: words.hints.notInRegistry, next: { type: 'install-plugin', isLocal: true } }
    : finding;
};

const enablePlugin = (program: OpenClawProgram, { can }: TaskContext): Parts => ({
  subject: 'plugin',
  title: words.titles['enable-plugin'],
  command: commands.pluginsEnable(program, can),
  check: 'plugin-enabled',
  warnings: [words.warnings.writesConfig, ...(can.asksConsent ? [words.warnings.acceptsCapabilities] : [])],
  read: (run) =>
    run.code === 0 ? { isGood: true, sentence: words.results.enabled } : failed(words.calls.enable, run),
});

/** A service that is not there ends well (exit 0, `not-loaded`), having done nothing. */
const readAct = (act: commands.GatewayAct, run: CliRun): RunFinding => {
  const report = parseGatewayAct(act, run);
  if (!report.ok) {
    const { sentence, detail } = report.error;
    return {
      isGood: false,
      sentence,
      detail,
      ...(act === 'stop' ? {} : { hint: words.hints.runItYourself }),
    };
  }
  const { result, hints, message } = report.value;
  if (result === 'not-loaded') {
    const hint = hints.length > 0 ? words.hints.advises(hints) : words.hints.runItYourself;
    return {
      isGood: false,
      sentence: words.results.noService,
      hint,
      detail: message,
    };
  }
  return { isGood: true, sentence: words.results.acted[act] };
};

const gatewayAct = (act: commands.GatewayAct, program: OpenClawProgram, { can }: TaskContext): Parts => ({
  subject: 'gateway',
  title: words.titles[`${act}-gateway`],
  command: commands.gatewayAct(program, act, can),
  check: act === 'stop' ? 'gateway-down' : 'gateway-up',
  warnings: words.warnings.of[act],
  read: (run) => readAct(act, run),
});

const gatewayStatus = (program: OpenClawProgram): Parts => ({
  subject: 'gateway-status',
  title: words.titles['gateway-status'],
  command: commands.gatewayStatus(program),
  check: 'none',
  isReading: true,
  read: (run) => {
    const report = parseGatewayStatus(run);
    return report.ok ? gatewayFinding(report.value, 'up') : findingOfError(report.error);
  },
});

const followLog = (program: OpenClawProgram): Parts => ({
  subject: 'log',
  title: words.titles['follow-log'],
  command: commands.logsFollow(program),
  check: 'none',
  isReading: true,
  readableLine: readableLogLine,
  read: (run) => {
    if (run.code === 0) return { isGood: true, sentence: words.results.logEnded };
    const error = openClawFailure(words.calls.log, run);
    return error.code === 'gateway-down'
      ? { isGood: false, sentence: error.sentence, hint: words.hints.readLog, next: { type: 'read-log' } }
      : findingOfError(error);
  },
});

const readLog = (program: OpenClawProgram): Parts => ({
  subject: 'log',
  title: words.titles['read-log'],
  command: commands.channelsLogs(program),
  check: 'none',
  isReading: true,
  // The JSON is of no use to a reader; its lines are shown at the end.
  readableLine: (line, stream) => (stream === 'stdout' ? undefined : line),
  linesAtEnd: (run) => {
    const log = parseChannelsLogs(run);
    return log.ok ? log.value.lines : [];
  },
  read: (run) => {
    const log = parseChannelsLogs(run);
    if (!log.ok) return findingOfError(log.error);
    const { file, lines } = log.value;
    return {
      isGood: true,
      sentence: lines.length === 0 ? words.results.logEmpty(file) : words.results.logRead(lines.length, file),
    };
  },
});

const partsOf = (task: OpenClawTask, program: OpenClawProgram, context: TaskContext): Parts => {
  switch (task.type) {
    case 'install-plugin':
      return installPlugin(task.source, program, context);
    case 'enable-plugin':
      return enablePlugin(program, context);
    case 'start-gateway':
      return gatewayAct('start', program, context);
    case 'stop-gateway':
      return gatewayAct('stop', program, context);
    case 'restart-gateway':
      return gatewayAct('restart', program, context);
    case 'gateway-status':
      return gatewayStatus(program);
    case 'follow-log':
      return followLog(program);
    case 'read-log':
      return readLog(program);
  }
};

/** Works a task out. Runs nothing. */
export const taskWork = (task: OpenClawTask, program: OpenClawProgram, context: TaskContext): TaskWork => {
  const {
    subject,
    title,
    command,
    check,
    read,
    warnings = [],
    isReading = false,
    readableLine,
    linesAtEnd,
  } = partsOf(task, program, context);
  return {
    plan: {
      task,
      subject,
      title,
      command: commands.typedCommand(program, command),
      program: program.shownPath,
      warnings,
      isReading,
    },
    command,
    check,
    read,
    readableLine,
    linesAtEnd,
  };
};
