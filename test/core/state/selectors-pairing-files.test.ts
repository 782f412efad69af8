import { expect, it } from 'vitest';
import { accountId } from '../../../src/core/model/ids.ts';
import { pairingFiles } from '../../../src/core/state/selectors-pairing-files.ts';
import { aConfig, shop } from '../../support/builders.ts';

const folder = '/home/an/.openclaw/credentials';

it.each([
  ['shop', 'zalouser-shop-allowFrom.json', ['zalouser-shop-allowFrom.json']],
  ['default', 'zalouser-default-allowFrom.json', ['zalouser-default-allowFrom.json', 'zalouser-allowFrom.json']],
  ['a/b', 'zalouser-a_b-allowFrom.json', ['zalouser-a_b-allowFrom.json']],
])('names the files of account %s', (account, approved, revoked) => {
  expect(pairingFiles(aConfig(), accountId(account))).toEqual({ folder, requests: 'zalouser-pairing.json', approved, revoked });
});

it('names none where pairing is kept in a database', () => {
  expect(pairingFiles(aConfig({ generation: '96' }), shop)).toBeUndefined();
});
