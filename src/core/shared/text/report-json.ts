// Reports as JSON: what programs read, and people print. One border for the commands, the saved feed and the log.
import { harmless, visibleJson } from './sanitize.ts';

const cleaned = (_key: string, value: unknown): unknown => (typeof value === 'string' ? harmless(value) : value);

/** A report as JSON, on one line unless it is indented: no string in it drives a terminal, neither as it stands here nor once it is read. */
export const reportJson = (report: object, indent?: number): string => visibleJson(JSON.stringify(report, cleaned, indent));
