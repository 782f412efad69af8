// What the operator should know about the set-up.

import {
  allowEntryKind,
  approvedShutOut,
  type EntryKind,
  friendsOf,
  groupEntry,
  unresolvedIn,
} from './access/select.ts';
import { statusSentences } from './accounts/words.ts';
import { hiddenSign } from './config/account-values.ts';
import { bareEntry } from './config/entry-names.ts';
import { type EntryList, entriesOf, entryLists, entryPlaceKey } from './config/places.ts';
import { filePermissionFindings, sessionFindings, storeFindings } from './doctor/select-findings.ts';
import { answerFindings } from './feed/select-answers.ts';
import { connectionFindings } from './gateway/select-connection.ts';
import { listeningFindings } from './gateway/select-listening.ts';
import { reportFindings } from './gateway/select-report.ts';
import type { Account } from './model/account.ts';
import type { Finding } from './model/finding.ts';
import type { Group, Peer } from './model/people.ts';
import { approvedOn } from './policy/rules.ts';
import type { AccountId } from './shared/ids.ts';
import { memoizeBy, memoizeOn } from './shared/memo.ts';
import { ownOr } from './shared/own.ts';
import { sanitizeName } from './shared/text/sanitize.ts';
import { type ConsoleState, initialDirectory } from './state.ts';

const words = statusSentences.finding;

type Place = Pick<Finding, 'place'>;

const placeAt = ({ config }: ConsoleState, ...keys: readonly (string | undefined)[]): Place => {
  const places = config.places ?? {};
  const key = keys.find((candidate) => candidate !== undefined && Object.hasOwn(places, candidate));
  const place = key === undefined ? undefined : places[key];
  return place === undefined ? {} : { place };
};

/** Under `allowlist` the gateway does not look at the approved store, but on the oldest releases (the OpenClaw contract, section 4). */
const approvedIgnored = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { id, dmPolicy } = account;
  // Where another program knows whom an entry lets in, that is said of the entry.
  const isKnown = dmPolicy.value === 'allowlist' && unresolvedIn(state, account) === undefined;
  const count = isKnown ? approvedShutOut(state, account).length : 0;
  if (count === 0) return [];
  const { approvedIgnored: sentence, approvedIgnoredFix: fix } = words;
  const place = placeAt(state, dmPolicy.path);
  return [
    {
      code: 'approved-ignored',
      severity: 'warning',
      accountId: id,
      sentence: sentence(id, count),
      fix,
      ...place,
    },
  ];
};

const resolve = (
  state: ConsoleState,
  account: Account,
  list: EntryList,
  entry: string,
): { readonly kind: EntryKind; readonly bearers?: number } =>
  list === 'groups'
    ? groupEntry(state, account, entry, account.groups.value[entry] ?? {})
    : allowEntryKind(state, account, entry);

const looksOf = (name: string): string => sanitizeName(name).toLowerCase();

/** Ids by how their names look; of those that look alike the first. */
const byLooks = memoizeBy(
  (items: readonly (Peer | Group)[]): ReadonlyMap<string, string> =>
    new Map(items.map((item) => [looksOf(item.name), item.id] as const).toReversed()),
);

/** Whose name an entry looks like that is nobody's. */
const lookAlike = (
  state: ConsoleState,
  account: Account,
  list: EntryList,
  entry: string,
): string | undefined => {
  const { peers, groups } = ownOr(state.directory, account.id, initialDirectory);
  const items = list === 'groups' ? groups.value : friendsOf(peers.value);
  return byLooks(items).get(looksOf(bareEntry(entry).replaceAll(hiddenSign, '')));
};

/** Names that stand for nobody, or for several; only where the lists of names have been read. */
const unclearEntry = (
  state: ConsoleState,
  account: Account,
  list: EntryList,
  entry: string,
): readonly Finding[] => {
  const { kind, bearers = 1 } = resolve(state, account, list, entry);
  const { path } = account[list];
  const place = (): Place =>
    placeAt(state, path === undefined ? undefined : entryPlaceKey(path, entry), path);
  const said = { accountId: account.id, severity: 'warning' as const };
  const twin = kind === 'unresolved' ? lookAlike(state, account, list, entry) : undefined;
  if (twin !== undefined) {
    const sentence = words.looksLike(entry, list, account.id, twin);
    return [{ ...said, code: 'entry-unresolved', sentence, fix: words.looksLikeFix(twin), ...place() }];
  }
  if (kind === 'unresolved') {
    const sentence = words.unresolved(entry, list, account.id);
    return [{ ...said, code: 'entry-unresolved', sentence, fix: words.unresolvedFix(list), ...place() }];
  }
  if (bearers < 2) return [];
  const sentence = words.ambiguous(entry, bearers, list, account.id);
  return [{ ...said, code: 'entry-ambiguous', sentence, fix: words.ambiguousFix, ...place() }];
};

