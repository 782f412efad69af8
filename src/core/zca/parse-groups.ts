import type { Group } from '../model/contact.ts';
import { groupId } from '../model/ids.ts';
import { parseLenientJson } from '../text/lenient-json.ts';
import { garbage, idField, type JsonRecord, nameField, numberField, type Parsed, readRows } from './fields.ts';

/** Groups from `zca group list -j`: `{groupId, name, totalMember? or memberCount?}`. */
export const parseGroups = (stdout: string): Parsed<readonly Group[]> => {
  const json = parseLenientJson(stdout);
  return json.ok ? readRows(json.value, readGroup) : garbage;
};

const readGroup = (record: JsonRecord): Group | undefined => {
  const id = idField(record, 'groupId', 'id');
  if (id === undefined) return undefined;
  const memberCount = numberField(record, 'totalMember', 'memberCount');
  return {
    id: groupId(id),
    name: nameField(record, 'name', 'groupName') ?? id,
    ...(memberCount === undefined || memberCount < 0 ? {} : { memberCount: Math.trunc(memberCount) }),
  };
};
