// What a gateway that talks to Zalo itself is asked about its accounts, and what it answers (the gateway's live contract, sections 2 and 7).
// Pure and total.

import { booleanField, lineField, linesField } from '../../openclaw/cli/answer.ts';
import type { AccountId } from '../../shared/ids.ts';
import { sanitizeText } from '../../shared/text/sanitize.ts';
import { redactText } from '../../system/redact.ts';
import { isRecord, type JsonRecord, nameOf } from '../../zca/fields.ts';
import { pluginId } from '../command-line.ts';
import type { GatewayCall } from './model.ts';

/** The gateway takes any id for an account, and would make a session for it: whoever calls has checked it. */
const about = (accountId: AccountId) => ({ channel: pluginId, accountId });

/** So long the gateway tries to get a code from Zalo. */
const codeWithinMs = 20_000;

/**
 * A code to be scanned; asked again, the one that counts by now (zca-js has a new one made every 100 s).
 * `isForced`: whoever is logged in is logged out first, and stays so if nobody confirms.
 */
export const loginStartCall = (accountId: AccountId, isForced = false): GatewayCall => ({
  method: 'web.login.start',
  params: { ...about(accountId), timeoutMs: codeWithinMs, ...(isForced ? { force: true } : {}) },
  scope: 'admin',
  deadlineMs: codeWithinMs + 10_000,
});

/** Answers when the log-in is over, else after `waitMs`. */
export const loginWaitCall = (accountId: AccountId, waitMs: number): GatewayCall => ({
  method: 'web.login.wait',
  params: { ...about(accountId), timeoutMs: waitMs },
  scope: 'admin',
  deadlineMs: waitMs + 5_000,
});

/** Erases the session of the account, and ends a log-in under way. */
export const logoutCall = (accountId: AccountId): GatewayCall => ({
  method: 'channels.logout',
  params: about(accountId),
  scope: 'admin',
});

export const startAccountCall = (accountId: AccountId): GatewayCall => ({
  method: 'channels.start',
  params: about(accountId),
  scope: 'admin',
});

export const stopAccountCall = (accountId: AccountId): GatewayCall => ({
  method: 'channels.stop',
  params: about(accountId),
  scope: 'admin',
});

export const restartGatewayCall = (reason: string): GatewayCall => ({
  method: 'gateway.restart.request',
  params: { reason },
  scope: 'admin',
});

/** Each costs one question to Zalo for every account. `isWho`: also who is logged in. */
export const accountsStatusCall = (isWho = false): GatewayCall => ({
  method: 'channels.status',
  params: isWho ? { probe: true, timeoutMs: 5_000 } : {},
  scope: 'read',
});

/** A call as it could be typed: `channels.start {"channel":"zalouser","accountId":"work"}`. */
export const shownCall = ({ method, params }: GatewayCall): string => `${method} ${JSON.stringify(params)}`;

/** Why a log-in came to nothing. */
export type LoginEnd =
  | { readonly type: 'declined' }
  | { readonly type: 'expired' }
  | { readonly type: 'refused'; readonly detail: string };

export type LoginStartAnswer =
  /** A credential: drawn, never logged nor printed. */
  | { readonly type: 'code'; readonly dataUrl: string }
  | { readonly type: 'linked'; readonly name?: string }
  | { readonly type: 'preparing' }
  | LoginEnd;

export type LoginWaitAnswer =
  | { readonly type: 'linked' }
  | { readonly type: 'waiting' }
  /** The gateway knows of no log-in on this account (any more). */
  | { readonly type: 'none' }
  | LoginEnd;

const recordOf = (payload: unknown): JsonRecord => (isRecord(payload) ? payload : {});

const messageOf = (record: JsonRecord): string => {
  const { message } = record;
  return typeof message === 'string' ? sanitizeText(redactText(message)).slice(0, 600) : '';
};

const endOf = (message: string): LoginEnd => {
  const detail = message.replace(/^(?:Failed to start QR login|Zalo login failed):\s*/u, '');
  if (/declined on the phone/u.test(detail)) return { type: 'declined' };
  if (/Cannot get scan result|QR code expired|QR expired before|"?error_code"?:\s*-12\b/u.test(detail))
    return { type: 'expired' };
  return { type: 'refused', detail };
};

const pngPrefix = 'data:image/png;base64,';

/** Reads the answer of {@link loginStartCall}. */
export const readLoginStart = (payload: unknown): LoginStartAnswer => {
  const record = recordOf(payload);
  const dataUrl = record['qrDataUrl'];
  if (typeof dataUrl === 'string' && dataUrl.startsWith(pngPrefix)) return { type: 'code', dataUrl };
  const message = messageOf(record);
  const linked = /^Zalo (?:is already linked(?: \((.*)\))?|already connected)\.$/su.exec(message);
  if (linked !== null) {
    const name = nameOf(linked[1]);
    return name === undefined ? { type: 'linked' } : { type: 'linked', name };
  }
  return message.startsWith('Still preparing QR') ? { type: 'preparing' } : endOf(message);
};

/** Reads the answer of {@link loginWaitCall}. */
export const readLoginWait = (payload: unknown): LoginWaitAnswer => {
  const record = recordOf(payload);
  if (booleanField(record, 'connected') === true) return { type: 'linked' };
  const message = messageOf(record);
  if (message.startsWith('Still waiting')) return { type: 'waiting' };
  return /^(?:No active Zalo QR login|QR login expired)/u.test(message) ? { type: 'none' } : endOf(message);
};

/** The bytes of the picture of a code. */
export const pictureOf = (dataUrl: string): Uint8Array =>
  Buffer.from(dataUrl.slice(pngPrefix.length), 'base64');

/** Was there a session to erase? */
export const readLogout = (payload: unknown): { readonly isCleared: boolean } => ({
  isCleared: booleanField(recordOf(payload), 'cleared') === true,
});

/** Does it run, or is it about to? `reason`: the gateway's own word for why not: `unlinked`, … */
export const readStart = (payload: unknown): { readonly isStarted: boolean; readonly reason?: string } => {
  const record = recordOf(payload);
  const reason = lineField(recordOf(record['outcome']), 'reason');
  return {
    isStarted: booleanField(record, 'started') === true,
    ...(reason === undefined ? {} : { reason }),
  };
};

/** Will it restart? What is in the way of it, in the gateway's own words. */
export const readRestart = (
  payload: unknown,
): { readonly isScheduled: boolean; readonly blockers: readonly string[] } => {
  const record = recordOf(payload);
  return {
    isScheduled: booleanField(record, 'ok') === true,
    blockers: linesField(recordOf(record['preflight']), 'blockers'),
  };
};
