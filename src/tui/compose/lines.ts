// Writing a message, as rows: where it goes, the text, how it will go out, the buttons. Pure.
import {
  type AccountId,
  type ConsoleState,
  gatewaySession,
  mediaCommandFor,
  type OutgoingCheck,
  outgoingOf,
  type SendState,
  sentences,
} from '../../core/faces.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { button } from '../dialogs/question.tsx';
import type { Draft, DraftFailure } from '../state/drafts.ts';
import { type EditorState, type EditorView, maxEditorUnits, topFor } from '../state/editor.ts';
import { type ComposeButton, type ComposeOverlay, composeButtons } from '../state/ui-state.ts';
import { graphemes, steadyText, takeCells, truncate, wrapCells } from '../text/cells.ts';
import { drawnText, editorRows, rowAt, tabCells } from '../text/editor-rows.ts';
import { briefId } from '../text/ids.ts';
import { type Line, line, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';

const words = sentences.compose;

/** From this many cells inside the frame the first button says what its word means. */
const wideFrom = 44;
/** Rows that why it was not sent may take. */
const mostNotes = 4;

/** What is being written in an overlay, and how far it has been sent. */
export interface Composed {
  readonly key: string;
  readonly draft: Draft;
  readonly send?: SendState;
  readonly check: OutgoingCheck;
}

export const composedIn = ({ ui, core }: Frame, { key }: ComposeOverlay): Composed | undefined => {
  const draft = ui.drafts[key];
  const send = core.sends[key];
  return (
    draft && {
      key,
      draft,
      check: outgoingOf(draft.kind, draft.editor.text),
      send,
    }
  );
};

/** What the thread is called, if by nothing else by its id; drawn in the same width everywhere. */
export const threadLabel = ({ to }: Pick<Draft, 'to'>): string =>
  steadyText(to.name ?? words.noName(to.threadId));

const captionUnits = (check: OutgoingCheck): number =>
  check.ok && check.content.type === 'media' ? (check.content.caption?.length ?? 0) : 0;

const accessAfter = ({ draft, check }: Composed): string => {
  if (check.ok && check.content.type === 'media')
    return words.asMedia(mediaCommandFor(check.content.url), captionUnits(check));
  if (check.ok && check.content.type === 'link') return words.asLink;
  if (draft.kind === 'text') return words.counter(draft.editor.text.length, check.ok ? check.messages : 0);
  if (!check.ok && check.problem !== 'empty') return words.problems[check.problem];
  return draft.kind === 'link' ? words.linkHint : words.mediaHint;
};

/** What happened, what the program said about it, what to do; in the order in which they may be cut off. */
const failureText = ({ sentence, detail, hint }: DraftFailure): string =>
  [sentence, detail === undefined ? undefined : truncate(steadyText(detail), 120), hintText(hint)]
    .filter((part) => part !== undefined)
    .join(' ');

/** What is to be said below the text: how far the sending is, why it ended, or how it will go out. */
export const composeStatus = (
  composed: Composed,
): { readonly text: string; readonly tone: 'accent' | 'bad' | 'warn' | 'muted' } => {
  const { send, draft, check } = composed;
  if (send !== undefined) {
    return {
      text: (send.isStopping ? words.stoppingAfter : words.progress)(send.sent, send.total),
      tone: 'accent',
    };
  }
  if (draft.failure !== undefined) return { text: failureText(draft.failure), tone: 'bad' };
  const isWrong = (!check.ok && check.problem !== 'empty') || draft.editor.text.length >= maxEditorUnits;
  return { text: accessAfter(composed), tone: isWrong ? 'warn' : 'muted' };
};

const noteLines = (composed: Composed, cells: number, rows: number, signs: Signs): readonly Line[] => {
  const { text, tone } = composeStatus(composed);
  const sign = tone === 'bad' ? `${signs.failed} ` : tone === 'warn' ? `${signs.attention} ` : '';
  const wrapped = wrapCells(`${sign}${text}`, cells);
  return wrapped.slice(0, Math.max(1, Math.min(mostNotes, rows - 5))).map((row) => line(toned(row, tone)));
};

/** Why what is sent from an account will hardly arrive; undefined if nothing is known to be in its way. */
export const sessionWarning = (core: ConsoleState, accountId: AccountId): string | undefined => {
  const { facts, config } = core;
  // Such a gateway has a session of its own, whatever zca says.
  if (!config.release.capabilities.drivesZca)
    return gatewaySession(core, accountId) === false ? sentences.status.state['login-needed'] : undefined;
  const status = Object.hasOwn(facts, accountId) ? facts[accountId]?.session.status : undefined;
  if (status === 'ended') return sentences.status.state['session-ended'];
  return status === 'logged-out' || status === 'no-profile'
    ? sentences.status.state['login-needed']
    : undefined;
};

const headLine = ({ core }: Frame, { to }: Draft, cells: number, signs: Signs): Line => {
  const doubt = sessionWarning(core, to.accountId);
  return line(
    toned(
      [
        words.from(to.accountId),
        words.threadKinds[to.isGroup ? 'group' : 'direct'],
        words.id(cells < wideFrom ? briefId(to.threadId, signs.ellipsis) : to.threadId),
      ].join(` ${signs.separator} `),
      'muted',
    ),
    doubt === undefined ? undefined : toned(`  ${signs.attention} ${doubt}`, 'warn'),
  );
};

/** The button's word now: while a message is being sent, the sending can be stopped. */
export const buttonLabel = (name: ComposeButton, { draft, send }: Composed, isWide = true): string => {
  const kind = words.kinds[draft.kind];
  if (name === 'kind') return isWide ? words.buttons.kind(kind) : kind;
  return name === 'send' && send !== undefined ? words.buttons.stop : words.buttons[name];
};

const buttonLine = (composed: Composed, focus: ComposeOverlay['focus'], cells: number, signs: Signs): Line =>
  line(
    ...composeButtons.map((name) =>
      button(buttonLabel(name, composed, cells >= wideFrom), focus === name, signs),
    ),
  );

/** The rows of the text in sight, with the caret as an inverse cell. */
const textLines = (editor: EditorState, hasFocus: boolean, view: EditorView): readonly Line[] => {
  const { text, caret } = editor;
  const rows = editorRows(text, view.cells);
  const top = topFor(editor, view);
  const caretRow = hasFocus ? rowAt(rows, caret) : -1;
  return rows.slice(top, top + view.rows).map(({ start, end }, index) => {
    if (top + index !== caretRow) return line(drawnText(text.slice(start, end)));
    const under = graphemes(text.slice(caret, Math.min(end, caret + 64)))[0] ?? '';
    const isBlank = under === '' || under === '\t';
    const rest =
      (under === '\t' ? ' '.repeat(tabCells - 1) : '') + drawnText(text.slice(caret + under.length, end));
    // A blank that hangs over the edge takes the caret's cell.
    const before = takeCells(drawnText(text.slice(start, caret)), view.cells);
    return line(before, { text: isBlank ? ' ' : drawnText(under), tone: 'selected' }, rest);
  });
};

/** Rows and cells inside the frame of the overlay. */
export interface ComposeRoom {
  readonly width: number;
  readonly height: number;
}

/** The part of the room the text is written in; a cell at the end of each row is the caret's. */
export const editorViewOf = (
  composed: Composed,
  { width, height }: ComposeRoom,
  signs: Signs,
): EditorView => {
  const notes = noteLines(composed, width, height, signs).length;
  return { cells: Math.max(1, width - 1), rows: Math.max(1, height - 2 - notes) };
};

export const composeLines = (
  frame: Frame,
  overlay: ComposeOverlay,
  composed: Composed,
  room: ComposeRoom,
  signs: Signs,
): readonly Line[] => {
  const view = editorViewOf(composed, room, signs);
  const hasFocus = overlay.focus === 'text' && composed.send === undefined;
  const text = textLines(composed.draft.editor, hasFocus, view);
  return [
    headLine(frame, composed.draft, room.width, signs),
    ...text,
    ...Array.from({ length: Math.max(0, view.rows - text.length) }, (): Line => []),
    ...noteLines(composed, room.width, room.height, signs),
    buttonLine(composed, overlay.focus, room.width, signs),
  ];
};

/** The caret in words, for those who do not see it: line, place in it, and the line. */
export const caretWords = ({
  text,
  caret,
}: EditorState): {
  readonly line: number;
  readonly lines: number;
  readonly text: string;
  readonly before: number;
} => {
  const lines = text.split('\n');
  const line = text.slice(0, caret).split('\n').length;
  return {
    line,
    lines: lines.length,
    text: lines[line - 1] ?? '',
    before: caret - (text.lastIndexOf('\n', caret - 1) + 1),
  };
};
