import { describe, expect, it } from 'vitest';
import { approvedShutOut } from '../../src/core/access/select.ts';
import { entryPlaceKey } from '../../src/core/config/places.ts';
import type { JsonObject } from '../../src/core/config/value.ts';
import { findings } from '../../src/core/findings.ts';
import type { EntriesSetting } from '../../src/core/model/account.ts';
import { accountId } from '../../src/core/shared/ids.ts';
import { Written } from '../../src/core/shared/text/exactly.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import {
  type AccountParts,
  aConfig,
  aDirectory,
  aGroup,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aState,
  binhId,
  fetched,
  shop,
} from '../support/builders.ts';
import { aRelease, type ReleaseKind } from '../support/releases.ts';
import { viewOf } from '../support/view-of.ts';

type Members = EntriesSetting | 'elsewhere';

const lists = {
  peers: fetched([
    aPeer({ id: anId, name: 'Nguyễn An' }),
    aPeer({ id: '1', name: 'Bình' }),
    aPeer({ id: '2', name: 'bình' }),
    aPeer({ id: '3', name: 'Lạ', isFriend: false }),
  ]),
  groups: fetched([
    aGroup({ id: '7', name: 'Work Chat' }),
    aGroup({ id: '8', name: 'Team' }),
    aGroup({ id: '9', name: 'team' }),
  ]),
};

const stateOf = (
  parts: AccountParts,
  { kind = 'b' as ReleaseKind | '2026.2.9', approved = [] as readonly string[] } = {},
): ConsoleState => {
  const account = anAccount(parts);
  const places = {
    'channels.zalouser.dmPolicy': { file: '/c', line: 2 },
    'channels.zalouser.allowFrom': { file: '/c', line: 3 },
    'channels.zalouser.groups': { file: '/c', line: 4 },
    [entryPlaceKey('channels.zalouser.allowFrom', 'Ai Đó')]: { file: '/d', line: 5 },
  };
  const state = aState({
    config: aConfig({ accounts: [account], release: aRelease(kind), places }),
    directory: { [shop]: aDirectory(lists) },
  });
  return {
    ...state,
    pairing: { ...state.pairing, approved: approved.map((sender) => anApproved('shop', sender)) },
  };
};

describe('names in lists', () => {
  it.each<[string, AccountParts, string, number]>([
    ['nobody’s name, at its own line', { allowFrom: [anId, 'Ai Đó'] }, 'entry-unresolved', 5],
    [
      'the name of one who is no friend, at the line of the list',
      { allowFrom: ['Lạ'] },
      'entry-unresolved',
      3,
    ],
    ['the name of two friends', { allowFrom: ['zalouser:BÌNH'] }, 'entry-ambiguous', 3],
    ['no group’s name', { groups: { 'Nhóm lạ': {} } }, 'entry-unresolved', 4],
    ['the name of two groups', { groups: { Team: {} } }, 'entry-ambiguous', 4],
    ['a star with a prefix, which 226 does not know', { allowFrom: ['zlu:*'] }, 'entry-unresolved', 3],
  ])('are told of: %s', (_, parts, code, line) => {
    expect(findings(stateOf(parts))).toMatchObject([
      { code, severity: 'warning', accountId: shop, place: { line } },
    ]);
  });

  it.each<[string, AccountParts]>([
    ['a friend’s', { allowFrom: ['nguyễn an'] }],
    ['a group’s in other letters', { groups: { 'WORK CHAT': {} } }],
    ['a group’s with dashes, as OpenClaw makes it', { groups: { 'work-chat': {} } }],
    ['ids and stars', { allowFrom: ['*', anId, `zlu:${anId}`], groups: { '*': {}, 'group:7': {} } }],
    ['of an account that is off', { enabled: false, allowFrom: ['Ai Đó'] }],
  ])('are no matter: %s', (_, parts) =>
    expect(findings(stateOf(parts)).filter(({ code }) => code.startsWith('entry-'))).toEqual([]),
  );

  it('say the right thing of people and of groups', () => {
    expect(findings(stateOf({ allowFrom: ['Ai Đó'] }))[0]?.sentence).toBe(
      '“Ai Đó” in allowFrom of shop is no friend’s name: it lets nobody through.',
    );
    expect(findings(stateOf({ groups: { X: {} } }))[0]?.sentence).toBe(
      '“X” in groups of shop is the name of no group the account is in: it changes nothing.',
    );
  });
});

