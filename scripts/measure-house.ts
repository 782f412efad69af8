// How the source stands against the goals of its plan, measured from the files as they are.
//
//   npm run measure:house                 the table
//   npm run measure:house -- --list       and what each figure counts
//   npm run measure:house -- --check      exits with 1 when a goal is missed
//   npm run measure:house -- --root PATH  of another checkout
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { circlesIn, mutualPairsIn } from './house/circles.ts';
import { namesKeyOrScreen } from './house/named-keys.ts';
import { readSources, type Source, type Text } from './house/read-sources.ts';

/** One figure of the table. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly shown?: (value: number) => string;
  readonly list?: readonly string[];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const importersOf = (sources: readonly Source[]): ReadonlyMap<string, readonly string[]> => {
  const importers = new Map<string, string[]>(sources.map(({ path }) => [path, []]));
  for (const { path, imports } of sources)
    for (const imported of imports) importers.get(imported)?.push(path);
  return importers;
};

/** The folder below src/core in which a file lies; a folder in a folder is one of its own, and files of src/core itself lie in none. */
const coreFolderOf = (path: string): string | undefined => /^src\/core\/(.+)\/[^/]+$/u.exec(path)?.[1];

const coreFolders = (sources: readonly Source[]): ReadonlyMap<string, readonly string[]> => {
  const graph = new Map<string, string[]>();
  for (const { path, imports } of sources) {
    const from = coreFolderOf(path);
    if (from === undefined) continue;
    const to = imports.map(coreFolderOf).filter((folder) => folder !== undefined);
    graph.set(
      from,
      [...new Set([...(graph.get(from) ?? []), ...to])].filter((folder) => folder !== from),
    );
  }
  return graph;
};

/** `226`, `96`, or a whole version of OpenClaw such as 2026.2.26. */
const isVersion = ({ parts }: Text): boolean =>
  parts.some((part) => /\b20\d\d\.\d+\.\d+\b/u.test(part)) ||
  (parts.length === 1 && /^(?:226|96)$/u.test(parts[0] ?? ''));

const textsWhere = (sources: readonly Source[], counts: (text: Text) => boolean): readonly string[] =>
  sources.flatMap(({ path, texts }) =>
    texts
      .filter(counts)
      .map(({ line, parts }) => `${path}:${line}  ${parts.join('…').replaceAll('\n', '⏎')}`),
  );

const figuresOf = (sources: readonly Source[]): readonly Figure[] => {
  const single = [...importersOf(sources)].flatMap(([path, importers]) =>
    importers.length === 1 ? [`${path} ← ${importers[0] ?? ''}`] : [],
  );
  const pairing = sources.map(({ path }) => path).filter((path) => path.includes('pairing'));
  const pairingFolders = [...new Set(pairing.map(folderOf))];
  const circles = circlesIn(new Map(sources.map(({ path, imports }) => [path, imports]))).map((circle) =>
    circle.join(' ↔ '),
  );
  const mutual = mutualPairsIn(coreFolders(sources)).map((pair) => pair.join(' ↔ '));
  const versions = textsWhere(
    sources.filter(({ path }) => !path.endsWith('/openclaw/releases.ts')),
    isVersion,
  );
  const named = textsWhere(
    sources.filter(({ path }) => path.startsWith('src/core/')),
    ({ parts, values }) => namesKeyOrScreen(parts, values),
  );
  return [
    { name: 'files in src/', value: sources.length, goal: 400 },
    { name: '… with exactly one importer', value: single.length, goal: 80, list: single },
    {
      name: 'bytes of src/',
      value: sources.reduce((sum, { bytes }) => sum + bytes, 0),
      goal: 2_000_000,
      shown: (value) => `${(value / 1_000_000).toFixed(2)} MB`,
    },
    { name: 'files with pairing in their path', value: pairing.length, goal: 20, list: pairing },
    { name: '… folders they lie in', value: pairingFolders.length, goal: 3, list: pairingFolders },
    { name: 'circles of imports, types included', value: circles.length, goal: 0, list: circles },
    { name: 'folders of core that import each other, pairs', value: mutual.length, goal: 3, list: mutual },
    {
      name: 'version literals outside openclaw/releases.ts',
      value: versions.length,
      goal: 0,
      list: versions,
    },
    { name: 'sentences in core that name a key or a screen', value: named.length, goal: 0, list: named },
  ];
};

const row = ({ name, value, goal, shown = String }: Figure): string =>
  `${name.padEnd(48)}${shown(value).padStart(9)}${`≤ ${shown(goal)}`.padStart(12)}  ${value <= goal ? '✓' : '✗'}`;

const { values: flags } = parseArgs({
  options: { check: { type: 'boolean' }, list: { type: 'boolean' }, root: { type: 'string' } },
});
const figures = figuresOf(readSources(flags.root ?? join(import.meta.dirname, '..')));
console.log(`${''.padEnd(48)}${'now'.padStart(9)}${'goal'.padStart(12)}`);
for (const figure of figures) {
  console.log(row(figure));
  if (flags.list) for (const item of figure.list ?? []) console.log(`    ${item}`);
}
if (flags.check && figures.some(({ value, goal }) => value > goal)) process.exitCode = 1;
