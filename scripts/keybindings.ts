// Writes docs/keybindings.md from the binding table; with --check it only says whether the file is up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { type Binding, bindings, type Place } from '../src/tui/keys/bindings.ts';
import { strokeLabel } from '../src/tui/keys/strokes.ts';
import { keySentences, placeSentences } from '../src/tui/keys/words.ts';

const target = new URL('../docs/keybindings.md', import.meta.url);

/** In the order of the catalogue, so that no place can be forgotten. */
const places = Object.keys(placeSentences) as readonly Place[];

const code = (stroke: string): string => (stroke === '|' ? '`\\|`' : `\`${strokeLabel(stroke)}\``);

const row = (binding: (typeof bindings)[number]): string => {
  const { strokes, isDanger }: Binding = binding;
  const keys = strokes.length === 0 ? 'palette only' : strokes.map(code).join(' ');
  return `| ${keys} | ${keySentences[binding.id]}${isDanger === true ? ' (asks first)' : ''} | \`${binding.id}\` |`;
};

const section = (place: Place): string => {
  const rows = bindings.filter((binding) => binding.place === place).map(row);
  return rows.length === 0
    ? ''
    : `## ${placeSentences[place]}\n\n| key | does | id |\n|---|---|---|\n${rows.join('\n')}\n`;
};

const text = `# Keys

Generated from \`src/tui/keys/bindings.ts\` by \`npm run keys\`; do not edit by hand. \`^x\` is Ctrl+x.

${places
  .map(section)
  .filter((part) => part !== '')
  .join('\n')}`;

if (process.argv.includes('--check')) {
  const isCurrent = readFileSync(target, 'utf8') === text;
  process.stdout.write(
    isCurrent
      ? 'docs/keybindings.md is up to date.\n'
      : 'docs/keybindings.md is out of date: run npm run keys.\n',
  );
  process.exitCode = isCurrent ? 0 : 1;
} else {
  writeFileSync(target, text);
}
