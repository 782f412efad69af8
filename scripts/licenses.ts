// The licences of what is bundled: their texts must travel with the copies.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const packageOf = (input: string): string | undefined =>
  /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

const describe = async (root: string, name: string): Promise<string> => {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined
      ? `License: ${license ?? 'see the package'}`
      : (await readFile(join(folder, file), 'utf8')).trim();
  return `${name} ${version}\n\n${text}\n`;
};

/** The licence texts of every package of which something is in the bundles. */
export const licensesOf = async (root: string, metafiles: readonly Metafile[]): Promise<string> => {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const names = inputs.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (packageOf(path) ?? []) : [],
  );
  const texts = await Promise.all([...new Set(names)].sort().map(async (name) => describe(root, name)));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
};
