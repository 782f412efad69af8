// The whole console as a screen reader gets it: keys go in, the terminal with all it has scrolled comes out.
import { PassThrough } from 'node:stream';
import type { ConsoleState } from '../../../src/core/state.ts';
import type { App } from '../../../src/tui/app/app.ts';
import { Root } from '../../../src/tui/main.tsx';
import type { ScreenName } from '../../../src/tui/state/ui-state.ts';
import { createTerminalModes } from '../../../src/tui/terminal/modes.ts';
import { asciiSigns, unicodeSigns } from '../../../src/tui/theme/signs.ts';
import { palettes } from '../../../src/tui/theme/tokens.ts';
import { appOn } from '../../support/app-on.ts';
import { nowMs } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { type FakeServices, fakeConsole } from '../../support/fake-console.ts';
import { type Rendered, renderAt } from '../../support/render-at.tsx';

export interface DrawnPlain extends Rendered {
  readonly app: App;
  readonly services: FakeServices;
  /** What is on the terminal, without the blank rows below it. */
  said(): readonly string[];
  /** Replaces the state of the core, and draws it. */
  setState(state: ConsoleState): Promise<void>;
}

/** Draws plain mode in a terminal high enough for all that a test makes it say. */
export const drawPlain = async (
  state: ConsoleState,
  {
    screen = 'status',
    columns = 80,
    rows = 60,
    isAscii = false,
    onWrite = () => undefined,
  }: {
    screen?: ScreenName;
    columns?: number;
    rows?: number;
    isAscii?: boolean;
    onWrite?: (text: string) => void;
  } = {},
): Promise<DrawnPlain> => {
  const clock = createFakeClock(nowMs);
  const fake = fakeConsole(state);
  const signs = isAscii ? asciiSigns : unicodeSigns;
  const { app, ui } = appOn({ console: fake.console, clock, signs, screen, columns, rows });
  const stdout = new PassThrough();
  const rendered = await renderAt(
    { columns, rows, alternateScreen: false, isScreenReaderEnabled: true, onWrite },
    <Root
      handle={{ app, ui }}
      theme={{ palette: palettes.default, signs }}
      modes={createTerminalModes(stdout, { isAlternateScreen: false, hasMouse: false })}
      hasBell={false}
      stdout={stdout}
      onSuspender={() => undefined}
    />,
  );
  return {
    ...rendered,
    app,
    services: fake.services,
    said: () => {
      const lines = rendered.screen();
      return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
    },
    setState: async (next) => {
      fake.setState(next);
      // What the core learns is gathered for a moment; the tick tells it now.
      app.dispatch({ type: 'time/passed', nowMs: clock.now() + 1 });
      await rendered.settle();
    },
  };
};
