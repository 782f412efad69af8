// Brings a text to say a new value with as few cuts as possible.
import { isObject } from '../value.ts';
import {
  isLineBreak,
  type LineRest,
  lineIndent,
  lineStart,
  restOfLine,
  skipBlanks,
  skipBlanksBack,
  skipLineBreak,
} from './scan.ts';
import { renderItem, renderValue, type Setting, styleAt } from './style.ts';
import {
  commaAfter,
  type Doc,
  type Found,
  indentOf,
  isMultiLine,
  type Located,
  leadingComma,
  locate,
  parseDoc,
  readNode,
  startsLine,
  type TreeItem,
  type TreeNode,
} from './tree.ts';
import { applySplices, type EditPath, isSame, type JsonValue, type Splice } from './types.ts';

// Adding items, and putting values in the place of others.

interface NewItem {
  /** From the root to the container that gets it. */
  readonly containers: readonly [TreeNode, ...TreeNode[]];
  /** For objects. */
  readonly key: string | undefined;
  readonly value: JsonValue;
  /** More of the kind of `value`, behind it: for a container that holds something already. */
  readonly others?: readonly JsonValue[];
}

/** Widest container, in characters, that is put on one line because its neighbour is. */
const maxNeighbourLength = 100;

const isLike = (node: TreeNode, value: JsonValue): boolean =>
  node.items.length > 0 &&
  node.kind === (Array.isArray(value) ? 'array' : isObject(value) ? 'object' : 'scalar');

/** How a value is set: as the nearest of `examples` that is a container of its kind, else as is usual in the file. */
const settingOf = (
  doc: Doc,
  containers: readonly TreeNode[],
  value: JsonValue,
  setting: Omit<Setting, 'style'>,
  examples: readonly TreeNode[],
): Setting => {
  const set = { ...setting, style: styleAt(doc, containers) };
  const example = examples.find((node) => isLike(node, value));
  if (!example || set.layout === 'lines') return set;
  if (isMultiLine(doc, example)) return { ...set, layout: 'lines' };
  const isTooLong = renderValue(value, { ...set, layout: 'inline' }).length > maxNeighbourLength;
  return isTooLong ? set : { ...set, layout: 'inline' };
};

const neighbours = (node: TreeNode): readonly TreeNode[] => node.items.map(({ value }) => value).toReversed();

const targetOf = ({ containers }: NewItem): TreeNode => containers.at(-1) ?? containers[0];

const renderAll = (
  doc: Doc,
  { containers, key, value, others = [] }: NewItem,
  setting: Omit<Setting, 'style'>,
): readonly [string, ...string[]] => {
  const set = settingOf(doc, containers, value, setting, neighbours(containers.at(-1) ?? containers[0]));
  return [renderItem(key, value, set), ...others.map((other) => renderItem(key, other, set))];
};

const renderNew = (doc: Doc, item: NewItem, setting: Omit<Setting, 'style'>): string =>
  renderAll(doc, item, setting)[0];

/** The end of the last item's line, its comma included wherever that stands. */
const tailOf = (doc: Doc, last: TreeItem, comma: number | undefined): LineRest => {
  const rest = restOfLine(doc, last.end, comma, true);
  return comma === undefined || rest.sawComma ? rest : restOfLine(doc, comma + 1, undefined, true);
};

/** On a line of its own, below the last item and the comments on that one's line. */
const insertBelow = (doc: Doc, item: NewItem, last: TreeItem, comma: number | undefined): string => {
  const node = targetOf(item);
  const { end } = tailOf(doc, last, comma);
  const { eol, unit } = styleAt(doc, item.containers);
  const example = node.items.findLast((_, position) => startsLine(doc, node, position));
  const indent = example ? indentOf(doc, example) : `${indentOf(doc, node)}${unit}`;
  const lead = comma === undefined ? leadingComma(doc, node, node.items.length - 1) : undefined;
  const added = renderAll(doc, item, { indent, layout: 'fit' }).map(
    (one) => `${eol}${indent}${lead ?? ''}${one}`,
  );
  if (lead !== undefined) return applySplices(doc.text, [{ start: end, end, by: added.join('') }]);
  if (comma !== undefined) return applySplices(doc.text, [{ start: end, end, by: `${added.join(',')},` }]);
  const splices: readonly Splice[] = [
    { start: last.end, end: last.end, by: ',' },
    { start: end, end, by: added.join(',') },
  ];
  return applySplices(doc.text, splices);
};

