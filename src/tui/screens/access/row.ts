// A row of the Access screen: key, where the value comes from, the value, what it means. Names come last.
import { type Finding, type GroupRule, sentences } from '../../../core/index.ts';
import { fitCells } from '../../text/cells.ts';
import { bold, type Line, line, type Span, toned } from '../../text/spans.ts';
import type { Signs } from '../../theme/signs.ts';
import type { Tone } from '../../theme/tokens.ts';
import { type AccessRow, sourceOf } from './select.ts';

const words = sentences.accessScreen;

const severityLook = (severity: Finding['severity'], signs: Signs): { readonly sign: string; readonly tone: Tone } => {
  if (severity === 'problem') return { sign: signs.failed, tone: 'bad' };
  return severity === 'warning' ? { sign: signs.attention, tone: 'warn' } : { sign: signs.bullet, tone: 'muted' };
};

/** `openclaw.json:12`. */
export const placeText = ({ place }: Finding, isShort: boolean): string | undefined => {
  if (place === undefined) return undefined;
  return words.place(isShort ? (place.file.split(/[\\/]/u).at(-1) ?? place.file) : place.file, place.line);
};

const findingLine = (finding: Finding, signs: Signs): Line => {
  const { sign, tone } = severityLook(finding.severity, signs);
  const place = placeText(finding, true);
  return line(toned(`${sign} `, tone), place === undefined ? undefined : toned(`${place} `, 'muted'), { text: finding.sentence, tone });
};

/** What a group's rule says, in a few words. */
export const ruleTexts = ({ requireMention, tools }: GroupRule): readonly string[] => [
  ...(requireMention === undefined ? [] : [words.mention[requireMention ? 'yes' : 'no']]),
  ...(['allow', 'alsoAllow', 'deny'] as const).flatMap((key) =>
    tools?.[key] === undefined ? [] : [words.toolList(words.tools[key], tools[key])],
  ),
];

/** Whom an entry stands for, in words. */
export const entryWords = (entry: Extract<AccessRow, { type: 'entry' | 'group' }>['entry'], isGroup: boolean): string => {
  switch (entry.kind) {
    case 'everyone':
      return isGroup ? words.entry.everyGroup : words.entry.everyone;
    case 'id':
      return entry.name ?? words.entry.id;
    case 'name':
      return entry.id ?? '';
    case 'unresolved':
      return isGroup ? words.entry.unresolvedGroup : words.entry.unresolved;
    default:
      return words.entry[entry.kind];
  }
};

const isDoubtful = (kind: Extract<AccessRow, { type: 'entry' }>['entry']['kind']): boolean => kind === 'unresolved' || kind === 'ignored';

const keyCells = (cells: number): number => (cells >= 60 ? 16 : 12);

const settingLine = (row: Extract<AccessRow, { type: 'setting' | 'approved' }>, cells: number, signs: Signs): Line => {
  const [key, value] = row.type === 'approved' ? [words.approvedLabel, words.people(row.count)] : [row.key, row.value];
  return line(
    `  ${fitCells(key, keyCells(cells), { ellipsis: signs.ellipsis })} `,
    cells >= 50 ? toned(fitCells(words.source[sourceOf(row)], 9), 'muted') : undefined,
    bold(value),
    toned(` ${signs.separator} ${row.means}`, 'muted'),
  );
};

const entryLine = (row: Extract<AccessRow, { type: 'entry' }>, signs: Signs): Line => {
  const { entry } = row;
  const isWarned = isDoubtful(entry.kind) || entry.kind === 'everyone';
  const sign: Span = isWarned ? toned(`${signs.attention} `, 'warn') : toned(`${signs.bullet} `, 'muted');
  return line(
    '    ',
    sign,
    entry.entry,
    toned(`  ${entryWords(entry, false)}`, isWarned ? 'warn' : entry.kind === 'id' && entry.name !== undefined ? 'info' : 'muted'),
  );
};

const groupLine = (row: Extract<AccessRow, { type: 'group' }>, signs: Signs): Line => {
  const { entry } = row;
  const rule = [entry.isAllowed ? words.allowed : words.blocked, ...ruleTexts(entry.rule)].join(', ');
  const isWarned = isDoubtful(entry.kind);
  return line(
    '    ',
    entry.isAllowed ? toned(`${signs.done} `, 'good') : toned(`${signs.failed} `, 'bad'),
    entry.key,
    `  ${rule}`,
    toned(`  ${isWarned ? `${signs.attention} ` : ''}${entryWords(entry, true)}`, isWarned ? 'warn' : 'muted'),
  );
};

/** The line of a row in `cells`. */
export const accessLine = (row: AccessRow, cells: number, signs: Signs): Line => {
  switch (row.type) {
    case 'heading':
      return line(bold(row.text, row.isBad ? 'bad' : 'warn'));
    case 'notice':
      return line(row.isBad ? bold(`${signs.failed} ${row.sentence}`, 'bad') : `  ${row.sentence}`);
    case 'finding':
      return findingLine(row.finding, signs);
    case 'cure':
      return line(toned(`  ${signs.arrow} ${row.finding.cure ?? ''}`, 'muted'));
    case 'account': {
      const { id, label, isDefault, enabled } = row.account;
      const facts = words.accountFacts(label, isDefault, enabled.value);
      return line(bold(id, 'accent'), facts === '' ? undefined : ` ${signs.separator} ${facts}`);
    }
    case 'setting':
    case 'approved':
      return settingLine(row, cells, signs);
    case 'entry':
      return entryLine(row, signs);
    case 'group':
      return groupLine(row, signs);
  }
};
