// Edits JSON5 text in place: what is not edited stays byte for byte, what is new looks like what is around it. Pure.
import { sanitizeLine } from '../../shared/text/sanitize.ts';
import { formatPath } from '../value.ts';
import { pushText, pushTexts, removeElements, removeText, setText } from './apply.ts';
import { holdsNothing, lineNumber, parseFile } from './scan.ts';
import { isIdentifier, renderKey, styleAt } from './style.ts';
import { type Doc, type Found, type Located, locate, parseDoc, readNode, type TreeNode } from './tree.ts';
import {
  applySplices,
  changeAt,
  type EditPath,
  type EditRefusal,
  type EditResult,
  isSame,
  type JsonValue,
  type RefusedEdit,
  renameAt,
  type Splice,
} from './types.ts';

/** A file with nothing but whitespace and comments in it is an empty object that stands below the comments. */
const withRoot = (text: string): string => {
  if (!holdsNothing(text)) return text;
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const eol = /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
  const comments = text.trim() === '' ? '' : text.slice(mark.length);
  return `${mark}${comments}${comments === '' || /[\n\r\u2028\u2029]$/u.test(comments) ? '' : eol}{}${eol}`;
};

const docOf = (text: string): Doc | undefined => {
  try {
    return parseDoc(text);
  } catch {
    return undefined;
  }
};

/** Keys come from the file: they may be anything. */
const maxDetailUnits = 200;

const refuse = (
  doc: Doc,
  reason: EditRefusal,
  path: EditPath,
  node?: { readonly start: number },
): RefusedEdit => ({
  ok: false,
  reason,
  ...(node ? { line: lineNumber(doc.text, node.start) } : {}),
  ...(path.length > 0 ? { detail: sanitizeLine(formatPath(path.map(String)), maxDetailUnits) } : {}),
});

/** A text, and the value it must have. */
interface Edited {
  readonly text: string;
  readonly value: unknown;
}

/** Opens the text, edits it, and lets nothing out that json5 reads otherwise than it should. */
const run = (
  text: string,
  edit: (doc: Doc, value: unknown) => Edited | RefusedEdit | undefined,
): EditResult => {
  const whole = withRoot(text);
  const parsed = parseFile(whole);
  if (!parsed.ok)
    return {
      ok: false,
      reason: 'syntax',
      detail: parsed.reason,
      line: parsed.line,
    };
  const doc = docOf(whole);
  if (!doc) return { ok: false, reason: 'syntax' };
  if (doc.root.kind !== 'object') return refuse(doc, 'root-not-object', [], doc.root);
  const edited = edit(doc, parsed.value);
  if (!edited) return { ok: true, text, changed: false };
  if ('ok' in edited) return edited;
  const written = parseFile(edited.text);
  if (!written.ok || !isSame(written.value, edited.value)) return { ok: false, reason: 'unsafe' };
  return edited.text === doc.text
    ? { ok: true, text, changed: false }
    : { ok: true, text: edited.text, changed: true };
};

/** Why nothing can be put at a path, if so: something of the wrong kind on the way, or a position beyond the end of an array. */
const obstacleAt = (doc: Doc, path: EditPath, place: Located): RefusedEdit | undefined => {
  if (place.status === 'blocked') {
    const { reason, depth, node } = place;
    return refuse(doc, reason, path.slice(0, reason === 'missing' ? depth + 1 : depth), node);
  }
  const isBeyond =
    place.status === 'absent' && place.rest.slice(1).some((key) => typeof key === 'number' && key !== 0);
  return isBeyond ? refuse(doc, 'missing', path) : undefined;
};

/**
 * Puts `value` at `path`, with the parents that are missing: objects, and arrays where the next key is the number 0.
 *
 * Of equal keys the last one is edited, the one that counts. Where objects meet objects, only the keys that differ are touched; where
 * arrays meet arrays, elements that stay keep their text, too. The position after the last element of an array appends.
 */
export const setAt = (text: string, path: EditPath, value: JsonValue): EditResult =>
  run(text, (doc, old) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (path.length === 0 && !isObject) return refuse(doc, 'root-not-object', []);
    return (
      obstacleAt(doc, path, locate(doc, path)) ?? {
        text: setText(doc, path, value),
        value: changeAt(old, path, () => value),
      }
    );
  });

/**
 * Takes away what is at `path`: a member (each of equal ones, so that the value is really gone) or an element. Its comma goes with it,
 * its line, if it had one of its own, and the comments behind it on that line; comments above it stay. Nothing there: no change.
 */
export const removeAt = (text: string, path: EditPath): EditResult =>
  run(text, (doc, old) => {
    if (path.length === 0) return refuse(doc, 'root-not-object', []);
    if (locate(doc, path).status !== 'found') return undefined;
    return { text: removeText(doc, path), value: changeAt(old, path, () => undefined) };
  });

