// Notifications of the operator's desktop through the terminal, wherever the console runs. Only for those who ask for them.
import { notificationCode, throughTmux } from './escapes.ts';
import type { NotificationKind } from './notification-mode.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
