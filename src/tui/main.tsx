// Draws the console into a terminal until the operator leaves. The only render() of the program.

import {
  Box,
  render,
  renderToString,
  useApp as useInkApp,
  useIsScreenReaderEnabled,
  useWindowSize,
} from 'ink';
import { type ReactElement, useCallback, useEffect, useMemo } from 'react';
import {
  accountId,
  type Clock,
  type Console,
  realTimeClock,
  type SetUpDraft,
  systemClock,
} from '../core/faces.ts';
import { handlers } from './app/all-actions.ts';
import type { ExitReason, SettingsPort } from './app/app.ts';
import { createArrival } from './app/arrival.ts';
import { AppProvider, type Theme, ThemeProvider } from './app/context.ts';
import { type AppHandle, createApp } from './app/create-app.ts';
import type { Frame } from './app/frame.ts';
import { clickOrScroll } from './app/list-actions.ts';
import { screenOf } from './app/screens.ts';
import { openChecklistIfNeeded, settleScope, settleSelection } from './app/settle-selection.ts';
import { type FrameOutput, tickDelayMs, useFrame } from './app/use-frame.ts';
import { frameSentences } from './app/words.ts';
import { Footer, StatusLine, TallToast } from './components/footer.tsx';
import { Header, Tabs } from './components/header.tsx';
import { Rows } from './components/list.tsx';
import { SideDetails } from './components/side-details.tsx';
import type { OverlayType } from './dialogs/dialog.ts';
import { opened } from './dialogs/opened.ts';
import { dialogOf } from './dialogs/registry.ts';
import { holdWhatIsLookedAt } from './feed/hold.ts';
import { useKeys } from './keys/use-keys.ts';
import { minimum } from './layout/layout.ts';
import { PlainScreen } from './plain/plain-screen.tsx';
import { initialUiState } from './state/ui-reduce.ts';
import type { AccountScope, ScreenName } from './state/ui-state.ts';
import { followJobControl, type Suspend } from './terminal/hand-over.ts';
import { createTerminalModes, type TerminalModes, useModes, useTitle } from './terminal/modes.ts';
import { withoutMouse } from './terminal/mouse-input.ts';
import { attentionTitle, useRequestAlerts } from './terminal/notification.ts';
import type { NotificationKind } from './terminal/notification-mode.ts';
import { createTerminalPort } from './terminal/port.ts';
import { line } from './text/spans.ts';
import { asciiSigns, unicodeSigns } from './theme/signs.ts';
import { isLightBackground, type PaletteName, palettes, terminalInk } from './theme/tokens.ts';

// The frame: header, tabs, screen, status line, footer, and the dialog over them. The root box is exactly the terminal.

const TooSmall = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { columns, rows } = frame.layout;
  const { needSize, needSizeHint, needSizeHintOpen } = frameSentences;
  const hint =
    frame.ui.overlays.length === 0 && frame.ui.pendingCheck === undefined ? needSizeHint : needSizeHintOpen;
  // The answer to a first q or ^c, which leaves with the second.
  const toast = frame.ui.toasts.at(-1)?.text;
  const lines = [
    line(needSize(minimum.columns, minimum.rows, columns, rows)),
    line(hint),
    ...(toast === undefined ? [] : [line(toast)]),
  ];
  return <Rows lines={lines} width={columns} height={rows} />;
};

const Body = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { View } = screenOf(frame.ui.screen);
  const { main, side, body } = frame.layout;
  return (
    <Box width={body.width} height={body.height} flexShrink={0} overflow="hidden">
      <Box width={main.width} height={main.height} flexShrink={0} overflow="hidden">
        <View frame={frame} />
      </Box>
      {side === undefined ? null : <SideDetails frame={frame} rect={side} />}
    </Box>
  );
};

/** The dialog on top, or nothing. */
const DialogOnTop = ({ frame }: { readonly frame: Frame }): ReactElement | null => {
  const overlay = frame.ui.overlays.at(-1);
  if (overlay === undefined) return null;
  const { View } = dialogOf(overlay);
  return <View {...opened<OverlayType>(overlay, frame)} />;
};

export const Screen = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { columns, rows, sizeClass, hasTabs } = frame.layout;
  if (sizeClass === 'too-small') return <TooSmall frame={frame} />;
  return (
    <Box width={columns} height={rows} flexDirection="column" overflow="hidden">
      <Header frame={frame} />
      {hasTabs ? <Tabs frame={frame} /> : null}
      <Body frame={frame} />
      <StatusLine frame={frame} />
      <Footer frame={frame} />
      <TallToast frame={frame} />
      <DialogOnTop frame={frame} />
    </Box>
  );
};

// The component under render(): providers, keys, size, ticks, modes.

