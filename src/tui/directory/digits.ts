// What a query of digits finds. All ids of an account begin alike, so that a few digits from within an id tell nobody apart.
import type { Peer } from '../../core/index.ts';

/** From so many digits on they may stand anywhere in an id; fewer are looked for at its end, which is what people compare. */
const wholeIdFrom = 6;

/** Is the query a number, or the beginning of one? */
export const isDigits = (query: string): boolean => /^\d+$/u.test(query);

/** A phone number as zca gives it (`84912…`) and as people write it (`0912…`). */
export const writtenAs = (phone: string): readonly string[] => [phone, phone.replace(/^84/u, '0')];

/** What is looked at; groups and members have neither user names nor phones. */
export type Numbered = Pick<Peer, 'name'> & {
  readonly id: string;
  readonly username?: string;
  readonly phone?: string;
};

/** Does a query of digits mean this one: by name, user name, phone number or id? */
export const matchesDigits = ({ id, name, username = '', phone = '' }: Numbered, digits: string): boolean =>
  (digits.length < wholeIdFrom ? id.endsWith(digits) : id.includes(digits)) ||
  [name, username, ...writtenAs(phone)].some((text) => text.includes(digits));
