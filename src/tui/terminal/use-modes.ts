// Terminal modes of ours, on while the console is drawn. Released in the effect's cleanup: Ink runs it on every way out.
import { useEffect } from 'react';
import { mouseOff, mouseOn, titleCode, titlePop, titlePush, wrapOff, wrapOn } from './escapes.ts';

export interface Modes {
  readonly isAlternateScreen: boolean;
  readonly hasMouse: boolean;
}

/** Switches line wrap off and, if asked for, the mouse on. */
export const useModes = (stdout: NodeJS.WritableStream, modes: Modes): void => {
  const { isAlternateScreen, hasMouse } = modes;
  useEffect(() => {
    stdout.write(titlePush + (isAlternateScreen ? wrapOff : '') + (hasMouse ? mouseOn : ''));
    return () => void stdout.write((hasMouse ? mouseOff : '') + (isAlternateScreen ? wrapOn : '') + titlePop);
  }, [stdout, isAlternateScreen, hasMouse]);
};

/** Keeps the terminal's title. */
export const useTitle = (stdout: NodeJS.WritableStream, title: string): void => {
  useEffect(() => void stdout.write(titleCode(title)), [stdout, title]);
};
