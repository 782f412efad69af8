// Tasks through the `openclaw` binary: what would be run, running it (of each subject one at a time), and asking afterwards whether it helped.
import { errorSentences } from '../error-words.ts';
import type { PluginService } from '../gateway/program-locator.ts';
import type { GatewayWords } from '../gateway/report-service.ts';
import type { OpenClawTask } from '../model/programs.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import { parseGatewayStatus } from '../openclaw/cli/parse.ts';
import { type OpenClawProgram, openClawProgram, profileArgsOf } from '../openclaw/command-line.ts';
import { openclawSentences as openclawWords } from '../openclaw/words.ts';
import type { Outcome, StartedTask, TaskAnswer } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ConsoleState } from '../state.ts';
import { gatewayFinding, pluginFinding, type TaskCheck, type TaskWork, taskWork } from './recipes.ts';
import type { RunFinding } from './run.ts';
import { type AskAgain, OneRun, type OneRunOptions } from './run-one.ts';
import { openclawTaskSentences as words } from './words.ts';

// Commands the operator looks on at. Of each subject one runs at a time; what happens reaches the state as `run/…`.

export interface CommandRuns {
  /** Starts at once, unless something of the same subject runs: `busy`. */
  start(work: TaskWork, askAgain?: AskAgain): StartedTask;
  /**
   * SIGTERM, then SIGKILL; resolves when the program has gone, and it is asked what is true now. Where it has ended already, the asking ends.
   * One that has ended altogether is left alone.
   */
  cancel(id: number): Promise<Outcome>;
  /** Ends all and waits; nothing is started after that. */
  stop(): Promise<void>;
}

export const createCommandRuns = (
  options: Pick<OneRunOptions, 'runner' | 'clock' | 'dispatch'>,
): CommandRuns => {
  const active = new Map<number, OneRun>();
  let lastId = 0;
  let hasStopped = false;
  return {
    start: (work, askAgain) => {
      const { subject, title } = work.plan;
      if (hasStopped) return { ok: false, error: errorSentences.cancelled({ what: title }) };
      const other = [...active.values()].find((run) => run.work.plan.subject === subject);
      if (other !== undefined)
        return { ok: false, error: errorSentences.busy({ what: words.busy(other.work.plan.title) }) };
      lastId += 1;
      const run = new OneRun({ ...options, id: lastId, work, askAgain });
      active.set(run.id, run);
      const done = run.done.finally(() => active.delete(run.id));
      return { ok: true, runId: run.id, done };
    },
    cancel: async (id) => {
      await active.get(id)?.cancel();
      return { ok: true };
    },
    stop: async () => {
      hasStopped = true;
      await Promise.all([...active.values()].map((run) => run.stop()));
    },
  };
};

/** A service comes up, or goes away, within this time (ms), or something is wrong. */
export const settleWithinMs = 20_000;
/** So often it is looked for meanwhile (ms): one connection on this machine. */
const scanEveryMs = 500;

/**
 * The program that was found.
 * @throws AppError `openclaw-not-found`, or `busy` while it is being looked for
 */
export const programOf = (
  { openclaw, config }: Pick<ConsoleState, 'openclaw' | 'config'>,
  nodePath: string,
  env: OpenClawProgram['env'],
): OpenClawProgram => {
  if (openclaw.status === 'found')
    return openClawProgram(openclaw.path, nodePath, env, profileArgsOf(config.stateDir));
  if (openclaw.status === 'unknown')
    throw new AppError({ ...errorSentences.busy(), sentence: words.stillLocating });
  throw new AppError(openclawWords.errors.openclawNotFound({ lookedFor: openclaw.named?.file }));
};

export interface GatewayTasksOptions {
  readonly cli: () => OpenClawCli;
  /** Asked before a program is run that writes. Throws where its files would come to belong to somebody else. */
  readonly assertOurs: () => void;
  readonly hear: GatewayWords['hear'];
  readonly runs: CommandRuns;
  readonly plugin: Pick<PluginService, 'ask'>;
  readonly checkGateway: () => Promise<void>;
  /** Called when what a task could have changed should be looked at anew. */
  readonly onChanged: () => void;
  readonly clock: Clock;
  readonly getState: () => ConsoleState;
}

