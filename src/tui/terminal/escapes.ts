// The only escape codes this program writes itself. Ink writes its own.

import { harmless, harmlessRow } from '../../core/index.ts';

const esc = '\u001B';

/** Line wrap off: an emoji row that a terminal draws wider than Ink must not scroll the whole frame. */
export const wrapOff = `${esc}[?7l`;
export const wrapOn = `${esc}[?7h`;

/** Report wheel and clicks, with coordinates as decimal numbers (SGR). */
export const mouseOn = `${esc}[?1000h${esc}[?1006h`;
export const mouseOff = `${esc}[?1006l${esc}[?1000l`;

/** Keep the terminal's own title aside, and put it back. */
export const titlePush = `${esc}[22;2t`;
export const titlePop = `${esc}[23;2t`;

export const bell = '\u0007';

/** Sets the title. Control characters would end the sequence early, others turn the window's name around: they are dropped. */
export const titleCode = (title: string): string => `${esc}]2;${harmlessRow(title).replace(/\p{Cc}/gu, '')}\u0007`;

/** A notification of the desktop. Control characters would end the sequence early: the caller leaves none in. */
export const notificationCode = (kind: 'osc9' | 'osc777', title: string, body: string): string =>
  kind === 'osc9' ? `${esc}]9;${title}: ${body}\u0007` : `${esc}]777;notify;${title};${body}\u0007`;

/** A sequence that tmux hands on to the terminal around it. */
export const throughTmux = (code: string): string => `${esc}Ptmux;${code.replaceAll(esc, esc + esc)}${esc}\\`;

/** Puts text on the clipboard of the terminal, wherever it runs (OSC 52). Where it is pasted it drives nothing, either. */
export const clipboardCode = (text: string): string => `${esc}]52;c;${Buffer.from(harmless(text), 'utf8').toString('base64')}\u0007`;
