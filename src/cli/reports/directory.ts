import * as v from 'valibot';
import { errorOrNull, flag, listOf, report, text, textOrNull, timeOrNull } from './parts.ts';

const askedSchema = report('An account that was asked.', {
  account: v.string(),
  fetchedAt: timeOrNull('When zca answered.'),
  error: errorOrNull('Why it could not answer.'),
});

const asked = listOf(askedSchema, 'Every account that was asked, in the order of the config.');

const peerSchema = report('A friend, or somebody `zca friend find` found.', {
  account: text('Whose friend.'),
  id: v.string(),
  name: v.string(),
  username: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  isFriend: flag('False: found by search, not in the friend list.'),
});

const groupSchema = report('A group.', {
  account: text('Who is a member of it.'),
  id: v.string(),
  name: v.string(),
  memberCount: v.pipe(v.nullable(v.number()), v.description('Null where zca does not say.')),
});

const memberSchema = report('A member of the group.', {
  account: text('Who asked.'),
  id: v.string(),
  name: v.string(),
});

const selfSchema = report('Who an account is on Zalo.', {
  account: v.string(),
  profile: text('Of zca.'),
  id: textOrNull('Null while it is not logged in.'),
  name: v.nullable(v.string()),
  username: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  error: errorOrNull('Why it is not known.'),
});

/** What `directory peers --json` prints. */
export const peersSchema = report('What `directory peers --json` prints.', {
  asked,
  peers: listOf(peerSchema, 'Sorted by name, an account after the other.'),
});
/** What `directory groups --json` prints. */
export const groupsSchema = report('What `directory groups --json` prints.', {
  asked,
  groups: listOf(groupSchema, 'Sorted by name, an account after the other.'),
});
/** What `directory members --json` prints. */
export const membersSchema = report('What `directory members --json` prints.', {
  asked,
  memberCount: v.pipe(
    v.nullable(v.number()),
    v.description('As the list of groups says; null where that is not known.'),
  ),
  isWhole: flag('False: more are in the group than can be seen, because it hides them.'),
  members: listOf(memberSchema, 'Sorted by name.'),
});
/** What `directory self --json` prints. */
export const selvesSchema = report('What `directory self --json` prints.', {
  accounts: listOf(selfSchema, 'In the order of the config.'),
});

export type AskedReport = v.InferOutput<typeof askedSchema>;
export type PeersReport = v.InferOutput<typeof peersSchema>;
export type GroupsReport = v.InferOutput<typeof groupsSchema>;
export type MembersReport = v.InferOutput<typeof membersSchema>;
export type SelvesReport = v.InferOutput<typeof selvesSchema>;
