// The state of the screen and what acts on it, without a picture.
import { handlers } from '../../src/tui/app/all-actions.ts';
import type { TerminalPort } from '../../src/tui/app/app.ts';
import { type AppHandle, type AppOptions, createApp } from '../../src/tui/app/create-app.ts';
import { initialUiState } from '../../src/tui/state/ui-reduce.ts';
import { asciiSigns } from '../../src/tui/theme/signs.ts';
import { createFakeClock } from './fake-clock.ts';
import { fakeConsole } from './fake-console.ts';

/** What differs from an operator on Status at 80×24, who sees all accounts in ASCII, and whose terminal does all it is asked. */
export type AppOnOptions = Partial<
  Omit<AppOptions, 'initial' | 'terminal' | 'settings' | 'isDemo'> & Parameters<typeof initialUiState>[0]
> & { readonly terminal?: Partial<TerminalPort> };

/** Makes the app on a console, by default a fake one. Settings are forgotten. */
export const appOn = ({
  console = fakeConsole().console,
  clock = createFakeClock(),
  signs = asciiSigns,
  onQuit = () => undefined,
  terminal,
  handlers: its = handlers,
  ...ui
}: AppOnOptions = {}): AppHandle =>
  createApp({
    console,
    clock,
    signs,
    onQuit,
    handlers: its,
    terminal: {
      copy: () => undefined,
      open: async () => ({ ok: true }),
      edit: async () => ({ ok: true }),
      run: async () => ({ ok: true, exitCode: 0 }),
      ...terminal,
    },
    settings: { saveLast: () => undefined, saveSetUp: () => undefined },
    isDemo: false,
    initial: initialUiState({
      screen: 'status',
      scope: 'all',
      columns: 80,
      rows: 24,
      nowMs: clock.now(),
      ...ui,
    }),
  });
