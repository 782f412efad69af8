// Strangers who ask to be let in, and what keeps others from asking.

import { isPairingFull, maxPendingRequests, type PairingRow, pairingRows, pendingRequests, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { reachSentence, warningSentence } from '../pairing/details.ts';
import { shownCode } from '../pairing/row.ts';
import { pairingScreenSentences } from '../pairing/words.ts';
import { briefId } from '../text/ids.ts';
import { oneLine, plainSigns } from './plain-text.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;
const pairing = pairingScreenSentences;

const requestSentences = ({ request, name, warning, heard, reach }: PairingRow): readonly string[] => [
  words.asks(
    oneLine(name?.name ?? pairing.somebody),
    briefId(request.senderId, plainSigns.ellipsis),
    request.accountId,
    shownCode(request.code),
  ),
  ...(warning === undefined ? [] : [words.warning(oneLine(warningSentence(warning)))]),
  ...heard.slice(-1).map(({ text }) => pairing.wroteQuoted(oneLine(text))),
  ...(reach.status === 'doubtful' ? [words.warning(reachSentence(reach))] : []),
];

/** New requests of all accounts, whatever screen is shown; those that were there at the start are only counted. */
export const pairingEvents = (before: Frame, after: Frame): readonly string[] => {
  const { core, ui } = after;
  if (before.core.pairing === core.pairing) return [];
  const { status, error } = core.pairing;
  if (status === 'failed') {
    return before.core.pairing.status === 'failed' || error === undefined ? [] : [words.error(sentenceAndHint(error))];
  }
  if (before.core.pairing.status === 'unread') {
    const count = pendingRequests(core, ui.nowMs).length;
    return count === 0 ? [] : [words.waitingAtStart(count)];
  }
  const known = new Set(pairingRows(before.core, before.ui.nowMs).map(({ key }) => key));
  const isFull = isPairingFull(core, ui.nowMs) && !isPairingFull(before.core, before.ui.nowMs);
  return [
    ...pairingRows(core, ui.nowMs)
      .filter(({ key }) => !known.has(key))
      .flatMap(requestSentences),
    ...(isFull ? [sentences.pairing.full(pendingRequests(core, ui.nowMs).length, maxPendingRequests)] : []),
  ];
};
