// What the documents promise and the program can be asked about: flags, exit codes, error codes, links.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { exitCodeTable } from '../src/cli/exit-codes.ts';
import { parseOptions } from '../src/cli/options.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();

const help = (): string => {
  const parsed = parseOptions(['--help'], {});
  if (parsed.type !== 'help') throw new Error('--help gives no help');
  return parsed.text;
};

test('the README lists every flag, and no other', () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `-'))
    .map((line) => line.split('|')[1] ?? '')
    .join('\n');
  expect(all(rows, /(--[a-z-]+)/g)).toEqual(all(help(), /^ {2}(?:-\w, )?(--[a-z-]+)/gm));
});

test('the README has the exit codes of --help', () => {
  const readme = read('README.md').replaceAll('`', '');
  for (const [code, meaning] of exitCodeTable()) expect(readme).toContain(`| ${code} | ${meaning} |`);
});

test('docs/troubleshooting.md knows every error code and every finding', () => {
  const codes = all(
    /type ErrorCode =([^;]*);/.exec(read('src/core/shared/error-view.ts'))?.[1] ?? '',
    /'([a-z-]+)'/g,
  );
  const words = ['words', 'words-access', 'words-values']
    .map((name) => read(`src/core/config/${name}.ts`))
    .join('\n');
  const derived = read('src/core/findings.ts');
  const findings = all(
    `${words}\n${derived}`,
    /(?:\b(?:problem|warning|note)\(\s*|\bcode: (?:key === 'dmPolicy' \? )?)'([a-z-]+)'/g,
  );
  expect([codes.length > 30, findings.length > 35]).toEqual([true, true]);
  const page = read('docs/troubleshooting.md');
  expect([...codes, ...findings].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

test('docs/architecture.md sends nobody to a file that is not there', () => {
  const table = /## Where do I change X\?\n([\s\S]*?)\n## /u.exec(read('docs/architecture.md'))?.[1] ?? '';
  const named = all(table, /`((?:core|tui|cli)\/[\w./*-]*)`/gu);
  expect(named.length).toBeGreaterThan(20);
  const isThere = (path: string): boolean =>
    path.includes('*')
      ? globSync(`src/${path}`, { cwd: root }).length > 0
      : existsSync(join(root, 'src', path));
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});

test('links inside the documents lead somewhere', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`),
  ];
  const dangling = pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) =>
      all(read(page), /\]\((?!https?:|#)([^)#\s]+)/g)
        .filter((link) => !existsSync(join(root, dirname(page), link)))
        .map((link) => `${page} → ${link}`),
    );
  expect(dangling).toEqual([]);
});
