// What a command printed with `--json`, held against the schema that is published.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';

const file = new URL('../../docs/reports.schema.json', import.meta.url);

const schemas = new Ajv2020({ validateFormats: false });
schemas.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, 'reports');

/** The value, after it was found to be as the schema says. `command` is a key of its `$defs`. */
export const reportOf = (command: string, text: string): unknown => {
  const validate = schemas.getSchema(`reports#/$defs/${command}`);
  const value: unknown = JSON.parse(text);
  expect({ command, isValid: validate?.(value), errors: validate?.errors }).toEqual({
    command,
    isValid: true,
    errors: null,
  });
  return value;
};
