// Lines of a text lose their secrets as they do in the whole text: a difference shows few of many.
import { expect, test, vi } from 'vitest';
import { maskSecrets } from '../../../src/core/config/diff-secrets.ts';
import { createRandom } from './edit/random.ts';
import { randomText } from './edit/random-text.ts';

const secrets = [
  "token: 'of no value',",
  "tokens: ['a', {b: 'c'}],",
  "args: ['--token',",
  " 'X',",
  " '--key=Y'],",
  "password: 'over \\",
  "  two lines',",
  '"apiKey": 12,',
  '// bearer: abcdefgh',
  "hooks: { url: 'https://example.org/a/b' },",
  "address: 'https://me:word@example.org/',",
  'credentials: {',
  '},',
  'secret: ${SECRET},',
];

test('any lines of 2,000 random texts with secrets in them', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  let hidden = 0;
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const random = createRandom(seed);
    const written = randomText(random, seed % 5 === 0).split(/(?<=\n)/u);
    const damaged = written.flatMap((line) =>
      random.chance(0.4) ? [line, `${secrets[random.below(secrets.length)]}\n`] : [line],
    );
    const sound = ['{\n', ...secrets.map((line) => `${line}\n`).slice(random.below(2)), '}\n'];
    const text = (seed % 2 === 0 ? sound : damaged).join('');
    const lines = text.split(/(?<=\n)/u);
    const whole = maskSecrets(text).split(/(?<=\n)/u);
    const from = random.below(lines.length);
    const to = from + 1 + random.below(lines.length - from);
    const start = lines.slice(0, from).join('').length;
    const part = maskSecrets(text, { start, end: start + lines.slice(from, to).join('').length });
    expect(part, `seed ${seed}, lines ${from} to ${to}`).toBe(whole.slice(from, to).join(''));
    if (part !== lines.slice(from, to).join('')) hidden += 1;
  }
  vi.restoreAllMocks();
  expect(hidden).toBeGreaterThan(800);
});
