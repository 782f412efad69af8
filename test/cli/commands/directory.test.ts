import { expect, it } from 'vitest';
import { directoryGroups, directorySelf } from '../../../src/cli/commands/directory.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import {
  aConfig,
  aDirectory,
  anAccount,
  aSelf,
  aState,
  fetched,
  nowMs,
  someFacts,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const request = { scope: 'all' as const, argument: '', flags: [] };
const [shop, work, home, off] = [
  accountId('shop'),
  accountId('work'),
  accountId('home'),
  accountId('off'),
] as const;
const failed = (sentence: string) => ({
  status: 'failed' as const,
  error: { code: 'command-failed', sentence } satisfies ErrorView,
});
const config = aConfig({
  accounts: [
    anAccount({ id: 'shop' }),
    anAccount({ id: 'work' }),
    anAccount({ id: 'home' }),
    anAccount({ id: 'off', enabled: false }),
  ],
});

it('tells the errors of all accounts whose groups could not be read, each with its accounts', () => {
  const lists = (groups: ReturnType<typeof fetched<never>>) => ({
    peers: fetched<never>([]),
    groups,
    members: {},
  });
  const directory = {
    [shop]: lists(fetched<never>([], failed('It is broken.'))),
    [work]: lists(fetched<never>([], failed('There is no network.'))),
    [home]: lists(fetched<never>([], failed('It is broken.'))),
    [off]: lists(fetched<never>([], failed('Nobody asked.'))),
  };
  const { error, besides } = directoryGroups.answer(aState({ config, directory }), request, nowMs);
  expect([error, ...(besides ?? [])].map((one) => one?.sentence)).toEqual([
    'shop, home: It is broken.',
    'work: There is no network.',
  ]);
});

it('tells why each account does not know who it is', () => {
  const session = (sentence: string) =>
    ({ status: 'failed', code: 'command-failed', sentence, checkedAtMs: nowMs }) as const;
  const nobody = (sentence: string) => {
    const { self: _, ...facts } = someFacts({ session: session(sentence) });
    return facts;
  };
  const facts = {
    [shop]: nobody('It is broken.'),
    [work]: nobody('There is no network.'),
    [home]: someFacts(),
  };
  const { error, besides } = directorySelf.answer(aState({ config, facts }), request, nowMs);
  expect([error, ...(besides ?? [])].map((one) => one?.sentence)).toEqual([
    'shop: It is broken.',
    'work: There is no network.',
  ]);
});

it('says what is so for all of them once', () => {
  const zca = { status: 'missing' as const, error: { code: 'zca-not-found' as const, sentence: 'No zca.' } };
  const { error, besides } = directoryGroups.answer(aState({ config, zca, facts: {} }), request, nowMs);
  expect([error?.sentence, besides]).toEqual(['shop, work, home: No zca.', []]);
});

it('says who an account is as the gateway knows it that holds the session, and why it does not', () => {
  const directory = {
    [shop]: aDirectory({ self: { status: 'ready', value: aSelf({ name: 'Alice Nguyễn' }), atMs: nowMs } }),
    [work]: aDirectory({
      self: {
        status: 'failed',
        value: undefined,
        error: { code: 'gateway-down', sentence: 'The gateway is down.' },
      },
    }),
  };
  const state = aState({
    config: aConfig({
      release: aRelease('d'),
      accounts: [anAccount({ id: 'shop' }), anAccount({ id: 'work' })],
    }),
    directory,
    facts: {},
    zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } },
  });
  const { lines, error } = directorySelf.answer(state, request, nowMs);
  expect(lines.join('\n')).toContain('Alice Nguyễn');
  expect(error?.sentence).toBe('work: The gateway is down.');
});