interface RootProps {
  readonly handle: AppHandle;
  readonly theme: Theme;
  readonly modes: TerminalModes;
  readonly hasBell: boolean;
  readonly notification?: NotificationKind;
  /** For what depends on the terminal around it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdout: FrameOutput;
  /** Told how to let go of the terminal for a while. */
  readonly onSuspender: (suspend: Suspend) => void;
}

const noEnv: Readonly<Record<string, string | undefined>> = {};

/** The whole console. */
export const Root = ({
  handle,
  theme,
  modes,
  hasBell,
  notification,
  env = noEnv,
  stdout,
  onSuspender,
}: RootProps): ReactElement => {
  const { app } = handle;
  const { columns, rows } = useWindowSize();
  const { suspendTerminal } = useInkApp();
  useEffect(() => onSuspender((callback) => suspendTerminal(callback)), [onSuspender, suspendTerminal]);
  const settle = useCallback(() => settleSelection(app), [app]);
  useEffect(() => holdWhatIsLookedAt(handle), [handle]);
  const frame = useFrame(handle, stdout, settle);
  const isPlain = useIsScreenReaderEnabled();
  useKeys(app, isPlain);
  useModes(modes);
  useTitle(modes, attentionTitle(frame));
  useRequestAlerts(app, stdout, { hasBell, isPlain, env, notification }, frame);
  useEffect(() => app.dispatch({ type: 'size/changed', columns, rows }), [app, columns, rows]);
  useEffect(() => {
    const timer = setTimeout(
      () => app.dispatch({ type: 'time/passed', nowMs: app.now() }),
      tickDelayMs(frame, app.now()),
    );
    return () => clearTimeout(timer);
  }, [app, frame]);
  const arrive = useMemo(() => createArrival(app), [app]);
  useEffect(() => arrive(frame), [arrive, frame]);
  // Between a resize and its event the old frame would be drawn into the new window.
  const { ui } = frame;
  const sized = useMemo(
    () => (ui.size.columns === columns && ui.size.rows === rows ? frame : undefined),
    [frame, ui, columns, rows],
  );
  const drawn = sized === undefined ? null : <Screen frame={sized} />;
  return (
    <ThemeProvider value={theme}>
      <AppProvider value={app}>
        {isPlain ? <PlainScreen handle={handle} stdout={stdout} /> : drawn}
      </AppProvider>
    </ThemeProvider>
  );
};

export interface RunConsoleOptions {
  readonly console: Console;
  readonly settings: SettingsPort;
  readonly screen: ScreenName;
  /** The account to show first; `all` shows every account together. */
  readonly scope: string;
  readonly setUp?: SetUpDraft;
  /** Names of gateways on other hosts that can be looked at instead. */
  readonly gateways?: readonly string[];
  readonly palette: PaletteName;
  readonly isAscii: boolean;
  readonly isAlternateScreen: boolean;
  /** Events as plain sentences and three live lines instead of the frame. */
  readonly isScreenReader: boolean;
  readonly hasMouse: boolean;
  readonly hasBell: boolean;
  /** Which notifications of the desktop the terminal is asked for; none if absent. */
  readonly notification?: NotificationKind;
  readonly isDemo: boolean;
  /** Said when the first frame stands: a settings file set aside, for example. */
  readonly notices: readonly string[];
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly platform: NodeJS.Platform;
  /** For the operator's editor. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
}

const exitSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Services have this long (ms) to end before the console leaves without them. */
const stopMs = 2_000;
/** After a signal a terminal that is not read has this long (ms) to take what gives it back; whoever leaves by a key is looking. */
const giveBackMs = 500;

const bounded = <Result,>(work: Promise<Result>, limitMs: number): Promise<Result | undefined> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    void work.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });

/** What the screen shows at the end, without the passing word that it ends. */
const lastFrame = ({ app }: AppHandle, theme: Theme): ReactElement => {
  const frame = app.frame();
  return (
    <ThemeProvider value={theme}>
      <AppProvider value={app}>
        <Screen frame={{ ...frame, ui: { ...frame.ui, toasts: [] } }} />
      </AppProvider>
    </ThemeProvider>
  );
};

/**
 * Runs the console until it is left by a key, a signal or an error, and resolves with how. The one door out:
 * services are stopped, the terminal is given back, then this resolves; last words and exit code are the caller's.
 */
