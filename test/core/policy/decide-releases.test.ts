// What each release makes of the same message: the boundaries of docs/contract/releases.md, seen from a group and from a list of people.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/config/value.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { decide } from '../../../src/core/policy/decide.ts';
import type { VerdictKind } from '../../../src/core/policy/verdict.ts';
import { accountId, userId } from '../../../src/core/shared/ids.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import { aMessage, anId, salesGroupId } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';
import { viewOfRelease } from '../../support/view-of.ts';

const me = '4512345678900000123';
const versions = [
  '2026.2.25',
  '2026.2.26',
  '2026.3.2',
  '2026.3.13',
  '2026.3.22',
  '2026.5.12',
  '2026.9.6',
] as const;
type Version = (typeof versions)[number];

interface World {
  /** The config beside the channel. */
  readonly rest?: JsonObject;
  /** Is it known who the account is? Default: yes. */
  readonly isSelfKnown?: boolean;
}

const judge = (
  version: Version,
  section: JsonObject,
  message: Message,
  { rest = {}, isSelfKnown = true }: World = {},
) => {
  const release = aRelease(version);
  const account = viewOfRelease({ ...rest, channels: { zalouser: section } }, release).accounts[0];
  if (account === undefined) throw new Error('No account.');
  return decide(message, account, {
    can: release.capabilities,
    approved: new Set(),
    ...(isSelfKnown ? { ownId: me } : {}),
  });
};

type Row = readonly [
  says: string,
  section: JsonObject,
  message: Message,
  kinds: Readonly<Record<Version, VerdictKind>>,
];
const groups = { [salesGroupId]: { enabled: true } };
const plain = aMessage({ isGroup: true });
const mentioned = aMessage({ isGroup: true, mentionedIds: [userId(me)] });
const each = (
  before: VerdictKind,
  ...from: readonly (readonly [Version, VerdictKind])[]
): Readonly<Record<Version, VerdictKind>> => {
  let kind = before;
  return Object.fromEntries(
    versions.map((version) => {
      kind = from.find(([first]) => first === version)?.[1] ?? kind;
      return [version, kind];
    }),
  ) as Record<Version, VerdictKind>;
};

const rows: readonly Row[] = [
  [
    'a listed group, nobody mentioned',
    { groupPolicy: 'allowlist', groups },
    plain,
    each(
      'reply',
      ['2026.3.2', 'needs-mention'],
      ['2026.3.13', 'sender-not-allowed'],
      ['2026.3.22', 'needs-mention'],
      ['2026.5.12', 'sender-not-allowed'],
    ),
  ],
  [
    'a listed group, the account mentioned',
    { groupPolicy: 'allowlist', groups },
    mentioned,
    each(
      'reply',
      ['2026.3.13', 'sender-not-allowed'],
      ['2026.3.22', 'reply'],
      ['2026.5.12', 'sender-not-allowed'],
    ),
  ],
  [
    'a listed group, the account mentioned, the sender in allowFrom',
    { groupPolicy: 'allowlist', groups, allowFrom: [anId] },
    mentioned,
    each('reply', ['2026.5.12', 'sender-not-allowed']),
  ],
  [
    'a listed group, the account mentioned, everybody in groupAllowFrom',
    { groupPolicy: 'allowlist', groups, groupAllowFrom: ['*'] },
    mentioned,
    each('reply'),
  ],
  [
    'a listed group, the account mentioned, somebody else in groupAllowFrom',
    { groupPolicy: 'allowlist', groups, groupAllowFrom: ['1'] },
    mentioned,
    each('reply', ['2026.3.13', 'sender-not-allowed']),
  ],
  [
    'open, the account mentioned, somebody else in groupAllowFrom',
    { groupPolicy: 'open', groupAllowFrom: ['1'] },
    mentioned,
    each('reply', ['2026.3.13', 'sender-not-allowed']),
  ],
  [
    'open, a group that is switched off',
    { groupPolicy: 'open', groups: { [salesGroupId]: { enabled: false } } },
    mentioned,
    each('reply', ['2026.3.13', 'group-off']),
  ],
  [
    'dmPolicy open, nobody in allowFrom',
    { dmPolicy: 'open' },
    aMessage(),
    each('reply', ['2026.5.12', 'not-in-allowlist']),
  ],
  [
    'dmPolicy allowlist, zalouser:*',
    { dmPolicy: 'allowlist', allowFrom: ['zalouser:*'] },
    aMessage(),
    each('not-in-allowlist', ['2026.5.12', 'reply']),
  ],
  ['allowFrom is a text', { allowFrom: anId }, aMessage(), each('gateway-fails', ['2026.5.12', 'pairing'])],
  [
    'allowFrom is a text: a group',
    { groupPolicy: 'open', allowFrom: anId },
    mentioned,
    each('gateway-fails', ['2026.5.12', 'reply']),
  ],
  [
    'allowFrom is a text: a group that is not listed',
    { groupPolicy: 'allowlist', allowFrom: anId },
    mentioned,
    each('group-not-listed'),
  ],
  ['allowFrom is a text: blank', { allowFrom: anId }, aMessage({ isBlank: true }), each('ignored')],
  ['allowFrom is null', { allowFrom: null }, aMessage(), each('pairing')],
  [
    'a policy that is none',
    { dmPolicy: 'bogus', groupPolicy: 'bogus' },
    mentioned,
    each('reply', ['2026.5.12', 'unknown-policy']),
  ],
];

