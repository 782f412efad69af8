import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type AddressAnswer,
  type AddressInput,
  gatewayAddress,
  isSameAddress,
} from '../../../../src/core/openclaw/gateway-client/address.ts';
import { Secret } from '../../../../src/core/openclaw/gateway-client/secret.ts';

const asked = (input: Partial<AddressInput>): AddressAnswer =>
  gatewayAddress({ config: {}, env: {}, port: 18_789, stateDir: '/home/a/.openclaw', ...input });

const withAuth = (auth: unknown) => ({ config: { gateway: { auth } } });

/** `token:WORD`, `password:WORD`, `none`, or the sentence. */
const secretIn = (answer: AddressAnswer): string => {
  if (answer === undefined) return 'nothing';
  if (!answer.ok) return answer.error.sentence;
  const { secret } = answer.address;
  return secret.type === 'none' ? 'none' : `${secret.type}:${secret.value.reveal()}`;
};

const urlIn = (answer: AddressAnswer): string | undefined =>
  answer?.ok === true ? answer.address.url : answer?.error.code;

describe('the gateway of this machine', () => {
  test('answers on loopback, by TLS where the config says so', () => {
    expect(urlIn(asked({}))).toBe('ws://127.0.0.1:18789');
    expect(asked({ config: { gateway: { tls: { enabled: true } } } })).toMatchObject({
      address: {
        url: 'wss://127.0.0.1:18789',
        isLocal: true,
        certFile: '/home/a/.openclaw/gateway/tls/gateway-cert.pem',
      },
    });
    expect(asked({ config: { gateway: { tls: { enabled: true, certPath: '/etc/c.pem' } } } })).toMatchObject({
      address: { certFile: '/etc/c.pem' },
    });
  });

  test.each([
    ['loopback', undefined, '127.0.0.1'],
    ['lan', undefined, '127.0.0.1'],
    ['auto', undefined, '127.0.0.1'],
    ['custom', '10.0.0.4', '10.0.0.4'],
    ['custom', '0.0.0.0', '127.0.0.1'],
    ['custom', 'not an address', '127.0.0.1'],
  ])('bound to %s %s it is asked at %s', (bind, customBindHost, host) => {
    expect(urlIn(asked({ config: { gateway: { bind, customBindHost } } }))).toBe(`ws://${host}:18789`);
  });

  test('there is none where no port is known', () => {
    expect(asked({ port: undefined })).toBeUndefined();
  });

  test.each([
    [
      'the config before the environment',
      withAuth({ token: ' t-config ' }),
      { OPENCLAW_GATEWAY_TOKEN: 't-env' },
      'token:t-config',
    ],
    ['the environment where the config has none', {}, { OPENCLAW_GATEWAY_TOKEN: 't-env' }, 'token:t-env'],
    ['a password where there is one', withAuth({ token: 't', password: 'p' }), {}, 'password:p'],
    ['a token where the mode says so', withAuth({ mode: 'token', token: 't', password: 'p' }), {}, 'token:t'],
    [
      'a password where the mode says so',
      withAuth({ mode: 'password', token: 't' }),
      { OPENCLAW_GATEWAY_PASSWORD: 'p-env' },
      'password:p-env',
    ],
    ['none where the mode says so', withAuth({ mode: 'none', token: 't' }), {}, 'none'],
    ['none where there is none', {}, {}, 'none'],
    [
      'a reference to the environment',
      withAuth({ token: { source: 'env', provider: 'default', id: 'MY_TOKEN' } }),
      { MY_TOKEN: 't-ref' },
      'token:t-ref',
    ],
    [
      'the environment for a reference to a file',
      withAuth({ token: { source: 'file', id: '/x' } }),
      { OPENCLAW_GATEWAY_TOKEN: 't-env' },
      'token:t-env',
    ],
  ])('its secret: %s', (_, input, env, expected) => {
    expect(secretIn(asked({ ...input, env }))).toBe(expected);
  });

  test("the gateway's own .env serves where the environment says nothing", () => {
    const envFile = { OPENCLAW_GATEWAY_TOKEN: 't-file' };
    expect(secretIn(asked({ envFile }))).toBe('token:t-file');
    expect(secretIn(asked({ envFile, env: { OPENCLAW_GATEWAY_TOKEN: 't-env' } }))).toBe('token:t-env');
  });

  test.each([
    [
      withAuth({ token: { source: 'exec', id: 'vault' } }),
      'gateway.auth.token is a reference to a secret (exec) that only the gateway reads.',
    ],
    [
      withAuth({ token: { source: 'env', id: 'MY_TOKEN' } }),
      'gateway.auth.token is kept in the variable MY_TOKEN, which is not set here.',
    ],
    [
      withAuth({ token: '${GATEWAY_TOKEN}' }),
      'gateway.auth.token is the variable GATEWAY_TOKEN, which is not set here.',
    ],
  ])('a secret that cannot be read here is told: %j', (input, sentence) => {
    expect(secretIn(asked(input))).toBe(sentence);
  });
});