describe('those approved by code, under allowlist', () => {
  const parts = { dmPolicy: 'allowlist' };

  it('are told of with the line of the policy, if allowFrom does not cover them', () => {
    const state = stateOf({ ...parts, allowFrom: ['5'] }, { approved: [anId, binhId] });
    expect(findings(state)).toMatchObject([
      { code: 'approved-ignored', accountId: shop, place: { file: '/c', line: 2 } },
    ]);
    expect(findings(state)[0]?.sentence).toContain('2 senders approved by code');
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['by id', [anId], []],
    ['with a prefix', [`zalouser:${anId}`], []],
    ['with the short prefix, in capitals', [`ZLU: ${anId}`], []],
    ['by *', ['*'], []],
    ['by name', ['nguyễn an'], []],
    ['not at all', ['zalouser:*'], [anId]],
  ])('are covered %s', (_, allowFrom, left) => {
    const state = stateOf({ ...parts, allowFrom }, { approved: [anId] });
    const [account] = state.config.accounts;
    expect(account && approvedShutOut(state, account).map(({ senderId }) => senderId)).toEqual(left);
    expect(findings(state).some(({ code }) => code === 'approved-ignored')).toBe(left.length > 0);
  });

  it('are not covered by a name on 2026.9.6', () => {
    const state = stateOf({ ...parts, allowFrom: ['nguyễn an'] }, { approved: [anId], kind: 'd' });
    expect(findings(state).map(({ code }) => code)).toEqual(['approved-ignored']);
  });

  it('are locked out by nothing where the approved store counts under allowlist', () => {
    const state = stateOf({ ...parts, allowFrom: [] }, { approved: [anId], kind: '2026.2.9' });
    const [account] = state.config.accounts;
    expect([account && approvedShutOut(state, account), findings(state)]).toEqual([[], []]);
  });

  it.each<[string, Members, boolean]>([
    ['lists', { value: [anId], source: 'base' }, false],
    ['lists without them', { value: [binhId], source: 'base' }, true],
    ['leaves to another program', 'elsewhere', false],
  ])('are told of by what is known of a group whose members the config %s', (_, members, isTold) => {
    const state = stateOf(parts, { approved: [anId], kind: 'd' });
    const [account] = state.config.accounts;
    if (account === undefined) throw new Error('No account.');
    const allowFrom = {
      value: ['accessGroup:team'],
      source: 'account' as const,
      accessGroups: new Map([['team', members]]),
    };
    const { config } = state;
    const codes = findings({ ...state, config: { ...config, accounts: [{ ...account, allowFrom }] } }).map(
      ({ code }) => code,
    );
    expect(codes.includes('approved-ignored')).toBe(isTold);
  });
});

describe('a name that looks right and is not', () => {
  const friend = {
    ...aPeer({ id: '11', name: 'Tiếng Việt' }),
    writtenName: new Written('Tiếng Việt'.normalize('NFD')),
  };
  const only = { ...aPeer({ id: '12', name: 'Hoa' }), writtenName: new Written('') };
  const room = { ...aGroup({ id: '13', name: 'Hai Blanks' }), writtenName: new Written('Hai  Blanks') };
  const state = (section: JsonObject): ConsoleState => {
    const view = viewOf({
      channels: { zalouser: { dmPolicy: 'allowlist', groupPolicy: 'allowlist', ...section } },
    });
    return aState({
      config: aConfig({ accounts: view.accounts }),
      directory: {
        [accountId('default')]: aDirectory({ peers: fetched([friend, only]), groups: fetched([room]) }),
      },
    });
  };
  it.each<[string, JsonObject, string | undefined]>([
    ['accents in another form', { allowFrom: ['tiếng việt'] }, '11'],
    ['a friend known by another name only', { allowFrom: ['Hoa'] }, '12'],
    ['two blanks that are one', { groups: { 'Hai Blanks': {} } }, '13'],
    ['something that cannot be seen', { allowFrom: ['Hoa\u200b'] }, '12'],
    ['exactly as it is written', { allowFrom: ['Tiếng Việt'.normalize('NFD')] }, undefined],
    ['exactly as it is written, for a group', { groups: { 'hai  blanks': {} } }, undefined],
  ])('%s', (_, section, id) => {
    const found = findings(state(section)).find(({ code }) => code === 'entry-unresolved');
    expect(found?.fix).toBe(id === undefined ? undefined : `Write the id instead: ${id}.`);
  });
});
