// Pairing as the operator works with it: the requests kept live, decisions one at a time a sender, and those who were let in told of it.

import { nameOf } from '../directory/select-names.ts';
import { errorSentences } from '../error-words.ts';
import type { Dispatch, PairingWorkChange } from '../events.ts';
import { type PairingRequest, requestKey } from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, PairingCode, UserId } from '../shared/ids.ts';
import type { HeldLock, LockWatch } from '../system/file-lock.ts';
import type { ApprovalNews, EditWatch, PairingBackend } from './backend.ts';
import type { DecisionAct, Delivery, PairingAct, Person } from './decision.ts';
import type { CodeMatch } from './files.ts';
import { createPairingReader, type PairingReader, type PairingReaderDeps } from './reader.ts';
import { outcomeText } from './select-decisions.ts';
import { pairingSentences as words } from './words.ts';

// Tells those who were let in. Whatever comes of it, the approval stands.

interface NotifierDeps {
  readonly dispatch: Dispatch;
  /** Sends one direct message through the account the person wrote to. @throws AppError */
  readonly tell: (who: Person, text: string, signal: AbortSignal) => Promise<unknown>;
  /** What those who are let in are told; one message. */
  readonly approvalText: string;
}

/** What is told of, besides whom it is told. */
interface Notice {
  /** The decision it belongs to, if it was made in this session. */
  readonly decisionId?: number;
  /** What is said of the approval it follows; absent if somebody is only told. */
  readonly approved?: (wasNotified: boolean) => Outcome & { readonly ok: true; readonly sentence: string };
}

/** Sends the message, and keeps state and row up to date with how it goes. Never rejects. */
export const notifyApproved = async (
  deps: NotifierDeps,
  who: Person,
  notice: Notice,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { dispatch, tell, approvalText } = deps;
  const { decisionId, approved } = notice;
  const note = (delivery: Delivery, work: PairingWorkChange): void => {
    if (decisionId !== undefined) dispatch({ type: 'pairing/delivery-changed', id: decisionId, delivery });
    dispatch({ type: 'pairing/work-changed', key: requestKey(who), work });
  };
  note({ status: 'sending' }, { status: 'running', act: 'notify' });
  try {
    await tell(who, approvalText, signal);
    note({ status: 'sent' }, { status: 'done' });
    return approved === undefined
      ? { ok: true, sentence: words.notified(who.name, who.senderId) }
      : approved(true);
  } catch (thrown) {
    const error = words.deliveryFailure(toErrorView(thrown));
    note({ status: 'failed', error }, { status: 'failed', act: 'notify', error });
    return {
      ok: false,
      error:
        approved === undefined
          ? words.notTold(who.name, who.senderId, error)
          : words.approvedNotTold(approved(false).sentence, error),
    };
  }
};

const deliveryByBackend = ({ delivery }: ApprovalNews): Delivery => {
  if (delivery === 'sent') return { status: 'sent' };
  const error: ErrorView = delivery === 'unsupported' ? words.cannotTell() : words.gatewayCouldNotTell();
  return { status: 'failed', error };
};

/** What {@link createPairingService} needs. The folder and the release are those of `state.config`. */
export interface PairingServiceDeps extends Omit<PairingReaderDeps, 'signal'>, NotifierDeps {}

export interface ApproveOptions {
  /** Tell the sender: by the gateway, in its own words, where it keeps the requests; else through the account's zca profile. */
  readonly notify?: boolean;
}

/** Of a change of those who were approved. */
export type EditOptions = Pick<EditWatch, 'mayOpenCommands'>;

