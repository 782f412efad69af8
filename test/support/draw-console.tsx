// The whole console over a Console whose state a test sets: keys go in, a terminal's picture comes out.
import { PassThrough } from 'node:stream';
import type { ConsoleState } from '../../src/core/state.ts';
import type { App, ExitReason, TerminalPort } from '../../src/tui/app/app.ts';
import { Root } from '../../src/tui/main.tsx';
import type { AccountScope, ScreenName } from '../../src/tui/state/ui-state.ts';
import { createTerminalModes } from '../../src/tui/terminal/modes.ts';
import { asciiSigns, unicodeSigns } from '../../src/tui/theme/signs.ts';
import { type PaletteName, palettes, type TerminalInk } from '../../src/tui/theme/tokens.ts';
import { appOn } from './app-on.ts';
import { aState, nowMs } from './builders.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { type FakeServices, fakeConsole } from './fake-console.ts';
import { type Rendered, renderAt } from './render-at.tsx';

/** What to draw; 80×24, Status, all accounts, default palette, Unicode signs, at the time of the builders unless said otherwise. */
export interface DrawConsoleOptions {
  readonly state?: ConsoleState;
  readonly screen?: ScreenName;
  readonly gateways?: readonly string[];
  readonly scope?: AccountScope;
  readonly columns?: number;
  readonly rows?: number;
  readonly palette?: PaletteName;
  readonly isAscii?: boolean;
  readonly hasBell?: boolean;
  readonly notification?: 'osc9' | 'osc777';
  /** Default: colours, unless the palette has none. */
  readonly ink?: TerminalInk;
  /** What the operator's editor does. Default: nothing, and ends well. */
  readonly edit?: TerminalPort['edit'];
  /** Told everything Ink writes. */
  readonly onWrite?: (text: string) => void;
  /** Default true. */
  readonly isWrapping?: boolean;
}

/** A drawn console. */
export interface DrawnConsole extends Rendered {
  readonly app: App;
  readonly services: FakeServices;
  readonly clock: FakeClock;
  /** What was put on the clipboard, oldest first. */
  readonly copied: readonly string[];
  /** How the console was asked to end, oldest first. */
  readonly quits: readonly ExitReason[];
  /** What was written past Ink: modes, titles, bells, notifications. */
  written(): string;
  /** Replaces the state of the core, as an action does while a key is still being worked off: what draws it is the press. */
  become(state: ConsoleState): void;
  /** Replaces the state of the core, and draws it. */
  setState(state: ConsoleState): Promise<void>;
  /** Replaces the state of the core within an action of its own; what follows draws it. */
  learn(state: ConsoleState): void;
  /** Moves the clock on, and draws the new time. */
  passTime(ms: number): Promise<void>;
}

/** Draws the console and waits for its first frame. */
export const drawConsole = async (options: DrawConsoleOptions = {}): Promise<DrawnConsole> => {
  const { columns = 80, rows = 24, screen = 'status', scope = 'all' } = options;
  const clock = createFakeClock(nowMs);
  const fake = fakeConsole(options.state ?? aState());
  const signs = options.isAscii === true ? asciiSigns : unicodeSigns;
  const copied: string[] = [];
  const quits: ExitReason[] = [];
  const stdout = new PassThrough();
  let written = '';
  stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const handle = appOn({
    console: fake.console,
    clock,
    terminal: {
      copy: (text) => void copied.push(text),
      ...(options.edit === undefined ? {} : { edit: options.edit }),
    },
    signs,
    screen,
    scope,
    gateways: options.gateways,
    columns,
    rows,
    login: { ink: options.ink ?? (options.palette === 'mono' ? 'inverse' : 'colour'), isFlipped: false },
    onQuit: (reason) => void quits.push(reason),
  });
  const rendered = await renderAt(
    {
      columns,
      rows,
      isWrapping: options.isWrapping ?? true,
      ...(options.onWrite === undefined ? {} : { onWrite: options.onWrite }),
    },
    <Root
      handle={handle}
      theme={{ palette: palettes[options.palette ?? 'default'], signs }}
      modes={createTerminalModes(stdout, { isAlternateScreen: true, hasMouse: false })}
      hasBell={options.hasBell ?? false}
      {...(options.notification === undefined ? {} : { notification: options.notification })}
      stdout={stdout}
      onSuspender={() => undefined}
    />,
  );
  // What the core learns is gathered for a moment before it is drawn; the tick draws it now.
  const draw = async (): Promise<void> => {
    handle.app.dispatch({ type: 'time/passed', nowMs: clock.now() });
    await rendered.settle();
  };
  return {
    ...rendered,
    app: handle.app,
    services: fake.services,
    clock,
    copied,
    quits,
    written: () => written,
    become: (state) => {
      fake.setState(state);
      handle.app.dispatch({ type: 'time/passed', nowMs: clock.now() });
    },
    setState: async (state) => {
      fake.setState(state);
      await draw();
    },
    learn: fake.setState,
    passTime: async (ms) => {
      clock.advance(ms);
      await draw();
    },
  };
};