describe('the same on every release', () => {
  it.each(
    rows.flatMap(([says, section, message, kinds]) =>
      versions.map((version) => [says, version, section, message, kinds[version]] as const),
    ),
  )('%s: %s', (_says, version, section, message, kind) => {
    expect(judge(version, section, message).kind).toBe(kind);
  });
});

describe('mentions and quotes', () => {
  const section = { groupPolicy: 'open' };
  const heard = (fields: JsonObject): Message => {
    const line = JSON.stringify({
      threadId: salesGroupId,
      content: '@Alice chào',
      type: 1,
      metadata: { isGroup: true, fromId: anId },
      ...fields,
    });
    const parsed = parseListenLine(line.replaceAll(`"#${me}"`, me), {
      accountId: accountId('default'),
      receivedAtMs: 1,
    });
    if (parsed.type !== 'message') throw new Error('No message.');
    return parsed.message;
  };
  it.each<[string, JsonObject, VerdictKind]>([
    ['nobody', {}, 'needs-mention'],
    ['mentionIds with the account', { mentionIds: ['1', me] }, 'reply'],
    ['mentionIds in the metadata', { metadata: { isGroup: true, fromId: anId, mentionIds: [me] } }, 'reply'],
    ['mentionIds without it', { mentionIds: ['1'] }, 'needs-mention'],
    [
      'a mention with its uid',
      {
        mentions: [
          { uid: '1', pos: 0, len: 2 },
          { uid: me, pos: 0, len: 6 },
        ],
      },
      'reply',
    ],
    ['a uid that is a number too long for one', { mentions: [{ uid: `#${me}` }] }, 'reply'],
    ['an id that is a number too long for one', { mentionIds: [`#${me}`] }, 'reply'],
    ['its name only', { content: '@Alice Nguyễn chào' }, 'needs-mention'],
    ['a quote of its own message', { quote: { ownerId: me, msg: 'dạ' } }, 'reply'],
    ['a quote whose owner is a number', { quote: { ownerId: `#${me}`, msg: 'dạ' } }, 'reply'],
    ['a quote of somebody else', { quote: { ownerId: '1', msg: 'dạ' } }, 'needs-mention'],
    ['lists that are none', { mentionIds: 'x', mentions: { uid: me } }, 'needs-mention'],
    [
      'entries that are none',
      { mentionIds: [null, {}, ''], mentions: [null, 7, { uid: {} }] },
      'needs-mention',
    ],
  ])('%s', (_says, fields, kind) => {
    expect(judge('2026.9.6', section, heard(fields)).kind).toBe(kind);
  });

  it('of somebody, where it is not known who the account is, are not known', () => {
    const unknown = { isSelfKnown: false };
    expect(judge('2026.9.6', section, mentioned, unknown)).toMatchObject({
      kind: 'unknown',
      isLetThrough: false,
    });
    expect(judge('2026.9.6', section, plain, unknown).kind).toBe('needs-mention');
    expect(judge('2026.2.26', section, mentioned, unknown).kind).toBe('reply');
  });
});

