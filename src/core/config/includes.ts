// `$include`: other files merged into the config, with OpenClaw's limits (the openclaw contract, section 2).
import path from 'node:path';
import type { Finding } from '../model/finding.ts';
import { systemCode } from '../shared/system-code.ts';
import type { ConfigFiles } from '../system/files.ts';
import { parseQuietly } from './edit/scan.ts';
import { createLineFinder } from './edit/tree.ts';
import { foreignEncoding } from './parse.ts';
import type { ConfigSource } from './reading.ts';
import { type ConfigPath, deepMerge, isObject } from './value.ts';
import { type ConfigWords, configSentences as words } from './words.ts';

const includeKey = '$include';
/** Includes of includes. */
const maxDepth = 10;
const maxIncludeBytes = 2 * 1024 * 1024;

export interface Gathering {
  readonly files: ConfigFiles;
  /** Folder of the main file, as named and with links followed: nothing outside is read. */
  readonly rootDir: string;
  readonly realRootDir: string;
  readonly findings: Finding[];
  readonly lookedFor: Set<string>;
  /** A file did not parse: perhaps somebody is writing it just now. */
  sawParseError: boolean;
}

/** A file whose content is being resolved. */
interface Place {
  readonly file: string;
  readonly text: string;
  /** Where its root stands in the config. */
  readonly mount: ConfigPath;
  /** Path from its root to the node in hand. */
  readonly inner: ConfigPath;
  /** The files on the way here, the main one first. */
  readonly chain: readonly string[];
}

/** A value with its includes merged in, and the files they came from, strongest first. */
export interface Resolved {
  readonly value: unknown;
  readonly sources: readonly ConfigSource[];
}

const nothing: Resolved = { value: undefined, sources: [] };

const isInside = (dir: string, file: string): boolean => {
  const relative = path.relative(dir, file);
  return relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
};

const report = (gathering: Gathering, place: Place, said: ConfigWords): Resolved => {
  const line = createLineFinder(place.text).lineOf([...place.inner, includeKey]);
  gathering.findings.push({ ...said, place: { file: place.file, line } });
  return nothing;
};

/** Why a file may not be included, if it may not. */
const refusal = async (
  { files, rootDir, realRootDir }: Gathering,
  place: Place,
  name: string,
  file: string,
): Promise<ConfigWords | undefined> => {
  if (!isInside(rootDir, file) || !isInside(realRootDir, await files.realPath(file)))
    return words.includeOutside(name, rootDir);
  if (place.chain.includes(file))
    return words.includeCircular([...place.chain, file].map((one) => path.basename(one)));
  if (place.chain.length > maxDepth) return words.includeTooDeep(name, maxDepth);
  try {
    const facts = await files.facts(file);
    if (!facts) return words.includeMissing(name, file);
    return facts.isFile && facts.bytes <= maxIncludeBytes && facts.links <= 1
      ? undefined
      : words.includeRefused(name);
  } catch (error) {
    return systemCode(error) === 'ELOOP'
      ? words.includeLinkLoop(name)
      : words.includeUnreadable(name, systemCode(error));
  }
};

const load = async (gathering: Gathering, place: Place, name: string): Promise<Resolved> => {
  const file = path.resolve(path.dirname(place.file), name);
  if (isInside(gathering.rootDir, file)) gathering.lookedFor.add(file);
  const refused = await refusal(gathering, place, name, file);
  if (refused) return report(gathering, place, refused);
  const text = await gathering.files.text(file).catch((error: unknown) => ({ code: systemCode(error) }));
  if (typeof text !== 'string') return report(gathering, place, words.includeUnreadable(name, text.code));
  const encoding = foreignEncoding(text);
  if (encoding !== undefined) return report(gathering, place, words.includeEncoded(name, encoding));
  const parsed = parseQuietly(text);
  const mount = [...place.mount, ...place.inner];
  if (!parsed.ok) {
    gathering.sawParseError = true;
    const at = { file, line: parsed.line };
    gathering.findings.push({ ...words.includeBroken(path.basename(file), parsed.reason), place: at });
    return nothing;
  }
  const inner = await resolveNode(
    gathering,
    { file, text, mount, inner: [], chain: [...place.chain, file] },
    parsed.value,
  );
  return { value: inner.value, sources: [{ file, mount, text, value: parsed.value }, ...inner.sources] };
};

const loadAll = async (gathering: Gathering, place: Place, wanted: unknown): Promise<Resolved> => {
  const names = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
  let merged: Resolved = nothing;
  for (const name of names) {
    if (typeof name !== 'string') {
      report(gathering, place, words.includeBadValue());
      continue;
    }
    const { value, sources } = await load(gathering, place, name);
    if (value === undefined) continue;
    merged = {
      value: merged.value === undefined ? value : deepMerge(merged.value, value),
      sources: [...sources, ...merged.sources],
    };
  }
  return merged;
};

/** Is there an include anywhere in it, or a key that must not be taken over? */
const holdsSpecial = (node: unknown): node is object =>
  typeof node === 'object' &&
  node !== null &&
  (Array.isArray(node)
    ? node.some(holdsSpecial)
    : Object.hasOwn(node, includeKey) ||
      Object.hasOwn(node, '__proto__') ||
      Object.values(node).some(holdsSpecial));

/**
 * Merges the includes below `node`. A part that cannot be included is told in the findings and left out; keys beside an
 * `$include` override what it brings. Deeper includes beat those further up, later ones of a list earlier ones.
 */
export const resolveNode = async (gathering: Gathering, place: Place, node: unknown): Promise<Resolved> => {
  // Most of a config holds neither: a list of twenty thousand entries needs no promise for each.
  if (!holdsSpecial(node)) return { value: node, sources: [] };
  const sources: ConfigSource[] = [];
  const own: [string, unknown][] = [];
  for (const [key, child] of Object.entries(node)) {
    // Other names of the prototype are ordinary keys, as long as nothing is merged over them (a group may be called `constructor`).
    if (key === '__proto__' || (key === includeKey && !Array.isArray(node))) continue;
    const resolved = await resolveNode(gathering, { ...place, inner: [...place.inner, key] }, child);
    own.push([key, resolved.value]);
    for (const source of resolved.sources) sources.push(source);
  }
  if (Array.isArray(node)) return { value: own.map(([, value]) => value), sources };
  const rest = Object.fromEntries(own);
  if (!Object.hasOwn(node, includeKey)) return { value: rest, sources };
  const included = await loadAll(gathering, place, Reflect.get(node, includeKey));
  if (included.value === undefined) return { value: rest, sources };
  if (own.length > 0 && !isObject(included.value)) {
    report(gathering, place, words.includeNotObject());
    return { value: rest, sources };
  }
  const value = own.length > 0 ? deepMerge(included.value, rest) : included.value;
  return { value, sources: [...sources, ...included.sources] };
};
