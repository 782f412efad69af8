// Ink drawn into a terminal of a given size, so that tests read what a person would see.
import { PassThrough, Writable } from 'node:stream';
import { render } from 'ink';
import { createElement, type ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { bytesOf, pasteBytes } from './press.ts';
import { createScreen, drawScreen, type Screen, type WritableScreen } from './screen.ts';

export { expectFits } from './screen.ts';

/** What `renderAt` draws into. */
export interface RenderAtOptions {
  readonly columns: number;
  readonly rows: number;
  /** Default true, as the program runs. */
  readonly alternateScreen?: boolean;
  readonly isScreenReaderEnabled?: boolean;
  /** Told everything that is written to the terminal. */
  readonly onWrite?: (text: string) => void;
  /** Default true; the program turns it off, which matters once a window is made smaller. */
  readonly isWrapping?: boolean;
}

/** A drawn element and the keyboard in front of it. It is unmounted when the test ends. */
export interface Rendered {
  /** The visible lines, trailing blanks removed. More than `rows` of them when the element does not fit. */
  screen(): readonly string[];
  /** Cells, modes, title, bell. */
  readonly terminal: Screen;
  /** Presses keys by name or character, one after the other, each fully drawn before the next. */
  press(...keys: readonly string[]): Promise<void>;
  /** Sends text in one burst, as a held key or a fast typist does. */
  type(text: string): Promise<void>;
  /** Sends a bracketed paste. */
  paste(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  rerender(element: ReactNode): Promise<void>;
  /** Resolves when nothing more is drawn. For changes made outside: `act on the store; await settle()`. */
  settle(): Promise<void>;
  /** Resolves when the last of it is on the terminal. */
  unmount(): Promise<void>;
}

/** Cells around the told size in which too much is still seen. */
const marginCells = 12;

/**
 * Renders as the program does (alternate screen, incremental rendering, no frame cap) and waits for the first
 * frame and its effects, so that keys are heard.
 */
export const renderAt = async (options: RenderAtOptions, element: ReactNode): Promise<Rendered> => {
  const screen = createScreen(options.columns, options.rows, { margin: marginCells, convertEol: true });
  if (options.isWrapping === false) screen.write('\x1b[?7l');
  const stdout = createOutput(screen, options.onWrite);
  const stdin = createInput();
  const instance = render(createElement(Root, null, element), {
    stdout: stdout.stream,
    stdin: stdin.stream,
    stderr: createOutput(screen).stream,
    interactive: true,
    alternateScreen: options.alternateScreen ?? true,
    incrementalRendering: true,
    maxFps: 1000,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: options.isScreenReaderEnabled ?? false,
  });

  const settle = async (): Promise<void> => {
    for (let quiet = 0, rounds = 0; quiet < 2; rounds += 1) {
      if (rounds > 200) throw new Error(`The picture never comes to rest.\n${drawScreen(screen)}`);
      const before = stdout.writeCount();
      await instance.waitUntilRenderFlush();
      await new Promise((resolve) => setImmediate(resolve));
      quiet = stdout.writeCount() - before <= 1 ? quiet + 1 : 0;
    }
  };
  const send = async (bytes: string): Promise<void> => {
    if (!stdin.isRaw()) throw new Error(`Nothing listens for keys.\n${drawScreen(screen)}`);
    stdin.stream.write(bytes);
    await settle();
  };
  const unmount = async (): Promise<void> => {
    instance.unmount();
    await instance.waitUntilExit();
    await new Promise<void>((resolve) => screen.write('', resolve));
  };
  onTestFinished(async () => {
    await unmount();
    instance.cleanup();
    screen.dispose();
  });

  await settle();
  return {
    screen: screen.lines,
    terminal: screen,
    press: async (...keys) => {
      for (const key of keys) await send(key === 'esc' ? unambiguousEscape : bytesOf(key));
    },
    type: send,
    paste: async (text) => send(pasteBytes(text)),
    resize: async (columns, rows) => {
      screen.resize(columns, rows);
      stdout.stream.emit('resize');
      await settle();
    },
    rerender: async (next) => {
      instance.rerender(createElement(Root, null, next));
      await settle();
    },
    settle,
    unmount,
  };
};

/** Ink holds a lone Esc for 20 ms in case more follows; the kitty form of the key needs no waiting. */
const unambiguousEscape = '\x1b[27u';

/** Keeps the element's place in the tree across {@link Rendered.rerender}. */
const Root = (props: { readonly children?: ReactNode }): ReactNode => props.children;

const createOutput = (screen: WritableScreen, onWrite: RenderAtOptions['onWrite'] = () => undefined) => {
  let writes = 0;
  const stream = Object.assign(
    new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        writes += 1;
        onWrite(chunk);
        screen.write(chunk, () => done());
      },
    }),
    { isTTY: true as const },
  );
  Object.defineProperties(stream, {
    columns: { get: () => screen.columns },
    rows: { get: () => screen.rows },
  });
  return {
    stream: stream as NodeJS.WritableStream & { emit(event: 'resize'): boolean },
    writeCount: () => writes,
  };
};

const createInput = () => {
  let isRaw = false;
  const through = new PassThrough();
  const stream = Object.assign(through, {
    isTTY: true as const,
    setRawMode: (raw: boolean) => {
      isRaw = raw;
      return through;
    },
    ref: () => through,
    unref: () => through,
  });
  return { stream, isRaw: () => isRaw };
};
