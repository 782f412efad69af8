// One line of `zca listen -r -k`. Total: whatever cannot be read is `unknown`, to be counted and logged, never thrown.
import type { Message } from '../model/message.ts';
import { type JsonResult, parseExactJson, parseJson } from '../shared/text/lenient-json.ts';
import { sanitizeLine, stripEscapes } from '../shared/text/sanitize.ts';
import { isRecord, type JsonRecord, numberField } from './fields.ts';
import { fieldsOf, hasBareNumbers, type ListenFields } from './listen-fields.ts';
import { type ListenContext, readMessage } from './parse-message.ts';

export type ListenLine =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'listening' }
  | { readonly type: 'connected' }
  /** After 1000 and 3000 zca connects again; a code that it does not mend leaves a process that hears nothing. */
  | { readonly type: 'closed'; readonly code: number | undefined }
  /** `{"kind":"lifecycle"}`: event is `session_id`, `connected`, `heartbeat`, `error` or `closed`; unknown ones come as they are. */
  | { readonly type: 'lifecycle'; readonly event: string; readonly code?: number; readonly detail?: string }
  /** An empty line: nothing to count. */
  | { readonly type: 'blank' }
  | { readonly type: 'unknown'; readonly text: string };

const maxUnknownUnits = 500;

/** Reads one line, without its line end. */
export const parseListenLine = (line: string, context: ListenContext): ListenLine => {
  const text = line.trim();
  if (text === '') return { type: 'blank' };
  const plain = text.startsWith('{') ? text : stripEscapes(text).trim();
  if (plain.startsWith('{')) return readObject(plain, context);
  return readChatter(plain) ?? unknownLine(plain);
};

const readObject = (text: string, context: ListenContext): ListenLine => {
  const json = readJson(text);
  if (!json.ok || !isRecord(json.value)) return unknownLine(text);
  if (json.value.kind === 'lifecycle') return readLifecycle(json.value) ?? unknownLine(text);
  const message = readMessage(exactFieldsOf(json.value, text), text, context);
  return message === undefined ? unknownLine(text) : { type: 'message', message };
};

const readJson = (text: string): JsonResult => {
  const json = parseJson(text);
  return json.ok ? json : parseExactJson(stripEscapes(text));
};

const exactFieldsOf = (record: JsonRecord, text: string): ListenFields => {
  const fields = fieldsOf(record);
  const exact = hasBareNumbers(fields) ? parseExactJson(text) : undefined;
  return exact?.ok === true && isRecord(exact.value) ? fieldsOf(exact.value) : fields;
};

const unknownLine = (text: string): ListenLine => ({ type: 'unknown', text: sanitizeLine(text, maxUnknownUnits) });

const readLifecycle = (record: JsonRecord): ListenLine | undefined => {
  if (typeof record.event !== 'string' || record.event === '') return undefined;
  const code = numberField(record, 'code');
  const detail = [record.message, record.error, record.reason].find((part) => typeof part === 'string' && part !== '');
  return {
    type: 'lifecycle',
    event: sanitizeLine(record.event, 40),
    ...(code === undefined ? {} : { code }),
    ...(typeof detail === 'string' ? { detail: sanitizeLine(detail, maxUnknownUnits) } : {}),
  };
};

const readChatter = (text: string): ListenLine | undefined => {
  if (/^Listening\b/u.test(text)) return { type: 'listening' };
  if (/^Connected to Zalo\b/u.test(text)) return { type: 'connected' };
  const closed = /^Listener closed\b(?:\s*\((\d{1,6})\))?/u.exec(text);
  if (closed === null) return undefined;
  return { type: 'closed', code: closed[1] === undefined ? undefined : Number(closed[1]) };
};
