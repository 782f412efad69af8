// Reading fields of JSON that strangers and other programs wrote: every function is total and gives sanitised values.
import { cutUnits, sanitizeName } from '../shared/text/sanitize.ts';

/** What a parser came to. `ok: false` = the output is not what the contract says (garbage). */
export type Parsed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };

export const garbage: Parsed<never> = { ok: false };

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The field if it is an object, else an empty one. */
export const recordField = (record: JsonRecord, name: string): JsonRecord => {
  const value = record[name];
  return isRecord(value) ? value : {};
};

const idPattern = /^[\w.:-]{1,64}$/u;

/** Digits alone: every id of Zalo, every time. Told without a pattern, as a listener reads four of them a line. */
const isDecimal = (text: string, maxDigits: number): boolean => {
  if (text.length === 0 || text.length > maxDigits) return false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < zero || unit > nine) return false;
  }
  return true;
};

const [zero, nine] = [0x30, 0x39];

/** An id as the exact string: a string, or a number small enough to be exact. Anything that is no plain word is none. */
export const idOf = (value: unknown): string | undefined => {
  if (typeof value === 'string' && isDecimal(value, 64)) return value;
  const text =
    typeof value === 'string'
      ? value.trim()
      : typeof value === 'number' && Number.isSafeInteger(value)
        ? String(value)
        : '';
  return idPattern.test(text) ? text : undefined;
};

/** The first of the fields that holds an id. `0` is what programs print for "none". */
export const idField = (record: JsonRecord, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const id = idOf(record[name]);
    if (id !== undefined && id !== '0') return id;
  }
  return undefined;
};

/** A name which is not blank, on one line, sanitised; undefined if the value is none. */
export const nameOf = (value: unknown): string | undefined => {
  const text =
    typeof value === 'string' ? sanitizeName(value) : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text;
};

/** Longest name that is compared whole (UTF-16 code units): Zalo's own end far below. */
const maxWrittenUnits = 2_000;

/** A name exactly as it stands there, to be compared and never shown; empty if it is no text. */
export const writtenName = (value: unknown): string =>
  typeof value === 'string' ? cutUnits(value, maxWrittenUnits) : '';

/**
 * Reads, row by row of a list, the name the gateway finds somebody by: exactly as it stands there, empty where it finds nobody. It looks at these two
 * fields only, takes the first row of a name, and is content with nobody where that one has no id.
 */
export const nameReader = (idName: string, name: string): ((record: JsonRecord, id: string) => string) => {
  const nobodys = new Set<string>();
  return (record, id) => {
    const written = writtenName(record[name]);
    const compared = written.trim().toLowerCase();
    if (idOf(record[idName]) === id) return nobodys.has(compared) ? '' : written;
    nobodys.add(compared);
    return '';
  };
};

/** The first of the fields that holds a name: see {@link nameOf}. */
export const nameField = (record: JsonRecord, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = nameOf(record[name]);
    if (text !== undefined) return text;
  }
  return undefined;
};

const isNumeral = (text: string): boolean => isDecimal(text, 20) || /^\d{1,20}(?:\.\d+)?$/u.test(text.trim());

/** A finite number, or the one whose digits a text is; undefined if the value is neither. */
export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && isNumeral(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** The first of the fields that holds a number: see {@link numberOf}. */
export const numberField = (record: JsonRecord, ...names: readonly string[]): number | undefined => {
  for (const name of names) {
    const number = numberOf(record[name]);
    if (number !== undefined) return number;
  }
  return undefined;
};

/**
 * Rows of a list output. One object alone counts as one row. Rows `read` cannot use are left out, the second of two with the same id too;
 * a list of which nothing can be used is garbage, an empty list is fine.
 */
export const readRows = <Row extends { readonly id: string }>(
  value: unknown,
  read: (record: JsonRecord) => Row | undefined,
): Parsed<readonly Row[]> => {
  const items: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : isRecord(value)
      ? [value]
      : undefined;
  if (items === undefined) return garbage;
  const rows = new Map<string, Row>();
  for (const item of items) {
    const row = isRecord(item) ? read(item) : undefined;
    if (row !== undefined && !rows.has(row.id)) rows.set(row.id, row);
  }
  return rows.size === 0 && items.length > 0 ? garbage : { ok: true, value: [...rows.values()] };
};
