// `zalouser-tui directory peers|groups|members|self`: the lists of zca, or of the gateway that holds the session itself, an account after the other.

import { isDeepStrictEqual } from 'node:util';
import {
  type Account,
  type ConsoleState,
  type ErrorView,
  type GroupId,
  groupId,
  groupsOf,
  type ListView,
  membersOf,
  peersOf,
  type Scope,
  type Self,
  type SessionStatus,
  sentences,
  unseenMembers,
} from '../../core/faces.ts';
import { errorReportOrNull, iso } from '../reports/parts.ts';
import type {
  AskedReport,
  GroupsReport,
  MembersReport,
  PeersReport,
  SelvesReport,
} from '../reports/people.ts';
import { cliSentences } from '../words.ts';
import { type Answer, columns, type QueryCommand, type Request } from './command.ts';

const words = cliSentences.oneShot;

/** The account asked for, even a disabled one; else all that are enabled. */
const accountsIn = ({ config }: ConsoleState, scope: Scope): readonly Account[] =>
  config.accounts.filter(({ id, enabled }) => (scope === 'all' ? enabled.value : id === scope));

/** The group is a member's of one account: without a word it is that of the default account. */
const asksMembers = (state: ConsoleState, scope: Scope): Account | undefined =>
  scope === 'all'
    ? (accountsIn(state, 'all').find(({ isDefault }) => isDefault) ?? accountsIn(state, 'all')[0])
    : accountsIn(state, scope)[0];

type ListState = Pick<ListView<never>, 'status' | 'fetchedAtMs' | 'error'>;

/** zca speaks of its profile; what is to be typed names the account. */
const withAccount = (error: ErrorView, { id }: Account): ErrorView =>
  error.code === 'not-logged-in' || error.code === 'session-ended'
    ? { ...error, hint: { action: 'log-in', accountId: id } }
    : error;

/** A command of openclaw may have to answer, for each list and account in turn: some twenty seconds each. */
const slowLimitMs = 120_000;

const problemOf = (
  { zca, config }: ConsoleState,
  account: Account,
  list: ListState,
): ErrorView | undefined => {
  if (list.status === 'ready') return undefined;
  return list.error === undefined
    ? zca.status === 'missing' && config.release.capabilities.drivesZca
      ? zca.error
      : words.unanswered()
    : withAccount(list.error, account);
};

const askedReport = (state: ConsoleState, account: Account, list: ListState): AskedReport => ({
  account: account.id,
  fetchedAt: list.fetchedAtMs === undefined ? null : iso(list.fetchedAtMs),
  error: errorReportOrNull(problemOf(state, account, list)),
});

type Problems = Pick<Answer, 'error' | 'besides'>;

/** Of several accounts each error says whose it is; what is the same of some of them is said once. */
const problemsOf = (
  accounts: readonly Account[],
  errorOf: (account: Account, at: number) => ErrorView | undefined,
): Problems => {
  const found: { readonly error: ErrorView; readonly ids: string[] }[] = [];
  for (const [at, account] of accounts.entries()) {
    const error = errorOf(account, at);
    if (error === undefined) continue;
    const same = found.find((one) => isDeepStrictEqual(one.error, error));
    if (same) same.ids.push(account.id);
    else found.push({ error, ids: [account.id] });
  }
  const [error, ...besides] = found.map(({ error: one, ids }) =>
    accounts.length === 1 ? one : { ...one, sentence: words.ofAccount(ids.join(', '), one.sentence) },
  );
  return error === undefined ? {} : { error, besides };
};

const listProblems = (state: ConsoleState, lists: readonly (readonly [Account, ListState])[]): Problems =>
  problemsOf(
    lists.map(([account]) => account),
    (account, at) => lists[at] && problemOf(state, account, lists[at][1]),
  );

const listed = (
  rows: readonly (readonly string[])[],
  hasProblem: boolean,
  none: string,
): readonly string[] => (rows.length === 0 && !hasProblem ? [none] : columns(rows));

const ask = async (
  accounts: readonly Account[],
  one: (account: Account) => Promise<unknown>,
): Promise<void> => {
  await Promise.all(accounts.map(one));
};

/** `zalouser-tui directory peers [TEXT]`: friends, and with a text also what `zca friend find` finds for it. */
export const directoryPeers: QueryCommand = {
  type: 'query',
  needsConfig: true,
  limitMs: slowLimitMs,
  learn: async ({ start, store, directory, gateway }, { scope, argument }) => {
    await start();
    await gateway.connect();
    await ask(accountsIn(store.getState(), scope), async ({ id }) => {
      await directory.loadPeers(id, { mayTakeSeconds: true });
      if (argument !== '') await directory.search(id, argument);
    });
  },
  answer: (state, { scope, argument }): Answer => {
    const lists = accountsIn(state, scope).map(
      (account) => [account, peersOf(state, account.id, argument)] as const,
    );
    const json: PeersReport = {
      asked: lists.map(([account, list]) => askedReport(state, account, list)),
      peers: lists.flatMap(([{ id: account }, { rows }]) =>
        rows.map(({ peer: { id, name, username, phone, isFriend } }) => ({
          account,
          id,
          name,
          username: username ?? null,
          phone: phone ?? null,
          isFriend,
        })),
      ),
    };
    const problem = listProblems(state, lists);
    const rows = json.peers.map(({ account, id, name, username, phone, isFriend }) => [
      id,
      name,
      username ?? '',
      phone ?? '',
      isFriend ? '' : words.noFriend,
      lists.length === 1 ? '' : words.account(account),
    ]);
    return { json, lines: listed(rows, problem.error !== undefined, words.nobodyFound), ...problem };
  },
};

