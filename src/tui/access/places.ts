// Which file of the config a row is about, so that the editor opens that one.

import { accountPath, type ConsoleState, type Finding, type Setting } from '../../core/index.ts';
import type { AccessRow } from './select.ts';
import { editConfigSentences } from './words-edit-config.ts';

type Place = NonNullable<Finding['place']>;

/** The files to open for a row: one, or several of which the operator chooses. `what`: what is spread over them. */
export interface RowPlaces {
  readonly places: readonly Place[];
  readonly what?: string;
}

const allFiles = ({ config }: ConsoleState): RowPlaces => ({ places: (config.files ?? [config.path]).map((file) => ({ file })) });

const ownersOf = (core: ConsoleState, path: string | undefined): RowPlaces => {
  const { owners = {}, places = {} } = core.config;
  const owner = path === undefined ? undefined : Object.hasOwn(owners, path) ? owners[path] : undefined;
  if (owner !== undefined && owner.length > 0) return { places: owner, ...(path !== undefined && owner.length > 1 ? { what: path } : {}) };
  const place = path !== undefined && Object.hasOwn(places, path) ? places[path] : undefined;
  return place === undefined ? allFiles(core) : { places: [place] };
};

const settingOf = (row: AccessRow): Setting<unknown> | undefined => {
  if (row.type === 'group') return row.account.groups;
  return row.type === 'setting' || row.type === 'entry' ? row.setting : undefined;
};

/** Where the value of a row is written; every file of the config where no row says. */
export const placesOf = (core: ConsoleState, row: AccessRow | undefined): RowPlaces => {
  switch (row?.type) {
    case 'finding':
    case 'cure':
      return row.finding.place === undefined ? allFiles(core) : { places: [row.finding.place] };
    case 'switch':
      return ownersOf(core, row.path);
    case 'account':
      return ownersOf(core, accountPath(row.account.id));
    case 'setting':
    case 'entry':
    case 'group':
      return ownersOf(core, settingOf(row)?.path);
    default:
      return allFiles(core);
  }
};

/** Why no file can be opened for a row, or undefined. */
export const noPlace = ({ config }: ConsoleState, row: AccessRow | undefined): string | undefined => {
  const words = editConfigSentences;
  if (config.status === 'missing') return words.notThere;
  if (row?.type === 'approved') return words.approvedElsewhere;
  const setting = row === undefined ? undefined : settingOf(row);
  return setting?.source === 'environment' ? words.fromEnvironment(setting.path ?? '') : undefined;
};
