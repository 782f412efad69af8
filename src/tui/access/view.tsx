// Access: what holds for each account, where it comes from, and what is wrong with it.

import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { selectedIndexIn } from '../layout/window-for.ts';
import { type Line, line } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { accessCopyItems } from './copy.ts';
import { accessDetails } from './details.ts';
import { accessLine } from './row.ts';
import { accessList, accessRows } from './select.ts';
import { accessScreenSentences } from './words.ts';

const words = accessScreenSentences;

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
    config.readAtMs === undefined ? undefined : words.read(config.path, frameSentences.ago(ageText(frame.ui.nowMs - config.readAtMs))),
  ];
  const usual = { text: parts.filter((part) => part !== undefined).join(', '), tone: 'muted' } as const;
  // Whoever has scrolled down must know that what is shown is not what the file says.
  return config.status === 'broken' && at > 0 ? line({ text: `${words.brokenAbove} `, tone: 'bad' }, usual) : line(usual);
};

export const accessScreen: ScreenModule = {
  name: 'access',
  View: AccessView,
  list: accessList,
  details: accessDetails,
  statusLine,
  copyItems: accessCopyItems,
};
