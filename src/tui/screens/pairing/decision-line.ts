// A decision of this session in one row: when, what, whom, and whether they were told.
import { type DecisionRow, type PairingDecision, sentences } from '../../../core/index.ts';
import { fitCells } from '../../text/cells.ts';
import { shortId } from '../../text/ids.ts';
import { type Line, line, type Span, toned } from '../../text/spans.ts';
import { clockTime } from '../../text/times.ts';
import type { Signs } from '../../theme/signs.ts';
import type { RowContext } from './row.ts';

const words = sentences.pairingScreen;

const actCells = 9;
const mostNameCells = 24;
const endCells = 16;

const toldSpan = ({ told }: PairingDecision, signs: Signs): Span | undefined => {
  if (told === undefined) return undefined;
  if (told.status === 'failed') return toned(`${signs.failed} ${words.told.failed}`, 'bad');
  return told.status === 'sent'
    ? toned(`${signs.done} ${words.told.sent}`, 'good')
    : toned(`${signs.connecting} ${words.told.sending}`, 'warn');
};

/** What stands at the end: how the telling went, else why it is no longer so. */
const endSpan = ({ decision, undo }: DecisionRow, signs: Signs): Span | undefined =>
  toldSpan(decision, signs) ?? ('refusal' in undo && undo.refusal === 'changed' ? toned(words.changedSince, 'muted') : undefined);

/** `21:04 approved   Nguyễn An                 id …4821  shop  ✓ told`. */
export const decisionLine = (row: DecisionRow, { cells, signs, accountCells }: RowContext): Line => {
  const { act, atMs, name, senderId, accountId } = row.decision;
  const account = cells >= 56 ? accountCells : 0;
  const hasId = cells >= 56;
  const used = 6 + actCells + 2 + (hasId ? 10 : 0) + (account === 0 ? 0 : account + 2) + endCells;
  const nameCells = Math.max(8, Math.min(mostNameCells, cells - used));
  const end = endSpan(row, signs);
  return line(
    toned(`${clockTime(atMs)} `, 'muted'),
    toned(words.decided[act].padEnd(actCells), act === 'approve' || act === 'restore' ? 'good' : 'warn'),
    '  ',
    {
      text: fitCells(name ?? `${words.noName} (${shortId(senderId, signs.ellipsis)})`, nameCells, { ellipsis: signs.ellipsis }),
      isBold: name !== undefined,
    },
    hasId && toned(`  ${fitCells(words.idLabel(shortId(senderId, signs.ellipsis)), 8)}`, 'muted'),
    account > 0 && toned(`  ${fitCells(accountId, account, { ellipsis: signs.ellipsis })}`, 'info'),
    end === undefined ? undefined : { ...end, text: `  ${end.text}` },
  );
};
