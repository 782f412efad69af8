// What the feed says of its keys, and of a message in its details. `keys`: what does it from where the operator is.

import type { DecidingKey, PolicyCause } from '../../core/faces.ts';
import { frameSentences } from '../app/words.ts';
import { keyOf } from '../keys/bindings.ts';

export const feedKeySentences = {
  start: (keys: string) => `Press ${keys} to start the listener.`,
  retry: (keys: string) => `Press ${keys} to try again.`,
  demo: (keys: string) => `Press ${keys} to open the demo on a simulated account.`,
  logIn: (keys: string) => `Press ${keys} to go to ${frameSentences.screens.login}.`,
  seeConfig: `${frameSentences.screens.access} (${keyOf('screen.access')}) shows what the config says.`,
  clearFilter: `Press ${keyOf('feed.back')} to clear the filter.`,
  nextView: (keys: string) => `Press ${keys} for the next view.`,
  goToEnd: `${keyOf('list.last')} goes to the end`,
  resume: `${keyOf('feed.pause')} goes on`,
} as const;

// Words of a message's details: since when its verdict is what it is, repeats, fixes.

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

const others: Readonly<Record<Exclude<PolicyCause['type'], 'setting'>, string>> = {
  account: 'the config listed other accounts',
  approved: 'the sender was approved',
  revoked: 'the approval of the sender was withdrawn',
  requests: 'other requests were pending',
  names: 'the names of friends and groups were read',
  plugin: 'the zalouser plugin was switched on or off',
  'config-read': 'the config could be read',
  'config-gone': 'the config could no longer be read',
  release: 'another OpenClaw was found',
};

/** What changed, as a clause: `dmPolicy and allowFrom changed`. */
const causes = (list: readonly PolicyCause[]): string => {
  const keys = list.flatMap((cause): readonly DecidingKey[] => (cause.type === 'setting' ? [cause.key] : []));
  const rest = list.flatMap((cause) => (cause.type === 'setting' ? [] : [others[cause.type]]));
  const clauses = [...(keys.length === 0 ? [] : [`${listed([...new Set(keys)])} changed`]), ...new Set(rest)];
  return clauses.length === 0 ? 'something changed' : listed(clauses);
};

export const feedDetailsSentences = {
  causes,
  since: (time: string, why: string) => `since ${time}, when ${why}`,
  before: (verdict: string) => `before: ${verdict}`,
  repeats: (count: number) => `Written ${count} times in a row`,
  repeat: (time: string, id: string) => `${time}  id ${id}`,
  olderRepeats: (count: number) => `and ${count} before`,
  noRequest: 'The sender has no pending request.',
  beingDecided: 'The request is being decided.',
  noSetting: 'The config does not list this account.',
  settingNotShown: 'Access does not show this setting now.',
  searchFirst: 'Press / and type what to look for.',
  noMatch: (text: string) => `Nothing matches "${text}".`,
  wrapped: 'Went on from the other end.',
  match: (text: string, at: number, total: number) =>
    at === 0 ? `/${text} ${total}` : `/${text} ${at} of ${total}`,
  only: (who: string) => `only ${who}`,
  ofGroup: (name: string) => `#${name}`,
} as const;