export interface GatewayTasks extends Pick<CommandRuns, 'cancel'> {
  /** The exact command of a task, and what is to be known before. */
  plan(task: OpenClawTask): TaskAnswer;
  /** Runs a task through the `openclaw` binary: `busy` while another of its subject runs. Nothing is started once the console ends. */
  start(task: OpenClawTask): StartedTask;
}

export const createGatewayTasks = (options: GatewayTasksOptions): GatewayTasks => {
  const { cli, assertOurs, hear, runs, plugin, checkGateway, onChanged, clock, getState } = options;

  const workOf = (task: OpenClawTask): TaskWork => {
    const { openclaw, config, gateway } = getState();
    const version = openclaw.status === 'found' ? openclaw.version : undefined;
    const work = taskWork(task, cli().program, {
      can: config.release.capabilities,
      version,
      isGatewayUp: gateway.status === 'up',
    });
    if (!work.plan.isReading) assertOurs();
    return work;
  };

  /** The status the operator asks for tells of the gateway what any other does. */
  const listenedTo = (work: TaskWork): TaskWork => {
    if (work.plan.task.type !== 'gateway-status') return work;
    const askedAtMs = clock.now();
    return {
      ...work,
      read: (run) => {
        const report = parseGatewayStatus(run);
        if (report.ok) void hear(report.value, askedAtMs);
        return work.read(run);
      },
    };
  };

  const pause = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(scanEveryMs, () => {
        signal.removeEventListener('abort', give);
        resolve();
      });
      const give = (): void => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', give, { once: true });
    });

  /** Waits until the port is as it should be: a service needs some seconds. Where no port is known there is nothing to wait for. */
  const waitFor = async (wanted: 'up' | 'down', signal: AbortSignal): Promise<void> => {
    const untilMs = clock.now() + settleWithinMs;
    for (;;) {
      await checkGateway();
      const { status } = getState().gateway;
      if (status === wanted || status === 'unknown' || clock.now() >= untilMs || signal.aborted) return;
      await pause(signal);
    }
  };

  const askGateway = async (
    wanted: 'up' | 'down',
    result: RunFinding,
    signal: AbortSignal,
  ): Promise<RunFinding> => {
    // What did not even claim to have worked is not waited for.
    if (result.isGood) await waitFor(wanted, signal);
    const finding = gatewayFinding(await cli().gatewayStatus(signal), wanted);
    await checkGateway();
    // Why it failed stands in the result: advice for that is better than advice for its consequence.
    return result.isGood || finding.isGood || result.hint === undefined
      ? finding
      : { ...finding, hint: result.hint };
  };

  const askPlugin = async (
    wanted: 'plugin-installed' | 'plugin-enabled',
    result: RunFinding,
    signal: AbortSignal,
  ): Promise<RunFinding> => {
    const listed = await plugin.ask(signal);
    await checkGateway();
    const finding = pluginFinding(listed, wanted, getState().gateway.status === 'up');
    // Why it failed stands in the result: to do the same again would fail again.
    if (finding.isGood || finding.next?.type !== 'install-plugin' || result.next === undefined)
      return finding;
    return { ...finding, ...(result.hint === undefined ? {} : { hint: result.hint }), next: result.next };
  };

  const askAgain = (check: TaskCheck): AskAgain | undefined => {
    if (check === 'none') return undefined;
    const asking: AskAgain = (result, signal) =>
      check === 'gateway-up' || check === 'gateway-down'
        ? askGateway(check === 'gateway-up' ? 'up' : 'down', result, signal)
        : askPlugin(check, result, signal);
    return async (result, signal) => {
      try {
        return await asking(result, signal);
      } finally {
        onChanged();
      }
    };
  };

  return {
    plan: (task) => {
      try {
        return { ok: true, plan: workOf(task).plan };
      } catch (error) {
        return { ok: false, error: toErrorView(error) };
      }
    },
    start: (task) => {
      try {
        const work = listenedTo(workOf(task));
        if (getState().isReadOnly && !work.plan.isReading)
          return { ok: false, error: errorSentences.readOnly() };
        return runs.start(work, askAgain(work.check));
      } catch (error) {
        return { ok: false, error: toErrorView(error) };
      }
    },
    cancel: runs.cancel,
  };
};
