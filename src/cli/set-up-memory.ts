// What is remembered of the set-up assistant between runs: the answers, nothing of what was done with them.
import * as v from 'valibot';
import {
  accountId,
  dmPolicies,
  groupPolicies,
  profileName,
  type SetUpDraft,
  type SetUpEntry,
} from '../core/index.ts';

// Longer than anything a picker takes: one answer too many must not cost all of them.
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const entry = v.pipe(
  v.object({ entry: text, name: v.optional(text) }),
  v.transform(({ entry: kept, name }): SetUpEntry => ({ entry: kept, name })),
);
const entries = v.pipe(v.array(entry), v.maxLength(100_000));

/** The answers as the settings file holds them. */
export const setUpSchema = v.pipe(
  v.object({
    accountId: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/u))),
    profile: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/u), v.maxLength(100))),
    dm: v.optional(v.object({ policy: v.picklist(dmPolicies), people: entries })),
    groups: v.optional(v.object({ policy: v.picklist(groupPolicies), entries })),
  }),
  v.transform(
    ({ accountId: id, profile, dm, groups }): SetUpDraft =>
      id === undefined
        ? {}
        : {
            accountId: accountId(id),
            ...(profile === undefined ? {} : { profile: profileName(profile) }),
            ...(dm === undefined ? {} : { dm }),
            ...(groups === undefined ? {} : { groups }),
          },
  ),
);

/** The answers alone: a test that runs, and what the gateway did, belong to this run. */
export const answersOf = ({
  effect: _effect,
  testSinceMs: _testSinceMs,
  isLoggingIn: _isLoggingIn,
  ...answers
}: SetUpDraft): SetUpDraft => answers;
