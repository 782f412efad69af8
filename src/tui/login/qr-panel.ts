// The QR code of a log-in on the screen: where it goes, how long it counts, and what is said with it.

import type { Frame } from '../app/frame.ts';
import {
  fitsIn,
  type QrModules,
  type QrPicture,
  type QrSize,
  type QrStyle,
  qrModules,
  qrPicture,
  qrSize,
} from '../components/qr.ts';
import { bold, type Line, line } from '../text/spans.ts';
import { countdown } from '../text/times.ts';
import { asciiSigns, type Signs } from '../theme/signs.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

/** Cells between the code and the text beside it, and the fewest the text needs. */
export const besideGap = 2;
const besideText = 28;

/** Where the code goes: beside its text, below one line, alone, or nowhere. */
export type CodePlace =
  | { readonly type: 'beside' | 'below' | 'alone'; readonly picture: QrPicture }
  /** `needs` is the size of the whole terminal in which it would fit. */
  | {
      readonly type: 'too-large';
      readonly needs: QrSize;
      readonly canZoom: boolean;
      readonly canHalve: boolean;
    }
  /** There is no text to draw, or none that can be. */
  | { readonly type: 'none' };

/** How the code is drawn: full blocks are a choice, with ASCII signs there are no others. Undefined where there is nothing to draw with. */
const styleOf = ({ ui }: Frame, signs: Signs): QrStyle | undefined => {
  const { ink, isFullBlocks, isFlipped } = ui.login;
  const isAscii = signs === asciiSigns;
  const isFull = isFullBlocks || isAscii;
  if (ink === 'nothing') return undefined;
  if (ink === 'colour') return { isFull, ink, isFlipped };
  return { isFull, ink: isAscii ? 'inverse' : 'glyphs', isFlipped };
};

const modulesOf = ({ core }: Frame): QrModules | undefined =>
  core.login.status === 'waiting' ? qrModules(core.login.qrText) : undefined;

export const codePlace = (frame: Frame, signs: Signs): CodePlace => {
  const modules = modulesOf(frame);
  const style = styleOf(frame, signs);
  if (modules === undefined || style === undefined) return { type: 'none' };
  const { layout } = frame;
  const { width, height } = layout.main;
  const rooms = [
    ['beside', { columns: width - besideGap - besideText, rows: height }],
    ['below', { columns: width, rows: height - 1 }],
    ['alone', { columns: width, rows: height }],
  ] as const;
  for (const [type, room] of rooms) {
    const picture = qrPicture(modules, style, room);
    if (picture !== undefined) return { type, picture };
  }
  const size = qrSize(modules, style.isFull);
  return {
    type: 'too-large',
    needs: { columns: size.columns + layout.columns - width, rows: size.rows + layout.rows - height },
    canZoom: fitsIn(size, layout),
    canHalve: style.isFull && signs !== asciiSigns && fitsIn(qrSize(modules, false), layout),
  };
};

/** What the whole terminal shows when the code is zoomed: the code, or what it would need. */
export const zoomedCode = (
  frame: Frame,
  signs: Signs,
): { readonly picture?: QrPicture; readonly needs?: QrSize } => {
  const modules = modulesOf(frame);
  const style = styleOf(frame, signs);
  if (modules === undefined || style === undefined) return {};
  const { columns, rows } = frame.layout;
  // A row for the countdown, where the code leaves one.
  const picture =
    qrPicture(modules, style, { columns, rows: rows - 1 }) ?? qrPicture(modules, style, { columns, rows });
  return picture === undefined ? { needs: qrSize(modules, style.isFull) } : { picture };
};

/** `needs 43×24, have 60×20`. */
export const needsText = (needs: QrSize, { layout }: Frame, signs: Signs): string =>
  (signs === asciiSigns ? words.needsAscii : words.needs)(
    needs.columns,
    needs.rows,
    layout.columns,
    layout.rows,
  );

/** What is assumed of the terminal where the code is drawn in its own colours, in full and in short; undefined elsewhere. */
export const assumption = ({
  core,
  ui,
}: Frame): { readonly text: string; readonly short: string } | undefined => {
  const { ink, isFlipped } = ui.login;
  if (ink === 'colour' || ink === 'nothing' || core.login.status !== 'waiting') return undefined;
  return isFlipped ? words.drawnForLight : words.drawnForDark;
};

/** How the log-in under way stands, in words: what is going on, and how long it may. */
export const progressWords = ({ core, ui }: Frame): readonly string[] => {
  const { login } = core;
  switch (login.status) {
    case 'starting':
      return [words.starting(login.through, login.isReconnecting)];
    case 'waiting':
      return [
        words.waiting,
        login.expiresAtMs === undefined
          ? words.renewed
          : words.expiresIn(countdown(login.expiresAtMs - ui.nowMs)),
      ];
    case 'handed-over':
      return [words.handedOver(login.through)];
    case 'scanned':
      return [words.scanned(login.byName), words.confirmOnPhone];
    default:
      return [];
  }
};

/** `◐ Waiting for scan · expires in 0:58`, `✓ Scanned by Nguyễn An — confirm on the phone`. */
export const progressLine = (frame: Frame, signs: Signs): Line => {
  const [what, next] = progressWords(frame);
  if (what === undefined) return [];
  if (frame.core.login.status === 'scanned') {
    return line(bold(`${signs.done} ${what} ${signs === asciiSigns ? '-' : '—'} ${next ?? ''}`, 'good'));
  }
  return line(
    bold(`${signs.connecting} ${what}`, 'warn'),
    next === undefined ? undefined : ` ${signs.separator} ${next}`,
  );
};
