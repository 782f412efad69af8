// What a decision came to, for people and for programs.

import {
  type AccountId,
  type ConsoleState,
  type ErrorView,
  getsThrough,
  isApprovedOnAll,
  type NameWarning,
  type Outcome,
  type Outlook,
  outlookAfter,
  sentences,
  type UserId,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import type { DecisionReport } from '../reports/pairing.ts';
import { errorReport, errorReportOrNull } from '../reports/parts.ts';
import { cliPairingSentences } from '../words-pairing.ts';
import type { Answer } from './command.ts';

const words = cliPairingSentences;
const outlookWords = sentences.pairingOutlook;

/** What can be decided from the command line. */
export type Verb = DecisionReport['act'];

/** Whom it is about. */
export interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string | undefined;
}

/** An answer whose report is that of a decision. */
export interface DecisionAnswer extends Answer {
  readonly json: DecisionReport;
}

/** Nothing was done. */
export const refused = (act: Verb, error: ErrorView, person?: Person): DecisionAnswer => ({
  json: {
    act,
    done: false,
    account: person?.accountId ?? null,
    id: person?.senderId ?? null,
    name: person?.name ?? null,
    nameWarning: null,
    getsThrough: null,
    note: null,
    told: null,
    error: errorReport(error),
  },
  lines: [],
  error,
});

/** A decision that was tried. */
export interface Decided {
  readonly act: Verb;
  readonly person: Person;
  readonly outcome: Outcome;
  readonly isToTell?: boolean;
  /** As it was before: who waits is compared with others who wait. */
  readonly warning?: NameWarning | undefined;
  /** The friend list could not be read, so that no name could be compared. */
  readonly isUncompared?: boolean;
}

const doneSentence = (act: Verb, { name, senderId, accountId }: Person, outlook: Outlook): string => {
  const sentence = act === 'approve' && getsThrough(outlook) === true ? words.done.letIn : words.done[act];
  return sentence(name, senderId, accountId);
};

/** What is true now, said exactly; then what is odd about the name. */
const notesOf = ({ config }: ConsoleState, { act, person, warning, isUncompared = false }: Decided, outlook: Outlook): readonly string[] =>
  [
    act !== 'dismiss' && isApprovedOnAll(config) ? sentences.pairing.countsForAll(config.accounts.length) : '',
    outlookWords.means(act, outlook, person.accountId),
    act === 'approve' ? '' : outlookWords.cure(outlook, 'command'),
    warning === undefined ? '' : sentences.pairing.nameWarning(warning),
    isUncompared ? words.namesUnread([person.accountId]) : '',
  ].filter((note) => note !== '');

/** The report and the lines of a decision that was tried; an approval stands whatever becomes of the message. */
export const decided = (state: ConsoleState, decision: Decided, nowMs: number): DecisionAnswer => {
  const { act, person, outcome, isToTell = false, warning } = decision;
  if (!outcome.ok && outcome.error.code !== 'not-told') return refused(act, outcome.error, person);
  const outlook = outlookAfter(state, act, person, nowMs);
  const notes = notesOf(state, decision, outlook);
  const error = outcome.ok ? undefined : outcome.error;
  const json: DecisionReport = {
    act,
    done: true,
    account: person.accountId,
    id: person.senderId,
    name: person.name ?? null,
    nameWarning: warning?.type ?? null,
    getsThrough: getsThrough(outlook) ?? null,
    note: notes.length === 0 ? null : notes.join(' '),
    told: isToTell ? outcome.ok : null,
    error: errorReportOrNull(error),
  };
  const said = [doneSentence(act, person, outlook), ...(json.told === true ? [words.told] : []), ...notes];
  return { json, lines: said.map((line) => sanitizeLine(line, 1_000)), ...(error === undefined ? {} : { error }) };
};
