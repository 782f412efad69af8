// Edits of long files: what they cost grows with the file, not with its square. Counted in parses and in characters that are matched.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pushAt, pushTextsAt, removeItemAt } from '../../../../src/core/config/edit/edit-text.ts';
import { valueAt } from '../../../../src/core/config/value.ts';
import { read } from './check-edit.ts';
import { createRandom } from './random.ts';
import { randomText } from './random-text.ts';

const parses = vi.hoisted(() => ({ count: 0 }));
vi.mock('@humanwhocodes/momoa', async (original) => {
  const momoa = await original<typeof import('@humanwhocodes/momoa')>();
  return {
    ...momoa,
    parse: (...args: Parameters<typeof momoa.parse>) => {
      parses.count += 1;
      return momoa.parse(...args);
    },
  };
});

vi.mock('../../../../src/core/config/edit/quick-parse.ts', async (original) => {
  const quick = await original<typeof import('../../../../src/core/config/edit/quick-parse.ts')>();
  return {
    ...quick,
    quickTree: (text: string) => {
      parses.count += 1;
      return quick.quickTree(text);
    },
  };
});

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

const listOf = (count: number, eol = '\n'): string =>
  [
    '{',
    '  list: [',
    ...Array.from({ length: count }, (_, index) => `    '${index}', // number ${index}`),
    '  ],',
    '}',
    '',
  ].join(eol);

describe('many texts at once', () => {
  it('come to what they come to one by one, however the file is written', () => {
    const values = ['a', "it's", 'Nguyễn "An"', '*'];
    let compared = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const text = randomText(createRandom(seed), seed % 2 === 0);
      const root = read(text);
      const keys = typeof root === 'object' && root !== null ? Object.keys(root) : [];
      for (const path of [['list'], ['one', 'list'], ...keys.map((key) => [key])]) {
        const oneByOne = values.reduce<ReturnType<typeof pushAt>>(
          (result, value) => (result.ok ? pushAt(result.text, path, value) : result),
          { ok: true, text, changed: false },
        );
        const atOnce = pushTextsAt(text, path, values);
        // What is written without any order may be laid out otherwise, as long as it says the same.
        const said = (result: typeof atOnce): unknown =>
          seed % 2 === 0 && result.ok ? read(result.text) : result;
        expect(said(atOnce), `seed ${seed}, ${path.join('.')}`).toEqual(said(oneByOne));
        if (atOnce.ok && valueAt(root, path) !== undefined) compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('are written in one go', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => `new ${index}`);
    parses.count = 0;
    const result = pushTextsAt(listOf(10), ['list'], values);
    expect(result.ok && valueAt(read(result.text), ['list'])).toEqual([
      ...Array.from({ length: 10 }, (_, index) => String(index)),
      ...values,
    ]);
    expect(parses.count).toBeGreaterThan(0);
    expect(parses.count).toBeLessThan(5);
  });
});

describe('one edit of a long file', () => {
  /** How many characters patterns were held against. */
  const matched = (work: () => void): number => {
    let characters = 0;
    const { exec } = RegExp.prototype;
    const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function look(this: RegExp, text) {
      // A sticky or global pattern goes on from where it stands.
      if (!this.sticky && !this.global) characters += text.length;
      return exec.call(this, text);
    });
    work();
    spy.mockRestore();
    return characters;
  };

  it.each(['\n', '\r\n', '\r'])('looks at each line a few times (%j)', (eol) => {
    const [short, long] = [500, 2_000].map((count) =>
      matched(() => pushAt(listOf(count, eol), ['list'], 'new')),
    );
    expect((long ?? 0) / (short ?? 1)).toBeLessThan(6);
    const result = pushAt(listOf(3, eol), ['list'], 'new');
    expect(result.ok && result.text).toContain(
      `,${eol === '\r' ? ' // number 2\r' : ` // number 2${eol}`}    'new',${eol}`,
    );
  });

  it('reads a list once to find what is taken out', () => {
    const text = listOf(2_000);
    let asked = 0;
    const result = removeItemAt(text, ['list'], (value) => {
      asked += 1;
      return value === '1500';
    });
    expect(asked).toBe(2_000);
    expect(result.ok && result.text.includes("'1500'")).toBe(false);
    expect(matched(() => removeItemAt(listOf(1_000), ['list'], (value) => value === '7'))).toBeLessThan(
      400_000,
    );
  });
});
