import { describe, expect, it } from 'vitest';
import { candidateRefusal, createProfiles } from '../../../src/core/accounts/profiles.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, anAccount, aState, shop } from '../../support/builders.ts';

const kho = accountId('kho');
const khoTwo = profileName('kho-2');

const profilesIn = (first: ConsoleState) => {
  let state = first;
  return {
    profiles: createProfiles(() => state),
    consider: (id: typeof kho, profile: typeof khoTwo): void => {
      state = reduce(state, { type: 'account/considered', accountId: id, profile });
    },
    list: (id: string, profile: string): void => {
      state = reduce(state, {
        type: 'config/read',
        config: aConfig({ accounts: [anAccount({ id, profile })] }),
      });
    },
  };
};

describe('the profile of an account', () => {
  it('is what the config says', () => {
    const { profiles } = profilesIn(
      aState({ config: aConfig({ accounts: [anAccount({ profile: 'flowers' })] }) }),
    );
    const { of, known, forLogin } = profiles;
    expect([of(shop), known(shop), forLogin(shop)]).toEqual(['flowers', 'flowers', 'flowers']);
  });

  it.each(['kho', 'constructor', 'valueof'])(
    'of one that nobody knows is known for a log-in only: %s',
    (id) => {
      const { profiles } = profilesIn(aState());
      expect(() => profiles.of(accountId(id))).toThrow(id);
      expect(() => profiles.known(accountId(id))).toThrow(id);
    },
  );

  it('of one that nobody knows is that of its name, where it can have one', () => {
    const { profiles } = profilesIn(aState());
    expect(profiles.forLogin(kho)).toBe('kho');
    expect(() => profiles.forLogin(accountId('__proto__'))).toThrow(/cannot be an account id/u);
  });

  it('of one that is considered is for what only reads, and for a log-in, until the config lists it with another', () => {
    const { profiles, consider, list } = profilesIn(aState());
    consider(kho, khoTwo);
    expect([profiles.known(kho), profiles.forLogin(kho)]).toEqual([khoTwo, khoTwo]);
    expect(() => profiles.of(kho)).toThrow('The config lists no account kho');
    list('kho', 'kho-3');
    expect([profiles.of(kho), profiles.known(kho), profiles.forLogin(kho)]).toEqual([
      'kho-3',
      'kho-3',
      'kho-3',
    ]);
    list('shop', 'shop');
    expect(profiles.known(kho)).toBe(khoTwo);
  });

  it('of one that is listed is not changed by considering another', () => {
    const { profiles, consider } = profilesIn(aState());
    consider(shop, khoTwo);
    expect([profiles.of(shop), profiles.known(shop)]).toEqual(['shop', 'shop']);
  });
});

describe('an account', () => {
  it.each([
    ['../x', 'p', 'cannot be an account id'],
    ['constructor', 'p', 'cannot be an account id'],
    ['Kho', 'p', 'cannot be an account id'],
    ['kho', '../../etc', 'is not a profile name'],
    ['kho', '', 'is not a profile name'],
    ['kho', 'a b', 'is not a profile name'],
    ['kho', 'p\n', 'is not a profile name'],
  ])('%j with profile %j cannot be', (id, profile, why) =>
    expect(candidateRefusal(id as typeof kho, profile as typeof khoTwo)?.sentence).toContain(why),
  );
  it('with an id and a profile can be', () => expect(candidateRefusal(kho, khoTwo)).toBeUndefined());
});
