// All there is to say about a row of the Access screen: what it means, and where to change it by hand.

import { approvedRows, type Setting } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import type { Details } from '../app/screen.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { entryWords, groupWord, placeText, ruleTexts } from './row.ts';
import { type AccessRow, placesOf, selectedAccess } from './select.ts';
import { accessScreenSentences } from './words.ts';
import { editConfigSentences } from './words-change.ts';

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

const findingDetails = ({ finding }: Extract<AccessRow, { type: 'finding' | 'cure' }>): readonly Line[] => {
  const place = placeText(finding, false);
  const cure = hintText(finding.cure);
  return [
    line(toned(`${words.severity[finding.severity]}:`, finding.severity === 'problem' ? 'bad' : 'warn')),
    line(finding.sentence),
    ...(cure === undefined ? [] : [[], line(words.cure(cure))]),
    ...(place === undefined ? [] : [[], line(toned(place, 'accent'))]),
  ];
};

/** Name of a setting in the config. */
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

/** Details of the selected row. */
export const accessDetails = (frame: Frame): Details | undefined => {
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
    case 'cure':
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
