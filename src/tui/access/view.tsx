// Access: what holds for each account, where it comes from, and what is wrong with it.

import type { ReactElement } from 'react';
import { approvedRows, type Setting } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Details, type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { selectedIndexIn } from '../layout/window-for.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { accessLine, entryWords, groupWord, placeText, ruleTexts } from './row.ts';
import { type AccessRow, accessList, accessRows, placesOf, selectedAccess } from './select.ts';
import { accessScreenSentences, editConfigSentences } from './words.ts';

// All there is to say about a row of the Access screen: what it means, and where to change it by hand.

const words = accessScreenSentences;
const { labels } = words;

const labelled = (label: string, text: string): Line => line({ text: label.padEnd(8), tone: 'muted' }, text);

/** Every file that says something about a row: `/home/an/.openclaw/openclaw.json:12`. */
const placeLines = ({ core }: Frame, row: AccessRow): readonly Line[] => {
  const { places, what } = placesOf(core, row);
  const files = places.map(({ file, line: at }) => line(words.place(file, at)));
  return what === undefined ? files : [line(toned(editConfigSentences.spread(what), 'warn')), ...files];
};

const kindOf = ({ type }: AccessRow): keyof typeof words.byHand =>
  type === 'entry' || type === 'group' ? type : 'setting';

/** Where a value stands, and what a hand does there. Long texts are lines of their own, so that they wrap. */
const whereLines = (
  frame: Frame,
  row: AccessRow,
  setting: Setting<unknown>,
  key: string,
): readonly Line[] => {
  if (setting.source === 'environment')
    return [labelled(labels.source, words.from.environment), labelled(labels.path, setting.path ?? '')];
  return [
    labelled(labels.source, words.from[setting.source]),
    ...(setting.path === undefined ? [] : [labelled(labels.path, setting.path)]),
    [],
    line(toned(setting.path === undefined ? words.byHandUnset(key) : words.byHand[kindOf(row)], 'muted')),
    ...placeLines(frame, row),
  ];
};

const settingDetails = (frame: Frame, row: Extract<AccessRow, { type: 'setting' }>): readonly Line[] => [
  line(`${row.key}: ${row.value}`),
  line(toned(row.means, 'muted')),
  [],
  ...whereLines(frame, row, row.setting, row.key),
];

const approvedDetails = (frame: Frame, row: Extract<AccessRow, { type: 'approved' }>): readonly Line[] => [
  line(words.people(row.count)),
  line(toned(row.means, 'muted')),
  line(toned(words.approvedHow, 'muted')),
  [],
  ...approvedRows(frame.core, row.account.id).map(({ sender, name }) =>
    labelled('', `${sender.senderId}  ${name?.name ?? ''}`),
  ),
];

const findingDetails = ({ finding }: Extract<AccessRow, { type: 'finding' | 'fix' }>): readonly Line[] => {
  const place = placeText(finding, false);
  const fix = hintText(finding.fix);
  return [
    line(toned(`${words.severity[finding.severity]}:`, finding.severity === 'problem' ? 'bad' : 'warn')),
    line(finding.sentence),
    ...(fix === undefined ? [] : [[], line(words.fix(fix))]),
    ...(place === undefined ? [] : [[], line(toned(place, 'accent'))]),
  ];
};

const keyOf = (row: Extract<AccessRow, { type: 'entry' | 'group' }>): string =>
  row.type === 'group' ? 'groups' : 'allowFrom';

const entryDetails = (
  frame: Frame,
  row: Extract<AccessRow, { type: 'entry' | 'group' }>,
): readonly Line[] => {
  const { entry } = row;
  const setting = row.type === 'group' ? row.account.groups : row.setting;
  const rule = row.type === 'group' ? [groupWord(row), ...ruleTexts(row.entry.rule)] : [];
  return [
    line('key' in entry ? entry.key : entry.entry),
    line(entryWords(entry, row.type === 'group')),
    ...(entry.kind === 'name' && entry.name !== undefined ? [labelled(labels.name, entry.name)] : []),
    ...(entry.id === undefined ? [] : [labelled(labels.id, entry.id)]),
    ...rule.map((text, index) => labelled(index === 0 ? labels.rule : '', text)),
    [],
    ...whereLines(frame, row, setting, keyOf(row)),
  ];
};

