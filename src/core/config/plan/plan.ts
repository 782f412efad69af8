// From actions to one text: each is worked out on the config that the one before it makes, and all of them land in one file.

import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ErrorView } from '../../shared/error-view.ts';
import { type AccountId, defaultAccountId } from '../../shared/ids.ts';
import type { ConfigAction, DiffLine, PlannedChange, ReadFile } from '../change-request.ts';
import type { ConfigView } from '../config-view.ts';
import { diffText } from '../diff.ts';
import { isSame, type JsonValue } from '../edit/types.ts';
import type { ConfigReading } from '../reading.ts';
import type { ConfigService } from '../service.ts';
import { type ConfigPath, formatPath, isObject, type JsonObject, valueAt } from '../value.ts';
import { applyEdits, writtenIn } from './apply-edits.ts';
import { editsOfAction } from './edits-of-action.ts';
import type { Renamed } from './effective.ts';
import { type ConfigEdit, intended, isWithin, sideEffects } from './input.ts';
import { changeErrors, snapshotSentences as words } from './words.ts';

// What makes `channels.zalouser` begin shuts the groups in the same write: OpenClaw 2026.2.22 to 2026.3.24 blocks every group while there is no
// section, and lets every group in once there is one that does not say otherwise (the OpenClaw contract). Pure.

const makesSection = ({ type }: ConfigAction): boolean =>
  type !== 'set-plugin-enabled' &&
  type !== 'set-defaults-group-policy' &&
  type !== 'set-command-edits' &&
  type !== 'set-log-level';

/** Would every group be open with a section that says nothing of groups? What was decided for all channels counts, unless that is `open`. */
const wouldOpen = ({ status, hasSection, release: { capabilities }, channel }: ConfigView): boolean => {
  const isShutNow = !hasSection && capabilities.missingSectionBlocksGroups;
  if (!isShutNow || capabilities.injectsGroupPolicy || (status !== 'ready' && status !== 'missing'))
    return false;
  const { value = 'open' } = channel?.defaultGroupPolicy ?? {};
  return value === 'open';
};

/** Whose groups: accounts that are listed with it, else those it is about, else the one that runs by itself; but for those of which it says so itself. */
const concerned = (actions: readonly ConfigAction[]): readonly AccountId[] => {
  const added = actions.flatMap((action) => (action.type === 'add-account' ? [action.accountId] : []));
  const named = actions.flatMap((action) => ('accountId' in action ? [action.accountId] : []));
  const said = new Set(
    actions.flatMap((action) => (action.type === 'set-group-policy' ? [action.accountId] : [])),
  );
  const all = new Set(added.length > 0 ? added : named.length > 0 ? named : [defaultAccountId]);
  return [...all].filter((id) => !said.has(id));
};

/**
 * The actions, with `groupPolicy: 'allowlist'` for the accounts of a section that only comes with them. The same actions where there is a section,
 * or where they say themselves who may write in groups.
 */
export const withGroupsShut = (
  config: ConfigView,
  actions: readonly ConfigAction[],
): readonly ConfigAction[] => {
  const isSaidForAll = actions.some(({ type }) => type === 'set-defaults-group-policy');
  if (!wouldOpen(config) || isSaidForAll || !actions.some(makesSection)) return actions;
  return [
    ...actions,
    ...concerned(actions).map(
      (accountId) => ({ type: 'set-group-policy', accountId, policy: 'allowlist' }) as const,
    ),
  ];
};

// The files a config was read from, as they were: what a write is held against, and what somebody else changed meanwhile.

/** A file of the config by the name it has from the main one's folder: most are there. */
export const nameFrom = (main: string, file: string): string => {
  const name = path.relative(path.dirname(main), file);
  return name.startsWith('..') ? file : name;
};

/** Every file that had a say, each once. */
export const filesOf = ({ path: main, sources, environment }: ConfigReading): readonly ReadFile[] => {
  const texts = new Map<string, string | undefined>([
    [main, undefined],
    ...sources.map(({ file, text }) => [file, text] as const),
  ]);
  const files = [...texts].map(([file, text]): ReadFile => ({ file, text }));
  return environment === undefined
    ? files
    : [...files, { file: environment.file, text: environment.text, isEnvironment: true }];
};

