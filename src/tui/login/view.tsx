// Login: a QR code from the first key to the confirmation on the phone, and who is logged in where.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { type Account, type SessionStatus, sessionOf } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { List, Rows } from '../components/list.tsx';
import { QrCode } from '../components/qr-code.tsx';
import type { CopyItem } from '../state/ui-state.ts';
import { cellWidth, fitCells, wrapCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import {
  assumption,
  besideGap,
  type CodePlace,
  codePlace,
  needsText,
  progressLine,
  progressWords,
} from './qr-panel.ts';
import {
  factsOf,
  headLines,
  isUnderWay,
  loggedInName,
  loginAccounts,
  loginDetails,
  loginList,
  selectedAccount,
} from './select.ts';
import { loginScreenSentences } from './words.ts';

// One account in one row of the Login screen. Its name comes last: it is other people's text.

const words = loginScreenSentences;

const marks: Readonly<Record<SessionStatus['status'], readonly [keyof Signs, Tone]>> = {
  'logged-in': ['connected', 'good'],
  'logged-out': ['attention', 'warn'],
  'no-profile': ['attention', 'warn'],
  ended: ['attention', 'warn'],
  failed: ['failed', 'bad'],
  checking: ['connecting', 'warn'],
  unknown: ['off', 'muted'],
};

/** `● shop      logged in      profile shop · checked 2m ago · Cửa hàng Hoa Mai`; narrow windows drop the age, then the profile. */
export const accountLine = (frame: Frame, account: Account, cells: number, signs: Signs): Line => {
  const session = sessionOf(frame.core, account.id);
  const [sign, tone] = marks[session.status];
  const facts = [
    account.enabled.value ? undefined : words.disabled,
    cells >= 52 ? words.profile(account.profile.value) : undefined,
    cells >= 72 && 'checkedAtMs' in session
      ? words.checked(frameSentences.ago(ageText(frame.ui.nowMs - session.checkedAtMs)))
      : undefined,
    loggedInName(frame, account.id),
  ];
  return line(
    toned(`${signs[sign]} `, tone),
    {
      text: fitCells(account.id, Math.min(14, Math.max(8, Math.floor(cells / 6))), {
        ellipsis: signs.ellipsis,
      }),
      isBold: true,
    },
    ' ',
    toned(fitCells(words.session[session.status], 14), tone),
    ' ',
    facts.filter((fact) => fact !== undefined).join(` ${signs.separator} `),
  );
};

// What is said while a log-in is under way, beside its code or in its place.
/** The narrowest column in which state and countdown stand on one line. */
const oneLineCells = 45;

const paragraphs = (texts: readonly string[], cells: number, tone?: Tone): readonly Line[] =>
  texts.flatMap((text) => wrapCells(text, Math.max(1, cells))).map((text) => line({ text, tone }));

const headingLines = (frame: Frame, signs: Signs, cells: number): readonly Line[] => {
  const [, next] = progressWords(frame);
  const [what, ...rest] = progressLine(frame, signs);
  if (what === undefined) return [];
  if (frame.core.login.status === 'scanned')
    return wrapCells(what.text, Math.max(1, cells)).map((text) => [{ ...what, text }]);
  return cells >= oneLineCells || next === undefined ? [[what, ...rest]] : [[what], line('  ', next)];
};

/** All there is to say while a log-in runs, in `cells`: what cannot be shown first, then how to scan. */
const progressLines = (frame: Frame, signs: Signs, cells: number, place: CodePlace): readonly Line[] => {
  const { login } = frame.core;
  if (!isUnderWay(login)) return [];
  const heading = headingLines(frame, signs, cells);
  const target = line({
    text: `  ${words.target(login.accountId, login.profile, login.through)}`,
    tone: 'muted',
  });
  if (login.status !== 'waiting') return [...heading, target];
  const blind = login.canSeeScan ? [] : [[], ...paragraphs([words.cannotSeeScan(login.through)], cells)];
  const assumed = place.type === 'none' ? undefined : assumption(frame);
  const own = assumed === undefined ? [] : [[], ...paragraphs([assumed.text], cells)];
  return [
    ...heading,
    target,
    ...troubleLines(frame, signs, place, cells),
    [],
    ...paragraphs(words.steps, cells),
    ...own,
    ...blind,
  ];
};

/** How to scan, in at most `rows` rows: step by step, else in short, else not at all. */
const stepLines = (cells: number, rows: number): readonly Line[] => {
  const fitting = [words.steps, [words.stepsShort]]
    .map((texts) => paragraphs(texts, cells))
    .find((lines) => lines.length <= rows);
  return fitting ?? [];
};

/** Why there is no code to see, and the other ways to it. */
const troubleLines = (frame: Frame, signs: Signs, place: CodePlace, cells: number): readonly Line[] => {
  const { login } = frame.core;
  if (login.status !== 'waiting') return [];
  const picture = login.qrPath === undefined ? [] : [words.openPicture];
  if (place.type === 'none') {
    const why = frame.ui.login.ink === 'nothing' && login.qrText !== '' ? words.noInk : words.undrawable;
    const { sentence = why } = login.qrError ?? {};
    const hint = hintText(login.qrError?.hint);
    return [
      [],
      ...paragraphs([sentence], cells, 'warn'),
      ...paragraphs([...(hint === undefined ? [] : [hint]), ...picture], cells),
    ];
  }
  if (place.type !== 'too-large') return [];
  const ways = [
    ...(place.canZoom ? [words.zoomFits] : []),
    ...(place.canHalve ? [words.halfFits] : []),
    ...picture,
    words.enlarge,
  ];
  return [
    [],
    ...paragraphs([needsText(place.needs, frame, signs)], cells, 'warn'),
    ...paragraphs(ways, cells),
  ];
};

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
          <Rows
            lines={progressLines(frame, signs, width - left, place)}
            width={width - left}
            height={height}
          />
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
    : [line(words.noAccounts), line({ text: words.noAccountsFix, tone: 'accent' })];

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
  const progress = progressWords(frame);
  const assumed = codePlace(frame, unicodeSigns).type === 'too-large' ? undefined : assumption(frame)?.short;
  if (assumed === undefined) return progress.join(', ');
  const all = [...progress, assumed].join(', ');
  return cellWidth(all) <= frame.layout.columns ? all : [...progress.slice(1), assumed].join(', ');
};

