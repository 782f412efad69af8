// Changes of the OpenClaw config: planned on the text that was read, shown, written only if nobody else wrote meanwhile, undone.
import { isDeepStrictEqual } from 'node:util';
import type { ChangeRequest, ConfigAction, PlannedChange, ReloadEffect } from '../config/change-request.ts';
import type { ConfigView } from '../config/config-view.ts';
import { diffText } from '../config/diff.ts';
import { everyone, holdsEveryone, isSameEntry } from '../config/plan/effective.ts';
import { changedFiles, filesOf, planChange, resolveRenames, withGroupsShut } from '../config/plan/plan.ts';
import { reloadEffect } from '../config/plan/reload.ts';
import { changeErrors } from '../config/plan/words.ts';
import type { ConfigReading } from '../config/reading.ts';
import type { ConfigService } from '../config/service.ts';
import { type UndoToken, undoLastWrite, type WriteDeps, writeConfigFile } from '../config/write/write.ts';
import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import { findings } from '../findings.ts';
import type { Finding } from '../model/finding.ts';
import type { Outcome, PlanAnswer } from '../outcome.ts';
import { nextTurn } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import { consequencesOf } from './impact.ts';
import { changeSentences, type ToldAction } from './words.ts';

export interface ConfigChangesDeps {
  readonly access: ConfigService;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly write: WriteDeps;
  /** Looks whether a gateway answers now: what it does with a change is told by that. */
  readonly checkGateway: () => Promise<unknown>;
  /** Between the steps of a plan, each of which takes its time with a long config: keys are heard, frames drawn. Default: the next turn. */
  readonly breathe?: () => Promise<void>;
}

export interface ConfigChanges {
  /** Works one action, or several as one change, out on the config as it is on disk now. Writes nothing. */
  plan(changeRequest: ChangeRequest): Promise<PlanAnswer>;
  /** Writes a planned change; `config-changed` if the file is no longer what the plan was made on. */
  write(change: PlannedChange): Promise<Outcome>;
  /** Takes the last write of this session that still stands back, while the file is still what was written. */
  undo(): Promise<Outcome>;
  /** To be called after every `config/read`: tells whether the last write can still be taken back. */
  checkWrite(): void;
}

const keyOf = ({ code, accountId, sentence }: Finding): string =>
  [code, accountId ?? '', sentence].join('\n');

/** What the operator need not know now but would have to: of the config, and of names in it that stand for nobody or for several. */
const newFindings = (state: ConsoleState, now: ConfigView, then: ConfigView): readonly Finding[] => {
  const known = new Set(findings({ ...state, config: now }).map(keyOf));
  return findings({ ...state, config: then }).filter((finding) => !known.has(keyOf(finding)));
};

/** `*` in an account's `allowFrom` comes with `open` where that admits only whom the list covers, and goes with it; unless it is asked for by itself. */
const starOf = (
  action: ConfigAction,
  actions: readonly ConfigAction[],
  now: ConfigView,
  then: ConfigView,
): ToldAction['star'] => {
  if (action.type !== 'set-dm-policy' || actions.some((other) => isAboutEveryone(other, action.accountId)))
    return undefined;
  const [before, after] = [now, then].map(({ accounts }) => {
    const account = accounts.find(({ id }) => id === action.accountId);
    return account !== undefined && holdsEveryone(account.allowFrom.value, now.release.capabilities);
  });
  if (before === after) return undefined;
  return after ? 'added' : 'removed';
};

const isAboutEveryone = (action: ConfigAction, id: AccountId): boolean => {
  if (action.type === 'add-allow-from')
    return action.accountId === id && action.entries.some((entry) => isSameEntry(entry, everyone));
  return (
    action.type === 'remove-allow-from' && action.accountId === id && isSameEntry(action.entry, everyone)
  );
};

const summaryOf = (actions: readonly ConfigAction[], now: ConfigView, then: ConfigView): string => {
  const titled = actions.map((action) => ({ action, star: starOf(action, actions, now, then) }));
  const [first, ...others] = titled;
  if (first === undefined || others.length > 0) return changeSentences.together(titled);
  const said = changeSentences.summary(first.action);
  return first.star === undefined ? said : changeSentences.withStar(said, first.star);
};

/** A write that can be taken back: both texts are held. */
interface Written {
  readonly token: UndoToken;
  readonly file: string;
  readonly summary: string;
}

/** So many writes, one after the other. */
const maxUndos = 20;

