import { describe, expect, test } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import { suspectOf, withOwnerName } from '../../../src/core/listener/service.ts';
import type { ListenOwner, ListenProcess } from '../../../src/core/model/listening.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { hintText } from '../../../src/tui/app/remedies.ts';
import { aConfig, anAccount, aState, nowMs, shop, work } from '../../support/builders.ts';

const profile = profileName('shop');
const one = (pid: number, owner: ListenOwner): ListenProcess => ({
  pid,
  profile,
  owner,
  commandLine: 'node /usr/bin/zca --profile shop listen',
});
const seeing = (...processes: readonly ListenProcess[]): ConsoleState =>
  aState({ listening: { status: 'seen', gateways: [], processes, anomalies: {} } });
const owned = errorSentences.listenerOwned({
  profile: 'shop',
  pid: 508,
  detail: 'Error: Another openzca listener already owns profile "shop" (pid 508).',
});

describe('owned by another process', () => {
  test.each<[string, ListenOwner, string, string]>([
    ['the gateway', { type: 'gateway', pid: 30 }, 'a child of the gateway (pid 30)', 'stop that gateway'],
    [
      'another gateway',
      { type: 'other-gateway', pid: 31 },
      'a gateway on another config (pid 31)',
      'stop that gateway',
    ],
    ['another console', { type: 'other-console', pid: 51 }, 'another console (pid 51)', 'close that console'],
    ['left behind', { type: 'left-behind' }, 'an earlier run of this console', 'K on Status'],
    ['somebody', { type: 'other', pid: 9, commandLine: 'bash' }, 'process 9 (bash)', 'kill 508'],
    ['nobody', { type: 'nobody' }, 'nobody', 'kill 508'],
  ])('%s', (_, owner, child, hint) => {
    const error = withOwnerName(owned, seeing(one(500, { type: 'nobody' }), one(508, owner)), profile);
    expect(error.sentence).toContain(
      'already listens on profile shop: node /usr/bin/zca --profile shop listen',
    );
    expect(error.sentence).toContain(child);
    expect(error).toMatchObject({ code: 'listener-owned', detail: owned.detail });
    expect(hintText(error.hint)).toContain(hint);
  });
  test.each<ListenOwner>([
    { type: 'nobody' },
    { type: 'other', pid: 9, commandLine: 'bash' },
    { type: 'other-console', pid: 51 },
  ])('of another user it is not ours to end: %j', (owner) => {
    const { hint } = withOwnerName(owned, seeing({ ...one(508, owner), otherUser: 1001 }), profile);
    expect(hint).toBe(
      'It belongs to user 1001, and is theirs to end. Ask them which of you listens on this account.',
    );
  });
  test('the only one there is, if zca named none', () => {
    const nameless = errorSentences.listenerOwned({ profile: 'shop' });
    expect(withOwnerName(nameless, seeing(one(77, { type: 'nobody' })), profile).sentence).toContain(
      'Process 77',
    );
  });
  test('is left as it is when nobody was seen, and so is every other error', () => {
    expect(withOwnerName(owned, seeing(one(3, { type: 'console' })), profile)).toBe(owned);
    expect(withOwnerName(owned, undefined, profile)).toBe(owned);
    const other = errorSentences.notLoggedIn({ profile: 'shop' });
    expect(withOwnerName(other, seeing(one(508, { type: 'nobody' })), profile)).toBe(other);
  });
});

describe('who pushes the listener out', () => {
  const gateway = (status: 'up' | 'down'): ConsoleState['gateway'] => ({
    status,
    port: 1,
    checkedAtMs: nowMs,
  });
  test('a process that is seen', () => {
    const other = one(508, { type: 'gateway', pid: 30 });
    expect(suspectOf(seeing(one(3, { type: 'console' }), other), shop)).toBe(other);
  });
  test.each<[string, ConsoleState | undefined, string]>([
    ['a gateway that runs', aState({ gateway: gateway('up') }), 'gateway'],
    ['a gateway nobody looked for', aState(), 'gateway'],
    ['no gateway that is not there', aState({ gateway: gateway('down') }), 'unknown'],
    [
      'no gateway where the account is off',
      aState({ config: aConfig({ accounts: [anAccount({ enabled: false })] }) }),
      'unknown',
    ],
    ['nobody knows', undefined, 'unknown'],
  ])('%s', (_, state, suspect) => {
    expect(suspectOf(state, shop)).toBe(suspect);
    expect(suspectOf(state, work)).toBe('unknown');
  });
});
