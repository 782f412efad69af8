import type { TerminalSession } from './terminal.ts';

/** Of a row only its name: the value behind it may change while it is read. */
const nameCells = 18;

const selectedIn = (lines: readonly string[]): string | undefined =>
  lines.find((text) => text.startsWith('›'));

/** Moves the cursor down, a row at a time, until the selected row matches. */
export const goToRow = async (terminal: TerminalSession, row: RegExp): Promise<void> => {
  for (let step = 0; step < 30 && !row.test(selectedIn(terminal.screen()) ?? ''); step += 1) {
    const last = selectedIn(terminal.screen())?.slice(0, nameCells);
    terminal.press('j');
    await terminal.until((screen) => selectedIn(screen.lines())?.slice(0, nameCells) !== last);
  }
};
