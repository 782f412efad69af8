// Writing a message and sending it. Nothing goes out without a question; what was not sent stays as a draft.
import {
  type AccountId,
  type ErrorView,
  groupNameOf,
  kindsBy,
  mediaCommandFor,
  nameOf,
  nameWarning,
  type OutgoingCheck,
  type OutgoingContent,
  type SendTo,
  sendKey,
  sentences,
  type ThreadId,
  threadId,
  threadNameOf,
  type UserId,
  userId,
} from '../../core/faces.ts';
import type { App, ConfirmRequest } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { opened } from '../dialogs/opened.ts';
import { directoryAccount, selectedRow } from '../directory/select.ts';
import { rowIds } from '../feed/row.ts';
import { feedHeight, selectedMessage, shownRows } from '../feed/select.ts';
import { select, windowFor } from '../layout/window-for.ts';
import { selectedApproved } from '../pairing/select.ts';
import { type Draft, type DraftFailure, isBlankDraft, unsentDrafts } from '../state/drafts.ts';
import { type EditorEdit, maxEditorUnits } from '../state/editor.ts';
import { type ComposeOverlay, composeButtons } from '../state/ui-state.ts';
import { steadyText, truncate } from '../text/cells.ts';
import { clockTime } from '../text/times.ts';
import { type Composed, composedIn, editorViewOf, sessionWarning, threadLabel } from './lines.ts';
import { composeKeySentences } from './words.ts';

// Whom `m` writes to: the thread of the selected row, whatever screen it is on.

const sendTo = (
  accountId: AccountId,
  thread: ThreadId,
  isGroup: boolean,
  name: string | undefined,
): SendTo => ({
  accountId,
  threadId: thread,
  isGroup,
  ...(name === undefined || name.trim() === '' ? {} : { name }),
});

const toPerson = ({ core }: Frame, accountId: AccountId, id: UserId, name?: string): SendTo =>
  sendTo(accountId, threadId(id), false, name ?? nameOf(core, accountId, id)?.name);

const ofMessage = (frame: Frame): SendTo | undefined => {
  const message = selectedMessage(frame);
  if (message === undefined) return undefined;
  const { accountId, threadId: thread, isGroup, isOwn, threadName } = message;
  if (isGroup) return sendTo(accountId, thread, true, threadNameOf(frame.core, message));
  // The thread of a direct message is the person at the other end, whoever of the two wrote it.
  const known = nameOf(frame.core, accountId, userId(thread))?.name;
  return sendTo(accountId, thread, false, isOwn ? (known ?? threadName) : (message.senderName ?? known));
};

const ofRow = (frame: Frame): SendTo | undefined => {
  const account = directoryAccount(frame);
  const row = selectedRow(frame);
  if (account === undefined || row === undefined) return undefined;
  if (row.type === 'group')
    return sendTo(
      account.id,
      threadId(row.group.id),
      true,
      row.group.name || groupNameOf(frame.core, account.id, row.group.id),
    );
  return row.type === 'peer'
    ? toPerson(frame, account.id, row.peer.id, row.peer.name)
    : toPerson(frame, account.id, row.member.id, row.member.name);
};

/** The thread of the selected row; undefined where none is selected. Pairing: only of those who were let in. */
const composeTarget = (frame: Frame): SendTo | undefined => {
  switch (frame.ui.screen) {
    case 'feed':
      return ofMessage(frame);
    case 'directory':
      return ofRow(frame);
    case 'pairing': {
      const row = frame.ui.pairing.pane === 'approved' ? selectedApproved(frame) : undefined;
      return row && toPerson(frame, row.sender.accountId, row.sender.senderId, row.name?.name);
    }
    default:
      return undefined;
  }
};

/**
 * A feed that follows its end has moved on while a message was written: back to the thread of what was left there, so that `m` opens that
 * and no other.
 */
const keepInReach = (app: App, { to }: Pick<Draft, 'to'>): void => {
  const frame = app.frame();
  const list = listState(frame.ui, 'feed');
  if (frame.ui.screen !== 'feed' || !list.isFollowing) return;
  const rows = shownRows(frame);
  let index = rows.length - 1;
  for (; index >= 0; index -= 1) {
    const last = rows.at(index)?.last;
    if (last?.accountId === to.accountId && last.threadId === to.threadId && last.isGroup === to.isGroup)
      break;
  }
  if (index < 0) return;
  const ids = rowIds(rows);
  const height = feedHeight(frame);
  const { top } = windowFor(ids, list, height);
  const offset = index >= top ? index - top : Math.floor(height / 2);
  app.dispatch({ type: 'list/changed', name: 'feed', list: select(ids, list, index, offset) });
};

// What is asked before something is sent or thrown away.

const words = sentences.compose;

/** Cells of what was written that a question shows. */
const firstLineCells = 60;