const accountDetails = (frame: Frame, row: Extract<AccessRow, { type: 'account' }>): readonly Line[] => {
  const { label, isDefault, enabled, profile } = row.account;
  return [
    line(words.accountFacts(label, isDefault, enabled.value)),
    labelled(labels.profile, profile.value),
    labelled(labels.source, words.from[profile.source]),
    [],
    ...placeLines(frame, row),
  ];
};

const switchDetails = (frame: Frame, row: Extract<AccessRow, { type: 'switch' }>): readonly Line[] => [
  line(`${words.switches.keys[row.key]}: ${row.value}`),
  line(toned(row.means, 'muted')),
  [],
  labelled(labels.path, row.path),
  line(toned(row.isWritten ? words.byHand.setting : words.byHandUnset(row.path), 'muted')),
  ...placeLines(frame, row),
];

const accountActions = [
  'access.change',
  'access.make-default',
  'access.rename',
  'access.add',
  'access.remove',
  'access.undo',
  'access.edit-file',
  'copy.main',
] as const;

const entryActions = ['access.add', 'access.remove', 'access.undo', 'access.edit-file', 'copy.main'] as const;

const accessDetails = (frame: Frame): Details | undefined => {
  const row = selectedAccess(frame);
  if (row === undefined) return undefined;
  switch (row.type) {
    case 'heading':
      return {
        title: words.configTitle,
        lines: [line(row.text), [], ...placeLines(frame, row)],
        actions: ['access.edit-file', 'access.reload'],
      };
    case 'notice':
      return {
        title: words.configTitle,
        lines: [line(row.sentence), [], ...placeLines(frame, row)],
        actions: ['access.change', 'access.edit-file', 'access.reload', 'copy.main'],
      };
    case 'finding':
    case 'fix':
      return {
        title: words.findingTitle,
        lines: findingDetails(row),
        actions: ['access.change', 'access.edit-file', 'access.reload', 'copy.main'],
      };
    case 'switch':
      return {
        title: words.switches.heading,
        lines: switchDetails(frame, row),
        actions: ['access.change', 'access.undo', 'access.edit-file', 'copy.main'],
      };
    case 'account':
      return {
        title: words.accountTitle(row.account.id),
        lines: accountDetails(frame, row),
        actions: [...accountActions],
      };
    case 'setting':
      return {
        title: words.accountTitle(row.account.id),
        lines: settingDetails(frame, row),
        actions: ['access.change', 'access.add', 'access.undo', 'access.edit-file', 'copy.main'],
      };
    case 'approved':
      return {
        title: words.accountTitle(row.account.id),
        lines: approvedDetails(frame, row),
        actions: ['screen.pairing'],
      };
    case 'entry':
    case 'group':
      return {
        title: words.accountTitle(row.account.id),
        lines: entryDetails(frame, row),
        actions: row.type === 'entry' ? entryActions : ['access.change', 'access.tools', ...entryActions],
      };
  }
};

// What can be copied of a row of the Access screen: the value first, then where it is written.
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
    case 'fix':
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

/** What stands in the config is not what the gateway goes by. */
const forceSpan = ({ core: { configForce, connection }, ui }: Frame): Span | undefined => {
  if (connection.status !== 'open') return undefined;
  if (configForce.status === 'refused')
    return { text: `${words.refusedByGateway(configForce.issue)} `, tone: 'bad' };
  return configForce.status === 'waiting'
    ? {
        text: `${words.notInForce(frameSentences.ago(ageText(ui.nowMs - configForce.sinceMs)))} `,
        tone: 'warn',
      }
    : undefined;
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
  const force = forceSpan(frame);
  if (force !== undefined && config.status === 'ready') return line(force, usual);
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
