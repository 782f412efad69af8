// What is said while a log-in is under way, beside its code or in its place.

import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { assumption, type CodePlace, needsText, progressLine, progressWords } from './code.ts';
import { isUnderWay } from './select.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

/** The narrowest column in which state and countdown stand on one line. */
const oneLineCells = 45;

const paragraphs = (texts: readonly string[], cells: number, tone?: Tone): readonly Line[] =>
  texts.flatMap((text) => wrapCells(text, Math.max(1, cells))).map((text) => line({ text, ...(tone === undefined ? {} : { tone }) }));

const headingLines = (frame: Frame, signs: Signs, cells: number): readonly Line[] => {
  const [, next] = progressWords(frame);
  const [what, ...rest] = progressLine(frame, signs);
  if (what === undefined) return [];
  if (frame.core.login.status === 'scanned') return wrapCells(what.text, Math.max(1, cells)).map((text) => [{ ...what, text }]);
  return cells >= oneLineCells || next === undefined ? [[what, ...rest]] : [[what], line('  ', next)];
};

/** All there is to say while a log-in runs, in `cells`: what cannot be shown first, then how to scan. */
export const progressLines = (frame: Frame, signs: Signs, cells: number, place: CodePlace): readonly Line[] => {
  const { login } = frame.core;
  if (!isUnderWay(login)) return [];
  const heading = headingLines(frame, signs, cells);
  const target = line({ text: `  ${words.target(login.accountId, login.profile)}`, tone: 'muted' });
  if (login.status !== 'waiting') return [...heading, target];
  const blind = login.canSeeScan ? [] : [[], ...paragraphs([words.cannotSeeScan], cells)];
  const assumed = place.type === 'none' ? undefined : assumption(frame);
  const own = assumed === undefined ? [] : [[], ...paragraphs([assumed.text], cells)];
  return [...heading, target, ...troubleLines(frame, signs, place, cells), [], ...paragraphs(words.steps, cells), ...own, ...blind];
};

/** How to scan, in at most `rows` rows: step by step, else in short, else not at all. */
export const stepLines = (cells: number, rows: number): readonly Line[] => {
  const fitting = [words.steps, [words.stepsShort]].map((texts) => paragraphs(texts, cells)).find((lines) => lines.length <= rows);
  return fitting ?? [];
};

/** Why there is no code to see, and the other ways to it. */
const troubleLines = (frame: Frame, signs: Signs, place: CodePlace, cells: number): readonly Line[] => {
  const { login } = frame.core;
  if (login.status !== 'waiting') return [];
  const picture = login.qrPath === undefined ? [] : [words.openPicture];
  if (place.type === 'none') {
    const why = frame.ui.login.ink === 'nothing' && login.qrText !== '' ? words.noInk : words.undrawable;
    const { sentence = why } = login.qrError ?? {};
    const hint = hintText(login.qrError?.hint);
    return [[], ...paragraphs([sentence], cells, 'warn'), ...paragraphs([...(hint === undefined ? [] : [hint]), ...picture], cells)];
  }
  if (place.type !== 'too-large') return [];
  const ways = [...(place.canZoom ? [words.zoomFits] : []), ...(place.canHalve ? [words.halfFits] : []), ...picture, words.enlarge];
  return [[], ...paragraphs([needsText(place.needs, frame, signs)], cells, 'warn'), ...paragraphs(ways, cells)];
};
