// Where two configs differ, as the gateway asks before it reloads (the openclaw contract, section 3). Pure.
import { isSame } from '../edit/model.ts';
import { type ConfigPath, isObject } from '../value.ts';

/** The keys at which two configs differ: objects are compared key by key, anything else (lists too) as a whole. */
export const changedPaths = (before: unknown, after: unknown, path: ConfigPath = []): readonly ConfigPath[] => {
  if (isSame(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changedPaths(Object.hasOwn(before, key) ? before[key] : undefined, Object.hasOwn(after, key) ? after[key] : undefined, [...path, key]),
  );
};

/** Is `path` the same as `prefix`, or below it? */
export const isWithin = (path: ConfigPath, prefix: ConfigPath): boolean => prefix.every((key, index) => path[index] === key);
