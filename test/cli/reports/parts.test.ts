import { expect, test } from 'vitest';
import { errorLines } from '../../../src/cli/reports/parts.ts';

test('an error is one line, harmless and without secrets; the program’s own words are another', () => {
  expect(
    errorLines({
      code: 'internal',
      sentence: 'It broke.',
      hint: 'Mend\u001b[2J it.',
      detail: 'token=hush\nat x.js',
    }),
  ).toEqual(['It broke. Mend it.', expect.not.stringContaining('hush')]);
});
