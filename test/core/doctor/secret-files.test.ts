import { describe, expect, it } from 'vitest';
import { holdsSecrets } from '../../../src/core/config/diff-secrets.ts';
import { type SecretFilesInput, secretFiles } from '../../../src/core/doctor/secret-files.ts';
import { aConfig, anAccount } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const ask = (parts: Partial<SecretFilesInput> = {}): readonly string[] =>
  secretFiles({
    config: aConfig(),
    env: {},
    homeDir: '/home/an',
    secretConfigs: [],
    credentialNames: [],
    ...parts,
  }).map(({ kind, path }) => `${kind} ${path}`);

describe('files that should be private', () => {
  it('the session of every profile, once', () => {
    const config = aConfig({
      accounts: [anAccount(), anAccount({ id: 'old', profile: 'shop' }), anAccount({ id: 'work' })],
    });
    expect(ask({ config })).toEqual([
      'session /home/an/.openzca/profiles/shop/credentials.json',
      'session /home/an/.openzca/profiles/work/credentials.json',
      'session /home/an/.openclaw/credentials/zalouser/credentials.json',
      'session /home/an/.openclaw/credentials/zalouser/credentials-shop.json',
      'session /home/an/.openclaw/credentials/zalouser/credentials-work.json',
      'config /home/an/.openclaw/.env',
    ]);
  });

  it('where zca keeps them', () => {
    const config = aConfig({ stateDir: '/s' });
    expect(ask({ config, env: { HOME: '/h' } })[0]).toBe(
      'session /h/.openzca/profiles/shop/credentials.json',
    );
    expect(ask({ config, env: { HOME: '/h', OPENZCA_HOME: '/z' } })[0]).toBe(
      'session /z/profiles/shop/credentials.json',
    );
    expect(ask({ config, env: { OPENZCA_HOME: ' ' } })[0]).toBe(
      'session /home/an/.openzca/profiles/shop/credentials.json',
    );
  });

  it('a profile that is no name of a folder leads nowhere', () => {
    expect(ask({ config: aConfig({ accounts: [anAccount({ profile: '../../etc' })] }) })).toEqual([
      'session /home/an/.openclaw/credentials/zalouser/credentials.json',
      'config /home/an/.openclaw/.env',
    ]);
  });

  it('a config with secrets, and its old texts', () => {
    expect(ask({ secretConfigs: ['/c/openclaw.json'] }).filter((line) => line.startsWith('config'))).toEqual([
      'config /c/openclaw.json',
      'config /c/openclaw.json.bak',
      'config /c/openclaw.json.bak.1',
      'config /c/openclaw.json.bak.2',
      'config /c/openclaw.json.bak.3',
      'config /c/openclaw.json.bak.4',
      'config /home/an/.openclaw/.env',
    ]);
  });

  it('the store, but not what belongs to other channels', () => {
    const credentialNames = [
      'oauth.json',
      'telegram-pairing.json',
      'zalouser-pairing.json',
      'zalouser-shop-allowFrom.json',
      'zalouser-x.lock',
    ];
    expect(ask({ credentialNames }).filter((line) => line.startsWith('store'))).toEqual([
      'store /home/an/.openclaw/credentials',
      'store /home/an/.openclaw/credentials/zalouser-pairing.json',
      'store /home/an/.openclaw/credentials/zalouser-shop-allowFrom.json',
    ]);
  });

  it('the database of later versions', () => {
    expect(ask({ config: aConfig({ release: aRelease('d') }) })).toContain(
      'session /home/an/.openclaw/state/openclaw.sqlite',
    );
  });
});

it.each([
  ['{ gateway: { auth: { token: "abc" } } }', true],
  ['{ gateway: { auth: { token: "${TOKEN}" } } }', false],
  ['{ channels: { zalouser: { dmPolicy: "open" } } }', false],
  ['{ token: ', false],
])('%s holds secrets: %s', (text, expected) => {
  expect(holdsSecrets(text)).toBe(expected);
});
