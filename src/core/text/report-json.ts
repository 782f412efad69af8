// Reports as JSON: what programs read, and people print. One border for the commands, the saved feed and the log.
import { harmless, visibleJson } from './sanitize.ts';

/** Kept as the program printed it, though escaped: a reader that prints it must know what it does. */
const verbatimKey = 'raw';

const cleaned = (key: string, value: unknown): unknown => (typeof value === 'string' && key !== verbatimKey ? harmless(value) : value);

/** A report as JSON, on one line unless it is indented: no string in it drives a terminal, neither as it stands here nor once it is read. */
export const reportJson = (report: object, indent?: number): string => visibleJson(JSON.stringify(report, cleaned, indent));
