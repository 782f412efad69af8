// What a drawn console says, as one reads it.
import type { DrawnConsole } from './draw-console.tsx';
import { settle } from './fake-clock.ts';

/** All that can be read. */
type Read = Pick<DrawnConsole, 'screen'>;

/** The whole picture, with its line ends. */
export const text = (console: Read): string => console.screen().join('\n');

/** The whole picture as running text: however it is wrapped, and whatever frames it. */
export const runningText = (console: Read): string => text(console).replace(/[\s│╭╮╰╯─]+/gu, ' ');

/** What stands in a box, as running text. */
export const dialogText = (console: Read): string =>
  console
    .screen()
    .flatMap((row) => /│ (.*) │/u.exec(row)?.[1]?.trim() ?? [])
    .join(' ');

/** The last word said: it may take several rows above the hints. */
export const lastWords = (console: Read): string =>
  console.screen().slice(-6, -1).join(' ').replace(/\s+/gu, ' ');

/** The row under the cursor. */
export const selectedRow = (console: Read): string | undefined =>
  console.screen().find((row) => row.startsWith('›'));

/** Presses keys, and waits until what they do is done and drawn. */
export const act = async (console: DrawnConsole, ...keys: readonly string[]): Promise<void> => {
  await console.press(...keys);
  await settle();
  await console.settle();
};
