// A request, an approved sender or a decision in one row. Columns are dropped by priority: asked, id, account, then the word before the expiry.

import {
  type ApprovedRow,
  type DecisionRow,
  type PairingCode,
  type PairingDecision,
  type PairingRequest,
  type PairingRow,
  type PairingWork,
  pairingTtlMs,
} from '../../core/faces.ts';
import { frameSentences } from '../app/words.ts';
import { cellWidth, fitCells } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { ageText, clockTime, countdown } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { pairingScreenSentences, pairingWorkSentences } from './words.ts';

// A decision of this session in one row: when, what, whom, and whether they were told.

const words = pairingScreenSentences;

const timeCells = 6;
const actCells = 9;
const idCells = 8;
const gap = 2;
const mostNameCells = 28;
/** The id gives way before the name becomes shorter than this. */
const goodNameCells = 14;
const leastNameCells = 8;

const deliverySpan = ({ delivery }: PairingDecision, signs: Signs): Span | undefined => {
  if (delivery === undefined) return undefined;
  if (delivery.status === 'failed') return toned(`${signs.failed} ${words.delivery.failed}`, 'bad');
  return delivery.status === 'sent'
    ? toned(`${signs.done} ${words.delivery.sent}`, 'good')
    : toned(`${signs.connecting} ${words.delivery.sending}`, 'warn');
};

/** What stands at the end: what is under way, else how the telling went, else why it is no longer so. */
const endSpan = ({ decision, undo, work }: DecisionRow, context: RowContext): Span | undefined => {
  const { signs } = context;
  if (work?.status === 'running' && work.act !== 'notify') return workSpans(work, context).at(-1);
  if (work?.status === 'failed' && work.act !== 'notify')
    return toned(`${signs.failed} ${words.notDone}`, 'bad');
  return (
    deliverySpan(decision, signs) ??
    ('refusal' in undo && undo.refusal === 'changed' ? toned(words.changedSince, 'muted') : undefined)
  );
};

/** Cells of the columns that differ; 0 = dropped. */
interface DecisionColumns {
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
      text: fitCells(name ?? `${words.noName} (${shortId(senderId, signs.ellipsis)})`, columns.name, {
        ellipsis: signs.ellipsis,
      }),
      isBold: name !== undefined,
    },
    columns.id > 0 &&
      toned(`  ${fitCells(words.idLabel(shortId(senderId, signs.ellipsis)), columns.id)}`, 'muted'),
    columns.account > 0 &&
      toned(`  ${fitCells(accountId, columns.account, { ellipsis: signs.ellipsis })}`, 'info'),
    end === undefined ? undefined : { ...end, text: `  ${end.text}` },
  );
};

const workWords = pairingWorkSentences;

/** What rows are drawn with, the same for every row of a frame. */
export interface RowContext {
  readonly nowMs: number;
  /** Cells of the row, without the signs of selection and mark. */
  readonly cells: number;
  readonly signs: Signs;
  /** Cells of the account's column; 0 where all rows are of one account. */
  readonly accountCells: number;
  /** False where no request has a code: a gateway that is asked keeps them to itself. */
  readonly hasCodes?: boolean;
}

/** Cells of each column; 0 = dropped. */
export interface Columns {
  readonly name: number;
  readonly code: number;
  readonly id: number;
  readonly account: number;
  readonly asked: number;
  readonly expires: number;
}

const codeCells = 9;
const minNameCells = 14;
const maxNameCells = 28;
/** Names are other people's text, which terminals may draw wider than we count: so much stays free at the end. */
const spareCells = 2;

const widest: Omit<Columns, 'name'> = { code: codeCells, id: 8, account: 0, asked: 14, expires: 12 };
/** The cells of `asked` that a warning likes to have, where the name keeps as many as the other. */
const roomyAsked = { asked: 16, leastName: 20 } as const;
const shortExpires = 5;

/** The gap before the name's neighbour is counted with the room. */
const used = (columns: Omit<Columns, 'name'>): number =>
  Object.values(columns).reduce<number>((sum, cells) => sum + (cells === 0 ? 0 : cells + gap), 0) - gap;

