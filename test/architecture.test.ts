// The rules of the house that a linter cannot express; docs/architecture.md says why.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');

interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Imports of the project as paths from the root, imports of packages by their name. */
  readonly imports: readonly string[];
}

const slashed = (path: string): string => path.split(sep).join('/');
const importPattern =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

const readSource = (path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    return specifier.startsWith('.')
      ? slashed(relative(root, join(root, dirname(path), specifier)))
      : specifier;
  });
  return { path, text, imports };
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => slashed(relative(root, join(entry.parentPath, entry.name))));

const sources = filesIn('src').map(readSource);
const under = (...folders: readonly string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** `file → import` for every import that is not allowed. */
const forbidden = (
  files: readonly Source[],
  isForbidden: (imported: string, file: string) => boolean,
): readonly string[] =>
  files.flatMap(({ path, imports }) =>
    imports.filter((imported) => isForbidden(imported, path)).map((imported) => `${path} → ${imported}`),
  );

/** Files in which the pattern occurs outside comments. */
const withText = (files: readonly Source[], pattern: RegExp): readonly string[] =>
  files.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path);

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1');

test('no list is put on the call stack: it ends at some hundred thousand rows', () => {
  const spread =
    /(?:Math\.(?:max|min)|\.(?:push|unshift|splice)|fromCharCode|fromCodePoint)\((?:[^(){}]*,\s*)?\.\.\./;
  expect(withText(under('src/core/', 'src/tui/', 'src/cli/'), spread)).toEqual([]);
});

test('the scanner sees imports', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(readSource('src/cli/program.ts').imports).toEqual(
    expect.arrayContaining(['commander', 'package.json', 'src/core/faces.ts']),
  );
});