/** Lists, decides, finds codes. Nothing in it rejects. */
export interface PairingService {
  /** What those who are let in are told through zca. */
  readonly approvalText: string;
  /** Watches what `state.config` names and reads it. */
  start(): Promise<void>;
  /** To be called after every `config/read`: goes along when the folder or the release has changed. */
  follow(): Promise<void>;
  refresh(): Promise<Outcome>;
  /** An approval whose sender could not be told is a failure `not-told`: it stands all the same. */
  approve(request: PairingRequest, options?: ApproveOptions): Promise<Outcome>;
  dismiss(request: PairingRequest): Promise<Outcome>;
  revoke(accountId: AccountId, senderId: UserId, options?: EditOptions): Promise<Outcome>;
  /** Lets somebody in again who was revoked. */
  restore(accountId: AccountId, senderId: UserId, options?: EditOptions): Promise<Outcome>;
  /** Tells an approved sender so, once more. */
  notify(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** Reads the store afresh. With an account, requests of others do not count but are told apart. */
  findByCode(code: PairingCode, accountId?: AccountId): Promise<CodeMatch>;
  /** Ends the watch and waiting for locks; lets a write that began come to its end. */
  stop(): Promise<void>;
}

interface Job {
  readonly act: DecisionAct;
  readonly who: Person;
  readonly notify?: boolean;
  readonly work: (
    pairingBackend: PairingBackend,
    watch: LockWatch,
    signal: AbortSignal,
  ) => Promise<ApprovalNews>;
}

const isGone = ({ code }: ErrorView): boolean =>
  code === 'not-found' || code === 'code-unknown' || code === 'code-expired';

const withoutNews = async (done: Promise<void>): Promise<ApprovalNews> => {
  await done;
  return {};
};

class Pairing implements PairingService {
  readonly approvalText: string;
  readonly #deps: PairingServiceDeps;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<Outcome>>();
  readonly #reader: PairingReader;
  #decisions = 0;

  constructor(deps: PairingServiceDeps) {
    this.#deps = deps;
    this.approvalText = deps.approvalText;
    this.#reader = createPairingReader({ ...deps, signal: this.#stopping.signal });
  }

  start(): Promise<void> {
    return this.follow();
  }

  follow(): Promise<void> {
    return this.#reader.follow();
  }

  async refresh(): Promise<Outcome> {
    if (this.#stopping.signal.aborted)
      return { ok: false, error: errorSentences.cancelled({ what: words.reading }) };
    const error = await this.#reader.refresh();
    return error ? { ok: false, error } : { ok: true };
  }

  approve(request: PairingRequest, { notify = false }: ApproveOptions = {}): Promise<Outcome> {
    return this.#decide({
      act: 'approve',
      who: this.#known(request),
      notify,
      work: (pairingBackend, watch, signal) => pairingBackend.approve(request, notify, watch, signal),
    });
  }

