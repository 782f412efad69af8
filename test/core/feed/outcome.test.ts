import { describe, expect, it } from 'vitest';
import {
  answerLimitMs,
  disagreementOf,
  isAnswerAwaited,
  outcomeCounts,
  outcomeOf,
} from '../../../src/core/feed/outcome.ts';
import { feedMessages } from '../../../src/core/feed/select.ts';
import { verdictOf } from '../../../src/core/feed/select-verdict.ts';
import { findings } from '../../../src/core/findings.ts';
import type { Answer, Message } from '../../../src/core/model/message.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, aMessage, anAccount, aState, binhId, nowMs, shop, work } from '../../support/builders.ts';

const at = (ms: number): number => nowMs + ms;
const open = anAccount({ dmPolicy: 'open', allowFrom: ['*'] });
const first = aMessage({ id: '1', receivedAtMs: at(0), sentAtMs: at(0) });
const later = aMessage({ id: '9', receivedAtMs: at(600_000), sentAtMs: at(600_000) });

/** The state after these messages and answers; what is sent for `shop` is told from the beginning on. */
const after = (
  happened: readonly (Message | Partial<Answer>)[],
  account = open,
  from: ConsoleState = aState({
    config: aConfig({ accounts: [account] }),
    answers: { toldSinceMs: { [shop]: at(-1) }, byThread: {} },
  }),
): ConsoleState =>
  happened.reduce<ConsoleState>(
    (state, one) =>
      'id' in one
        ? reduce(state, { type: 'message/received', messages: [one] })
        : reduce(state, {
            type: 'answer/sent',
            answer: {
              accountId: shop,
              threadId: first.threadId,
              isGroup: false,
              text: 'Dạ còn ạ',
              atMs: at(3_200),
              ...one,
            },
          }),
    from,
  );

const code = `OpenClaw: access not configured.

Your Zalo user id: 700000000000009

Pairing code: K4778CYH

Ask the bot owner to approve with:
openclaw pairing approve zalouser K4778CYH`;
const fenced = code.replace('Pairing code: K4778CYH', 'Pairing code:\n```\nK4778CYH\n```');

