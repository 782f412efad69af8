import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { assertOwn, type Owners, systemOwners } from '../../../src/core/system/keep-owner.ts';

const state = '/home/an/.openclaw';
const asked = (
  userId: number | undefined,
  owned: Readonly<Record<string, number>>,
  place = state,
): (() => void) => {
  const owners: Owners = { userId: () => userId, ownerOf: (at) => owned[at] };
  return () => assertOwn(['/ours', place], owners);
};

it.each<[string, number | undefined, Readonly<Record<string, number>>]>([
  ['their own', 1000, { [state]: 1000 }],
  ['root’s, who reads everything', 1000, { [state]: 0 }],
  ['root’s own', 0, { [state]: 0 }],
  ['not there', 1000, { '/home/an': 1001, '/': 0 }],
  ['not there, for root in a folder of root', 0, { '/': 0 }],
  ['of a system without owners', undefined, { [state]: 1001 }],
])('lets another program write where things are %s', (_, user, owned) => {
  expect(asked(user, owned)).not.toThrow();
});

it.each<[string, number, Readonly<Record<string, number>>]>([
  ['somebody else', 1000, { [state]: 1001 }],
  ['somebody else, asked by root', 0, { [state]: 1001 }],
  ['whose home it would be made in, asked by root', 0, { '/home/an': 1001, '/': 0 }],
])('does not where they belong to %s', (_, user, owned) => {
  expect(asked(user, owned)).toThrow(
    expect.objectContaining({
      view: {
        code: 'foreign-owner',
        sentence: `${state} belongs to user 1001, who could not read what openclaw would write as this user; it was not run.`,
        hint: "Run this as its owner: sudo -u '#1001' zalouser-tui …",
      },
    }),
  );
});

it.skipIf(process.platform === 'win32')('asks the system, behind links', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'zt-own-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await symlink(dir, path.join(dir, 'link'));
  expect(systemOwners.userId()).toBe(process.geteuid?.());
  expect(systemOwners.ownerOf(path.join(dir, 'link'))).toBe(process.geteuid?.());
  expect(systemOwners.ownerOf(path.join(dir, 'gone'))).toBeUndefined();
  expect(() => assertOwn([dir, path.join(dir, 'gone')])).not.toThrow();
});
