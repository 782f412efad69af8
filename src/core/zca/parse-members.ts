import type { Member } from '../model/contact.ts';
import { userId } from '../shared/ids.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { garbage, idField, type JsonRecord, nameField, type Parsed, readRows } from './fields.ts';

/** Members from `zca group members GROUP -j`: `{userId or id, displayName, …}`. */
export const parseMembers = (stdout: string): Parsed<readonly Member[]> => {
  const json = parseLenientJson(stdout);
  return json.ok ? readRows(json.value, readMember) : garbage;
};

const readMember = (record: JsonRecord): Member | undefined => {
  const id = idField(record, 'userId', 'id', 'uid');
  if (id === undefined) return undefined;
  return { id: userId(id), name: nameField(record, 'displayName', 'dName', 'display_name', 'zaloName', 'zalo_name') ?? id };
};
