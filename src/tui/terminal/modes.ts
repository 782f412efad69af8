// Terminal modes of ours, on while the console has the terminal. Released in the effect's cleanup: Ink runs it on every way out.
import { useEffect } from 'react';
import { mouseOff, mouseOn, titleCode, titlePop, titlePush, wrapOff, wrapOn } from './escapes.ts';

export interface ModeOptions {
  readonly isAlternateScreen: boolean;
  readonly hasMouse: boolean;
}

/** The modes of one terminal. Taking what is taken and giving back what is given back write nothing. */
export interface TerminalModes {
  /** Keeps the terminal's title aside and puts ours, switches line wrap off and, if asked for, the mouse on. */
  take(): void;
  /** The terminal as it was found. */
  giveBack(): void;
  /** Sets the title, or remembers it until the terminal is ours again. */
  title(text: string): void;
}

/** The modes of `stdout`, not taken yet. */
export const createTerminalModes = (stdout: NodeJS.WritableStream, { isAlternateScreen, hasMouse }: ModeOptions): TerminalModes => {
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

/** Keeps the terminal's title. */
export const useTitle = (modes: TerminalModes, title: string): void => {
  useEffect(() => modes.title(title), [modes, title]);
};
