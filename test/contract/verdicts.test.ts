// `decide` against the gateway: the same message, the same config, the same store.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openVerdictWorld, type VerdictWorld } from './support/verdict-world.ts';
import { baseOnly, emptySection, manyAccounts, names, noSection, type WorldTable } from './verdict-tables.ts';

const openclaw = inject('openclawB');

const worlds: readonly (readonly [string, WorldTable])[] = [
  ['many accounts', manyAccounts],
  ['names of every kind', names],
  ['no accounts', baseOnly],
  ['no section', noSection],
  ['an empty section', emptySection],
];

test('the table is as large as promised', () => {
  expect(worlds.flatMap(([, { cases }]) => cases).length).toBeGreaterThanOrEqual(60 + 81);
});

describe.skipIf(openclaw === undefined).each(worlds)('%s', (_name, table) => {
  let world: VerdictWorld;

  beforeAll(async () => {
    if (openclaw) world = await openVerdictWorld({ openclaw, ...table });
  });
  afterAll(async () => world?.close());

  test.each(table.cases.filter(({ gateway }) => gateway === undefined))(
    '$account, $says: $kind',
    async (one) => {
      const { verdict, predicted, observed, log } = await world.judge(one);
      expect({ kind: verdict.kind, observed }, log).toEqual({ kind: one.kind, observed: predicted });
    },
  );

  const differences = table.cases.filter(({ gateway }) => gateway !== undefined);
  test.runIf(differences.length > 0).each(differences)(
    'known difference: $account, $says: $kind, really $gateway',
    async (one) => {
      const { verdict, observed, log } = await world.judge(one);
      expect({ kind: verdict.kind, observed }, log).toEqual({ kind: one.kind, observed: one.gateway });
    },
  );

  test('nothing was sent beside', () => {
    expect(world.strays()).toEqual([]);
  });
});
