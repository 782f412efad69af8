import * as v from 'valibot';
import { errorReportSchema, report, text, textOrNull, timeOrNull } from './parts.ts';

const account = text('Who logs in.');

/** A line of `login --json`. */
export const loginSchema = v.pipe(
  v.variant('event', [
    report('A code can be scanned.', {
      event: v.literal('waiting'),
      account,
      picture: textOrNull(
        'A picture of the code, as a file that goes when the log-in is over. The code itself is never printed: it is a credential.',
      ),
      expiresAt: timeOrNull('When the code stops working.'),
    }),
    report('Scanned: the phone asks whether to go on.', {
      event: v.literal('scanned'),
      account,
      by: text('The name on the phone.'),
    }),
    report('Done.', {
      event: v.literal('logged-in'),
      account,
      name: textOrNull('Who it is on Zalo.'),
      id: textOrNull('Of the person on Zalo.'),
    }),
    report('Not done.', {
      event: v.literal('failed'),
      account: textOrNull('Null if the config has none.'),
      error: errorReportSchema,
    }),
  ]),
  v.description('What `login --json` prints, a line an event; the last is `logged-in` or `failed`.'),
);

export type LoginReport = v.InferOutput<typeof loginSchema>;