/** Files that are there in one of two readings only, or say something else. */
export const changedFiles = (
  before: readonly ReadFile[],
  after: readonly ReadFile[],
): readonly ReadFile[] => {
  const isIn = (files: readonly ReadFile[], { file, text }: ReadFile): boolean =>
    files.some((other) => other.file === file && other.text === text);
  const changed = after.filter((file) => !isIn(before, file));
  const left = before.filter(({ file }) => !after.some((other) => other.file === file));
  return [
    ...changed,
    ...left.map(
      ({ file, isEnvironment }): ReadFile => ({
        file,
        text: undefined,
        ...(isEnvironment ? { isEnvironment } : {}),
      }),
    ),
  ];
};

const said = (text: string): DiffLine => ({ kind: 'gap', text });

/**
 * What happened to the config between two plans of one action, for display: the difference of every file of it that is another now, with
 * its name where it is not the one that is written to.
 */
export const changesBetween = (before: PlannedChange, after: PlannedChange): readonly DiffLine[] => {
  const textBefore = (file: string): string => before.read.find((other) => other.file === file)?.text ?? '';
  const files = changedFiles(before.read, after.read).flatMap(
    ({ file, text, isEnvironment }): readonly DiffLine[] => {
      const lines = isEnvironment ? [said(words.environmentChanged)] : diffText(textBefore(file), text ?? '');
      return file === before.file && file === after.file
        ? lines
        : [said(words.otherFile(nameFrom(after.view.path, file))), ...lines];
    },
  );
  return [
    ...(before.view.path === after.view.path ? [] : [said(words.readElsewhere(after.view.path))]),
    ...(isDeepStrictEqual(before.view.release.capabilities, after.view.release.capabilities)
      ? []
      : [said(words.releaseFound(after.view.release.version))]),
    ...files,
  ];
};

// Several actions as one request: an account is called in each of them what it is called in the end. Pure.

const lastIdOf = (id: AccountId, later: readonly ConfigAction[]): AccountId =>
  later.reduce(
    (now, action) => (action.type === 'rename-account' && action.accountId === now ? action.to : now),
    id,
  );

const firstIdOf = (id: AccountId, earlier: readonly ConfigAction[]): AccountId =>
  earlier.reduceRight(
    (now, action) => (action.type === 'rename-account' && action.to === now ? action.accountId : now),
    id,
  );

/** The actions with the ids that the accounts have in the end; an account that goes, or is renamed, by the one it had in the beginning. */
export const resolveRenames = (actions: readonly ConfigAction[]): readonly ConfigAction[] =>
  actions.map((action, index): ConfigAction => {
    if (!('accountId' in action)) return action;
    const [earlier, later] = [actions.slice(0, index), actions.slice(index + 1)];
    if (action.type === 'remove-account')
      return { ...action, accountId: firstIdOf(action.accountId, earlier) };
    if (action.type === 'rename-account')
      return { ...action, accountId: firstIdOf(action.accountId, earlier), to: lastIdOf(action.to, later) };
    return { ...action, accountId: lastIdOf(action.accountId, later) };
  });

/** The accounts that are the same under another id; of {@link resolveRenames} actions. */
export const renamedBy = (actions: readonly ConfigAction[]): readonly Renamed[] =>
  actions.flatMap((action) =>
    action.type === 'rename-account' && action.to !== action.accountId
      ? [{ from: action.accountId, to: action.to }]
      : [],
  );

// Edits that fill what an earlier one of them has made, as one: what comes as a whole is written as a whole, and laid out like it. Pure.

/** Fewer edits that say the same of `config`; where an edit takes away or renames what another has made, they need not. */
const mergeEdits = (config: JsonObject, edits: readonly ConfigEdit[]): readonly ConfigEdit[] => {
  const whole = intended(config, edits);
  const made: ConfigPath[] = [];
  return edits.flatMap((edit): readonly ConfigEdit[] => {
    const { path } = edit;
    if (made.some((own) => own.length < path.length && isWithin(path, own))) return [];
    if (edit.op !== 'set' || !isObject(edit.value) || valueAt(config, path) !== undefined) return [edit];
    made.push(path);
    const value = valueAt(whole, path);
    return [isObject(value) ? { ...edit, value: value as JsonValue } : edit];
  });
};

