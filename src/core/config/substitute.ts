// `${VAR}` in string values. Pure.
import { type ConfigPath, isBlockedKey, isObject, type JsonObject, ownValue } from './value.ts';

/** Environment a config is read with; an empty value counts as missing. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that a value names and nobody set. */
export interface MissingVariable {
  readonly name: string;
  readonly path: ConfigPath;
}

/** `$${VAR}` is the text `${VAR}`; names are upper case only (the openclaw contract, section 2). */
const reference = /\$\$\{([A-Z_][A-Z0-9_]*)\}|\$\{([A-Z_][A-Z0-9_]*)\}/gu;

/**
 * Replaces `${VAR}` in every string value; keys stay as they are. What cannot be replaced is left as written and told in
 * `missing`, where OpenClaw 226 refuses the whole config.
 */
export const substituteVariables = (root: unknown, variables: Variables): { value: unknown; missing: readonly MissingVariable[] } => {
  const missing: MissingVariable[] = [];
  const inText = (text: string, path: ConfigPath): string =>
    text.replace(reference, (whole: string, escaped: string | undefined, name = '') => {
      if (escaped !== undefined) return `\${${escaped}}`;
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value) return value;
      missing.push({ name, path });
      return whole;
    });
  const isPlain = (value: unknown): boolean => typeof value === 'string' && !value.includes('$');
  const visit = (value: unknown, path: ConfigPath): unknown => {
    if (typeof value === 'string') return inText(value, path);
    // Thousands of entries name no variable: none of them needs a path.
    if (Array.isArray(value)) return value.map((item, index) => (isPlain(item) ? item : visit(item, [...path, String(index)])));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, isPlain(child) ? child : visit(child, [...path, key])]));
  };
  return { value: visit(root, []), missing };
};

/** Variables the config itself sets (`env.vars` and plain strings under `env`): they serve where the environment has none. */
export const variablesOfConfig = (config: unknown): Variables => {
  const env = ownValue(config, 'env');
  if (!isObject(env)) return {};
  const plain: JsonObject = Object.fromEntries(Object.entries(env).filter(([key]) => key !== 'vars' && key !== 'shellEnv'));
  const vars = ownValue(env, 'vars');
  const entries = Object.entries({ ...(isObject(vars) ? vars : {}), ...plain });
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes('${') && !isBlockedKey(entry[0]),
    ),
  );
};
