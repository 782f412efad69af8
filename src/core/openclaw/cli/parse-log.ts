// The gateway's log as `openclaw logs --json` and `openclaw channels logs --json` print it. Other people's text: sanitised.

import { parseExactJson } from '../../shared/text/lenient-json.ts';
import { sanitizeLine } from '../../shared/text/sanitize.ts';
import { redactText } from '../../system/redact.ts';
import { isRecord, type JsonRecord } from '../../zca/fields.ts';
import { type CliAnswer, type CliRun, lineField, listField, readAnswer } from './answer.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `HH:mm:ss` of an ISO time, in local time. */
const clockOf = (iso: string | undefined): string | undefined => {
  const at = new Date(iso ?? Number.NaN);
  return Number.isNaN(at.getTime())
    ? undefined
    : `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

const channelPrefix = /^(?:\S+ \w+ )?\{"subsystem":"[^"]{0,80}"\}\s*/u;

/** What another call of `openclaw` printed as JSON: 226 writes that into the log too (the OpenClaw contract, section 1). */
const isOutputOfCall = (entry: JsonRecord): boolean =>
  typeof entry['message'] === 'string' && /^[[{]\s*\n/u.test(entry['message']);

/** One entry as a line: `15:34:09 warn  gateway/channels/zalouser  message`. */
const entryLine = (entry: JsonRecord): string => {
  const message = (lineField(entry, 'message') ?? '').replace(channelPrefix, '');
  const level = lineField(entry, 'level');
  const parts = [
    clockOf(lineField(entry, 'time')),
    level === 'info' ? undefined : level,
    lineField(entry, 'subsystem')?.replace(/^gateway\/channels\//u, ''),
    message,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('  ');
};

/** A line of `logs --json` as a person reads it; undefined for what is no news. A line that is no JSON stays as it is. */
export const readableLogLine = (line: string): string | undefined => {
  if (!line.startsWith('{')) return sanitizeLine(redactText(line));
  const json = parseExactJson(line);
  if (!json.ok || !isRecord(json.value)) return sanitizeLine(redactText(line));
  const entry = json.value;
  switch (entry['type']) {
    case 'meta':
      return lineField(entry, 'file');
    case 'log':
      return isOutputOfCall(entry) ? undefined : entryLine(entry);
    case 'error':
    case 'notice':
      return lineField(entry, 'message');
    default:
      return sanitizeLine(redactText(line));
  }
};

/** The log file and its last lines about the channel, oldest first. */
export interface ChannelLog {
  readonly file: string | undefined;
  readonly lines: readonly string[];
}

/** Reads `channels logs --json`. */
export const parseChannelsLogs = (run: CliRun): CliAnswer<ChannelLog> => {
  const answer = readAnswer('openclaw channels logs', run);
  if (!answer.ok) return answer;
  return {
    ok: true,
    value: { file: lineField(answer.value, 'file'), lines: listField(answer.value, 'lines').map(entryLine) },
  };
};
