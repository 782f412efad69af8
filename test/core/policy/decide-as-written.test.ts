// A policy counts only if it is written exactly so; what merely looks like one is told of as what it is.
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { decide } from '../../../src/core/policy/decide.ts';
import { aMessage } from '../../support/builders.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { viewOf } from '../../support/view-of.ts';

/** Each looks like a policy and is none. */
const disguises: readonly (readonly [how: string, (policy: string) => unknown])[] = [
  ['a blank behind', (policy) => `${policy} `],
  ['a blank before', (policy) => ` ${policy}`],
  ['a tab behind', (policy) => `${policy}\t`],
  ['a line end behind', (policy) => `${policy}\n`],
  ['a no-break space behind', (policy) => `${policy}\u00a0`],
  ['a zero-width space inside', (policy) => `${policy.slice(0, 2)}\u200b${policy.slice(2)}`],
  ['a right-to-left mark behind', (policy) => `${policy}\u200f`],
  ['a byte order mark before', (policy) => `\ufeff${policy}`],
  ['an escape sequence before', (policy) => `\u001b[1m${policy}`],
  ['a capital', (policy) => `${policy.slice(0, 1).toUpperCase()}${policy.slice(1)}`],
  ['quotation marks', (policy) => `"${policy}"`],
  [
    'full width letters',
    (policy) =>
      policy
        .normalize('NFKC')
        .replace(/[a-z]/gu, (letter) => String.fromCodePoint(0xff41 + letter.charCodeAt(0) - 97)),
  ],
  ['a list', (policy) => [policy]],
];
const others: readonly unknown[] = ['', true, false, 'true', 7, {}];

const read = (
  section: unknown,
  kind: ReleaseKind = 'b',
  defaults?: unknown,
): { account: Account; view: ConfigView } => {
  const view = viewOf(
    { channels: { zalouser: section, ...(defaults === undefined ? {} : { defaults }) } },
    kind,
  );
  return { account: view.accounts[0] as Account, view };
};
const context = (kind: ReleaseKind) => ({
  can: aRelease(kind === 'b' ? 'b' : 'd').capabilities,
  approved: new Set<string>(),
});

const policies = ['open', 'allowlist', 'pairing', 'disabled'];
const disguised = policies.flatMap((policy) =>
  disguises.map(([how, disguise]) => [policy, how, disguise(policy)] as const),
);

describe('a dmPolicy that only looks like one', () => {
  it.each(disguised)('%s with %s blocks whoever is not allowed', (_policy, _how, value) => {
    const { account, view } = read({ dmPolicy: value });
    expect(decide(aMessage(), account, context('b')).kind).toBe('unknown-policy');
    const finding = view.findings.find(({ code }) => code === 'dm-policy-unknown');
    expect(finding?.sentence).toMatch(
      /which is no policy: everybody who is not allowed already is blocked without a word/u,
    );
    expect(policies.map((policy) => `“${policy}”`).some((named) => finding?.sentence.includes(named))).toBe(
      false,
    );
  });

  it.each(disguised)('%s with %s is refused by 2026.9.6', (_policy, _how, value) => {
    const { account } = read({ dmPolicy: value }, 'd');
    expect(decide(aMessage(), account, context('d')).kind).toBe('unknown-policy');
  });
});

describe('a groupPolicy that only looks like one', () => {
  it.each(disguised)('%s with %s lets every group through', (_policy, _how, value) => {
    const { account, view } = read({ groupPolicy: value });
    expect(decide(aMessage({ isGroup: true }), account, context('b')).kind).toBe('reply');
    expect(view.findings.find(({ code }) => code === 'group-policy-unknown')?.sentence).toMatch(
      /which is no policy: every group gets through/u,
    );
  });

  it.each(disguised)('%s with %s is no default either', (_policy, _how, value) => {
    const { account } = read({}, 'b', { groupPolicy: value });
    expect(decide(aMessage({ isGroup: true }), account, context('b')).kind).toBe('reply');
    expect(policies).not.toContain(account.groupPolicy.value);
  });
});

it.each(others.map((value) => [value]))('%j is no policy', (value) => {
  const { account } = read({ dmPolicy: value, groupPolicy: value });
  expect(decide(aMessage(), account, context('b')).kind).toBe('unknown-policy');
  expect(decide(aMessage({ isGroup: true }), account, context('b')).kind).toBe('reply');
});

it('null is nothing written', () => {
  const { account } = read({ dmPolicy: null, groupPolicy: null });
  expect(decide(aMessage(), account, context('b')).kind).toBe('pairing');
  expect(account.groupPolicy.value).toBe('open');
});

it('shows how it differs', () => {
  const { view } = read({ dmPolicy: 'allowlist ', groupPolicy: '\u200bdisabled' });
  expect(view.findings.map(({ sentence }) => sentence)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('dmPolicy is "allowlist " on default, which is no policy'),
      expect.stringContaining(String.raw`groupPolicy is "\u200bdisabled" on default, which is no policy`),
    ]),
  );
});
