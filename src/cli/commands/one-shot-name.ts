// Which command the words on the command line name.
import { type ErrorView, sentences } from '../../core/index.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { screenNames } from '../../tui/state/ui-state.ts';
import { nearest } from '../nearest.ts';

/** The commands that print once and end; they need no terminal. */
export const oneShotNames = ['status', 'pairing list'] as const;

/** One of {@link oneShotNames}. */
export type OneShotName = (typeof oneShotNames)[number];

/** The flags such a command takes; the others are about the screen. */
export const oneShotFlags = ['--json', '--account', '--zca', '--config', '--openclaw', '--demo'] as const;

const words = sentences.cli;

/** What was most likely meant: a command, or the flag that opens that screen. */
const suggestion = (typed: string): string | undefined => {
  const command = nearest(typed, oneShotNames) ?? oneShotNames.find((name) => name.split(' ')[0] === nearest(typed, ['pairing']));
  if (command !== undefined) return `zalouser-tui ${command}`;
  const screen = nearest(typed, screenNames);
  return screen === undefined ? undefined : `--screen ${screen}`;
};

/** The command, undefined for the console (no words), or what is wrong with them. */
export const readCommand = (
  typed: readonly string[],
): { readonly name: OneShotName | undefined } | { readonly name?: never; readonly error: ErrorView } => {
  if (typed.length === 0) return { name: undefined };
  const joined = typed.join(' ').toLowerCase();
  const name = oneShotNames.find((known) => known === joined);
  if (name !== undefined) return { name };
  const longer = oneShotNames.find((known) => joined.startsWith(`${known} `));
  const strange = longer === undefined ? typed : typed.slice(longer.split(' ').length);
  return { error: words.unknownArgument(sanitizeLine(strange.join(' '), 100), suggestion(joined)) };
};
