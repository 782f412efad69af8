// Source of the bench made into a program as scripts/build.ts makes the console: one file, production React, nothing of the developer's.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** What is bundled: a file of the bench, or source text that is read as if it stood there. */
export type BundleSource = { readonly file: string } | { readonly text: string };

/** Writes the bundle to `outfile`, a `.js` file in a folder of its own. */
export const bundle = async (source: BundleSource, outfile: string): Promise<void> => {
  const folder = dirname(outfile);
  const nothing = join(folder, 'nothing.js');
  await writeFile(nothing, 'export default {};\n');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const entry: BuildOptions =
    'file' in source
      ? { entryPoints: [source.file] }
      : { stdin: { contents: source.text, resolveDir: root, loader: 'js' } };
  await build({
    ...entry,
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.12',
    jsx: 'automatic',
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"',
      // Files of the bench find others by where they stand, also from within the bundle.
      ...('file' in source ? { 'import.meta.dirname': JSON.stringify(dirname(source.file)) } : {}),
    },
    alias: { 'react-devtools-core': nothing },
    banner: {
      js: `import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);`,
    },
  });
};
