// Through the public core, as a program uses it: a plan on a config without a section opens no group.
import { describe, expect, it } from 'vitest';
import { accountId, type ChangeRequest } from '../../src/core/faces.ts';
import { openConfigWorld } from '../support/config-world.ts';

const id = accountId('default');
const wishes: readonly (readonly [string, ChangeRequest])[] = [
  ['enabling the channel', { type: 'set-channel-enabled', isEnabled: true }],
  ['adding an account', { type: 'add-account', accountId: accountId('shop') }],
  ['letting somebody in', { type: 'add-allow-from', accountId: id, entries: ['4512000000000004821'] }],
  ['a policy for direct messages', { type: 'set-dm-policy', accountId: id, policy: 'pairing' }],
];

describe('actions.planChange on a config without channels.zalouser', () => {
  it.each(wishes)('%s shuts the groups in the same write, and says so', async (_, changeRequest) => {
    const world = await openConfigWorld({ files: { 'openclaw.json': '{ /* mine */ }\n' } });
    const change = await world.plan(changeRequest);
    expect(change.view.accounts.map(({ groupPolicy }) => groupPolicy.value)).toEqual(['allowlist']);
    expect(change.after).toMatch(/groupPolicy.*allowlist/u);
    expect(change.summary).toMatch(/group/iu);
  });

  it('what says itself who may write in groups is taken at its word', async () => {
    const world = await openConfigWorld({ files: { 'openclaw.json': '{}\n' } });
    const { view } = await world.plan({ type: 'set-group-policy', accountId: id, policy: 'open' });
    expect(view.accounts.map(({ groupPolicy }) => groupPolicy.value)).toEqual(['open']);
  });
});
