// What a review warns of: all that there is to know of the config as it would be, names included.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createConfigChanges } from '../../../src/core/access/changes.ts';
import type { ConfigAction, PlannedChange } from '../../../src/core/config/change-request.ts';
import { createConfigService } from '../../../src/core/config/service.ts';
import type { OpenClawStatus } from '../../../src/core/model/programs.ts';
import { systemClock } from '../../../src/core/shared/clock.ts';
import { defaultAccountId } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aGroup, anApproved, aPeer } from '../../support/builders.ts';
import { withPlugin } from '../../support/config-world.ts';
import { tempDir } from '../../support/temp-dir.ts';

const trees = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../../src/core/config/edit/quick-parse.ts', async (original) => {
  const quick = await original<typeof import('../../../src/core/config/edit/quick-parse.ts')>();
  return {
    ...quick,
    quickTree: (text: string) => {
      trees.count += 1;
      return quick.quickTree(text);
    },
  };
});

/** A plan in a world where the friend and group lists have been read; on 2026.9.6 where a binary says so. */
const planIn = async (section: string, action: ConfigAction, version?: string): Promise<PlannedChange> =>
  (await planned(section, action, { version })).change;

interface Circumstances {
  readonly version?: string | undefined;
  /** Between the steps of the plan; gets the config's file. */
  readonly meanwhile?: (file: string) => Promise<void>;
}

const planned = async (
  section: string,
  action: ConfigAction,
  { version, meanwhile = async () => undefined }: Circumstances,
) => {
  const home = await tempDir();
  await mkdir(path.join(home, '.openclaw'));
  const file = path.join(home, '.openclaw', 'openclaw.json');
  await writeFile(file, withPlugin(section));
  const { store, dispatch } = createEventStore();
  const openclaw: OpenClawStatus =
    version === undefined
      ? { status: 'missing' }
      : { status: 'found', path: '/usr/bin/openclaw', version, by: 'path' };
  const locator = { locate: async () => openclaw };
  const access = createConfigService({
    clock: systemClock,
    dispatch,
    getState: store.getState,
    env: {},
    homeDir: home,
    locator,
  });
  onTestFinished(() => access.stop());
  await access.start();
  await access.located();
  const peers = [
    aPeer({ id: '1', name: 'Trần Thị Bình' }),
    aPeer({ id: '2', name: 'Lê An' }),
    aPeer({ id: '3', name: 'Lê An' }),
  ];
  const accountId = defaultAccountId;
  dispatch({ type: 'peers/changed', accountId, change: { status: 'ready', value: peers, atMs: 1 } });
  dispatch({ type: 'groups/changed', accountId, change: { status: 'ready', value: [aGroup()], atMs: 1 } });
  dispatch({ type: 'pairing/read', requests: [], approved: [anApproved('default')], atMs: 1 });
  const write = { clock: systemClock };
  const breathe = (): Promise<void> => meanwhile(file);
  const changes = createConfigChanges({
    access,
    dispatch,
    getState: store.getState,
    write,
    checkGateway: async () => undefined,
    breathe,
  });
  const answer = await changes.plan(action);
  if (!answer.ok) throw new Error(answer.error.sentence);
  return { change: answer.change, changes, file };
};

const add = (...entries: readonly string[]): ConfigAction => ({
  type: 'add-allow-from',
  accountId: defaultAccountId,
  entries,
});
const codes = ({ newFindings }: PlannedChange): readonly string[] => newFindings.map(({ code }) => code);
const closed = "{ dmPolicy: 'allowlist', groupPolicy: 'allowlist', allowFrom: ['9'], groups: { '7': {} } }";

