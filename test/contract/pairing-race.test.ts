// Two programs write the same pairing store: OpenClaw's own code makes requests, lists and approves while we read, approve and dismiss.
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type PairingRequest, requestKey } from '../../src/core/model/people.ts';
import { createPairingStore, type PairingStore } from '../../src/core/pairing/store.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { AppError } from '../../src/core/shared/error.ts';
import { findOwnPairingCode } from './support/own-pairing-code.ts';
import type { RowAction } from './support/strangers.ts';
import { type OpenclawSystem, openSystem } from './support/system.ts';

const openclaw = inject('openclawB');
const strangers = 150;

interface OurDeeds {
  readonly approved: string[];
  readonly dismissed: string[];
  reads: number;
  cameTooLate: number;
}

/** Approves or dismisses every request it sees, until told that no more will come. */
const decideAll = async (
  store: PairingStore,
  ours: OurDeeds,
  act: 'approve' | 'dismiss',
  isOver: () => boolean,
): Promise<void> => {
  const decide = async (request: PairingRequest): Promise<void> => {
    try {
      await store[act](request);
      ours[act === 'approve' ? 'approved' : 'dismissed'].push(requestKey(request));
    } catch (error) {
      // Decided by somebody else in the meantime.
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
      ours.cameTooLate += 1;
    }
  };
  for (;;) {
    const wasOver = isOver();
    const { requests, problems } = await store.read();
    ours.reads += 1;
    expect(problems).toEqual([]);
    if (wasOver && requests.length === 0) return;
    // One end of the list each, so that they meet as seldom as two operators would.
    const request = act === 'approve' ? requests[0] : requests.at(-1);
    if (request) await decide(request);
    await sleep(2);
  }
};

describe.skipIf(openclaw === undefined)('the pairing store, written from both sides', () => {
  let system: OpenclawSystem;

  beforeAll(async () => {
    if (!openclaw) return;
    system = await openSystem(openclaw);
    await mkdir(system.credentialsDir, { mode: 0o700 });
  });
  afterAll(async () => system?.close());

  const runStrangers = async (count: number): Promise<readonly RowAction[]> => {
    if (!openclaw) throw new Error('OpenClaw is not installed.');
    const own = JSON.stringify(await findOwnPairingCode(openclaw));
    const script = join(import.meta.dirname, 'support', 'strangers.ts');
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [script, own, String(count)],
        { env: system.env, timeout: 110_000 },
        (error, stdout, stderr) => {
          if (error) reject(new Error(`${error.message}\n${stdout.slice(-2000)}${stderr}`));
          else
            resolve(
              stdout
                .trim()
                .split('\n')
                .map((line) => JSON.parse(line) as RowAction),
            );
        },
      );
    });
  };

  test('nothing is lost', async () => {
    const { credentialsDir } = system;
    const ours: OurDeeds = { approved: [], dismissed: [], reads: 0, cameTooLate: 0 };
    const stores = [0, 1].map(() => createPairingStore({ credentialsDir, clock: systemClock }));
    let isOver = false;
    const theirs = runStrangers(strangers).finally(() => {
      isOver = true;
    });
    const [first, second] = stores as [PairingStore, PairingStore];
    await Promise.all([
      theirs,
      decideAll(first, ours, 'approve', () => isOver),
      decideAll(second, ours, 'dismiss', () => isOver),
    ]);
    const rowActions = await theirs;

    const keysOf = (did: 'asked' | 'approved'): readonly string[] =>
      rowActions.flatMap((step) => (step.did === did ? [`${step.account}:${step.id}`] : []));
    const asked = keysOf('asked');
    const approvedByThem = keysOf('approved');
    // Each request was decided once, by one side: none lost, none approved after it had been dismissed.
    expect(asked.length).toBeGreaterThanOrEqual(strangers);
    expect([...ours.approved, ...ours.dismissed, ...approvedByThem].sort()).toEqual([...asked].sort());

    const { requests, approved, problems } = await first.read();
    expect({ requests, problems }).toEqual({ requests: [], problems: [] });
    const keys = approved.map(requestKey).sort();
    expect(keys).toEqual([...new Set([...ours.approved, ...approvedByThem])].sort());
    const [finished] = await runStrangers(0);
    const readByThem = finished?.did === 'finished' ? finished.approved : {};
    expect(
      Object.entries(readByThem)
        .flatMap(([account, ids]) => ids.map((id) => `${account}:${id}`))
        .sort(),
    ).toEqual(keys);
    expect((await readdir(credentialsDir)).sort()).toEqual([
      'zalouser-default-allowFrom.json',
      'zalouser-pairing.json',
      'zalouser-shop-allowFrom.json',
    ]);

    expect(rowActions.length).toBeGreaterThanOrEqual(200);
    expect(ours.reads + ours.approved.length + ours.dismissed.length).toBeGreaterThanOrEqual(200);
    for (const decisions of [ours.approved, ours.dismissed, approvedByThem])
      expect(decisions.length).toBeGreaterThan(10);
  });
});
