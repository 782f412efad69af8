import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { entryPlaceKey } from '../../../src/core/config/places.ts';
import { readConfig } from '../../../src/core/config/read.ts';
import { readConfigView } from '../../../src/core/config/view.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import { createQuickClock } from '../../support/quick-clock.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { viewOfRelease } from '../../support/view-of.ts';

const enabled = 'plugins: { entries: { zalouser: { enabled: true } } }';

const questionOf = async (
  text: string | undefined,
  { kind = 'b' as ReleaseKind, isHomeFallback = false } = {},
): Promise<Parameters<typeof readConfigView>[0]> => {
  const dir = await tempDir();
  const file = path.join(dir, 'openclaw.json');
  if (text !== undefined) await writeFile(file, text);
  const clock = createQuickClock(0);
  const reading = await readConfig({ path: file, env: {}, clock });
  const paths = {
    configPath: file,
    stateDir: dir,
    credentialsDir: path.join(dir, 'credentials'),
    candidates: [file],
    isHomeFallback,
  };
  return { reading, paths, release: aRelease(kind), env: {}, readAtMs: 7 };
};
const view = async (...args: Parameters<typeof questionOf>): Promise<ConfigView> =>
  readConfigView(await questionOf(...args));
const withSection = (section: string, options?: { kind?: ReleaseKind }): Promise<ConfigView> =>
  view(`{\n channels: { zalouser: ${section} },\n ${enabled} }`, options);
const codes = ({ findings }: ConfigView): readonly string[] => findings.map(({ code }) => code);
const find = ({ findings }: ConfigView, code: string): Finding | undefined =>
  findings.find((finding) => finding.code === code);

describe('readConfigView', () => {
  it('tells everything about a sound config, and finds nothing wrong with it', async () => {
    const result = await withSection(
      '{ groupPolicy: "allowlist", groups: { "9": {} }, accounts: { shop: {}, work: {} }, defaultAccount: "work" }',
    );
    expect(result).toMatchObject({
      status: 'ready',
      release: aRelease('b'),
      readAtMs: 7,
      hasSection: true,
      channelEnabled: true,
      pluginEnabled: true,
      defaultAccountId: 'work',
      findings: [],
    });
    expect(result.accounts.map(({ id }) => id)).toEqual(['shop', 'work']);
  });

  it('makes nothing anew when a program tells the release that the files were taken for', async () => {
    const question = await questionOf(`{ channels: { zalouser: { allowFrom: ['An'] } }, ${enabled} }`);
    const before = readConfigView(question);
    const told = { ...aRelease('b'), version: '2026.99.1', by: 'binary', isNewerThanKnown: true } as const;
    const after = readConfigView({ ...question, release: told });
    expect(after.accounts).toBe(before.accounts);
    expect(after.places).toBe(before.places);
    expect(after.release).toBe(told);
    expect(codes(after)).toContain('openclaw-newer');
    expect(codes(before)).not.toContain('openclaw-newer');
    expect(readConfigView({ ...question, release: aRelease('d') }).accounts).not.toBe(before.accounts);
    expect(readConfigView({ ...question, env: { ZCA_PROFILE: 'other' } }).accounts[0]?.profile.value).toBe(
      'other',
    );
  });

  it('gives the implicit account of a missing config, with the one finding that says so', async () => {
    const result = await view(undefined);
    expect(result).toMatchObject({ status: 'missing', hasSection: false, channelEnabled: true });
    expect(result.accounts.map(({ id, groupPolicy }) => [id, groupPolicy.value])).toEqual([
      ['default', 'allowlist'],
    ]);
    expect(codes(result)).toEqual(['config-missing']);
  });

  it('says only what is broken of a broken config', async () => {
    const result = await view('{');
    expect(result.status).toBe('broken');
    expect(codes(result)).toEqual(['config-broken']);
  });

  it('puts the worst first', async () => {
    const result = await withSection('{ zzz: 1, dmPolicy: "bogus" }');
    expect(result.findings.map(({ severity }) => severity)).toEqual(['problem', 'warning', 'note']);
  });

  it('says that the config is read from elsewhere than the state folder', async () => {
    expect(
      codes(
        await view(`{ channels: { zalouser: { groupPolicy: "disabled" } }, ${enabled} }`, {
          isHomeFallback: true,
        }),
      ),
    ).toEqual(['config-elsewhere']);
  });
});

