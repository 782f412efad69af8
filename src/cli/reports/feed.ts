import * as v from 'valibot';
import { flag, listOf, report, text } from './parts.ts';

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
  raw: text('The line zca printed, up to 64 KiB; empty for what was sent from here.'),
  corrected: v.optional(
    v.pipe(
      v.literal(true),
      v.description(
        'It was told before the names of friends and groups had come, or while it was in doubt whether the gateway listens, and that changes what is said of it: this replaces the line with the same account and id.',
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
