// What must be known before deciding: the store cannot be read, or further strangers wait unseen.

import { countedScope, isPairingFull, isPairingInFiles, maxPendingRequests, pendingRequests, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { wrapCells } from '../text/cells.ts';
import type { Line } from '../text/spans.ts';
import type { Tone } from '../theme/tokens.ts';
import { pairingScreenSentences } from './words.ts';

const words = pairingScreenSentences;

const failureTexts = ({ core }: Frame): readonly (readonly [string, Tone])[] => {
  const { status, error } = core.pairing;
  if (status !== 'failed' || error === undefined) return [];
  const hint = hintText(error.hint);
  return [[error.sentence, 'bad'], ...(hint === undefined ? [] : [[hint, 'warn'] as const])];
};

const fullTexts = ({ core, ui }: Frame): readonly (readonly [string, Tone])[] => {
  const { scope, nowMs } = ui;
  if (ui.pairing.pane !== 'pending') return [];
  const isFull = isPairingFull(core, nowMs, scope === 'all' ? undefined : scope);
  if (!isFull) return [];
  const count = pendingRequests(core, nowMs, countedScope(core, scope)).length;
  const elsewhere = count - pendingRequests(core, nowMs, scope).length;
  return [
    [elsewhere > 0 ? words.fullElsewhere(count, maxPendingRequests, elsewhere) : sentences.pairing.full(count, maxPendingRequests), 'warn'],
  ];
};

/** Who is approved is known where it is kept in files. */
const unknownTexts = ({ core, ui }: Frame): readonly (readonly [string, Tone])[] =>
  ui.pairing.pane === 'approved' && !isPairingInFiles(core.config) ? [[words.onlyFromHere, 'muted']] : [];

/** At most this many rows: the list needs the rest. */
const mostRows = 4;

/** The notices above the list, in rows of at most `cells`; none when there is nothing to say. */
export const noticeLines = (frame: Frame, cells: number): readonly Line[] => {
  const most = Math.min(mostRows, Math.max(1, frame.layout.main.height - 4));
  const texts = [...failureTexts(frame), ...fullTexts(frame), ...unknownTexts(frame)];
  return texts
    .flatMap(([text, tone]) => wrapCells(text, Math.max(1, cells - 2)).map((row): Line => [{ text: `  ${row}`, tone }]))
    .slice(0, most);
};