/** On the line of the last item. */
const insertBeside = (doc: Doc, item: NewItem, last: TreeItem, comma: number | undefined): string => {
  const { end } =
    comma === undefined ? tailOf(doc, last, comma) : restOfLine(doc, comma + 1, undefined, true);
  const { gap } = styleAt(doc, item.containers);
  const added = renderAll(doc, item, { indent: indentOf(doc, last), layout: 'inline' })
    .map((one) => `${gap}${one}`)
    .join(',');
  return applySplices(doc.text, [{ start: end, end, by: comma === undefined ? `,${added}` : `${added},` }]);
};

/** Into a container that holds nothing but comments: behind them. */
const insertAmongComments = (
  doc: Doc,
  item: NewItem,
  comments: readonly (readonly [number, number])[],
): string => {
  const { text, shell } = doc;
  const node = targetOf(item);
  const end = comments.at(-1)?.[1] ?? node.start + 1;
  if (!/[\n\r]/u.test(shell.slice(node.start, node.end))) {
    const added = ` ${renderNew(doc, item, { indent: indentOf(doc, node), layout: 'inline' })}`;
    return applySplices(text, [{ start: end, end, by: added }]);
  }
  const { eol, unit, hasTrailingComma } = styleAt(doc, item.containers);
  const example = comments.find(([start]) => /[\n\r] *$/u.test(shell.slice(node.start, start)));
  const indent = example ? lineIndent(text, example[0]) : `${indentOf(doc, node)}${unit}`;
  const added = `${eol}${indent}${renderNew(doc, item, { indent, layout: 'fit' })}${hasTrailingComma ? ',' : ''}`;
  const rest = text.slice(end, node.end - 1);
  const tail = /[\n\r\u2028\u2029]/u.test(rest) ? rest : `${eol}${indentOf(doc, node)}`;
  return applySplices(text, [{ start: end, end: node.end - 1, by: `${added}${tail}` }]);
};

/** The text with `value` in the place of a found item's value, or of the root. */
const replaceValue = (doc: Doc, found: Found | undefined, value: JsonValue, isOnLines = false): string => {
  const { text, root } = doc;
  const holder = found?.containers.at(-1);
  const node = found?.item.value ?? root;
  const isOwnLine = !found || !holder || startsLine(doc, holder, found.index);
  const layout = isOnLines || !found ? 'lines' : isOwnLine ? 'fit' : 'inline';
  const examples = [node, ...(holder ? neighbours(holder) : [])];
  const setting = settingOf(
    doc,
    found?.containers ?? [root],
    value,
    { indent: indentOf(doc, found?.item ?? root), layout },
    examples,
  );
  const quote = text.charAt(node.start);
  const style = quote === '"' || quote === "'" ? ({ ...setting.style, quote } as const) : setting.style;
  return applySplices(text, [
    { start: node.start, end: node.end, by: renderValue(value, { ...setting, style }) },
  ]);
};

