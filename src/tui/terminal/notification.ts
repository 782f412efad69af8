// Notifications of the operator's desktop through the terminal, wherever the console runs. Only for those who ask for them.

import { useEffect, useRef } from 'react';
import { nameOf, type PairingRequest, pendingRequests, requestKey } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { bell, notificationCode, throughTmux } from './modes.ts';
import type { NotificationKind } from './notification-mode.ts';

interface RequestAlertOptions {
  readonly hasBell: boolean;
  readonly notification?: NotificationKind;
  /** Is what happens printed as sentences? They say who asks; a word for it would only repeat that. */
  readonly isPlain: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const words = frameSentences;

/** What is said of new requests: by name where there is one. Never the code, which is for the two who talk to each other. */
const alertText = ({ core }: Frame, fresh: readonly PairingRequest[]): string => {
  const [only, ...others] = fresh;
  if (only === undefined || others.length > 0) return words.requestAlerts(fresh.length);
  return words.requestAlert(nameOf(core, only.accountId, only.senderId)?.name ?? only.name, only.accountId);
};

/** Is the list of those who wait what the operator looks at? */
const isInSight = ({ ui }: Frame): boolean =>
  ui.screen === 'pairing' && ui.pairing.pane === 'pending' && ui.overlays.length === 0;

/**
 * Says so once when somebody new asks to be let in: a word where their row is not in sight, the bell and a notification of the desktop if
 * the operator asked for them. Requests that were there at the start are on the badge and in the title already.
 */
export const useRequestAlerts = (
  app: App,
  stdout: NodeJS.WritableStream,
  options: RequestAlertOptions,
  { core, ui }: Frame,
): void => {
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const isRead = core.pairing.status === 'ready';
  const keys = pendingRequests(core, ui.nowMs, 'all').map(requestKey).join('\n');
  const { hasBell, notification, isPlain, env } = options;
  useEffect(() => {
    if (!isRead) return;
    const now = new Set(keys === '' ? [] : keys.split('\n'));
    const before = known.current;
    known.current = now;
    if (before === undefined) return;
    const frame = app.frame();
    const fresh = pendingRequests(frame.core, frame.ui.nowMs, 'all').filter((request) => {
      const key = requestKey(request);
      return now.has(key) && !before.has(key);
    });
    if (fresh.length === 0) return;
    const text = alertText(frame, fresh);
    if (hasBell) stdout.write(bell);
    if (notification !== undefined) stdout.write(notificationText(notification, words.product, text, env));
    if (!isPlain && !isInSight(frame)) app.note(words.seePairing(text));
  }, [app, stdout, hasBell, notification, isPlain, env, isRead, keys]);
};

/** The terminal's title: what needs the operator, or just the name. */
export const attentionTitle = ({ core, ui }: Frame): string =>
  frameSentences.title(pendingRequests(core, ui.nowMs, 'all').length);

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
export const notificationText = (
  kind: NotificationKind,
  title: string,
  body: string,
  env: Environment,
): string => {
  const code = notificationCode(kind, harmless(title), harmless(body));
  return env['TMUX'] === undefined || env['TMUX'] === '' ? code : throughTmux(code);
};