describe('what became of a message', () => {
  it('goes by the rules of its time, though somebody was let in and put out since', () => {
    const asking = after([first], anAccount({ dmPolicy: 'pairing' }));
    const sender = { accountId: shop, senderId: first.senderId };
    const read = (state: ConsoleState, approved: readonly (typeof sender)[], ms: number): ConsoleState =>
      reduce(state, { type: 'pairing/read', requests: [], approved, atMs: at(ms) });
    const letIn = read(read(asking, [], -1), [sender], 10_000);
    expect(outcomeOf(letIn, first, at(60_000))).toBeUndefined();
    expect(outcomeOf(read(letIn, [], 20_000), first, at(60_000))).toBeUndefined();
    // Let in before, and put out since: an answer was due.
    const known = after([], anAccount({ dmPolicy: 'pairing' }), read(asking, [sender], -1));
    expect(outcomeOf(read(known, [], 20_000), first, at(60_000))).toMatchObject({ type: 'waiting' });
  });

  it('is not the answer to a later one, where the rules held it back', () => {
    const next = { ...first, id: later.id, receivedAtMs: at(1_000), sentAtMs: at(1_000) };
    const shut = anAccount({ dmPolicy: 'allowlist' });
    const state = after([first, next, { atMs: at(5_000) }], shut);
    expect(outcomeOf(state, first, at(6_000))).toBeUndefined();
    expect(outcomeOf(state, next, at(6_000))).toMatchObject({ type: 'answered', afterMs: 4_000 });
    // Several that the rules let through are answered at once.
    expect(outcomeOf(after([first, next, { atMs: at(5_000) }]), first, at(6_000))).toMatchObject({
      type: 'answered',
    });
  });

  it.each<[string, readonly Partial<Answer>[], object]>([
    ['answered', [{}], { type: 'answered', afterMs: 3_200 }],
    ['answered in parts', [{}, { text: 'và', atMs: at(3_400) }], { type: 'answered', afterMs: 3_200 }],
    ['sent a code', [{ text: code }], { type: 'code-sent' }],
    ['sent a code in a fence', [{ text: fenced }], { type: 'code-sent' }],
    [
      'told that the agent failed',
      [{ text: '⚠️ Agent failed before reply: No API key found for provider "anthropic".' }],
      { type: 'agent-failed', reason: 'No API key found for provider "anthropic".' },
    ],
    [
      'not sent',
      [{ error: 'Error: refused (114)' }],
      { type: 'answer-failed', error: 'Error: refused (114)' },
    ],
    [
      'sent when it was tried again',
      [{ error: 'Error: refused (114)' }, { atMs: at(5_000) }],
      { type: 'answered' },
    ],
    ['sent in part', [{}, { error: 'Error: refused', atMs: at(5_000) }], { type: 'answer-failed' }],
    ['answered elsewhere', [{ threadId: aMessage({ senderId: binhId }).threadId }], { type: 'waiting' }],
    ['answered in a group of that id', [{ isGroup: true }], { type: 'waiting' }],
    ['answered for another account', [{ accountId: work }], { type: 'waiting' }],
  ])('is known: %s', (_, answers, expected) => {
    expect(outcomeOf(after([first, ...answers]), first, at(6_000))).toMatchObject(expected);
  });

  it('is waited for, and then not any more', () => {
    const state = after([first]);
    expect(outcomeOf(state, first, at(40_000))).toEqual({ type: 'waiting', forMs: 40_000 });
    expect(outcomeOf(state, first, at(answerLimitMs))).toEqual({ type: 'unanswered' });
    expect(disagreementOf(state, first, { type: 'unanswered' })).toBe('missing');
    expect(outcomeOf(after([first, { atMs: at(600_000) }]), first, at(700_000))).toMatchObject({
      type: 'answered',
    });
  });

  it('is not known where nobody tells what is sent, nor of what came before somebody did', () => {
    const untold = aState({ config: aConfig({ accounts: [open] }) });
    expect(outcomeOf(after([first], open, untold), first, at(9_000))).toBeUndefined();
    const since = reduce(untold, { type: 'answers/watched', accountId: shop, sinceMs: at(1) });
    expect(outcomeOf(after([first], open, since), first, at(9_000))).toBeUndefined();
    const ended = reduce(since, { type: 'answers/watched', accountId: shop, sinceMs: undefined });
    expect(ended.answers.toldSinceMs).toEqual({});
  });

  it('is nothing where the rules promise nothing; an answer all the same is told', () => {
    const shut = anAccount({ dmPolicy: 'disabled' });
    expect(outcomeOf(after([first], shut), first, at(answerLimitMs))).toBeUndefined();
    const state = after([first, {}], shut);
    const outcome = outcomeOf(state, first, at(9_000));
    expect(outcome).toMatchObject({ type: 'answered' });
    expect(disagreementOf(state, first, outcome)).toBe('unexpected');
  });

  it('goes by the rules as they were when it came', () => {
    const read = (dmPolicy: string, from: ConsoleState): ConsoleState =>
      reduce(from, {
        type: 'config/read',
        config: aConfig({ accounts: [anAccount({ dmPolicy, allowFrom: ['*'] })], readAtMs: at(10_000) }),
      });
    const shutOut = read('disabled', after([first, {}]));
    expect(disagreementOf(shutOut, first, outcomeOf(shutOut, first, at(20_000)))).toBeUndefined();
    const letIn = read('open', after([first], anAccount({ dmPolicy: 'disabled' })));
    expect(outcomeOf(letIn, first, at(20_000))).toBeUndefined();
    expect(findings(letIn, shop).map(({ code }) => code)).not.toContain('answers-missing');
  });

  it('is no disagreement where nobody was thought to listen: the rules forbid nothing', () => {
    const state = { ...after([first, {}]), notListening: { [shop]: [{ fromMs: at(-1_000) }] } };
    expect(verdictOf(state, first).kind).toBe('unheard');
    expect(disagreementOf(state, first, outcomeOf(state, first, at(9_000)))).toBeUndefined();
  });

  it('is one answer for all that was asked before it, and ends where the sender wrote again', () => {
    const second = aMessage({ id: '2', receivedAtMs: at(1_000), sentAtMs: at(1_000) });
    const third = aMessage({ id: '3', receivedAtMs: at(4_000), sentAtMs: at(4_000) });
    const state = after([first, second, {}, third, { text: 'nữa', atMs: at(5_000) }]);
    const texts = [first, second, third].map((message) => {
      const outcome = outcomeOf(state, message, at(9_000));
      return outcome !== undefined && 'answers' in outcome ? outcome.answers.map(({ text }) => text) : [];
    });
    expect(texts).toEqual([['Dạ còn ạ'], ['Dạ còn ạ'], ['nữa']]);
  });

  it('is a view, and found by the text of the answer', () => {
    const second = aMessage({ id: '2', receivedAtMs: at(9_000), sentAtMs: at(9_000) });
    const state = after([first, { text: 'Dạ còn hàng' }, second]);
    const ids = (query: Parameters<typeof feedMessages>[1]) => feedMessages(state, query).map(({ id }) => id);
    expect(ids({ kind: 'unanswered' })).toEqual(['2']);
    expect(ids({ text: 'con hang' })).toContain('1');
    const answered = after([{ text: 'muộn', atMs: at(9_500) }], open, state);
    expect(feedMessages(answered, { kind: 'unanswered' })).toHaveLength(0);
  });

  it.each<[string, readonly (Message | Partial<Answer>)[], readonly string[]]>([
    ['an agent that fails', [first, { text: '⚠️ Agent failed before reply: no key' }], ['agent-failed']],
    [
      'one that answered afterwards',
      [first, { text: '⚠️ Agent failed before reply: no key' }, later, { atMs: at(700_000) }],
      [],
    ],
    ['an answer that was refused', [first, { error: 'Error: refused' }], ['answer-failed']],
    ['one that never came', [first, later], ['answers-missing']],
    ['one that came', [first, {}], []],
  ])('is a finding: %s', (_, happened, codes) => {
    expect(findings(after(happened), shop).map(({ code }) => code)).toEqual(
      expect.arrayContaining(codes as string[]),
    );
    const known = ['agent-failed', 'answer-failed', 'answers-missing', 'answered-against-config'];
    expect(findings(after(happened), shop).filter(({ code }) => known.includes(code))).toHaveLength(
      codes.length,
    );
  });

  it('is a finding where the config forbids the answer: the gateway has not read it yet', () => {
    const state = after([first, {}], anAccount({ dmPolicy: 'disabled' }));
    expect(findings(state, shop)).toContainEqual(
      expect.objectContaining({ code: 'answered-against-config', fixTask: { type: 'restart-gateway' } }),
    );
  });

  it('is counted', () => {
    const state = after([first, {}, later]);
    expect(outcomeCounts(state, shop, at(601_000))).toMatchObject({ answered: 1, waiting: 1 });
    expect(outcomeCounts(state, work, at(601_000))).toBeUndefined();
    expect(isAnswerAwaited(state, at(601_000))).toBe(true);
    expect(isAnswerAwaited(state, at(900_000))).toBe(false);
  });

  it('is bounded', () => {
    const many = Array.from(
      { length: 60 },
      (_, n): Partial<Answer> => ({ text: 'x'.repeat(9_000), atMs: at(n) }),
    );
    const [kept = []] = Object.values(after(many).answers.byThread);
    expect(kept.length).toBeLessThan(60);
    expect(kept.at(-1)?.atMs).toBe(at(59));
    expect(kept[0]?.text.length).toBeLessThan(9_000);
  });
});