/** The columns that fit in a row of `cells`. */
export const columnsFor = (cells: number, accountCells: number, hasCodes = true): Columns => {
  const room = cells - spareCells - gap;
  const code = hasCodes ? codeCells : 0;
  const roomy = { ...widest, code, account: accountCells, asked: roomyAsked.asked };
  const all = used(roomy) + roomyAsked.leastName <= room ? roomy : { ...widest, code, account: accountCells };
  const least = { code, id: 0, account: 0, asked: 0, expires: shortExpires };
  const narrower: readonly Omit<Columns, 'name'>[] = [
    all,
    { ...all, asked: 0 },
    { ...all, asked: 0, id: 0 },
    { ...all, asked: 0, id: 0, account: 0 },
    least,
  ];
  const chosen = narrower.find((columns) => used(columns) + minNameCells <= room) ?? least;
  return { ...chosen, name: Math.max(4, Math.min(maxNameCells, room - used(chosen))) };
};

/** A code as people read it out: `K7PQ 2MXD`; empty where it is not known. */
export const shownCode = (code: PairingCode | undefined): string =>
  code === undefined ? '' : `${code.slice(0, 4)} ${code.slice(4)}`;

/** What is left of a request's hour: minutes, and the seconds too when it is nearly over. */
export const leftText = (leftMs: number): string =>
  leftMs < 5 * 60_000 ? countdown(leftMs) : `${Math.ceil(leftMs / 60_000)}m`;

/** A request may be younger than the time the screen shows, which moves on only as often as something needs it: nobody has more than the hour. */
const leftMsOf = ({ expiresAtMs }: Pick<PairingRequest, 'expiresAtMs'>, nowMs: number): number =>
  Math.min(expiresAtMs - nowMs, pairingTtlMs);

export const leftOf = (request: Pick<PairingRequest, 'expiresAtMs'>, nowMs: number): string =>
  leftText(leftMsOf(request, nowMs));

const nameSpan = (
  row: Pick<PairingRow, 'name' | 'warning'>,
  id: string,
  cells: number,
  signs: Signs,
): Span => {
  const hasWarning = row.warning !== undefined;
  const text = row.name?.name ?? `${words.noName} (${shortId(id, signs.ellipsis)})`;
  const shown = fitCells(hasWarning ? `${signs.attention} ${text}` : text, cells, {
    ellipsis: signs.ellipsis,
  });
  return {
    text: shown,
    isBold: row.name !== undefined,
    ...(hasWarning ? { tone: 'warn' as const } : row.name === undefined ? { tone: 'muted' as const } : {}),
  };
};

/** `waiting for process 1234, at most 0:23`, while another program holds the lock of the store. */
export const waitingFor = (work: PairingWork, nowMs: number): string | undefined => {
  if (work.status !== 'running' || (work.waitingForPid === undefined && work.waitingUntilMs === undefined))
    return undefined;
  const progress =
    work.waitingForPid === undefined
      ? workWords.waitingForLock
      : workWords.waitingForProcess(work.waitingForPid);
  return work.waitingUntilMs === undefined
    ? progress
    : workWords.atMost(progress, countdown(work.waitingUntilMs - nowMs));
};

/** What is said of the work on a row, the longest first: whoever waits wants to know for whom, and how long. */
export const workSpans = (
  work: PairingWork,
  { signs, nowMs }: Pick<RowContext, 'signs' | 'nowMs'>,
): readonly [Span, ...Span[]] => {
  if (work.status === 'failed') return [toned(`${signs.failed} ${work.error.sentence}`, 'bad')];
  const running = (text: string): Span => toned(`${signs.connecting} ${text}`, 'warn');
  const waiting = waitingFor(work, nowMs);
  if (waiting === undefined) return [running(workWords.running[work.act])];
  const { waitingForPid: pid, waitingUntilMs } = work;
  const left = waitingUntilMs === undefined ? undefined : countdown(waitingUntilMs - nowMs);
  return [
    running(waiting),
    running(workWords.waitingBriefly(pid, left)),
    running(workWords.waitingShortest(pid, left)),
  ];
};