describe('another gateway', () => {
  const config = {
    gateway: {
      auth: { token: 't-local' },
      mode: 'remote',
      remote: { url: 'wss://far.example/gw', token: 't-far' },
    },
  };
  const env = { OPENCLAW_GATEWAY_URL: 'wss://env.example', OPENCLAW_GATEWAY_TOKEN: 't-env' };

  test('a named one goes before the environment, and that before the config', () => {
    const named = { url: 'wss://named.example:9', secret: new Secret('t-named') };
    const answers = [asked({ config, env, named }), asked({ config, env }), asked({ config })];
    expect(answers.map(urlIn)).toEqual([
      'wss://named.example:9',
      'wss://env.example',
      'wss://far.example/gw',
    ]);
    expect(answers.map(secretIn)).toEqual(['token:t-named', 'token:t-env', 'token:t-far']);
    expect(answers.map((answer) => answer?.ok === true && answer.address.isLocal)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('is never sent a secret that the config keeps for its own', () => {
    const named = { url: 'wss://named.example' };
    const envFile = { OPENCLAW_GATEWAY_TOKEN: 't-file' };
    expect(secretIn(asked({ config, named, envFile }))).toBe('none');
    expect(secretIn(asked({ config, named, env }))).toBe('token:t-env');
    expect(secretIn(asked({ config, env: { OPENCLAW_GATEWAY_URL: 'wss://env.example' }, envFile }))).toBe(
      'none',
    );
  });

  test.each([
    ['far.example', 'wss://far.example'],
    ['https://far.example/', 'wss://far.example'],
    ['wss://me:word@far.example/gw?token=t#x', 'wss://far.example/gw'],
    ['ws://127.0.0.1:4000', 'ws://127.0.0.1:4000'],
    ['ws://localhost:4000', 'ws://localhost:4000'],
    ['ws://far.example', 'gateway-refused'],
    ['ftp://far.example', 'bad-usage'],
    ['wss://', 'bad-usage'],
    [' ', 'bad-usage'],
  ])('an address as it is typed: %s', (url, expected) => {
    expect(urlIn(asked({ named: { url } }))).toBe(expected);
  });

  test('is asked in the clear where the operator insists', () => {
    const insists = { OPENCLAW_ALLOW_INSECURE_PRIVATE_WS: '1' };
    expect(urlIn(asked({ named: { url: 'ws://10.0.0.4:1' }, env: insists }))).toBe('ws://10.0.0.4:1');
  });

  test('has the fingerprint that the config names', () => {
    const digits = 'AB:'.repeat(31).concat('cd');
    const remote = { url: 'wss://far.example', tlsFingerprint: `sha256:${digits}` };
    expect(asked({ config: { gateway: { mode: 'remote', remote } } })).toMatchObject({
      address: { fingerprint: `${'ab'.repeat(31)}cd` },
    });
  });
});

test('another secret makes it another address', () => {
  const addressWith = (token: string) => {
    const answer = asked(withAuth({ token }));
    if (answer?.ok !== true) throw new Error('no address');
    return answer.address;
  };
  expect(isSameAddress(addressWith('one'), addressWith('one'))).toBe(true);
  expect(isSameAddress(addressWith('one'), addressWith('other'))).toBe(false);
});

test('a secret is not shown, however it is printed', () => {
  const answer = asked(withAuth({ token: 'very-secret-word' }));
  const printed = [
    JSON.stringify(answer),
    inspect(answer, { depth: 9, showHidden: true }),
    String(new Secret('very-secret-word')),
  ];
  expect(printed.join('\n')).not.toContain('very-secret-word');
  expect(new Secret('very-secret-word').hideIn('I got very-secret-word, no')).toBe('I got [redacted], no');
});