/** The beginning of a text: its first line that is not blank. */
const firstLine = (text: string, cells = firstLineCells): string => {
  const lines = text.split('\n').filter((row) => row.trim() !== '');
  const first = (lines[0] ?? '').replaceAll('\t', ' ').trim();
  return truncate(steadyText(lines.length > 1 ? `${first} …` : first), cells);
};

const commandOf = (content: OutgoingContent): string =>
  content.type === 'text'
    ? 'zca msg send'
    : content.type === 'link'
      ? 'zca msg link'
      : `zca msg ${mediaCommandFor(content.url)}`;

const contentLines = (content: OutgoingContent): readonly string[] => {
  switch (content.type) {
    case 'text':
      return [words.confirmFirst(firstLine(content.text))];
    case 'link':
      return [words.confirmLink(truncate(content.url, firstLineCells))];
    case 'media':
      return [
        words.confirmMedia(mediaCommandFor(content.url), truncate(content.url, firstLineCells)),
        ...(content.caption === undefined ? [] : [words.confirmFirst(firstLine(content.caption))]),
      ];
  }
};

/** Of a person whose name is that of somebody else the account knows: who it is not. */
const likeLines = ({ core }: Frame, { to }: Draft): readonly string[] => {
  const { accountId, threadId, isGroup, name } = to;
  const warning =
    isGroup || name === undefined ? undefined : nameWarning(core, accountId, userId(threadId), name);
  return warning?.type === 'like-contact'
    ? [words.confirmLike(truncate(warning.name, 30), warning.userId)]
    : [];
};

/** Before sending: to whom, from which account, what it begins with, and in how many messages. */
const sendQuestion = (
  frame: Frame,
  draft: Draft,
  { content, messages }: OutgoingCheck & { readonly ok: true },
): ConfirmRequest => {
  const { core } = frame;
  const { to } = draft;
  const profile = core.config.accounts.find(({ id }) => id === to.accountId)?.profile.value ?? to.accountId;
  const doubt = sessionWarning(core, to.accountId);
  const kind = `${words.threadKinds[to.isGroup ? 'group' : 'direct']}, ${words.id(to.threadId)}`;
  return {
    title: draft.isRest === true ? words.confirmRestTitle(messages) : words.confirmTitle(messages),
    lines: [
      words.confirmTo(truncate(threadLabel(draft), 40), kind),
      ...likeLines(frame, draft),
      words.confirmFrom(to.accountId, profile),
      ...contentLines(content),
      ...(draft.isUncertain === true ? [words.confirmUncertain] : []),
      ...(doubt === undefined ? [] : [words.sessionWarning(to.accountId, doubt)]),
      core.config.release.capabilities.drivesZca
        ? words.confirmRuns(commandOf(content), messages)
        : words.confirmByGateway(messages),
    ],
    confirmLabel: words.confirmLabel,
  };
};

const discardQuestion = (draft: Draft): ConfirmRequest => ({
  title: words.discardTitle,
  lines: [
    ...words.discardLines(truncate(threadLabel(draft), 40), draft.editor.text.length),
    words.confirmFirst(firstLine(draft.editor.text)),
  ],
  confirmLabel: words.discardLabel,
  isDanger: true,
});

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
  const isCut =
    edit.type === 'insert' &&
    now.draft.editor.text.length + edit.text.length > maxEditorUnits &&
    length > maxEditorUnits - 16;
  if (isCut) app.note(words.full(maxEditorUnits));
};

const failureOf = ({ sentence, detail, hint }: ErrorView): DraftFailure => ({
  sentence,
  ...(detail === undefined ? {} : { detail: detail.replace(/\s+/gu, ' ') }),
  ...(hint === undefined ? {} : { hint }),
});

const sendNow = async (app: App, to: SendTo, content: OutgoingContent): Promise<void> => {
  const key = sendKey(to);
  const outcome = await app.console.messages.send(to, content);
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
    rest,
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
  else app.console.messages.stopAfterThis(draft.to);
};

const discard = async (app: App, { key, draft, send: state }: Composed): Promise<void> => {
  if (state !== undefined) return app.note(words.busy);
  if (!isBlankDraft(draft) && !(await app.confirm(discardQuestion(draft)))) return;
  app.dispatch({ type: 'draft/dropped', key });
  app.say(words.discarded);
};

const nextKind = (app: App, { key, draft, send: state }: Composed): void => {
  const kinds = kindsBy(app.frame().core.config.release.capabilities);
  const kind = kinds[(kinds.indexOf(draft.kind) + 1) % kinds.length] ?? 'text';
  if (state !== undefined) {
    app.note(words.busy);
    return;
  }
  app.dispatch({ type: 'draft/kind-changed', key, kind });
  if (kind === 'text' && !kinds.includes('media')) app.note(words.noPictures);
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
