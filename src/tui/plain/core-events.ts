// What happened to the machine, the accounts and a log-in.

import { type AccountRow, accountRows, type ErrorView, isMending, type LoginState, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { loginSentencesOf } from './login-text.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

const errorSentence = (error: Pick<ErrorView, 'sentence' | 'hint'>): string => words.error(sentenceAndHint(error));

/** zca, the config and the gateway: what went missing, broke, came up or went down. */
export const machineEvents = ({ core: before }: Frame, { core: after }: Frame): readonly string[] => {
  if (before === after) return [];
  const { zca, config, gateway } = after;
  const checklist = sentences.checklist;
  const isConfigNews = config.status !== before.config.status;
  return [
    ...(zca.status === 'missing' && before.zca.status !== 'missing' ? [errorSentence(zca.error)] : []),
    ...(isConfigNews && config.status === 'missing'
      ? [words.error(`${checklist.configMissing(config.path)} ${checklist.configMissingCure}`)]
      : []),
    ...(isConfigNews && config.status === 'broken'
      ? [errorSentence({ sentence: checklist.configBroken(config.path), hint: { action: 'see-config' } })]
      : []),
    ...(isConfigNews && config.status === 'ready' && before.config.status !== 'unread' ? [checklist.configReady(config.path)] : []),
    ...(gateway.status !== before.gateway.status && gateway.status === 'up' ? [checklist.gatewayUp] : []),
    ...(gateway.status !== before.gateway.status && gateway.status === 'down' ? [checklist.gatewayDown] : []),
  ];
};

/** Not worth a word: it is over in a moment. */
const passing: ReadonlySet<AccountRow['condition']> = new Set(['not-checked', 'checking']);

const causeOf = ({ problem, nextStep, facts: { listener } }: AccountRow): string => {
  if (problem !== undefined) return sentenceAndHint(problem);
  if (listener.status === 'retrying') return `${listener.cause}.`;
  return nextStep?.sentence ?? '';
};

/** A connection that was lost and comes back by itself: neither is told. */
const isMended = (before: AccountRow | undefined, { facts: { listener } }: AccountRow): boolean =>
  isMending(listener) || (listener.status === 'live' && before !== undefined && isMending(before.facts.listener));

/** Accounts that connected, stopped, lost their session: the new state, then why or what to do. */
export const accountEvents = ({ core: before }: Frame, { core: after }: Frame): readonly string[] => {
  if (before === after) return [];
  const known = new Map(accountRows(before).map((row) => [row.id, row]));
  return accountRows(after)
    .filter((row) => row.condition !== known.get(row.id)?.condition && !passing.has(row.condition) && !isMended(known.get(row.id), row))
    .map((row) => `${words.accountIs(row.id, sentences.status.state[row.condition])} ${causeOf(row)}`.trim());
};

/** When it began; a second one can come to the same within a moment. */
const beginOf = (login: LoginState): number => (login.status === 'idle' ? 0 : login.startedAtMs);

/** A log-in that came a step further, whatever screen is shown. */
export const loginEvents = ({ core: { login: before } }: Frame, { core }: Frame): readonly string[] => {
  const after = core.login;
  const isNewCode = before.status === 'waiting' && after.status === 'waiting' && before.qrPath !== after.qrPath;
  const isOther = before.status !== after.status || beginOf(before) !== beginOf(after);
  return isOther || isNewCode ? loginSentencesOf(core) : [];
};
