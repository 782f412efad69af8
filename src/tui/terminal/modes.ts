// Terminal modes of ours, on while the console has the terminal. Released in the effect's cleanup: Ink runs it on every way out.
import { useEffect } from 'react';
import { harmless, harmlessRow } from '../../core/faces.ts';

// The only escape codes this program writes itself. Ink writes its own.

const esc = '\u001B';

/** Line wrap off: an emoji row that a terminal draws wider than Ink must not scroll the whole frame. */
const wrapOff = `${esc}[?7l`;
const wrapOn = `${esc}[?7h`;

/** Report wheel and clicks, with coordinates as decimal numbers (SGR). */
const mouseOn = `${esc}[?1000h${esc}[?1006h`;
const mouseOff = `${esc}[?1006l${esc}[?1000l`;

/** Keep the terminal's own title aside, and put it back. */
const titlePush = `${esc}[22;2t`;
const titlePop = `${esc}[23;2t`;

export const bell = '\u0007';

/** Sets the title. Control characters would end the sequence early, others turn the window's name around: they are dropped. */
const titleCode = (title: string): string => `${esc}]2;${harmlessRow(title).replace(/\p{Cc}/gu, '')}\u0007`;

/** A notification of the desktop. Control characters would end the sequence early: the caller leaves none in. */
export const notificationCode = (kind: 'osc9' | 'osc777', title: string, body: string): string =>
  kind === 'osc9' ? `${esc}]9;${title}: ${body}\u0007` : `${esc}]777;notify;${title};${body}\u0007`;

export const throughTmux = (code: string): string => `${esc}Ptmux;${code.replaceAll(esc, esc + esc)}${esc}\\`;

/** Puts text on the clipboard of the terminal, wherever it runs (OSC 52). Where it is pasted it drives nothing, either. */
export const clipboardCode = (text: string): string =>
  `${esc}]52;c;${Buffer.from(harmless(text), 'utf8').toString('base64')}\u0007`;

export interface ModeOptions {
  readonly isAlternateScreen: boolean;
  readonly hasMouse: boolean;
}

/** The modes of one terminal. Taking what is taken and giving back what is given back write nothing. */
export interface TerminalModes {
  /** Keeps the terminal's title aside and puts ours, switches line wrap off and, if asked for, the mouse on. */
  take(): void;
  giveBack(): void;
  /** Sets the title, or remembers it until the terminal is ours again. */
  title(text: string): void;
}

/** The modes of `stdout`, not taken yet. */
export const createTerminalModes = (
  stdout: NodeJS.WritableStream,
  { isAlternateScreen, hasMouse }: ModeOptions,
): TerminalModes => {
  let isTaken = false;
  let shownTitle: string | undefined;
  return {
    take: () => {
      if (isTaken) return;
      isTaken = true;
      const title = shownTitle === undefined ? '' : titleCode(shownTitle);
      stdout.write(titlePush + title + (isAlternateScreen ? wrapOff : '') + (hasMouse ? mouseOn : ''));
    },
    giveBack: () => {
      if (!isTaken) return;
      isTaken = false;
      stdout.write((hasMouse ? mouseOff : '') + (isAlternateScreen ? wrapOn : '') + titlePop);
    },
    title: (text) => {
      shownTitle = text;
      if (isTaken) stdout.write(titleCode(text));
    },
  };
};

/** Takes the modes for as long as the component is drawn. */
export const useModes = (modes: TerminalModes): void => {
  useEffect(() => {
    modes.take();
    return () => modes.giveBack();
  }, [modes]);
};

export const useTitle = (modes: TerminalModes, title: string): void => {
  useEffect(() => modes.title(title), [modes, title]);
};
