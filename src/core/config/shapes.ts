// What a setting may hold, and what in a value is otherwise. Pure and total.
import { type ConfigPath, isBlockedKey, isObject, type JsonObject } from './value.ts';

export type Shape =
  | { readonly is: 'text' | 'flag' }
  /** An id or a name; a bare number that is too long has lost its last digits. */
  | { readonly is: 'id' }
  | { readonly is: 'number'; readonly says: string; readonly fits: (value: number) => boolean }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape }
  /** `isOpen`: other keys are somebody else's business. */
  | { readonly is: 'object'; readonly keys: Readonly<Record<string, Shape>>; readonly isOpen?: true }
  /** Keys are names that the operator chose. */
  | { readonly is: 'map'; readonly of: Shape };

/**
 * What is wrong at a place:
 *
 * - `unknown-key`: the shape has no such key; `known` are those it has
 * - `wrong-type`: another kind of value, or one entry of a list or map is
 * - `no-choice`: none of those in the shape
 * - `null`: written down, and nothing
 * - `imprecise`: an id written as a number that is too long
 */
export type Violation = {
  readonly path: ConfigPath;
  /** The path in the table: names that the operator chose, and positions, are `*`. */
  readonly place: string;
  readonly value: unknown;
} & (
  | { readonly kind: 'unknown-key'; readonly known: readonly string[] }
  | { readonly kind: 'wrong-type' | 'no-choice' | 'null'; readonly shape: Shape }
  | { readonly kind: 'imprecise' }
);

interface At {
  readonly path: ConfigPath;
  readonly place: string;
}

const below = ({ path, place }: At, key: string, name = key): At => ({
  path: [...path, key],
  place: place === '' ? name : `${place}.${name}`,
});

const fits = (shape: Shape, value: unknown): boolean => {
  switch (shape.is) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'id':
      return typeof value === 'string' || typeof value === 'number';
    case 'number':
      return typeof value === 'number' && shape.fits(value);
    case 'choice':
      return typeof value === 'string' && shape.of.includes(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
    case 'map':
      return isObject(value);
  }
};

/** The keys of an object one by one; a key without a value is not written down. */
const checkKeys = (
  shape: Extract<Shape, { is: 'object' }>,
  value: JsonObject,
  at: At,
): readonly Violation[] =>
  Object.entries(value).flatMap(([key, child]): readonly Violation[] => {
    const inner = below(at, key);
    const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (known === undefined) {
      // Keys that could reach a prototype are dropped by OpenClaw before it looks.
      const isIgnored = shape.isOpen === true || isBlockedKey(key);
      return isIgnored
        ? []
        : [{ kind: 'unknown-key', ...inner, value: child, known: Object.keys(shape.keys) }];
    }
    if (child === undefined) return [];
    return child === null
      ? [{ kind: 'null', ...inner, value: null, shape: known }]
      : checkShape(known, child, inner);
  });

const isPlainText = ({ is }: Shape, value: unknown): boolean =>
  typeof value === 'string' && (is === 'id' || is === 'text');

/** Everything in `value` that is not as the shape says, in the order of the text. */
export const checkShape = (shape: Shape, value: unknown, at: At): readonly Violation[] => {
  if (!fits(shape, value))
    return [{ kind: shape.is === 'choice' ? 'no-choice' : 'wrong-type', ...at, value, shape }];
  switch (shape.is) {
    case 'id':
      return typeof value === 'number' && !Number.isSafeInteger(value)
        ? [{ kind: 'imprecise', ...at, value }]
        : [];
    case 'list':
      return (value as readonly unknown[]).flatMap((entry, index) =>
        // A path for each of thousands that are as they should be would cost more than the look.
        isPlainText(shape.of, entry) ? [] : checkShape(shape.of, entry, below(at, String(index), '*')),
      );
    case 'map':
      return Object.entries(value as JsonObject).flatMap(([key, entry]) =>
        checkShape(shape.of, entry, below(at, key, '*')),
      );
    case 'object':
      return checkKeys(shape, value as JsonObject, at);
    default:
      return [];
  }
};
