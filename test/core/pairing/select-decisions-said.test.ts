import { describe, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import type { DecisionAct } from '../../../src/core/pairing/decision.ts';
import { outcomeText } from '../../../src/core/pairing/select-decisions.ts';
import { notifyApproved } from '../../../src/core/pairing/service.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { zcaErrors } from '../../../src/core/zca/words.ts';
import { sentenceAndHint } from '../../../src/tui/app/remedies.ts';
import { type AccountParts, aConfig, anAccount, anId, aState, nowMs, shop } from '../../support/builders.ts';

const an = { accountId: shop, senderId: anId, name: 'Nguyễn An' };

describe('what is said of a decision', () => {
  it.each<[DecisionAct, AccountParts, string, boolean]>([
    ['approve', {}, 'Nguyễn An (…4821) is let in on shop.', false],
    [
      'approve',
      { dmPolicy: 'allowlist' },
      'Nguyễn An (…4821) is approved on shop. dmPolicy of shop is allowlist, and approvals by code do not count then: the gateway still drops direct messages.',
      true,
    ],
    [
      'approve',
      { enabled: false },
      'Nguyễn An (…4821) is approved on shop. Account shop is switched off now.',
      true,
    ],
    [
      'approve',
      { dmPolicy: 'open' },
      'Nguyễn An (…4821) is let in on shop. They get through without it: dmPolicy of shop is open.',
      false,
    ],
    ['restore', {}, 'Nguyễn An (…4821) is let in again on shop.', false],
    [
      'revoke',
      {},
      'Nguyễn An (…4821) is no longer approved on shop. Their next message asks for a code again.',
      false,
    ],
    [
      'revoke',
      { dmPolicy: 'allowlist' },
      'Nguyễn An (…4821) is no longer approved on shop. dmPolicy of shop is allowlist, which drops their messages and sends no code.',
      false,
    ],
    [
      'revoke',
      { allowFrom: [anId] },
      `Nguyễn An (…4821) is no longer approved on shop. They still get through: allowFrom of shop holds “${anId}”. To shut them out, take that out of allowFrom on Access (5).`,
      true,
    ],
    [
      'revoke',
      { allowFrom: [anId], enabled: false },
      `Nguyễn An (…4821) is no longer approved on shop. They still get through: allowFrom of shop holds “${anId}”. Account shop is switched off now. To shut them out, take that out of allowFrom on Access (5).`,
      true,
    ],
    [
      'revoke',
      { dmPolicy: 'open' },
      'Nguyễn An (…4821) is no longer approved on shop. They still get through: dmPolicy of shop is open. To shut them out, change dmPolicy on Access (5).',
      true,
    ],
    [
      'dismiss',
      {},
      'The request of Nguyễn An (…4821) is dismissed. Their next message asks for a code again.',
      false,
    ],
  ])('%s, %j', (act, account, sentence, isWarning) => {
    const state = aState({ config: aConfig({ accounts: [anAccount(account)] }) });
    const { hint, ...said } = outcomeText(state, act, an, nowMs);
    expect(sentenceAndHint({ sentence: said.sentence, hint })).toBe(sentence);
    expect(said).toEqual({ ok: true, sentence: expect.any(String), ...(isWarning ? { isWarning } : {}) });
  });

  it('names who has no name by the whole id', () => {
    expect(outcomeText(aState(), 'approve', { accountId: shop, senderId: anId }, nowMs).sentence).toBe(
      `${anId} is let in on shop.`,
    );
  });
});

describe('a message that did not go out', () => {
  const fail = async (detail?: string) => {
    const events: ConsoleEvent[] = [];
    const error = zcaErrors.commandFailed({ what: 'zca msg send', exitCode: 1, detail });
    const deps = {
      dispatch: (event: ConsoleEvent) => void events.push(event),
      tell: () => Promise.reject(new AppError(error)),
      approvalText: 'x',
    };
    const outcome = await notifyApproved(deps, an, {}, new AbortController().signal);
    return { outcome, events };
  };

  it('says what the program said, in one harmless line', async () => {
    const { outcome, events } = await fail('Error: người lạ\n\u001b[31mkhông nhận tin');
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'not-told',
        sentence: 'Nguyễn An (…4821) was not told: zca said: “Error: người lạ↵không nhận tin”',
      },
    });
    expect(events.at(-1)).toMatchObject({
      work: { status: 'failed', error: { sentence: 'zca said: “Error: người lạ↵không nhận tin”' } },
    });
  });

  it('of a program that said nothing has its exit code', async () => {
    expect((await fail()).outcome).toMatchObject({
      error: { sentence: expect.stringContaining('exit code 1') },
    });
  });
});
