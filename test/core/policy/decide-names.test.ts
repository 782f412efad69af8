// The names of the contract suite, without OpenClaw: what the real gateway was seen to do with each is written down in the table.
import { describe, expect, it } from 'vitest';
import { indexNames } from '../../../src/core/config/entry-names.ts';
import type { JsonObject } from '../../../src/core/config/value.ts';
import { createDecider, decide } from '../../../src/core/policy/decide.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { parseGroups } from '../../../src/core/zca/client.ts';
import { parsePeers } from '../../../src/core/zca/parse.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import { lineOf } from '../../contract/support/verdict-case.ts';
import { namesCases, namesConfig, namesLists } from '../../contract/verdict-names.ts';
import { aRelease } from '../../support/releases.ts';
import { viewOf } from '../../support/view-of.ts';

const view = viewOf(JSON.parse(JSON.stringify(namesConfig)) as JsonObject);
const [peers, groups] = [
  parsePeers(JSON.stringify(namesLists.friends), 'list'),
  parseGroups(JSON.stringify(namesLists.groups)),
];
if (!peers.ok || !groups.ok) throw new Error('The lists cannot be read.');
const context = {
  can: aRelease('b').capabilities,
  approved: new Set<string>(),
  names: indexNames(peers.value, groups.value),
} as const;

const readCase = ({ account: id, message: incoming }: (typeof namesCases)[number]) => {
  const account = view.accounts.find((one) => one.id === id);
  const parsed = parseListenLine(lineOf(incoming), { accountId: accountId(id), receivedAtMs: 1 });
  if (account === undefined || parsed.type !== 'message') throw new Error('No such account, or no message.');
  return { account, message: parsed.message };
};

describe('names as the gateway compares them', () => {
  it('are as many as were found out', () => {
    expect(namesCases.length).toBeGreaterThanOrEqual(81);
  });

  it.each(namesCases)('$account, $says: $kind', (one) => {
    const { account, message } = readCase(one);
    expect(decide(message, account, context).kind).toBe(one.kind);
  });

  it.each(namesCases)('$account, $says: what is shown holds nothing that was written', (one) => {
    const { account, message } = readCase(one);
    const shown = decide(message, account, context)
      .rules.map(({ sentence }) => sentence)
      .join('\n');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u202e\ufeff]/u);
    expect(shown).toBe(shown.normalize('NFC'));
  });

  it('are told apart where answers are remembered', () => {
    const deciders = new Map(
      view.accounts.map((account) => [account.id as string, createDecider(account, context)]),
    );
    const kinds = namesCases.map((one) => deciders.get(one.account)?.(readCase(one).message).kind);
    expect(kinds).toEqual(namesCases.map(({ kind }) => kind));
  });
});
