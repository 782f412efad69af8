// A list of entries prepared once, so that a question about one of twenty thousand is a look-up: every message asks. Pure but for what
// it remembers, for as long as the list lives.
import { memoizeBy, memoizeByTwo } from '../state/memo.ts';
import { bareEntry, idOfEntry } from './names.ts';

/** Where each key first stands in a list: of equal ones the gateway takes the first. */
const firstPlaces = (entries: readonly string[], keyOf: (entry: string) => string | undefined): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const [place, entry] of entries.entries()) {
    const key = keyOf(entry);
    if (key !== undefined && !places.has(key)) places.set(key, place);
  }
  return places;
};

/** How an id or name is compared with an entry as it is typed. */
const typed = (text: string): string => text.toLowerCase();

const typedPlaces = memoizeBy((entries: readonly string[]) => firstPlaces(entries, (entry) => typed(bareEntry(entry))));

const namedPlaces = memoizeByTwo((entries: readonly string[], names: ReadonlyMap<string, string>) =>
  firstPlaces(entries, (entry) => idOfEntry(entry, names)),
);

/** The first entry that is this person's id, or a name that stands for it. */
export const entryOfPerson = (
  entries: readonly string[],
  person: string,
  names: ReadonlyMap<string, string> | undefined,
): string | undefined => {
  const places = [typedPlaces(entries).get(typed(person)), names && namedPlaces(entries, names).get(person)];
  const found = places.filter((place) => place !== undefined);
  return found.length === 0 ? undefined : entries[Math.min(...found)];
};

/** Every way in which `*` stands in a list, with or without the prefix of the channel, in the order of the list. */
export const starEntries = memoizeBy((entries: readonly string[]): readonly string[] => [
  ...new Set(entries.filter((entry) => bareEntry(entry) === '*')),
]);

/** The keys of `groups`, in the order of the config. */
export const groupKeysOf = memoizeBy((groups: Readonly<Record<string, unknown>>): readonly string[] => Object.keys(groups));

const mappedKeys = memoizeByTwo((groups: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>) => {
  const keys = groupKeysOf(groups).filter((key) => key !== '*');
  return { keys, places: firstPlaces(keys, (key) => idOfEntry(key, names)) };
});

const noNames: ReadonlyMap<string, string> = new Map();

/** The first key of `groups` that is the id of the group, or a name that stands for it. */
export const keyOfGroup = (
  groups: Readonly<Record<string, unknown>>,
  group: string,
  names: ReadonlyMap<string, string> = noNames,
): string | undefined => {
  const { keys, places } = mappedKeys(groups, names);
  const place = places.get(group);
  return place === undefined ? undefined : keys[place];
};
