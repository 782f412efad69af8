import * as v from 'valibot';
import { type NameSource, sentences } from '../../core/index.ts';
import { errorOrNull, flag, listOf, report, text, textOrNull, time } from './parts.ts';

const nameSources = Object.keys(sentences.pairingScreen.nameSources) as readonly NameSource[];

/** A pending request. */
const requestSchema = report('A pending request.', {
  code: textOrNull('What the stranger was told. Null: the gateway of this OpenClaw keeps it to itself.'),
  id: text('Of the person on Zalo.'),
  name: textOrNull('What they are called, as far as anybody said.'),
  nameSource: v.pipe(
    v.nullable(v.picklist(nameSources)),
    v.description('Who says so: strangers choose their names, only `self` and `friends` mean an acquaintance.'),
  ),
  nameWarning: v.pipe(
    v.nullable(v.picklist(['like-contact', 'like-request', 'mixed-scripts'])),
    v.description('Why the name deserves a second look.'),
  ),
  account: v.string(),
  askedAt: time('When they wrote.'),
  expiresAt: time('When the code stops working.'),
});

/** What `pairing list --json` prints. */
export const pairingSchema = report('What `pairing list --json` prints.', {
  requests: listOf(requestSchema, 'Oldest first; expired ones are left out.'),
  isFull: flag('Further strangers get no code now, and wait unseen.'),
  approvedCount: v.pipe(v.number(), v.description('Senders approved by code.')),
  error: errorOrNull('Why the lists above are not whole, and perhaps empty.'),
});

/** What `pairing approve|dismiss|revoke --json` print. */
export const decisionSchema = report('What `pairing approve`, `pairing dismiss` and `pairing revoke` print with `--json`.', {
  act: v.picklist(['approve', 'dismiss', 'revoke']),
  done: flag('False: nothing was written.'),
  account: textOrNull('Null if it is not known whom this was about.'),
  id: textOrNull('Of the person on Zalo.'),
  name: textOrNull('What they are called, as far as anybody said.'),
  note: textOrNull('What the operator should know about it, such as that the policy ignores approvals by code.'),
  told: v.pipe(v.nullable(v.boolean()), v.description('Whether the sender was told. Null: nobody asked for it, or nothing was done.')),
  error: errorOrNull('Why it was not done; or, where it was done, why the sender was not told.'),
});

export type RequestReport = v.InferOutput<typeof requestSchema>;
export type PairingReport = v.InferOutput<typeof pairingSchema>;
export type DecisionReport = v.InferOutput<typeof decisionSchema>;
