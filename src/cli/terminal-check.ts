import type { ErrorView } from '../core/shared/error-view.ts';
import { cliSentences } from './words.ts';

/** What has to be a terminal. */
export interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean };
}

/** Says why the console cannot be drawn here, or undefined when it can. */
export const whyNoTerminal = (
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
): ErrorView | undefined => {
  if (streams.stdin.isTTY !== true) return cliSentences.notATerminal('input');
  if (streams.stdout.isTTY !== true) return cliSentences.notATerminal('output');
  // Drawing would still begin, and fill such a terminal with escape codes.
  return env['TERM'] === 'dumb' ? cliSentences.dumbTerminal() : undefined;
};
