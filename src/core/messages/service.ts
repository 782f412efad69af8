// Sends messages: a long text as several, one after the other, until the first that fails.

import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import type { MediaKind, Message } from '../model/message.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { type MessageId, messageId, userId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { messageParts, textAfter } from '../shared/text/chunk.ts';
import { sanitizeText } from '../shared/text/sanitize.ts';
import { type ConsoleState, initialFacts } from '../state.ts';
import { mediaCommandFor } from '../zca/commands.ts';
import { type OutgoingContent, type SendState, type SendTo, sendKey } from './model.ts';
import type { MessageWay } from './way.ts';
import { type SendEnd, composeSentences as words } from './words.ts';

// What was sent, as messages of the feed: zca never prints own messages.

interface SentMessagesOptions {
  readonly clock: Clock;
  readonly getState: () => ConsoleState;
}

const mediaOf = (content: OutgoingContent): MediaKind | undefined => {
  if (content.type === 'text') return undefined;
  return content.type === 'link' ? 'link' : mediaCommandFor(content.url);
};

/** Makes the message of something that has just gone out. Where zca gave no id it gets one of its own. */
const sentMessages = ({ clock, getState }: SentMessagesOptions) => {
  let count = 0;
  return (to: SendTo, content: OutgoingContent, text: string, id: MessageId | undefined): Message => {
    count += 1;
    const nowMs = clock.now();
    const kind = mediaOf(content);
    return {
      id: id ?? messageId(`sent-${nowMs}-${count}`),
      accountId: to.accountId,
      threadId: to.threadId,
      isGroup: to.isGroup,
      threadName: to.name,
      senderId: ownOr(getState().facts, to.accountId, initialFacts).self?.id ?? userId(''),
      text: sanitizeText(text),
      isBlank: text.trim() === '',
      ...(kind === undefined ? {} : { media: { kind, count: 1 } }),
      sentAtMs: nowMs,
      receivedAtMs: nowMs,
      isOwn: true,
      raw: '',
    };
  };
};

/**
 * What a send came to. After a failure `rest` is what has not gone out (the text after the last message that did; of a link or media
 * nothing is ever half sent). `isUncertain`: the message that begins it may have arrived all the same, its call was ended unanswered.
 */
export type SendOutcome =
  | (Outcome & { readonly ok: true })
  | (Outcome & {
      readonly ok: false;
      readonly sent?: number;
      readonly total?: number;
      readonly rest?: string;
      readonly isUncertain?: boolean;
    });

