// Entries that look like what they are not: the console must not take for let in, or for there already, whom the gateway does not know.
import { describe, expect, it } from 'vitest';
import type { ConfigAction } from '../../../src/core/config/change-request.ts';
import { verdictOf } from '../../../src/core/feed/select-verdict.ts';
import { directFrom, inGroup } from '../../../src/core/policy/rules.ts';
import { defaultAccountId } from '../../../src/core/shared/ids.ts';
import { type ConfigWorld, openConfigWorld, withPlugin } from '../../support/config-world.ts';
import type { ReleaseKind } from '../../support/releases.ts';

const on = { accountId: defaultAccountId } as const;
const add = (entry: string): ConfigAction => ({ type: 'add-allow-from', ...on, entries: [entry] });
const remove = (entry: string): ConfigAction => ({ type: 'remove-allow-from', ...on, entry });
const open = (section: string, kind: ReleaseKind = 'b'): Promise<ConfigWorld> =>
  openConfigWorld({
    files: { 'openclaw.json': withPlugin(section), ...(kind === 'd' ? { 'state/openclaw.sqlite': '' } : {}) },
  });
const verdictFor = ({ console }: ConfigWorld, id: string): string =>
  verdictOf(console.store.getState(), directFrom(defaultAccountId, id)).kind;
const allowFromOf = ({ console }: ConfigWorld): readonly string[] | undefined =>
  console.store.getState().config.accounts[0]?.allowFrom.value;

describe('an entry with something in it that cannot be seen', () => {
  const hidden = "{ dmPolicy: 'allowlist', allowFrom: ['12\\u200b3'] }";

  it('is shown as such and lets nobody in, as at the gateway', async () => {
    const world = await open(hidden);
    expect(allowFromOf(world)).toEqual(['123\ufffd']);
    expect(verdictFor(world, '123')).toBe('not-in-allowlist');
  });
  it.each(['b', 'd'] as const)('is told of, with its place, on %s', async (kind) => {
    const world = await open(hidden, kind);
    expect(world.console.store.getState().config.findings).toContainEqual(
      expect.objectContaining({
        code: 'entry-hidden',
        sentence: expect.stringContaining('allowFrom[0] holds something that cannot be seen'),
        place: { file: world.file('openclaw.json'), line: 1 },
      }),
    );
  });
  it('is not in the way of the right one, and can be taken out', async () => {
    const world = await open(hidden);
    expect((await world.plan(add('123'))).view.accounts[0]?.allowFrom.value).toEqual(['123\ufffd', '123']);
    expect((await world.plan(remove('123\ufffd'))).view.accounts[0]?.allowFrom.value).toEqual([]);
  });
  it('is another key of groups', async () => {
    const world = await open(
      "{ groupPolicy: 'allowlist', groups: { '333': { enabled: false }, '33\\u200b3': {} } }",
    );
    const groups = world.console.store.getState().config.accounts[0]?.groups.value;
    expect(groups).toEqual({ '333': { enabled: false }, '333\ufffd': {} });
    expect(verdictOf(world.console.store.getState(), inGroup(defaultAccountId, { id: '333' })).kind).toBe(
      'group-off',
    );
    const change = await world.plan({ type: 'remove-group', ...on, key: '333\ufffd' });
    expect(Object.keys(change.view.accounts[0]?.groups.value ?? {})).toEqual(['333']);
  });
  it('may have blanks around it, which the gateway takes off', async () => {
    const world = await open("{ dmPolicy: 'allowlist', allowFrom: ['\\t123\\n'] }");
    expect(verdictFor(world, '123')).toBe('reply');
    expect((await world.plan(remove('123'))).view.accounts[0]?.allowFrom.value).toEqual([]);
  });
});

describe('* behind a prefix', () => {
  const starred = "{ dmPolicy: 'pairing', allowFrom: ['zalouser:*'] }";

  it('is nobody on 2026.2.26: * itself can still be added', async () => {
    const world = await open(starred);
    expect(verdictFor(world, '9')).toBe('pairing');
    expect((await world.plan(add('*'))).view.accounts[0]?.allowFrom.value).toEqual(['zalouser:*', '*']);
  });
  it('is everybody on 2026.9.6: it is warned of, decides, and goes with open', async () => {
    const world = await open(starred, 'd');
    expect(verdictFor(world, '9')).toBe('reply');
    expect(world.console.store.getState().config.findings.map(({ code }) => code)).toContain(
      'allow-from-everyone',
    );
    const opened = await open("{ dmPolicy: 'open', allowFrom: ['zalouser:*', '1'] }", 'd');
    const change = await opened.plan({ type: 'set-dm-policy', ...on, policy: 'pairing' });
    expect(change.view.accounts[0]?.allowFrom.value).toEqual(['1']);
    expect(change.summary).toContain('* taken out of allowFrom');
  });
});

describe('the tools of a group', () => {
  it('leave the lists alone that are not changed, whatever stands in them', async () => {
    const world = await open(
      "{ groups: { '333': { tools: { deny: 'exec', allow: ['ex\\u200bec'], alsoAllow: ['web'] } } } }",
    );
    const tools = world.console.store.getState().config.accounts[0]?.groups.value['333']?.tools ?? {};
    const change = await world.plan({
      type: 'set-group-tools',
      ...on,
      key: '333',
      tools: { ...tools, alsoAllow: ['read'] },
    });
    expect(change.after).toContain("deny: 'exec', allow: ['ex\\u200bec'], alsoAllow: ['read']");
  });
});
