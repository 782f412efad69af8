// The header: one line on the account in view, and on what stands behind it.

import { findings } from '../findings.ts';
import { isGatewayHidden } from '../gateway/select-listening.ts';
import { isInScope, type Scope } from '../shared/scope.ts';
import type { ConsoleState } from '../state.ts';
import { type AccountRow, accountRow, conditionWords, rowsInConfigOrder } from './select.ts';
import type { Mark } from './select-condition.ts';
import { statusSentences as words } from './words.ts';

/** What the header says. */
export interface HeaderSummary {
  /** The account in view, or how many there are. */
  readonly account: string;
  readonly name?: string;
  readonly mark: Mark;
  readonly words: string;
  readonly gateway: string;
  /** Problems and warnings about what is in view; absent if there is none. */
  readonly findings?: { readonly count: number; readonly hasProblem: boolean; readonly words: string };
  /** Of the gateway that runs, else of the program; absent if nobody said so. */
  readonly openclawVersion?: string;
  /** It is newer than the newest this console knows. */
  readonly isOpenclawNewer: boolean;
}

const countOf = (state: ConsoleState, scope: Scope): Pick<HeaderSummary, 'findings'> => {
  const found = findings(state).filter(
    ({ severity, accountId }) => severity !== 'note' && (accountId === undefined || isInScope(scope, accountId)),
  );
  const hasProblem = found.some(({ severity }) => severity === 'problem');
  return found.length === 0 ? {} : { findings: { count: found.length, hasProblem, words: words.findings(found.length) } };
};

const worst: readonly Mark[] = ['failed', 'needs-you', 'busy', 'ok', 'off'];

/** How many are listened to; a gateway that is deaf or doubled comes before that. */
const summaryOf = (enabled: readonly AccountRow[]): string => {
  const faulty = enabled.flatMap(({ id, condition }) => (condition === 'deaf' || condition === 'doubled' ? [{ id, condition }] : []));
  const [first] = faulty;
  if (first !== undefined) return faulty.length === 1 ? words.faultyOne(first.id, first.condition) : words.faulty(faulty.length);
  const connected = enabled.filter(({ condition }) => condition === 'connected' || condition === 'gateway').length;
  return enabled.length === 0 ? words.noAccounts : words.accountsConnected(connected, enabled.length);
};

/** The header for one account, or for all: then the worst mark of the enabled ones and how many are connected. */
export const headerSummary = (state: ConsoleState, scope: Scope, nowMs: number): HeaderSummary => {
  const { config, gateway } = state;
  const { version, isNewerThanKnown } = config.release;
  const isHidden = isGatewayHidden(state);
  const rest = {
    gateway: words.gateway[isHidden ? 'hidden' : gateway.status],
    isOpenclawNewer: isNewerThanKnown,
    ...(version === undefined ? {} : { openclawVersion: version }),
    ...countOf(state, scope),
  };
  if (scope !== 'all') {
    const row = accountRow(state, scope);
    if (row === undefined) return { account: scope, mark: 'off', words: words.state['not-checked'], ...rest };
    return {
      account: row.id,
      ...(row.name === undefined ? {} : { name: row.name }),
      mark: row.mark,
      words: conditionWords(row, nowMs),
      ...rest,
    };
  }
  const enabled = rowsInConfigOrder(state).filter(({ condition }) => condition !== 'disabled');
  const mark = worst.find((candidate) => enabled.some((row) => row.mark === candidate)) ?? 'off';
  return { account: words.allAccounts, mark, words: summaryOf(enabled), ...rest };
};
