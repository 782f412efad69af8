import type { Group } from '../model/contact.ts';
import { groupId } from '../shared/ids.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { Written } from '../shared/text/written.ts';
import { garbage, idField, type JsonRecord, nameField, nameReader, numberField, type Parsed, readRows, recordField } from './fields.ts';

/** Groups from `zca group list -j`: `{groupId, name, totalMember? or memberCount?}`. */
export const parseGroups = (stdout: string): Parsed<readonly Group[]> => {
  const json = parseLenientJson(stdout);
  const writtenOf = nameReader('groupId', 'name');
  return json.ok ? readRows(json.value, (record) => readGroup(record, writtenOf)) : garbage;
};

/** `setting.lockViewMember` of the group itself. */
const hidesMembersOf = (record: JsonRecord): Pick<Group, 'hidesMembers'> =>
  numberField(recordField(record, 'setting'), 'lockViewMember') === 1 ? { hidesMembers: true } : {};

const readGroup = (record: JsonRecord, writtenOf: ReturnType<typeof nameReader>): Group | undefined => {
  const id = idField(record, 'groupId', 'id');
  const written = writtenOf(record, id ?? '');
  if (id === undefined) return undefined;
  const name = nameField(record, 'name', 'groupName') ?? id;
  const memberCount = numberField(record, 'totalMember', 'memberCount');
  return {
    id: groupId(id),
    name,
    ...(written === name ? {} : { writtenName: new Written(written) }),
    ...hidesMembersOf(record),
    ...(memberCount === undefined || memberCount < 0 ? {} : { memberCount: Math.trunc(memberCount) }),
  };
};
