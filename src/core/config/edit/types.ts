// The words of the config editor.

/** What a config file can hold. JSON5 knows `Infinity` and `NaN`, so any number is fine. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Keys from the root of one file. A number, or its decimal string, is a position in an array; in objects only strings are keys. */
export type EditPath = readonly (string | number)[];

/**
 * Why nothing was edited.
 *
 * - `syntax`: the text is not JSON5; `detail` has the parser's words.
 * - `root-not-object`: the file holds something else than an object, or would after the edit.
 * - `not-an-object`, `not-an-array`: something of another kind stands in the way; `line` says where, `detail` has its path.
 * - `missing`: what should be edited is not there, or an array position lies beyond the end; `detail` has its path.
 * - `key-exists`: the new name is taken; `line` says where, `detail` has its path.
 * - `unsafe`: the edited text would not say what was asked for (nested too deeply, or a value that JSON5 cannot express).
 */
export type EditRefusal = 'syntax' | 'root-not-object' | 'not-an-object' | 'not-an-array' | 'missing' | 'key-exists' | 'unsafe';

/** A refused edit. Lines count from 1. */
export interface RefusedEdit {
  readonly ok: false;
  readonly reason: EditRefusal;
  readonly line?: number;
  readonly detail?: string;
}

/** The new text, or why there is none. Without a change the text is the old one, byte for byte. */
export type EditResult = { readonly ok: true; readonly text: string; readonly changed: boolean } | RefusedEdit;

/** A value and where it stands. */
export interface TreeNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  /** Members or elements, in the order of the text. */
  readonly items: readonly TreeItem[];
}

/** A member of an object or an element of an array, without the comma. */
export interface TreeItem {
  readonly start: number;
  readonly end: number;
  /** Of members only. */
  readonly key?: { readonly name: string; readonly start: number; readonly end: number };
  readonly value: TreeNode;
}
