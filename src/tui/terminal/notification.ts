// Notifications of the operator's desktop through the terminal, wherever the console runs. Only for those who ask for them.
import { notificationCode, throughTmux } from './escapes.ts';

/** How a terminal is asked: OSC 9 (iTerm2, WezTerm, Ghostty, kitty, Windows) or OSC 777 (urxvt, foot, VTE of some systems). */
export const notificationKinds = ['osc9', 'osc777'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What can be said with `--notifications`; `auto` goes by the terminal. */
export const notificationModes = ['auto', ...notificationKinds, 'off'] as const;
export type NotificationMode = (typeof notificationModes)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** Which code to write, if any. Terminals that know neither show nothing. */
export const chooseNotification = (mode: NotificationMode, env: Environment): NotificationKind | undefined => {
  if (mode === 'off') return undefined;
  if (mode !== 'auto') return mode;
  const isOf777 = env['VTE_VERSION'] !== undefined || /^(?:rxvt|foot)/u.test(env['TERM'] ?? '');
  return isOf777 ? 'osc777' : 'osc9';
};

/** How many characters of a notification are shown anywhere; the names in it were chosen by strangers. */
const mostUnits = 160;

/** Nothing that could end the sequence or begin another field of it, and nothing that turns the text around. */
const harmless = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, ' ')
    .replaceAll(';', ',')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, mostUnits);

/** What is written to the terminal. In tmux it must be let through (`allow-passthrough on`), else nothing happens. */
export const notificationText = (kind: NotificationKind, title: string, body: string, env: Environment): string => {
  const code = notificationCode(kind, harmless(title), harmless(body));
  return env['TMUX'] === undefined || env['TMUX'] === '' ? code : throughTmux(code);
};
