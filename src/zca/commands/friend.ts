import { type Friend, friendsOf } from '../directory.ts';
import { Failure } from '../failure.ts';
import { fold } from '../fold.ts';
import { readFriendsCache, writeFriendsCache } from '../home.ts';
import type { Call } from '../host.ts';
import { json, notation } from '../output.ts';
import { type API, openSession } from '../session.ts';

const printRows = async ({ host }: Call, rows: readonly object[], asJson: boolean): Promise<void> =>
  host.print(asJson ? json(rows) : notation(rows));

/** `friend list [-j]` */
export const friendList = async (call: Call, asJson: boolean): Promise<void> =>
  printRows(call, await friendsOf(await openSession(call.profile, call.host.signal)), asJson);

/** The longest phone number (E.164) has 15 digits; the id of a user has more. */
const phoneIn = (query: string): string | undefined => {
  const digits = /^\+?[\d\s().-]+$/u.test(query) ? query.replace(/\D/gu, '') : '';
  return digits.length >= 1 && digits.length <= 15 ? digits : undefined;
};

/** Somebody found by phone number or user name, who has the id in a field of another name. */
const found = (row: unknown): readonly object[] =>
  typeof row === 'object' && row !== null && 'uid' in row ? [{ ...row, userId: row.uid }] : [];

const byPhone = async (api: API, phone: string): Promise<readonly object[]> => {
  const rows = found(await api.findUser(phone));
  if (rows.length === 0) throw new Failure('User not found');
  return rows;
};

/** Friends of whom a name or the id fits. Folded, so that a name is found however it and the query are written. */
export const matching = (friends: readonly unknown[], query: string): readonly Friend[] => {
  const wanted = fold(query);
  if (wanted === '') return [];
  const isFriend = (row: unknown): row is Friend => typeof row === 'object' && row !== null;
  return friends
    .filter(isFriend)
    .filter(
      ({ userId, displayName, zaloName, username }) =>
        userId === query.trim() ||
        [displayName, zaloName, username].some(
          (name) => typeof name === 'string' && fold(name).includes(wanted),
        ),
    );
};

const byName = async (api: API, { profile, host }: Call, query: string): Promise<readonly object[]> => {
  const known = matching((await readFriendsCache(profile)) ?? [], query);
  if (known.length > 0) return known;
  // Somebody who became a friend since the cache was made.
  const friends = await friendsOf(api);
  await writeFriendsCache(profile, friends, host.now());
  const fresh = matching(friends, query);
  if (fresh.length > 0 || !/^[\w.]+$/u.test(query.trim())) return fresh;
  // Nobody has that user name, or Zalo does not tell: either way nothing is found.
  return found(await api.findUserByUsername(query.trim()).catch(() => undefined));
};

/** `friend find QUERY`: by phone number, else friends by name, else anybody by user name. */
export const friendFind = async (call: Call, query: string, asJson: boolean): Promise<void> => {
  const api = await openSession(call.profile, call.host.signal);
  const phone = phoneIn(query.trim());
  const rows = phone === undefined ? await byName(api, call, query) : await byPhone(api, phone);
  // Without `-j` too, for programs.
  await printRows(call, rows, asJson || !call.host.isTerminal);
};
