// JSON values as they come from a config file, and paths into them. Pure.

export type JsonObject = Readonly<Record<string, unknown>>;

/** Keys from the root of the config, array positions as decimal strings. */
export type ConfigPath = readonly string[];

/** An object that is not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that could reach an object's prototype: OpenClaw drops them too when it merges. */
export const isBlockedKey = (key: string): boolean =>
  key === '__proto__' || key === 'constructor' || key === 'prototype';

/** Own property `key` of an object; undefined for anything else, whatever the prototype offers. */
export const ownValue = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;

/** What stands at `path`, or undefined. */
export const valueAt = (root: unknown, path: ConfigPath): unknown => path.reduce<unknown>(ownValue, root);

/** As the operator would write it: `channels.zalouser.accounts.work.dmPolicy`, `groups["Nhóm bán hàng"]`. */
export const formatPath = (path: ConfigPath): string =>
  path.reduce((text, key) => {
    if (/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key)) return text === '' ? key : `${text}.${key}`;
    return `${text}[${/^(?:0|[1-9]\d{0,8})$/u.test(key) ? key : JSON.stringify(key)}]`;
  }, '');

/** OpenClaw's merge: objects merge key by key, arrays concatenate, otherwise `over` wins (the openclaw contract, section 2). */
export const deepMerge = (under: unknown, over: unknown): unknown => {
  if (Array.isArray(under) && Array.isArray(over)) return [...(under as unknown[]), ...(over as unknown[])];
  if (!isObject(under) || !isObject(over)) return over;
  const added = Object.entries(over)
    .filter(([key]) => !isBlockedKey(key))
    .map(([key, value]): [string, unknown] => [
      key,
      Object.hasOwn(under, key) ? deepMerge(under[key], value) : value,
    ]);
  return Object.fromEntries([...Object.entries(under), ...added]);
};
