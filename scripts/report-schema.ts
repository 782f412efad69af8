// Writes docs/reports.schema.json, the shapes of what the commands print with --json; with --check it only says whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { reportSchemas } from '../src/cli/reports/all.ts';

const target = new URL('../docs/reports.schema.json', import.meta.url);

// Being read-only is a promise to our own code; it says nothing about the JSON.
const config: ConversionConfig = { target: 'draft-2020-12', typeMode: 'output', ignoreActions: ['readonly'] };

const definitions = Object.entries(reportSchemas).map(([name, schema]) => {
  const { $schema: _, ...definition } = toJsonSchema(schema, config);
  return [name.replaceAll(' ', '-'), definition] as const;
});

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What the commands of zalouser-tui print with --json',
  description:
    'Each command has its definition, such as #/$defs/pairing-list. Keys may be added, none is renamed or left out; what is not known is null.',
  $defs: Object.fromEntries(definitions),
};

const text = `${JSON.stringify(schema, undefined, 2)}\n`;

if (process.argv.includes('--check')) {
  const isCurrent = readFileSync(target, 'utf8') === text;
  process.stdout.write(
    isCurrent
      ? 'docs/reports.schema.json is up to date.\n'
      : 'docs/reports.schema.json is out of date: run npm run schema.\n',
  );
  process.exitCode = isCurrent ? 0 : 1;
} else {
  writeFileSync(target, text);
}
