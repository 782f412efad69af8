import { expect, it } from 'vitest';
import { maskSecrets } from '../../../src/core/config/diff-secrets.ts';
import { isSecretName, redactArgs, redacted, redactText } from '../../../src/core/system/redact.ts';

// One list: what is a secret in a config is one in the output of a program and among its arguments, however its words are joined.
it.each([
  'token',
  'botToken',
  'gateway_token',
  'GROQ_API_KEY',
  'clientSecret',
  'secretKey',
  'passcode',
  'passphrase',
  'pwd',
  'jwt',
  'otp',
  'hookPin2',
  'cookies',
  'imei',
  'zpsid',
  'z_uuid',
  'zpw_enk',
  'zpw_sek',
  'sessionKey',
  'session-key',
  'encrypted_key',
  'encryptionKey',
  'bearer',
  'sig',
  'creds',
])('%s is a secret everywhere', (name) => {
  expect(isSecretName(name)).toBe(true);
  expect(redactText(`{"${name}":"x1"}`)).toBe(`{"${name}":${redacted}}`);
  expect(redactText(`https://a.test/?a=1&${name}=x1&b=2`)).toBe(
    `https://a.test/?a=1&${name}=${redacted}&b=2`,
  );
  expect(redactArgs([`--${name}`, 'x1', `--${name}=x1`])).toEqual([
    `--${name}`,
    redacted,
    `--${name}=${redacted}`,
  ]);
  expect(maskSecrets(`{${JSON.stringify(name)}: "x1"}`)).toBe(`{${JSON.stringify(name)}: "${redacted}"}`);
  expect(maskSecrets(`// ${name}: x1`)).toBe(`// ${name}: ${redacted}`);
});

it.each([
  'maxTokens',
  'max-tokens',
  'token_limit',
  'publicKey',
  'author',
  'monkey',
  'passage',
  'design',
  'name',
])('%s is none anywhere', (name) => {
  expect(isSecretName(name)).toBe(false);
  expect(redactText(`${name}: x1`)).toBe(`${name}: x1`);
  expect(redactArgs([`--${name}`, 'x1'])).toEqual([`--${name}`, 'x1']);
  expect(maskSecrets(`{${JSON.stringify(name)}: "x1"}`)).toBe(`{${JSON.stringify(name)}: "x1"}`);
});

it('what is too common in words is a secret only in a config and among arguments', () => {
  for (const name of ['auth', 'key', 'hookKey']) {
    expect([isSecretName(name), isSecretName(name, { isSaid: true })]).toEqual([true, false]);
    expect(redactText(`${name}: ok`)).toBe(`${name}: ok`);
  }
});

it('how many tokens there are is said', () => {
  expect(redactText('tokens: 512 in, 20 out')).toBe('tokens: 512 in, 20 out');
  expect(redactText('tokens: ["a"]')).toBe(`tokens: ${redacted}`);
});

it.each(['"', 'a', ' ', '-', ':', '=', 'token=', 'token: ', '--token ', 'a.'])(
  'a megabyte of %j is looked through once',
  (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(redactText(text).length + maskSecrets(text).length + redactArgs([text]).length).toBeGreaterThan(0);
  },
);
