// What a reading of the config gives, and questions to it.
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../shared/ids.ts';
import { createLineFinder, type LineFinder } from './edit/tree.ts';
import { isSame } from './edit/types.ts';
import { type ConfigPath, type JsonObject, valueAt } from './value.ts';
import type { ConfigWords } from './words-values.ts';

// How readers of the config tell what is wrong with it.

/** Takes a finding about a place of the config; the same words are kept once. */
export type Report = (said: ConfigWords, path: ConfigPath, accountId?: AccountId) => void;

/** One file of the config: the main one, or an included one. */
export interface ConfigSource {
  readonly file: string;
  /** Where in the config its root stands: `[]` for the main file and for includes at the top. */
  readonly mount: ConfigPath;
  readonly text: string;
  /** Its own content, `$include` still in it, variables not replaced. */
  readonly value: unknown;
}

export interface ConfigReading {
  /**
   * `broken`: the main file has no usable object in it; `value` is empty then. Broken includes leave the rest `ready`. An empty file is
   * broken too, since the gateway refuses it, but it is among the `sources`: it can be written to.
   */
  readonly status: 'ready' | 'missing' | 'broken';
  readonly path: string;
  /** Everything merged, variables replaced. */
  readonly value: JsonObject;
  /** Strongest first: what an earlier one says overrides a later one (arrays of all are joined). */
  readonly sources: readonly ConfigSource[];
  /** Every file that was looked for, also missing and broken ones: what a watch must look at. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  /** The gateway's `.env`, which may decide values; without `text` if there is none. Absent where none was looked for. */
  readonly environment?: { readonly file: string; readonly text?: string };
}

/** Do two readings say the same, of the same files and in the same place? Then nothing that is derived from one needs to be derived again. */
export const isSameReading = (one: ConfigReading, other: ConfigReading): boolean => {
  const { sources, value, ...rest } = one;
  const { sources: otherSources, value: otherValue, ...otherRest } = other;
  return (
    isSame(rest, otherRest) &&
    sources.length === otherSources.length &&
    sources.every(({ file, mount, text }, index) => {
      const source = otherSources[index];
      return (
        source !== undefined && file === source.file && text === source.text && isSame(mount, source.mount)
      );
    }) &&
    isSame(value, otherValue)
  );
};

/** Path of a config key within a source, or undefined if the source is mounted elsewhere. */
const within = ({ mount }: ConfigSource, path: ConfigPath): ConfigPath | undefined =>
  mount.every((key, index) => path[index] === key) ? path.slice(mount.length) : undefined;

/**
 * The files that say something about `path`, strongest first: the first is the one to edit. More than one for objects and for
 * arrays that were joined.
 */
export const sourcesOf = ({ sources }: ConfigReading, path: ConfigPath): readonly ConfigSource[] =>
  sources.filter((source) => {
    const own = within(source, path);
    return own !== undefined && valueAt(source.value, own) !== undefined;
  });

export type PlaceFinder = (path: ConfigPath) => NonNullable<Finding['place']>;

interface Local {
  readonly source: ConfigSource;
  readonly path: ConfigPath;
}

/** The source an element of a joined array came from, and its position there: the weakest source's elements come first. */
const elementIn = (
  sources: readonly ConfigSource[],
  arrayPath: ConfigPath,
  position: number,
): Local | undefined => {
  let left = position;
  for (const source of sources.toReversed()) {
    const path = within(source, arrayPath) ?? [];
    const list = valueAt(source.value, path);
    const count = Array.isArray(list) ? list.length : 0;
    if (left < count) return { source, path: [...path, String(left)] };
    left -= count;
  }
  return undefined;
};

/** The strongest source that has `path`; elements of arrays that several files were joined into are followed to their own file. */
const localOf = (reading: ConfigReading, path: ConfigPath): Local | undefined => {
  const isJoined = (at: number): boolean => {
    const before = sourcesOf(reading, path.slice(0, at));
    return (
      before.length > 1 &&
      before.every((source) => Array.isArray(valueAt(source.value, within(source, path.slice(0, at)) ?? [])))
    );
  };
  const depth = reading.sources.length < 2 ? -1 : path.findIndex((_, at) => isJoined(at));
  if (depth < 0) {
    const source = sourcesOf(reading, path)[0];
    return source && { source, path: within(source, path) ?? [] };
  }
  const element = elementIn(
    sourcesOf(reading, path.slice(0, depth)),
    path.slice(0, depth),
    Number(path[depth]),
  );
  if (!element) return undefined;
  const local = [...element.path, ...path.slice(depth + 1)];
  return valueAt(element.source.value, local) === undefined
    ? undefined
    : { source: element.source, path: local };
};

/** Finds lines in sources; the text of each is parsed at most once for as long as this lives. */
export type LineFinders = (source: ConfigSource) => LineFinder;

/** To be let go of afterwards: what it knows of a long text takes more memory than the text. */
export const createLineFinders = (): LineFinders => {
  const finders = new Map<ConfigSource, LineFinder>();
  return (source) => {
    const finder = finders.get(source) ?? createLineFinder(source.text);
    finders.set(source, finder);
    return finder;
  };
};

/** File and line of a key, or of the nearest parent that is written down; the main file if none is. */
export const createPlaceFinder = (reading: ConfigReading, finderOf = createLineFinders()): PlaceFinder => {
  return (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const local = localOf(reading, path.slice(0, length));
      const line = local && finderOf(local.source).lineOf(local.path);
      if (local) return { file: local.source.file, line };
    }
    return { file: reading.path };
  };
};
