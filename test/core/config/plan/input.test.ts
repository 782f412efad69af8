import { describe, expect, it } from 'vitest';
import { type ConfigEdit, sideEffects } from '../../../../src/core/config/plan/input.ts';
import type { JsonObject } from '../../../../src/core/config/value.ts';

const path = ['channels', 'zalouser', 'dmPolicy'];
const open: ConfigEdit = { op: 'set', path, value: 'open' };
const config = (zalouser: JsonObject, rest: JsonObject = {}): JsonObject => ({
  channels: { zalouser },
  ...rest,
});

describe('what edits really do', () => {
  it('is what they ask for, and nothing else', () =>
    expect(sideEffects(config({ dmPolicy: 'pairing' }), [open], config({ dmPolicy: 'open' }))).toEqual({
      missed: [],
      besides: [],
    }));
  it('is told where something stronger says otherwise', () =>
    expect(sideEffects(config({ dmPolicy: 'pairing' }), [open], config({ dmPolicy: 'pairing' }))).toEqual({
      missed: [path],
      besides: [],
    }));
  it('is told where something else changes with it', () =>
    expect(
      sideEffects(
        config({ dmPolicy: 'pairing' }),
        [open],
        config({ dmPolicy: 'open' }, { other: { dmPolicy: 'open' } }),
      ),
    ).toEqual({
      missed: [],
      besides: [['other']],
    }));
  it.each<[string, JsonObject, readonly ConfigEdit[], JsonObject]>([
    [
      'lists that get entries',
      { allowFrom: ['1'] },
      [{ op: 'add-entries', path: ['channels', 'zalouser', 'allowFrom'], entries: ['2'] }],
      { allowFrom: ['1', '2'] },
    ],
    [
      'entries that go however they are written',
      { allowFrom: ['zalouser:1', 1, '2'] },
      [{ op: 'remove-entry', path: ['channels', 'zalouser', 'allowFrom'], entry: '1' }],
      { allowFrom: ['2'] },
    ],
    [
      'keys that go',
      { name: 'x', dmPolicy: 'open' },
      [{ op: 'remove', path: ['channels', 'zalouser', 'name'] }],
      { dmPolicy: 'open' },
    ],
    ['keys that were not there', {}, [{ op: 'remove', path: ['channels', 'zalouser', 'name'] }], {}],
    [
      'other names',
      { accounts: { Work: { a: 1 } } },
      [{ op: 'rename', path: ['channels', 'zalouser', 'accounts', 'Work'], to: 'work' }],
      { accounts: { work: { a: 1 } } },
    ],
    [
      'one edit upon another',
      {},
      [
        { op: 'set', path: ['channels', 'zalouser', 'groups'], value: { a: { enabled: true } } },
        { op: 'set', path: ['channels', 'zalouser', 'groups', 'a', 'enabled'], value: false },
      ],
      { groups: { a: { enabled: false } } },
    ],
    [
      'variables, which are read otherwise than they are written',
      {},
      [{ op: 'set', path: ['channels', 'zalouser', 'allowFrom'], value: ['${AN}', '2'] }],
      { allowFrom: ['5', '2'] },
    ],
  ])('is understood: %s', (_what, before, edits, after) =>
    expect(sideEffects(config(before), edits, config(after))).toEqual({ missed: [], besides: [] }),
  );
  it('is told of a rename that leaves the old key', () =>
    expect(
      sideEffects(
        config({ accounts: { Work: {} } }),
        [{ op: 'rename', path: ['channels', 'zalouser', 'accounts', 'Work'], to: 'work' }],
        config({ accounts: { Work: {} } }),
      ).missed,
    ).toHaveLength(2));
});
