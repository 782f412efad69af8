import type { Peer } from '../model/people.ts';
import { userId } from '../shared/ids.ts';
import { Written } from '../shared/text/exactly.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { sanitizeLine, sanitizeName, stripEscapes } from '../shared/text/sanitize.ts';
import {
  garbage,
  idField,
  idOf,
  type JsonRecord,
  nameField,
  nameReader,
  type Parsed,
  readRows,
} from './fields.ts';

/** What one line of `zca auth login` says. The text of `qr-base64` is a credential: never log it. */
export type LoginLine =
  /** The picture is complete now. The path as printed: compare or use, do not show unsanitised. */
  | { readonly type: 'qr-saved'; readonly path: string }
  | { readonly type: 'qr-base64'; readonly base64: string }
  | { readonly type: 'scanned'; readonly name: string }
  /**
   * That it worked, or so it is said: `Scanned by:` is followed by a name that a stranger chose, line ends and all. A refusal on the phone exits 0
   * without it.
   */
  | { readonly type: 'logged-in'; readonly profile: string; readonly name: string; readonly id: string }
  | { readonly type: 'declined' }
  | { readonly type: 'expired' }
  /** What is waited for did not come: the code has expired, or Zalo refuses the log-in. */
  | { readonly type: 'no-result'; readonly text: string }
  | { readonly type: 'other'; readonly text: string };

const loggedIn = /^Logged in profile ([\w-]+) as (.*) \(([^()]*)\)$/u;
const dataUrl = /^data:image\/png;base64,([A-Za-z0-9+/]+={0,2})\s*$/u;

const savedTo = 'QR code saved to:';
/** Longer than any path; the patterns below see no more of a line. */
const maxTextUnits = 5_000;

/** Reads one line (without its line end) of stdout or stderr. Total. */
export const parseLoginLine = (line: string): LoginLine => {
  const base64 = dataUrl.exec(line)?.[1];
  if (base64 !== undefined) return { type: 'qr-base64', base64 };
  const text = stripEscapes(line.slice(0, maxTextUnits)).trimEnd();
  if (text.startsWith(savedTo)) return { type: 'qr-saved', path: text.slice(savedTo.length).trim() };
  const scannedBy = /^Scanned by:(.*)$/u.exec(text)?.[1];
  if (scannedBy !== undefined) return { type: 'scanned', name: sanitizeName(scannedBy) };
  const success = readSuccess(text);
  if (success !== undefined) return success;
  if (/^(?:Error:\s*)?QR login declined/iu.test(text)) return { type: 'declined' };
  // It says "Retrying", but does not.
  if (text.startsWith('QR expired')) return { type: 'expired' };
  if (/^Error: Cannot get (?:scan|confirm) result/u.test(text))
    return { type: 'no-result', text: sanitizeLine(text, 500) };
  return { type: 'other', text: sanitizeLine(text.replace(/data:\S*/gu, 'data:…'), 500) };
};

const readSuccess = (text: string): LoginLine | undefined => {
  const [, profile, name, idText] = loggedIn.exec(text) ?? [];
  const id = idOf(idText);
  if (profile === undefined || name === undefined || id === undefined) return undefined;
  return { type: 'logged-in', profile, name: sanitizeName(name), id };
};

/**
 * People from `zca friend list -j` (`list`: all are friends) or `zca friend find` (`find`: friends are the rows with `isFr`). A search by
 * phone number gives rows of another shape: `userId, uid, display_name, zalo_name`, no `displayName` (the zca contract).
 */
export const parsePeers = (stdout: string, source: 'list' | 'find'): Parsed<readonly Peer[]> => {
  const json = parseLenientJson(stdout);
  return json.ok ? peersIn(json.value, source) : garbage;
};

/** The same of JSON that has been read. */
export const peersIn = (value: unknown, source: 'list' | 'find'): Parsed<readonly Peer[]> => {
  const writtenOf = nameReader('userId', 'displayName');
  return readRows(value, (record) => readPeer(record, source, writtenOf));
};

const readPeer = (
  record: JsonRecord,
  source: 'list' | 'find',
  writtenOf: ReturnType<typeof nameReader>,
): Peer | undefined => {
  const id = idField(record, 'userId', 'uid', 'id');
  const written = writtenOf(record, id ?? '');
  if (id === undefined) return undefined;
  const name = nameField(record, 'displayName', 'display_name', 'zaloName', 'zalo_name', 'username') ?? id;
  const username = nameField(record, 'username');
  const phone = nameField(record, 'phoneNumber');
  return {
    id: userId(id),
    name,
    ...(source === 'find' || written === name ? {} : { writtenName: new Written(written) }),
    isFriend: source === 'list' || record.isFr === 1 || record.isFr === true,
    ...(username === undefined ? {} : { username }),
    ...(phone === undefined ? {} : { phone }),
  };
};