export interface WorkedOut {
  readonly ok: true;
  readonly file: string;
  /** The text of the file before the first of them; undefined where there is none. */
  readonly before: string | undefined;
  readonly after: string;
  readonly reading: ConfigReading;
  /** Those of the actions that change something, in their order. */
  readonly actions: readonly ConfigAction[];
  /** Paths of the config that change beside those that are edited. */
  readonly besides: readonly ConfigPath[];
}

interface SoFar {
  readonly reading: ConfigReading;
  readonly written?: Pick<WorkedOut, 'file' | 'before' | 'after'>;
  readonly actions: readonly ConfigAction[];
  readonly edits: readonly ConfigEdit[];
}

type Refused = { readonly ok: false; readonly error: ErrorView };
type Step = (SoFar & { readonly ok: true }) | Refused;
type Access = Pick<ConfigService, 'readNow' | 'viewOf'>;

const editsOf = (
  access: Access,
  before: ConfigReading,
  { reading, actions }: SoFar,
  action: ConfigAction,
) => {
  const view = access.viewOf(reading);
  // A section that only comes with this change runs no account that is to be kept.
  const hasImplicitDefault =
    access.viewOf(before).hasSection ||
    actions.some((other) => 'accountId' in other && other.accountId === defaultAccountId);
  return editsOfAction(
    { config: reading.value, view, written: writtenIn(reading), hasImplicitDefault },
    action,
  );
};

/** One action more. One that changes nothing is left out. */
const oneMore = async (
  access: Access,
  before: ConfigReading,
  so: SoFar,
  action: ConfigAction,
): Promise<Step> => {
  const answer = editsOf(access, before, so, action);
  if (!answer.ok) return answer;
  const applied = applyEdits(so.reading, answer.edits);
  if (!applied.ok) return applied.isNothing === true ? { ok: true, ...so } : applied;
  const { file } = applied;
  const { written = applied } = so;
  if (written.file !== file)
    return {
      ok: false,
      error: changeErrors.filesOfMany([written.file, file].map((one) => nameFrom(before.path, one))),
    };
  const after = await access.readNow({ file, text: applied.after });
  // The edit was right in itself; what it makes of the whole must still be a config.
  if (after.status !== 'ready') return { ok: false, error: changeErrors.wouldBreak(file) };
  return {
    ok: true,
    reading: after,
    written: { file, before: written.before, after: applied.after },
    actions: [...so.actions, action],
    edits: [...so.edits, ...answer.edits],
  };
};

/** The same in one piece, where that says the same: an account that comes with all its settings is laid out as a whole. */
const inOnePiece = async (access: Access, before: ConfigReading, so: SoFar): Promise<SoFar> => {
  if (so.actions.length < 2) return so;
  const edits = mergeEdits(before.value, so.edits);
  const applied = applyEdits(before, edits);
  if (!applied.ok || applied.file !== so.written?.file) return so;
  const reading = await access.readNow({ file: applied.file, text: applied.after });
  return reading.status === 'ready' && isSame(reading.value, so.reading.value)
    ? { ...so, reading, written: { ...so.written, after: applied.after } }
    : so;
};

/**
 * Works actions out on the config as it was read. Writes nothing. The first that cannot be done is the answer for all of them; it is a refusal,
 * too, where nothing would change.
 */
export const planChange = async (
  access: Access,
  before: ConfigReading,
  actions: readonly ConfigAction[],
): Promise<WorkedOut | Refused> => {
  let so: SoFar = { reading: before, actions: [], edits: [] };
  for (const action of actions) {
    const step = await oneMore(access, before, so, action);
    if (!step.ok) return step;
    so = step;
  }
  const { written, reading, edits } = await inOnePiece(access, before, so);
  if (written === undefined || written.before === written.after)
    return { ok: false, error: changeErrors.nothingToDo() };
  // What is asked of the config is held against the end only: what one action says another may unsay.
  const { missed, besides } = sideEffects(before.value, edits, reading.value);
  const [ineffective] = missed;
  if (ineffective !== undefined)
    return { ok: false, error: changeErrors.noEffect(formatPath(ineffective), written.file) };
  return { ok: true, ...written, reading, actions: so.actions, besides };
};
