// dist/: the console, the core as a library and what both share, the demo's zca and openclaw in a file each, and the core's types.
// Why it is built like this: docs/decisions/0002-bundle.md.
import { execFile } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { licensesOf } from './licenses.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);
/** Made here and moved at the end, so that a failed build, or one beside a running program, leaves dist/ whole. */
const staging = join(root, `dist.${process.pid}`);

/** Modules of dependencies that must not be in the program, by what replaces them. */
const stubs: Readonly<Record<string, string>> = {
  // conf validates with these only when it is given a schema; ours is checked with valibot.
  'ajv/dist/2020.js': `export class Ajv2020 { constructor() { throw new Error('ajv is not part of this build'); } }`,
  'ajv-formats': `export default () => { throw new Error('ajv-formats is not part of this build'); };`,
  // conf compares versions with it when it is given migrations, which ours is not.
  semver: `export default new Proxy({}, { get: () => { throw new Error('semver is not part of this build'); } });`,
  // atomically (in conf) cleans up with it. It answers every signal by raising it again, which would end the program in the
  // middle of its own way out; that way always ends in process.exit or an empty loop, so 'exit' is enough.
  'when-exit': `export default (callback) => { process.on('exit', callback); return () => process.off('exit', callback); };`,
  // Ink's, for whoever has DEV=true in the environment; it needs react-devtools-core.
  './devtools.js': '',
};

/**
 * What is loaded when it is first used, by the names that are imported: none of it is needed for the first frame. `node:crypto` takes Node
 * 5 ms, and pngjs brings zlib along.
 */
const late: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': [
    'createHash',
    'createPrivateKey',
    'createPublicKey',
    'generateKeyPairSync',
    'randomBytes',
    'randomInt',
    'randomUUID',
    'sign',
    'timingSafeEqual',
    'default',
  ],
  'node:assert': ['default'],
  '@bomb.sh/tab': ['RootCommand', 'script'],
  pngjs: ['PNG'],
  'qrcode-terminal': ['default'],
  ws: ['WebSocket'],
};

/** A module whose exports look theirs up in `module` at every use. */
const lateModule = (module: string, names: readonly string[]): string => {
  const load = module.startsWith('node:') ? `process.getBuiltinModule('${module}')` : `require('${module}')`;
  const exported = names.map((name) => {
    const real = name === 'default' ? 'load()' : `load().${name}`;
    return `const late_${name} = new Proxy(function () {}, {
  get: (_, key) => ${real}[key], set: (_, key, value) => Reflect.set(${real}, key, value),
  apply: (_, self, args) => ${real}(...args), construct: (_, args) => new (${real})(...args),
});`;
  });
  return [
    `const load = () => ${load};`,
    ...exported,
    `export { ${names.map((name) => `late_${name} as ${name}`).join(', ')} };`,
  ].join('\n');
};

const stubPlugin: Plugin = {
  name: 'stubs',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^/ }, ({ path, importer, kind }) => {
      if (path in stubs && importer.includes('node_modules')) return { path, namespace: 'stub' };
      return path in late && kind === 'import-statement' ? { path, namespace: 'late' } : undefined;
    });
    onLoad({ filter: /^/, namespace: 'stub' }, ({ path }) => ({ contents: stubs[path] ?? '' }));
    onLoad({ filter: /^/, namespace: 'late' }, ({ path }) => ({
      contents: lateModule(path, late[path] ?? []),
      resolveDir: root,
    }));
  },
};

/** zca-js asks a registry for a newer release of itself, with a comparison of versions of its own. */
const zcaStubs: Plugin = {
  name: 'zca-stubs',
  setup: ({ onLoad }) => {
    onLoad({ filter: /node_modules[\\/]zca-js[\\/]dist[\\/]update\.js$/ }, () => ({
      contents: 'export const checkUpdate = async () => {};',
    }));
  },
};

/** Readable stack traces are worth more here than the last third of the size: names stay, and lines are short enough to be found. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22.12',
  jsx: 'automatic',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  logLevel: 'warning',
  // Yoga would fetch its WebAssembly from a data: URL, for which Node first loads an HTTP client (40 ms); without it decodes.
  define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  plugins: [stubPlugin],
  // Some dependencies are CommonJS and call require() for Node's own modules.
  banner: {
    js: `import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);`,
  },
};

/** Unlike the console it asks the network. */
const zcaDefine = { 'process.env.NODE_ENV': '"production"' };

/** The calls of our own zca, beside the file that is run. */
const zcaProgram: Plugin = {
  name: 'zca-program',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './zca-program.js', external: true }));
  },
};

const bundles: readonly BuildOptions[] = [
  {
    ...common,
    // The library and the program share one copy of the core.
    entryPoints: { 'zalouser-tui': 'src/cli/main.ts', core: 'src/core/index.ts' },
    outdir: staging,
    splitting: true,
    chunkNames: 'shared-[hash]',
  },
  { ...common, entryPoints: ['src/simulator/zca-main.ts'], outfile: join(staging, 'demo-zca.js') },
  { ...common, entryPoints: ['src/simulator/openclaw-main.ts'], outfile: join(staging, 'demo-openclaw.js') },
  {
    ...common,
    // What stands in front of another zca has hardly any time: what only our own calls need is a file of its own, loaded before they begin.
    entryPoints: ['src/zca/main.ts'],
    outfile: join(staging, 'zca.js'),
    define: zcaDefine,
    plugins: [zcaProgram, stubPlugin],
  },
  {
    ...common,
    // One file: a run of hours must not look for the rest of itself after an update of the package. What is imported later is not run before.
    entryPoints: ['src/zca/program.ts'],
    outfile: join(staging, 'zca-program.js'),
    define: zcaDefine,
    plugins: [zcaStubs],
  },
];

/** @throws Error with what tsc printed */
const declare = async (outDir: string): Promise<void> => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], { cwd: root }).catch(
    (error: unknown) => {
      const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
      throw new Error(`The types of the core could not be made:\n${output}`);
    },
  );
};

/** The types of the core in one file: those its index exports and what they are made of, also where that is a library's. */
const types = async (): Promise<void> => {
  const declarations = join(staging, 'types');
  await declare(declarations);
  const bundle = await rolldown({
    input: { core: join(declarations, 'index.d.ts') },
    // tsc has made the declarations already, so that the plugin has nothing to generate.
    plugins: [dts({ dtsOnly: true, generator: 'oxc', tsconfig: false })],
  });
  await bundle.write({ dir: staging });
  await rm(declarations, { recursive: true });
};

const bundle = async (): Promise<void> => {
  const results = await Promise.all(bundles.map(async (options) => build({ ...options, metafile: true })));
  await writeFile(
    join(staging, 'THIRD-PARTY-LICENSES.txt'),
    await licensesOf(
      root,
      results.map(({ metafile }) => metafile),
    ),
  );
};

const results = await Promise.allSettled([bundle(), types()]);
for (const result of results) {
  if (result.status === 'fulfilled') continue;
  // What esbuild has to say it has printed itself.
  if (!(result.reason instanceof Error && 'errors' in result.reason)) console.error(String(result.reason));
  process.exitCode = 1;
}
if (process.exitCode === undefined) {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await rename(staging, join(root, 'dist'));
}
await rm(staging, { recursive: true, force: true });
