// Reads the OpenClaw config: JSON5, includes, variables. What is broken is told; the rest still works.
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { Finding } from '../model/finding.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { systemCode } from '../shared/system-code.ts';
import { type ConfigFiles, diskFiles } from '../system/files.ts';
import { holdsNothing, parseFile } from './edit/scan.ts';
import { type Gathering, resolveNode } from './includes.ts';
import { foreignEncoding } from './parse.ts';
import { type ConfigReading, type ConfigSource, createPlaceFinder } from './reading.ts';
import { type ConfigPath, formatPath, isBlockedKey, isObject, type JsonObject, ownValue } from './value.ts';
import { configSentences as words } from './words.ts';

// `${VAR}` in string values. Pure.

/** Environment a config is read with; an empty value counts as missing. */
type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that a value names and nobody set. */
interface MissingVariable {
  readonly name: string;
  readonly path: ConfigPath;
}

/** `$${VAR}` is the text `${VAR}`; names are upper case only (the openclaw contract, section 2). */
const reference = /\$\$\{([A-Z_][A-Z0-9_]*)\}|\$\{([A-Z_][A-Z0-9_]*)\}/gu;

/**
 * Replaces `${VAR}` in every string value; keys stay as they are. What cannot be replaced is left as written and told in
 * `missing`, where OpenClaw 226 refuses the whole config.
 */
const substituteVariables = (
  root: unknown,
  variables: Variables,
): { value: unknown; missing: readonly MissingVariable[] } => {
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
    if (Array.isArray(value))
      return value.map((item, index) => (isPlain(item) ? item : visit(item, [...path, String(index)])));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        isPlain(child) ? child : visit(child, [...path, key]),
      ]),
    );
  };
  return { value: visit(root, []), missing };
};

/** Variables the config itself sets (`env.vars` and plain strings under `env`): they serve where the environment has none. */
const variablesOfConfig = (config: unknown): Variables => {
  const env = ownValue(config, 'env');
  if (!isObject(env)) return {};
  const plain: JsonObject = Object.fromEntries(
    Object.entries(env).filter(([key]) => key !== 'vars' && key !== 'shellEnv'),
  );
  const vars = ownValue(env, 'vars');
  const entries = Object.entries({ ...(isObject(vars) ? vars : {}), ...plain });
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !entry[1].includes('${') && !isBlockedKey(entry[0]),
    ),
  );
};

/** A writer that does not replace the file can be caught half-way; it is done by then (measured). */
const halfWrittenDelayMs = 50;
/** Far more than any config has. Ten times as much would hold the console up for a minute, and take gigabytes. */
export const maxConfigBytes = 32 * 1024 * 1024;

export interface ReadConfigOptions {
  /** The main file, absolute. */
  readonly path: string;
  readonly env: Variables;
  /** The gateway's `.env`: serves where `env` says nothing (the openclaw contract, section 1). */
  readonly envFile?: string;
  readonly clock: Clock;
  readonly files?: ConfigFiles;
}

const broken = (options: ReadConfigOptions, files: readonly string[], finding: Finding): ConfigReading => ({
  status: 'broken',
  path: options.path,
  value: {},
  sources: [],
  files,
  findings: [finding],
});

const readEnvFile = async (
  files: ConfigFiles,
  file: string | undefined,
): Promise<ConfigReading['environment']> => {
  if (file === undefined) return undefined;
  try {
    return (await files.facts(file))?.isFile === true ? { file, text: await files.text(file) } : { file };
  } catch {
    return { file };
  }
};

const variablesIn = (environment: ConfigReading['environment']): Variables => {
  try {
    return parseEnv(environment?.text ?? '');
  } catch {
    return {};
  }
};

/** Nothing but whitespace and comments: no config, but nothing in the way of one either. */
const emptyReading = (
  options: ReadConfigOptions,
  watched: readonly string[],
  text: string,
): ConfigReading => ({
  ...broken(options, watched, { ...words.empty(options.path), place: { file: options.path } }),
  sources: [{ file: options.path, mount: [], text, value: {} }],
});

