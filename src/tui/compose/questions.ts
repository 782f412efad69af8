// What is asked before something is sent or thrown away.
import { mediaCommandFor, nameWarning, type OutgoingCheck, type OutgoingContent, sentences, userId } from '../../core/index.ts';
import type { ConfirmRequest } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import type { Draft } from '../state/drafts.ts';
import { steadyText, truncate } from '../text/cells.ts';
import { sessionDoubt, threadLabel } from './lines.ts';

const words = sentences.compose;

/** Cells of what was written that a question shows. */
const firstLineCells = 60;

/** The beginning of a text: its first line that is not blank. */
export const firstLine = (text: string, cells = firstLineCells): string => {
  const lines = text.split('\n').filter((row) => row.trim() !== '');
  const first = (lines[0] ?? '').replaceAll('\t', ' ').trim();
  return truncate(steadyText(lines.length > 1 ? `${first} …` : first), cells);
};

const commandOf = (content: OutgoingContent): string =>
  content.type === 'text' ? 'zca msg send' : content.type === 'link' ? 'zca msg link' : `zca msg ${mediaCommandFor(content.url)}`;

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
  const warning = isGroup || name === undefined ? undefined : nameWarning(core, accountId, userId(threadId), name);
  return warning?.type === 'like-contact' ? [words.confirmLike(truncate(warning.name, 30), warning.userId)] : [];
};

/** Before sending: to whom, from which account, what it begins with, and in how many messages. */
export const sendQuestion = (frame: Frame, draft: Draft, { content, messages }: OutgoingCheck & { readonly ok: true }): ConfirmRequest => {
  const { core } = frame;
  const { to } = draft;
  const profile = core.config.accounts.find(({ id }) => id === to.accountId)?.profile.value ?? to.accountId;
  const doubt = sessionDoubt(core, to.accountId);
  const kind = `${words.threadKinds[to.isGroup ? 'group' : 'direct']}, ${words.id(to.threadId)}`;
  return {
    title: draft.isRest === true ? words.confirmRestTitle(messages) : words.confirmTitle(messages),
    lines: [
      words.confirmTo(truncate(threadLabel(draft), 40), kind),
      ...likeLines(frame, draft),
      words.confirmFrom(to.accountId, profile),
      ...contentLines(content),
      ...(draft.isUncertain === true ? [words.confirmUncertain] : []),
      ...(doubt === undefined ? [] : [words.sessionDoubt(to.accountId, doubt)]),
      words.confirmRuns(commandOf(content), messages),
    ],
    confirmLabel: words.confirmLabel,
  };
};

/** Before a draft is thrown away. */
export const discardQuestion = (draft: Draft): ConfirmRequest => ({
  title: words.discardTitle,
  lines: [
    ...words.discardLines(truncate(threadLabel(draft), 40), draft.editor.text.length),
    words.confirmFirst(firstLine(draft.editor.text)),
  ],
  confirmLabel: words.discardLabel,
  isDanger: true,
});