/** The text with a new last item. `holder` is the way to the container, undefined for the root. */
const insertItem = (doc: Doc, item: NewItem, holder: Found | undefined): string => {
  const node = targetOf(item);
  const index = node.items.length - 1;
  const last = node.items[index];
  if (last) {
    const comma = commaAfter(doc, node, index);
    const isBelow = startsLine(doc, node, index) || tailOf(doc, last, comma).hasLineComment;
    return isBelow ? insertBelow(doc, item, last, comma) : insertBeside(doc, item, last, comma);
  }
  const comments = [...doc.comments].filter(([start]) => start > node.start && start < node.end);
  if (comments.length > 0) return insertAmongComments(doc, item, comments);
  const filled: JsonValue =
    item.key === undefined ? [item.value] : Object.fromEntries([[item.key, item.value]]);
  return replaceValue(doc, holder, filled, /[\n\r]/u.test(doc.shell.slice(node.start, node.end)));
};

// Taking items out of a text, with what belongs to them and nothing else.

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A cut with the blanks, or the whole line, that would be left over. */
const tidy = (text: string, { start, end }: Range): Range => {
  const after = skipBlanks(text, end);
  if (after < text.length && !isLineBreak(text.charAt(after))) return { start, end: after };
  const before = skipBlanksBack(text, start);
  return before === lineStart(text, start)
    ? { start: before, end: skipLineBreak(text, after) }
    : { start: before, end };
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
  if (/\S/u.test(before + after) || (isLineEnd && hasLineBreak(after)))
    return [commaCut(text, comma), tidy(text, body)];
  // One cut for both: the comma is on the item's own line, or something follows that may move up.
  return [
    isLineEnd && hasLineBreak(before)
      ? tidy(text, { start: comma, end: body.end })
      : { start: previous.end, end: body.end },
  ];
};

const cutsOf = (doc: Doc, node: TreeNode, index: number): readonly Range[] => {
  const comma = commaAfter(doc, node, index);
  const body = bodyOf(doc, node, index, comma);
  const isLed = leadingComma(doc, node, index) !== undefined;
  if (comma === undefined || (isLed && comma >= body.end)) return cutWithCommaBefore(doc, node, index, body);
  return comma < body.end ? [tidy(doc.text, body)] : [tidy(doc.text, body), commaCut(doc.text, comma)];
};

/** The text without item `index` of `node`. Brackets with nothing left between them close up. */
const removeItem = (doc: Doc, node: TreeNode, index: number): string => {
  const cuts = cutsOf(doc, node, index);
  const isCut = (offset: number): boolean => cuts.some(({ start, end }) => offset >= start && offset < end);
  const isEmptied =
    node.items.length === 1 &&
    ![...doc.comments.keys()].some((start) => start > node.start && start < node.end && !isCut(start));
  const splices: readonly Splice[] = isEmptied
    ? [{ start: node.start + 1, end: node.end - 1, by: '' }]
    : cuts.map((cut) => ({ ...cut, by: '' }));
  return applySplices(doc.text, splices);
};

/** The way to a found node, itself included; the root without one. */
const containersTo = ({ root }: Doc, found: Found | undefined): readonly [TreeNode, ...TreeNode[]] =>
  found ? [root, ...found.containers.slice(1), found.item.value] : [root];

const foundAt = (doc: Doc, path: EditPath): Found | undefined => {
  const place = locate(doc, path);
  return place.status === 'found' ? place : undefined;
};

/** The text with a new last element in the array at `path` (or without change, if there is none). */
export const pushText = (doc: Doc, path: EditPath, value: JsonValue): string => {
  const found = foundAt(doc, path);
  return found?.item.value.kind === 'array'
    ? insertItem(doc, { containers: containersTo(doc, found), key: undefined, value }, found)
    : doc.text;
};

/** The text with new last elements, all of them texts, in the array at `path`: one cut, however many. */
export const pushTexts = (doc: Doc, path: EditPath, values: readonly JsonValue[]): string => {
  const found = foundAt(doc, path);
  const [first, ...others] = values;
  if (found?.item.value.kind !== 'array' || first === undefined) return doc.text;
  if (found.item.value.items.length > 0)
    return insertItem(
      doc,
      { containers: containersTo(doc, found), key: undefined, value: first, others },
      found,
    );
  const begun = parseDoc(pushText(doc, path, first));
  return pushTexts(begun, path, others);
};

