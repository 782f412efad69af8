// `openclaw directory …`: entries, each with the person or group as the plugin knows it in `raw` (the gateway's live contract, section 4).
import { parseLenientJson } from '../../shared/text/lenient-json.ts';
import { idField, isRecord, type Parsed } from '../../zca/fields.ts';
import { openclawSentences as words } from '../words.ts';
import { type CliAnswer, type CliRun, openClawFailure } from './answer.ts';

/** The entry as the plugin knows it; where that is missing, what stands around it. The ids of groups have a prefix there. */
const plainOf = (entry: unknown): unknown => {
  if (!isRecord(entry)) return entry;
  const { raw, name } = entry;
  if (isRecord(raw) && idField(raw, 'userId', 'groupId') !== undefined) return raw;
  const id = idField(entry, 'id')?.replace(/^(?:group|user):/u, '');
  return { userId: id, groupId: id, name, displayName: name };
};

/** @param read the rows of a list, as the plugin knows them */
export const parseDirectory = <Row>(
  what: string,
  run: CliRun,
  read: (rows: unknown) => Parsed<readonly Row[]>,
): CliAnswer<readonly Row[]> => {
  const json = parseLenientJson(run.stdout);
  if (run.code !== 0 || !json.ok || !Array.isArray(json.value)) {
    const isOdd = run.code === 0 && !(json.ok && isRecord(json.value) && json.value['ok'] === false);
    return { ok: false, error: isOdd ? words.errors.garbageOutput({ what }) : openClawFailure(what, run) };
  }
  const rows = read(json.value.map(plainOf));
  return rows.ok ? rows : { ok: false, error: words.errors.garbageOutput({ what, detail: 'rows' }) };
};
