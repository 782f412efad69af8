// A log-in in words. The code is a picture: it is not drawn, the picture's place is said instead.

import type { ConsoleState, LoginState } from '../../core/index.ts';
import { hintText } from '../app/remedies.ts';
import { loggedInHints } from '../login/select.ts';
import { loginScreenSentences } from '../login/words.ts';
import { fullTime } from '../text/times.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;
const login = loginScreenSentences;

/** With seconds: a code lives less than two minutes. */
const timeOf = (atMs: number): string => fullTime(atMs).slice(11);

const withMark = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);

/** Where the code can be seen. */
export const pictureSentence = (state: LoginState): string => {
  if (state.status !== 'waiting') return login.noCode;
  return state.qrPath === undefined ? words.noPicture : words.pictureAt(state.qrPath);
};

/** What a log-in has come to, one sentence a line; none while nothing goes on. */
export const loginSentencesOf = (core: ConsoleState): readonly string[] => {
  const state = core.login;
  switch (state.status) {
    case 'idle':
      return [];
    case 'starting':
      return [login.starting];
    case 'waiting':
      return [
        words.codeReady(state.accountId, timeOf(state.expiresAtMs)),
        pictureSentence(state),
        ...login.steps,
        ...(state.canSeeScan ? [] : [login.cannotSeeScan]),
      ];
    case 'scanned':
      return [withMark(`${login.scanned(state.byName)}, ${login.confirmOnPhone}`)];
    case 'handed-over':
      return [withMark(login.handedOver)];
    case 'logged-in':
      return [withMark(login.loggedIn(state.accountId, state.displayName)), ...loggedInHints(core, state)];
    case 'declined':
      return [login.declined(state.accountId), login.again];
    case 'expired':
      return [login.expired(state.accountId), login.again];
    case 'cancelled':
      return [login.cancelled(state.accountId), login.again];
    case 'failed':
      return [
        words.error(
          [login.failed(state.error.sentence), hintText(state.error.hint) ?? '', state.error.detail ?? '']
            .join(' ')
            .trim(),
        ),
        ...(state.canHandOver === true ? [login.handOver] : []),
        login.again,
      ];
  }
};

/** How a log-in under way stands, in one line without a countdown: that would be read out every second. */
export const loginLiveText = (core: ConsoleState): string => {
  const state = core.login;
  if (state.status === 'waiting') {
    const where = state.qrPath === undefined ? words.noPicture : `${words.pictureKeys}.`;
    return `${words.waiting(timeOf(state.expiresAtMs))}. ${where}`;
  }
  return loginSentencesOf(core).join(' ');
};
