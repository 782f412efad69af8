// What the end of a listener process means: a planned recycle, something to retry, or something only the operator can cure. Pure.

import { AppError } from '../shared/error.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import type { ProfileName } from '../shared/ids.ts';
import type { Command, Ended } from '../system/runner.ts';
import { runFailure, zcaFailure } from '../zca/failures.ts';
import type { ZcaProgram } from '../zca/program.ts';
import type { ExitVerdict } from './machine.ts';
import { listenerSentences } from './words.ts';

const what = 'zca listen';
/** The exit code of a planned recycle (the zca contract). */
const recycleCode = 75;
/** How shells report SIGHUP, SIGINT, SIGKILL and SIGTERM. */
const signalsByCode: Readonly<Record<number, string>> = { 129: 'SIGHUP', 130: 'SIGINT', 137: 'SIGKILL', 143: 'SIGTERM' };
/** Retrying these is useless or does harm. */
const hopeless: ReadonlySet<ErrorCode> = new Set([
  'not-logged-in',
  'no-such-profile',
  'session-ended',
  'listener-owned',
  'unsupported-call',
  'zca-not-found',
  'zca-not-executable',
]);

/** Judges a process that ran and ended without our doing. */
export const judgeExit = ({ code, signal, stderrTail }: Ended, profile: ProfileName): ExitVerdict => {
  const { cause } = listenerSentences;
  const killedBy = signal ?? (code === undefined ? 'unknown' : signalsByCode[code]);
  if (killedBy !== undefined) return { type: 'failed', cause: cause.endedFromOutside(killedBy), isOutside: true };
  if (code === recycleCode) return { type: 'recycle' };
  if (code === 0) return { type: 'failed', cause: cause.disconnected };
  const error = zcaFailure({ what, profile }, { code, stderr: stderrTail });
  if (hopeless.has(error.code)) return { type: 'hopeless', error };
  return { type: 'failed', cause: error.code === 'no-network' ? cause.noNetwork : cause.exited(code ?? 1, error.detail ?? '') };
};

/** Judges a start that failed: a program that is not there will not be there in a second either. */
export const judgeStartFailure = (reason: unknown, command: Command, program: ZcaProgram, profile: ProfileName): ExitVerdict => {
  const error = runFailure({ what, profile }, command, program, reason);
  if (hopeless.has(error.code) || !(reason instanceof AppError)) return { type: 'hopeless', error };
  return { type: 'failed', cause: listenerSentences.cause.notStarted(error.detail ?? error.code) };
};
