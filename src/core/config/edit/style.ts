// How a file is written, told from what is there: the nearest example first, then what the file does mostly.
import { memoizeBy } from '../../shared/memo.ts';
import {
  commaAfter,
  containersOf,
  type Doc,
  indentOf,
  isMultiLine,
  startsLine,
  type TreeItem,
  type TreeNode,
} from './tree.ts';
import type { JsonValue } from './types.ts';

// New JSON5 text in a given style.

/** Longest container, in characters, that is put on one line by itself. */
const maxInlineLength = 80;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** What nobody can see, what turns text around, and halves of characters that no file can hold. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

const renderString = (value: string, quote: Quote): string => {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(
      unprintable,
      (char) => shortEscapes.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `${quote}${escaped}${quote}`;
};

export const renderKey = (key: string, { hasBareKeys, keyQuote }: Style): string =>
  hasBareKeys && isIdentifier(key) ? key : renderString(key, keyQuote);

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const entriesOf = (value: JsonValue): readonly (readonly [string | undefined, JsonValue])[] => {
  if (typeof value !== 'object' || value === null) return [];
  return isArray(value) ? value.map((element) => [undefined, element] as const) : Object.entries(value);
};

/** Where new text comes to stand. */
export interface Setting {
  readonly style: Style;
  readonly indent: string;
  /** `inline`: on one line whatever it is. `lines`: the outermost container on several. `fit`: what is usual in the file. */
  readonly layout: 'inline' | 'lines' | 'fit';
}

const renderInline = (value: JsonValue, style: Style): string => {
  const items = entriesOf(value).map(([key, child]) =>
    key === undefined
      ? renderInline(child, style)
      : `${renderKey(key, style)}${style.colon}${renderInline(child, style)}`,
  );
  if (typeof value === 'string') return renderString(value, style.quote);
  if (typeof value !== 'object' || value === null) return String(value);
  const [kind, brackets] = isArray(value) ? (['array', '[]'] as const) : (['object', '{}'] as const);
  const pad = items.length === 0 ? '' : style.pads[kind];
  return `${brackets.charAt(0)}${pad}${items.join(`,${style.gap}`)}${pad}${brackets.charAt(1)}`;
};

const isOneLine = (value: JsonValue, { style, layout }: Setting, inline: string): boolean => {
  const entries = entriesOf(value);
  if (layout === 'inline' || entries.length === 0) return true;
  if (layout === 'lines' || inline.length > maxInlineLength) return false;
  const isFlat = entries.every(([, child]) => entriesOf(child).length === 0);
  const habit = isArray(value) ? (style.isInline.array ?? !style.looksLikeJson) : style.isInline.object;
  return isFlat && habit === true;
};

export const renderValue = (value: JsonValue, setting: Setting): string => {
  const { style, indent } = setting;
  const inline = renderInline(value, style);
  if (isOneLine(value, setting, inline)) return inline;
  const inner: Setting = { style, indent: `${indent}${style.unit}`, layout: 'fit' };
  const items = entriesOf(value).map(([key, child]) => `${inner.indent}${renderItem(key, child, inner)}`);
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  return [
    open,
    `${items.join(`,${style.eol}`)}${style.hasTrailingComma ? ',' : ''}`,
    `${indent}${close}`,
  ].join(style.eol);
};

/** A member, or an element if there is no key. */
export const renderItem = (key: string | undefined, value: JsonValue, setting: Setting): string =>
  `${key === undefined ? '' : `${renderKey(key, setting.style)}${setting.style.colon}`}${renderValue(value, setting)}`;

export type Quote = '"' | "'";

/** What new text has to look like. */
export interface Style {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Of strings. */
  readonly quote: Quote;
  /** Keys that are identifiers stand bare. */
  readonly hasBareKeys: boolean;
  /** Of keys that are not bare. */
  readonly keyQuote: Quote;
  /** After the last item, where items stand on lines of their own. */
  readonly hasTrailingComma: boolean;
  /** Between key and value: `: `. */
  readonly colon: string;
  /** After a comma within a line. */
  readonly gap: string;
  /** Inside the brackets of what stands on one line. */
  readonly pads: { readonly object: string; readonly array: string };
  /** What is usual for containers of plain values; undefined if the file has none. */
  readonly isInline: { readonly object: boolean | undefined; readonly array: boolean | undefined };
  /** Every key in double quotes and everything on several lines: as `JSON.stringify` indents. */
  readonly looksLikeJson: boolean;
}

/** Keys that are written bare. JSON5 would allow letters of every language; quotes are what people expect around those. */
export const isIdentifier = (key: string): boolean => /^[A-Za-z_$][\w$]*$/u.test(key);

/** The most frequent sample, the first of equals. */
const usual = <T>(samples: readonly T[]): T | undefined => {
  const counts = new Map<T, number>();
  for (const sample of samples) counts.set(sample, (counts.get(sample) ?? 0) + 1);
  return [...counts].reduce<[T, number] | undefined>(
    (best, one) => (best && best[1] >= one[1] ? best : one),
    undefined,
  )?.[0];
};

/** Samples of a kind: of the items at hand (the nearest first) and of the whole file. */
interface Evidence {
  readonly doc: Doc;
  readonly near: readonly TreeItem[];
  readonly all: readonly TreeItem[];
  /** From the container at hand to the root. */
  readonly chain: readonly TreeNode[];
  /** Everything with something in it. */
  readonly containers: readonly TreeNode[];
}

const known = <T>(samples: readonly (T | undefined)[]): readonly T[] =>
  samples.filter((sample) => sample !== undefined);

/** The first sample there is: a list of thousands is asked no further than its nearest entries. */
const nearest = <Item, T>(items: readonly Item[], sample: (item: Item) => T | undefined): T | undefined => {
  for (const item of items) {
    const found = sample(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const pickItem = <T>({ near, all }: Evidence, sample: (item: TreeItem) => T | undefined): T | undefined =>
  nearest(near, sample) ?? usual(known(all.map(sample)));

const pickContainer = <T>(
  { chain, containers }: Evidence,
  sample: (node: TreeNode) => T | undefined,
): T | undefined => nearest(chain, sample) ?? usual(known(containers.map(sample)));

const quoteAt = ({ text }: Doc, offset: number): Quote | undefined => {
  const char = text.charAt(offset);
  return char === '"' || char === "'" ? char : undefined;
};

/** Blanks between two offsets; undefined if anything else is there. */
const blanksBetween = ({ text }: Doc, from: number, to: number): string | undefined =>
  /^[ \t]*$/u.exec(text.slice(from, to))?.[0];

const colonOf = ({ text }: Doc, { key, value }: TreeItem): string | undefined =>
  key && /^[ \t]*:[ \t]*$/u.exec(text.slice(key.end, value.start))?.[0];

/** How a key is written, if it could have been written otherwise. */
const keyFormOf = (doc: Doc, { key }: TreeItem): Quote | 'bare' | undefined => {
  const quote = key && quoteAt(doc, key.start);
  if (key && !quote) return 'bare';
  return key && isIdentifier(key.name) ? quote : undefined;
};

const gapOf = (doc: Doc, node: TreeNode): string | undefined => {
  const gaps = node.items.map((_, index) => {
    const [comma, next] = [commaAfter(doc, node, index), node.items[index + 1]];
    return comma === undefined || !next ? undefined : blanksBetween(doc, comma + 1, next.start);
  });
  return known(gaps).at(-1);
};

const unitOf = (doc: Doc, node: TreeNode): string | undefined => {
  const index = node.items.findIndex((_, position) => startsLine(doc, node, position));
  const item = node.items[index];
  if (!item) return undefined;
  const [outer, inner] = [indentOf(doc, node), indentOf(doc, item)];
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
};

const padOf = (doc: Doc, node: TreeNode, kind: TreeNode['kind']): string | undefined => {
  const first = node.items[0];
  return first && node.kind === kind ? blanksBetween(doc, node.start + 1, first.start) : undefined;
};

/** True if nothing in it has anything in it. */
const isFlat = ({ items }: TreeNode): boolean => items.every(({ value }) => value.items.length === 0);

const inlineHabit = ({ doc, containers }: Evidence, kind: TreeNode['kind']): boolean | undefined =>
  usual(
    containers
      .filter((node) => node !== doc.root && node.kind === kind && isFlat(node))
      .map((node) => !isMultiLine(doc, node)),
  );

/** The line break before an offset, if there are only blanks between. */
const lineBreakBefore = ({ text }: Doc, offset: number): string | undefined => {
  let end = offset;
  while (text.charAt(end - 1) === ' ' || text.charAt(end - 1) === '\t') end -= 1;
  return /^(?:\r\n|\n|\r)$|[\n\r]$/u.exec(text.slice(Math.max(0, end - 2), end))?.[0];
};

const eolOf = ({ doc, near }: Evidence): string =>
  nearest(near, ({ start }) => lineBreakBefore(doc, start)) ??
  usual(doc.text.match(/\r\n|\n|\r/gu) ?? []) ??
  '\n';

const looksLikeJson = ({ doc, all, containers }: Evidence): boolean =>
  all.every(({ key }) => !key || quoteAt(doc, key.start) === '"') &&
  containers.every((node) => isMultiLine(doc, node));

/** What the whole file has to say, looked at once. */
const wholeOf = memoizeBy(({ root }: Doc): Pick<Evidence, 'all' | 'containers'> => {
  const containers = containersOf(root);
  return { containers, all: containers.flatMap(({ items }) => items) };
});

/** The style for new text in the last of `path`, which leads there from the root. */
export const styleAt = (doc: Doc, path: readonly TreeNode[]): Style => {
  const chain = path.toReversed();
  const evidence: Evidence = { doc, near: (chain[0]?.items ?? []).toReversed(), chain, ...wholeOf(doc) };
  const keyQuoteAt = ({ key }: TreeItem): Quote | undefined => key && quoteAt(doc, key.start);
  const keyForm = pickItem(evidence, (item) => keyFormOf(doc, item));
  const usualKeyQuote = pickItem(evidence, keyQuoteAt);
  const quote = pickItem(evidence, ({ value }) => quoteAt(doc, value.start)) ?? usualKeyQuote ?? '"';
  const colon = pickItem(evidence, (item) => colonOf(doc, item)) ?? ': ';
  const gap = pickContainer(evidence, (node) => gapOf(doc, node)) ?? (colon.endsWith(':') ? '' : ' ');
  return {
    eol: eolOf(evidence),
    unit: pickContainer(evidence, (node) => unitOf(doc, node)) ?? '  ',
    quote,
    hasBareKeys: keyForm === 'bare',
    keyQuote: keyForm === '"' || keyForm === "'" ? keyForm : (usualKeyQuote ?? quote),
    hasTrailingComma:
      pickContainer(evidence, (node) =>
        isMultiLine(doc, node) ? commaAfter(doc, node, node.items.length - 1) !== undefined : undefined,
      ) ?? false,
    colon,
    gap,
    pads: {
      object: pickContainer(evidence, (node) => padOf(doc, node, 'object')) ?? gap,
      array: pickContainer(evidence, (node) => padOf(doc, node, 'array')) ?? '',
    },
    isInline: { object: inlineHabit(evidence, 'object'), array: inlineHabit(evidence, 'array') },
    looksLikeJson: looksLikeJson(evidence),
  };
};
