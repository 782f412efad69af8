// A console drawn over the state of a hostile world, looked at after every key.
import type { ConsoleState } from '../../../src/core/state.ts';
import type { ScreenName } from '../../../src/tui/state/ui-state.ts';
import { clipboardCode } from '../../../src/tui/terminal/modes.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { planted } from './files.ts';
import { type Border, borderOf, expectBorder, expectWhole } from './frame.ts';
import { expectHarmless, expectOnlyDrawing } from './oracle.ts';

/** A drawn console and what is known of its frames. */
export interface Watched {
  readonly drawn: DrawnConsole;
  readonly border: Border | undefined;
  /** Presses, and looks. @throws Error when anything is wrong with what is drawn, copied or written */
  press(...keys: readonly string[]): Promise<void>;
  /** Frames looked at. */
  readonly frames: number;
}

export interface WatchOptions {
  readonly screen: ScreenName;
  readonly columns: number;
  readonly rows: number;
}

/** The border stands where it stands with harmless text: on `calm`, drawn in the same size. */
export const watchConsole = async (
  state: ConsoleState,
  calm: ConsoleState,
  options: WatchOptions,
): Promise<Watched> => {
  const calmly = await drawConsole({ ...options, state: calm });
  const border = borderOf(calmly.terminal);
  await calmly.unmount();
  let bytes = '';
  let frames = 0;
  const drawn = await drawConsole({ ...options, state, onWrite: (text) => (bytes += text) });
  const look = (where: string): void => {
    frames += 1;
    expectWhole(drawn.terminal);
    expectOnlyDrawing(bytes, where);
    bytes = '';
    for (const text of drawn.copied)
      expectHarmless(
        Buffer.from(clipboardCode(text).split(';')[2] ?? '', 'base64').toString(),
        'what was copied',
        'lines',
      );
    if (drawn.terminal.text().includes(planted))
      throw new Error(`${where} shows a secret:\n${drawn.terminal.text()}`);
    const { ui } = drawn.app.frame();
    if (ui.overlays.length === 0 && ui.screen === options.screen) expectBorder(drawn.terminal, border);
  };
  look(options.screen);
  return {
    drawn,
    border,
    get frames() {
      return frames;
    },
    press: async (...keys) => {
      for (const key of keys) {
        await drawn.press(key);
        look(`${options.screen} after ${key}`);
      }
    },
  };
};
