import type { Peer } from '../model/people.ts';
import { userId } from '../shared/ids.ts';
import { Written } from '../shared/text/exactly.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { garbage, idField, type JsonRecord, nameField, nameReader, type Parsed, readRows } from './fields.ts';

/**
 * People from `zca friend list -j` (`list`: all are friends) or `zca friend find` (`find`: friends are the rows with `isFr`). A search by
 * phone number gives rows of another shape: `userId, uid, display_name, zalo_name`, no `displayName` (the zca contract).
 */
export const parsePeers = (stdout: string, source: 'list' | 'find'): Parsed<readonly Peer[]> => {
  const json = parseLenientJson(stdout);
  const writtenOf = nameReader('userId', 'displayName');
  return json.ok ? readRows(json.value, (record) => readPeer(record, source, writtenOf)) : garbage;
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
