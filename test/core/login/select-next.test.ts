import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { type LoggedIn, type LoginNext, leftToDo } from '../../../src/core/login/select-next.ts';
import type { GatewayReport } from '../../../src/core/model/programs.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { Remote } from '../../../src/core/shared/remote.ts';
import {
  aConfig,
  anAccount,
  aRun,
  aState,
  gatewayUp,
  nowMs,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const login: LoggedIn = {
  status: 'logged-in',
  accountId: shop,
  profile: profileName('shop'),
  startedAtMs: nowMs,
};
const claimedAt = (lastStartAtMs: number): Remote<GatewayReport> => ({
  status: 'ready',
  value: { [shop]: { isRunning: true, lastStartAtMs } },
});

describe('what the config lacks after a log-in', () => {
  it.each<[string, ConfigView, LoginNext['write']]>([
    ['nothing', aConfig(), undefined],
    [
      'the account',
      aConfig({ accounts: [] }),
      { type: 'add-account', accountId: shop, profile: login.profile },
    ],
    [
      'the section of the channel',
      aConfig({ hasSection: false }),
      { type: 'set-channel-enabled', isEnabled: true },
    ],
    ['nothing that could be written', aConfig({ status: 'broken', accounts: [] }), undefined],
  ])('%s', (_, config, write) => {
    expect(leftToDo(aState({ config }), login).write).toEqual(write);
  });
});

describe('a gatewayUp on this machine after a log-in', () => {
  it.each<[string, StateParts, boolean]>([
    ['that runs the account', { gateway: gatewayUp }, true],
    ['that is not there', {}, false],
    [
      'whose config has the account switched off',
      { gateway: gatewayUp, config: aConfig({ accounts: [anAccount({ enabled: false })] }) },
      false,
    ],
    [
      'whose config has the channel switched off',
      { gateway: gatewayUp, config: aConfig({ channelEnabled: false }) },
      false,
    ],
    [
      'that has started the account since',
      { gateway: gatewayUp, gatewayReport: claimedAt(nowMs + 1) },
      false,
    ],
    [
      'that had started the account before',
      { gateway: gatewayUp, gatewayReport: claimedAt(nowMs - 1) },
      true,
    ],
    [
      'that was restarted since',
      { gateway: gatewayUp, runs: [aRun({ startedAtMs: nowMs + 1, check: { isGood: true, sentence: '' } })] },
      false,
    ],
    [
      'whose restart did not help',
      {
        gateway: gatewayUp,
        runs: [aRun({ startedAtMs: nowMs + 1, check: { isGood: false, sentence: '' } })],
      },
      true,
    ],
    [
      'that has sessions of its own',
      { gateway: gatewayUp, config: aConfig({ release: aRelease('d') }) },
      false,
    ],
  ])('%s', (_, parts, needsRestart) => {
    expect(leftToDo(aState(parts), login).needsRestart).toBe(needsRestart);
  });

  it('with sessions of its own knows nothing of the one of zca', () => {
    const config = aConfig({ release: aRelease('d') });
    expect(leftToDo(aState({ gateway: gatewayUp, config }), login).hasOwnSessions).toBe(true);
    expect(leftToDo(aState({ config }), login).hasOwnSessions).toBe(false);
    expect(leftToDo(aState({ gateway: gatewayUp }), login).hasOwnSessions).toBe(false);
  });
});