describe('a review warns', () => {
  it('of a name that is nobody’s', async () => {
    const change = await planIn(closed, add('Không Có'));
    expect(change.newFindings).toMatchObject([
      { code: 'entry-unresolved', sentence: expect.stringContaining('Không Có') },
    ]);
    expect(change.consequences).toEqual([]);
  });
  it('of a name that several have', async () =>
    expect(codes(await planIn(closed, add('Lê An')))).toEqual(['entry-ambiguous']));
  it('of no name that one has, and of no id', async () =>
    expect(codes(await planIn(closed, add('Trần Thị Bình', '5')))).toEqual([]));
  it('of a group nobody knows', async () =>
    expect(
      codes(
        await planIn(closed, {
          type: 'set-group',
          accountId: defaultAccountId,
          key: 'Nhóm lạ',
          isAllowed: true,
        }),
      ),
    ).toEqual(['entry-unresolved']));
  it('not of what was so before', async () =>
    expect(
      codes(
        await planIn(
          "{ dmPolicy: 'allowlist', groupPolicy: 'allowlist', allowFrom: ['Không Có'], groups: { '7': {} } }",
          add('5'),
        ),
      ),
    ).toEqual([]));
  it('of those approved by code who would be locked out', async () => {
    const change = await planIn("{ groupPolicy: 'disabled', allowFrom: ['9'] }", {
      type: 'set-dm-policy',
      accountId: defaultAccountId,
      policy: 'allowlist',
    });
    expect(codes(change)).toEqual(['approved-ignored']);
  });
  it('that 2026.9.6 compares ids only', async () => {
    const change = await planIn(closed, add('Trần Thị Bình'), '2026.9.6');
    expect(change.consequences).toEqual([expect.stringContaining('this OpenClaw compares ids only')]);
  });
});

describe('the title of a change', () => {
  const policy = (to: 'open' | 'allowlist'): ConfigAction => ({
    type: 'set-dm-policy',
    accountId: defaultAccountId,
    policy: to,
  });
  it('says that * goes with open, on either kind', async () => {
    const section = "{ dmPolicy: 'open', groupPolicy: 'disabled', allowFrom: ['*', '9'] }";
    for (const version of [undefined, '2026.9.6']) {
      const change = await planIn(section, policy('allowlist'), version);
      expect(change.summary).toBe('Direct messages on default: allowlist, * taken out of allowFrom');
      expect(change.view.accounts[0]?.allowFrom.value).toEqual(['9']);
      expect(change.consequences).toEqual([]);
    }
  });
  it('says that * comes with it on 2026.9.6', async () =>
    expect((await planIn(closed, policy('open'), '2026.9.6')).summary).toBe(
      'Direct messages on default: open, with * in allowFrom',
    ));
  it('says nothing of it else', async () =>
    expect((await planIn(closed, policy('open'))).summary).toBe('Direct messages on default: open'));
});

describe('a plan', () => {
  it('lets everything else have its turn between its steps', async () => {
    let turns = 0;
    await planned(closed, add('5'), {
      meanwhile: async () => {
        turns += 1;
      },
    });
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('looks through each of its two texts once', async () => {
    trees.count = 0;
    await planIn(
      "{ dmPolicy: 'allowlist', groupPolicy: 'disabled', allowFrom: ['8', 'Lê An'] }",
      add('5', 'Không Có'),
    );
    expect(trees.count).toBe(2);
  });

  it('is of one moment, and not written once the config is another', async () => {
    const alone = await planIn(closed, add('5'));
    const other = withPlugin("{ dmPolicy: 'open', allowFrom: ['*'] }");
    const { change, changes, file } = await planned(closed, add('5'), {
      meanwhile: (at) => writeFile(at, other),
    });
    expect(change.before).toBe(withPlugin(closed));
    expect([change.after, change.diff, change.consequences, change.newFindings]).toEqual([
      alone.after,
      alone.diff,
      alone.consequences,
      alone.newFindings,
    ]);
    expect(await changes.write(change)).toMatchObject({ ok: false, error: { code: 'config-changed' } });
    expect(await readFile(file, 'utf8')).toBe(other);
  });
});
