import { expect, it } from 'vitest';
import { settingPlaces } from '../../../src/core/config/places.ts';
import { anAccount, setting } from '../../support/builders.ts';

it('finds the file and line of what is written down, and of nothing else', () => {
  const account = {
    ...anAccount(),
    dmPolicy: setting('pairing', 'account', 'accounts.shop.dmPolicy'),
    groupPolicy: { value: 'open', source: 'defaults' as const, path: 'channels.defaults.groupPolicy' },
    profile: { value: anAccount().profile.value, source: 'environment' as const, path: 'ZCA_PROFILE' },
    allowFrom: setting([], 'built-in'),
  };
  const asked: string[] = [];
  const places = settingPlaces([account], (path) => {
    asked.push(path.join('/'));
    return { file: 'openclaw.json', line: path.length };
  });
  expect(places['channels.zalouser.accounts.shop.dmPolicy']).toEqual({ file: 'openclaw.json', line: 5 });
  expect(places['channels.defaults.groupPolicy']).toEqual({ file: 'openclaw.json', line: 3 });
  expect(places['channels.zalouser.groups']).toEqual({ file: 'openclaw.json', line: 3 });
  expect(Object.keys(places)).toHaveLength(3);
  expect(asked).toHaveLength(3);
});
