import { expect, test } from 'vitest';
import { createPauseListeners } from '../../../src/core/login/service.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { initialFacts } from '../../../src/core/state.ts';
import { aConfig, anAccount, aState, live, shop, someFacts, work } from '../../support/builders.ts';

const accounts = [anAccount(), anAccount({ id: 'work', profile: 'shop' }), anAccount({ id: 'home' })];
const home = accounts[2]?.id ?? shop;

const world = (parts: Parameters<typeof aState>[0] = {}) =>
  aState({
    config: aConfig({ accounts }),
    facts: { [shop]: someFacts(), [work]: someFacts({ listener: live }), [home]: someFacts() },
    ...parts,
  });

const spyOn = (state: () => ReturnType<typeof aState>) => {
  const log: string[] = [];
  const pause = createPauseListeners(
    {
      start: async (id) => {
        log.push(`start ${id}`);
        return { ok: true };
      },
      stop: async (id) => {
        log.push(`stop ${id}`);
        return { ok: true };
      },
    },
    state,
  );
  return { log, pause };
};

test('stops the listeners of a profile, whichever accounts use it, and starts the same ones again', async () => {
  const { log, pause } = spyOn(() => world());
  const resume = await pause(profileName('shop'));
  expect(log).toEqual(['stop shop', 'stop work']);
  resume();
  expect(log).toEqual(['stop shop', 'stop work', 'start shop', 'start work']);
});

test('starts none that did not listen', async () => {
  const { log, pause } = spyOn(() =>
    world({
      facts: {
        [shop]: someFacts({ listener: initialFacts.listener }),
        [work]: someFacts({
          listener: { status: 'blocked', sinceMs: 0, error: { code: 'not-logged-in', sentence: 'No.' } },
        }),
      },
    }),
  );
  (await pause(profileName('shop')))();
  expect(log).toEqual([]);
});

test('starts none whose account has gone from the config meanwhile', async () => {
  let state = world();
  const { log, pause } = spyOn(() => state);
  const resume = await pause(profileName('shop'));
  state = world({ config: aConfig({ accounts: [anAccount()] }) });
  resume();
  expect(log).toEqual(['stop shop', 'stop work', 'start shop']);
});
