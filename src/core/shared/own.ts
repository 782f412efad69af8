// Records are keyed by ids that others chose: `constructor` must not find what every object inherits.

/** The record's own value under `key`, else `fallback`. */
export const ownOr = <Value>(record: Readonly<Record<string, Value>>, key: string, fallback: Value): Value =>
  Object.hasOwn(record, key) ? (record[key] ?? fallback) : fallback;

/** A copy of the record with `value` under `key`, whatever the key is called. */
export const withOwn = <Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
  key: Key,
  value: Value,
): Readonly<Record<Key, Value>> => ({
  ...record,
  [key]: value,
});
