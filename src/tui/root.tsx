// The component under render(): providers, keys, size, ticks, modes. What is drawn is in app.tsx.
import { useApp as useInkApp, useIsScreenReaderEnabled, useWindowSize } from 'ink';
import { type ReactElement, useCallback, useEffect, useMemo } from 'react';
import { createArrival } from './app/arrival.ts';
import { AppProvider, type Theme, ThemeProvider } from './app/context.ts';
import type { AppHandle } from './app/create-app.ts';
import { settleSelection } from './app/settle-selection.ts';
import { tickDelayMs } from './app/tick.ts';
import { type FrameOutput, useFrame } from './app/use-frame.ts';
import { Screen } from './app.tsx';
import { holdWhatIsLookedAt } from './feed/hold.ts';
import { useKeys } from './keys/use-keys.ts';
import { PlainScreen } from './plain/plain-screen.tsx';
import { attentionTitle } from './terminal/attention.ts';
import type { Suspend } from './terminal/hand-over.ts';
import { type TerminalModes, useModes, useTitle } from './terminal/modes.ts';
import type { NotificationKind } from './terminal/notification-mode.ts';
import { useKnocks } from './terminal/use-request-alerts.ts';

export interface RootProps {
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
export const Root = ({ handle, theme, modes, hasBell, notification, env = noEnv, stdout, onSuspender }: RootProps): ReactElement => {
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
  useKnocks(app, stdout, { hasBell, isPlain, env, ...(notification === undefined ? {} : { notification }) }, frame);
  useEffect(() => app.dispatch({ type: 'size/changed', columns, rows }), [app, columns, rows]);
  useEffect(() => {
    const timer = setTimeout(() => app.dispatch({ type: 'time/passed', nowMs: app.now() }), tickDelayMs(frame, app.now()));
    return () => clearTimeout(timer);
  }, [app, frame]);
  const arrive = useMemo(() => createArrival(app), [app]);
  useEffect(() => arrive(frame), [arrive, frame]);
  // Between a resize and its event the old frame would be drawn into the new window.
  const { ui } = frame;
  const sized = useMemo(() => (ui.size.columns === columns && ui.size.rows === rows ? frame : undefined), [frame, ui, columns, rows]);
  const drawn = sized === undefined ? null : <Screen frame={sized} />;
  return (
    <ThemeProvider value={theme}>
      <AppProvider value={app}>{isPlain ? <PlainScreen handle={handle} stdout={stdout} /> : drawn}</AppProvider>
    </ThemeProvider>
  );
};
