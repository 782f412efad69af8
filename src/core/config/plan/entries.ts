// When two ways of writing an entry of `allowFrom` mean the same person. Pure.
import type { Capabilities } from '../../openclaw/capabilities.ts';
import { entryText } from '../account-values.ts';
import { bareEntry, isEveryone } from '../entry-names.ts';

/** What is the same of every way to write a person: with or without prefix, in any case. */
export const personKey = (entry: string): string => bareEntry(entry).toLowerCase();

/** The same {@link personKey}. */
export const isSameEntry = (one: string, other: string): boolean => personKey(one) === personKey(other);

/** The same person, where `item` is what the file holds: entries are shown cleaned, and found by how they look. */
export const isEntry = (item: unknown, entry: string): boolean => {
  const shown = entryText(item);
  return shown !== undefined && isSameEntry(shown, entry);
};

/** Everybody. */
export const everyone = '*';

/** Does a list let everybody through? */
export const holdsEveryone = (entries: readonly string[], can: Capabilities): boolean => entries.some((entry) => isEveryone(entry, can));

/** Text as it must be written to be read as it is: `${NAME}` would be taken for a variable. */
export const literal = (text: string): string => text.replace(/\$\{(?=[A-Z_][A-Z0-9_]*\})/gu, () => '$${');