  dismiss(request: PairingRequest): Promise<Outcome> {
    return this.#decide({
      act: 'dismiss',
      who: this.#known(request),
      work: (pairingBackend, watch, signal) => withoutNews(pairingBackend.dismiss(request, watch, signal)),
    });
  }

  revoke(accountId: AccountId, senderId: UserId, options: EditOptions = {}): Promise<Outcome> {
    return this.#decide({
      act: 'revoke',
      who: this.#known({ accountId, senderId }),
      work: (pairingBackend, watch, signal) =>
        withoutNews(pairingBackend.revoke(accountId, senderId, { ...watch, ...options }, signal)),
    });
  }

  restore(accountId: AccountId, senderId: UserId, options: EditOptions = {}): Promise<Outcome> {
    return this.#decide({
      act: 'restore',
      who: this.#known({ accountId, senderId }),
      work: (pairingBackend, watch, signal) =>
        withoutNews(pairingBackend.restore(accountId, senderId, { ...watch, ...options }, signal)),
    });
  }

  notify(accountId: AccountId, senderId: UserId): Promise<Outcome> {
    const who = this.#known({ accountId, senderId });
    return this.#exclusively(who, async () => {
      if (this.#reader.pairingBackend()?.notifiesSender !== false)
        return { ok: false, error: words.unsupportedNotify() };
      const decision = this.#deps
        .getState()
        .pairing.decisions.findLast((one) => requestKey(one) === requestKey(who));
      return notifyApproved(
        this.#deps,
        who,
        decision === undefined ? {} : { decisionId: decision.id },
        this.#stopping.signal,
      );
    });
  }

  async findByCode(code: PairingCode, accountId?: AccountId): Promise<CodeMatch> {
    const pairingBackend = this.#reader.pairingBackend();
    if (!pairingBackend) return { ok: false, error: words.notReadYet() };
    try {
      return await pairingBackend.find(code, this.#deps.clock.now(), accountId, this.#stopping.signal);
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#reader.stop();
    await Promise.all(this.#running.values());
  }

  /** With the name as it is known now: a row that goes takes it along. */
  #known({ accountId, senderId, name }: Person): Person {
    const known = nameOf(this.#deps.getState(), accountId, senderId)?.name ?? name;
    return { accountId, senderId, name: known };
  }

  /** A second decision about a person is refused, not put in line: what it was made on may be gone by then. The files have locks of their own. */
  #exclusively(who: Person, work: () => Promise<Outcome>): Promise<Outcome> {
    const key = requestKey(who);
    if (this.#running.has(key))
      return Promise.resolve({
        ok: false,
        error: errorSentences.busy({ what: words.deciding(who.senderId) }),
      });
    const run = work().finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }

  #decide(job: Job): Promise<Outcome> {
    const pairingBackend = this.#reader.pairingBackend();
    if (!pairingBackend) return Promise.resolve({ ok: false, error: words.notReadYet() });
    return this.#exclusively(job.who, () => this.#run(job, pairingBackend));
  }

  #mark(act: PairingAct, who: Person, held?: HeldLock): void {
    const waiting = held && {
      waitingForPid: held.byPid,
      waitingUntilMs: held.untilMs,
      lockCountsUntilMs: held.countsUntilMs,
      waitingForFile: held.file,
    };
    this.#deps.dispatch({
      type: 'pairing/work-changed',
      key: requestKey(who),
      work: { status: 'running', act, ...waiting },
    });
  }

  #failed(act: PairingAct, who: Person, error: ErrorView): void {
    this.#deps.dispatch({
      type: 'pairing/work-changed',
      key: requestKey(who),
      work: { status: 'failed', act, error },
    });
  }

  async #run(job: Job, pairingBackend: PairingBackend): Promise<Outcome> {
    const { act, who, notify = false } = job;
    const { dispatch, clock } = this.#deps;
    this.#mark(act, who);
    let news: ApprovalNews;
    try {
      news = await job.work(
        pairingBackend,
        { onHeld: (held) => this.#mark(act, who, held) },
        this.#stopping.signal,
      );
    } catch (thrown) {
      const error = toErrorView(thrown);
      this.#failed(act, who, error);
      // Whether it was decided shows in what waits now.
      if (isGone(error) || error.code === 'timed-out') await this.refresh();
      return { ok: false, error };
    }
    this.#decisions += 1;
    const id = this.#decisions;
    const delivery = pairingBackend.notifiesSender && notify ? deliveryByBackend(news) : undefined;
    dispatch({
      type: 'pairing/decided',
      decision: { id, atMs: clock.now(), act, ...who, ...(delivery === undefined ? {} : { delivery }) },
    });
    // Read before it is done, so that the row is not offered again in between.
    await this.refresh();
    dispatch({ type: 'pairing/work-changed', key: requestKey(who), work: { status: 'done' } });
    const { becameOwner = false } = news;
    const said = (wasNotified: boolean) =>
      outcomeText(this.#deps.getState(), act, this.#known(who), clock.now(), { wasNotified, becameOwner });
    if (!notify) return said(false);
    if (!pairingBackend.notifiesSender)
      return notifyApproved(this.#deps, who, { decisionId: id, approved: said }, this.#stopping.signal);
    return delivery?.status === 'failed'
      ? { ok: false, error: words.approvedNotTold(said(false).sentence, delivery.error) }
      : said(true);
  }
}

/** Starts nothing yet. */
export const createPairingService = (deps: PairingServiceDeps): PairingService => new Pairing(deps);