/** The array at a path, if there is something; refused if that is no array. */
const arrayAt = (doc: Doc, path: EditPath, place: Located): TreeNode | RefusedEdit | undefined => {
  if (place.status === 'root') return refuse(doc, 'not-an-array', [], doc.root);
  if (place.status !== 'found') return undefined;
  return place.item.value.kind === 'array' ? place.item.value : refuse(doc, 'not-an-array', path, place.item);
};

const pushValues = (
  text: string,
  path: EditPath,
  values: readonly [JsonValue, ...JsonValue[]],
  push: typeof pushTexts,
): EditResult =>
  run(text, (doc, old) => {
    const place = locate(doc, path);
    const array = obstacleAt(doc, path, place) ?? arrayAt(doc, path, place);
    if (array && 'ok' in array) return array;
    const next = changeAt(old, path, (list) => [
      ...(Array.isArray(list) ? (list as unknown[]) : []),
      ...values,
    ]);
    const [first, ...others] = values;
    if (array) return { text: push(doc, path, values), value: next };
    const made = setText(doc, path, [first]);
    return { text: others.length === 0 ? made : push(parseDoc(made), path, others), value: next };
  });

/** Appends `value` to the array at `path`, which is created if it is missing. An equal element that is there already is no reason not to. */
export const pushAt = (text: string, path: EditPath, value: JsonValue): EditResult =>
  pushValues(text, path, [value], (doc, at) => pushText(doc, at, value));

/** As {@link pushAt} for each of the texts, in one edit. Without any: no change. */
export const pushTextsAt = (
  text: string,
  path: EditPath,
  [first, ...others]: readonly string[],
): EditResult =>
  first === undefined
    ? { ok: true, text, changed: false }
    : pushValues(text, path, [first, ...others], pushTexts);

/**
 * Takes elements out of the array at `path`: the one at a position, or all for which a predicate holds. As {@link removeAt}; no array
 * or no such element: no change. Refused if something else than an array is there.
 */
export const removeItemAt = (
  text: string,
  path: EditPath,
  which: number | ((value: unknown, index: number) => boolean),
): EditResult =>
  run(text, (doc, old) => {
    const array = arrayAt(doc, path, locate(doc, path));
    if (!array || 'ok' in array) return array;
    const isChosen =
      typeof which === 'number' ? (_: unknown, index: number): boolean => index === which : which;
    const elements: unknown = readNode(doc, array);
    const chosen = new Set(
      (Array.isArray(elements) ? (elements as unknown[]) : []).flatMap((value, index) =>
        isChosen(value, index) ? [index] : [],
      ),
    );
    const rest = changeAt(old, path, (list) =>
      Array.isArray(list) ? list.filter((_, index) => !chosen.has(index)) : list,
    );
    return { text: removeElements(doc, path, [...chosen]), value: rest };
  });

/** Writes another name over a key, each time it is there, and keeps its quotes, or that it had none. */
const renameText = (doc: Doc, { containers, item }: Found, name: string): string => {
  const holder = containers.at(-1) ?? doc.root;
  const style = styleAt(doc, containers);
  const splices = holder.items.flatMap(({ key }): readonly Splice[] => {
    if (!key || key.name !== item.key?.name) return [];
    const quote = doc.text.charAt(key.start);
    const isQuoted = quote === '"' || quote === "'";
    // Quotes that the old name needed do not say whether the new one would have them.
    const hasBareKeys = isQuoted ? style.hasBareKeys && !isIdentifier(key.name) : true;
    return [
      {
        start: key.start,
        end: key.end,
        by: renderKey(name, { ...style, hasBareKeys, ...(isQuoted ? { keyQuote: quote } : {}) }),
      },
    ];
  });
  return applySplices(doc.text, splices);
};

/** Gives the member at `path` another key and leaves everything else, its place among its neighbours too. */
export const renameKeyAt = (text: string, path: EditPath, newKey: string): EditResult =>
  run(text, (doc, old) => {
    const place = locate(doc, path);
    const obstacle = obstacleAt(doc, path, place);
    if (obstacle) return obstacle;
    if (place.status !== 'found') return refuse(doc, 'missing', path);
    const holder = place.containers.at(-1) ?? doc.root;
    if (!place.item.key) return refuse(doc, 'not-an-object', path.slice(0, -1), holder);
    if (place.item.key.name === newKey) return undefined;
    const taken = holder.items.find(({ key }) => key?.name === newKey);
    if (taken) return refuse(doc, 'key-exists', [...path.slice(0, -1), newKey], taken);
    return { text: renameText(doc, place, newKey), value: renameAt(old, path, newKey) };
  });
