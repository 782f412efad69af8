// Markdown marks in a text that is sent, as openzca reads them: Zalo has styles of its own for them.
import { type Style, TextStyle } from 'zca-js';

/** A text without its marks, and the styles they stand for; positions in UTF-16 units, as Zalo counts. */
export interface StyledText {
  readonly msg: string;
  readonly styles: readonly Style[];
}

type PlainStyle = Exclude<TextStyle, TextStyle.Indent>;

const tags: Readonly<Record<string, PlainStyle>> = {
  underline: TextStyle.Underline,
  red: TextStyle.Red,
  orange: TextStyle.Orange,
  yellow: TextStyle.Yellow,
  green: TextStyle.Green,
  small: TextStyle.Small,
  big: TextStyle.Big,
};

/** Longer texts are sent as they are: Zalo takes 2,000 characters. */
const mostUnits = 5_000;

/** Marks stand at words, in one line, and not inside code; `2*3*4` and `snake__case__name` are none. */
const marked = new RegExp(
  [
    '(?<code>`[^`\\n]+`)',
    '\\*\\*(?=\\S)(?<strong>[^\\n]+?)(?<=\\S)\\*\\*',
    '(?<![\\p{L}\\p{N}_])__(?=\\S)(?<bold>[^\\n]+?)(?<=\\S)__(?![\\p{L}\\p{N}_])',
    '~~(?=\\S)(?<struck>[^\\n]+?)(?<=\\S)~~',
    '(?<![\\p{L}\\p{N}*])\\*(?=[^\\s*])(?<italic>[^\\n*]+?)(?<=\\S)\\*(?![\\p{L}\\p{N}*])',
    `\\{(?<tag>${Object.keys(tags).join('|')})\\}(?<tagged>.+?)\\{/\\k<tag>\\}`,
  ].join('|'),
  'gsu',
);

interface Marked {
  readonly inner: string;
  readonly style: PlainStyle;
}

const markOf = (groups: Readonly<Record<string, string | undefined>>): Marked | undefined => {
  const { strong, bold, struck, italic, tag, tagged } = groups;
  const inner = strong ?? bold;
  if (inner !== undefined) return { inner, style: TextStyle.Bold };
  if (struck !== undefined) return { inner: struck, style: TextStyle.StrikeThrough };
  if (italic !== undefined) return { inner: italic, style: TextStyle.Italic };
  const style = tags[tag ?? ''];
  return tagged === undefined || style === undefined ? undefined : { inner: tagged, style };
};

const read = (text: string, start: number): { readonly msg: string; readonly styles: Style[] } => {
  const styles: Style[] = [];
  let msg = '';
  let at = 0;
  for (const match of text.matchAll(marked)) {
    msg += text.slice(at, match.index);
    at = match.index + match[0].length;
    const mark = markOf(match.groups ?? {});
    if (mark === undefined) {
      msg += match[0];
      continue;
    }
    const inner = read(mark.inner, start + msg.length);
    styles.push({ start: start + msg.length, len: inner.msg.length, st: mark.style });
    for (const style of inner.styles) styles.push(style);
    msg += inner.msg;
  }
  return { msg: msg + text.slice(at), styles };
};

/** Reads the marks of a text. */
export const styled = (text: string): StyledText =>
  text.length > mostUnits ? { msg: text, styles: [] } : read(text, 0);
