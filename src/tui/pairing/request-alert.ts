// The line below a request: whether the code can have reached the stranger, and what they wrote.

import { type PairingRow, type ReplyReach, sentences } from '../../core/index.ts';
import { cellWidth } from '../text/cells.ts';
import { type Line, line, lineText, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { pairingScreenSentences } from './words.ts';

const words = pairingScreenSentences;

/** What the line is drawn with. */
export interface KnockContext {
  /** Cells of the line. */
  readonly cells: number;
  readonly signs: Signs;
  /** Is anybody listening to the account? */
  readonly isHeard: boolean;
}

const reachSpan = ({ status }: ReplyReach, signs: Signs): Span | undefined => {
  if (status === 'reached') return toned(`${signs.done} ${words.reach.reached}`, 'good');
  if (status === 'doubtful') return toned(`${signs.attention} ${words.reach.doubtful}`, 'warn');
  return status === 'likely' ? toned(words.reach.likely, 'muted') : undefined;
};

/** Less than this (cells), and only one of both is said: the doubt, else what they wrote. */
const roomForBoth = 50;
/** From here on (cells) it is also said who gave the name. */
const roomForSource = 70;

/** `! code may be lost · name from a message · wrote: chào shop`. What others wrote comes last. */
export const knockLine = ({ heard, reach, name }: PairingRow, { cells, signs, isHeard }: KnockContext): Line => {
  const last = heard.at(-1);
  const said = reachSpan(reach, signs);
  const source =
    cells < roomForSource || name === undefined || name.source === 'pairing'
      ? undefined
      : toned(words.nameShort(sentences.pairing.nameSources[name.source]), 'muted');
  const joined = (wrote: Span | string): Line => {
    if (cells < roomForBoth) return line(said !== undefined && (reach.status === 'doubtful' || last === undefined) ? said : wrote);
    const parts = [said, source, wrote].filter((part) => part !== undefined);
    return line(...parts.flatMap((part, index) => (index === 0 ? [part] : [` ${signs.separator} `, part])));
  };
  if (last !== undefined) return joined(words.wrote(last.text.replaceAll('\n', signs.newline)));
  const whole = joined(toned(isHeard ? words.wroteBefore : words.notHeard, 'muted'));
  // It says why, at its end: that is not to be cut off.
  return isHeard || cellWidth(lineText(whole)) <= cells ? whole : joined(toned(words.notHeardShort, 'muted'));
};
