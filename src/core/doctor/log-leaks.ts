// Pairing codes in OpenClaw's log file. 226 writes whatever its command line prints into it, so that a program which polls
// `openclaw pairing list` leaves every code there (the OpenClaw contract, section 1). Pure; counts, and gives no code back.
import { parseExactJson } from '../shared/text/lenient-json.ts';
import { isRecord } from '../zca/fields.ts';

/** How many codes stand in a log. */
export interface CodesFound {
  /** Different codes that were listed. */
  readonly codes: number;
  /** Those of them that still work. */
  readonly pending: number;
}

const letters = 'A-HJ-NP-Z2-9';
const listedCode = new RegExp(String.raw`"code"\s*:\s*"([${letters}]{8})"`, 'gu');
const toldCode = new RegExp(String.raw`Pairing code:\s*([${letters}]{8})(?![${letters}])`, 'gu');
const channel = /"channel"\s*:\s*"zalouser"/u;

/** What was logged: the first arguments of the call, as text. */
const textOf = (line: string): string => {
  const json = parseExactJson(line);
  if (!json.ok || !isRecord(json.value)) return '';
  const { value } = json;
  return ['0', '1', '2']
    .map((key) => (typeof value[key] === 'string' ? value[key] : JSON.stringify(value[key] ?? '')))
    .join('\n');
};

const groupsOf = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/**
 * Counts the codes in JSON lines of the log. A list of another channel does not count; a table of `pairing list` only where it
 * shows a code that is pending, since words of eight capitals look the same.
 * @param pending the codes that work now
 */
export const findCodes = (log: string, pending: readonly string[]): CodesFound => {
  const found = new Set<string>();
  for (const line of log.split('\n')) {
    const waiting = pending.filter((code) => line.includes(code));
    for (const code of waiting) found.add(code);
    // Most lines are about something else: only what may hold a code is parsed.
    if (!/code/iu.test(line)) continue;
    const text = textOf(line);
    for (const code of groupsOf(text, toldCode)) found.add(code);
    if (channel.test(text)) for (const code of groupsOf(text, listedCode)) found.add(code);
  }
  return { codes: found.size, pending: pending.filter((code) => found.has(code)).length };
};
