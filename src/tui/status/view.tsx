// Status, the home screen: how every account does, and the next step of each.

import type { ReactElement } from 'react';
import { attentionCount } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { type Line, line } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { statusLineOf } from './row.ts';
import { selectedAccount, statusDetails, statusList, statusRows } from './select.ts';
import { statusScreenSentences } from './words.ts';

const words = statusScreenSentences;

const emptyLines = ({ core }: Frame): readonly Line[] => {
  const { config } = core;
  if (config.status === 'unread') return [line({ text: words.reading, tone: 'muted' })];
  if (config.status === 'broken')
    return [line({ text: words.configBroken, tone: 'bad' }), line({ text: words.correctIt, tone: 'accent' })];
  const sentence = config.status === 'missing' ? words.noConfig(config.path) : words.noAccounts;
  return [line(sentence), line({ text: words.firstSteps, tone: 'accent' })];
};

const StatusView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const rows = new Map(statusRows(frame).map((row) => [row.id as string, row]));
  const list = statusList(frame);
  const { width, height } = frame.layout.main;
  return (
    <List
      ids={list.ids}
      list={listState(frame.ui, 'status')}
      width={width}
      height={height}
      lineOf={(id) => {
        const row = rows.get(id);
        return row === undefined ? [] : statusLineOf(row, width - 2, frame.ui.nowMs, signs);
      }}
      empty={emptyLines(frame)}
    />
  );
};

/** A config that cannot be read comes first: what is shown then is what was known before. */
const brokenLine = ({ core: { config } }: Frame, summary: string, signs: Signs): Line =>
  line(
    { text: `${signs.failed} ${words.configBroken}`, tone: 'bad' },
    config.accounts.length === 0 ? undefined : { text: `  ${words.asLastRead(summary)}`, tone: 'muted' },
  );

const statusLine = (frame: Frame, signs: Signs): Line => {
  const { core, ui } = frame;
  const { accounts, status, path, readAtMs } = core.config;
  const summary = words.summary(accounts.length, attentionCount(core));
  if (status === 'broken') return brokenLine(frame, summary, signs);
  const file =
    readAtMs === undefined
      ? ''
      : `  ${words.configFile(path, frameSentences.ago(ageText(ui.nowMs - readAtMs)))}`;
  return line({ text: summary + file, tone: 'muted' });
};

export const statusScreen: ScreenModule = {
  name: 'status',
  View: StatusView,
  list: statusList,
  details: statusDetails,
  statusLine,
  copyItems: (frame) => {
    const row = selectedAccount(frame);
    if (row === undefined) return [];
    const { self } = row.facts;
    return [
      ...(self === undefined ? [] : [{ label: statusScreenSentences.labels.id, text: self.id }]),
      { label: statusScreenSentences.labels.profile, text: row.account.profile.value },
      { label: statusScreenSentences.accountLabel, text: row.id },
    ];
  },
};
