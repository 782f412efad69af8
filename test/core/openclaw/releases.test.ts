import { describe, expect, it } from 'vitest';
import type { Capabilities, Release } from '../../../src/core/openclaw/capabilities.ts';
import {
  capabilitiesOf,
  compareVersions,
  newestKnown,
  parseOpenClawVersion,
  releaseOfFiles,
  releaseOfVersion,
  withConfigVersion,
} from '../../../src/core/openclaw/releases.ts';

describe('parseOpenClawVersion', () => {
  it.each([
    ['2026.2.26\n', '2026.2.26'],
    ['OpenClaw 2026.9.6 (eb377ac)\n', '2026.9.6'],
    ['2026.3.1-beta.2', '2026.3.1-beta.2'],
    ['2026.3.23-2', '2026.3.23-2'],
    ['warning: x\nOpenClaw 2026.2.26', '2026.2.26'],
    ['openclaw: command not found', undefined],
    ['', undefined],
  ])('reads %j', (text, version) => expect(parseOpenClawVersion(text)).toBe(version));
});

describe('compareVersions', () => {
  it('puts betas before and repacked releases behind their release', () => {
    const inOrder = [
      '2025.12.30',
      '2026.2.3',
      '2026.2.3-1',
      '2026.2.26',
      '2026.3.1',
      '2026.3.2-beta.1',
      '2026.3.2-beta.10',
      '2026.3.2',
      '2026.3.2-1',
      '2026.3.13',
      '2026.10.1',
      '2027.1.1',
    ];
    expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  });
});

/** What an operator notices most, of each of the four kinds (docs/contract/releases.md). */
const kinds: Readonly<Record<string, Partial<Capabilities>>> = {
  a: {
    drivesZca: true,
    pairingStore: 'unscoped-files',
    hasPairingRpc: false,
    canRevoke: true,
    mentionsCount: false,
  },
  b: {
    drivesZca: true,
    pairingStore: 'scoped-files',
    hasPairingRpc: false,
    canRevoke: true,
    mentionsCount: false,
  },
  c: {
    drivesZca: false,
    pairingStore: 'scoped-files',
    hasPairingRpc: false,
    canRevoke: true,
    mentionsCount: true,
  },
  d: {
    drivesZca: false,
    pairingStore: 'database',
    hasPairingRpc: true,
    canRevoke: false,
    mentionsCount: true,
  },
};

describe('capabilitiesOf', () => {
  it.each([
    ['2025.12.30', 'a'],
    ['2026.2.9', 'a'],
    ['2026.2.23-beta.1', 'a'],
    ['2026.2.25', 'a'],
    ['2026.2.25-1', 'a'],
    ['2026.2.26', 'b'],
    ['2026.3.1', 'b'],
    ['2026.3.2-beta.1', 'c'],
    ['2026.3.2', 'c'],
    ['2026.3.13', 'c'],
    ['2026.5.12', 'c'],
    ['2026.6.11', 'c'],
    ['2026.7.1-2', 'c'],
    ['2026.7.35', 'c'],
    ['2026.8.1-beta.1', 'd'],
    ['2026.8.1', 'd'],
    ['2026.9.6', 'd'],
    ['2027.1.1', 'd'],
  ])('takes %s for kind %s', (version, kind) =>
    expect(capabilitiesOf(version)).toMatchObject(kinds[kind] ?? {}),
  );

  it.each([
    ['2026.2.9', { approvedCountUnderAllowlist: true, missingSectionBlocksGroups: false }],
    ['2026.2.25', { approvedCountUnderAllowlist: false, missingSectionBlocksGroups: true }],
    [
      '2026.3.2',
      {
        groupAllowFromCounts: false,
        unnamedGroupSenders: 'anybody',
        comparesGroupNames: true,
        enforcesSection: false,
      },
    ],
    [
      '2026.3.13',
      {
        groupAllowFromCounts: true,
        unnamedGroupSenders: 'allow-from',
        comparesNames: true,
        openMeans: 'everybody',
      },
    ],
    [
      '2026.3.13',
      { groupBlocksUnderOpen: true, comparesGroupNames: false, honoursOldNames: true, pendingPer: 'channel' },
    ],
    ['2026.3.24', { unnamedGroupSenders: 'anybody', honoursOldNames: false }],
    [
      '2026.5.12',
      { unnamedGroupSenders: 'nobody', comparesNames: false, openMeans: 'allow-from', pendingPer: 'account' },
    ],
    [
      '2026.5.12',
      {
        enforcesSection: true,
        knowsGroupAllow: false,
        injectsGroupPolicy: true,
        isPluginBundled: false,
        asksConsent: false,
      },
    ],
    ['2026.7.35', { watchesIncludes: false, stopNeedsForce: false, hasAllReloadModes: true }],
    [
      '2026.8.1',
      { watchesIncludes: true, stopNeedsForce: true, asksConsent: true, hasAllReloadModes: false },
    ],
  ] satisfies readonly (readonly [string, Partial<Capabilities>])[])(
    'knows what %s does: %j',
    (version, facts) => expect(capabilitiesOf(version)).toMatchObject(facts),
  );
});

