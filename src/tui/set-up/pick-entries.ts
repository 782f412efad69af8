// People or groups picked from the directory, as entries of the config.
import type { SetUpEntry } from '../../core/index.ts';
import type { App, PickRequest } from '../app/app.ts';
import type { Found } from '../compose/resolve-typed.ts';
import type { PickItem } from '../state/pick.ts';

/** What is asked: {@link PickRequest} in the words of the config. */
export interface EntriesRequest extends Omit<PickRequest, 'picked' | 'typed'> {
  readonly picked: readonly SetUpEntry[];
  /** Somebody for what was typed; undefined if the operator turns back. */
  readonly typed: (text: string) => Promise<Found | undefined>;
}

const itemOf = (entry: string, name: string | undefined): PickItem =>
  name === undefined || name === entry ? { key: entry, label: entry } : { key: entry, label: name, detail: entry };

/** The entries picked; undefined if nothing is to change. */
export const pickEntries = async (app: App, { picked, typed, ...request }: EntriesRequest): Promise<readonly SetUpEntry[] | undefined> => {
  const items = await app.pick({
    ...request,
    picked: picked.map(({ entry, name }) => itemOf(entry, name)),
    typed: async (text) => {
      const found = await typed(text);
      return found && itemOf(found.id, found.name);
    },
  });
  return items?.map(({ key, label }) => (label === key ? { entry: key } : { entry: key, name: label }));
};