/** The main file's text, or why there is none. */
const readMain = async (options: ReadConfigOptions, files: ConfigFiles): Promise<string | ConfigReading> => {
  const place = { file: options.path };
  try {
    const facts = await files.facts(options.path);
    if (!facts)
      return {
        ...broken(options, [options.path], { ...words.missing(options.path), place }),
        status: 'missing',
      };
    if (!facts.isFile) return broken(options, [options.path], { ...words.notAFile(options.path), place });
    if (facts.bytes > maxConfigBytes)
      return broken(options, [options.path], {
        ...words.tooBig(options.path, facts.bytes, maxConfigBytes),
        place,
      });
    const text = await files.text(options.path);
    const encoding = foreignEncoding(text);
    return encoding === undefined
      ? text
      : broken(options, [options.path], { ...words.encoded(options.path, encoding), place });
  } catch (error) {
    if (systemCode(error) === 'ELOOP')
      return broken(options, [options.path], { ...words.linkLoop(options.path), place });
    return broken(options, [options.path], { ...words.unreadable(options.path, systemCode(error)), place });
  }
};

const withVariables = (reading: ConfigReading, merged: unknown, env: Variables): ConfigReading => {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const { value, missing } = substituteVariables(merged, { ...variablesOfConfig(merged), ...known });
  const placeOf = createPlaceFinder(reading);
  const firsts = [...Map.groupBy(missing, ({ name }) => name).values()].flatMap(([first]) => first ?? []);
  const findings = firsts.map(
    ({ name, path: at }): Finding => ({ ...words.variableMissing(name, formatPath(at)), place: placeOf(at) }),
  );
  return { ...reading, value: isObject(value) ? value : {}, findings: [...reading.findings, ...findings] };
};

interface Attempt {
  readonly reading: ConfigReading;
  readonly sawParseError: boolean;
}

const readOnce = async (options: ReadConfigOptions, files: ConfigFiles): Promise<Attempt> => {
  const text = await readMain(options, files);
  if (typeof text !== 'string') return { reading: text, sawParseError: false };
  const watched = [options.path, ...(options.envFile === undefined ? [] : [options.envFile])];
  const parsed = parseFile(text);
  if (!parsed.ok && holdsNothing(text))
    return { reading: emptyReading(options, watched, text), sawParseError: true };
  if (!parsed.ok) {
    const said = words.broken(path.basename(options.path), parsed.reason);
    const place = { file: options.path, line: parsed.line };
    return { reading: broken(options, watched, { ...said, place }), sawParseError: true };
  }
  if (!isObject(parsed.value)) {
    return {
      reading: broken(options, watched, {
        ...words.notAnObject(options.path),
        place: { file: options.path },
      }),
      sawParseError: false,
    };
  }
  const rootDir = path.dirname(options.path);
  const realRootDir = await files.realPath(rootDir);
  const gathering: Gathering = {
    files,
    rootDir,
    realRootDir,
    findings: [],
    lookedFor: new Set(watched),
    sawParseError: false,
  };
  const main: ConfigSource = { file: options.path, mount: [], text, value: parsed.value };
  const place = { file: options.path, text, mount: [], inner: [], chain: [options.path] };
  const resolved = await resolveNode(gathering, place, parsed.value);
  const environment = await readEnvFile(files, options.envFile);
  const reading: ConfigReading = {
    status: 'ready',
    path: options.path,
    value: {},
    sources: [main, ...resolved.sources],
    files: [...gathering.lookedFor],
    findings: gathering.findings,
    environment,
  };
  const set = Object.fromEntries(Object.entries(options.env).filter(([, value]) => value !== undefined));
  const env = { ...variablesIn(environment), ...set };
  return { reading: withVariables(reading, resolved.value, env), sawParseError: gathering.sawParseError };
};

/**
 * Reads the config once more if a file did not parse, since it may just be being written. Never rejects: whatever is
 * wrong is in `status` and `findings`, with file and line.
 */
export const readConfig = async (options: ReadConfigOptions): Promise<ConfigReading> => {
  const files = options.files ?? diskFiles;
  try {
    const first = await readOnce(options, files);
    if (!first.sawParseError) return first.reading;
    await new Promise<void>((resolve) => {
      realTimeClock(options.clock).after(halfWrittenDelayMs, resolve);
    });
    return (await readOnce(options, files)).reading;
  } catch (error) {
    // Nothing is known to get here; a console that stays open is worth more than the stack.
    const reason = error instanceof Error ? error.name : 'unknown error';
    return broken(options, [options.path], {
      ...words.broken(path.basename(options.path), reason),
      place: { file: options.path },
    });
  }
};
