// What the reports of the commands have in common. What is not known is null, never absent.
import * as v from 'valibot';
import type { ErrorView } from '../../core/faces.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { redactText } from '../../core/system/redact.ts';
import { hintText } from '../remedies.ts';

/** An object with exactly these keys, described for the schema file. */
export const report = <const Entries extends v.ObjectEntries>(description: string, entries: Entries) =>
  v.pipe(v.object(entries), v.readonly(), v.description(description));

/** A list for readers. */
export const listOf = <const Item extends v.GenericSchema>(item: Item, description: string) =>
  v.pipe(v.array(item), v.readonly(), v.description(description));

/** A text, described. */
export const text = (description: string) => v.pipe(v.string(), v.description(description));

/** A text that may not be known. */
export const textOrNull = (description: string) => v.pipe(v.nullable(v.string()), v.description(description));

/** A yes or no, described. */
export const flag = (description: string) => v.pipe(v.boolean(), v.description(description));

/** A time: ISO 8601, UTC. */
export const time = (description: string) =>
  v.pipe(v.string(), v.isoTimestamp(), v.description(`${description} ISO 8601, UTC.`));

/** A time that may not be known. */
export const timeOrNull = (description: string) =>
  v.pipe(v.nullable(v.pipe(v.string(), v.isoTimestamp())), v.description(`${description} ISO 8601, UTC.`));

/** The last words of a program, as a report has them. */
export const detailOrNull = textOrNull(
  'The last words of the program that failed, on one line, without secrets. Null: it said none.',
);

/** What a program said, as it is printed: one line without secrets, cut where it is long. */
export const wordsOf = (detail: string | undefined): string | null =>
  detail === undefined || detail.trim() === '' ? null : sanitizeLine(redactText(detail), 500);

export const errorReportSchema = report('Why something is not there or did not happen.', {
  code: text('Stable; docs/troubleshooting.md lists them.'),
  sentence: text('What happened.'),
  hint: textOrNull('What to do now.'),
  detail: detailOrNull,
});

/** The error a report may carry; the exit code is 1 then. */
export const errorOrNull = (description: string) =>
  v.pipe(v.nullable(errorReportSchema), v.description(description));

export type ErrorReport = v.InferOutput<typeof errorReportSchema>;

export const errorReport = ({ code, sentence, hint, detail }: ErrorView): ErrorReport => ({
  code,
  sentence,
  hint: hintText(hint) ?? null,
  detail: wordsOf(detail),
});

/** As {@link errorReport}, or null. */
export const errorReportOrNull = (error: ErrorView | undefined): ErrorReport | null =>
  error === undefined ? null : errorReport(error);

/** Epoch ms as a report writes it. */
export const iso = (atMs: number): string => new Date(atMs).toISOString();

// Words on the primary screen: before the console opens and after it has closed.

/** An error as lines for stderr: the sentence and the next step, then the program's own words if there are any. */
export const errorLines = ({ sentence, hint, detail }: ErrorView): readonly string[] => [
  sanitizeLine([sentence, hintText(hint)].filter((part) => part !== undefined).join(' '), 1_000),
  ...(wordsOf(detail) === null ? [] : [`  ${wordsOf(detail)}`]),
];
