// Edits that fill what an earlier one of them has made, as one: what comes as a whole is written as a whole, and laid out like it. Pure.
import type { JsonValue } from '../edit/types.ts';
import { type ConfigPath, isObject, type JsonObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';
import { intended } from './intended.ts';
import { isWithin } from './paths.ts';

/** Fewer edits that say the same of `config`; where an edit takes away or renames what another has made, they need not. */
export const tidied = (config: JsonObject, edits: readonly ConfigEdit[]): readonly ConfigEdit[] => {
  const whole = intended(config, edits);
  const made: ConfigPath[] = [];
  return edits.flatMap((edit): readonly ConfigEdit[] => {
    const { path } = edit;
    if (made.some((own) => own.length < path.length && isWithin(path, own))) return [];
    if (edit.op !== 'set' || !isObject(edit.value) || valueAt(config, path) !== undefined) return [edit];
    made.push(path);
    const value = valueAt(whole, path);
    return [isObject(value) ? { ...edit, value: value as JsonValue } : edit];
  });
};
