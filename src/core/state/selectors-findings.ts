// What the operator should know about the set-up.
import { statusSentences as words } from '../catalogue/status.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../model/ids.ts';
import { memoizeOn } from './memo.ts';
import type { ConsoleState } from './state.ts';

/** Under `allowlist` generation 226 does not look at the approved store (the OpenClaw contract, section 4). */
const approvedIgnored = (state: ConsoleState): readonly Finding[] =>
  state.config.accounts.flatMap(({ id, dmPolicy }): readonly Finding[] => {
    const count = state.pairing.approved.filter(({ accountId }) => accountId === id).length;
    if (dmPolicy.value !== 'allowlist' || count === 0) return [];
    const { approvedIgnored: sentence, approvedIgnoredCure: cure } = words.finding;
    return [{ code: 'approved-ignored', severity: 'warning', accountId: id, sentence: sentence(id, count), cure }];
  });

const severities: readonly Finding['severity'][] = ['problem', 'warning', 'note'];

const allFindings = memoizeOn(
  (state: ConsoleState) => [state.config, state.pairing.approved],
  (state): readonly Finding[] => {
    const seen = new Map<string, Finding>();
    for (const finding of [...state.config.findings, ...approvedIgnored(state)]) {
      const key = [finding.code, finding.accountId ?? '', finding.sentence].join('\n');
      if (!seen.has(key)) seen.set(key, finding);
    }
    return [...seen.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  },
);

const findingsOf = memoizeOn(
  (state: ConsoleState, accountId: AccountId) => [allFindings(state), accountId],
  (state, accountId) => allFindings(state).filter((finding) => finding.accountId === accountId),
  32,
);

/** What the operator should know about the set-up, each thing once, problems first; of one account if one is named. */
export const findings = (state: ConsoleState, accountId?: AccountId): readonly Finding[] =>
  accountId === undefined ? allFindings(state) : findingsOf(state, accountId);
