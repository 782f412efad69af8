// A decision of this session in one row: when, what, whom, and whether they were told.

import type { DecisionRow, PairingDecision } from '../../core/index.ts';
import { cellWidth, fitCells } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { type RowContext, workSpans } from './row.ts';
import { pairingScreenSentences } from './words.ts';

const words = pairingScreenSentences;

const timeCells = 6;
const actCells = 9;
const idCells = 8;
const gap = 2;
const mostNameCells = 28;
/** The id gives way before the name becomes shorter than this. */
const goodNameCells = 14;
const leastNameCells = 8;

const toldSpan = ({ told }: PairingDecision, signs: Signs): Span | undefined => {
  if (told === undefined) return undefined;
  if (told.status === 'failed') return toned(`${signs.failed} ${words.told.failed}`, 'bad');
  return told.status === 'sent'
    ? toned(`${signs.done} ${words.told.sent}`, 'good')
    : toned(`${signs.connecting} ${words.told.sending}`, 'warn');
};

/** What stands at the end: what is under way, else how the telling went, else why it is no longer so. */
const endSpan = ({ decision, undo, work }: DecisionRow, context: RowContext): Span | undefined => {
  const { signs } = context;
  if (work?.status === 'running' && work.act !== 'notify') return workSpans(work, context).at(-1);
  if (work?.status === 'failed' && work.act !== 'notify') return toned(`${signs.failed} ${words.notDone}`, 'bad');
  return toldSpan(decision, signs) ?? ('refusal' in undo && undo.refusal === 'changed' ? toned(words.changedSince, 'muted') : undefined);
};

/** Cells of the columns that differ; 0 = dropped. */
export interface DecisionColumns {
  readonly name: number;
  readonly id: number;
  readonly account: number;
}

/** The columns for these rows: the name has all the room that no end needs. */
export const decisionColumns = (rows: readonly DecisionRow[], context: RowContext): DecisionColumns => {
  const { cells, accountCells } = context;
  const end = rows.reduce((most, row) => Math.max(most, cellWidth(endSpan(row, context)?.text ?? '')), 0);
  const room = cells - timeCells - actCells - gap - (end === 0 ? 0 : end + gap);
  const account = cells >= 56 ? accountCells : 0;
  const withAccount = room - (account === 0 ? 0 : account + gap);
  const id = cells >= 56 && withAccount - idCells - gap >= goodNameCells ? idCells : 0;
  const name = withAccount - (id === 0 ? 0 : id + gap);
  return { name: Math.max(leastNameCells, Math.min(mostNameCells, name)), id, account };
};

/** `21:04 approved   Nguyễn An                 id …4821  shop  ✓ told`. */
export const decisionLine = (row: DecisionRow, columns: DecisionColumns, context: RowContext): Line => {
  const { signs } = context;
  const { act, atMs, name, senderId, accountId } = row.decision;
  const end = endSpan(row, context);
  return line(
    toned(`${clockTime(atMs)} `, 'muted'),
    toned(words.decided[act].padEnd(actCells), act === 'approve' || act === 'restore' ? 'good' : 'warn'),
    '  ',
    {
      text: fitCells(name ?? `${words.noName} (${shortId(senderId, signs.ellipsis)})`, columns.name, { ellipsis: signs.ellipsis }),
      isBold: name !== undefined,
    },
    columns.id > 0 && toned(`  ${fitCells(words.idLabel(shortId(senderId, signs.ellipsis)), columns.id)}`, 'muted'),
    columns.account > 0 && toned(`  ${fitCells(accountId, columns.account, { ellipsis: signs.ellipsis })}`, 'info'),
    end === undefined ? undefined : { ...end, text: `  ${end.text}` },
  );
};
