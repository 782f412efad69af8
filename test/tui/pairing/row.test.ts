import { describe, expect, it } from 'vitest';
import type { PairingRequest } from '../../../src/core/model/people.ts';
import type { ApprovedRow, PairingRow } from '../../../src/core/pairing/select.ts';
import { pairingCode } from '../../../src/core/shared/ids.ts';
import {
  approvedLine,
  columnsFor,
  leftOf,
  leftText,
  pendingLine,
  type RowContext,
  shownCode,
} from '../../../src/tui/pairing/row.ts';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { lineText } from '../../../src/tui/text/spans.ts';
import { asciiSigns, unicodeSigns } from '../../../src/tui/theme/signs.ts';
import { aNamelessRequest, anApproved, aRequest, binhId, nowMs } from '../../support/builders.ts';

const minuteMs = 60_000;

const rowOf = (request: PairingRequest, more: Partial<PairingRow> = {}): PairingRow => ({
  key: 'shop:1',
  request,
  heard: [],
  reach: { status: 'unknown' },
  ...(request.name === undefined ? {} : { name: { name: request.name, source: 'pairing' } }),
  ...more,
});
const drawn = (row: PairingRow, cells: number, parts: Partial<RowContext> = {}): string =>
  lineText(pendingLine(row, { nowMs, cells, signs: unicodeSigns, accountCells: 4, ...parts })).trimEnd();

const like = { type: 'like-contact', likeness: 'same', name: 'Nguyễn An', userId: binhId } as const;
const waiting = { status: 'running', act: 'approve', waitingForPid: 1_234 } as const;
const failure = {
  status: 'failed',
  act: 'approve',
  error: { code: 'store-locked', sentence: 'The file is held.' },
} as const;

describe('the row of a request', () => {
  it.each<[string, number, string]>([
    ['standard', 78, 'Nguyễn An            K7PQ 2MXD  id …4821  shop  asked 2m ago    expires 58m'],
    ['roomy', 100, 'Nguyễn An                     K7PQ 2MXD  id …4821  shop  asked 2m ago      expires 58m'],
    ['compact', 58, 'Nguyễn An        K7PQ 2MXD  id …4821  shop  expires 58m'],
    ['tight', 38, 'Nguyễn An           K7PQ 2MXD  58m'],
  ])('drops columns by priority: %s', (_, cells, expected) => {
    expect(drawn(rowOf(aRequest()), cells)).toBe(expected);
  });

  it('never has more than its hour, however far the clock of the screen lags behind it', () => {
    const fresh = aRequest({ createdAtMs: nowMs + 9_000, expiresAtMs: nowMs + 9_000 + 60 * minuteMs });
    expect(drawn(rowOf(fresh), 58)).toContain('expires 60m');
    expect(leftOf(fresh, nowMs)).toBe('60m');
    expect(leftOf(fresh, nowMs + 10 * minuteMs)).toBe('51m');
  });

  it.each<[string, PairingRow, number, string]>([
    [
      'without a name',
      rowOf(aNamelessRequest()),
      58,
      'no name (…4821)  K7PQ 2MXD  id …4821  shop  expires 58m',
    ],
    [
      'a name like a contact’s',
      rowOf(aRequest(), { warning: like }),
      78,
      '! Nguyễn An          K7PQ 2MXD  id …4821  shop  ! like contact  expires 58m',
    ],
    [
      'the same, wide',
      rowOf(aRequest(), { warning: like }),
      110,
      '! Nguyễn An                   K7PQ 2MXD  id …4821  shop  ! like a contact  expires 58m',
    ],
    ['the same, narrow', rowOf(aRequest(), { warning: like }), 38, '! Nguyễn An         K7PQ 2MXD  58m'],
    [
      'being approved',
      rowOf(aRequest(), { work: { status: 'running', act: 'approve' } }),
      78,
      'Nguyễn An            K7PQ 2MXD  ◐ approving…',
    ],
    [
      'waiting for the lock of another program',
      rowOf(aRequest(), { work: waiting }),
      78,
      'Nguyễn An            K7PQ 2MXD  ◐ waiting for process 1234',
    ],
    [
      'failed',
      rowOf(aRequest(), { work: failure }),
      78,
      'Nguyễn An            K7PQ 2MXD  ✗ The file is held.',
    ],
    [
      'nearly expired',
      rowOf(aRequest({ createdAtMs: nowMs - 58 * minuteMs })),
      58,
      'Nguyễn An        K7PQ 2MXD  id …4821  shop  expires 2:00',
    ],
  ])('%s', (_, row, cells, expected) => {
    expect(drawn(row, cells)).toBe(expected);
  });

  it.each([38, 58, 71, 78, 118])('leaves two cells free at %i, whatever the name', (cells) => {
    for (const name of [
      'Nguyễn Thị Thanh Hương Giang Đặng Trần Côn',
      'Nguyễn Đặng'.normalize('NFD'),
      '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦',
    ]) {
      expect(cellWidth(drawn(rowOf(aRequest({ name })), cells))).toBeLessThanOrEqual(cells - 2);
    }
  });

  it('is ASCII but for the name where that is asked for', () => {
    const row = drawn(rowOf(aRequest({ name: 'An' }), { warning: like }), 78, { signs: asciiSigns });
    expect(row).toMatch(/^[\x20-\x7e]+$/u);
  });

  it('needs no account where there is one', () => {
    expect(columnsFor(78, 0).account).toBe(0);
    expect(drawn(rowOf(aRequest()), 58, { accountCells: 0 })).toBe(
      'Nguyễn An              K7PQ 2MXD  id …4821  expires 58m',
    );
  });
});

describe('the row of an approved sender', () => {
  const row: ApprovedRow = {
    key: 'shop:1',
    sender: anApproved(),
    name: { name: 'Trần Thị Bình', source: 'friends' },
  };
  it.each<[number, string]>([
    [78, 'Trần Thị Bình                 id 4512000000000004822  shop'],
    [38, 'Trần Thị Bình         id …4822  shop'],
  ])('at %i cells', (cells, expected) => {
    expect(
      lineText(approvedLine(row, { nowMs, cells, signs: unicodeSigns, accountCells: 4 })).trimEnd(),
    ).toBe(expected);
  });
});

it('shows codes in two halves, and the last minutes with their seconds', () => {
  expect(shownCode(pairingCode('k7pq2mxd'))).toBe('K7PQ 2MXD');
  expect([
    leftText(57.2 * minuteMs),
    leftText(5 * minuteMs),
    leftText(4 * minuteMs + 59_000),
    leftText(900),
  ]).toEqual(['58m', '5m', '4:59', '0:01']);
});
