// How the operator's desktop is told, if at all. Free of the core, so that the command line is read without it.

/** How a terminal is asked: OSC 9 (iTerm2, WezTerm, Ghostty, kitty, Windows) or OSC 777 (urxvt, foot, VTE of some systems). */
export const notificationKinds = ['osc9', 'osc777'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What can be said with `--notifications`; `auto` goes by the terminal. */
export const notificationModes = ['auto', ...notificationKinds, 'off'] as const;
export type NotificationMode = (typeof notificationModes)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** Which code to write, if any. Terminals that know neither show nothing. */
export const chooseNotification = (
  mode: NotificationMode,
  env: Environment,
): NotificationKind | undefined => {
  if (mode === 'off') return undefined;
  if (mode !== 'auto') return mode;
  const isOf777 = env['VTE_VERSION'] !== undefined || /^(?:rxvt|foot)/u.test(env['TERM'] ?? '');
  return isOf777 ? 'osc777' : 'osc9';
};
