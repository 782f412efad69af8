// What is to be seen of the live connection: its word in the header, its line in the details, and what to do where the gateway refuses it.

import type { Finding } from '../model/finding.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';
import { elsewhereSentences, connectionSentences as words } from './words.ts';

/** Instead of whether something answers on the port; undefined where the connection says no more than that. */
export const connectionBadge = ({
  connection,
  elsewhere,
}: Pick<ConsoleState, 'connection' | 'elsewhere'>): string | undefined => {
  if (connection.status === 'off' || connection.status === 'connecting') return undefined;
  return elsewhere === undefined
    ? words.badge[connection.status]
    : elsewhereSentences.badge[connection.status](elsewhere);
};

/** Refused is what the operator has to do something about; all else passes by itself. */
export const connectionFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  ({ connection }: ConsoleState) => [connection],
  ({ connection }): readonly Finding[] => {
    if (connection.status !== 'refused') return [];
    const { sentence, hint, detail } = connection.error;
    return [
      {
        code: 'gateway-connection',
        severity: 'warning',
        sentence: words.refused(sentence),
        ...(hint === undefined ? {} : { fix: hint }),
        ...(detail === undefined ? {} : { detail }),
      },
    ];
  },
);

/**
 * The connection in a line; undefined where there is none and none is tried.
 * @param age says how long ago something was
 */
export const connectionText = (
  { connection, configForce }: Pick<ConsoleState, 'connection' | 'configForce'>,
  nowMs: number,
  age: (ms: number) => string,
): string | undefined => {
  switch (connection.status) {
    case 'off':
      return undefined;
    case 'connecting':
      return words.connecting(connection.url);
    case 'open': {
      const { url, version, sinceMs } = connection;
      const text = words.open(url, age(nowMs - sinceMs), version);
      return configForce.status === 'waiting' ? `${text}; ${words.waiting}` : text;
    }
    case 'retrying':
      return words.retrying(connection.cause.sentence);
    case 'refused':
      return words.refused(connection.error.sentence);
  }
};
