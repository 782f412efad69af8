// A call of zca tells those who listen what came of it. It never fails for that, and waits hardly at all.

import { reach, readRecord } from './election.ts';
import { recordFileOf } from './place.ts';
import { isSameProcess } from './process.ts';
import { frameText, protocolVersion, type ToldCall } from './protocol.ts';

/** The caller waits so long at most (ms). */
const limitMs = 300;
/** A change of owner takes up to a second; what the gateway sends meanwhile is worth the wait (ms). */
const changeLimitMs = 1_500;
const retryMs = 50;
/** As the gateway sends 2,000 characters a call. */
const maxTextUnits = 8_192;
const maxErrorUnits = 500;

/** The address without what it may carry as a secret. */
const bare = (url: string): string => url.replace(/[?#].*$/su, '').slice(0, 2_048);

const cut = (text: string | undefined, units: number): string | undefined => text?.slice(0, units);

const within = <Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
};

/** @returns is it done, whether it was heard or nobody listens? */
const tellOnce = async (file: string, call: ToldCall): Promise<boolean> => {
  const record = await readRecord(file);
  if (record === undefined || record.socket === '') return true;
  const reached = await reach(record.socket);
  if (reached === 'silent') return true;
  if (reached === 'dead') return isSameProcess(record.pid, record.start);
  const { socket } = reached;
  const hello = {
    type: 'hello',
    v: protocolVersion,
    key: record.key,
    role: 'teller',
    pid: process.pid,
  } as const;
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
    socket.resume();
    socket.end(`${frameText(hello)}${frameText({ type: 'told', call })}`);
  });
  return true;
};

const tellUntilDone = async (file: string, call: ToldCall): Promise<void> => {
  const begunMs = Date.now();
  while (!(await tellOnce(file, call)) && Date.now() - begunMs < changeLimitMs)
    await new Promise((resolve) => setTimeout(resolve, retryMs));
};

/**
 * Tells who listens on a profile that a call has ended.
 * @param home openzca's home
 */
export const tellCall = async (home: string, profile: string, call: ToldCall): Promise<void> => {
  const told: ToldCall = {
    ...call,
    text: cut(call.text, maxTextUnits),
    url: call.url === undefined ? undefined : bare(call.url),
    error: cut(call.error, maxErrorUnits),
  };
  try {
    await within(tellUntilDone(recordFileOf(home, profile), told), limitMs + changeLimitMs);
  } catch {
    // Whoever called has their answer; that nobody hears of it is no reason to fail.
  }
};
