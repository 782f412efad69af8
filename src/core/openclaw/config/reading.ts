// What a reading of the config gives, and questions to it.
import type { Finding } from '../../model/finding.ts';
import { createLineFinder, type LineFinder } from './parse.ts';
import { type ConfigPath, type JsonObject, valueAt } from './value.ts';

/** One file of the config: the main one, or an included one. */
export interface ConfigSource {
  readonly file: string;
  /** Where in the config its root stands: `[]` for the main file and for includes at the top. */
  readonly mount: ConfigPath;
  readonly text: string;
  /** Its own content, `$include` still in it, variables not replaced. */
  readonly value: unknown;
}

/** The config as far as it could be read. */
export interface ConfigReading {
  /** `broken`: the main file has no usable object in it; `value` is empty then. Broken includes leave the rest `ready`. */
  readonly status: 'ready' | 'missing' | 'broken';
  readonly path: string;
  /** Everything merged, variables replaced. */
  readonly value: JsonObject;
  /** Strongest first: what an earlier one says overrides a later one (arrays of all are joined). */
  readonly sources: readonly ConfigSource[];
  /** Every file that was looked for, also missing and broken ones: what a watch must look at. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

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

/** Tells where a key stands. */
export type PlaceFinder = (path: ConfigPath) => NonNullable<Finding['place']>;

/** File and line of a key, or of the nearest parent that is written down; the main file if none is. */
export const createPlaceFinder = (reading: ConfigReading): PlaceFinder => {
  const finders = new Map<ConfigSource, LineFinder>();
  const lineIn = (source: ConfigSource, path: ConfigPath): number | undefined => {
    const finder = finders.get(source) ?? createLineFinder(source.text);
    finders.set(source, finder);
    return finder.lineOf(path);
  };
  return (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const wanted = path.slice(0, length);
      const source = sourcesOf(reading, wanted)[0];
      const line = source && lineIn(source, within(source, wanted) ?? []);
      if (source) return { file: source.file, ...(line === undefined ? {} : { line }) };
    }
    return { file: reading.path };
  };
};
