import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageProblem } from '../../src/cli/flag-values.ts';
import { chosenGateway, type GatewayFlags } from '../../src/cli/gateway.ts';
import type { Settings } from '../../src/cli/settings.ts';
import { tempDir } from '../support/temp-dir.ts';

const settings: Settings = {
  gateways: { shop: { url: 'wss://shop.example' }, home: { url: 'ws://127.0.0.1:19000', ssh: 'me@home' } },
};

const chosen = (flags: GatewayFlags, env: Record<string, string> = {}, homeDir = '/home/an') =>
  chosenGateway(flags, settings, { env, homeDir });

const problemOf = (flags: GatewayFlags, homeDir?: string): string => {
  try {
    chosen(flags, {}, homeDir);
  } catch (error) {
    if (error instanceof UsageProblem) return error.view.sentence;
    throw error;
  }
  return 'none';
};

test.each<[string, GatewayFlags, Record<string, string>, object | undefined]>([
  ['nothing: that of this machine', {}, {}, undefined],
  ['an address', { gateway: 'wss://far.example' }, {}, { url: 'wss://far.example' }],
  ['a host alone is reached encrypted', { gateway: 'far.example' }, {}, { url: 'wss://far.example' }],
  [
    'what is secret in an address is left out',
    { gateway: 'wss://a:b@far.example?t=1' },
    {},
    { url: 'wss://far.example' },
  ],
  ['a name', { gateway: 'shop' }, {}, { url: 'wss://shop.example' }],
  ['a name that leads through ssh', { gateway: 'home' }, {}, { url: 'ws://127.0.0.1:19000', ssh: 'me@home' }],
  ['ssh alone: the usual port there', { ssh: 'me@far' }, {}, { url: 'ws://127.0.0.1:18789', ssh: 'me@far' }],
  ['the environment', {}, { OPENCLAW_GATEWAY_URL: 'wss://env.example' }, { url: 'wss://env.example' }],
  ['an environment that means this machine', {}, { OPENCLAW_GATEWAY_URL: 'ws://127.0.0.1:1' }, undefined],
  [
    'a flag before the environment',
    { gateway: 'shop' },
    { OPENCLAW_GATEWAY_URL: 'wss://env.example' },
    { url: 'wss://shop.example' },
  ],
])('%s', (_, flags, env, expected) => {
  expect(chosen(flags, env)).toEqual(expected);
});

describe('the token', () => {
  test('is read from a file, and shown nowhere', async () => {
    const home = await tempDir();
    await writeFile(join(home, 'token'), ' word-of-the-gateway\n');
    const gateway = chosen({ gateway: 'shop', gatewayTokenFile: '~/token' }, {}, home);
    expect(gateway?.secret?.reveal()).toBe('word-of-the-gateway');
    expect(JSON.stringify(gateway)).not.toContain('word-of-the-gateway');
  });

  test('a file without one is told, and not shown', async () => {
    const home = await tempDir();
    await writeFile(join(home, 'token'), 'two words');
    const file = join(home, 'token');
    expect(problemOf({ gateway: 'shop', gatewayTokenFile: file })).toBe(`${file} holds no token.`);
    expect(problemOf({ gateway: 'shop', gatewayTokenFile: join(home, 'none') })).toMatch(
      /cannot be read \(/u,
    );
  });
});

test.each<[GatewayFlags, string]>([
  [{ gateway: 'nobody' }, 'There is no such gateway.'],
  [{ gateway: 'ftp://far.example' }, 'There is no such gateway.'],
  [{ gatewayTokenFile: 'x' }, '--gateway-token-file names no gateway.'],
  [{ ssh: '-oProxyCommand=x' }, '--ssh needs a host.'],
  [{ ssh: 'two words' }, '--ssh needs a host.'],
])('%j: %s', (flags, sentence) => {
  expect(problemOf(flags)).toBe(sentence);
});
