import type { Self } from '../model/contact.ts';
import { userId } from '../shared/ids.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import { garbage, idField, isRecord, nameField, type Parsed } from './fields.ts';

/** Who the account is, from `zca me info -j`: `{userId, displayName, …}`. */
export const parseSelf = (stdout: string): Parsed<Self> => {
  const json = parseLenientJson(stdout);
  if (!json.ok || !isRecord(json.value)) return garbage;
  const id = idField(json.value, 'userId', 'uid', 'id');
  if (id === undefined) return garbage;
  const username = nameField(json.value, 'username');
  const phone = nameField(json.value, 'phoneNumber');
  return {
    ok: true,
    value: {
      id: userId(id),
      name: nameField(json.value, 'displayName', 'display_name', 'zaloName', 'zalo_name', 'username') ?? id,
      ...(username === undefined ? {} : { username }),
      ...(phone === undefined ? {} : { phone }),
    },
  };
};
