import * as v from 'valibot';
import { type NameSource, sentences } from '../../core/faces.ts';
import { errorOrNull, flag, listOf, report, text, textOrNull, time, timeOrNull } from './parts.ts';

const nameSources = Object.keys(sentences.pairing.nameSources) as readonly NameSource[];

const nameSource = v.pipe(
  v.nullable(v.picklist(nameSources)),
  v.description('Who says so: strangers choose their names, only `self` and `friends` mean an acquaintance.'),
);

const nameWarning = v.pipe(
  v.nullable(v.picklist(['like-contact', 'like-request', 'mixed-scripts'])),
  v.description('Why the name deserves a second look.'),
);

const requestSchema = report('A pending request.', {
  code: textOrNull('What the stranger was told. Null: the gateway of this OpenClaw keeps it to itself.'),
  id: text('Of the person on Zalo.'),
  name: textOrNull('What they are called, as far as anybody said.'),
  nameSource,
  nameWarning,
  account: v.string(),
  askedAt: time('When they wrote.'),
  expiresAt: time('When the code stops working.'),
});

const approvedSchema = report('Somebody who was let in by a code.', {
  account: v.string(),
  id: text('Of the person on Zalo: what `pairing revoke` takes.'),
  name: textOrNull('What they are called, as far as anybody said.'),
  nameSource,
});

/** What `pairing list --json` prints. */
export const pairingSchema = report('What `pairing list --json` prints.', {
  requests: listOf(requestSchema, 'Oldest first; expired ones are left out.'),
  isFull: flag('Further strangers get no code now, and wait unseen.'),
  approvedCount: v.pipe(
    v.nullable(v.number()),
    v.description('Senders approved by code. Null: this OpenClaw does not say, or it was not read.'),
  ),
  approved: v.pipe(
    v.nullable(v.pipe(v.array(approvedSchema), v.readonly())),
    v.description('Who they are. Null as `approvedCount` is.'),
  ),
  namesUnread: listOf(
    v.string(),
    'Accounts above of whose friends zca keeps no list here: names there are not compared with friends, and some may be missing.',
  ),
  error: errorOrNull('Why the lists above are not whole, and perhaps empty.'),
});

/** What `pairing approve|dismiss|revoke --json` print. */
export const decisionSchema = report(
  'What `pairing approve`, `pairing dismiss` and `pairing revoke` print with `--json`.',
  {
    act: v.picklist(['approve', 'dismiss', 'revoke']),
    done: flag('False: nothing was written.'),
    account: textOrNull('Null if it is not known whom this was about.'),
    id: textOrNull('Of the person on Zalo.'),
    name: textOrNull('What they are called, as far as anybody said.'),
    nameWarning,
    getsThrough: v.pipe(
      v.nullable(v.boolean()),
      v.description(
        'Whether their direct messages get through now, by whatever lets them. Null: not known, or nothing was done.',
      ),
    ),
    note: textOrNull(
      'What the operator should know about it, such as that allowFrom lets them in all the same, or whose name theirs is like.',
    ),
    told: v.pipe(
      v.nullable(v.boolean()),
      v.description('Whether the sender was told. Null: nobody asked for it, or nothing was done.'),
    ),
    error: errorOrNull('Why it was not done; or, where it was done, why the sender was not told.'),
  },
);

export type RequestReport = v.InferOutput<typeof requestSchema>;
export type ApprovedReport = v.InferOutput<typeof approvedSchema>;
export type PairingReport = v.InferOutput<typeof pairingSchema>;
export type DecisionReport = v.InferOutput<typeof decisionSchema>;

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

const named = (description: string) =>
  report(description, { id: v.string(), name: v.optional(v.pipe(v.string(), v.description('If known.'))) });

const messageSchema = report('A message; also a line of a saved feed.', {
  account: v.string(),
  id: text('Unique within the account.'),
  sentAt: text('ISO 8601, UTC; empty where a clock said nonsense.'),
  receivedAt: text('ISO 8601, UTC.'),
  direction: v.picklist(['in', 'out']),
  thread: report('Where it was written.', {
    kind: v.picklist(['direct', 'group']),
    id: v.string(),
    name: v.optional(v.pipe(v.string(), v.description('If known.'))),
  }),
  sender: named('Who wrote it.'),
  text: text('As shown: escapes and invisible controls removed.'),
  isTextUnseen: v.optional(
    v.pipe(
      v.literal(true),
      v.description(
        'The gateway had taken the text out of its database before it was read; of a group the sender, too, whose id is then empty.',
      ),
    ),
  ),
  media: v.optional(
    report('If it is more than a text, or something else.', {
      kind: v.string(),
      count: v.number(),
      type: v.optional(v.pipe(v.string(), v.description("Zalo's own name of a kind that is not known."))),
    }),
  ),
  quote: v.optional(v.pipe(v.string(), v.description('Only in replies.'))),
  verdict: v.nullable(
    report(
      'What the gateway does with it, as the config and the pairing store are at this moment; `unheard` if none listened when it came. Null: the config cannot be read, so nobody knows.',
      {
        kind: text('See docs/feed.md.'),
        answered: flag('The agent gets it.'),
        would: v.optional(v.pipe(v.string(), v.description('Of `unheard`: what it would have been.'))),
        rules: listOf(
          report('A rule that was passed.', {
            sentence: v.string(),
            path: v.optional(v.pipe(v.string(), v.description('Of the config: what decided.'))),
          }),
          'In the order in which they are asked.',
        ),
      },
    ),
  ),
  outcome: v.optional(
    report(
      'What became of it; absent where nobody tells what is sent for the account, or where nothing is to be expected. Later lines with the same account and id update it.',
      {
        kind: v.picklist(['answered', 'code-sent', 'agent-failed', 'answer-failed', 'waiting', 'unanswered']),
        afterMs: v.optional(v.pipe(v.number(), v.description('From its arrival to the first answer.'))),
        answers: v.optional(listOf(v.string(), 'What was sent, oldest first.')),
        error: v.optional(v.pipe(v.string(), v.description('Why the answer failed.'))),
      },
    ),
  ),
  raw: text('The line zca printed, up to 64 KiB; empty for what was sent from here.'),
  corrected: v.optional(
    v.pipe(
      v.literal(true),
      v.description(
        'It was told before the names of friends and groups had come, while it was in doubt whether the gateway listens, or before it was answered, and that changes what is said of it: this replaces the line with the same account and id.',
      ),
    ),
  ),
});

const missedSchema = report(
  'Messages are missing here: they came faster than they were read, and are kept no longer.',
  {
    event: v.literal('missed'),
    count: v.number(),
  },
);

/** A line of `feed --json`; messages are also what `w` saves (docs/feed.md). */
export const feedSchema = v.pipe(
  v.union([messageSchema, missedSchema]),
  v.description('A line of `feed --json`.'),
);

export type FeedReport = v.InferOutput<typeof feedSchema>;
