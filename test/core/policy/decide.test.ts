import { describe, expect, it } from 'vitest';
import { indexNames } from '../../../src/core/config/entry-names.ts';
import type { Account, GroupRule } from '../../../src/core/model/account.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { decide, type PolicyContext } from '../../../src/core/policy/decide.ts';
import { groupSlug } from '../../../src/core/policy/decide-group.ts';
import { approvedIds } from '../../../src/core/policy/rules.ts';
import type { Verdict, VerdictKind } from '../../../src/core/policy/verdict.ts';
import { userId } from '../../../src/core/shared/ids.ts';
import {
  type AccountParts,
  aGroup,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aRequest,
  binhId,
  salesGroupId,
  setting,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

type Parts = AccountParts & { readonly matchesNames?: boolean };

const judge = (message: Message, parts: Parts = {}, context: Partial<PolicyContext> = {}): Verdict => {
  const { matchesNames, ...rest } = parts;
  const account: Account = {
    ...anAccount(rest),
    ...(matchesNames === undefined ? {} : { matchesNames: setting(matchesNames) }),
  };
  return decide(message, account, { can: aRelease('b').capabilities, approved: new Set(), ...context });
};
const direct = aMessage();
const group = aMessage({ isGroup: true });
const approved = new Set<string>([anId]);
const three = [1, 2, 3].map((count) =>
  aRequest({ senderId: `900${count}`, accountId: count === 3 ? 'work' : 'shop' }),
);
const friends = indexNames(
  [
    aPeer({ id: anId, name: 'Nguyễn An' }),
    aPeer({ id: binhId, name: 'Nguyễn An' }),
    aPeer({ id: '77', name: 'Người lạ', isFriend: false }),
  ],
  [aGroup(), aGroup({ id: '7100000000000000002', name: 'Nhóm bán hàng' })],
);

interface Case {
  readonly says: string;
  readonly account?: Parts;
  readonly message?: Message;
  readonly context?: Partial<PolicyContext>;
  readonly kind: VerdictKind;
}

const table = (cases: readonly Case[], message: Message): void => {
  it.each(cases)('$kind: $says', (one) => {
    const result = judge(one.message ?? message, one.account, one.context);
    expect(result.kind).toBe(one.kind);
    expect(result.isLetThrough).toBe(one.kind === 'reply');
    expect(result.rules.length).toBeGreaterThan(0);
  });
};

describe('before any policy', () => {
  table(
    [
      {
        says: 'written from here',
        message: aMessage({ isOwn: true, isBlank: true }),
        account: { enabled: false },
        kind: 'own',
      },
      {
        says: 'the account is off, blank or not',
        message: aMessage({ isBlank: true }),
        account: { enabled: false },
        kind: 'account-disabled',
      },
      {
        says: 'blank, even from an approved sender',
        message: aMessage({ isBlank: true }),
        context: { approved },
        kind: 'ignored',
      },
      { says: 'blank in a group', message: aMessage({ isBlank: true, isGroup: true }), kind: 'ignored' },
    ],
    direct,
  );
});

describe('direct messages on 2026.2.26', () => {
  const star = ['*'];
  table(
    [
      {
        says: 'disabled',
        account: { dmPolicy: 'disabled', allowFrom: star },
        context: { approved },
        kind: 'dm-disabled',
      },
      { says: 'open, with nothing in allowFrom', account: { dmPolicy: 'open' }, kind: 'reply' },
      { says: 'pairing: an unknown sender', kind: 'pairing' },
      { says: 'pairing: in allowFrom', account: { allowFrom: ['1', anId] }, kind: 'reply' },
      { says: 'pairing: approved', context: { approved }, kind: 'reply' },
      { says: 'pairing: everyone', account: { allowFrom: star }, kind: 'reply' },
      { says: 'pairing: prefix zalouser:', account: { allowFrom: [`zalouser:${anId}`] }, kind: 'reply' },
      {
        says: 'pairing: prefix ZLU: and a blank behind it',
        account: { allowFrom: [`ZLU: ${anId} `] },
        kind: 'reply',
      },
      {
        says: 'pairing: a blank before the prefix ZLU:',
        account: { allowFrom: [` ZLU:${anId}`] },
        kind: 'reply',
      },
      {
        says: 'pairing: a prefix of another kind',
        account: { allowFrom: [`telegram:${anId}`] },
        kind: 'pairing',
      },
      {
        says: 'pairing: an id that only begins alike',
        account: { allowFrom: [anId.slice(0, -1), `${anId}0`] },
        kind: 'pairing',
      },
      {
        says: 'pairing: three others wait, on any account',
        context: { pending: three },
        kind: 'pairing-full',
      },
      { says: 'pairing: two others wait', context: { pending: three.slice(1) }, kind: 'pairing' },
      {
        says: 'pairing: one of three waiting',
        context: { pending: [...three.slice(1), aRequest()] },
        kind: 'pairing',
      },
      {
        says: 'pairing: waiting on another account is not waiting here',
        context: { pending: [...three.slice(1), aRequest({ accountId: 'work' })] },
        kind: 'pairing-full',
      },
      {
        says: 'allowlist: in allowFrom',
        account: { dmPolicy: 'allowlist', allowFrom: [anId] },
        kind: 'reply',
      },
      {
        says: 'allowlist: an unknown sender',
        account: { dmPolicy: 'allowlist', allowFrom: ['1'] },
        kind: 'not-in-allowlist',
      },
      {
        says: 'allowlist: the store does not count',
        account: { dmPolicy: 'allowlist' },
        context: { approved },
        kind: 'not-in-allowlist',
      },
      {
        says: 'open: a control command of a stranger',
        account: { dmPolicy: 'open', allowFrom: ['1'] },
        message: aMessage({ text: '/status' }),
        kind: 'command-refused',
      },
      {
        says: 'open: a control command of somebody in allowFrom',
        account: { dmPolicy: 'open', allowFrom: star },
        message: aMessage({ text: '/status' }),
        kind: 'reply',
      },
      {
        says: 'open: a control command of somebody approved',
        account: { dmPolicy: 'open' },
        message: aMessage({ text: '/status' }),
        context: { approved },
        kind: 'reply',
      },
      {
        says: 'open: a stop word',
        account: { dmPolicy: 'open' },
        message: aMessage({ text: 'stop' }),
        kind: 'reply',
      },
      {
        says: 'pairing: a control command of a stranger',
        message: aMessage({ text: '/status' }),
        kind: 'pairing',
      },
      { says: 'an unknown policy', account: { dmPolicy: 'bogus' }, kind: 'unknown-policy' },
      {
        says: 'an unknown policy, in allowFrom',
        account: { dmPolicy: 'bogus', allowFrom: [anId] },
        kind: 'reply',
      },
      {
        says: 'an unknown policy, approved',
        account: { dmPolicy: 'bogus' },
        context: { approved },
        kind: 'reply',
      },
      { says: 'a name, nothing known of friends', account: { allowFrom: ['Nguyễn An'] }, kind: 'pairing' },
      {
        says: 'a name that is the sender’s',
        account: { allowFrom: [' nguyễn AN '] },
        context: { names: friends },
        kind: 'reply',
      },
      {
        says: 'a name of two: the first of the list only',
        message: aMessage({ senderId: binhId, threadId: binhId }),
        account: { allowFrom: ['Nguyễn An'] },
        context: { names: friends },
        kind: 'pairing',
      },
      {
        says: 'a name of somebody who is no friend',
        message: aMessage({ senderId: '77', threadId: '77' }),
        account: { allowFrom: ['Người lạ'] },
        context: { names: friends },
        kind: 'pairing',
      },
    ],
    direct,
  );

  it('tells why, in the gateway’s order, with config paths', () => {
    const { rules } = judge(direct, { dmPolicy: 'allowlist', allowFrom: ['1'] }, { approved });
    expect(rules.map(({ sentence }) => sentence)).toEqual([
      `It is a direct message from ${anId}.`,
      'dmPolicy is allowlist.',
      `allowFrom does not hold ${anId}.`,
      `${anId} was approved by code, but that does not count under allowlist.`,
    ]);
    expect(rules.map(({ path }) => path)).toEqual([
      undefined,
      'channels.zalouser.dmPolicy',
      'channels.zalouser.allowFrom',
      undefined,
    ]);
  });

  it('tells whether a code goes out', () => {
    const last = ({ rules }: Verdict): string | undefined => rules.at(-1)?.sentence;
    expect(last(judge(direct))).toContain('a code is sent');
    expect(last(judge(direct, {}, { pending: [aRequest()] }))).toContain('pending already');
    expect(last(judge(direct, {}, { pending: three }))).toContain('no code is sent');
  });
});

describe('group messages on 2026.2.26', () => {
  const listed = (groups: Record<string, GroupRule>): Parts => ({ groups });
  const name = 'Nhóm bán hàng';
  const named = aMessage({ isGroup: true, threadName: 'Work Chat #1' });
  table(
    [
      { says: 'disabled', account: { groupPolicy: 'disabled' }, kind: 'group-disabled' },
      {
        says: 'open, listed nowhere, whoever wrote',
        account: { groupPolicy: 'open', groups: {} },
        kind: 'reply',
      },
      {
        says: 'open: an entry that says no is not asked',
        account: { groupPolicy: 'open', groups: { [salesGroupId]: { enabled: false } } },
        kind: 'reply',
      },
      {
        says: 'a policy nobody knows lets every group through',
        account: { groupPolicy: 'bogus', groups: {} },
        kind: 'reply',
      },
      { says: 'listed by id', account: listed({ [salesGroupId]: {} }), kind: 'reply' },
      {
        says: 'listed with allow false',
        account: listed({ [salesGroupId]: { allow: false } }),
        kind: 'group-off',
      },
      {
        says: 'listed with enabled false',
        account: listed({ [salesGroupId]: { allow: true, enabled: false } }),
        kind: 'group-off',
      },
      { says: 'listed as group:id', account: listed({ [`group:${salesGroupId}`]: {} }), kind: 'reply' },
      { says: 'listed by its exact name', account: listed({ [name]: {} }), kind: 'reply' },
      { says: 'the name in other case', account: listed({ 'nhóm bán hàng': {} }), kind: 'group-not-listed' },
      {
        says: 'the name in other case, groups known',
        account: listed({ 'nhóm bán hàng': {} }),
        context: { names: friends },
        kind: 'reply',
      },
      {
        says: 'a name of two groups: the first only',
        message: aMessage({ isGroup: true, threadId: '7100000000000000002', threadName: 'x' }),
        account: listed({ [name]: {} }),
        context: { names: friends },
        kind: 'group-not-listed',
      },
      {
        says: 'with the channel prefix, groups known or not',
        account: listed({ [`zalouser:${salesGroupId}`]: {} }),
        kind: 'reply',
      },
      {
        says: 'listed by the slug of its name',
        message: named,
        account: listed({ 'work-chat-1': {} }),
        kind: 'reply',
      },
      {
        says: 'the id before the name',
        account: listed({ [name]: {}, [salesGroupId]: { allow: false } }),
        kind: 'group-off',
      },
      {
        says: 'group:id before the name',
        account: listed({ [name]: { allow: false }, [`group:${salesGroupId}`]: {} }),
        kind: 'reply',
      },
      {
        says: 'the name before *',
        account: listed({ '*': {}, [name]: { allow: false } }),
        kind: 'group-off',
      },
      { says: '*', account: listed({ '*': {} }), kind: 'reply' },
      { says: '* that says no', account: listed({ '*': { enabled: false }, 1: {} }), kind: 'group-off' },
      { says: 'others listed', account: listed({ 1: {} }), kind: 'group-not-listed' },
      { says: 'none listed', account: listed({}), kind: 'group-not-listed' },
      ...['constructor', '#Constructor!', 'toString', '__proto__'].map((threadName) => ({
        says: `a name that every object has: ${threadName}`,
        message: aMessage({ isGroup: true, threadName }),
        account: listed({ 1: {} }),
        kind: 'reply' as const,
      })),
      {
        says: 'a name that every object has, none listed',
        message: aMessage({ isGroup: true, threadName: 'constructor' }),
        account: listed({}),
        kind: 'group-not-listed',
      },
      {
        says: 'a name that every object has, listed with enabled false',
        message: aMessage({ isGroup: true, threadName: 'constructor' }),
        account: listed({ constructor: { enabled: false } }),
        kind: 'group-off',
      },
      {
        says: 'a name that every object has, before *',
        message: aMessage({ isGroup: true, threadName: 'constructor' }),
        account: listed({ '*': { enabled: false } }),
        kind: 'reply',
      },
      {
        says: 'a stop word of anybody',
        message: aMessage({ isGroup: true, text: 'Stop!' }),
        kind: 'command-refused',
      },
      {
        says: 'no name at all',
        message: aMessage({ isGroup: true, threadName: '' }),
        account: listed({ '': {}, 1: {} }),
        kind: 'group-not-listed',
      },
      { says: 'dmPolicy does not matter', account: { dmPolicy: 'disabled' }, kind: 'reply' },
      {
        says: 'requireMention does not matter',
        account: listed({ [salesGroupId]: { requireMention: true } }),
        kind: 'reply',
      },
      {
        says: 'a control command of anybody',
        message: aMessage({ isGroup: true, text: '/new chat' }),
        kind: 'command-refused',
      },
      {
        says: 'a control command of somebody approved only by code',
        message: aMessage({ isGroup: true, text: '/reset' }),
        context: { approved },
        kind: 'command-refused',
      },
      {
        says: 'a control command of somebody in allowFrom',
        message: aMessage({ isGroup: true, text: '/new' }),
        account: { allowFrom: [anId] },
        kind: 'reply',
      },
      {
        says: 'a slash that is no command',
        message: aMessage({ isGroup: true, text: '/newborn clothes?' }),
        kind: 'reply',
      },
      {
        says: 'a control command where the group is not listed',
        message: aMessage({ isGroup: true, text: '/new' }),
        account: listed({}),
        kind: 'group-not-listed',
      },
    ],
    group,
  );

  it('names the key that decided', () => {
    const { rules } = judge(group, { groups: { '*': { allow: false } } });
    expect(rules.at(-1)).toEqual({
      sentence: 'groups lists it as “*”, with allow or enabled set to false.',
      path: 'channels.zalouser.groups',
    });
  });

  it('makes what strangers named harmless', () => {
    const { rules } = judge(aMessage({ isGroup: true, text: '/new', threadId: '9\u001b[31m' }), {
      groupPolicy: 'open',
    });
    expect(JSON.stringify(rules)).not.toContain('\\u001b');
  });
});

describe('2026.9', () => {
  const { capabilities: can } = aRelease('d');
  const on96 = (cases: readonly Case[]): readonly Case[] =>
    cases.map((one) => ({ ...one, context: { can, ...one.context } }));
  table(
    on96([
      {
        says: 'open admits nobody by itself',
        account: { dmPolicy: 'open' },
        kind: 'not-in-allowlist' as const,
      },
      {
        says: 'open with the sender listed',
        account: { dmPolicy: 'open', allowFrom: [anId] },
        kind: 'reply' as const,
      },
      { says: 'open with *', account: { dmPolicy: 'open', allowFrom: ['*'] }, kind: 'reply' as const },
      {
        says: 'open does not ask the store',
        account: { dmPolicy: 'open' },
        context: { approved },
        kind: 'not-in-allowlist' as const,
      },
      { says: 'pairing: approved', context: { approved }, kind: 'reply' as const },
      {
        says: 'pairing: three wait, one of them elsewhere',
        context: { pending: three },
        kind: 'pairing' as const,
      },
      {
        says: 'pairing: three wait here',
        context: { pending: three.map((request) => aRequest({ senderId: request.senderId })) },
        kind: 'pairing-full' as const,
      },
      {
        says: 'a name is not compared',
        account: { allowFrom: ['Nguyễn An'] },
        context: { names: friends },
        kind: 'pairing' as const,
      },
      {
        says: 'a name is compared where that is allowed',
        account: { allowFrom: ['Nguyễn An'], matchesNames: true },
        context: { names: friends },
        kind: 'reply' as const,
      },
      {
        says: 'a policy nobody knows',
        account: { dmPolicy: 'bogus', allowFrom: [anId] },
        kind: 'unknown-policy' as const,
      },
    ]),
    direct,
  );
  const everybody = { groupAllowFrom: ['*'] };
  const unmentioned = { groups: { [salesGroupId]: { requireMention: false } }, ...everybody };
  table(
    on96([
      { says: 'a listed group, nobody in groupAllowFrom', kind: 'sender-not-allowed' as const },
      {
        says: 'the same, and mentioned',
        message: aMessage({ isGroup: true, mentionedIds: [userId('42')] }),
        context: { ownId: '42' },
        kind: 'sender-not-allowed' as const,
      },
      {
        says: 'a listed group, blank entries in groupAllowFrom',
        account: { groupAllowFrom: [''] },
        kind: 'sender-not-allowed' as const,
      },
      {
        says: '* listed, nobody in groupAllowFrom',
        account: { groups: { '*': {} } },
        kind: 'sender-not-allowed' as const,
      },
      {
        says: 'open, the group listed, nobody in groupAllowFrom',
        account: { groupPolicy: 'open', groups: { [salesGroupId]: { requireMention: false } } },
        kind: 'reply' as const,
      },
      { says: 'a mention is asked for', account: everybody, kind: 'needs-mention' as const },
      { says: 'no mention is asked for', account: unmentioned, kind: 'reply' as const },
      {
        says: 'an entry that says no counts under open too',
        account: { groupPolicy: 'open', groups: { [salesGroupId]: { enabled: false } } },
        kind: 'group-off' as const,
      },
      {
        says: 'open, listed nowhere: a mention is asked for',
        account: { groupPolicy: 'open', groups: {} },
        kind: 'needs-mention' as const,
      },
      {
        says: 'a name is not compared',
        account: { groups: { 'Nhóm bán hàng': {} } },
        kind: 'group-not-listed' as const,
      },
      {
        says: 'a name that every object has',
        message: aMessage({ isGroup: true, threadName: 'constructor' }),
        account: { groups: { 1: {} } },
        kind: 'group-not-listed' as const,
      },
      {
        says: 'the sender is not in groupAllowFrom',
        account: { ...unmentioned, groupAllowFrom: ['1'] },
        kind: 'sender-not-allowed' as const,
      },
      {
        says: 'the sender is in groupAllowFrom',
        account: { ...unmentioned, groupAllowFrom: [anId] },
        kind: 'reply' as const,
      },
      {
        says: 'an authorised command needs no mention',
        message: aMessage({ isGroup: true, text: '/new' }),
        account: { allowFrom: [anId], ...everybody },
        kind: 'reply' as const,
      },
      {
        says: 'whoever is in groupAllowFrom may command',
        message: aMessage({ isGroup: true, text: '/new' }),
        account: { groupAllowFrom: [anId] },
        kind: 'reply' as const,
      },
      { says: 'a policy nobody knows', account: { groupPolicy: 'bogus' }, kind: 'unknown-policy' as const },
      { says: 'disabled', account: { groupPolicy: 'disabled' }, kind: 'group-disabled' as const },
    ]),
    group,
  );
});

describe('helpers', () => {
  it('slugs as the plugin does', () => {
    expect(['Work Chat', '#Team  v1.2!', 'Nhóm', '---', ''].map(groupSlug)).toEqual([
      'work-chat',
      'team-v1-2',
      'nh-m',
      '',
      '',
    ]);
  });
  it('keeps the approved of one account', () => {
    expect(approvedIds([anApproved('shop', '1'), anApproved('work', '2')], anAccount().id)).toEqual(
      new Set(['1']),
    );
  });
});

it('a plugin that is switched off lets nothing through, whatever the account says', () => {
  for (const message of [direct, group]) {
    expect(judge(message, { dmPolicy: 'open', groupPolicy: 'open' }, { isPluginOff: true })).toMatchObject({
      kind: 'account-disabled',
      isLetThrough: false,
      rules: [{ path: 'plugins.entries.zalouser.enabled' }],
    });
  }
});
