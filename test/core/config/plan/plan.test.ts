// Whatever is asked for together comes to the same as what is asked for one after another.
import { describe, expect, it } from 'vitest';
import type { ConfigAction } from '../../../../src/core/config/change-request.ts';
import { planChange } from '../../../../src/core/config/plan/plan.ts';
import { readConfig } from '../../../../src/core/config/read.ts';
import type { ConfigReading } from '../../../../src/core/config/reading.ts';
import { readConfigView } from '../../../../src/core/config/view.ts';
import { type AccountId, accountId } from '../../../../src/core/shared/ids.ts';
import type { ConfigFiles } from '../../../../src/core/system/files.ts';
import { createQuickClock } from '../../../support/quick-clock.ts';
import type { ReleaseKind } from '../../../support/releases.ts';
import { aRelease } from '../../../support/releases.ts';
import { createRandom, type Random } from '../edit/random.ts';

const main = '/c/openclaw.json';
const paths = {
  configPath: main,
  stateDir: '/c',
  credentialsDir: '/c/credentials',
  candidates: [main],
  isHomeFallback: false,
};
const inMemory = (text: string): ConfigFiles => ({
  facts: async (file) => (file === main ? { isFile: true, bytes: text.length, links: 1 } : undefined),
  text: async () => text,
  realPath: async (file) => file,
});
const read = (text: string): Promise<ConfigReading> =>
  readConfig({ path: main, env: {}, clock: createQuickClock(0), files: inMemory(text) });

const nothing = 'The config says that already.';

/** The text after the actions, worked out together; or why not. */
const together = async (text: string, kind: ReleaseKind, actions: readonly ConfigAction[]) => {
  const access = {
    readNow: async (change?: { readonly text: string }) => read(change?.text ?? text),
    viewOf: (reading: ConfigReading) =>
      readConfigView({ reading, paths, release: aRelease(kind), env: {}, readAtMs: 0 }),
  };
  return planChange(access, await read(text), actions);
};

const ids: readonly [AccountId, ...AccountId[]] = [
  accountId('work'),
  accountId('shop'),
  accountId('kho'),
  accountId('default'),
];
const people = ['1', '2', 'zalouser:1', 'Nguyễn “An”', '*', '${HOME}'] as const;
const groups = ['7', 'group:7', 'Nhóm bán hàng', '*'] as const;

const makers: readonly [
  (random: Random, id: AccountId) => ConfigAction,
  ...((random: Random, id: AccountId) => ConfigAction)[],
] = [
  ({ pick }, id) => ({
    type: 'add-account',
    accountId: id,
    profile: pick(['p1', 'p2']),
    label: pick(['Kho', '${X} $$']),
  }),
  (_, id) => ({ type: 'remove-account', accountId: id }),
  ({ pick }, id) => ({ type: 'rename-account', accountId: id, to: pick(ids) }),
  (_, id) => ({ type: 'set-default-account', accountId: id }),
  ({ chance }, id) => ({ type: 'set-account-enabled', accountId: id, isEnabled: chance(0.5) }),
  ({ pick }, id) => ({ type: 'set-profile', accountId: id, profile: pick(['p1', 'p3']) }),
  ({ pick }, id) => ({
    type: 'set-dm-policy',
    accountId: id,
    policy: pick(['pairing', 'allowlist', 'open']),
    alsoAllow: [pick(people)],
  }),
  ({ pick }, id) => ({
    type: 'set-group-policy',
    accountId: id,
    policy: pick(['allowlist', 'open', 'disabled']),
  }),
  ({ pick }, id) => ({ type: 'add-allow-from', accountId: id, entries: [pick(people), pick(people)] }),
  ({ pick }, id) => ({ type: 'remove-allow-from', accountId: id, entry: pick(people) }),
  ({ pick, chance }, id) => ({ type: 'set-group', accountId: id, key: pick(groups), isAllowed: chance(0.7) }),
  ({ pick }, id) => ({
    type: 'set-group-tools',
    accountId: id,
    key: pick(groups),
    tools: { allow: ['web'] },
  }),
  ({ pick }, id) => ({ type: 'remove-group', accountId: id, key: pick(groups) }),
  ({ pick }, id) => ({
    type: 'set-prefix',
    accountId: id,
    which: 'responsePrefix',
    text: pick(['', 'Bot:']),
  }),
  ({ chance }) => ({ type: 'set-channel-enabled', isEnabled: chance(0.7) }),
  ({ chance }) => ({ type: 'set-plugin-enabled', isEnabled: chance(0.7) }),
];

const starts = [
  "{ channels: { zalouser: { dmPolicy: 'pairing', allowFrom: ['1', '9'], groups: { '7': {} } } } }",
  "// mine\n{\n  channels: {\n    zalouser: {\n      allowFrom: ['5'], // theirs\n      accounts: {\n        work: { profile: 'p1' },\n        shop: { groups: { '7': { allow: false } } },\n      },\n    },\n  },\n}\n",
  '{\n  "channels": {\n    "zalouser": {\n      "accounts": {\n        "work": { "allowFrom": ["*"], "dmPolicy": "open" }\n      }\n    }\n  }\n}\n',
] as const;

/** Actions that can follow each other, and the text after them, each as a change of its own. What cannot be done is dropped. */
const oneByOne = async (random: Random, text: string, kind: ReleaseKind) => {
  const actions: ConfigAction[] = [];
  let after = text;
  for (let turn = 0; turn < 12 && actions.length < 6; turn += 1) {
    const action = random.pick(makers)(random, random.pick(ids));
    const worked = await together(after, kind, [action]);
    if (!worked.ok && worked.error.sentence !== nothing) continue;
    actions.push(action);
    if (worked.ok) after = worked.after;
  }
  return { actions, after };
};

describe('40 random wishes of several actions', () => {
  it.each(['b', 'd'] as const)('come on %s to what their actions come to one after another', async (kind) => {
    const random = createRandom(kind === 'b' ? 11 : 12);
    let changed = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      const text = random.pick(starts);
      const { actions, after } = await oneByOne(random, text, kind);
      const worked = await together(text, kind, actions);
      const said = JSON.stringify({ text, actions });
      if (!worked.ok) {
        expect([worked.error.sentence, (await read(after)).value], said).toEqual([
          nothing,
          (await read(text)).value,
        ]);
        continue;
      }
      changed += 1;
      expect(worked.before, said).toBe(text);
      expect((await read(worked.after)).value, said).toEqual((await read(after)).value);
      expect(worked.reading.value, said).toEqual((await read(after)).value);
      expect(worked.after.startsWith('// mine'), said).toBe(text.startsWith('// mine'));
    }
    expect(changed).toBeGreaterThan(30);
  });
});
