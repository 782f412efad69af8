// The command log as text: every call of zca and openclaw, redacted before it got into the state.

import type { CommandRecord } from '../../core/index.ts';
import { frameSentences } from '../app/words.ts';

/** How a run came out, in a word or two. */
export const outcomeText = ({ outcome }: Pick<CommandRecord, 'outcome'>): string => {
  const words = frameSentences.outcomes;
  switch (outcome.type) {
    case 'running':
      return words.running;
    case 'exited':
      return words.exited(outcome.code);
    case 'signalled':
      return words.signalled(outcome.signal);
    case 'timed-out':
      return words.timedOut;
    case 'cancelled':
      return words.cancelled;
    case 'not-started':
      return words.notStarted(outcome.reason);
    case 'too-much-output':
      return words.tooMuchOutput;
  }
};

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command as it could be typed into a shell. */
export const commandLine = (record: CommandRecord): string => [record.program, ...record.argv].map(quoted).join(' ');

/** A program that is a script is known by its own name; where it lies is for the raw view. */
const isScript = (word: string | undefined): boolean => word !== undefined && /[\\/].*\.[cm]?[jt]s$/iu.test(word);

/** Program and subcommand first, then the profile it ran as: `zca auth status  (default)`. */
export const commandBrief = ({ program, argv }: CommandRecord): string => {
  const words = isScript(argv[0]) ? argv.slice(1) : argv;
  const [flag, profile, ...rest] = words;
  const isOfProfile = flag === '--profile' && profile !== undefined;
  const brief = [program, ...(isOfProfile ? rest : words)].map(quoted).join(' ');
  return isOfProfile ? `${brief}  (${profile})` : brief;
};

/** All that is known of a run. */
export const commandText = (record: CommandRecord): string =>
  [
    commandLine(record),
    '',
    outcomeText(record) + (record.durationMs === undefined ? '' : ` · ${frameSentences.tookMs(Math.round(record.durationMs))}`),
    record.stderr === '' ? frameSentences.noStderr : `\n${record.stderr}`,
  ].join('\n');