describe('accessGroup:NAME', () => {
  const accessGroups = {
    staff: {
      type: 'message.senders',
      members: { '*': ['7'], zalouser: [`zalouser:${anId}`], telegram: ['8'] },
    },
    all: { type: 'message.senders', members: { '*': ['*'] } },
    nobody: { type: 'message.senders', members: {} },
    audience: { type: 'discord.channelAudience', guildId: '1', channelId: '2' },
    odd: 'text',
  };
  const from = (id: string): Message => aMessage({ senderId: id });
  const direct = (entry: string): JsonObject => ({ dmPolicy: 'allowlist', allowFrom: [entry] });

  it.each<[string, JsonObject, Message, Version, VerdictKind]>([
    ['a member for this channel', direct('accessGroup:staff'), from(anId), '2026.9.6', 'reply'],
    ['a member for every channel', direct('accessGroup:staff'), from('7'), '2026.9.6', 'reply'],
    ['blanks around', direct(' accessGroup: staff '), from('7'), '2026.9.6', 'reply'],
    ['a member for another channel', direct('accessGroup:staff'), from('8'), '2026.9.6', 'not-in-allowlist'],
    ['everybody', direct('accessGroup:all'), from('8'), '2026.9.6', 'reply'],
    ['an empty group', direct('accessGroup:nobody'), from('7'), '2026.9.6', 'not-in-allowlist'],
    ['a group that is not there', direct('accessGroup:gone'), from('7'), '2026.9.6', 'not-in-allowlist'],
    [
      'a name that objects have',
      direct('accessGroup:constructor'),
      from('7'),
      '2026.9.6',
      'not-in-allowlist',
    ],
    ['a group that is none', direct('accessGroup:odd'), from('7'), '2026.9.6', 'not-in-allowlist'],
    ['a group that another program knows', direct('accessGroup:audience'), from('7'), '2026.9.6', 'unknown'],
    [
      'the same, and the sender by id',
      { dmPolicy: 'allowlist', allowFrom: ['accessGroup:audience', '7'] },
      from('7'),
      '2026.9.6',
      'reply',
    ],
    ['the same, under pairing', { allowFrom: ['accessGroup:audience'] }, from('7'), '2026.9.6', 'unknown'],
    ['other case', direct('ACCESSGROUP:staff'), from(anId), '2026.9.6', 'not-in-allowlist'],
    ['before releases knew it', direct('accessGroup:staff'), from(anId), '2026.3.13', 'not-in-allowlist'],
    ['on 2026.5.12', direct('accessGroup:staff'), from(anId), '2026.5.12', 'reply'],
    [
      'in groupAllowFrom',
      { groupPolicy: 'open', groupAllowFrom: ['accessGroup:staff'] },
      mentioned,
      '2026.9.6',
      'reply',
    ],
    [
      'in groupAllowFrom, without the sender',
      { groupPolicy: 'open', groupAllowFrom: ['accessGroup:nobody'] },
      mentioned,
      '2026.9.6',
      'sender-not-allowed',
    ],
    [
      'a command in a group, of somebody whom allowFrom may cover',
      { groupPolicy: 'open', allowFrom: ['accessGroup:audience'] },
      { ...mentioned, text: '/new' },
      '2026.9.6',
      'unknown',
    ],
    [
      'a command in a group, of somebody whom allowFrom does not cover',
      { groupPolicy: 'open', allowFrom: ['accessGroup:nobody'] },
      { ...mentioned, text: '/new' },
      '2026.9.6',
      'command-refused',
    ],
    [
      'in groupAllowFrom, known elsewhere',
      { groupPolicy: 'open', groupAllowFrom: ['accessGroup:audience'] },
      mentioned,
      '2026.9.6',
      'unknown',
    ],
  ])('%s', (_says, section, message, version, kind) => {
    expect(judge(version, section, message, { rest: { accessGroups } }).kind).toBe(kind);
  });

  it.each<[string, string, Version, string | undefined]>([
    ['a group that is not there', 'accessGroup:gone', '2026.9.6', 'access-group-missing'],
    ['a group that another program knows', 'accessGroup:audience', '2026.9.6', 'access-group-elsewhere'],
    ['a release that knows none', 'accessGroup:staff', '2026.3.13', 'access-group-unknown'],
    ['a group with members', 'accessGroup:staff', '2026.9.6', undefined],
  ])('a finding about %s', (_says, entry, version, code) => {
    const { findings } = viewOfRelease(
      { accessGroups, channels: { zalouser: direct(entry) } },
      aRelease(version),
    );
    expect(findings.find((finding) => finding.code.startsWith('access-group'))?.code).toBe(code);
  });

  it('everybody in a group is everybody', () => {
    const { findings } = viewOfRelease(
      { accessGroups, channels: { zalouser: direct('accessGroup:all') } },
      aRelease('2026.9.6'),
    );
    expect(findings.map(({ code }) => code)).toContain('allow-from-everyone');
  });
});

describe('a listed group without groupAllowFrom', () => {
  const codes = (version: Version, section: JsonObject): readonly string[] =>
    viewOfRelease(
      { channels: { zalouser: { dmPolicy: 'disabled', ...section } } },
      aRelease(version),
    ).findings.map(({ code }) => code);
  it.each<[Version, boolean]>([
    ['2026.2.26', false],
    ['2026.3.13', false],
    ['2026.5.12', true],
    ['2026.9.6', true],
  ])('is told on %s: %s', (version, isTold) => {
    expect(codes(version, { groupPolicy: 'allowlist', groups }).includes('groups-nobody')).toBe(isTold);
    expect(codes(version, { groupPolicy: 'allowlist', groups, groupAllowFrom: ['*'] })).not.toContain(
      'groups-nobody',
    );
    expect(codes(version, { groupPolicy: 'open', groups })).not.toContain('groups-nobody');
  });
});
