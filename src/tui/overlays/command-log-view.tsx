import type { ReactElement } from 'react';
import { type CommandRecord, sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { type Line, line } from '../text/spans.ts';
import type { Tone } from '../theme/tokens.ts';
import { commandLine, outcomeText } from './command-log.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-view.tsx';

const toneOf = ({ outcome }: CommandRecord): Tone => {
  if (outcome.type === 'running') return 'warn';
  if (outcome.type === 'cancelled') return 'muted';
  return outcome.type === 'exited' && outcome.code === 0 ? 'good' : 'bad';
};

const time = (ms: number): string => new Date(ms).toTimeString().slice(0, 8);

/** Every call of zca and openclaw of this run, the newest last. */
export const CommandLogOverlay = ({ frame, overlay }: OverlayProps<'command-log'>): ReactElement => {
  const { signs } = useTheme();
  const byId = new Map(frame.core.commandLog.map((record) => [String(record.id), record]));
  const lineOf = (id: string): Line => {
    const record = byId.get(id);
    if (record === undefined) return [];
    const tone = toneOf(record);
    const sign = tone === 'good' ? signs.done : tone === 'bad' ? signs.failed : signs.connecting;
    const took = record.durationMs === undefined ? '' : ` ${sentences.frame.tookMs(Math.round(record.durationMs))}`;
    return line(
      { text: `${time(record.startedAtMs)} `, tone: 'muted' },
      { text: `${sign} ${outcomeText(record)}${took}`, tone },
      `  ${commandLine(record)}`,
    );
  };
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="command-log"
      title={sentences.frame.commandLogTitle}
      ids={frame.core.commandLog.map((record) => String(record.id))}
      lineOf={lineOf}
      empty={sentences.frame.commandLogEmpty}
    />
  );
};
