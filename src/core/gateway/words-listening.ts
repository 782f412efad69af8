// Words about who listens: the live zca processes, whose children they are, and a gateway that is deaf or doubled.
import type { ListenOwner, ListenProcess } from '../model/listening.ts';

const owner = (of: ListenOwner): string => {
  switch (of.type) {
    case 'gateway':
      return `the gateway (pid ${of.pid})`;
    case 'other-gateway':
      return `a gateway on another config (pid ${of.pid})`;
    case 'console':
      return 'this console';
    case 'other-console':
      return `another console (pid ${of.pid})`;
    case 'left-behind':
      return 'an earlier run of this console, which has gone';
    case 'other':
      return `process ${of.pid} (${of.commandLine})`;
    case 'nobody':
      return 'nobody: what started it has gone or is not seen here';
  }
};

const shortOwner = (of: ListenOwner): string => {
  switch (of.type) {
    case 'gateway':
      return 'gateway';
    case 'other-gateway':
      return 'another gateway';
    case 'console':
      return 'this console';
    case 'other-console':
      return 'another console';
    case 'left-behind':
      return 'left behind';
    case 'other':
    case 'nobody':
      return 'unknown';
  }
};

/** `gateway ×2, this console`. */
const owners = (processes: readonly ListenProcess[]): string => {
  const counts = new Map<string, number>();
  for (const process of processes) counts.set(shortOwner(process.owner), (counts.get(shortOwner(process.owner)) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(', ');
};

/** Whose a process is, if it is not this user's. */
const ofUser = ({ otherUser }: ListenProcess): string => (otherUser === undefined ? '' : `, of user ${otherUser}`);

const others = (processes: readonly ListenProcess[]): string =>
  processes.map((process) => `pid ${process.pid}, a child of ${owner(process.owner)}${ofUser(process)}`).join('; ');

export const listeningSentences = {
  owner,
  /** How many live listeners an account has, and whose. */
  summary: (processes: readonly ListenProcess[]): string => {
    if (processes.length === 0) return 'no zca listener';
    return `${processes.length} zca ${processes.length === 1 ? 'listener' : 'listeners'}: ${owners(processes)}`;
  },
  /** The same behind a label that says what it is about. */
  whoListens: (processes: readonly ListenProcess[]): string => (processes.length === 0 ? 'nobody' : owners(processes)),
  hidden: 'unknown: this system does not show its processes',
  unseen: 'not looked yet',
  /** Without the gateway's own process its listeners cannot be told from others. */
  gatewayUnseen: 'A gateway answers, but its process is not seen from here: it may be deaf without anybody knowing.',
  process: (process: ListenProcess): string => `pid ${process.pid}, child of ${owner(process.owner)}${ofUser(process)}`,

  deaf: (account: string): string => `The gateway runs, but does not listen on ${account}: no message is heard or answered.`,
  deafCure: 'It does not recover by itself.',
  displaced: (account: string, processes: readonly ListenProcess[]): string =>
    `The gateway runs, but is deaf on ${account}: ${others(processes)}, listens in its place.`,
  /** It is another user's, and not ours to end. */
  displacedByOther: 'Ask whose that one is to end it.',
  displacedCure: 'End that one.',
  doubled: (account: string, times: number): string =>
    `The gateway listens ${times} times on ${account}: every message is answered ${times} times.`,
  leftBehind: (account: string, pid: number): string =>
    `A listener that an earlier run of this console left behind (pid ${pid}) holds the only connection of ${account}, and nobody reads it.`,
  contested: (account: string, processes: readonly ListenProcess[]): string =>
    `Besides the gateway somebody else listens on ${account}: ${others(processes)}. They push each other out.`,
  contestedByOther: 'Zalo keeps one connection an account: ask whose that one is to end it.',
  contestedCure: 'Zalo keeps one connection an account: end one of them.',

  /** After a cure. */
  heardAgain: (account: string, pid: number | undefined): string =>
    `The gateway listens on ${account} again${pid === undefined ? '' : ` (pid ${pid})`}.`,
} as const;