export const runConsole = async (options: RunConsoleOptions): Promise<ExitReason> => {
  const clock = options.clock ?? systemClock;
  const scope: AccountScope = options.scope === 'all' ? 'all' : accountId(options.scope);
  const signs = options.isAscii ? asciiSigns : unicodeSigns;
  const ink = terminalInk(options.palette, options.isAscii);
  const left = Promise.withResolvers<ExitReason>();
  const suspender = Promise.withResolvers<Suspend>();
  let suspend: Suspend | undefined;
  let isHandedOver = false;
  let isLeaving = false;
  const { stdout, isAlternateScreen, hasMouse } = options;
  const modes = createTerminalModes(stdout, { isAlternateScreen, hasMouse });
  const handle = createApp({
    console: options.console,
    clock,
    terminal: createTerminalPort({
      env: options.env,
      platform: options.platform,
      stdout: options.stdout,
      stdin: options.stdin,
      isAlternateScreen: options.isAlternateScreen,
      modes,
      suspend: () => suspend,
      onHandedOver: (isIt) => {
        isHandedOver = isIt;
      },
    }),
    settings: options.settings,
    signs,
    isDemo: options.isDemo,
    handlers,
    initial: initialUiState({
      screen: options.screen,
      scope,
      columns: options.stdout.columns,
      rows: options.stdout.rows,
      nowMs: clock.now(),
      login: { ink, isFlipped: ink !== 'colour' && isLightBackground(options.env) },
      setUp: options.setUp,
      gateways: options.gateways,
    }),
    onQuit: left.resolve,
  });
  const unfollow = followJobControl({
    stdout,
    modes,
    isAlternateScreen,
    suspend: suspender.promise,
    isHandedOver: () => isHandedOver,
    isLeaving: () => isLeaving,
  });
  // Ink turns raw mode on only after the first frame: an Enter before that would be echoed, and scroll the frame away.
  const stdin = options.hasMouse
    ? withoutMouse(options.stdin, (event) => clickOrScroll(handle.app, event), realTimeClock(clock))
    : options.stdin;
  options.stdin.setRawMode(true);
  // What was typed until now may have moved the cursor, and the alternate screen begins where it stands.
  if (options.isAlternateScreen) options.stdout.write('\r');
  const theme: Theme = { palette: palettes[options.palette], signs };
  const instance = render(
    <Root
      handle={handle}
      theme={theme}
      modes={modes}
      hasBell={options.hasBell}
      {...(options.notification === undefined ? {} : { notification: options.notification })}
      env={options.env}
      stdout={options.stdout}
      onSuspender={(found) => {
        suspend = found;
        suspender.resolve(found);
      }}
    />,
    {
      stdin,
      stdout: options.stdout,
      exitOnCtrlC: false,
      patchConsole: true,
      interactive: true,
      alternateScreen: options.isAlternateScreen,
      isScreenReaderEnabled: options.isScreenReader,
      incrementalRendering: true,
      // Frames are limited where they are made (use-frame.ts): Ink's limiter at 30 holds every key back by two frames.
      maxFps: 1_000,
    },
  );
  const onFailure = (error: unknown): void =>
    left.resolve({ type: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  // While another program has the terminal, `^c` is for that one.
  const onSignal = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !isHandedOver) left.resolve({ type: 'signal', signal });
  };
  for (const signal of exitSignals) process.on(signal, onSignal);
  process.on('uncaughtException', onFailure);
  process.on('unhandledRejection', onFailure);
  instance.waitUntilExit().then(() => left.resolve({ type: 'quit' }), onFailure);

  for (const notice of options.notices) handle.app.complain(notice);
  void options.console
    .start()
    .then(() => openChecklistIfNeeded(handle.app, () => isLeaving))
    .catch(onFailure);
  const unsettle = options.console.store.subscribe((state, before) => {
    if (state.config.accounts !== before.config.accounts)
      settleScope(handle.app, before.config.status === 'unread');
  });
  const unsave = handle.ui.subscribe(({ setUp }, before) => {
    if (setUp !== before.setUp) options.settings.saveSetUp(setUp);
  });
  const reason = await left.promise;
  isLeaving = true;
  unsettle();
  unsave();
  handle.app.say(frameSentences.stopping);
  await bounded(options.console.stop(), stopMs);
  const { screen, scope: lastScope } = handle.ui.getState();
  // The only account of a config, or the one that stands in for none, was nobody's choice.
  const hasChoice = options.console.store.getState().config.accounts.length > 1;
  options.settings.saveLast({ screen, scope: hasChoice ? lastScope : 'all' });
  // Ink would erase the frame and draw it once more, and a terminal that keeps what is erased (tmux) has it twice then.
  const keepsFrame = !isAlternateScreen && !options.isScreenReader && reason.type !== 'failed';
  if (keepsFrame) instance.clear();
  instance.unmount();
  const failed = await bounded(
    instance.waitUntilExit().then(
      () => undefined,
      (error: unknown) => error,
    ),
    reason.type === 'signal' ? giveBackMs : stopMs,
  );
  // Without the alternate screen the last frame stays: the prompt must not begin in it.
  if (!isAlternateScreen)
    stdout.write(
      `${keepsFrame ? renderToString(lastFrame(handle, theme), { columns: stdout.columns }) : ''}\n`,
    );
  options.stdin.setRawMode(false);
  unfollow();
  for (const signal of exitSignals) process.off(signal, onSignal);
  process.off('uncaughtException', onFailure);
  process.off('unhandledRejection', onFailure);
  return failed instanceof Error && reason.type !== 'failed' ? { type: 'failed', error: failed } : reason;
};
