// Writing a message and sending it. Nothing goes out without a question; what was not sent stays as a draft.
import { type ErrorView, type OutgoingContent, outgoingKinds, type SendTo, sendKey, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import type { Handler, Handlers, IdsOf } from '../app/handlers.ts';
import { opened } from '../dialogs/opened.ts';
import { type DraftFailure, isBlankDraft, unsentDrafts } from '../state/drafts.ts';
import { type EditorEdit, maxEditorUnits } from '../state/editor.ts';
import { type ComposeOverlay, composeButtons } from '../state/ui-state.ts';
import { truncate } from '../text/cells.ts';
import { clockTime } from '../text/times.ts';
import { type Composed, composedIn, editorViewOf, threadLabel } from './lines.ts';
import { discardQuestion, firstLine, sendQuestion } from './questions.ts';
import { composeTarget, keepInReach } from './target.ts';
import { composeKeySentences } from './words.ts';

const words = sentences.compose;

const overlayOf = ({ ui }: Frame): ComposeOverlay | undefined => {
  const overlay = ui.overlays.at(-1);
  return overlay?.type === 'compose' ? overlay : undefined;
};

const composed = (frame: Frame): Composed | undefined => {
  const overlay = overlayOf(frame);
  return overlay && composedIn(frame, overlay);
};

/** Opens what was left there, or an empty page. */
const openDraft = (app: App, to: SendTo): void => {
  const key = sendKey(to);
  const known = app.frame().ui.drafts[key];
  app.dispatch({ type: 'draft/opened', to, atMs: app.now() });
  app.dispatch({ type: 'overlay/opened', overlay: { type: 'compose', key, focus: 'text' } });
  if (known !== undefined && !isBlankDraft(known)) app.note(words.draftOf(clockTime(known.changedAtMs)));
};

const open = async (app: App, frame: Frame): Promise<void> => {
  const to = composeTarget(frame);
  if (to !== undefined) return openDraft(app, to);
  const drafts = unsentDrafts(frame.ui.drafts);
  const [only, ...others] = drafts;
  if (only === undefined) return;
  if (others.length === 0) return openDraft(app, only.to);
  const answer = await app.choose({
    title: words.whichTitle,
    lines: [],
    choices: drafts.map((draft) => ({
      label: threadLabel(draft),
      means: words.whichMeans(draft.to.accountId, firstLine(draft.editor.text)),
    })),
  });
  const chosen = answer === undefined ? undefined : drafts[answer];
  if (chosen !== undefined) openDraft(app, chosen.to);
};

/** Edits the text that is being written. While it is sent it stays as it is. */
export const editComposed = (app: App, frame: Frame, edit: EditorEdit): void => {
  const overlay = overlayOf(frame);
  const now = overlay && composedIn(frame, overlay);
  if (overlay === undefined || now === undefined) return;
  if (now.send !== undefined) {
    app.note(words.busy);
    return;
  }
  const view = editorViewOf(now, opened<'compose'>(overlay, frame).room, app.signs);
  app.dispatch({ type: 'draft/edited', key: now.key, edit, view, atMs: app.now() });
  const { length } = app.frame().ui.drafts[now.key]?.editor.text ?? '';
  const isCut = edit.type === 'insert' && now.draft.editor.text.length + edit.text.length > maxEditorUnits && length > maxEditorUnits - 16;
  if (isCut) app.note(words.full(maxEditorUnits));
};

const failureOf = ({ sentence, detail, hint }: ErrorView): DraftFailure => ({
  sentence,
  ...(detail === undefined ? {} : { detail: detail.replace(/\s+/gu, ' ') }),
  ...(hint === undefined ? {} : { hint }),
});

const sendNow = async (app: App, to: SendTo, content: OutgoingContent): Promise<void> => {
  const key = sendKey(to);
  const outcome = await app.console.actions.send(to, content);
  if (outcome.ok) {
    app.dispatch({ type: 'draft/dropped', key });
    if (outcome.sentence !== undefined) app.say(outcome.sentence);
    return;
  }
  const { error, rest, sent = 0, isUncertain = false } = outcome;
  app.dispatch({
    type: 'draft/failed',
    key,
    failure: failureOf(error),
    ...(rest === undefined ? {} : { rest }),
    hasSentSome: sent > 0,
    isUncertain,
  });
  if (error.code === 'cancelled' && !isUncertain) app.note(error.sentence);
  else app.complain(error.sentence, error.hint);
};

const send = async (app: App, frame: Frame): Promise<void> => {
  const now = composed(frame);
  if (now === undefined) return;
  const { draft, check } = now;
  if (now.send !== undefined) return app.note(words.busy);
  if (!check.ok) return app.note(words.problems[check.problem]);
  if (await app.confirm(sendQuestion(frame, draft, check))) await sendNow(app, draft.to, check.content);
};

const stop = (app: App, { draft, send: state }: Composed): void => {
  if (state === undefined) app.note(words.notSending);
  else if (state.sent + 1 >= state.total) app.note(words.nothingToStop);
  else app.console.actions.stopSending(draft.to);
};

const discard = async (app: App, { key, draft, send: state }: Composed): Promise<void> => {
  if (state !== undefined) return app.note(words.busy);
  if (!isBlankDraft(draft) && !(await app.confirm(discardQuestion(draft)))) return;
  app.dispatch({ type: 'draft/dropped', key });
  app.say(words.discarded);
};

const nextKind = (app: App, { key, draft, send: state }: Composed): void => {
  const kind = outgoingKinds[(outgoingKinds.indexOf(draft.kind) + 1) % outgoingKinds.length] ?? 'text';
  if (state === undefined) app.dispatch({ type: 'draft/kind-changed', key, kind });
  else app.note(words.busy);
};

const press = (app: App, frame: Frame): void | Promise<void> => {
  const now = composed(frame);
  const focus = overlayOf(frame)?.focus;
  if (now === undefined) return;
  if (focus === 'kind') return nextKind(app, now);
  if (focus === 'discard') return discard(app, now);
  return now.send === undefined ? send(app, frame) : stop(app, now);
};

/** An empty page leaves nothing behind. */
const close = (app: App, frame: Frame): void => {
  const now = composed(frame);
  if (now === undefined || now.send !== undefined) app.dispatch({ type: 'overlay/closed' });
  else if (isBlankDraft(now.draft)) app.dispatch({ type: 'draft/dropped', key: now.key });
  else {
    app.dispatch({ type: 'overlay/closed' });
    keepInReach(app, now.draft);
    app.note(composeKeySentences.draftKept(truncate(threadLabel(now.draft), 30)));
  }
};

const ring = ['text', ...composeButtons] as const;

const focusing = (stops: readonly ComposeOverlay['focus'][], by: number): Handler => ({
  run: (app, frame) => {
    const overlay = overlayOf(frame);
    if (overlay === undefined) return;
    const focus = stops[(stops.indexOf(overlay.focus) + by + stops.length) % stops.length];
    if (focus !== undefined) app.dispatch({ type: 'overlay/changed', overlay: { ...overlay, focus } });
  },
});

const editing = (type: Exclude<EditorEdit['type'], 'insert' | 'set'>): Handler => ({
  run: (app, frame) => editComposed(app, frame, { type }),
});

const cannotOpen = (frame: Frame): string | undefined =>
  composeTarget(frame) !== undefined || unsentDrafts(frame.ui.drafts).length > 0 ? undefined : words.noTarget;

export const composeHandlers: Handlers<IdsOf<'compose'>> = {
  'compose.open': { reason: cannotOpen, run: open },
  'compose.send': { run: send },
  'compose.press': { run: press },
  'compose.close': { run: close },
  'compose.next': focusing(ring, 1),
  'compose.previous': focusing(ring, -1),
  'compose.button-right': focusing(composeButtons, 1),
  'compose.button-left': focusing(composeButtons, -1),
  'compose.to-text': focusing(['text'], 0),
  'compose.newline': editing('newline'),
  'compose.left': editing('left'),
  'compose.right': editing('right'),
  'compose.up': editing('up'),
  'compose.down': editing('down'),
  'compose.page-up': editing('page-up'),
  'compose.page-down': editing('page-down'),
  'compose.home': editing('home'),
  'compose.end': editing('end'),
  'compose.backspace': editing('backspace'),
  'compose.delete': editing('delete'),
  'compose.kill-word': editing('kill-word'),
  'compose.kill-start': editing('kill-start'),
  'compose.kill-end': editing('kill-end'),
};
