import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/model/finding.ts';
import { readConfig } from '../../../src/core/openclaw/config/read.ts';
import { readConfigView } from '../../../src/core/openclaw/config-view.ts';
import type { ConfigView, Generation } from '../../../src/core/state/state.ts';
import { createQuickClock } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const enabled = 'plugins: { entries: { zalouser: { enabled: true } } }';

const view = async (text: string | undefined, { generation = '226' as Generation, isHomeFallback = false } = {}): Promise<ConfigView> => {
  const dir = await tempDir();
  const file = path.join(dir, 'openclaw.json');
  if (text !== undefined) await writeFile(file, text);
  const clock = createQuickClock(0);
  const reading = await readConfig({ path: file, env: {}, clock });
  const paths = { configPath: file, stateDir: dir, credentialsDir: path.join(dir, 'credentials'), candidates: [file], isHomeFallback };
  return readConfigView({ reading, paths, generation, env: {}, readAtMs: 7 });
};
const withSection = (section: string, options?: { generation?: Generation }): Promise<ConfigView> =>
  view(`{\n channels: { zalouser: ${section} },\n ${enabled} }`, options);
const codes = ({ findings }: ConfigView): readonly string[] => findings.map(({ code }) => code);
const find = ({ findings }: ConfigView, code: string): Finding | undefined => findings.find((finding) => finding.code === code);

describe('readConfigView', () => {
  it('tells everything about a sound config, and finds nothing wrong with it', async () => {
    const result = await withSection(
      '{ groupPolicy: "allowlist", groups: { "9": {} }, accounts: { shop: {}, work: {} }, defaultAccount: "work" }',
    );
    expect(result).toMatchObject({
      status: 'ready',
      generation: '226',
      readAtMs: 7,
      hasSection: true,
      channelEnabled: true,
      pluginEnabled: true,
      defaultAccountId: 'work',
      findings: [],
    });
    expect(result.accounts.map(({ id }) => id)).toEqual(['shop', 'work']);
  });

  it('gives the implicit account of a missing config, with the one finding that says so', async () => {
    const result = await view(undefined);
    expect(result).toMatchObject({ status: 'missing', hasSection: false, channelEnabled: true });
    expect(result.accounts.map(({ id, groupPolicy }) => [id, groupPolicy.value])).toEqual([['default', 'allowlist']]);
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
    expect(codes(await view(`{ channels: { zalouser: { groupPolicy: "disabled" } }, ${enabled} }`, { isHomeFallback: true }))).toEqual([
      'config-elsewhere',
    ]);
  });
});

describe('findings of the channel', () => {
  it.each<[string, string, Generation, readonly string[]]>([
    ['no section', `{ ${enabled} }`, '226', ['channel-missing']],
    ['the plugin not enabled, which is 226’s default', '{ channels: { zalouser: { groupPolicy: "disabled" } } }', '226', ['plugin-off']],
    [
      'the plugin disabled',
      '{ channels: { zalouser: { groupPolicy: "disabled" } }, plugins: { entries: { zalouser: { enabled: false } } } }',
      '96',
      ['plugin-off'],
    ],
    ['the plugin not mentioned on 96', '{ channels: { zalouser: { groupPolicy: "disabled" } } }', '96', []],
    ['the channel off', `{ channels: { zalouser: { enabled: false, dmPolicy: "open" } }, ${enabled} }`, '226', ['channel-disabled']],
  ])('%s', async (_, text, generation, expected) => expect(codes(await view(text, { generation }))).toEqual(expected));
});

describe('findings of accounts', () => {
  const closed = 'groupPolicy: "disabled"';
  it.each<[string, string, Generation, readonly string[]]>([
    ['pairing', `{ ${closed} }`, '226', []],
    ['open', `{ ${closed}, dmPolicy: "open" }`, '226', ['open-dm-policy']],
    ['open with *', `{ ${closed}, dmPolicy: "open", allowFrom: ["*"] }`, '96', ['open-dm-policy']],
    ['open with some on 96', `{ ${closed}, dmPolicy: "open", allowFrom: ["1"] }`, '96', ['open-dm-policy-listed']],
    ['open with nobody on 96', `{ ${closed}, dmPolicy: "open" }`, '96', ['open-dm-policy-empty']],
    ['* under pairing', `{ ${closed}, allowFrom: ["*"] }`, '226', ['allow-from-everyone']],
    ['* under allowlist', `{ ${closed}, dmPolicy: "allowlist", allowFrom: ["*", "1"] }`, '226', ['allow-from-everyone']],
    ['an empty allowlist', `{ ${closed}, dmPolicy: "allowlist" }`, '226', ['allow-from-empty']],
    ['a bogus policy', `{ ${closed}, dmPolicy: "bogus" }`, '226', ['dm-policy-unknown']],
    ['disabled', `{ ${closed}, dmPolicy: "disabled" }`, '226', []],
    ['groups open by default', '{}', '226', ['open-group-policy-by-default']],
    ['groups open by choice', '{ groupPolicy: "open" }', '226', ['open-group-policy']],
    ['groups not set on 96', '{}', '96', ['groups-empty']],
    ['no group listed', '{ groupPolicy: "allowlist" }', '226', ['groups-empty']],
    ['a bogus group policy', '{ groupPolicy: "none" }', '226', ['group-policy-unknown']],
    ['allow on 96', '{ groupPolicy: "allowlist", groups: { "9": { allow: true } } }', '96', ['group-allow-rejected']],
    ['an unknown key on 226', `{ ${closed}, zzz: 1 }`, '226', ['key-unknown']],
    ['a key of 96 on 226', `{ ${closed}, accounts: { work: { groupAllowFrom: [] } } }`, '226', ['key-unknown']],
    ['a key of 96 on 96', `{ ${closed}, groupAllowFrom: [], historyLimit: 5 }`, '96', []],
    ['accounts that are off', '{ enabled: true, accounts: { a: { enabled: false, dmPolicy: "open" } } }', '226', []],
  ])('%s', async (_, section, generation, expected) => expect(codes(await withSection(section, { generation }))).toEqual(expected));

  it('says what a bogus policy does on each generation', async () => {
    const section = '{ dmPolicy: "bogus", groupPolicy: "none" }';
    const [older, newer] = [await withSection(section), await withSection(`{ accounts: { default: ${section} } }`, { generation: '96' })];
    expect(find(older, 'dm-policy-unknown')?.sentence).toContain('everybody who is not allowed already is blocked');
    expect(find(older, 'group-policy-unknown')?.sentence).toContain('every group gets through');
    expect(find(newer, 'dm-policy-unknown')?.sentence).toContain('refuses the config');
    expect(find(newer, 'group-policy-unknown')?.sentence).toContain('refuses the config');
  });

  it('names the account and the line', async () => {
    const result = await withSection('{\n groupPolicy: "disabled",\n accounts: {\n  shop: {\n   dmPolicy: "open" } } }');
    expect(find(result, 'open-dm-policy')).toMatchObject({ accountId: 'shop', severity: 'warning', place: { line: 6 } });
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
