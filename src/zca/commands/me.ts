import type { Call } from '../host.ts';
import { json, notation } from '../output.ts';
import { type API, openSession } from '../session.ts';

/** Whose session it is, as Zalo answers. */
export const personOf = async (api: API): Promise<Readonly<Record<string, unknown>>> => {
  const info: object = await api.fetchAccountInfo();
  // The person is the answer or a field of it.
  const person: unknown = 'profile' in info ? info.profile : info;
  return typeof person === 'object' && person !== null ? { ...person } : {};
};

/** `me info [-j]`: the account itself. */
export const meInfo = async ({ profile, host }: Call, asJson: boolean): Promise<void> => {
  const person = await personOf(await openSession(profile, host.signal));
  await host.print(asJson ? json(person) : notation(person));
};
