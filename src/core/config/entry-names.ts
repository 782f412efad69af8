// Names and ids in `allowFrom` and `groups`, compared as the gateway does: exactly as they are written, but for case and blanks around. Pure.
import type { EntriesSetting, GroupRule, GroupsSetting } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import type { Group, Peer } from '../model/people.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { memoizeBy, memoizeByTwo } from '../shared/memo.ts';
import { exactTextOf } from '../shared/text/exactly.ts';

/** Ids by name as the gateway compares it; of equal names the first in the list wins. It maps them once, when its listener starts. */
export interface NameIndex {
  readonly peers: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/** The name of somebody as the gateway compares it; empty if it knows none. */
export const comparedName = ({ name, writtenName }: Pick<Peer, 'name' | 'writtenName'>): string =>
  exactTextOf(name, writtenName).trim().toLowerCase();

/** The name of the group a message was written in, as the gateway compares it; empty if it knows none. */
export const comparedThreadName = ({ threadName = '', writtenThreadName }: Message): string =>
  exactTextOf(threadName, writtenThreadName);

const byName = (items: readonly (Peer | Group)[]): ReadonlyMap<string, string> => {
  const index = new Map<string, string>();
  for (const item of items) {
    const name = comparedName(item);
    if (name !== '' && !index.has(name)) index.set(name, item.id);
  }
  return index;
};

/** Built from `friend list` and `group list`, in their order. */
export const indexNames = (peers: readonly Peer[], groups: readonly Group[]): NameIndex => ({
  peers: byName(peers.filter(({ isFriend }) => isFriend)),
  groups: byName(groups),
});

const prefix = /^(?:zalouser|zlu):/iu;

/** Most entries are nothing but an id: they are what they are compared as, and need no cleaning. */
export const isBareId = (entry: string): boolean => /^\d+$/u.test(entry);

/** An entry without the channel prefix (`zalouser:`, `zlu:`) and without blanks around. */
export const bareEntry = (entry: string): string =>
  isBareId(entry) ? entry : entry.trim().replace(prefix, '').trim();

/** What the gateway maps to an id: the prefix goes only where the entry begins with it. */
const unprefixed = (entry: string): string => entry.replace(prefix, '').trim();

/** An entry as the gateway looks it up among names. */
export const comparedEntry = (entry: string): string => unprefixed(entry).toLowerCase();

/** Does an entry stand for everybody? Some releases know `*` only without a prefix, others take the prefix off first. */
export const isEveryone = (
  entry: string,
  { everyoneMayHavePrefix }: Pick<Capabilities, 'everyoneMayHavePrefix'>,
): boolean => (everyoneMayHavePrefix ? bareEntry(entry) : entry.trim()) === '*';

/** The id an entry stands for: itself if it is one, else what the index has for the name; undefined if nothing. Takes what is written. */
export const idOfEntry = (
  entry: string,
  index: ReadonlyMap<string, string> | undefined,
): string | undefined => {
  const bare = unprefixed(entry);
  return isBareId(bare) ? bare : index?.get(bare.toLowerCase());
};

/** The ids an entry of people lets in: as it is compared with each sender, and as it was mapped when the listener started. */
const idsOfEntry = (
  entry: string,
  index: ReadonlyMap<string, string> | undefined,
  can: Capabilities,
): readonly string[] => {
  if (isBareId(entry)) return [entry];
  // The same releases clean an entry first that take the prefix off `*`.
  const compared = (
    can.everyoneMayHavePrefix ? bareEntry(entry) : entry.trim().replace(prefix, '')
  ).toLowerCase();
  // Somebody may be called `*`: nobody is mapped by that.
  const mapped = unprefixed(entry) === '*' ? undefined : idOfEntry(entry, index);
  return mapped === undefined ? [compared] : [compared, mapped];
};

/** The id an entry of people is, without any name being looked up. Takes what is written. */
export const idInEntry = (entry: string, can: Capabilities): string | undefined =>
  idsOfEntry(entry, undefined, can).find(isBareId);

/** The name in `accessGroup:NAME`, if an entry is that. */
export const accessGroupOf = (entry: string): string | undefined =>
  isBareId(entry) ? undefined : /^accessGroup:(.*)$/su.exec(entry.trim())?.[1]?.trim();

/** A list as it is compared: one text for each entry. */
export const entriesAsWritten = ({ value, written }: EntriesSetting): readonly string[] =>
  written === undefined ? value : value.map((shown, at) => exactTextOf(shown, written[at]));

/** Entries that are about more than one person, as shown. */
interface Wide {
  /** The first that is for everybody. */
  readonly everyone: string | undefined;
  /** The first of which this config does not tell whom it lets in. */
  readonly unresolved: string | undefined;
}

/** Whom an entry stands for that names a group kept elsewhere in the config; undefined for any other entry. */
const groupOf = (
  entry: string,
  { accessGroups }: EntriesSetting,
  can: Capabilities,
): { readonly in: EntriesSetting | 'elsewhere' | undefined } | undefined => {
  const name = can.hasAccessGroups ? accessGroupOf(entry) : undefined;
  return name === undefined ? undefined : { in: accessGroups?.get(name) };
};

const wideIn = memoizeByTwo((entries: EntriesSetting, can: Capabilities): Wide => {
  let everyone: string | undefined;
  let unresolved: string | undefined;
  for (const [at, entry] of entriesAsWritten(entries).entries()) {
    if (isBareId(entry)) continue;
    const group = groupOf(entry, entries, can);
    if (group?.in === 'elsewhere') unresolved ??= entries.value[at];
    const inside =
      group === undefined
        ? [entry]
        : group.in === undefined || group.in === 'elsewhere'
          ? []
          : entriesAsWritten(group.in);
    if (everyone === undefined && inside.some((one) => isEveryone(one, can))) everyone = entries.value[at];
  }
  return { everyone, unresolved };
});

/** Which entry lets whom in, as shown, by id in lower case. */
const coverageOf = (
  entries: EntriesSetting,
  index: ReadonlyMap<string, string>,
  can: Capabilities,
): ReadonlyMap<string, string> => {
  const { value } = entries;
  const byId = new Map<string, string>();
  const add = (ids: readonly string[], shown: string): void => {
    for (const id of ids) if (!byId.has(id)) byId.set(id, shown);
  };
  for (const [at, entry] of entriesAsWritten(entries).entries()) {
    const shown = value[at] ?? '';
    const group = isBareId(entry) ? undefined : groupOf(entry, entries, can);
    if (group === undefined) add(idsOfEntry(entry, index, can), shown);
    else if (group.in !== undefined && group.in !== 'elsewhere')
      // Names in a group are mapped to no ids: only what is listed in the account itself is.
      for (const one of entriesAsWritten(group.in)) add(idsOfEntry(one, undefined, can), shown);
  }
  return byId;
};

const noNames: ReadonlyMap<string, string> = new Map();

/** A list may hold thousands, and is asked about thousands: it is gone through once for as long as it lives. */
const coverageIn = memoizeByTwo((entries: EntriesSetting, names: ReadonlyMap<string, string>) =>
  memoizeBy((can: Capabilities) => coverageOf(entries, names, can)),
);

/** The entry of a list that covers `sender`, as shown: `*`, the id with or without prefix, a name or a group that stands for it. */
export const coveringEntry = (
  entries: EntriesSetting,
  sender: string,
  names: NameIndex | undefined,
  can: Capabilities,
): string | undefined =>
  wideIn(entries, can).everyone ??
  coverageIn(entries, names?.peers ?? noNames)(can).get(sender.toLowerCase());

/** The ids a list lets in one by one: those written, those of names, those listed in a group that is named. */
export const idsCovered = (
  entries: EntriesSetting,
  names: NameIndex | undefined,
  can: Capabilities,
): readonly string[] => [...coverageIn(entries, names?.peers ?? noNames)(can).keys()].filter(isBareId);

/** The entry that lets everybody in, as shown. */
export const everyoneEntry = (entries: EntriesSetting, can: Capabilities): string | undefined =>
  wideIn(entries, can).everyone;

/** An entry of which this config does not tell whom it covers: a group whose members another program knows. */
export const unresolvedEntry = (entries: EntriesSetting, can: Capabilities): string | undefined =>
  wideIn(entries, can).unresolved;

const formsIn = memoizeBy((entries: EntriesSetting) =>
  Map.groupBy(entriesAsWritten(entries), (_, at) => entries.value[at] ?? ''),
);

/** How an entry that is shown is written: in several ways, where several look alike; as it is, where the list has none such. */
export const writtenForms = (entries: EntriesSetting, entry: string): readonly string[] =>
  entries.written === undefined ? [entry] : (formsIn(entries).get(entry) ?? [entry]);

/** One rule of `groups`: the key as shown, and what it says. */
export interface KeyedRule {
  readonly key: string;
  readonly rule: GroupRule;
}

/** The keys of `groups` as written, those that say nothing too. */
export const groupKeysWritten = memoizeBy(
  ({ value, written }: GroupsSetting): ReadonlySet<string> =>
    new Set(written === undefined ? Object.keys(value) : written.map(([raw]) => raw.exactText)),
);

/** The rules by their keys as written, which is what the gateway looks up. */
export const rulesAsWritten = memoizeBy(
  ({ value, written }: GroupsSetting): ReadonlyMap<string, KeyedRule> => {
    const pairs =
      written === undefined
        ? Object.keys(value).map((key) => [key, key] as const)
        : written.map(([raw, key]) => [raw.exactText, key] as const);
    return new Map(
      pairs.flatMap(([raw, key]) => {
        const rule = Object.hasOwn(value, key) ? value[key] : undefined;
        return rule === undefined ? [] : [[raw, { key, rule }] as const];
      }),
    );
  },
);

const keysByShown = memoizeBy(
  (written: NonNullable<GroupsSetting['written']>) =>
    new Map(written.map(([raw, shown]) => [shown, raw.exactText] as const)),
);

/** How a key of `groups` that is shown is written. */
export const writtenKey = ({ written }: GroupsSetting, key: string): string =>
  written === undefined ? key : (keysByShown(written).get(key) ?? key);

const mappedBy = memoizeByTwo((groups: GroupsSetting, names: ReadonlyMap<string, string>) => {
  const ids = [...rulesAsWritten(groups).keys()].flatMap((key) => {
    const id = key === '*' ? undefined : idOfEntry(key, names);
    return id === undefined ? [] : [[id, key] as const];
  });
  // Of equal ones the first counts, which is therefore set last.
  return new Map(ids.toReversed());
});

/** The key of `groups`, as written, that stands for a group's id, as the gateway maps them when its listener starts: the first. */
export const mappedKey = (
  groups: GroupsSetting,
  id: string,
  names: NameIndex | undefined,
): string | undefined => mappedBy(groups, names?.groups ?? noNames).get(id);
