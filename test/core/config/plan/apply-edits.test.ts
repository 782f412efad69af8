import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/config/plan/apply-edits.ts';
import type { ConfigEdit } from '../../../../src/core/config/plan/input.ts';
import { readConfig } from '../../../../src/core/config/read.ts';
import type { ConfigFiles } from '../../../../src/core/system/files.ts';
import { createQuickClock } from '../../../support/quick-clock.ts';

const main = '/c/openclaw.json';

const inMemory = (texts: Readonly<Record<string, string>>): ConfigFiles => ({
  facts: async (file) => {
    const text = texts[file];
    return text === undefined ? undefined : { isFile: true, bytes: text.length, links: 1 };
  },
  text: async (file) => texts[file] ?? '',
  realPath: async (file) => file,
});

const apply = async (
  texts: Readonly<Record<string, string>>,
  edits: readonly ConfigEdit[],
  env: Readonly<Record<string, string>> = {},
) =>
  applyEdits(
    await readConfig({ path: main, env, clock: createQuickClock(0), files: inMemory(texts) }),
    edits,
  );

const policy: ConfigEdit = { op: 'set', path: ['channels', 'zalouser', 'dmPolicy'], value: 'open' };
const entries: ConfigEdit = {
  op: 'add-entries',
  path: ['channels', 'zalouser', 'allowFrom'],
  entries: ['9'],
};

describe('the file that owns a key', () => {
  it('is the only one there is, comments and all', async () =>
    expect(
      await apply({ [main]: "// mine\n{ channels: { zalouser: { dmPolicy: 'pairing' /* why */ } } }\n" }, [
        policy,
      ]),
    ).toMatchObject({
      ok: true,
      file: main,
      after: "// mine\n{ channels: { zalouser: { dmPolicy: 'open' /* why */ } } }\n",
    }));
  it('is the included one where the key is written there', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5' } }",
      '/c/ch.json5': "{ zalouser: { dmPolicy: 'pairing' } }",
    };
    expect(await apply(texts, [policy])).toMatchObject({
      ok: true,
      file: '/c/ch.json5',
      after: "{ zalouser: { dmPolicy: 'open' } }",
    });
  });
  it('is the included one where only its parent is written there', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5' } }",
      '/c/ch.json5': '{ zalouser: { enabled: true } }',
    };
    expect(await apply(texts, [policy])).toMatchObject({ ok: true, file: '/c/ch.json5' });
  });
  it.each([
    [
      'where the section is nothing but an include',
      { [main]: "{ channels: { zalouser: { $include: './z.json5' } } }", '/c/z.json5': '{}' },
      '/c/z.json5',
    ],
    [
      'through an include that is nothing but an include',
      {
        [main]: "{ channels: { zalouser: { $include: './y.json5' } } }",
        '/c/y.json5': "{ $include: './z.json5' }",
        '/c/z.json5': '{}',
      },
      '/c/z.json5',
    ],
    [
      'the last of several includes',
      {
        [main]: "{ channels: { zalouser: { $include: ['./y.json5', './z.json5'] } } }",
        '/c/y.json5': '{}',
        '/c/z.json5': '{}',
      },
      '/c/z.json5',
    ],
    [
      'but the main one where something stands beside the include',
      { [main]: "{ channels: { zalouser: { $include: './z.json5', enabled: true } } }", '/c/z.json5': '{}' },
      main,
    ],
  ])('is, for a new key, the included one %s', async (_where, texts, file) => {
    expect(await apply(texts, [policy])).toMatchObject({ ok: true, file });
    expect(await apply(texts, [entries])).toMatchObject({ ok: true, file });
  });
  it('is not guessed while an included file cannot be read: it may say the opposite', async () => {
    const texts = { [main]: "{ channels: { zalouser: { $include: './z.json5' } } }" };
    expect(await apply(texts, [policy])).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('cannot be read') },
    });
  });
  it('is the stronger one of two that say something about one value', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5', zalouser: { dmPolicy: 'disabled' } } }",
      '/c/ch.json5': "{ zalouser: { dmPolicy: 'pairing' } }",
    };
    expect(await apply(texts, [policy])).toMatchObject({ ok: true, file: main });
  });
  it('is the including one where a key goes, or changes its name, with what it includes', async () => {
    const texts = {
      [main]: "{ channels: { zalouser: { accounts: { work: { $include: './w.json5' }, shop: {} } } } }",
      '/c/w.json5': "{ profile: 'phone2' }",
    };
    const path = ['channels', 'zalouser', 'accounts', 'work'];
    expect(await apply(texts, [{ op: 'remove', path }])).toMatchObject({
      ok: true,
      file: main,
      after: '{ channels: { zalouser: { accounts: { shop: {} } } } }',
    });
    expect(await apply(texts, [{ op: 'rename', path, to: 'sales' }])).toMatchObject({
      ok: true,
      file: main,
      after: "{ channels: { zalouser: { accounts: { sales: { $include: './w.json5' }, shop: {} } } } }",
    });
  });
  it('is nobody’s where a key that should go stands in a second file on its own', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5', zalouser: { accounts: { work: {} } } } }",
      '/c/ch.json5': "{ zalouser: { accounts: { work: { profile: 'p' } } } }",
    };
    expect(
      await apply(texts, [{ op: 'remove', path: ['channels', 'zalouser', 'accounts', 'work'] }]),
    ).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('several files') },
    });
  });
  it('is nobody’s to guess where a list is put together from several', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5', zalouser: { allowFrom: ['1'] } } }",
      '/c/ch.json5': "{ zalouser: { allowFrom: ['2'] } }",
    };
    expect(await apply(texts, [entries])).toMatchObject({
      ok: false,
      error: { code: 'change-refused', sentence: expect.stringContaining('several files') },
    });
  });
  it('is not changed where a variable decides', async () =>
    expect(
      await apply({ [main]: "{ channels: { zalouser: { dmPolicy: '${POLICY}' } } }" }, [policy], {
        POLICY: 'pairing',
      }),
    ).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('POLICY') },
    }));
  it('is made where there is none', async () => {
    const made = await apply({}, [policy]);
    expect(made).toMatchObject({ ok: true, file: main, before: undefined });
    expect(made.ok && JSON.parse(made.after)).toEqual({ channels: { zalouser: { dmPolicy: 'open' } } });
  });
});

