// Status, the home screen: how every account does, and the next step of each.

import type { ReactElement } from 'react';
import { type AccountRow, attentionCount, conditionWords, sentences } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { markSpan, markTone } from '../components/row.tsx';
import { bindingOf } from '../keys/bindings.ts';
import { fitCells } from '../text/cells.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { selectedAccount, statusDetails, statusList, statusRows } from './select.ts';
import { statusScreenSentences } from './words.ts';

// One account in one row. What is dropped first where it is narrow: the policies, then the last message, then the profile.

const words = statusScreenSentences;

const stepKeys = {
  'log-in': bindingOf('status.login'),
  'start-listener': bindingOf('status.listener'),
  'stop-listener': bindingOf('status.listener'),
  // Its menu begins with the fixes.
  'cure-gateway': bindingOf('openclaw.gateway'),
  'start-gateway': bindingOf('openclaw.gateway'),
  'start-account': bindingOf('status.listener'),
  probe: bindingOf('status.probe'),
} as const;

/** The key that takes the next step; none where no key does. */
const stepKey = ({ nextStep }: AccountRow): string | undefined =>
  nextStep === undefined || nextStep.action === 'install-zca'
    ? undefined
    : stepKeys[nextStep.action].strokes[0];

const last = (atMs: number, nowMs: number): string => words.lastMessage(ageText(nowMs - atMs));

/** Do others listen than one would expect? That is said where it is cut last. */
const isUnusual = ({ listening: { status, processes } }: AccountRow): boolean =>
  status === 'deaf' ||
  status === 'doubled' ||
  status === 'contested' ||
  processes.some(({ owner: { type } }) => type !== 'gateway' && type !== 'console');

/** How many live listeners there are, and whose; nothing where none is and none has to be. */
const listeners = (row: AccountRow, gap: string): Span | undefined => {
  const { status, processes } = row.listening;
  if (processes.length === 0 && status !== 'deaf') return undefined;
  return toned(`${gap}${sentences.listening.summary(processes)}`, isUnusual(row) ? 'bad' : 'muted');
};

/** `● work  Nguyễn An · connected · dm pairing · groups allowlist · last message 2m`. */
export const statusLineOf = (row: AccountRow, cells: number, nowMs: number, signs: Signs): Line => {
  const gap = ` ${signs.separator} `;
  const key = stepKey(row);
  const { account } = row;
  // That nobody is logged in is said in words already.
  const toKnow = row.findings.filter(
    ({ code }) => code !== 'account-logged-out' && code !== 'gateway-not-linked',
  ).length;
  return line(
    markSpan(row.mark, signs),
    ' ',
    {
      text: fitCells(row.id, Math.min(14, Math.max(8, Math.floor(cells / 6))), { ellipsis: signs.ellipsis }),
      isBold: true,
    },
    ' ',
    toned(conditionWords(row, nowMs), markTone(row.mark)),
    key === undefined ? undefined : toned(`  ${words.press(key)}`, row.needsAttention ? 'warn' : 'muted'),
    cells >= 62 && isUnusual(row) ? listeners(row, gap) : undefined,
    // The account's own name; lists draw it steady, so that what follows keeps its place.
    row.name === undefined ? undefined : `${gap}${row.name}`,
    cells >= 62 && !isUnusual(row) ? listeners(row, gap) : undefined,
    cells >= 60 && row.lastMessageAtMs !== undefined
      ? `${gap}${last(row.lastMessageAtMs, nowMs)}`
      : undefined,
    row.isPolicyKnown ? undefined : toned(`${gap}${words.policyUnknown}`, 'warn'),
    // An account usually has the profile of its own name: worth a word only where it does not.
    cells >= 50 && String(account.profile.value) !== row.id
      ? `${gap}${words.profile(account.profile.value)}`
      : undefined,
    cells >= 74 && row.isPolicyKnown
      ? `${gap}${words.policies(account.dmPolicy.value, account.groupPolicy.value)}`
      : undefined,
    toKnow === 0 ? undefined : toned(`${gap}${signs.attention}${toKnow}`, 'warn'),
  );
};

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
