import type { Call } from '../host.ts';
import { json, notation } from '../output.ts';
import { openSession } from '../session.ts';

/** `me info [-j]`: the account itself. */
export const meInfo = async ({ profile, host }: Call, asJson: boolean): Promise<void> => {
  const api = await openSession(profile, host.signal);
  const info: object = await api.fetchAccountInfo();
  // Releases differ in whether the person is the answer or a field of it.
  const person = 'profile' in info ? info.profile : info;
  await host.print(asJson ? json(person) : notation(person));
};
