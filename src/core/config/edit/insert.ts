// Adding items, and putting values in the place of others.
import { isObject } from '../value.ts';
import { renderItem, renderValue, type Setting } from './render.ts';
import { type LineRest, lineIndent, restOfLine } from './scan.ts';
import { applySplices, type Splice } from './splice.ts';
import { styleAt } from './style.ts';
import { commaAfter, type Doc, type Found, indentOf, isMultiLine, leadingComma, startsLine, type TreeItem, type TreeNode } from './tree.ts';
import type { JsonValue } from './types.ts';

/** What to add, and where. */
export interface NewItem {
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
  node.items.length > 0 && node.kind === (Array.isArray(value) ? 'array' : isObject(value) ? 'object' : 'scalar');

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

const renderNew = (doc: Doc, item: NewItem, setting: Omit<Setting, 'style'>): string => renderAll(doc, item, setting)[0];

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
  const added = renderAll(doc, item, { indent, layout: 'fit' }).map((one) => `${eol}${indent}${lead ?? ''}${one}`);
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
  const { end } = comma === undefined ? tailOf(doc, last, comma) : restOfLine(doc, comma + 1, undefined, true);
  const { gap } = styleAt(doc, item.containers);
  const added = renderAll(doc, item, { indent: indentOf(doc, last), layout: 'inline' })
    .map((one) => `${gap}${one}`)
    .join(',');
  return applySplices(doc.text, [{ start: end, end, by: comma === undefined ? `,${added}` : `${added},` }]);
};

/** Into a container that holds nothing but comments: behind them. */
const insertAmongComments = (doc: Doc, item: NewItem, comments: readonly (readonly [number, number])[]): string => {
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
export const replaceValue = (doc: Doc, found: Found | undefined, value: JsonValue, isOnLines = false): string => {
  const { text, root } = doc;
  const holder = found?.containers.at(-1);
  const node = found?.item.value ?? root;
  const isOwnLine = !found || !holder || startsLine(doc, holder, found.index);
  const layout = isOnLines || !found ? 'lines' : isOwnLine ? 'fit' : 'inline';
  const examples = [node, ...(holder ? neighbours(holder) : [])];
  const setting = settingOf(doc, found?.containers ?? [root], value, { indent: indentOf(doc, found?.item ?? root), layout }, examples);
  const quote = text.charAt(node.start);
  const style = quote === '"' || quote === "'" ? ({ ...setting.style, quote } as const) : setting.style;
  return applySplices(text, [{ start: node.start, end: node.end, by: renderValue(value, { ...setting, style }) }]);
};

/** The text with a new last item. `holder` is the way to the container, undefined for the root. */
export const insertItem = (doc: Doc, item: NewItem, holder: Found | undefined): string => {
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
  const filled: JsonValue = item.key === undefined ? [item.value] : Object.fromEntries([[item.key, item.value]]);
  return replaceValue(doc, holder, filled, /[\n\r]/u.test(doc.shell.slice(node.start, node.end)));
};
