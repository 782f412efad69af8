// When two ways of writing an entry of `allowFrom` mean the same person. Pure.
import { sanitizeLine } from '../../../text/sanitize.ts';
import { bareEntry } from '../../names.ts';

/** Longest entry that is compared (UTF-16 code units). */
const maxUnits = 200;

/** The same person: with or without prefix, in any case. */
export const isSameEntry = (one: string, other: string): boolean => bareEntry(one).toLowerCase() === bareEntry(other).toLowerCase();

/** The same person, where `item` is what the file holds: entries are shown cleaned, and found by how they look. */
export const isEntry = (item: unknown, entry: string): boolean =>
  (typeof item === 'string' || typeof item === 'number') && isSameEntry(sanitizeLine(String(item), maxUnits), entry);

/** Everybody. */
export const everyone = '*';

/** Does a list let everybody through? */
export const holdsEveryone = (entries: readonly string[]): boolean => entries.some((entry) => entry.trim() === everyone);

/** Text as it must be written to be read as it is: `${NAME}` would be taken for a variable. */
export const literal = (text: string): string => text.replace(/\$\{(?=[A-Z_][A-Z0-9_]*\})/gu, () => '$${');