/** The text without the elements at `indices` of the array at `path`. */
export const removeElements = (doc: Doc, path: EditPath, indices: readonly number[]): string => {
  let rest = doc;
  for (const index of indices.toSorted((one, other) => other - one)) {
    const node = foundAt(rest, path)?.item.value;
    if (node) rest = parseDoc(removeItem(rest, node, index));
  }
  return rest.text;
};

/** The text without what is at `path`: of a key that is there more than once nothing is left. */
export const removeText = (doc: Doc, path: EditPath): string => {
  let rest = doc;
  for (let found = foundAt(rest, path); found; found = foundAt(rest, path)) {
    const holder = found.containers.at(-1) ?? rest.root;
    rest = parseDoc(removeItem(rest, holder, found.index));
    if (holder.kind === 'array') break;
  }
  return rest.text;
};

const addText = (
  doc: Doc,
  path: EditPath,
  { containers, rest }: Extract<Located, { status: 'absent' }>,
  value: JsonValue,
): string => {
  const [key = '', ...inner] = rest;
  const wrapped = inner.reduceRight<JsonValue>(
    (child, name) => (typeof name === 'number' ? [child] : Object.fromEntries([[name, child]])),
    value,
  );
  const isMember = (containers.at(-1) ?? doc.root).kind === 'object';
  const holder = foundAt(doc, path.slice(0, path.length - rest.length));
  return insertItem(doc, { containers, key: isMember ? String(key) : undefined, value: wrapped }, holder);
};

const mergeObject = (doc: Doc, path: EditPath, old: object, value: object): string => {
  let merged = doc;
  for (const [key, child] of Object.entries(value) as [string, JsonValue][])
    merged = parseDoc(setText(merged, [...path, key], child));
  for (const key of Object.keys(old).filter((name) => !Object.hasOwn(value, name)))
    merged = parseDoc(removeText(merged, [...path, key]));
  return merged.text;
};

/** Elements are told by their values, so that a comment stays with the entry it is about; only containers change in their places. */
const mergeArray = (
  doc: Doc,
  path: EditPath,
  old: readonly unknown[],
  value: readonly JsonValue[],
): string => {
  const isContainer = (element: unknown): boolean => typeof element === 'object' && element !== null;
  const canStay = (element: unknown, index: number): boolean =>
    isSame(element, value[index]) || (isContainer(element) && isContainer(value[index]));
  if (old.length === value.length && old.every(canStay)) {
    return value.reduce<Doc>(
      (merged, element, index) => parseDoc(setText(merged, [...path, index], element)),
      doc,
    ).text;
  }
  let kept = 0;
  const gone = [...old.keys()].filter((index) => {
    const stays = kept < value.length && isSame(old[index], value[kept]);
    if (stays) kept += 1;
    return !stays;
  });
  if (kept === 0) return replaceValue(doc, foundAt(doc, path), value);
  const rest = parseDoc(removeElements(doc, path, gone));
  return value.slice(kept).reduce<Doc>((merged, element) => parseDoc(pushText(merged, path, element)), rest)
    .text;
};

/** The text with `value` at `path`. Nothing is changed where the text says so already. */
export const setText = (doc: Doc, path: EditPath, value: JsonValue): string => {
  const place = locate(doc, path);
  if (place.status === 'blocked') return doc.text;
  if (place.status === 'absent') return addText(doc, path, place, value);
  const found = place.status === 'found' ? place : undefined;
  const node = found?.item.value ?? doc.root;
  const old = readNode(doc, node);
  if (isSame(old, value)) return doc.text;
  const isEmpty =
    node.items.length === 0 || typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (!isEmpty && Array.isArray(old) && Array.isArray(value))
    return mergeArray(doc, path, old as unknown[], value as readonly JsonValue[]);
  if (!isEmpty && isObject(old) && isObject(value)) return mergeObject(doc, path, old, value);
  return replaceValue(doc, found, value);
};
