import { expect, it } from 'vitest';
import { decided } from '../../../src/cli/commands/pairing-decide.ts';
import { pairingSentences } from '../../../src/core/pairing/words.ts';
import { aConfig, anAccount, anId, aState, nowMs, shop } from '../../support/builders.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';

const accounts = [anAccount({ id: 'shop' }), anAccount({ id: 'work' })];
const after = (act: 'approve' | 'dismiss' | 'revoke', kind: ReleaseKind, listed = accounts) =>
  decided(
    aState({ config: aConfig({ release: aRelease(kind), accounts: listed }) }),
    { act, person: { accountId: shop, senderId: anId }, outcome: { ok: true } },
    nowMs,
  );

it.each([
  ['approve', 'a'],
  ['revoke', 'a'],
] as const)('%s on a release with one list for every account says that it counts on all', (act, kind) => {
  const { json, lines } = after(act, kind);
  expect(lines).toContain(pairingSentences.countsForAll(2));
  expect(json.note).toContain(pairingSentences.countsForAll(2));
});

it.each([
  ['approve', 'b', accounts],
  ['approve', 'a', accounts.slice(0, 1)],
  ['dismiss', 'a', accounts],
] as const)('%s on kind %s, where it touches one account, does not', (act, kind, listed) => {
  expect(after(act, kind, [...listed]).lines).not.toContain(pairingSentences.countsForAll(listed.length));
});
