// A hundred thousand strokes on the demo, in a real terminal: it lives, every picture is whole, and nothing is done that was not confirmed.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../core/config/edit/random.ts';
import { openDemo } from '../support/demo-program.ts';
import { createPtyMonkey } from './monkey/pty-monkey.ts';
import { attackSeeds, withSeed } from './support/scale.ts';

/** Of 100,000 strokes so many come without those that start a log-in by themselves. */
const strokes = { withoutLogin: 60_000, withLogin: 40_000 };

const filesIn = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashOf = async (path: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  return Object.fromEntries(
    await Promise.all(
      paths.sort().map(async (path) => [path.slice(folder.length + 1), await hashOf(path)] as const),
    ),
  );
};

/** What zca may be called for without a question: reading, listening (`s`), and a log-in where one was asked for. */
const unasked =
  /^(?:--version|--profile \S+ (?:auth status|auth cache-refresh|me info|me id|friend list|friend find|group list|group members|listen -r -k)\b.*)$/u;
const login = /^--profile \S+ auth login\b/u;
/** The same of openclaw: what reads. */
const reads = /--version|\bstatus\b|\blist\b|\blogs\b|\bhealth\b|\bvalidate\b|--help/u;

const startsOf = (log: ReturnType<Awaited<ReturnType<typeof openDemo>>['zcaLog']>): readonly string[] =>
  log.flatMap(({ kind, argv = [] }) => (kind === 'start' ? [argv.join(' ')] : []));

// No stroke of it can say yes (see pty-monkey.ts): whatever is written, sent or ended was not confirmed. A log-in counts as asked for by `l`,
// and by Enter on Login: both start one where no session is alive.
test('100,000 strokes without a yes: nothing is written, sent, logged out or asked of OpenClaw, and q still quits', async () => {
  for (const seed of attackSeeds(1))
    await withSeed(seed, async () => {
      const demo = await openDemo();
      const openclawHome = join(demo.dir, 'home', '.openclaw');
      const before = await filesIn(openclawHome);
      const monkey = createPtyMonkey(demo.terminal, createRandom(seed));
      const calls = (): readonly string[] => startsOf(demo.zcaLog());

      await monkey.play(strokes.withoutLogin, { mayAskLogin: false });
      expect(calls().filter((call) => !unasked.test(call))).toEqual([]);
      expect(await filesIn(openclawHome)).toEqual(before);

      const { loginWishes } = monkey.pressed;
      await monkey.play(strokes.withLogin, { mayAskLogin: true });
      const logins = calls().filter((call) => login.test(call)).length;
      expect(calls().filter((call) => !unasked.test(call) && !login.test(call))).toEqual([]);
      expect(startsOf(demo.openclawLog()).filter((call) => !reads.test(call))).toEqual([]);
      expect(await filesIn(openclawHome)).toEqual(before);

      // Else nothing that must be asked was ever tried.
      expect(monkey.pressed.strokes).toBeGreaterThanOrEqual(strokes.withoutLogin + strokes.withLogin);
      expect(monkey.pressed.questions).toBeGreaterThan(5);
      expect(calls().some((call) => call.includes('listen -r -k'))).toBe(true);
      expect(logins).toBeGreaterThan(0);
      expect(logins).toBeLessThanOrEqual(monkey.pressed.loginWishes - loginWishes);

      // Drafts that were never sent, or a log-in under way, are worth a question.
      demo.terminal.press('q');
      const question = demo.terminal
        .until('[ Quit ]', { deadlineMs: 60_000 })
        .then(() => demo.terminal.press('y'));
      await Promise.race([question, demo.terminal.exit]);
      question.catch(() => undefined);
      expect(await demo.terminal.exit).toMatchObject({ code: 0 });
      expect(await demo.terminal.processes()).toEqual([]);
    });
});