const unclearEntries = (state: ConsoleState, account: Account): readonly Finding[] =>
  entryLists.flatMap((list) =>
    entriesOf(account, list).flatMap((entry) => unclearEntry(state, account, list, entry)),
  );

const severities: readonly Finding['severity'][] = ['problem', 'warning', 'note'];

/** What is not in the config: the pairing store, sessions, files, the log, other configs. */
const elsewhere = memoizeOn(
  (state: ConsoleState) => [storeFindings(state), sessionFindings(state), filePermissionFindings(state)],
  (state): readonly Finding[] => [
    ...storeFindings(state),
    ...sessionFindings(state),
    ...filePermissionFindings(state),
  ],
);

/** What the gateway claims, without the message it missed where its processes are seen to be deaf: the same trouble, with a better fix. */
const reportedFindings = (state: ConsoleState): readonly Finding[] => {
  const deaf = listeningFindings(state).flatMap(({ code, accountId }) =>
    code === 'gateway-deaf' ? [accountId] : [],
  );
  return reportFindings(state).filter(
    ({ code, accountId }) => code !== 'gateway-missed-message' || !deaf.includes(accountId),
  );
};

/** What is seen of the gateway's processes. Why it listens to nobody is better said by itself, where it finds no zca. */
const seenOfGateway = (state: ConsoleState): readonly Finding[] => {
  const withoutZca = reportFindings(state).flatMap(({ code, accountId }) =>
    code === 'gateway-lacks-zca' ? [accountId] : [],
  );
  return listeningFindings(state).filter(
    ({ code, accountId }) => code !== 'gateway-deaf' || !withoutZca.includes(accountId),
  );
};

/** What follows from the lists of one account: thousands of entries, of which a look at the processes changes nothing. */
const ofLists: (account: Account) => (state: ConsoleState) => readonly Finding[] = memoizeBy(
  (account: Account) =>
    memoizeOn(
      (state: ConsoleState) => [
        state.config.release.capabilities,
        state.config.places,
        approvedOn(state.pairing.approved, account.id),
        ownOr(state.directory, account.id, initialDirectory).peers,
        ownOr(state.directory, account.id, initialDirectory).groups,
      ],
      (state): readonly Finding[] => [...approvedIgnored(state, account), ...unclearEntries(state, account)],
      1,
    ),
);

const ofAllLists = memoizeOn(
  (state: ConsoleState) => [
    state.config.accounts,
    state.config.release.capabilities,
    state.config.places,
    state.pairing.approved,
    state.directory,
  ],
  (state): readonly Finding[] =>
    state.config.accounts
      .filter(({ enabled }) => enabled.value)
      .flatMap((account) => ofLists(account)(state)),
);

const allFindings = memoizeOn(
  (state: ConsoleState) => [
    state.config.findings,
    ofAllLists(state),
    listeningFindings(state),
    reportFindings(state),
    connectionFindings(state),
    elsewhere(state),
    answerFindings(state),
  ],
  (state): readonly Finding[] => {
    const derived = ofAllLists(state);
    const seen = new Map<string, Finding>();
    // What is wrong now comes before what could go wrong.
    for (const finding of [
      ...seenOfGateway(state),
      ...connectionFindings(state),
      ...state.config.findings,
      ...reportedFindings(state),
      ...answerFindings(state),
      ...derived,
      ...elsewhere(state),
    ]) {
      const key = [finding.code, finding.accountId ?? '', finding.sentence].join('\n');
      if (!seen.has(key)) seen.set(key, finding);
    }
    return [...seen.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  },
);

const byAccount = memoizeBy((found: readonly Finding[]) => Map.groupBy(found, ({ accountId }) => accountId));

const none: readonly Finding[] = [];

/** What the operator should know about the set-up, each thing once, problems first; of one account if one is named. */
export const findings = (state: ConsoleState, accountId?: AccountId): readonly Finding[] =>
  accountId === undefined ? allFindings(state) : (byAccount(allFindings(state)).get(accountId) ?? none);