export interface SenderServiceOptions {
  /** How a message goes out now. */
  readonly way: () => MessageWay;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Sends, one text at a time a thread. What goes out appears in the feed at once: zca never prints own messages. */
export interface SenderService {
  /** `busy` while another send to the same thread runs. */
  send(to: SendTo, content: OutgoingContent): Promise<SendOutcome>;
  /**
   * Sends a text that the operator has not written: nothing of it is left as a draft.
   * @throws AppError what went wrong, in its own words; `busy` while another send to the same thread runs
   */
  deliver(to: SendTo, text: string, signal: AbortSignal): Promise<void>;
  /** Lets the message under way go out, and sends no further one. */
  stopAfterThis(to: SendTo): void;
  /** Ends the calls under way. */
  cancelAll(): void;
}

interface Job {
  readonly to: SendTo;
  readonly content: OutgoingContent;
}

interface Step {
  readonly text: string;
  readonly run: (way: MessageWay, signal: AbortSignal) => Promise<MessageId | undefined>;
}

const stepsOf = (to: SendTo, content: OutgoingContent): readonly Step[] => {
  switch (content.type) {
    case 'text':
      return messageParts(content.text).map(({ text }) => ({
        text,
        run: (way, signal) => way.text(to, text, signal),
      }));
    case 'link':
      return [{ text: content.url, run: (way, signal) => way.link(to, content.url, signal) }];
    case 'media':
      return [{ text: content.caption ?? '', run: (way, signal) => way.media(to, content, signal) }];
  }
};

type End =
  | { readonly type: 'done' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: ErrorView };

/** The call was ended before it was answered: nobody knows whether Zalo has the message. */
const isUnanswered = ({ code }: ErrorView): boolean =>
  code === 'timed-out' || code === 'cancelled' || code === 'too-much-output';

export const createSenderService = (options: SenderServiceOptions): SenderService => {
  const { way, clock, dispatch } = options;
  const running = new Map<string, SendState>();
  const lifetime = new AbortController();
  const messageOf = sentMessages(options);

  const change = (key: string, send: SendState | undefined): void => {
    if (send === undefined) running.delete(key);
    else running.set(key, send);
    dispatch({ type: 'send/changed', key, send });
  };

  const runSteps = async (
    { to, content }: Job,
    steps: readonly Step[],
    signal: AbortSignal,
  ): Promise<End> => {
    const key = sendKey(to);
    for (const [index, step] of steps.entries()) {
      if (running.get(key)?.isStopping === true) return { type: 'stopped' };
      try {
        const id = await step.run(way(), signal);
        dispatch({ type: 'message/received', messages: [messageOf(to, content, step.text, id)] });
      } catch (error) {
        return { type: 'failed', error: toErrorView(error) };
      }
      const state = running.get(key);
      if (state !== undefined) change(key, { ...state, sent: index + 1 });
    }
    return { type: 'done' };
  };

  /** @throws AppError `busy`, `nothing-to-send` */
  const run = async (
    job: Job,
    signal: AbortSignal,
  ): Promise<{ readonly end: End; readonly progress: SendEnd }> => {
    const key = sendKey(job.to);
    const name = nameOf(job.to);
    const steps = stepsOf(job.to, job.content);
    const total = steps.length;
    if (total === 0) throw new AppError(errorSentences.nothingToSend());
    if (running.has(key)) throw new AppError(errorSentences.busy({ what: words.sending(name) }));
    change(key, { total, sent: 0, startedAtMs: clock.now(), isStopping: false });
    const end = await runSteps(job, steps, signal);
    const sent = running.get(key)?.sent ?? 0;
    change(key, undefined);
    return { end, progress: { name, sent, total } };
  };

  const send = async (to: SendTo, content: OutgoingContent): Promise<SendOutcome> => {
    try {
      const { end, progress } = await run({ to, content }, lifetime.signal);
      return outcomeOf(end, content, progress);
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

  return {
    send,
    deliver: async (to, text, signal) => {
      const { end, progress } = await run(
        { to, content: { type: 'text', text } },
        AbortSignal.any([lifetime.signal, signal]),
      );
      if (end.type === 'failed') throw new AppError(end.error);
      if (end.type === 'stopped') throw new AppError(words.stopped(progress));
    },
    stopAfterThis: (to) => {
      const key = sendKey(to);
      const state = running.get(key);
      if (state !== undefined && !state.isStopping) change(key, { ...state, isStopping: true });
    },
    cancelAll: () => lifetime.abort(),
  };
};

const nameOf = ({ name, threadId }: SendTo): string => name ?? words.noName(threadId);

const errorOf = (end: Exclude<End, { type: 'done' }>, progress: SendEnd): ErrorView => {
  if (end.type === 'stopped') return words.stopped(progress);
  return isUnanswered(end.error) ? words.uncertain(progress, end.error) : words.notSent(progress, end.error);
};

const outcomeOf = (end: End, content: OutgoingContent, progress: SendEnd): SendOutcome => {
  if (end.type === 'done') return { ok: true, sentence: words.sent(progress) };
  const { sent, total } = progress;
  return {
    ok: false,
    error: errorOf(end, progress),
    sent,
    total,
    isUncertain: end.type === 'failed' && isUnanswered(end.error),
    ...(content.type === 'text' ? { rest: textAfter(content.text, sent) } : {}),
  };
};
