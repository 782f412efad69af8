// A message being written: how it is drawn, and how it is told.
import type { ReactElement } from 'react';
import { sentences } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { answeredRect, type Dialog, type Opened } from '../dialogs/dialog.ts';
import type { Stroke } from '../keys/strokes.ts';
import { oneLine } from '../plain/plain-text.ts';
import { graphemes } from '../text/cells.ts';
import {
  buttonLabel,
  type Composed,
  caretWords,
  composedIn,
  composeLines,
  composeStatus,
  threadLabel,
} from './lines.ts';
import { composeKeySentences } from './words.ts';

const words = sentences.compose;

const ComposeView = ({ frame, overlay, rect, room }: Opened<'compose'>): ReactElement | null => {
  const { signs } = useTheme();
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return null;
  return (
    <DialogFrame
      rect={rect}
      title={words.title(threadLabel(composed.draft))}
      lines={composeLines(frame, overlay, composed, room, signs)}
    />
  );
};

/** A tab in what was pasted is text, and an Esc (or Alt with a letter) must not throw the rest of it at the screen below. */
const asText = (strokes: readonly Stroke[]): readonly Stroke[] => {
  const esc = strokes.findIndex(({ name }) => name === 'esc');
  return (esc < 0 ? strokes : strokes.slice(0, esc)).map((stroke) =>
    stroke.name === 'tab' ? { name: 'tab in a text', text: '\t' } : stroke,
  );
};

/** `Message to Nguyễn An`. */
const speechTitle = ({ frame, overlay }: Opened<'compose'>): string => {
  const composed = composedIn(frame, overlay);
  return oneLine(words.title(composed === undefined ? '' : threadLabel(composed.draft)));
};

/** What is said of it when it opens: where it goes, what was left there, how it would go out. */
const speechLines = ({ frame, overlay }: Opened<'compose'>): readonly string[] => {
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return [];
  const { to, editor } = composed.draft;
  const place = [
    words.from(to.accountId),
    words.threadKinds[to.isGroup ? 'group' : 'direct'],
    words.id(to.threadId),
  ].join(', ');
  const written =
    editor.text.trim() === '' ? [] : editor.text.split('\n').filter((line) => line.trim() !== '');
  return [place, ...written.map(oneLine), composeStatus(composed).text];
};

const textInWords = ({ draft }: Composed): string => {
  const { line, lines, text, before } = caretWords(draft.editor);
  const total = graphemes(text).length;
  const at = graphemes(text.slice(0, before)).length;
  const written = text.trim() === '' ? words.plainEmpty : oneLine(text);
  return [words.plainLine(line, lines), written, ...(at < total ? [words.plainCaret(at, total)] : [])].join(
    ', ',
  );
};

/** The line with the caret, or the button in focus; while it is sent, how far that is. */
const speechFocus = ({ frame, overlay }: Opened<'compose'>): string => {
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return '';
  const { send } = composed;
  if (overlay.focus === 'text')
    return send === undefined ? textInWords(composed) : composeStatus(composed).text;
  if (overlay.focus === 'kind')
    return composeKeySentences.buttonNames.kind(buttonLabel('kind', composed, false));
  if (overlay.focus === 'discard') return composeKeySentences.buttonNames.discard;
  return `${send === undefined ? composeKeySentences.buttonNames.send : composeKeySentences.buttonNames.stop}, ${composeStatus(composed).text}`;
};

export const composeDialog: Dialog<'compose'> = {
  places: ({ focus }) => ['compose', focus === 'text' ? 'compose.text' : 'compose.buttons'],
  burst: ({ focus }, strokes) => (focus === 'text' ? asText(strokes) : strokes),
  rect: answeredRect,
  View: ComposeView,
  speech: { title: speechTitle, lines: speechLines, focus: speechFocus },
};
