import * as v from 'valibot';
import { type NameSource, sentences } from '../../core/index.ts';
import { errorOrNull, flag, listOf, report, text, textOrNull, time } from './parts.ts';

const nameSources = Object.keys(sentences.pairing.nameSources) as readonly NameSource[];

const nameSource = v.pipe(
  v.nullable(v.picklist(nameSources)),
  v.description('Who says so: strangers choose their names, only `self` and `friends` mean an acquaintance.'),
);

const nameWarning = v.pipe(
  v.nullable(v.picklist(['like-contact', 'like-request', 'mixed-scripts'])),
  v.description('Why the name deserves a second look.'),
);

/** A pending request. */
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

/** Somebody who was let in by a code. */
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
