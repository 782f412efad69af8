// A hundred thousand strokes of a monkey: nothing breaks, nothing happens that was not asked, and there is always a way out.
import { describe, expect, test } from 'vitest';
import { accountId } from '../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { screenNames } from '../../src/tui/state/ui-state.ts';
import { createRandom } from '../core/config/edit/random.ts';
import {
  aCommand,
  aConfig,
  aDirectory,
  aFinding,
  aGroup,
  aListening,
  aMember,
  aMessage,
  anAccount,
  anApproved,
  aPeer,
  aPlannedChange,
  aRequest,
  aRun,
  aState,
  aWaitingLogin,
  fetched,
  gatewayUp,
  loggedOut,
  salesGroupId,
  shop,
  someFacts,
  work,
} from '../support/builders.ts';
import { drawConsole } from '../support/draw-console.tsx';
import { openHostileWorld } from './hostile/world.ts';
import { createMonkey } from './monkey/monkey.ts';
import { attackSeeds, withSeed } from './support/scale.ts';

const strokesAScreen = 8_500;
const rounds = 2;

const many = <Item,>(count: number, make: (row: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, row) => make(row));

/** A busy day: every list has rows, some more than any window shows. */
const busyState = (): ConsoleState =>
  aState({
    config: aConfig({
      accounts: [
        anAccount({ allowFrom: ['4512000000000004821', 'Nguyễn An'] }),
        anAccount({ id: 'work', isDefault: false, dmPolicy: 'open' }),
        anAccount({ id: 'old', isDefault: false, enabled: false }),
      ],
      findings: many(9, (row) => aFinding({ sentence: `Finding ${row}.` })),
    }),
    gateway: gatewayUp,
    listening: aListening({ byGateway: 1 }),
    facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedOut }) },
    feed: {
      messages: many(300, (row) =>
        aMessage({
          accountId: row % 3 === 0 ? 'work' : 'shop',
          isGroup: row % 4 === 0,
          text: `Tin nhắn ${row}`,
          senderId: `45120000000000${4_000 + (row % 40)}`,
        }),
      ),
    },
    pairing: {
      requests: many(12, (row) =>
        aRequest({ senderId: `45120000000000${5_000 + row}`, code: `K7PQ2M${String(row).padStart(2, 'A')}` }),
      ),
      approved: many(30, (row) => anApproved('shop', `45120000000000${6_000 + row}`)),
    },
    directory: {
      [shop]: aDirectory({
        peers: fetched(
          many(120, (row) => aPeer({ id: `45120000000000${4_000 + row}`, name: `Khách ${row}` })),
        ),
        groups: fetched([aGroup(), aGroup({ id: '7100000000000000002', name: 'Nhóm kho' })]),
        members: {
          [salesGroupId]: fetched(many(24, (row) => aMember({ id: `45120000000000${7_000 + row}` }))),
        },
      }),
    },
    commandLog: many(40, (row) =>
      aCommand({ id: row + 1, stderr: row % 5 === 0 ? 'Error: fetch failed' : '' }),
    ),
    runs: [aRun(), aRun({ id: 2, status: 'ended', lines: [] } as Parameters<typeof aRun>[0])],
  });

const statesOf = async (seed: number): Promise<readonly [ConsoleState, ...ConsoleState[]]> => {
  const world = await openHostileWorld(seed, {
    messages: 200,
    friends: 60,
    groups: 20,
    members: 20,
    requests: 20,
    hostileAccounts: 4,
    hugeLines: 0,
  });
  const hostile = world.console.store.getState();
  await world.close();
  return [
    busyState(),
    aState(),
    hostile,
    aState({ login: aWaitingLogin() }),
    aState({
      config: aConfig({
        status: 'missing',
        accounts: [anAccount({ id: accountId('default') })],
        hasSection: false,
      }),
    }),
  ];
};

describe('a monkey at the keys', () => {
  test.each(screenNames)('breaks nothing on %s and does nothing unasked', async (screen) => {
    let [confirmed, acted] = [0, 0];
    for (const seed of attackSeeds(rounds)) {
      await withSeed(seed, async () => {
        const states = await statesOf(seed);
        const drawn = await drawConsole({ state: states[0], screen, isWrapping: false });
        drawn.services.config.plan.mockImplementation(async () => ({ ok: true, change: aPlannedChange() }));
        const monkey = createMonkey(drawn, createRandom(seed), states);
        await monkey.play(strokesAScreen);
        await drawn.unmount();
        confirmed += monkey.confirmed;
        acted += monkey.acted;
      });
    }
    // Else nothing that must be asked was ever tried.
    expect(confirmed).toBeGreaterThan(0);
    expect(acted).toBeGreaterThan(0);
  });
});
