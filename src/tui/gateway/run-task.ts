// From a task to its run: the exact command first, then a look at it while it runs, then the word whether it helped.

import {
  type AccountRow,
  accountRows,
  type CommandRun,
  type OpenClawTask,
  type Outcome,
  type TaskPlan,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { loginActionSentences } from '../login/words.ts';
import { restartGateway } from '../status/account-control.ts';
import { stopListeners } from '../status/start-listeners.ts';
import { commandRunSentences } from './words.ts';

// A restart of the gateway that follows from something else: the question says why, and shows the command.

/** Offers it; without an `openclaw` to run says how it is done by hand. */
export const offerRestart = async (app: App, why: readonly string[]): Promise<void> => {
  const frame = app.frame();
  if (frame.core.openclaw.status === 'found' || restartsItself(frame, { type: 'restart-gateway' }))
    await runTask(app, { type: 'restart-gateway' }, why);
  else app.note(loginActionSentences.restartByHand);
};

const words = commandRunSentences;

const isShown = (frame: Frame, runId: number): boolean => {
  const overlay = frame.ui.overlays.at(-1);
  return overlay?.type === 'command-run' && overlay.runId === runId;
};

/** Shows a run at its end, following what it prints. */
export const showRun = (app: App, runId: number): void => {
  if (isShown(app.frame(), runId)) return;
  app.dispatch({
    type: 'list/changed',
    name: 'command-run',
    list: { offset: 0, index: 0, isFollowing: true, filter: '', marks: [] },
  });
  app.dispatch({ type: 'overlay/opened', overlay: { type: 'command-run', runId } });
};

/** The run that is worth showing: the last that goes on, else the last of all. */
export const lastRun = ({ core: { runs } }: Frame): CommandRun | undefined =>
  runs.findLast(({ status }) => status !== 'ended') ?? runs.at(-1);

/** Accounts this console listens on, where the task brings a gateway that wants to listen on them itself. */
const listeningBeside = ({ core }: Frame, { type }: OpenClawTask): readonly AccountRow[] =>
  type !== 'start-gateway' && type !== 'restart-gateway'
    ? []
    : accountRows(core).filter(
        ({ account, facts: { listener } }) =>
          account.enabled.value && listener.status !== 'stopped' && listener.status !== 'blocked',
      );

/** Asks; where this console listens beside the gateway that comes, the answer is to stop that first. */
const ask = async (
  app: App,
  { task, title, command, program, warnings }: TaskPlan,
  why: readonly string[],
): Promise<boolean> => {
  const beside = listeningBeside(app.frame(), task);
  const isSure = await app.confirm({
    title: words.question(title),
    lines: [
      ...why,
      ...(beside.length === 0 ? [] : [words.listensHere(beside.map(({ id }) => id))]),
      words.runs(command),
      words.program(program),
      ...warnings,
    ],
    confirmLabel: beside.length === 0 ? words.run : words.stopHereFirst,
    isDanger: true,
  });
  if (isSure && beside.length > 0) await stopListeners(app, listeningBeside(app.frame(), task));
  return isSure;
};

/** Whoever looks at the run sees what it came to; others are told. */
const showOutcome = (app: App, runId: number, plan: TaskPlan, outcome: Outcome): void => {
  if (plan.isReading || isShown(app.frame(), runId)) return;
  if (outcome.ok) app.say(`${plan.title}: ${outcome.sentence ?? ''}`);
  else app.complain(`${plan.title}: ${outcome.error.sentence}`, outcome.error.hint);
};

/**
 * Runs a task: asks first with the exact command (not where it only reads), shows it while it runs, says what it came to. True if asking again
 * found that it helped. What runs of the same subject already is shown instead. `why`: what the question begins with, where the operator did
 * not ask for the task.
 */
export const runTask = async (
  app: App,
  task: OpenClawTask,
  why: readonly string[] = [],
): Promise<boolean> => {
  if (restartsItself(app.frame(), task)) return restartGateway(app, why);
  const run = (): Promise<boolean> => runPlanned(app, task, why);
  // It takes a second or more to tell its version; what was asked for meanwhile is not lost.
  if (app.frame().core.openclaw.status !== 'unknown') return run();
  return (await app.waitFor(words.stillLocating, () => app.console.gateway.locateOpenClaw(), run)) ?? false;
};

/** Where a live connection stands, a gateway that holds its sessions restarts itself, service or not. */
export const restartsItself = ({ core }: Frame, { type }: OpenClawTask): boolean =>
  type === 'restart-gateway' &&
  core.connection.status === 'open' &&
  !core.config.release.capabilities.drivesZca;

const runPlanned = async (app: App, task: OpenClawTask, why: readonly string[]): Promise<boolean> => {
  const answer = app.console.tasks.plan(task);
  if (!answer.ok) {
    app.complain(answer.error.sentence, answer.error.hint);
    return false;
  }
  const { plan } = answer;
  const other = app
    .frame()
    .core.runs.find(({ subject, status }) => subject === plan.subject && status !== 'ended');
  if (other !== undefined) {
    showRun(app, other.id);
    app.note(words.alreadyRuns(other.title));
    return false;
  }
  if (!plan.isReading && !(await ask(app, plan, why))) return false;
  const started = app.console.tasks.start(task);
  if (!started.ok) {
    app.complain(started.error.sentence, started.error.hint);
    return false;
  }
  showRun(app, started.runId);
  const outcome = await started.done;
  showOutcome(app, started.runId, plan, outcome);
  return outcome.ok;
};

/** Fires when the program of a run has ended: there is nothing to stop any more. */
const endOf = (
  { console: { store } }: App,
  id: number,
): { readonly signal: AbortSignal; readonly forget: () => void } => {
  const ended = new AbortController();
  const forget = store.subscribe(({ runs }) => {
    const status = runs.find((run) => run.id === id)?.status;
    if (status !== 'running' && status !== 'cancelling') ended.abort();
  });
  return { signal: ended.signal, forget };
};

const isSureToStop = async (app: App, run: CommandRun): Promise<boolean> => {
  const { signal, forget } = endOf(app, run.id);
  const question = {
    title: words.cancelTitle(run.title),
    lines: words.cancelLines(run.command),
    cancelLabel: words.cancelNot,
    confirmLabel: words.cancelConfirm,
    isDanger: true,
  };
  const isSure = await app.confirm(question, signal);
  forget();
  if (signal.aborted && !isSure) app.note(words.endedMeanwhile(run.title));
  return isSure;
};

/** Ends a run: what changes something asks first, for as long as it runs. */
export const cancelRun = async (app: App, run: CommandRun): Promise<void> => {
  if (!run.isReading && run.status !== 'checking' && !(await isSureToStop(app, run))) return;
  await app.attempt(app.console.tasks.cancel(run.id));
};
