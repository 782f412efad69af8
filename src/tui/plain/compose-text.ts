// Writing a message in words: where it goes when it opens, then the line with the caret or the button in focus.
import { sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { buttonLabel, type Composed, caretWords, composedIn, composeStatus, threadLabel } from '../compose/dialog.ts';
import type { ComposeOverlay } from '../state/ui-state.ts';
import { graphemes } from '../text/cells.ts';
import { oneLine } from './plain-text.ts';

const words = sentences.compose;

/** `Message to Nguyễn An`. */
export const composeTitle = (overlay: ComposeOverlay, frame: Frame): string => {
  const composed = composedIn(frame, overlay);
  return oneLine(words.title(composed === undefined ? '' : threadLabel(composed.draft)));
};

/** What is said of it when it opens: where it goes, what was left there, how it would go out. */
export const composeSentencesOf = (overlay: ComposeOverlay, frame: Frame): readonly string[] => {
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return [];
  const { to, editor } = composed.draft;
  const place = [words.from(to.accountId), words.threadKinds[to.isGroup ? 'group' : 'direct'], words.id(to.threadId)].join(', ');
  const written = editor.text.trim() === '' ? [] : editor.text.split('\n').filter((line) => line.trim() !== '');
  return [place, ...written.map(oneLine), composeStatus(composed).text];
};

const textInWords = ({ draft }: Composed): string => {
  const { line, lines, text, before } = caretWords(draft.editor);
  const total = graphemes(text).length;
  const at = graphemes(text.slice(0, before)).length;
  const written = text.trim() === '' ? words.plainEmpty : oneLine(text);
  return [words.plainLine(line, lines), written, ...(at < total ? [words.plainCaret(at, total)] : [])].join(', ');
};

/** The line with the caret, or the button in focus; while it is sent, how far that is. */
export const composeLiveText = (overlay: ComposeOverlay, frame: Frame): string => {
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return '';
  const { send } = composed;
  if (overlay.focus === 'text') return send === undefined ? textInWords(composed) : composeStatus(composed).text;
  if (overlay.focus === 'kind') return words.buttonNames.kind(buttonLabel('kind', composed, false));
  if (overlay.focus === 'discard') return words.buttonNames.discard;
  return `${send === undefined ? words.buttonNames.send : words.buttonNames.stop}, ${composeStatus(composed).text}`;
};

/** How far each send of several messages has come. */
export const sendEvents = ({ core: before }: Frame, { core: after, ui }: Frame): readonly string[] => {
  if (before.sends === after.sends) return [];
  return Object.entries(after.sends).flatMap(([key, { sent, total }]) => {
    const draft = ui.drafts[key];
    const isNews = draft !== undefined && sent > 0 && sent < total && before.sends[key]?.sent !== sent;
    return isNews ? [words.plainSent(oneLine(threadLabel(draft)), sent, total)] : [];
  });
};
