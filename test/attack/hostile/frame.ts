// What must hold of every frame, whatever is written in it.
import { drawScreen, expectFits, type Screen } from '../../support/screen.ts';
import type { MarkKind } from './rows.ts';

const markPatterns: Readonly<Record<MarkKind, RegExp>> = { message: /⟦(\d+)⟧/gu, person: /⟪(\d+)⟫/gu };

const fail = (what: string, screen: Screen): never => {
  throw new Error(`${what}\n${drawScreen(screen)}`);
};

/** Where the line between list and details stands in a frame, if it has one: the column, the first and the last row. */
export interface Border {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

const isBorderAt = (screen: Screen, column: number, row: number): boolean =>
  screen.cell(column, row).text === '│';

/** The longest line of `│` in a frame with harmless text. */
export const borderOf = (screen: Screen): Border | undefined => {
  let best: Border | undefined;
  for (let column = 0; column < screen.columns; column += 1) {
    let first = 0;
    for (let row = 0; row <= screen.rows; row += 1) {
      if (row < screen.rows && isBorderAt(screen, column, row)) continue;
      if (row - first > Math.max(4, best === undefined ? 0 : best.last - best.first + 1))
        best = { column, first, last: row - 1 };
      first = row + 1;
    }
  }
  return best;
};

/** @throws Error when the frame does not fit, a mode is other than the console sets it, or the title is a stranger's */
export const expectWhole = (screen: Screen): void => {
  expectFits(screen);
  if (!screen.isAlternateScreen) fail('The alternate screen was left.', screen);
  if (screen.cursorVisible) fail('The cursor was shown.', screen);
  if (screen.mouseMode !== 'none') fail(`The mouse was turned on: ${screen.mouseMode}.`, screen);
  if (!screen.isWrapping) fail('Line wrap was turned off past Ink.', screen);
  if (screen.title !== '' || screen.bells > 0) fail('A title was set, or the bell rang.', screen);
  if (screen.copied.length > 0 || screen.notifications.length > 0)
    fail('Something was copied, or the desktop was notified.', screen);
};

/** @throws Error when the line between list and details has a hole or stands elsewhere */
export const expectBorder = (screen: Screen, border: Border | undefined): void => {
  if (border === undefined) return;
  // A notice or a second row of hints takes the last rows.
  for (let row = border.first; row <= border.last - 3; row += 1) {
    if (!isBorderAt(screen, border.column, row))
      fail(`Row ${row} has no border in column ${border.column}.`, screen);
  }
};

/** The numbers of the rows marked in the list (left of the details), from top to bottom. @throws Error when two stand in one line */
export const marksIn = (screen: Screen, border: Border | undefined, kind: MarkKind): readonly number[] =>
  screen.lines().flatMap((line) => {
    const own = border === undefined ? line : (line.split('│ ')[0] ?? '');
    const marks = [...own.matchAll(markPatterns[kind])].map((match) => Number(match[1]));
    if (marks.length > 1) fail(`Rows ${marks.join(' and ')} stand in one line.`, screen);
    return marks;
  });
