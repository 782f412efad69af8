// Reports of the mouse are taken out of the keyboard's stream before Ink sees it: Ink drops them.
import { PassThrough } from 'node:stream';
import { type MouseEvent, parseMouse } from './mouse.ts';

const reports = /\u001B\[<\d+;\d+;\d+[Mm]/gu;

/** The text without its reports, and the reports, in order. A report that is cut in two is passed on as it is. */
export const splitMouse = (text: string): { readonly keys: string; readonly events: readonly MouseEvent[] } => {
  const events = (text.match(reports) ?? []).map(parseMouse).filter((event) => event !== undefined);
  return { keys: text.replace(reports, ''), events };
};

/** What Ink needs of a terminal's input. */
export type TerminalInput = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown };

/** The keyboard of `stdin`; reports of the mouse go to `onMouse`. Reads only while raw mode is on: an editor must get its own keys. */
export const withoutMouse = (stdin: NodeJS.ReadStream, onMouse: (event: MouseEvent) => void): TerminalInput => {
  const keyboard = new PassThrough();
  const pass = (chunk: Buffer | string): void => {
    const { keys, events } = splitMouse(chunk.toString());
    if (keys !== '') keyboard.write(keys);
    events.forEach(onMouse);
  };
  const setRawMode = (isRaw: boolean): TerminalInput => {
    stdin.setRawMode(isRaw);
    stdin.off('data', pass);
    if (isRaw) stdin.on('data', pass);
    else stdin.pause();
    return input;
  };
  const input: TerminalInput = Object.assign(keyboard, {
    isTTY: true,
    setRawMode,
    ref: () => void stdin.ref(),
    unref: () => void stdin.unref(),
  });
  return input;
};
