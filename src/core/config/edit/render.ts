// New JSON5 text in a given style.
import { isIdentifier, type Quote, type Style } from './style.ts';
import type { JsonValue } from './types.ts';

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
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

/** A string literal. */
export const renderString = (value: string, quote: Quote): string => {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(unprintable, (char) => shortEscapes.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${quote}${escaped}${quote}`;
};

/** A key, bare where the style and the key allow it. */
export const renderKey = (key: string, { hasBareKeys, keyQuote }: Style): string =>
  hasBareKeys && isIdentifier(key) ? key : renderString(key, keyQuote);

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** What is in a container, with the keys of an object. */
const entriesOf = (value: JsonValue): readonly (readonly [string | undefined, JsonValue])[] => {
  if (typeof value !== 'object' || value === null) return [];
  return isArray(value) ? value.map((element) => [undefined, element] as const) : Object.entries(value);
};

/** Where new text comes to stand. */
export interface Setting {
  readonly style: Style;
  /** Indent of the line on which the value starts. */
  readonly indent: string;
  /** `inline`: on one line whatever it is. `lines`: the outermost container on several. `fit`: what is usual in the file. */
  readonly layout: 'inline' | 'lines' | 'fit';
}

const renderInline = (value: JsonValue, style: Style): string => {
  const items = entriesOf(value).map(([key, child]) =>
    key === undefined ? renderInline(child, style) : `${renderKey(key, style)}${style.colon}${renderInline(child, style)}`,
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

/** A value. */
export const renderValue = (value: JsonValue, setting: Setting): string => {
  const { style, indent } = setting;
  const inline = renderInline(value, style);
  if (isOneLine(value, setting, inline)) return inline;
  const inner: Setting = { style, indent: `${indent}${style.unit}`, layout: 'fit' };
  const items = entriesOf(value).map(([key, child]) => `${inner.indent}${renderItem(key, child, inner)}`);
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  return [open, `${items.join(`,${style.eol}`)}${style.hasTrailingComma ? ',' : ''}`, `${indent}${close}`].join(style.eol);
};

/** A member, or an element if there is no key. */
export const renderItem = (key: string | undefined, value: JsonValue, setting: Setting): string =>
  `${key === undefined ? '' : `${renderKey(key, setting.style)}${setting.style.colon}`}${renderValue(value, setting)}`;