describe('layers point one way', () => {
  test('the core imports no face', () => {
    expect(
      forbidden(under('src/core/'), (imported) => /^(?:src\/(?!core\/)|react\b|ink\b)/.test(imported)),
    ).toEqual([]);
  });

  test('the core leaves standard output alone', () => {
    expect(
      withText(
        under('src/core/'),
        /\bprocess\.(?:stdout|stderr|stdin|exit)\b|\bconsole\.(?:log|error|warn|info)\(/,
      ),
    ).toEqual([]);
  });

  test('the tui knows of the core only the door for faces', () => {
    const isForbidden = (imported: string) =>
      /^src\/(?:cli|simulator)\//.test(imported) || /^src\/core\/(?!faces\.ts$)/.test(imported);
    expect(forbidden(under('src/tui/'), isForbidden)).toEqual([]);
  });

  test('the simulator knows only the core', () => {
    expect(
      forbidden(under('src/simulator/'), (imported) =>
        /^(?:src\/(?:tui|cli)\/|react\b|ink\b)/.test(imported),
      ),
    ).toEqual([]);
  });

  test('screens do not import each other', () => {
    const screens = ['access', 'directory', 'feed', 'login', 'pairing', 'status'];
    const screenOf = (path: string) => screens.find((screen) => path.startsWith(`src/tui/${screen}/`));
    const viewOf = (path: string) =>
      /\/(?:view|row|select|details)\.tsx?$/.test(path) ? screenOf(path) : undefined;
    const files = sources.filter(({ path }) => screenOf(path) !== undefined);
    const isForbidden = (imported: string, file: string) =>
      viewOf(imported) !== undefined && viewOf(imported) !== screenOf(file);
    expect(forbidden(files, isForbidden)).toEqual([]);
  });

  test('the rooms of the core are layers', () => {
    // A file may import its own layer and those before it. Root files wire the rooms together; their state and events are types for all.
    const layers = [['shared'], ['model'], ['system'], ['zca', 'openclaw'], ['config', 'policy']];
    const layerOf = (path: string): number => {
      const room = /^src\/core\/([a-z-]+)\//.exec(path)?.[1];
      const layer = layers.findIndex((rooms) => rooms.some((name) => name === room));
      return layer === -1 ? layers.length : layer;
    };
    const isRoot = (path: string) => /^src\/core\/[a-z-]+\.ts$/.test(path);
    const isForbidden = (imported: string, file: string) =>
      imported.startsWith('src/core/') &&
      !isRoot(imported) &&
      !isRoot(file) &&
      layerOf(imported) > layerOf(file);
    expect(forbidden(under('src/core/'), isForbidden)).toEqual([]);
  });

  test('nothing imports cli', () => {
    expect(
      forbidden(under('src/core/', 'src/tui/', 'src/simulator/', 'src/zca/'), (imported) =>
        imported.startsWith('src/cli/'),
      ),
    ).toEqual([]);
  });

  test('zca is a program of its own, and only it knows zca-js', () => {
    expect(
      forbidden(under('src/zca/'), (imported) => /^(?:src\/(?!zca\/)|react\b|ink\b)/.test(imported)),
    ).toEqual([]);
    expect(
      forbidden(under('src/core/', 'src/tui/', 'src/simulator/', 'src/cli/'), (imported) =>
        /^(?:src\/zca\/|zca-js\b)/.test(imported),
      ),
    ).toEqual([]);
  });

  test('the program never imports its tests or scripts', () => {
    expect(forbidden(sources, (imported) => /^(?:test|scripts|bench)\//.test(imported))).toEqual([]);
  });
});

describe('one owner each', () => {
  const only = (owner: string) => (path: string) => !path.startsWith(owner);
  const importers = (name: string) =>
    sources.filter(({ imports }) => imports.includes(name)).map(({ path }) => path);

  test('execa: core/system', () => {
    expect(importers('execa').filter(only('src/core/system/'))).toEqual([]);
  });

  test('useInput and usePaste: tui/keys', () => {
    expect(withText(sources, /\buse(?:Input|Paste)\b/).filter(only('src/tui/keys/'))).toEqual([]);
  });

  test('render(): tui/main.tsx', () => {
    expect(withText(sources, /import\s*\{[^}]*\brender\b[^}]*\}\s*from\s*'ink'/)).toEqual([
      'src/tui/main.tsx',
    ]);
  });

  test('raw escape codes: tui/terminal, and those who read them', () => {
    // The sanitizer removes them, strokes.ts hears them as keys, the simulator writes hostile text on purpose.
    const files = sources.filter(
      ({ path }) =>
        !/^src\/(?:tui\/terminal\/|tui\/keys\/strokes\.ts$|core\/shared\/text\/|simulator\/)/.test(path),
    );
    expect(withText(files, /\\x1b|\\u001b|\\u\{1b\}|\\x9b|\\u009b/i)).toEqual([]);
  });

  test('process.exit and exit codes: cli', () => {
    const files = sources.filter(({ path }) => !/^src\/(?:(?:cli|simulator)\/|zca\/main\.ts$)/.test(path));
    expect(withText(files, /\bprocess\.exit(?:Code)?\b/)).toEqual([]);
  });
});

test('pure rooms have neither Node nor a clock', () => {
  // Parsers, reducers, derived views and sentences, wherever they are; the rules of the gateway; what the terminal shows, as arithmetic.
  const rooms = /^src\/core\/(?:model|policy)\/|^src\/core\/shared\/text\/|^src\/tui\/(?:layout|state)\//;
  const files =
    /^src\/core\/(?:.+\/)?(?:reduce|state|select|words|parse|commands)(?:-[a-z-]+)?\.ts$|^src\/core\/store\.ts$|^src\/tui\/keys\/(?:resolve|strokes|bindings)/;
  const isPure = ({ path }: Source) => rooms.test(path) || files.test(path);
  const pure = sources.filter(isPure);
  // Paths are arithmetic.
  expect(forbidden(pure, (imported) => imported.startsWith('node:') && imported !== 'node:path')).toEqual([]);
  expect(
    withText(pure, /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(?:Timeout|Interval)\(/),
  ).toEqual([]);
});

test('the command line is read without the screen and without the whole core', () => {
  // Whoever asks for help, or presses Tab, waits for nothing else; what a run needs is loaded once that is known.
  const valueImports = (path: string): readonly string[] =>
    [
      ...readSource(path).text.matchAll(
        /^(?:import|export) (?!type )((?:(?!\bfrom ').)*?)\bfrom '(\.[^']+)'/gms,
      ),
    ]
      .filter(([, names = '']) => !/^\{(?:\s*type [^,}]+,?)+\s*\}\s*$/.test(names))
      .map(([, , specifier = '']) => slashed(relative(root, join(root, dirname(path), specifier))));
  const reached = new Set(['src/cli/main.ts']);
  for (const path of reached)
    if (path.endsWith('.ts')) for (const imported of valueImports(path)) reached.add(imported);
  expect([...reached]).toContain('src/cli/program.ts');
  expect(
    [...reached].filter((path) =>
      /^src\/core\/(?:faces|index)\.ts$|\.tsx$|^src\/cli\/commands\/(?!table)/.test(path),
    ),
  ).toEqual([]);
});

test('what is loaded on demand is loaded before a run begins', () => {
  // Later an update of the package may have taken the file away.
  const loaders = under('src/core/', 'src/tui/', 'src/cli/').filter(({ text }) =>
    /\bimport\(/.test(withoutComments(text)),
  );
  expect(new Set(loaders.map(({ path }) => path))).toEqual(new Set(['src/cli/main.ts']));
});

test('no default exports', () => {
  expect(withText(sources, /^export default\b|export\s*\{[^}]*\bas default\b/m)).toEqual([]);
});

test('file names are kebab-case', () => {
  expect(
    sources
      .map(({ path }) => path)
      .filter((path) => !/^(?:[a-z0-9-]+\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/.test(path)),
  ).toEqual([]);
});

test('nothing unfinished is left behind', () => {
  const all = [
    ...sources,
    ...filesIn('test')
      .filter((path) => path !== 'test/architecture.test.ts')
      .map(readSource),
  ];
  expect(all.filter(({ text }) => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});

/** What no single file of the source does. */
const wholes: ReadonlySet<string> = new Set([
  'test/core/long-lists.test.ts',
  'test/tui/app/every-size.test.tsx',
]);

test('a test lies in the folder of its source and begins with its name', () => {
  const names = sources.map(({ path }) => path.replace(/\.tsx?$/, ''));
  const stray = filesIn('test')
    .filter(
      (path) => /^test\/(?:cli|core|simulator|tui|zca)\/.*\.test\.tsx?$/.test(path) && !wholes.has(path),
    )
    .filter((path) => {
      const tested = path.replace(/^test/, 'src').replace(/(?:\.alone)?\.test\.tsx?$/, '');
      return !names.some((name) => tested === name || tested.startsWith(`${name}-`));
    });
  expect(stray).toEqual([]);
});

test('modules are replaced only in a process of its own', () => {
  const replacing = withText(filesIn('test').map(readSource), /\bvi\.(?:mock|doMock)\(/);
  expect(replacing.filter((path) => !/\.alone\.test\.tsx?$/.test(path))).toEqual([]);
});

test('the lock file knows the packages of every platform', () => {
  // Made where a registry lacks some of them, npm leaves them out, and then refuses them in `npm ci`.
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const isKnown = (name: string, parent: string) =>
    `node_modules/${name}` in lock.packages || `${parent}/node_modules/${name}` in lock.packages;
  const unknown = Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isKnown(name, parent)),
  );
  expect(unknown).toEqual([]);
});

test('tests run on a Node that the program supports', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  expect(packageJson.engines.node).toBe('>=22.12');
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2212);
});
