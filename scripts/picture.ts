// Draws docs/picture.svg: opens the built program on its simulated account, lets some messages come in, and writes down
// what is on the screen. Times in it are those of the day (UTC); everything else is the same every time.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Screen } from '../test/support/screen.ts';
import { drawSvg } from './screen-svg.ts';
import { openTerminalProgram, type TerminalProgram } from './terminal-program.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs', 'picture.svg');
const size = { columns: 120, rows: 30 };

/** What the picture waits for: somebody who needs a code and a message after that, and the last row before one of emoji families. */
const afterAsking = /\? code sent .*Hạ Vy.*\n.? +\d\d:\d\d /u;
const lastRow = /\d\d:\d\d .*Võ Thành Long/u;
/** The details beside the list. */
const chosen = /│ Message of Hạ Vy/u;
const titleOf = ({ lines }: Screen): string | undefined => lines()[2]?.split('│')[1];

const hasText =
  (pattern: RegExp) =>
  ({ text }: { text(): string }): boolean =>
    pattern.test(text().normalize('NFC'));

/** Starts the listener and stands still on the stranger, whose verdict is explained beside the list. */
const play = async (program: TerminalProgram): Promise<void> => {
  await program.until(hasText(/press s/iu));
  program.write('s');
  await program.until(hasText(afterAsking));
  for (let presses = 0; !hasText(chosen)(program.screen) && presses < 10; presses += 1) {
    const before = titleOf(program.screen);
    program.write('k');
    await program.until((screen) => titleOf(screen) !== before);
  }
  await program.until(hasText(lastRow));
  await program.quiet(200);
};

const description =
  'The Feed screen in a terminal: a list of incoming Zalo messages, each with what became of it ' +
  '(answered, code sent, unlisted), and beside it why a message of an unknown sender leads to a pairing code.';

const home = await realpath(await mkdtemp(join(tmpdir(), 'picture-')));
const program = openTerminalProgram({
  args: [join(root, 'bin', 'zalouser-tui.js'), '--demo', '--screen', 'feed', '--account', 'default'],
  ...size,
  home,
  env: { ZALOUSER_DEMO_SPEED: '2' },
});
try {
  await play(program);
  const { screen } = program;
  if (!hasText(chosen)(screen)) throw new Error('Another message is selected: run it once more.');
  const svg = drawSvg(screen, { title: screen.title, description });
  for (const path of [home, root, tmpdir()])
    if (svg.includes(path)) throw new Error(`A path of this machine is in the picture: ${path}`);
  await writeFile(target, svg);
  program.write('q');
  await program.exit;
} finally {
  program.kill();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
