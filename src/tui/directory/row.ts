// A row of the directory. The id stands first, in a column of its own; names come last: they are other people's text.

import { findFolded } from '../../core/index.ts';
import { fitCells } from '../text/cells.ts';
import { highlight, type Line, line, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import type { DirectoryRow } from './select.ts';
import { directoryScreenSentences } from './words.ts';

const words = directoryScreenSentences;

/** Zalo's ids have 18 or 19 digits. */
const idCells = 19;
/** Below this many cells only the last digits of an id are shown. */
const wideCells = 50;

const idSpan = (id: string, cells: number, signs: Signs): Span =>
  toned(
    cells >= wideCells
      ? fitCells(id, idCells, { ellipsis: signs.ellipsis })
      : fitCells(id.length > 4 ? `${signs.ellipsis}${id.slice(-4)}` : id, 5),
    'muted',
  );

const marked = (name: string, query: string, tone?: Tone): readonly Span[] =>
  highlight(
    name,
    findFolded(name, query).map(({ start, end }): readonly [number, number] => [start, end]),
    tone,
  );

/** What a row is drawn with. */
export interface RowLook {
  /** Cells of the row. */
  readonly cells: number;
  /** What is looked for: underlined in names. */
  readonly query: string;
  /** The account's own id. */
  readonly selfId: string | undefined;
  readonly signs: Signs;
}

const peerLine = (row: Extract<DirectoryRow, { type: 'peer' }>, { cells, query, signs }: RowLook): Line => {
  const { name, username, phone, isFriend } = row.peer;
  const more = [phone, username === undefined ? undefined : `@${username}`].filter(
    (part) => part !== undefined,
  );
  const stranger = row.isStale
    ? toned(`${signs.connecting} ${words.stranger} `, 'muted')
    : toned(`${words.stranger} `, 'warn');
  return line(
    idSpan(row.id, cells, signs),
    ' ',
    isFriend ? undefined : stranger,
    ...marked(name, query, row.isStale ? 'muted' : undefined),
    toned(more.map((part) => ` ${signs.separator} ${part}`).join(''), 'muted'),
  );
};

/** The line of a row. */
export const directoryLine = (row: DirectoryRow, look: RowLook): Line => {
  const { cells, query, selfId, signs } = look;
  switch (row.type) {
    case 'peer':
      return peerLine(row, look);
    case 'group': {
      const { name, memberCount } = row.group;
      const count =
        memberCount === undefined
          ? ''
          : cells >= wideCells
            ? words.members(memberCount)
            : String(memberCount);
      return line(
        idSpan(row.id, cells, signs),
        ' ',
        toned(fitCells(count, cells >= wideCells ? 12 : 4, { align: 'end' }), 'muted'),
        ' ',
        ...marked(name, query),
      );
    }
    case 'member':
      return line(
        idSpan(row.id, cells, signs),
        ' ',
        row.id === selfId ? toned(`${words.youMark} `, 'good') : undefined,
        ...marked(row.member.name, query),
      );
  }
};
