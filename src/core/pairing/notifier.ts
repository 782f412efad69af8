// Tells those who were let in. Whatever comes of it, the approval stands.

import type { Dispatch, PairingWorkChange } from '../events.ts';
import { requestKey } from '../model/pairing.ts';
import type { Outcome } from '../outcome.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import type { ApprovalNews } from './backend.ts';
import type { Told } from './decision.ts';
import { pairingSentences as words } from './words.ts';

/** Somebody who is decided about, by the name known then. */
export interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string;
}

/** What {@link tellApproved} needs. */
export interface NotifierDeps {
  readonly dispatch: Dispatch;
  /** Sends one direct message through the account the person wrote to. @throws AppError */
  readonly tell: (who: Person, text: string, signal: AbortSignal) => Promise<unknown>;
  /** What those who are let in are told; one message. */
  readonly approvalText: string;
}

/** What is told of, besides whom it is told. */
export interface Telling {
  /** The decision it belongs to, if it was made in this session. */
  readonly decisionId?: number;
  /** What is said of the approval it follows; absent if somebody is only told. */
  readonly approved?: (wasTold: boolean) => Outcome & { readonly ok: true; readonly sentence: string };
}

/** Sends the message, and keeps state and row up to date with how it goes. Never rejects. */
export const tellApproved = async (
  deps: NotifierDeps,
  who: Person,
  telling: Telling,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { dispatch, tell, approvalText } = deps;
  const { decisionId, approved } = telling;
  const note = (told: Told, work: PairingWorkChange): void => {
    if (decisionId !== undefined) dispatch({ type: 'pairing/told', id: decisionId, told });
    dispatch({ type: 'pairing/work-changed', key: requestKey(who), work });
  };
  note({ status: 'sending' }, { status: 'running', act: 'notify' });
  try {
    await tell(who, approvalText, signal);
    note({ status: 'sent' }, { status: 'done' });
    return approved === undefined
      ? { ok: true, sentence: words.told(who.name, who.senderId) }
      : approved(true);
  } catch (thrown) {
    const error = words.tellFailure(toErrorView(thrown));
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

/** How the telling went where the backend does it itself. */
export const toldByBackend = ({ told }: ApprovalNews): Told => {
  if (told === 'sent') return { status: 'sent' };
  const error: ErrorView = told === 'unsupported' ? words.cannotTell() : words.gatewayCouldNotTell();
  return { status: 'failed', error };
};