const statusLine = (frame: Frame): Line => {
  if (isUnderWay(frame.core.login)) {
    return line({ text: progressText(frame), tone: 'warn' });
  }
  const account = selectedAccount(frame);
  const session = account && sessionOf(frame.core, account.id);
  if (account === undefined || session === undefined) return [];
  const age =
    'checkedAtMs' in session
      ? `, ${words.checked(frameSentences.ago(ageText(frame.ui.nowMs - session.checkedAtMs)))}`
      : '';
  return line({ text: `${account.id}: ${words.session[session.status]}${age}`, tone: 'muted' });
};

/** The path of the picture may be copied; the text of the code never. */
const copyItems = (frame: Frame): readonly CopyItem[] => {
  const { login } = frame.core;
  const account = selectedAccount(frame);
  const self = account && factsOf(frame, account.id)?.self;
  return [
    ...(login.status === 'waiting' && login.qrPath !== undefined
      ? [{ label: words.pathLabel, text: login.qrPath }]
      : []),
    ...(self === undefined ? [] : [{ label: words.labels.id, text: self.id }]),
    ...(account === undefined
      ? []
      : [
          { label: words.labels.account, text: account.id },
          { label: words.labels.profile, text: account.profile.value },
        ]),
  ];
};

export const loginScreen: ScreenModule = {
  name: 'login',
  View: LoginView,
  list: loginList,
  details: loginDetails,
  statusLine,
  copyItems,
};