/** `zalouser-tui directory groups [TEXT]`. */
export const directoryGroups: QueryCommand = {
  type: 'query',
  needsConfig: true,
  limitMs: slowLimitMs,
  learn: async ({ start, store, directory, gateway }, { scope }) => {
    await start();
    await gateway.connect();
    await ask(accountsIn(store.getState(), scope), async ({ id }) =>
      directory.loadGroups(id, { mayTakeSeconds: true }),
    );
  },
  answer: (state, { scope, argument }): Answer => {
    const lists = accountsIn(state, scope).map(
      (account) => [account, groupsOf(state, account.id, argument)] as const,
    );
    const json: GroupsReport = {
      asked: lists.map(([account, list]) => askedReport(state, account, list)),
      groups: lists.flatMap(([{ id: account }, { rows }]) =>
        rows.map(({ id, name, memberCount }) => ({ account, id, name, memberCount: memberCount ?? null })),
      ),
    };
    const problem = listProblems(state, lists);
    const rows = json.groups.map(({ account, id, name, memberCount }) => [
      id,
      name,
      memberCount === null ? '' : words.members(memberCount),
      lists.length === 1 ? '' : words.account(account),
    ]);
    return { json, lines: listed(rows, problem.error !== undefined, words.noGroupFound), ...problem };
  },
};

const groupOf = ({ argument }: Request): GroupId => groupId(argument);

/** `zalouser-tui directory members ID`. */
export const directoryMembers: QueryCommand = {
  type: 'query',
  needsConfig: true,
  limitMs: slowLimitMs,
  learn: async ({ start, store, directory, gateway }, request) => {
    await start();
    await gateway.connect();
    const account = asksMembers(store.getState(), request.scope);
    if (account === undefined) return;
    // How many there are, and whether they can be seen, stands in the list of groups.
    await Promise.all([
      directory.loadMembers(account.id, groupOf(request), { mayTakeSeconds: true }),
      directory.loadGroups(account.id),
    ]);
  },
  answer: (state, request): Answer => {
    const account = asksMembers(state, request.scope);
    if (account === undefined)
      return {
        json: { asked: [], memberCount: null, isWhole: true, members: [] } satisfies MembersReport,
        lines: [],
        error: words.noAccount(),
      };
    const list = membersOf(state, account.id, groupOf(request));
    const unseen = unseenMembers(state, account.id, groupOf(request));
    const group = groupsOf(state, account.id).rows.find(({ id }) => id === groupOf(request));
    const json: MembersReport = {
      asked: [askedReport(state, account, list)],
      memberCount: group?.memberCount ?? null,
      isWhole: unseen === undefined,
      members: list.rows.map(({ id, name }) => ({ account: account.id, id, name })),
    };
    const problem = listProblems(state, [[account, list]]);
    const rows = json.members.map(({ id, name }) => [id, name]);
    const lines = listed(rows, problem.error !== undefined, words.nobodyFound);
    return {
      json,
      lines: unseen === undefined ? lines : [...lines, sentences.directory.unseenMembers(unseen)],
      ...problem,
    };
  },
};

const sessionError = (session: Extract<SessionStatus, { status: 'failed' }>): ErrorView => {
  const { status: _, checkedAtMs: __, ...problem } = session;
  return { ...problem, code: 'command-failed' };
};

/** Who an account is, by whoever holds its session. */
const selfOf = (state: ConsoleState, { id }: Account): Self | undefined =>
  state.config.release.capabilities.drivesZca ? state.facts[id]?.self : state.directory[id]?.self?.value;

const whyUnknown = (state: ConsoleState, account: Account): ErrorView | undefined => {
  if (selfOf(state, account) !== undefined) return undefined;
  const { id } = account;
  if (!state.config.release.capabilities.drivesZca)
    return state.directory[id]?.self?.error ?? words.unanswered();
  const facts = state.facts[id];
  const session = facts?.session;
  if (state.zca.status === 'missing') return state.zca.error;
  if (session?.status === 'failed') return sessionError(session);
  return session === undefined ||
    session.status === 'unknown' ||
    session.status === 'checking' ||
    session.status === 'logged-in'
    ? words.unanswered()
    : words.notLoggedIn(id);
};

/** `zalouser-tui directory self`: who each account is on Zalo. */
export const directorySelf: QueryCommand = {
  type: 'query',
  needsConfig: true,
  learn: async ({ start, store, accounts, directory, gateway }, { scope }) => {
    await start();
    await gateway.connect();
    const { drivesZca } = store.getState().config.release.capabilities;
    await ask(accountsIn(store.getState(), scope), async ({ id }) =>
      drivesZca ? accounts.probe(id) : directory.loadSelf(id),
    );
  },
  answer: (state, { scope }): Answer => {
    const accounts = accountsIn(state, scope);
    const json: SelvesReport = {
      accounts: accounts.map((account) => {
        const self = selfOf(state, account);
        return {
          account: account.id,
          profile: account.profile.value,
          id: self?.id ?? null,
          name: self?.name ?? null,
          username: self?.username ?? null,
          phone: self?.phone ?? null,
          error: errorReportOrNull(whyUnknown(state, account)),
        };
      }),
    };
    const problems = problemsOf(accounts, (account) => whyUnknown(state, account));
    const rows = json.accounts
      .filter(({ id }) => id !== null)
      .map(({ account, profile, id, name, username, phone }) => [
        words.account(account),
        words.profile(profile),
        words.id(id ?? ''),
        name ?? words.noName,
        username ?? '',
        phone ?? '',
      ]);
    return { json, lines: columns(rows), ...problems };
  },
};