describe('findings of the channel', () => {
  it.each<[string, string, ReleaseKind, readonly string[]]>([
    ['no section', `{ ${enabled} }`, 'b', ['channel-missing']],
    [
      'the plugin not enabled, which is 2026.2.26’s default',
      '{ channels: { zalouser: { groupPolicy: "disabled" } } }',
      'b',
      ['plugin-off'],
    ],
    [
      'the plugin disabled',
      '{ channels: { zalouser: { groupPolicy: "disabled" } }, plugins: { entries: { zalouser: { enabled: false } } } }',
      'd',
      ['plugin-off'],
    ],
    [
      'the plugin not mentioned on 2026.9.6',
      '{ channels: { zalouser: { groupPolicy: "disabled" } } }',
      'd',
      [],
    ],
    [
      'the channel off',
      `{ channels: { zalouser: { enabled: false, dmPolicy: "open" } }, ${enabled} }`,
      'b',
      ['channel-disabled'],
    ],
  ])('%s', async (_, text, kind, expected) => expect(codes(await view(text, { kind }))).toEqual(expected));
});

describe('findings of accounts', () => {
  const closed = 'groupPolicy: "disabled"';
  it.each<[string, string, ReleaseKind, readonly string[]]>([
    ['pairing', `{ ${closed} }`, 'b', []],
    ['open', `{ ${closed}, dmPolicy: "open" }`, 'b', ['open-dm-policy']],
    ['open with *', `{ ${closed}, dmPolicy: "open", allowFrom: ["*"] }`, 'd', ['open-dm-policy']],
    [
      'open with some on 2026.9.6',
      `{ ${closed}, dmPolicy: "open", allowFrom: ["1"] }`,
      'd',
      ['open-dm-policy-listed'],
    ],
    ['open with nobody on 2026.9.6', `{ ${closed}, dmPolicy: "open" }`, 'd', ['open-dm-policy-empty']],
    ['* under pairing', `{ ${closed}, allowFrom: ["*"] }`, 'b', ['allow-from-everyone']],
    [
      '* under allowlist',
      `{ ${closed}, dmPolicy: "allowlist", allowFrom: ["*", "1"] }`,
      'b',
      ['allow-from-everyone'],
    ],
    ['an empty allowlist', `{ ${closed}, dmPolicy: "allowlist" }`, 'b', ['allow-from-empty']],
    ['a bogus policy', `{ ${closed}, dmPolicy: "bogus" }`, 'b', ['dm-policy-unknown']],
    ['disabled', `{ ${closed}, dmPolicy: "disabled" }`, 'b', []],
    ['groups open by default', '{}', 'b', ['open-group-policy-by-default']],
    ['groups open by choice', '{ groupPolicy: "open" }', 'b', ['open-group-policy']],
    ['groups not set on 2026.9.6', '{}', 'd', ['groups-empty']],
    ['no group listed', '{ groupPolicy: "allowlist" }', 'b', ['groups-empty']],
    ['a bogus group policy', '{ groupPolicy: "none" }', 'b', ['group-policy-unknown']],
    [
      'allow on 2026.9.6',
      '{ groupPolicy: "allowlist", groups: { "9": { allow: true } }, groupAllowFrom: ["*"] }',
      'd',
      ['group-allow-rejected'],
    ],
    ['an unknown key on 2026.2.26', `{ ${closed}, zzz: 1 }`, 'b', ['key-unknown']],
    [
      'a key of 2026.9.6 on 2026.2.26',
      `{ ${closed}, accounts: { work: { groupAllowFrom: [] } } }`,
      'b',
      ['key-later'],
    ],
    ['a key of 2026.9.6 on 2026.9.6', `{ ${closed}, groupAllowFrom: [], historyLimit: 5 }`, 'd', []],
    [
      'an allowlist of blanks',
      `{ ${closed}, dmPolicy: "allowlist", allowFrom: ["", " zlu: "] }`,
      'b',
      ['allow-from-empty'],
    ],
    [
      'an empty allowlist on 2026.9.6',
      `{ ${closed}, dmPolicy: "allowlist", allowFrom: [] }`,
      'd',
      ['allow-from-empty'],
    ],
    [
      'groups that are all off',
      '{ groupPolicy: "allowlist", groups: { "9": { allow: false }, "*": { enabled: false } } }',
      'b',
      ['groups-all-off'],
    ],
    [
      'groups that are not all off',
      '{ groupPolicy: "allowlist", groups: { "9": { enabled: false }, "8": {} }, groupAllowFrom: ["1"] }',
      'd',
      [],
    ],
    ['groups open on 2026.9.6', '{ groupPolicy: "open" }', 'd', ['open-group-policy']],
    ['groups open on 2026.9.6 for some', '{ groupPolicy: "open", groupAllowFrom: ["1"] }', 'd', []],
    [
      'a policy that reaches no account on 2026.9.6',
      '{ groupPolicy: "open", accounts: { a: { groups: { "9": {} } } } }',
      'd',
      ['groups-nobody', 'group-policy-unreached'],
    ],
    [
      'the same policy further up on 2026.9.6',
      '{ groupPolicy: "allowlist", accounts: { a: { groups: { "9": {} } } } }',
      'd',
      ['groups-nobody'],
    ],
    ['a name on 2026.9.6', `{ ${closed}, allowFrom: ["An", "zlu:12"] }`, 'd', ['entry-ignored']],
    [
      'a group of people that is nowhere',
      `{ ${closed}, allowFrom: ["accessGroup:staff"] }`,
      'd',
      ['access-group-missing'],
    ],
    [
      'a group of people on 2026.2.26',
      `{ ${closed}, allowFrom: ["accessGroup:staff"] }`,
      'b',
      ['access-group-unknown'],
    ],
    [
      'a group’s name on 2026.9.6',
      '{ groupPolicy: "allowlist", groups: { "Work Chat": {}, "group:9": {}, "*": {} }, groupAllowFrom: ["*"] }',
      'd',
      ['entry-ignored'],
    ],
    [
      'a name among those of groups on 2026.9.6',
      `{ ${closed}, groupAllowFrom: ["An"] }`,
      'd',
      ['entry-ignored'],
    ],
    [
      'names on 2026.9.6 that count',
      `{ ${closed}, dangerouslyAllowNameMatching: true, allowFrom: ["An"] }`,
      'd',
      [],
    ],
    [
      'a wrong policy of an account that is off, on 2026.9.6',
      `{ ${closed}, accounts: { a: { enabled: false, dmPolicy: "all" } } }`,
      'd',
      ['dm-policy-unknown'],
    ],
    [
      'accounts that are off',
      '{ enabled: true, accounts: { a: { enabled: false, dmPolicy: "open" } } }',
      'b',
      [],
    ],
  ])('%s', async (_, section, kind, expected) =>
    expect(codes(await withSection(section, { kind }))).toEqual(expected),
  );

  it('says what a bogus policy does on each kind', async () => {
    const section = '{ dmPolicy: "bogus", groupPolicy: "none" }';
    const [older, newer] = [
      await withSection(section),
      await withSection(`{ accounts: { default: ${section} } }`, { kind: 'd' }),
    ];
    expect(find(older, 'dm-policy-unknown')?.sentence).toContain(
      'everybody who is not allowed already is blocked',
    );
    expect(find(older, 'group-policy-unknown')?.sentence).toContain('every group gets through');
    expect(find(newer, 'dm-policy-unknown')?.sentence).toContain('refuses the config');
    expect(find(newer, 'group-policy-unknown')?.sentence).toContain('refuses the config');
  });

  it('says what open without * means on each kind', async () => {
    const sentence = async (list: string, kind: ReleaseKind): Promise<string | undefined> =>
      (await withSection(`{ ${closed}, dmPolicy: "open"${list} }`, { kind })).findings[0]?.sentence;
    expect(await sentence('', 'b')).toContain('Everybody on Zalo may talk to the agent on default');
    expect(await sentence('', 'b')).toContain('asks for no "*"');
    expect(await sentence(', allowFrom: ["1"]', 'b')).toContain(
      'Everybody on Zalo may talk to the agent on default, not only those in allowFrom',
    );
    expect(await sentence('', 'd')).toContain('Nobody may talk to the agent on default');
    expect(await sentence(', allowFrom: ["1"]', 'd')).toContain('lets in only those in allowFrom');
    expect(await sentence(', allowFrom: ["*"]', 'd')).toContain('Everybody on Zalo may talk');
  });

  it('tells where channels.defaults reaches nobody', async () => {
    const text = `{ channels: { defaults: {\n groupPolicy: "disabled" }, zalouser: { groups: { "9": {} } } }, ${enabled} }`;
    const finding = find(await view(text, { kind: 'd' }), 'group-policy-unreached');
    expect(finding).toMatchObject({ severity: 'note', accountId: 'default', place: { line: 2 } });
    expect(finding?.sentence).toContain(
      'channels.defaults.groupPolicy is “disabled” but does not reach default',
    );
    expect(codes(await view(text))).toEqual([]);
  });

  it('knows the line of every name in a list, in the file it stands in', async () => {
    const dir = await tempDir();
    const [file, more] = [path.join(dir, 'openclaw.json'), path.join(dir, 'more.json5')];
    await writeFile(
      file,
      `{ ${enabled}, channels: { zalouser: {\n $include: "./more.json5",\n groupPolicy: "disabled",\n allowFrom: [\n  "1",\n  "An" ] } } }`,
    );
    await writeFile(more, '{ allowFrom: [\n "Bình",\n 12, {},\n "Chi" ],\n groups: {\n  "Work Chat": {} } }');
    const reading = await readConfig({ path: file, env: {}, clock: createQuickClock(0) });
    const paths = {
      configPath: file,
      stateDir: dir,
      credentialsDir: dir,
      candidates: [file],
      isHomeFallback: false,
    };
    const { places, accounts, findings } = readConfigView({
      reading,
      paths,
      release: aRelease('b'),
      env: {},
      readAtMs: 7,
    });
    expect(accounts[0]?.allowFrom.value).toEqual(['Bình', '12', 'Chi', '1', 'An']);
    const placeOf = (list: string, entry: string): unknown =>
      places?.[entryPlaceKey(`channels.zalouser.${list}`, entry)];
    expect(placeOf('allowFrom', 'An')).toEqual({ file, line: 6 });
    expect(placeOf('allowFrom', 'Bình')).toEqual({ file: more, line: 2 });
    expect(placeOf('allowFrom', 'Chi')).toEqual({ file: more, line: 4 });
    expect(placeOf('groups', 'Work Chat')).toEqual({ file: more, line: 6 });
    expect(findings.find(({ code }) => code === 'wrong-type')).toMatchObject({
      place: { file: more, line: 3 },
    });
  });

  it('names the account and the line', async () => {
    const result = await withSection(
      '{\n groupPolicy: "disabled",\n accounts: {\n  shop: {\n   dmPolicy: "open" } } }',
    );
    expect(find(result, 'open-dm-policy')).toMatchObject({
      accountId: 'shop',
      severity: 'warning',
      place: { line: 6 },
    });
  });

  it('tells each of two accounts on one profile, and leaves those that are off alone', async () => {
    const result = await withSection(
      `{ ${closed}, accounts: { a: { profile: "p" }, b: { profile: "p" }, c: { profile: "p", enabled: false }, d: {} } }`,
    );
    expect(result.findings.map(({ code, accountId }) => [code, accountId])).toEqual([
      ['profile-shared', 'a'],
      ['profile-shared', 'b'],
    ]);
    expect(result.findings[0]?.sentence).toContain('also used by b:');
  });

  it('says the same thing about the base once, however many accounts inherit it', async () => {
    const result = await withSection(`{ ${closed}, allowFrom: "x", accounts: { a: {}, b: {} } }`);
    expect(codes(result)).toEqual(['wrong-type']);
  });
});

it.each([
  ['2026.9.6', []],
  ['2026.9.7', ['openclaw-newer']],
  ['2027.1.1-beta.2', ['openclaw-newer']],
] as const)('says of %s whether it is newer than what is known', (version, expected) => {
  const channels = { zalouser: { groupPolicy: 'disabled' } };
  expect(codes(viewOfRelease({ channels }, aRelease(version)))).toEqual(expected);
});

it.each([
  ['2026.9.6', 'debug', ['logs-everything']],
  ['2026.9.6', 'info', []],
  // Its file knows the levels the wrong way round, and nothing is read in it.
  ['2026.2.26', 'debug', []],
] as const)('says of %s at level %s whether it logs everything', (version, level, expected) => {
  const config = {
    channels: { zalouser: { groupPolicy: 'disabled' } },
    logging: { level, file: '/var/log/o.log' },
  };
  const view = viewOfRelease(config, aRelease(version));
  expect(codes(view).filter((code) => code === 'logs-everything')).toEqual(expected);
  expect(view).toMatchObject({ logLevel: level, logFile: '/var/log/o.log' });
});