/** Makes the service; nothing runs by itself. */
export const createConfigChanges = ({
  access,
  dispatch,
  getState,
  write,
  checkGateway,
  breathe = nextTurn,
}: ConfigChangesDeps): ConfigChanges => {
  /** What this session wrote and has not taken back, oldest first. */
  let writes: readonly Written[] = [];

  const effectOf = (
    before: ConfigReading,
    after: ConfigReading,
    file: string,
  ): { reload: ReloadEffect; effect: string } => {
    const can = access.viewOf(after).release.capabilities;
    const { status } = getState().gateway;
    const question = {
      before: before.value,
      after: after.value,
      can,
      gateway: status,
      isMainFile: file === after.path,
    };
    const reload = reloadEffect(question);
    return { reload, effect: changeSentences.effect({ reload, can, isGatewayKnown: status !== 'unknown' }) };
  };

  const plan = async (changeRequest: ChangeRequest): Promise<PlanAnswer> => {
    await Promise.all([access.reload(), checkGateway()]);
    await breathe();
    const before = access.reading();
    if (before === undefined)
      return { ok: false, error: errorSentences.configMissing({ file: getState().config.path }) };
    // Whoever asks: a section that says nothing of groups would open them all.
    const worked = await planChange(
      access,
      before,
      withGroupsShut(access.viewOf(before), 'type' in changeRequest ? [changeRequest] : changeRequest),
    );
    if (!worked.ok) return worked;
    const { file, reading: after, actions, besides } = worked;
    await breathe();
    // One moment's state, whatever the turns between the steps bring.
    const [now, next, state] = [access.viewOf(before), access.viewOf(after), getState()];
    const linkedFile = await access.linkedFile(file);
    await breathe();
    const diff = diffText(worked.before ?? '', worked.after);
    await breathe();
    const consequences = consequencesOf({
      actions: resolveRenames(actions),
      file,
      now,
      next,
      before,
      after,
      besides,
      state,
    });
    await breathe();
    const change: PlannedChange = {
      summary: summaryOf(actions, now, next),
      file,
      linkedFile,
      before: worked.before,
      after: worked.after,
      diff,
      ...effectOf(before, after, file),
      consequences,
      read: filesOf(before),
      view: next,
      newFindings: newFindings(state, now, next),
    };
    return { ok: true, change };
  };

  const changedByOthers = async (file: string): Promise<Outcome> => {
    await access.reload();
    return { ok: false, error: errorSentences.configChanged({ file }) };
  };

  const written = async (change: PlannedChange): Promise<Outcome> => {
    let other: string | undefined;
    /** Any file of the config may decide what holds, not only the one that is written. */
    const isCurrent = async (): Promise<boolean> => {
      const now = await access.readNow();
      const { release, path } = access.viewOf(now);
      other = changedFiles(change.read, filesOf(now))[0]?.file;
      return (
        other === undefined &&
        path === change.view.path &&
        isDeepStrictEqual(release.capabilities, change.view.release.capabilities)
      );
    };
    const { file, before: expected, after: next } = change;
    const outcome = await writeConfigFile({ file, expected, next, deps: write, isCurrent });
    if (outcome.status === 'changed-by-others') return changedByOthers(other ?? file);
    writes = [...writes, { token: outcome.undo, file, summary: change.summary }].slice(-maxUndos);
    dispatch({ type: 'config/written', file, summary: change.summary });
    await access.reload();
    return { ok: true, sentence: changeSentences.written(file) };
  };

  const undo = async (): Promise<Outcome> => {
    const last = writes.at(-1);
    if (last === undefined) return { ok: false, error: changeErrors.nothingToUndo() };
    const { token, file } = last;
    const [now] = await Promise.all([access.readNow(), checkGateway()]);
    const outcome = await undoLastWrite(token, write);
    if (outcome.status === 'changed-by-others') return { ok: false, error: changeErrors.cannotUndo(file) };
    writes = writes.filter((write) => write !== last);
    const before = writes.at(-1);
    dispatch({
      type: 'config/undone',
      ...(before === undefined ? {} : { before: { file: before.file, summary: before.summary } }),
    });
    await access.reload();
    const { effect } = effectOf(now, access.reading() ?? now, file);
    return { ok: true, sentence: changeSentences.undone(file, effect) };
  };

  const checkWrite = (): void => {
    const last = writes.at(-1);
    if (last === undefined) return;
    const { token, file } = last;
    const text = access.reading()?.sources.find((source) => source.file === file)?.text;
    dispatch({ type: 'config/write-checked', isOvertaken: text !== token.wrote });
  };

  const guarded = async (act: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await act();
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

  return { plan, write: (change) => guarded(() => written(change)), undo: () => guarded(undo), checkWrite };
};
