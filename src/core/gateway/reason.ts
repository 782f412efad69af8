// The gateway's own reason (`lastError`) decides what to do about it. Pure.

import type { Finding } from '../model/finding.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import type { ConsoleState } from '../state.ts';
import { claimSentences as words } from './words-report.ts';

/** What the gateway says where it cannot start zca (2026.2: `zca CLI not found in PATH`; its commands: a missing dependency; Node: ENOENT). */
const lacksZca = /\bzca(?: CLI)?[`'"]? not found in PATH|missing dependency:.*\bzca\b|\bspawn zca ENOENT\b/iu;

/** Does the gateway say that it finds no zca? */
export const isWithoutZca = (lastError: string | undefined): boolean => lastError !== undefined && lacksZca.test(lastError);

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

type Remedy = Pick<Finding, 'cure' | 'cureTask'>;

/**
 * What makes the gateway find zca. A restart alone helps only where the folder of zca is in its PATH by now; that is the PATH it was started
 * with, and is shown where the system tells (Linux, processes of our own user).
 */
export const zcaRemedy = ({ zca, listening }: Pick<ConsoleState, 'zca' | 'listening'>): Remedy => {
  const folders = listening.gateways.length === 1 ? listening.gateways[0]?.searchPath : undefined;
  if (zca.status !== 'found' || !zca.path.startsWith('/')) return { cure: words.zcaNowhere(folders?.map((one) => sanitizeLine(one))) };
  const folder = folderOf(zca.path);
  if (!zca.path.endsWith('/zca'))
    return {
      cure: words.zcaOtherName(
        sanitizeLine(zca.path),
        folders?.map((one) => sanitizeLine(one)),
      ),
    };
  if (folders === undefined) return { cure: words.zcaPathUnseen(sanitizeLine(folder)) };
  if (folders.includes(folder)) return { cure: words.zcaFoundByNow(sanitizeLine(folder)), cureTask: { type: 'restart-gateway' } };
  return {
    cure: words.zcaNotInPath(
      sanitizeLine(zca.path),
      sanitizeLine(folder),
      folders.map((one) => sanitizeLine(one)),
    ),
  };
};
