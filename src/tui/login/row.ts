// One account in one row of the Login screen. Its name comes last: it is other people's text.

import type { Account, SessionStatus } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { fitCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { factsOf, loggedInName } from './select.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

const marks: Readonly<Record<SessionStatus['status'], readonly [keyof Signs, Tone]>> = {
  'logged-in': ['connected', 'good'],
  'logged-out': ['attention', 'warn'],
  'no-profile': ['attention', 'warn'],
  ended: ['attention', 'warn'],
  failed: ['failed', 'bad'],
  checking: ['connecting', 'warn'],
  unknown: ['off', 'muted'],
};

/** `● shop      logged in      profile shop · checked 2m ago · Cửa hàng Hoa Mai`; narrow windows drop the age, then the profile. */
export const accountLine = (frame: Frame, account: Account, cells: number, signs: Signs): Line => {
  const session = factsOf(frame, account.id)?.session ?? { status: 'unknown' };
  const [sign, tone] = marks[session.status];
  const facts = [
    account.enabled.value ? undefined : words.disabled,
    cells >= 52 ? words.profile(account.profile.value) : undefined,
    cells >= 72 && 'checkedAtMs' in session ? words.checked(frameSentences.ago(ageText(frame.ui.nowMs - session.checkedAtMs))) : undefined,
    loggedInName(frame, account.id),
  ];
  return line(
    toned(`${signs[sign]} `, tone),
    { text: fitCells(account.id, Math.min(14, Math.max(8, Math.floor(cells / 6))), { ellipsis: signs.ellipsis }), isBold: true },
    ' ',
    toned(fitCells(words.session[session.status], 14), tone),
    ' ',
    facts.filter((fact) => fact !== undefined).join(` ${signs.separator} `),
  );
};
