// How the services are lent to an operator: nothing they do rejects, and nothing is begun while the console ends.

import { errorSentences } from './error-words.ts';
import type { Outcome } from './outcome.ts';
import { toErrorView } from './shared/error.ts';

/** Runs an action as an operator may have it: it never rejects. */
export type Guard = <Result extends { readonly ok: boolean }>(
  act: () => Promise<Result>,
) => Promise<Result | (Outcome & { readonly ok: false })>;

/** Turns whatever is thrown into an outcome, and refuses to begin anything once `signal` is aborted. */
export const createGuard =
  (signal: AbortSignal): Guard =>
  async (act) => {
    if (signal.aborted) return { ok: false, error: errorSentences.cancelled({ what: 'The action' }) };
    try {
      return await act();
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

/** The guard of what changes anything: it refuses where the console only reads. */
export const createChangeGuard =
  (guard: Guard, isReadOnly: boolean): Guard =>
  async (act) =>
    isReadOnly ? { ok: false, error: errorSentences.readOnly() } : guard(act);

type Action = (...args: never[]) => Promise<{ readonly ok: boolean }>;

/** The named methods of a service, each behind the guard; its others stay with the core. */
export const guarded = <Name extends string, Service extends Readonly<Record<Name, Action>>>(
  guard: Guard,
  service: Service,
  ...names: readonly Name[]
): Pick<Service, Name> =>
  Object.fromEntries(
    names.map((name) => [name, (...args: never[]) => guard(() => service[name](...args))]),
  ) as Pick<Service, Name>;
