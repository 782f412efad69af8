// What a written text becomes when it is sent as text, as a link or as media. Pure.
import { maxMessageUnits, messageParts } from '../shared/text/chunk.ts';
import type { OutgoingContent, OutgoingKind } from './model.ts';

/** Why a written text cannot be sent in the form that was chosen. */
export type OutgoingProblem = 'empty' | 'no-address' | 'more-than-address' | 'long-caption';

/** What would be sent, in how many messages, or why nothing can be. */
export type OutgoingCheck =
  | { readonly ok: true; readonly content: OutgoingContent; readonly messages: number }
  | { readonly ok: false; readonly problem: OutgoingProblem };

/** Addresses that Zalo can fetch. */
const isAddress = (text: string): boolean => /^https?:\/\/\S+$/iu.test(text) && URL.canParse(text);

/**
 * Reads a written text. As media its first line is the address and what follows the caption (at most {@link maxMessageUnits} code
 * units); as a link it is the address alone.
 */
export const outgoingOf = (kind: OutgoingKind, text: string): OutgoingCheck => {
  if (text.trim() === '') return { ok: false, problem: 'empty' };
  if (kind === 'text') return { ok: true, content: { type: 'text', text }, messages: messageParts(text).length };
  const [url = '', ...more] = text.trim().split('\n');
  const address = url.trim();
  if (!isAddress(address)) return { ok: false, problem: 'no-address' };
  const caption = more.join('\n').trim();
  if (kind === 'link') {
    return caption === ''
      ? { ok: true, content: { type: 'link', url: address }, messages: 1 }
      : { ok: false, problem: 'more-than-address' };
  }
  if (caption.length > maxMessageUnits) return { ok: false, problem: 'long-caption' };
  return { ok: true, content: { type: 'media', url: address, ...(caption === '' ? {} : { caption }) }, messages: 1 };
};
