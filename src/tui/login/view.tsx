// Login: a QR code from the first key to the confirmation on the phone, and who is logged in where.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { frameSentences } from '../app/words.ts';
import { List } from '../components/list.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { Rows } from '../components/rows.tsx';
import type { CopyItem } from '../state/ui-state.ts';
import { cellWidth } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { assumption, besideGap, codePlace, progressLine, progressWords } from './code.ts';
import { progressLines, stepLines } from './progress.ts';
import { accountLine } from './row.ts';
import { factsOf, headLines, isUnderWay, loginAccounts, loginDetails, loginList, selectedAccount } from './select.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

const ProgressView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = frame.layout.main;
  const place = codePlace(frame, signs);
  switch (place.type) {
    case 'beside': {
      const left = place.picture.columns + besideGap;
      return (
        <Box width={width} height={height}>
          <Box flexDirection="column" width={left} flexShrink={0}>
            <QrCode picture={place.picture} />
          </Box>
          <Rows lines={progressLines(frame, signs, width - left, place)} width={width - left} height={height} />
        </Box>
      );
    }
    case 'below':
    case 'alone': {
      // Alone, the status line below the body says how it stands.
      const above = place.type === 'below' ? 1 : 0;
      const rest = height - above - place.picture.rows.length;
      return (
        <Box flexDirection="column" width={width} height={height}>
          <Rows lines={[progressLine(frame, signs)]} width={width} height={above} />
          <QrCode picture={place.picture} />
          <Rows lines={stepLines(width, rest)} width={width} height={rest} />
        </Box>
      );
    }
    default:
      return <Rows lines={progressLines(frame, signs, width, place)} width={width} height={height} />;
  }
};

const emptyLines = ({ core }: Frame): readonly Line[] =>
  core.config.status === 'unread'
    ? [line({ text: words.reading, tone: 'muted' })]
    : [line(words.noAccounts), line({ text: words.noAccountsCure, tone: 'accent' })];

const LoginView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const list = loginList(frame);
  if (list === undefined) return <ProgressView frame={frame} />;
  const { width, height } = frame.layout.main;
  const accounts = new Map(loginAccounts(frame).map((account) => [account.id as string, account]));
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Rows lines={headLines(frame, signs)} width={width} height={height - list.height} />
      <List
        ids={list.ids}
        list={listState(frame.ui, 'login')}
        width={width}
        height={list.height}
        lineOf={(id) => {
          const account = accounts.get(id);
          return account === undefined ? [] : accountLine(frame, account, width - 2, signs);
        }}
        empty={emptyLines(frame)}
      />
    </Box>
  );
};

/** How it stands; without colours also what is assumed, which goes before the words for waiting where there is no room for both. */
const progressText = (frame: Frame): string => {
  const said = progressWords(frame);
  const assumed = codePlace(frame, unicodeSigns).type === 'too-large' ? undefined : assumption(frame)?.short;
  if (assumed === undefined) return said.join(', ');
  const all = [...said, assumed].join(', ');
  return cellWidth(all) <= frame.layout.columns ? all : [...said.slice(1), assumed].join(', ');
};

const statusLine = (frame: Frame): Line => {
  if (isUnderWay(frame.core.login)) {
    return line({ text: progressText(frame), tone: 'warn' });
  }
  const account = selectedAccount(frame);
  const session = account && factsOf(frame, account.id)?.session;
  if (account === undefined || session === undefined) return [];
  const age = 'checkedAtMs' in session ? `, ${words.checked(frameSentences.ago(ageText(frame.ui.nowMs - session.checkedAtMs)))}` : '';
  return line({ text: `${account.id}: ${words.session[session.status]}${age}`, tone: 'muted' });
};

/** The path of the picture may be copied; the text of the code never. */
const copyItems = (frame: Frame): readonly CopyItem[] => {
  const { login } = frame.core;
  const account = selectedAccount(frame);
  const self = account && factsOf(frame, account.id)?.self;
  return [
    ...(login.status === 'waiting' && login.qrPath !== undefined ? [{ label: words.pathLabel, text: login.qrPath }] : []),
    ...(self === undefined ? [] : [{ label: words.labels.id, text: self.id }]),
    ...(account === undefined
      ? []
      : [
          { label: words.labels.account, text: account.id },
          { label: words.labels.profile, text: account.profile.value },
        ]),
  ];
};

export const loginScreen: ScreenModule = { name: 'login', View: LoginView, list: loginList, details: loginDetails, statusLine, copyItems };
