// What lines and ends of a listener mean for its machine and for the session. Pure.
import type { SessionStatus } from '../model/account.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { statusWithoutSession } from '../zca/client.ts';
import type { ListenLine } from '../zca/parse-listen.ts';
import type { ListenerInput } from './machine.ts';

/** What a blocked listener tells about the session itself. */
export const sessionOf = (error: ErrorView, checkedAtMs: number): SessionStatus | undefined => {
  const status = statusWithoutSession(error.code);
  return status && { status, checkedAtMs, ...(error.detail === undefined ? {} : { detail: error.detail }) };
};

/** What a line means for the machine; undefined if nothing. */
export const inputOf = (line: ListenLine): ListenerInput | undefined => {
  if (line.type === 'connected') return { type: 'connected' };
  if (line.type === 'message') return { type: 'heard' };
  const closed = line.type === 'closed' || (line.type === 'lifecycle' && line.event === 'closed');
  if (closed) return { type: 'closed', ...(line.code === undefined ? {} : { code: line.code }) };
  if (line.type !== 'lifecycle') return undefined;
  if (line.event === 'connected') return { type: 'connected' };
  return line.event === 'heartbeat' ? { type: 'heard' } : undefined;
};
