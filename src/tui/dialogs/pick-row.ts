// A row of a question with a list. The name comes last: it is other people's text.

import { findFolded } from '../../core/index.ts';
import type { PickItem, PickOverlay } from '../state/pick.ts';
import { fitCells } from '../text/cells.ts';
import { bold, highlight, type Line, line, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { PickRow } from './pick.ts';
import { pickSentences } from './words-pick.ts';

const words = pickSentences;

/** Zalo's ids have 18 or 19 digits. */
const keyCells = 19;
/** Where there is less room only the last digits of an id are shown. */
const shortKeyCells = 5;
/** From so many cells on a row has the whole id, and from so many the details beside it. */
const wideFrom = 50;
const detailsFrom = 64;
/** Details have a column of at most so many cells. */
const mostDetailCells = 14;

/** What rows are drawn with. */
export interface PickLook {
  readonly cells: number;
  /** What is looked for: underlined in names. */
  readonly filter: string;
  /** Width of the column of details; 0: there are none, or there is no room. */
  readonly detailCells: number;
  readonly signs: Signs;
}

/** The column of details in rows of so many cells, the widest of them being `width` wide. */
export const detailCellsFor = (width: number, cells: number): number => (cells < detailsFrom ? 0 : Math.min(mostDetailCells, width));

const keySpan = ({ key, label }: PickItem, { cells, signs: { ellipsis } }: PickLook): Span => {
  const isWide = cells >= wideFrom;
  // What was typed and belongs to nobody known is its own name.
  if (key === label) return toned(fitCells(isWide ? words.other.wide : words.other.narrow, isWide ? keyCells : shortKeyCells), 'muted');
  if (isWide) return toned(fitCells(key, keyCells, { ellipsis }), 'muted');
  return toned(fitCells(key.length > shortKeyCells ? `${ellipsis}${key.slice(1 - shortKeyCells)}` : key, shortKeyCells), 'muted');
};

const marked = (label: string, filter: string): readonly Span[] =>
  highlight(
    label,
    findFolded(label, filter).map(({ start, end }): readonly [number, number] => [start, end]),
  );

/** `[✓] 4512000000000004821 84912000111 Nguyễn An`. */
export const pickLine = (row: PickRow, { doneLabel, typeLabel }: PickOverlay, look: PickLook): Line => {
  if (row.type === 'done') return line(bold(doneLabel));
  if (row.type === 'type') return line(`+ ${typeLabel}`);
  const { item, isPicked } = row;
  // Whoever gives the key for a detail means what stands there already.
  const detail = item.detail === item.key ? '' : (item.detail ?? '');
  const { signs, detailCells, filter } = look;
  return line(
    isPicked ? bold(`[${signs.marked}] `, 'good') : '[ ] ',
    keySpan(item, look),
    ' ',
    detailCells === 0 ? undefined : toned(`${fitCells(detail, detailCells, { ellipsis: signs.ellipsis })} `, 'muted'),
    ...marked(item.label, filter),
  );
};
