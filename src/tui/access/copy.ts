// What can be copied of a row of the Access screen: the value first, then where it is written.

import { approvedRows } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { placesOf } from './places.ts';
import { placeText } from './row.ts';
import { type AccessRow, selectedAccess } from './select.ts';
import { accessScreenSentences } from './words.ts';

const words = accessScreenSentences;
const { labels } = words;

/** `/home/an/.openclaw/openclaw.json:12`: the file that decides. */
const fileOf = ({ core }: Frame, row: AccessRow): string => {
  const [place] = placesOf(core, row).places;
  return place === undefined ? core.config.path : words.place(place.file, place.line);
};

const item = (label: string, text: string | undefined): readonly CopyItem[] => (text === undefined || text === '' ? [] : [{ label, text }]);

const rowItems = (frame: Frame, row: AccessRow): readonly CopyItem[] => {
  switch (row.type) {
    case 'heading':
    case 'notice':
      return [];
    case 'finding':
    case 'cure':
      return [...item(labels.file, placeText(row.finding, false)), ...item(words.findingTitle, row.finding.sentence)];
    case 'switch':
      return [...item(labels.value, row.value), ...item(labels.path, row.path), ...item(labels.file, fileOf(frame, row))];
    case 'account':
      return [...item(labels.id, row.account.id), ...item(labels.profile, row.account.profile.value)];
    case 'setting':
      return [...item(labels.value, row.value), ...item(labels.path, row.setting.path), ...item(labels.file, fileOf(frame, row))];
    case 'approved':
      return item(
        labels.value,
        approvedRows(frame.core, row.account.id)
          .map(({ sender }) => sender.senderId)
          .join('\n'),
      );
    case 'entry':
      return [
        ...item(labels.entry, row.entry.entry),
        ...item(labels.id, row.entry.id),
        ...item(labels.name, row.entry.name),
        ...item(labels.path, row.setting.path),
      ];
    case 'group':
      return [
        ...item(labels.entry, row.entry.key),
        ...item(labels.id, row.entry.id),
        ...item(labels.name, row.entry.name),
        ...item(labels.path, row.account.groups.path),
      ];
  }
};

/** The value of the selected row first, then its path and file; of anything else the file of the config. */
export const accessCopyItems = (frame: Frame): readonly CopyItem[] => {
  const row = selectedAccess(frame);
  const items = row === undefined ? [] : rowItems(frame, row);
  return items.length > 0 ? items : item(labels.file, frame.core.config.path);
};