describe('a change', () => {
  it('of two files is explained, not made', async () => {
    const texts = {
      [main]: "{ channels: { $include: './ch.json5' }, plugins: {} }",
      '/c/ch.json5': '{ zalouser: {} }',
    };
    const plugin: ConfigEdit = {
      op: 'set',
      path: ['plugins', 'entries', 'zalouser', 'enabled'],
      value: true,
    };
    expect(await apply(texts, [policy, plugin])).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('several files') },
    });
  });
  it('that changes nothing says so', async () =>
    expect(
      await apply({ [main]: "{ channels: { zalouser: { dmPolicy: 'open' } } }" }, [policy]),
    ).toMatchObject({
      ok: false,
      error: { sentence: 'The config says that already.' },
    }));
  it('of a broken file is refused', async () =>
    expect(await apply({ [main]: '{ channels: ' }, [policy])).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('cannot be read') },
    }));
  it('adds, removes and renames in one text', async () => {
    const texts = { [main]: "{ channels: { zalouser: { allowFrom: ['1', 2], accounts: { Work: {} } } } }" };
    const edits: readonly ConfigEdit[] = [
      entries,
      { op: 'remove-entry', path: ['channels', 'zalouser', 'allowFrom'], entry: '2' },
      { op: 'rename', path: ['channels', 'zalouser', 'accounts', 'Work'], to: 'work' },
    ];
    expect(await apply(texts, edits)).toMatchObject({
      ok: true,
      after: "{ channels: { zalouser: { allowFrom: ['1', '9'], accounts: { work: {} } } } }",
    });
  });
});
