import { expect, it } from 'vitest';
import { pairingFiles, storeScope } from '../../../src/core/pairing/files.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { aConfig, anAccount, shop } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const folder = '/home/an/.openclaw/credentials';

it.each([
  ['shop', 'zalouser-shop-allowFrom.json', ['zalouser-shop-allowFrom.json']],
  [
    'default',
    'zalouser-default-allowFrom.json',
    ['zalouser-default-allowFrom.json', 'zalouser-allowFrom.json'],
  ],
  ['a/b', 'zalouser-a_b-allowFrom.json', ['zalouser-a_b-allowFrom.json']],
])('names the files of account %s', (account, approved, revoked) => {
  expect(pairingFiles(aConfig(), accountId(account))).toEqual({
    folder,
    requests: 'zalouser-pairing.json',
    approved,
    revoked,
  });
});

it('names none where pairing is kept in a database', () => {
  expect(pairingFiles(aConfig({ release: aRelease('d') }), shop)).toBeUndefined();
});

it.each(['2026.5.12', '2026.3.13'] as const)('names those of the account on %s, too', (version) => {
  expect(pairingFiles(aConfig({ release: aRelease(version) }), shop)?.approved).toBe(
    'zalouser-shop-allowFrom.json',
  );
});

it.each(['2026.2.9', '2026.2.25'] as const)('names the one file of all accounts on %s', (version) => {
  const approved = 'zalouser-allowFrom.json';
  expect(pairingFiles(aConfig({ release: aRelease(version) }), shop)).toMatchObject({
    approved,
    revoked: [approved],
  });
});

it.each([
  ['the default account, where it sends codes', ['pairing', 'pairing'], 'shop'],
  ['one that sends codes, where the default account does not', ['allowlist', 'pairing'], 'work'],
  ['the default account, where none does', ['open', 'disabled'], 'shop'],
])('takes requests that name no account to have come in on %s', (_, [ofShop = '', ofWork = ''], askedOn) => {
  const accounts = [anAccount({ dmPolicy: ofShop }), anAccount({ id: 'work', dmPolicy: ofWork })];
  expect(storeScope(aConfig({ release: aRelease('a'), accounts }))).toEqual({
    type: 'one-for-all',
    accounts: ['shop', 'work'],
    askedOn,
  });
});
