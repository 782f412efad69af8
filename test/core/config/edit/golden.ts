// Reads golden pairs: edits with the text before and after, as an operator would see them.

import {
  pushAt,
  removeAt,
  removeItemAt,
  renameKeyAt,
  setAt,
} from '../../../../src/core/config/edit/edit-text.ts';
import type { EditPath, EditResult, JsonValue } from '../../../../src/core/config/edit/types.ts';

/** What is done to the text. */
export type GoldenEdit =
  | readonly ['set', EditPath, JsonValue]
  | readonly ['push', EditPath, JsonValue]
  | readonly ['remove', EditPath]
  | readonly ['removeItem', EditPath, number | string]
  | readonly ['rename', EditPath, string];

/** A name, an edit, the text before, and the text after; without the last nothing changes. */
export type Golden = readonly [name: string, edit: GoldenEdit, before: string, after?: string];

/** Goldens by the names of their parts, for `test.each`. */
export const casesOf = (goldens: readonly Golden[]) =>
  goldens.map(([name, edit, before, after]) => ({ name, edit, before, after }));

/** Lines of a text without the indent of the first and without the line breaks around it. */
export const text = (strings: TemplateStringsArray): string => {
  const lines = (strings.raw[0] ?? '')
    .replace(/^\n/, '')
    .replace(/\n[ ]*$/, '\n')
    .split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
};

/** Calls the editor; a string for `removeItem` means the elements equal to it. */
export const edited = (before: string, edit: GoldenEdit): EditResult => {
  if (edit[0] === 'set') return setAt(before, edit[1], edit[2]);
  if (edit[0] === 'push') return pushAt(before, edit[1], edit[2]);
  if (edit[0] === 'remove') return removeAt(before, edit[1]);
  if (edit[0] === 'rename') return renameKeyAt(before, edit[1], edit[2]);
  const which = edit[2];
  return removeItemAt(before, edit[1], typeof which === 'number' ? which : (value) => value === which);
};
