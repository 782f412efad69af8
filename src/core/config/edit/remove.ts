// Taking items out of a text, with what belongs to them and nothing else.
import { isLineBreak, lineStart, restOfLine, skipBlanks, skipBlanksBack, skipLineBreak } from './scan.ts';
import { applySplices, type Splice } from './splice.ts';
import { commaAfter, type Doc, leadingComma, startsLine, type TreeNode } from './tree.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A cut with the blanks, or the whole line, that would be left over. */
const tidy = (text: string, { start, end }: Range): Range => {
  const after = skipBlanks(text, end);
  if (after < text.length && !isLineBreak(text.charAt(after))) return { start, end: after };
  const before = skipBlanksBack(text, start);
  return before === lineStart(text, start) ? { start: before, end: skipLineBreak(text, after) } : { start: before, end };
};

/**
 * The item with its comma where they adjoin, and with the comments on the rest of its line, if it is the first of its line and
 * nothing else follows there.
 */
const bodyOf = (doc: Doc, node: TreeNode, index: number, comma: number | undefined): Range => {
  const { start, end } = node.items[index] ?? node;
  const rest = restOfLine(doc, end, comma, false);
  if (rest.isLineEnd && (index === 0 || startsLine(doc, node, index))) return { start, end: rest.end };
  const isAdjoining = comma !== undefined && skipBlanks(doc.text, end) === comma;
  return { start, end: isAdjoining ? comma + 1 : end };
};

/** The cut of a comma whose item goes without it; what follows on the line keeps its distance. */
const commaCut = (text: string, comma: number): Range => {
  const [start, end] = [skipBlanksBack(text, comma), comma + 1];
  const isInside = start > lineStart(text, comma) && !isLineBreak(text.charAt(skipBlanks(text, end)));
  return isInside ? { start, end } : tidy(text, { start: comma, end });
};

const hasLineBreak = (text: string): boolean => /[\n\r\u2028\u2029]/u.test(text);

/** An item and the comma before it: it is the last one, or commas start the lines. */
const cutWithCommaBefore = (doc: Doc, node: TreeNode, index: number, body: Range): readonly Range[] => {
  const { text } = doc;
  const previous = node.items[index - 1];
  const comma = previous && commaAfter(doc, node, index - 1);
  if (!previous || comma === undefined) return [tidy(text, body)];
  const [before, after] = [text.slice(previous.end, comma), text.slice(comma + 1, body.start)];
  const isLineEnd = isLineBreak(text.charAt(skipBlanks(text, body.end)));
  if (/\S/u.test(before + after) || (isLineEnd && hasLineBreak(after))) return [commaCut(text, comma), tidy(text, body)];
  // One cut for both: the comma is on the item's own line, or something follows that may move up.
  return [isLineEnd && hasLineBreak(before) ? tidy(text, { start: comma, end: body.end }) : { start: previous.end, end: body.end }];
};

const cutsOf = (doc: Doc, node: TreeNode, index: number): readonly Range[] => {
  const comma = commaAfter(doc, node, index);
  const body = bodyOf(doc, node, index, comma);
  const isLed = leadingComma(doc, node, index) !== undefined;
  if (comma === undefined || (isLed && comma >= body.end)) return cutWithCommaBefore(doc, node, index, body);
  return comma < body.end ? [tidy(doc.text, body)] : [tidy(doc.text, body), commaCut(doc.text, comma)];
};

/** The text without item `index` of `node`. Brackets with nothing left between them close up. */
export const removeItem = (doc: Doc, node: TreeNode, index: number): string => {
  const cuts = cutsOf(doc, node, index);
  const isCut = (offset: number): boolean => cuts.some(({ start, end }) => offset >= start && offset < end);
  const isEmptied =
    node.items.length === 1 && ![...doc.comments.keys()].some((start) => start > node.start && start < node.end && !isCut(start));
  const splices: readonly Splice[] = isEmptied
    ? [{ start: node.start + 1, end: node.end - 1, by: '' }]
    : cuts.map((cut) => ({ ...cut, by: '' }));
  return applySplices(doc.text, splices);
};
