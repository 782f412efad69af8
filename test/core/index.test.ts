// The public surface explains itself: whoever imports it reads the docstrings in the editor and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const core = join(import.meta.dirname, '../../src/core');

/** Every exported name with the file it is declared in. */
const exported = [...readFileSync(join(core, 'index.ts'), 'utf8').matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';$/gm)].flatMap(
  ([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.replace(/^\s*type\s/u, '').trim())
      .filter((name) => name !== '')
      .map((name) => ({ name, file })),
);

const hasDocstring = ({ name, file }: { readonly name: string; readonly file: string }): boolean =>
  new RegExp(String.raw`\*/\nexport (?:declare )?(?:abstract )?(?:async )?(?:type|interface|const|function|class) ${name}\b`, 'u').test(
    readFileSync(join(core, file), 'utf8'),
  );

test('every export of the core is found', () => {
  expect(exported.length).toBeGreaterThan(100);
  expect(exported).toContainEqual({ name: 'createConsole', file: './create-console.ts' });
});

test('every export of the core has a docstring', () => {
  expect(exported.filter((one) => !hasDocstring(one)).map(({ name }) => name)).toEqual([]);
});