describe('releaseOfVersion', () => {
  it('keeps the version and who told it', () =>
    expect(releaseOfVersion('2026.3.13', 'gateway')).toMatchObject({
      version: '2026.3.13',
      by: 'gateway',
      isNewerThanKnown: false,
    }));

  it.each(['2026.9.7', '2026.10.1-beta.1', '2027.1.1'])(
    'takes %s to behave as the newest known, and says so',
    (version) => {
      const release = releaseOfVersion(version, 'binary');
      expect(release.isNewerThanKnown).toBe(true);
      expect(release.capabilities).toEqual(capabilitiesOf(newestKnown));
    },
  );

  it.each([newestKnown, `${newestKnown}-1`, '2026.8.1'])('knows %s', (version) =>
    expect(releaseOfVersion(version, 'binary').isNewerThanKnown).toBe(false),
  );
});

describe('releaseOfFiles', () => {
  const storeOf = (hasDatabase: boolean, ...credentialNames: string[]) => {
    const { version, by, capabilities } = releaseOfFiles({ hasDatabase, credentialNames });
    expect({ version, by }).toEqual({ version: undefined, by: 'files' });
    return capabilities;
  };

  it('takes a database for 2026.8.1 or later, whatever an upgrade left beside it', () => {
    expect(storeOf(true).pairingStore).toBe('database');
    expect(storeOf(true, 'zalouser-pairing.json', 'zalouser-allowFrom.json').pairingStore).toBe('database');
  });

  it('takes approved senders in nothing but the one file of all accounts for 2026.2.25 or older', () =>
    expect(storeOf(false, 'zalouser-pairing.json', 'zalouser-allowFrom.json').pairingStore).toBe(
      'unscoped-files',
    ));

  it.each([
    [[]],
    [['zalouser-pairing.json']],
    [['zalouser-default-allowFrom.json']],
    [['zalouser-allowFrom.json', 'zalouser-work-allowFrom.json']],
    [['telegram-allowFrom.json', 'oauth.json']],
  ])('takes %j for the release this console can do most for', (names) =>
    expect(storeOf(false, ...names)).toMatchObject({ pairingStore: 'scoped-files', drivesZca: true }),
  );
});

describe('withConfigVersion', () => {
  const files = (hasDatabase: boolean, ...credentialNames: string[]) =>
    releaseOfFiles({ hasDatabase, credentialNames });

  it.each([
    [
      '2026.5.12',
      files(false, 'zalouser-pairing.json', 'zalouser-default-allowFrom.json'),
      { drivesZca: false, pairingStore: 'scoped-files' },
    ],
    [
      '2026.5.12',
      files(false, 'zalouser-allowFrom.json'),
      { drivesZca: false, pairingStore: 'scoped-files' },
    ],
    ['2026.2.26', files(false), { drivesZca: true, pairingStore: 'scoped-files' }],
    ['2026.9.6', files(false), { drivesZca: false, pairingStore: 'database' }],
    ['2026.8.1-beta.2', files(true), { drivesZca: false, pairingStore: 'database' }],
  ])('takes %s for the release that is here', (version, seen, capabilities) =>
    expect(withConfigVersion(seen, version)).toMatchObject({ by: 'config', version, capabilities }),
  );

  it.each<[unknown, Release]>([
    ['2026.5.12', files(true)],
    ['2026.2.25', files(false, 'zalouser-work-allowFrom.json')],
    ['soon', files(false)],
    [20260512, files(false)],
    [undefined, files(false)],
    ['2026.5.12', releaseOfVersion('2026.2.26', 'binary')],
    ['2026.5.12', releaseOfVersion('2026.2.26', 'gateway')],
  ])('believes more than %s', (version, known) => expect(withConfigVersion(known, version)).toBe(known));
});
