// Access: what holds for each account, where it comes from, and what is wrong with it.

import type { ReactElement } from 'react';
import { approvedRows } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { selectedIndexIn } from '../layout/window-for.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { type Line, line } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { accessDetails } from './details.ts';
import { accessLine, placeText } from './row.ts';
import { type AccessRow, accessList, accessRows, placesOf, selectedAccess } from './select.ts';
import { accessScreenSentences } from './words.ts';

// What can be copied of a row of the Access screen: the value first, then where it is written.

const words = accessScreenSentences;
const { labels } = words;

/** `/home/an/.openclaw/openclaw.json:12`: the file that decides. */
const fileOf = ({ core }: Frame, row: AccessRow): string => {
  const [place] = placesOf(core, row).places;
  return place === undefined ? core.config.path : words.place(place.file, place.line);
};

const item = (label: string, text: string | undefined): readonly CopyItem[] =>
  text === undefined || text === '' ? [] : [{ label, text }];

const rowItems = (frame: Frame, row: AccessRow): readonly CopyItem[] => {
  switch (row.type) {
    case 'heading':
    case 'notice':
      return [];
    case 'finding':
    case 'cure':
      return [
        ...item(labels.file, placeText(row.finding, false)),
        ...item(words.findingTitle, row.finding.sentence),
      ];
    case 'switch':
      return [
        ...item(labels.value, row.value),
        ...item(labels.path, row.path),
        ...item(labels.file, fileOf(frame, row)),
      ];
    case 'account':
      return [...item(labels.id, row.account.id), ...item(labels.profile, row.account.profile.value)];
    case 'setting':
      return [
        ...item(labels.value, row.value),
        ...item(labels.path, row.setting.path),
        ...item(labels.file, fileOf(frame, row)),
      ];
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
const accessCopyItems = (frame: Frame): readonly CopyItem[] => {
  const row = selectedAccess(frame);
  const items = row === undefined ? [] : rowItems(frame, row);
  return items.length > 0 ? items : item(labels.file, frame.core.config.path);
};

const AccessView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const rows = accessRows(frame);
  const list = accessList(frame);
  const { width } = frame.layout.main;
  const isUnread = frame.core.config.status === 'unread';
  return (
    <List
      ids={list.ids}
      list={listState(frame.ui, 'access')}
      width={width}
      height={list.height}
      lineOf={(_, index) => {
        const row = rows[index];
        return row === undefined ? [] : accessLine(row, width - 2, signs);
      }}
      empty={[line({ text: isUnread ? words.reading : words.noAccounts, tone: 'muted' })]}
    />
  );
};

/** `3/24, /home/an/.openclaw/openclaw.json read 2m ago`. */
const statusLine = (frame: Frame): Line => {
  const { config } = frame.core;
  const list = accessList(frame);
  const at = selectedIndexIn(list.ids, listState(frame.ui, 'access'));
  const parts = [
    at < 0 ? undefined : words.position(at + 1, list.ids.length),
    config.readAtMs === undefined
      ? undefined
      : words.read(config.path, frameSentences.ago(ageText(frame.ui.nowMs - config.readAtMs))),
  ];
  const usual = { text: parts.filter((part) => part !== undefined).join(', '), tone: 'muted' } as const;
  // Whoever has scrolled down must know that what is shown is not what the file says.
  return config.status === 'broken' && at > 0
    ? line({ text: `${words.brokenAbove} `, tone: 'bad' }, usual)
    : line(usual);
};

export const accessScreen: ScreenModule = {
  name: 'access',
  View: AccessView,
  list: accessList,
  details: accessDetails,
  statusLine,
  copyItems: accessCopyItems,
};
