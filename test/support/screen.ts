// What a person sees: an xterm without a window, fed with the bytes of a program.
import unicode11 from '@xterm/addon-unicode11';
import headless, { type IBufferCell } from '@xterm/headless';

/** One cell and how it is drawn. Colours are palette numbers (0–255), RGB numbers, or absent for the terminal's own. */
export interface Cell {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  readonly foreground: number | undefined;
  readonly background: number | undefined;
}

/** A terminal's picture and modes. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  /** The visible lines from top to bottom, trailing blanks removed. At least `rows` of them. */
  lines(): readonly string[];
  /** {@link lines} joined by newlines. */
  text(): string;
  /** Cells in use in each of {@link lines}, counted as the terminal counts them. */
  widths(): readonly number[];
  /** The cell at a place; both counted from 0. */
  cell(column: number, row: number): Cell;
  readonly cursorVisible: boolean;
  readonly cursor: { readonly column: number; readonly row: number };
  readonly isAlternateScreen: boolean;
  /** Between `CSI ?2026h` and `l`: the picture is half the old and half the new, and a terminal that can does not show it. */
  readonly isMidFrame: boolean;
  /** False while `CSI ?7l` is in force. */
  readonly isWrapping: boolean;
  readonly mouseMode: string;
  readonly isBracketedPaste: boolean;
  readonly title: string;
  /** How often the bell rang. */
  readonly bells: number;
  /** Notifications of the desktop it was asked for (OSC 9 and 777), oldest first. */
  readonly notifications: readonly string[];
  /** Texts put on the clipboard with OSC 52, oldest first. */
  readonly copied: readonly string[];
}

/** A {@link Screen} that can be fed. */
export interface WritableScreen extends Screen {
  /** Feeds bytes; calls back when they are on the screen. */
  write(data: string | Uint8Array, done?: () => void): void;
  resize(columns: number, rows: number): void;
  /** What the terminal itself answers to questions of the program (device attributes, cursor position). */
  onReply(listener: (reply: string) => void): void;
  dispose(): void;
}

/**
 * Makes a screen of `columns` × `rows`. With a `margin` the terminal is that much wider and taller than the
 * program is told, so that what does not fit is seen instead of lost at the edge.
 */
export const createScreen = (
  columns: number,
  rows: number,
  options: { readonly margin?: number; readonly convertEol?: boolean } = {},
): WritableScreen => {
  const margin = options.margin ?? 0;
  const terminal = new headless.Terminal({
    cols: columns + margin,
    rows: rows + margin,
    allowProposedApi: true,
    convertEol: options.convertEol ?? false,
    scrollback: 1000,
  });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';

  let size = { columns, rows };
  const seen = {
    cursorVisible: true,
    title: '',
    bells: 0,
    copied: [] as string[],
    notifications: [] as string[],
  };
  const watchCursor = (visible: boolean) => (params: readonly (number | number[])[]) => {
    if (params.includes(25)) seen.cursorVisible = visible;
    return false;
  };
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, watchCursor(true));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, watchCursor(false));
  terminal.parser.registerOscHandler(52, (data) => {
    seen.copied.push(Buffer.from(data.slice(data.indexOf(';') + 1), 'base64').toString('utf8'));
    return true;
  });
  for (const code of [9, 777])
    terminal.parser.registerOscHandler(code, (data) => {
      seen.notifications.push(data);
      return true;
    });
  terminal.onTitleChange((title) => {
    seen.title = title;
  });
  terminal.onBell(() => {
    seen.bells += 1;
  });

  const line = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  // A line keeps its cells when the window shrinks (the alternate screen does not reflow): nobody sees those beyond it.
  const allLines = () =>
    Array.from(
      { length: terminal.rows },
      (_, row) => line(row)?.translateToString(true, 0, terminal.cols) ?? '',
    );
  const lines = (): readonly string[] => {
    const all = allLines();
    const lastUsed = all.findLastIndex((text) => text !== '');
    return all.slice(0, Math.max(size.rows, lastUsed + 1));
  };
  const width = (row: number): number => {
    const cells = line(row);
    for (let column = Math.min(cells?.length ?? 0, terminal.cols) - 1; column >= 0; column -= 1) {
      const cell = cells?.getCell(column);
      if (cell !== undefined && cell.getChars().trim() !== '') return column + cell.getWidth();
    }
    return 0;
  };

  return {
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    lines,
    text: () => lines().join('\n'),
    widths: () => lines().map((_, row) => width(row)),
    cell: (column, row) => readCell(line(row)?.getCell(column)),
    get cursorVisible() {
      return seen.cursorVisible;
    },
    get cursor() {
      return { column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY };
    },
    get isAlternateScreen() {
      return terminal.buffer.active.type === 'alternate';
    },
    get isMidFrame() {
      return terminal.modes.synchronizedOutputMode;
    },
    get isWrapping() {
      return terminal.modes.wraparoundMode;
    },
    get mouseMode() {
      return terminal.modes.mouseTrackingMode;
    },
    get isBracketedPaste() {
      return terminal.modes.bracketedPasteMode;
    },
    get title() {
      return seen.title;
    },
    get notifications() {
      return seen.notifications;
    },
    get bells() {
      return seen.bells;
    },
    get copied() {
      return seen.copied;
    },
    write: (data, done) => terminal.write(data, done),
    resize: (newColumns, newRows) => {
      size = { columns: newColumns, rows: newRows };
      terminal.resize(newColumns + margin, newRows + margin);
    },
    onReply: (listener) => {
      terminal.onData(listener);
    },
    dispose: () => terminal.dispose(),
  };
};

const readCell = (cell: IBufferCell | undefined): Cell => {
  if (cell === undefined) throw new RangeError('There is no such cell.');
  return {
    text: cell.getChars(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    inverse: cell.isInverse() !== 0,
    underline: cell.isUnderline() !== 0,
    foreground: cell.isFgDefault() ? undefined : cell.getFgColor(),
    background: cell.isBgDefault() ? undefined : cell.getBgColor(),
  };
};

/** The screen drawn with a frame and line numbers, for error messages. */
export const drawScreen = (screen: Screen): string => {
  const rule = `   +${'-'.repeat(screen.columns)}+`;
  const rows = screen.lines().map((text, row) => `${String(row).padStart(2)} |${text}`);
  const where = `${screen.columns}×${screen.rows}, ${screen.isAlternateScreen ? 'alternate' : 'primary'} screen, cursor ${screen.cursorVisible ? 'visible' : 'hidden'}`;
  return [where, rule, ...rows, rule].join('\n');
};

/** Throws with the screen when a line is wider than the screen, or there are more lines than rows. */
export const expectFits = (screen: Screen): void => {
  const lines = screen.lines();
  if (lines.length > screen.rows)
    throw new Error(`${lines.length} lines, but only ${screen.rows} rows.\n${drawScreen(screen)}`);
  const tooWide = screen
    .widths()
    .flatMap((cells, row) => (cells > screen.columns ? [`row ${row} is ${cells} cells`] : []));
  if (tooWide.length > 0)
    throw new Error(`Only ${screen.columns} columns, but ${tooWide.join(', ')}.\n${drawScreen(screen)}`);
};
