import { expect, test } from 'vitest';
import {
  type OutgoingContent,
  type OutgoingKind,
  type OutgoingProblem,
  outgoingOf,
} from '../../../src/core/messages/model.ts';

const url = 'https://example.com/a.png?x=1';

test.each<[OutgoingKind, string, OutgoingContent, number]>([
  ['text', 'chào', { type: 'text', text: 'chào' }, 1],
  ['text', 'x'.repeat(4_100), { type: 'text', text: 'x'.repeat(4_100) }, 3],
  ['text', '-5 độ', { type: 'text', text: '-5 độ' }, 1],
  ['link', ` ${url}\n`, { type: 'link', url }, 1],
  ['media', url, { type: 'media', url }, 1],
  ['media', `${url}\n\nHàng mới về\n-20%`, { type: 'media', url, caption: 'Hàng mới về\n-20%' }, 1],
])('%s: %j', (kind, text, content, messages) => {
  expect(outgoingOf(kind, text)).toEqual({ ok: true, content, messages });
});

test.each<[OutgoingKind, string, OutgoingProblem]>([
  ['text', ' \n ', 'empty'],
  ['link', '', 'empty'],
  ['link', 'example.com', 'no-address'],
  ['link', 'file:///etc/passwd', 'no-address'],
  ['link', '-u https://x', 'no-address'],
  ['link', `${url} xem nhé`, 'no-address'],
  ['link', `${url}\nxem nhé`, 'more-than-address'],
  ['media', 'xem nhé', 'no-address'],
  ['media', 'https://', 'no-address'],
  ['media', `${url}\n${'x'.repeat(2_001)}`, 'long-caption'],
])('%s: %j cannot be sent: %s', (kind, text, problem) => {
  expect(outgoingOf(kind, text)).toEqual({ ok: false, problem });
});
