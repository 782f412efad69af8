// Names in `allowFrom` and `groups`, mapped to ids as the gateway does once, when its listener starts. Pure.
import type { Group, Peer } from '../model/contact.ts';
import type { Generation } from '../state/state.ts';

/** Ids by lower-case name; of equal names the first in the list wins, as in the gateway. */
export interface NameIndex {
  readonly peers: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

const folded = (name: string): string => name.trim().toLowerCase();

const byName = (items: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> => {
  const index = new Map<string, string>();
  for (const { id, name } of items) if (folded(name) !== '' && !index.has(folded(name))) index.set(folded(name), id);
  return index;
};

/** Built from `friend list` and `group list`, in their order. */
export const indexNames = (peers: readonly Peer[], groups: readonly Group[]): NameIndex => ({
  peers: byName(peers.filter(({ isFriend }) => isFriend)),
  groups: byName(groups),
});

/** An entry without the channel prefix (`zalouser:`, `zlu:`) and without blanks around. */
export const bareEntry = (entry: string): string =>
  entry
    .trim()
    .replace(/^(?:zalouser|zlu):/iu, '')
    .trim();

/** Does an entry stand for everybody? 226 knows `*` only without a prefix, 96 takes the prefix off first. */
export const isEveryone = (entry: string, generation: Generation): boolean =>
  (generation === '96' ? bareEntry(entry) : entry.trim()) === '*';

/** The id an entry stands for: itself if it is one, else what the index has for the name; undefined if nothing. */
export const idOfEntry = (entry: string, index: ReadonlyMap<string, string> | undefined): string | undefined => {
  const bare = bareEntry(entry);
  return /^\d+$/u.test(bare) ? bare : index?.get(folded(bare));
};

/** Entries that are neither an id nor `*` nor a known name: they let nobody through. */
export const unresolvedEntries = (entries: readonly string[], index: ReadonlyMap<string, string>): readonly string[] =>
  entries.filter((entry) => bareEntry(entry) !== '*' && bareEntry(entry) !== '' && idOfEntry(entry, index) === undefined);
