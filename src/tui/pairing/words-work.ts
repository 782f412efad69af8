// Words of what is under way on people: deciding, waiting for the lock of the store, telling.

import { type PairingAct, sentences } from '../../core/index.ts';

const running = {
  approve: 'approving…',
  dismiss: 'dismissing…',
  revoke: 'revoking…',
  restore: 'letting in again…',
  notify: 'telling them…',
} as const satisfies Record<PairingAct, string>;

const acts = {
  approve: 'Approving',
  dismiss: 'Dismissing',
  revoke: 'Revoking',
  restore: 'Letting in again',
  notify: 'Telling them',
} as const satisfies Record<PairingAct, string>;

const givenUp = {
  approve: (who) => `The approval of ${who}`,
  dismiss: (who) => `The dismissal of ${who}`,
  revoke: (who) => `The revocation of ${who}`,
  restore: (who) => `Letting ${who} in again`,
  notify: (who) => `Telling ${who}`,
} as const satisfies Record<PairingAct, (who: string) => string>;

const parts = (...all: readonly (string | undefined)[]): string => all.filter((part) => part !== undefined).join(', ');

export const pairingWorkSentences = {
  running,
  acts,
  failed: (act: string, sentence: string) => `${act} failed: ${sentence}`,

  /** A program that writes the store holds its lock; `left`: until it counts no more. */
  waitingForProcess: (pid: number) => `waiting for process ${pid}`,
  waitingForLock: 'waiting for a lock',
  atMost: (waiting: string, left: string) => `${waiting}, at most ${left}`,
  /** The same for small rows. */
  waitingBriefly: (pid: number | undefined, left: string | undefined) =>
    parts(pid === undefined ? 'held by another' : `held by pid ${pid}`, left),
  waitingShortest: (pid: number | undefined, left: string | undefined) => parts(pid === undefined ? 'locked' : `pid ${pid}`, left),
  lockedFile: (file: string) => `The lock is on ${file}.`,
  lockAhead: (file: string, countsForMs: number) => `Its date is in the future. ${sentences.pairing.lockAhead(file, countsForMs)}`,

  quitTitle: 'Quit before it is decided?',
  /** `pid`: who is waited for. */
  quitDecides: (act: PairingAct, who: string, pid: number | undefined) =>
    `${givenUp[act](who)} is under way${pid === undefined ? '' : `, waiting for process ${pid},`} and will be given up.`,
} as const;
