import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exactTextOf, Written } from '../../../../src/core/shared/text/exactly.ts';

const hostile = '\u001b]0;taken\u0007';

describe('Written', () => {
  it('gives its text to nobody who does not ask for it', () => {
    const holder = {
      name: new Written(hostile),
      list: [new Written(hostile)],
      map: new Map([['key', new Written(hostile)]]),
    };
    const sinks = [
      JSON.stringify(holder),
      format('%s %o %j', holder.name, holder.name, holder.list),
      inspect(holder, { depth: 9, showHidden: true }),
      Object.entries(holder.name).join(),
    ];
    for (const sink of sinks) expect(sink).not.toContain('taken');
  });

  it('is what is compared, where there is one', () => {
    expect([
      exactTextOf('shown', undefined),
      exactTextOf('shown', new Written('')),
      exactTextOf('', new Written(hostile)),
    ]).toEqual(['shown', '', hostile]);
  });
});