/** A row whose work is more urgent than the rest of it: the name gives way first, then the code; what fits is said. */
const workingLine = (
  who: (cells: number) => Span,
  nameCells: number,
  code: Line,
  work: PairingWork,
  context: RowContext,
): Line => {
  const room = context.cells - spareCells - gap;
  const spans = workSpans(work, context);
  const codeWidth = code.length === 0 ? 0 : codeCells + gap;
  const names = [nameCells, Math.min(nameCells, minNameCells)];
  const fit = spans
    .flatMap((span) => names.map((name) => ({ span, name })))
    .find(({ span, name }) => name + codeWidth + cellWidth(span.text) <= room);
  if (fit !== undefined) return line(who(fit.name), ...code, '  ', fit.span);
  const span = spans.at(-1) ?? spans[0];
  if (work.status === 'failed') return line(who(nameCells), ...code, '  ', span);
  return line(who(Math.min(nameCells, Math.max(4, room - cellWidth(span.text)))), '  ', span);
};

const column = (text: string, cells: number, signs: Signs, tone?: Tone): readonly (string | Span)[] =>
  cells === 0
    ? []
    : [
        '  ',
        {
          text: fitCells(text, cells, { ellipsis: signs.ellipsis }),
          tone,
        },
      ];

/** Id and account, then when it was asked; a warning of the name takes the place of that, never of the id. */
const middle = ({ request, warning }: PairingRow, columns: Columns, { signs, nowMs }: RowContext): Line => {
  const warned = warning && words.warnings[warning.type].map((text) => `${signs.attention} ${text}`);
  const last =
    warned === undefined
      ? column(
          words.asked(frameSentences.ago(ageText(nowMs - request.createdAtMs))),
          columns.asked,
          signs,
          'muted',
        )
      : column(warned.find((text) => text.length <= columns.asked) ?? '', columns.asked, signs, 'warn');
  return line(
    ...column(words.idLabel(shortId(request.senderId, signs.ellipsis)), columns.id, signs, 'muted'),
    ...column(request.accountId, columns.account, signs, 'info'),
    ...last,
  );
};

/** `Nguyễn An  K7PQ 2MXD  id …4821  shop  asked 2m ago  expires 57m`; while it is decided, and when that failed, the row says so. */
export const pendingLine = (row: PairingRow, context: RowContext): Line => {
  const { signs, nowMs, cells, accountCells } = context;
  const columns = columnsFor(cells, accountCells, context.hasCodes);
  const { request, work } = row;
  const code =
    columns.code === 0
      ? []
      : ['  ', { text: shownCode(request.code).padEnd(codeCells), isBold: true, tone: 'accent' as const }];
  const who = (cells: number): Span => nameSpan(row, request.senderId, cells, signs);
  if (work !== undefined) return workingLine(who, columns.name, line(...code), work, context);
  const head = line(who(columns.name), ...code);
  const leftMs = leftMsOf(request, nowMs);
  const left = columns.expires === shortExpires ? leftText(leftMs) : words.expires(leftText(leftMs));
  return line(
    ...head,
    ...middle(row, columns, context),
    ...column(left, columns.expires, signs, leftMs < 5 * 60_000 ? 'warn' : 'muted'),
  );
};

/** `Trần Thị Bình  id 4512000000000004822  shop`. */
export const approvedLine = (row: ApprovedRow, context: RowContext): Line => {
  const { cells, signs, accountCells } = context;
  const { sender, work } = row;
  const idCells = cells >= 56 ? 22 : 8;
  const nameCells = Math.max(
    8,
    Math.min(
      maxNameCells,
      cells - spareCells - idCells - gap - (accountCells === 0 ? 0 : accountCells + gap),
    ),
  );
  const id =
    cells >= 56 ? words.idLabel(sender.senderId) : words.idLabel(shortId(sender.senderId, signs.ellipsis));
  const who = (cellsOfName: number): Span => nameSpan(row, sender.senderId, cellsOfName, signs);
  if (work !== undefined) return workingLine(who, nameCells, [], work, context);
  return line(
    who(nameCells),
    ...column(id, idCells, signs, 'muted'),
    ...column(sender.accountId, accountCells, signs, 'info'),
  );
};
