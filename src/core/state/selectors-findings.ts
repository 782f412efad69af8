// What the operator should know about the set-up.
import { statusSentences as words } from '../catalogue/status.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../model/ids.ts';
import { bareEntry } from '../openclaw/names.ts';
import { initialDirectory } from './initial-state.ts';
import { memoizeOn } from './memo.ts';
import { ownOr } from './own.ts';
import { allowEntry, type EntryKind, groupEntry } from './selectors-access.ts';
import { listeningFindings } from './selectors-listening.ts';
import type { ConsoleState } from './state.ts';

/** Under `allowlist` generation 226 does not look at the approved store (the OpenClaw contract, section 4). */
const approvedIgnored = (state: ConsoleState): readonly Finding[] =>
  state.config.accounts.flatMap(({ id, dmPolicy }): readonly Finding[] => {
    const count = state.pairing.approved.filter(({ accountId }) => accountId === id).length;
    if (dmPolicy.value !== 'allowlist' || count === 0) return [];
    const { approvedIgnored: sentence, approvedIgnoredCure: cure } = words.finding;
    return [{ code: 'approved-ignored', severity: 'warning', accountId: id, sentence: sentence(id, count), cure }];
  });

/** Names in `allowFrom` and `groups` that stand for nobody, or for several; only where the lists of names have been read. */
const unclearEntries = (state: ConsoleState): readonly Finding[] =>
  state.config.accounts.flatMap((account): readonly Finding[] => {
    const { peers, groups } = ownOr(state.directory, account.id, initialDirectory);
    const about = (
      kind: EntryKind,
      entry: string,
      names: readonly { readonly name: string }[],
      list: 'allowFrom' | 'groups',
    ): readonly Finding[] => {
      const said = { accountId: account.id, severity: 'warning' as const };
      if (kind === 'unresolved')
        return [
          {
            ...said,
            code: 'entry-unresolved',
            sentence: words.finding.unresolved(entry, list, account.id),
            cure: words.finding.unresolvedCure,
          },
        ];
      const bearers = kind === 'name' ? names.filter(({ name }) => sameName(name, entry)).length : 0;
      return bearers > 1
        ? [
            {
              ...said,
              code: 'entry-ambiguous',
              sentence: words.finding.ambiguous(entry, bearers, list, account.id),
              cure: words.finding.ambiguousCure,
            },
          ]
        : [];
    };
    return [
      ...account.allowFrom.value.flatMap((entry) =>
        about(
          allowEntry(state, account, entry).kind,
          entry,
          peers.items.filter(({ isFriend }) => isFriend),
          'allowFrom',
        ),
      ),
      ...Object.entries(account.groups.value).flatMap(([key, rule]) =>
        about(groupEntry(state, account, key, rule).kind, key, groups.items, 'groups'),
      ),
    ];
  });

const sameName = (name: string, entry: string): boolean => name.trim().toLowerCase() === bareEntry(entry).toLowerCase();

const severities: readonly Finding['severity'][] = ['problem', 'warning', 'note'];

const allFindings = memoizeOn(
  (state: ConsoleState) => [state.config, state.pairing.approved, state.directory, listeningFindings(state)],
  (state): readonly Finding[] => {
    const seen = new Map<string, Finding>();
    // What is wrong now comes before what could go wrong.
    for (const finding of [...listeningFindings(state), ...state.config.findings, ...approvedIgnored(state), ...unclearEntries(state)]) {
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
