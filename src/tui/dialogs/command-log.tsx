// The command log: every call of zca and openclaw, redacted before it got into the state.
import type { ReactElement } from 'react';
import type { CommandRecord } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { plainSentences } from '../plain/words.ts';
import { fitCells, steadyText } from '../text/cells.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { clockTime, fullTime } from '../text/times.ts';
import type { Tone } from '../theme/tokens.ts';
import { type Dialog, type Opened, questionRect } from './dialog.ts';
import { ListDialog } from './list-dialog.tsx';
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

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The command as it could be typed into a shell. */
export const commandLine = (record: CommandRecord): string =>
  [record.program, ...record.argv].map(quoted).join(' ');

/** A program that is a script is known by its own name; where it lies is for the raw view. */
const isScript = (word: string | undefined): boolean =>
  word !== undefined && /[\\/].*\.[cm]?[jt]s$/iu.test(word);

/** Program and subcommand first, then the profile it ran as: `zca auth status  (default)`. */
export const commandBrief = ({ program, argv }: CommandRecord): string => {
  const words = isScript(argv[0]) ? argv.slice(1) : argv;
  const [flag, profile, ...rest] = words;
  const isOfProfile = flag === '--profile' && profile !== undefined;
  const brief = [program, ...(isOfProfile ? rest : words)].map(quoted).join(' ');
  return isOfProfile ? `${brief}  (${profile})` : brief;
};

export const commandText = (record: CommandRecord): string =>
  [
    commandLine(record),
    '',
    outcomeText(record) +
      (record.durationMs === undefined ? '' : ` · ${frameSentences.tookMs(Math.round(record.durationMs))}`),
    record.stderr === '' ? frameSentences.noStderr : `\n${record.stderr}`,
  ].join('\n');

const toneOf = ({ outcome }: CommandRecord): Tone => {
  if (outcome.type === 'running') return 'warn';
  if (outcome.type === 'cancelled') return 'muted';
  return outcome.type === 'exited' && outcome.code === 0 ? 'good' : 'bad';
};

/** From this many cells inside the frame a row has the seconds, and how the run came out in a column. */
const wideFrom = 50;
/** `exit 127, 12.3 s`. */
const outcomeCells = 16;

const wideLine = (record: CommandRecord, sign: Span): Line => {
  const took =
    record.durationMs === undefined ? '' : `, ${frameSentences.tookMs(Math.round(record.durationMs))}`;
  return line(
    { text: `${fullTime(record.startedAtMs).slice(11)} `, tone: 'muted' },
    { ...sign, text: `${sign.text} ${fitCells(`${outcomeText(record)}${took}`, outcomeCells)}` },
    ` ${steadyText(commandBrief(record))}`,
  );
};

/** Where there is little room the sign says how it came out, and words only where it is not well. */
const narrowLine = (record: CommandRecord, sign: Span): Line =>
  line(
    { text: `${clockTime(record.startedAtMs)} `, tone: 'muted' },
    { ...sign, text: `${sign.text} ` },
    steadyText(commandBrief(record)),
    sign.tone === 'good' ? undefined : { ...sign, text: `  ${outcomeText(record)}` },
  );

const recordIds = ({ core }: Frame): readonly string[] => core.commandLog.map(({ id }) => String(id));

const CommandLogView = (at: Opened<'command-log'>): ReactElement => {
  const { signs } = useTheme();
  const { frame, room } = at;
  const byId = new Map(frame.core.commandLog.map((record) => [String(record.id), record]));
  const lineOf = (id: string): Line => {
    const record = byId.get(id);
    if (record === undefined) return [];
    const tone = toneOf(record);
    const sign = toned(tone === 'good' ? signs.done : tone === 'bad' ? signs.failed : signs.connecting, tone);
    return room.width >= wideFrom ? wideLine(record, sign) : narrowLine(record, sign);
  };
  return (
    <ListDialog
      at={at}
      name="command-log"
      title={frameSentences.commandLogTitle}
      ids={recordIds(frame)}
      lineOf={lineOf}
      wholeOf={(id) => {
        const record = byId.get(id);
        return record && `${steadyText(commandBrief(record))}  ${outcomeText(record)}`;
      }}
      empty={frameSentences.commandLogEmpty}
    />
  );
};

/** Every call of zca and openclaw of this run, the newest last. */
export const commandLogDialog: Dialog<'command-log'> = {
  places: () => ['command-log', 'overlay', 'list'],
  rect: questionRect,
  hasFoot: true,
  list: ({ frame, room }) => ({
    name: 'command-log',
    ids: recordIds(frame),
    height: room.height,
    canFollow: true,
  }),
  View: CommandLogView,
  speech: {
    title: () => frameSentences.commandLogTitle,
    lines: ({ frame }) => {
      const { length } = frame.core.commandLog;
      return length === 0 ? [frameSentences.commandLogEmpty] : [plainSentences.entries(length)];
    },
    focus: ({ frame }, id) => {
      const record = frame.core.commandLog.find((entry) => String(entry.id) === id);
      return record === undefined
        ? frameSentences.commandLogEmpty
        : `${outcomeText(record)}, ${commandLine(record)}`;
    },
  },
};
