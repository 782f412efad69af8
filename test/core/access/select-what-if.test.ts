import { describe, expect, it } from 'vitest';
import { whatIf } from '../../../src/core/access/select-what-if.ts';
import { findings } from '../../../src/core/findings.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aState,
  binhId,
  fetched,
  shop,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const config = (parts: Parameters<typeof anAccount>[0]) => aConfig({ accounts: [anAccount(parts)] });

describe('whatIf', () => {
  const state = aState({
    config: config({ dmPolicy: 'pairing', allowFrom: [anId] }),
    feed: {
      messages: [
        aMessage({ id: '1', senderId: anId }),
        aMessage({ id: '2', senderId: binhId }),
        aMessage({ id: '3', senderId: '77' }),
        aMessage({ id: '4', isOwn: true }),
      ],
    },
    pairing: { approved: [anApproved('shop', binhId)] },
  });

  it('names who would be locked out, by message and by person', () => {
    const result = whatIf(state, config({ dmPolicy: 'allowlist', allowFrom: [anId] }));
    expect(result.messageCount).toBe(3);
    expect(
      result.messages.map(({ message, before, after }) => [message.id, before.kind, after.kind]),
    ).toEqual([
      ['2', 'reply', 'not-in-allowlist'],
      ['3', 'pairing', 'not-in-allowlist'],
    ]);
    expect(result.people).toMatchObject([
      { accountId: shop, id: binhId, before: { kind: 'reply' }, after: { kind: 'not-in-allowlist' } },
    ]);
    expect(result.personCount).toBe(2);
  });
  it('finds nothing where nothing changes', () => {
    const result = whatIf(state, config({ dmPolicy: 'pairing', allowFrom: [anId] }));
    expect([result.messages, result.people]).toEqual([[], []]);
  });
  it('counts people who are listed by a name whose id is known', () => {
    const named = aState({
      config: config({ dmPolicy: 'allowlist', allowFrom: ['Nguyễn An', 'Nobody'] }),
      directory: { [shop]: aDirectory({ peers: fetched([aPeer({ id: '5', name: 'Nguyễn An' })]) }) },
    });
    const result = whatIf(named, config({ dmPolicy: 'disabled', allowFrom: ['Nguyễn An', 'Nobody'] }));
    expect(result.people).toMatchObject([
      { id: '5', before: { kind: 'reply' }, after: { kind: 'dm-disabled' } },
    ]);
    expect(result.personCount).toBe(1);
  });
  it('counts people a list would newly name', () =>
    expect(whatIf(state, config({ dmPolicy: 'pairing', allowFrom: [anId, '77'] })).people).toMatchObject([
      { id: '77', after: { kind: 'reply' } },
    ]));

  const withGroup = (...allowFrom: string[]) => {
    const accessGroups = new Map([['team', { value: [anId, `zlu:${binhId}`], source: 'base' as const }]]);
    const account = anAccount({ dmPolicy: 'allowlist' });
    const list = { value: allowFrom, source: 'account' as const, accessGroups };
    return aConfig({ accounts: [{ ...account, allowFrom: list }], release: aRelease('d') });
  };
  it('counts the members of a group that goes, with whoever is listed elsewhere as well', () => {
    const result = whatIf(aState({ config: withGroup('accessGroup:team', anId) }), withGroup(anId));
    expect(result.personCount).toBe(2);
    expect(result.people).toMatchObject([
      { id: binhId, before: { kind: 'reply' }, after: { kind: 'not-in-allowlist' } },
    ]);
  });
  it('counts the members of a group that comes', () => {
    const result = whatIf(aState({ config: withGroup() }), withGroup('accessGroup:team'));
    expect(result.people).toMatchObject([
      { id: anId, before: { kind: 'not-in-allowlist' }, after: { kind: 'reply' } },
      { id: binhId, before: { kind: 'not-in-allowlist' }, after: { kind: 'reply' } },
    ]);
  });
});

describe('findings about names', () => {
  const state = (peers: readonly string[]) =>
    aState({
      config: config({ allowFrom: ['Nguyễn An', anId], groups: { 'Nhóm bán hàng': { enabled: true } } }),
      directory: {
        [shop]: aDirectory({
          peers: fetched(peers.map((name, index) => aPeer({ id: String(index), name }))),
          groups: fetched([aGroup({ name: 'Nhóm bán hàng' })]),
        }),
      },
    });
  const codes = (peers: readonly string[]): readonly string[] =>
    findings(state(peers), shop)
      .map(({ code }) => code)
      .filter((code) => code.startsWith('entry-'));
  it.each([
    [['Nguyễn An'], []],
    [['Ai đó'], ['entry-unresolved']],
    [['Nguyễn An', 'nguyễn an'], ['entry-ambiguous']],
  ])('with friends %j: %j', (peers, expected) => expect(codes(peers)).toEqual(expected));
});
