import type { ReactElement } from 'react';
import type { CommandRecord } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { frameSentences } from '../app/words.ts';
import { fitCells, steadyText } from '../text/cells.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { clockTime, fullTime } from '../text/times.ts';
import type { Tone } from '../theme/tokens.ts';
import { commandBrief, outcomeText } from './command-log.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-props.ts';
import { overlayInner } from './overlay-rect.ts';

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
  const took = record.durationMs === undefined ? '' : `, ${frameSentences.tookMs(Math.round(record.durationMs))}`;
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

/** Every call of zca and openclaw of this run, the newest last. */
export const CommandLogOverlay = ({ frame, overlay }: OverlayProps<'command-log'>): ReactElement => {
  const { signs } = useTheme();
  const byId = new Map(frame.core.commandLog.map((record) => [String(record.id), record]));
  const lineOf = (id: string): Line => {
    const record = byId.get(id);
    if (record === undefined) return [];
    const tone = toneOf(record);
    const sign = toned(tone === 'good' ? signs.done : tone === 'bad' ? signs.failed : signs.connecting, tone);
    return overlayInner(overlay, frame).width >= wideFrom ? wideLine(record, sign) : narrowLine(record, sign);
  };
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="command-log"
      title={frameSentences.commandLogTitle}
      ids={frame.core.commandLog.map((record) => String(record.id))}
      lineOf={lineOf}
      wholeOf={(id) => {
        const record = byId.get(id);
        return record && `${steadyText(commandBrief(record))}  ${outcomeText(record)}`;
      }}
      empty={frameSentences.commandLogEmpty}
    />
  );
};
