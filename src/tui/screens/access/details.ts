// All there is to say about a row of the Access screen: what it means, and where to change it by hand.
import { type Account, approvedRows, type Setting, sentences } from '../../../core/index.ts';
import type { Frame } from '../../app/frame.ts';
import type { CopyItem } from '../../state/ui-state.ts';
import { type Line, line, toned } from '../../text/spans.ts';
import type { Details } from '../screen.ts';
import { entryWords, placeText, ruleTexts } from './row.ts';
import { type AccessRow, selectedAccess } from './select.ts';

const words = sentences.accessScreen;
const { labels } = words;

const labelled = (label: string, text: string): Line => line({ text: label.padEnd(8), tone: 'muted' }, text);

/** `/home/an/.openclaw/openclaw.json:12`, as far as it is known. */
const fileOf = ({ core }: Frame, { path }: Setting<unknown>): string => {
  const { config } = core;
  const place = path === undefined || config.places === undefined || !Object.hasOwn(config.places, path) ? undefined : config.places[path];
  return place === undefined ? config.path : words.place(place.file, place.line);
};

/** Where a value stands, and what a hand does there. Long texts are lines of their own, so that they wrap. */
const whereLines = (frame: Frame, setting: Setting<unknown>, key: string): readonly Line[] => {
  if (setting.source === 'environment') return [labelled(labels.source, words.from.environment), labelled(labels.path, setting.path ?? '')];
  return [
    labelled(labels.source, words.from[setting.source]),
    ...(setting.path === undefined ? [] : [labelled(labels.path, setting.path)]),
    [],
    line(toned(setting.path === undefined ? words.byHandUnset(key) : words.byHand, 'muted')),
    line(fileOf(frame, setting)),
  ];
};

const settingDetails = (frame: Frame, row: Extract<AccessRow, { type: 'setting' }>): readonly Line[] => [
  line(`${row.key}: ${row.value}`),
  line(toned(row.means, 'muted')),
  [],
  ...whereLines(frame, row.setting, row.key),
];

const approvedDetails = (frame: Frame, row: Extract<AccessRow, { type: 'approved' }>): readonly Line[] => [
  line(words.people(row.count)),
  line(toned(row.means, 'muted')),
  line(toned(words.approvedHow, 'muted')),
  [],
  ...approvedRows(frame.core, row.account.id).map(({ sender, name }) => labelled('', `${sender.senderId}  ${name?.name ?? ''}`)),
];

const findingDetails = ({ finding }: Extract<AccessRow, { type: 'finding' | 'cure' }>): readonly Line[] => {
  const place = placeText(finding, false);
  return [
    line(toned(`${words.severity[finding.severity]}:`, finding.severity === 'problem' ? 'bad' : 'warn')),
    line(finding.sentence),
    ...(finding.cure === undefined ? [] : [[], line(words.cure(finding.cure))]),
    ...(place === undefined ? [] : [[], line(toned(place, 'accent'))]),
  ];
};

/** Name of a setting in the config. */
const keyOf = (row: Extract<AccessRow, { type: 'entry' | 'group' }>): string => (row.type === 'group' ? 'groups' : 'allowFrom');

const entryDetails = (frame: Frame, row: Extract<AccessRow, { type: 'entry' | 'group' }>): readonly Line[] => {
  const { entry } = row;
  const setting = row.type === 'group' ? row.account.groups : row.setting;
  const rule = row.type === 'group' ? [row.entry.isAllowed ? words.allowed : words.blocked, ...ruleTexts(row.entry.rule)] : [];
  return [
    line('key' in entry ? entry.key : entry.entry),
    line(entryWords(entry, row.type === 'group')),
    ...(entry.kind === 'name' && entry.name !== undefined ? [labelled(labels.name, entry.name)] : []),
    ...(entry.id === undefined ? [] : [labelled(labels.id, entry.id)]),
    ...rule.map((text, index) => labelled(index === 0 ? labels.rule : '', text)),
    [],
    ...whereLines(frame, setting, keyOf(row)),
  ];
};

const accountDetails = ({ core }: Frame, { label, isDefault, enabled, profile }: Account): readonly Line[] => [
  line(words.accountFacts(label, isDefault, enabled.value)),
  labelled(labels.profile, profile.value),
  labelled(labels.source, words.from[profile.source]),
  [],
  line(core.config.path),
];

const accountActions = [
  'access.change',
  'access.make-default',
  'access.rename',
  'access.add',
  'access.remove',
  'access.undo',
  'copy.main',
] as const;

/** Details of the selected row. */
export const accessDetails = (frame: Frame): Details | undefined => {
  const row = selectedAccess(frame);
  if (row === undefined) return undefined;
  const { config } = frame.core;
  switch (row.type) {
    case 'heading':
      return { title: words.configTitle, lines: [line(row.text), [], line(config.path)], actions: ['access.edit-file', 'access.reload'] };
    case 'notice':
      return {
        title: words.configTitle,
        lines: [line(row.sentence), [], line(config.path)],
        actions: ['access.edit-file', 'access.reload', 'copy.main'],
      };
    case 'finding':
    case 'cure':
      return {
        title: words.findingTitle,
        lines: findingDetails(row),
        actions: ['access.change', 'access.edit-file', 'access.reload', 'copy.main'],
      };
    case 'account':
      return { title: words.accountTitle(row.account.id), lines: accountDetails(frame, row.account), actions: [...accountActions] };
    case 'setting':
      return {
        title: words.accountTitle(row.account.id),
        lines: settingDetails(frame, row),
        actions: ['access.change', 'access.add', 'access.undo', 'access.edit-file', 'copy.main'],
      };
    case 'approved':
      return { title: words.accountTitle(row.account.id), lines: approvedDetails(frame, row), actions: ['screen.pairing'] };
    case 'entry':
    case 'group':
      return {
        title: words.accountTitle(row.account.id),
        lines: entryDetails(frame, row),
        actions: ['access.change', 'access.tools', 'access.add', 'access.remove', 'access.undo', 'copy.main'],
      };
  }
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
    case 'account':
      return [...item(labels.id, row.account.id), ...item(labels.profile, row.account.profile.value)];
    case 'setting':
      return [...item(labels.value, row.value), ...item(labels.path, row.setting.path), ...item(labels.file, fileOf(frame, row.setting))];
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
