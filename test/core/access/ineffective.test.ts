// Somebody taken out whom another rule lets in, a group blocked where nobody looks: the review must not look like a locked door.
import { describe, expect, it } from 'vitest';
import type { ConfigAction, PlannedChange } from '../../../src/core/config/change-request.ts';
import { defaultAccountId } from '../../../src/core/shared/ids.ts';
import { openConfigWorld, withPlugin } from '../../support/config-world.ts';

const on = { accountId: defaultAccountId } as const;
const block = (key: string): ConfigAction => ({ type: 'set-group', ...on, key, isAllowed: false });
const letIn = (key: string): ConfigAction => ({ type: 'set-group', ...on, key, isAllowed: true });
const takeOut = (key: string): ConfigAction => ({ type: 'remove-group', ...on, key });
const add = (entry: string): ConfigAction => ({ type: 'add-allow-from', ...on, entries: [entry] });
const remove = (entry: string): ConfigAction => ({ type: 'remove-allow-from', ...on, entry });
const direct = (policy: 'allowlist' | 'pairing' | 'disabled' | 'open'): ConfigAction => ({
  type: 'set-dm-policy',
  ...on,
  policy,
});
const groups = (policy: 'allowlist' | 'disabled'): ConfigAction => ({
  type: 'set-group-policy',
  ...on,
  policy,
});

const generations = { b: {}, d: { 'state/openclaw.sqlite': '' } } as const;
type Files = Readonly<Record<string, string>>;

const planOn = async (section: string, action: ConfigAction, others: Files = {}): Promise<PlannedChange> => {
  const world = await openConfigWorld({ files: { 'openclaw.json': withPlugin(section), ...others } });
  return world.plan(action);
};

describe('a change that another rule overrides', () => {
  it.each<[string, string, ConfigAction, string]>([
    [
      'a person under open',
      "{ dmPolicy: 'open', allowFrom: ['1'] }",
      remove('1'),
      '1 still gets through on default: dmPolicy is open: everybody gets through.',
    ],
    [
      'a person beside *',
      "{ dmPolicy: 'allowlist', allowFrom: ['1', '*'] }",
      remove('1'),
      '1 still gets through on default: dmPolicy is allowlist. allowFrom holds “*”.',
    ],
    [
      '* under open',
      "{ dmPolicy: 'open', allowFrom: ['*'] }",
      remove('*'),
      'Everybody on Zalo still gets through on default: dmPolicy is open',
    ],
    [
      'a policy beside *',
      "{ dmPolicy: 'pairing', allowFrom: ['*'] }",
      direct('allowlist'),
      'Everybody on Zalo still gets through on default: dmPolicy is allowlist. allowFrom holds “*”.',
    ],
    [
      'somebody under disabled',
      "{ dmPolicy: 'disabled' }",
      add('1'),
      '1 still does not get through on default: dmPolicy is disabled',
    ],
    [
      'a group that * lets in',
      "{ groupPolicy: 'allowlist', groups: { '333': {}, '*': {} } }",
      takeOut('333'),
      'Group 333 still gets through on default: groupPolicy is allowlist. groups lists it as “*”.',
    ],
    [
      'a group that was blocked, and * is there',
      "{ groupPolicy: 'allowlist', groups: { '333': { allow: false }, '*': {} } }",
      takeOut('333'),
      'Group 333 gets through on default then: groupPolicy is allowlist. groups lists it as “*”.',
    ],
    [
      'one of two spellings',
      "{ groupPolicy: 'allowlist', groups: { '333': {}, 'group:333': {} } }",
      block('group:333'),
      'Group group:333 still gets through on default: groupPolicy is allowlist. groups lists it as “333”.',
    ],
    [
      'a group under open',
      "{ groupPolicy: 'open', groups: { '333': {} } }",
      takeOut('333'),
      'Group 333 still gets through on default: groupPolicy is open.',
    ],
    [
      'a group under disabled',
      "{ groupPolicy: 'disabled' }",
      letIn('333'),
      'Group 333 still does not get through on default: groupPolicy is disabled',
    ],
    [
      'allowlist beside *',
      "{ groups: { '*': {} } }",
      groups('allowlist'),
      'Every group not listed still gets through on default: groupPolicy is allowlist. groups lists it as “*”.',
    ],
  ])('is told: %s', async (_what, section, action, said) => {
    const change = await planOn(section, action);
    expect(change.consequences).toEqual([expect.stringContaining(said)]);
  });

  it('is told of somebody approved by code', async () => {
    const store = { 'credentials/zalouser-default-allowFrom.json': '{"version":1,"allowFrom":["1"]}' };
    const change = await planOn("{ dmPolicy: 'pairing', allowFrom: ['1'] }", remove('1'), store);
    expect(change.consequences).toEqual([
      expect.stringContaining('1 still gets through on default: dmPolicy is pairing.'),
    ]);
    expect(change.consequences[0]).toContain('1 was approved by code.');
  });

  it('is told where a name nobody has looked up may be theirs', async () => {
    const change = await planOn("{ dmPolicy: 'allowlist', allowFrom: ['1', 'Nguyễn An'] }", remove('1'));
    expect(change.consequences).toEqual([expect.stringContaining('1 may still get through by one of them')]);
    const byName = await planOn(
      "{ dmPolicy: 'allowlist', allowFrom: ['1', 'Nguyễn An'] }",
      remove('Nguyễn An'),
    );
    expect(byName.consequences).toEqual([]);
  });

  it('is told of the policy for all channels, where the channel has its own', async () => {
    const action: ConfigAction = { type: 'set-defaults-group-policy', policy: 'disabled' };
    expect((await planOn("{ groupPolicy: 'open' }", action)).consequences).toContain(
      'It reaches no account of Zalo: the channel or the account has a group policy of its own.',
    );
    expect((await planOn('{}', action)).consequences).not.toContainEqual(
      expect.stringContaining('reaches no account'),
    );
  });
});

describe('a group that is blocked where groups is not looked at', () => {
  it.each(['{}', "{ groupPolicy: 'open' }", "{ groupPolicy: 'opne' }"])(
    'has a finding on 2026.2.26: %s',
    async (section) => {
      const { newFindings } = await planOn(section, block('333'), generations['b']);
      expect(newFindings).toContainEqual(
        expect.objectContaining({
          code: 'group-block-ignored',
          sentence: expect.stringContaining('blocked to no effect'),
        }),
      );
    },
  );
  it('is blocked on 2026.9.6', async () => {
    const { newFindings, consequences } = await planOn(
      "{ groupPolicy: 'open' }",
      block('333'),
      generations['d'],
    );
    expect([newFindings.map(({ code }) => code), consequences]).toEqual([[], []]);
  });
});

describe('a change that does what it says', () => {
  it.each<[string, ConfigAction]>([
    ["{ dmPolicy: 'allowlist', allowFrom: ['1'] }", remove('1')],
    ["{ dmPolicy: 'allowlist' }", add('1')],
    ["{ dmPolicy: 'open', allowFrom: ['*'] }", direct('pairing')],
    ["{ dmPolicy: 'pairing' }", direct('disabled')],
    ["{ groupPolicy: 'allowlist', groups: { '333': {} } }", takeOut('333')],
    ["{ groupPolicy: 'allowlist', groups: { '333': {}, '*': {} } }", block('333')],
    ["{ groupPolicy: 'allowlist' }", letIn('333')],
    ['{}', groups('disabled')],
    ["{ groups: { '333': {} } }", groups('allowlist')],
  ])('is not commented on: %s %j', async (section, action) => {
    expect((await planOn(section, action)).consequences).toEqual([]);
  });
});
