// The code on the whole terminal, without chrome.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { Rows } from '../components/list.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { Row } from '../components/row.tsx';
import { placeSentences } from '../keys/words.ts';
import { assumption, needsText, progressLine, zoomedCode } from '../login/qr-panel.ts';
import { endedLines, isUnderWay } from '../login/select.ts';
import { loginScreenSentences } from '../login/words.ts';
import { loginLiveText, pictureSentence } from '../plain/plain-text.ts';
import { type Line, line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { type Dialog, type Opened, wholeRect } from './dialog.ts';

const words = loginScreenSentences;

const withoutCode = (frame: Frame, signs: Signs): readonly Line[] => {
  const keys = line({ text: words.zoomKeys, tone: 'muted' });
  if (isUnderWay(frame.core.login)) return [progressLine(frame, signs), keys];
  const ended = endedLines(frame, signs, frame.layout.columns);
  return ended === undefined ? [line(words.zoomGone)] : [...ended, keys];
};

/** From so many columns on there is room to say what is assumed. */
const wideCells = 92;

const keysText = (frame: Frame, signs: Signs): string => {
  const assumed = assumption(frame);
  if (assumed === undefined) return words.zoomKeys;
  return frame.layout.columns < wideCells
    ? words.zoomKeysOwn
    : `${assumed.short} ${signs.separator} ${words.zoomKeys}`;
};

const QrView = ({ frame }: Opened<'qr'>): ReactElement => {
  const { signs } = useTheme();
  const { columns, rows } = frame.layout;
  const { picture, needs } = zoomedCode(frame, signs);
  if (picture === undefined) {
    const lines =
      needs === undefined
        ? withoutCode(frame, signs)
        : [line({ text: needsText(needs, frame, signs), tone: 'warn' }), line(words.enlarge)];
    return (
      <Box position="absolute" marginLeft={0} marginTop={0} width={columns} height={rows}>
        <Rows lines={lines} width={columns} height={rows} />
      </Box>
    );
  }
  const left = Math.floor((columns - picture.columns) / 2);
  const below = rows - picture.rows.length;
  const caption = line(...progressLine(frame, signs), {
    text: ` ${signs.separator} ${keysText(frame, signs)}`,
    tone: 'muted',
  });
  return (
    <Box
      position="absolute"
      flexDirection="column"
      marginLeft={0}
      marginTop={0}
      width={columns}
      height={rows}
    >
      <QrCode picture={picture} left={left} right={columns - left - picture.columns} />
      {below > 0 ? <Row spans={caption} cells={columns} /> : null}
      <Rows lines={[]} width={columns} height={Math.max(0, below - 1)} />
    </Box>
  );
};

/** The zoomed code with its countdown below; once it is scanned or gone, what became of it. */
export const qrDialog: Dialog<'qr'> = {
  places: () => ['qr', 'overlay', 'list'],
  rect: wholeRect,
  View: QrView,
  speech: {
    title: () => placeSentences.qr,
    lines: ({ frame }) => [pictureSentence(frame.core.login)],
    focus: ({ frame }) => loginLiveText(frame.core),
  },
};
