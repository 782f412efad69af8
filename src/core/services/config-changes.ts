// Changes of the OpenClaw config: planned on the text that was read, shown, written only if nobody else wrote meanwhile, undone.
import { changeErrors, changeSentences } from '../catalogue/change.ts';
import { errorSentences } from '../catalogue/errors.ts';
import type { Outcome, PlanAnswer } from '../console.ts';
import { toErrorView } from '../errors.ts';
import type { ConfigAction } from '../model/config-action.ts';
import type { Finding } from '../model/finding.ts';
import type { PlannedChange } from '../model/planned-change.ts';
import { applyEdits, writtenIn } from '../openclaw/config/change/apply-edits.ts';
import { editsOfAction } from '../openclaw/config/change/edits-of-action.ts';
import { reloadEffect } from '../openclaw/config/change/reload.ts';
import { diffText } from '../openclaw/config/diff.ts';
import { type UndoToken, undoLastWrite, type WriteDeps, writeConfigFile } from '../openclaw/config/write/write.ts';
import type { Dispatch } from '../state/events.ts';
import type { ConfigView, ConsoleState } from '../state/state.ts';
import type { AccessService } from './access.ts';

/** What {@link createConfigChanges} needs. */
export interface ConfigChangesDeps {
  readonly access: AccessService;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly write: WriteDeps;
}

/** Plans, writes, undoes. */
export interface ConfigChanges {
  /** Works an action out on the config as it is on disk now. Writes nothing. */
  plan(action: ConfigAction): Promise<PlanAnswer>;
  /** Writes a planned change; `config-changed` if the file is no longer what the plan was made on. */
  write(change: PlannedChange): Promise<Outcome>;
  /** Takes the last write of this session back, while the file is still what was written. */
  undo(): Promise<Outcome>;
}

const keyOf = ({ code, accountId, sentence }: Finding): string => [code, accountId ?? '', sentence].join('\n');

/** What the operator need not know now but would have to. */
const newFindings = (now: ConfigView, then: ConfigView): readonly Finding[] => {
  const known = new Set(now.findings.map(keyOf));
  return then.findings.filter((finding) => !known.has(keyOf(finding)));
};

/** Makes the service; nothing runs by itself. */
export const createConfigChanges = ({ access, dispatch, getState, write }: ConfigChangesDeps): ConfigChanges => {
  let last: { readonly token: UndoToken; readonly file: string } | undefined;

  const plan = async (action: ConfigAction): Promise<PlanAnswer> => {
    await access.reload();
    const reading = access.reading();
    const { config: view, gateway } = getState();
    if (reading === undefined) return { ok: false, error: errorSentences.configMissing({ file: view.path }) };
    const answer = editsOfAction({ config: reading.value, view, written: writtenIn(reading) }, action);
    if (!answer.ok) return answer;
    const applied = applyEdits(reading, answer.edits);
    if (!applied.ok) return applied;
    const then = await access.preview(applied.file, applied.after);
    // The edit was right in itself; what it makes of the whole must still be a config.
    if (then.status !== 'ready') return { ok: false, error: changeErrors.wouldBreak(applied.file) };
    return {
      ok: true,
      change: {
        summary: changeSentences.summary(action),
        file: applied.file,
        before: applied.before,
        after: applied.after,
        diff: diffText(applied.before ?? '', applied.after),
        reload: reloadEffect(answer.edits, reading.value, view.generation, gateway.status),
        view: then,
        newFindings: newFindings(view, then),
      },
    };
  };

  const written = async (change: PlannedChange): Promise<Outcome> => {
    const outcome = await writeConfigFile({ file: change.file, expected: change.before, next: change.after, deps: write });
    if (outcome.status === 'changed-by-others') {
      await access.reload();
      return { ok: false, error: errorSentences.configChanged({ file: change.file }) };
    }
    last = { token: outcome.undo, file: change.file };
    dispatch({ type: 'config/written', file: change.file, summary: change.summary });
    await access.reload();
    return { ok: true, sentence: changeSentences.written(change.file) };
  };

  const undo = async (): Promise<Outcome> => {
    if (last === undefined) return { ok: false, error: changeErrors.nothingToUndo() };
    const { token, file } = last;
    const outcome = await undoLastWrite(token, write);
    if (outcome.status === 'changed-by-others') return { ok: false, error: changeErrors.cannotUndo(file) };
    last = undefined;
    dispatch({ type: 'config/undone' });
    await access.reload();
    return { ok: true, sentence: changeSentences.undone(file) };
  };

  const guarded = async (act: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await act();
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

  return { plan, write: (change) => guarded(() => written(change)), undo: () => guarded(undo) };
};
