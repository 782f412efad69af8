// A row of the Access screen: key, where the value comes from, the value, what it means. Names come last.

import type { Finding, GroupRule } from '../../core/faces.ts';
import { hintText } from '../app/remedies.ts';
import { fitCells } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { bold, type Line, line, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { type AccessRow, sourceOf } from './select.ts';
import { accessScreenSentences } from './words.ts';

const words = accessScreenSentences;

const severityLook = (
  severity: Finding['severity'],
  signs: Signs,
): { readonly sign: string; readonly tone: Tone } => {
  if (severity === 'problem') return { sign: signs.failed, tone: 'bad' };
  return severity === 'warning'
    ? { sign: signs.attention, tone: 'warn' }
    : { sign: signs.bullet, tone: 'muted' };
};

/** Below this width (cells) a row says only what decides: the value and its source, what is wrong without the place, ids by their end. */
const narrowCells = 50;

/** `openclaw.json:12`. */
export const placeText = ({ place }: Finding, isShort: boolean): string | undefined => {
  if (place === undefined) return undefined;
  return words.place(isShort ? (place.file.split(/[\\/]/u).at(-1) ?? place.file) : place.file, place.line);
};

const findingLine = (finding: Finding, cells: number, signs: Signs): Line => {
  const { sign, tone } = severityLook(finding.severity, signs);
  const place = cells < narrowCells ? undefined : placeText(finding, true);
  // A sentence that begins with the name of the file says it once.
  const name = place?.replace(/:\d+$/u, '');
  const text =
    name !== undefined && finding.sentence.startsWith(`${name} `)
      ? finding.sentence.slice(name.length + 1)
      : finding.sentence;
  return line(toned(`${sign} `, tone), place === undefined ? undefined : toned(`${place} `, 'muted'), {
    text,
    tone,
  });
};

/** What a group's rule says, in a few words. */
export const ruleTexts = ({ requireMention, tools }: GroupRule): readonly string[] => [
  ...(requireMention === undefined ? [] : [words.mention[requireMention ? 'yes' : 'no']]),
  ...(['allow', 'alsoAllow', 'deny'] as const).flatMap((key) =>
    tools?.[key] === undefined ? [] : [words.toolList(words.tools[key], tools[key])],
  ),
];

export const entryWords = (
  entry: Extract<AccessRow, { type: 'entry' | 'group' }>['entry'],
  isGroup: boolean,
): string => {
  switch (entry.kind) {
    case 'everyone':
      return isGroup ? words.entry.everyGroup : words.entry.everyone;
    case 'id':
      return entry.name ?? words.entry.id;
    case 'name':
      return entry.bearers === undefined
        ? (entry.id ?? '')
        : words.entry.first(entry.id ?? '', entry.bearers);
    case 'unresolved':
      return isGroup ? words.entry.unresolvedGroup : words.entry.unresolved;
    default:
      return words.entry[entry.kind];
  }
};

/** Names that let nobody in, or somebody else than was meant. */
const isDoubtful = ({ kind, bearers }: Extract<AccessRow, { type: 'entry' | 'group' }>['entry']): boolean =>
  kind === 'unresolved' || kind === 'ignored' || bearers !== undefined;

const keyCells = (cells: number): number => (cells >= 60 ? 16 : 12);

interface Valued {
  readonly indent: number;
  readonly key: string;
  readonly source: string;
  readonly value: string;
  readonly means: string;
  readonly tone?: Tone;
}

const valueLine = (
  { indent, key, source, value, means, tone }: Valued,
  cells: number,
  signs: Signs,
): Line => {
  const shownKey = `${' '.repeat(indent)}${fitCells(key, keyCells(cells) + 2 - indent, { ellipsis: signs.ellipsis })} `;
  const shownValue = tone === undefined ? bold(value) : bold(value, tone);
  // Where there is no room for both, the source counts more than what a value means: that is in the details.
  if (cells < narrowCells) return line(shownKey, shownValue, toned(` ${signs.separator} ${source}`, 'muted'));
  return line(
    shownKey,
    toned(fitCells(source, 9), 'muted'),
    shownValue,
    toned(` ${signs.separator} ${means}`, tone ?? 'muted'),
  );
};

const settingLine = (
  row: Extract<AccessRow, { type: 'setting' | 'approved' }>,
  cells: number,
  signs: Signs,
): Line => {
  const [key, value] =
    row.type === 'approved' ? [words.approvedLabel, words.people(row.count)] : [row.key, row.value];
  return valueLine(
    { indent: 2, key, value, source: words.source[sourceOf(row)], means: row.means },
    cells,
    signs,
  );
};

const switchLine = (row: Extract<AccessRow, { type: 'switch' }>, cells: number, signs: Signs): Line => {
  const source = row.isWritten ? words.switches.config : words.source['built-in'];
  const { value, means } = row;
  const shown = { indent: 0, key: words.switches.keys[row.key], source, value, means };
  return valueLine(
    row.isBad ? { ...shown, value: `${signs.attention} ${value}`, tone: 'warn' } : shown,
    cells,
    signs,
  );
};

const entryLine = (row: Extract<AccessRow, { type: 'entry' }>, cells: number, signs: Signs): Line => {
  const { entry } = row;
  const isWarned = isDoubtful(entry) || entry.kind === 'everyone';
  const sign: Span = isWarned ? toned(`${signs.attention} `, 'warn') : toned(`${signs.bullet} `, 'muted');
  const isNamed = entry.kind === 'id' && entry.name !== undefined;
  const shown = cells < narrowCells && isNamed ? shortId(entry.entry, signs.ellipsis) : entry.entry;
  return line(
    '    ',
    sign,
    shown,
    toned(`  ${entryWords(entry, false)}`, isWarned ? 'warn' : isNamed ? 'info' : 'muted'),
  );
};

/** Whether a group is let through, as far as its entry decides that. */
export const groupWord = ({ account, entry }: Extract<AccessRow, { type: 'group' }>): string => {
  if (entry.isIdle) return words.idle(account.groupPolicy.value);
  if (entry.answersNobody === true) return words.answersNobody;
  return entry.isAllowed ? words.allowed : words.blocked;
};

const groupSign = (
  { isIdle, isAllowed, answersNobody }: Extract<AccessRow, { type: 'group' }>['entry'],
  signs: Signs,
): Span => {
  if (isIdle) return isAllowed ? toned(`${signs.bullet} `, 'muted') : toned(`${signs.attention} `, 'warn');
  if (answersNobody === true) return toned(`${signs.failed} `, 'bad');
  return isAllowed ? toned(`${signs.done} `, 'good') : toned(`${signs.failed} `, 'bad');
};

const groupLine = (row: Extract<AccessRow, { type: 'group' }>, cells: number, signs: Signs): Line => {
  const { entry } = row;
  const rule = [groupWord(row), ...ruleTexts(entry.rule)].join(', ');
  const isWarned = isDoubtful(entry);
  const sign = groupSign(entry, signs);
  const who = toned(
    `  ${isWarned ? `${signs.attention} ` : ''}${entryWords(entry, true)}`,
    isWarned ? 'warn' : 'muted',
  );
  if (cells >= narrowCells) return line('    ', sign, entry.key, `  ${rule}`, who);
  const shown =
    entry.kind === 'id' && entry.name !== undefined ? shortId(entry.key, signs.ellipsis) : entry.key;
  // The sign and its word first: whether it is let through is what the row is for.
  return line('  ', sign, `${groupWord(row)} `, shown, who);
};

/** The line of a row in `cells`. */
export const accessLine = (row: AccessRow, cells: number, signs: Signs): Line => {
  switch (row.type) {
    case 'heading':
      return line(bold(row.text, row.isBad ? 'bad' : 'warn'));
    case 'notice':
      return line(row.isBad ? bold(`${signs.failed} ${row.sentence}`, 'bad') : `  ${row.sentence}`);
    case 'finding':
      return findingLine(row.finding, cells, signs);
    case 'fix':
      return line(toned(`  ${signs.arrow} ${hintText(row.finding.fix) ?? ''}`, 'muted'));
    case 'account': {
      const { id, label, isDefault, enabled } = row.account;
      const facts = words.accountFacts(label, isDefault, enabled.value);
      return line(bold(id, 'accent'), facts === '' ? undefined : ` ${signs.separator} ${facts}`);
    }
    case 'setting':
    case 'approved':
      return settingLine(row, cells, signs);
    case 'switch':
      return switchLine(row, cells, signs);
    case 'entry':
      return entryLine(row, cells, signs);
    case 'group':
      return groupLine(row, cells, signs);
  }
};
