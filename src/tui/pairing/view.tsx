// Pairing: strangers who wait for approval, and those who were let in.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import {
  approvedSenders,
  areApprovedTold,
  decisionRows,
  isInScope,
  isPairingInFiles,
  largest,
  type PairingRow,
  pendingRequests,
  type ReplyReach,
  sentences,
} from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { List, Rows, TallList } from '../components/list.tsx';
import { keysTo } from '../keys/resolve.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { type Line, line, lineText, type Span, toned } from '../text/spans.ts';
import { ageText, countdown } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { isHeard, pairingCopyItems, pairingDetails } from './details.ts';
import { approvedLine, decisionColumns, decisionLine, pendingLine, type RowContext } from './row.ts';
import {
  approvedSenderRows,
  decidedRows,
  linesOfRow,
  listHeight,
  noticeLines,
  pairingList,
  paneList,
  pendingRows,
} from './select.ts';
import { pairingScreenSentences } from './words.ts';

// The line below a request: whether the code can have reached the stranger, and what they wrote.

const words = pairingScreenSentences;

interface RequestAlertContext {
  /** Cells of the line. */
  readonly cells: number;
  readonly signs: Signs;
  /** Is anybody listening to the account? */
  readonly isHeard: boolean;
}

const reachSpan = ({ status }: ReplyReach, signs: Signs): Span | undefined => {
  if (status === 'reached') return toned(`${signs.done} ${words.reach.reached}`, 'good');
  if (status === 'doubtful') return toned(`${signs.attention} ${words.reach.doubtful}`, 'warn');
  if (status === 'sent') return toned(`${signs.done} ${words.reach.sent}`, 'good');
  return status === 'likely' ? toned(words.reach.likely, 'muted') : undefined;
};

/** Less than this (cells), and only one of both is said: the doubt, else what they wrote. */
const roomForBoth = 50;
/** From here on (cells) it is also said who gave the name. */
const roomForSource = 70;

/** `! code may be lost · name from a message · wrote: chào shop`. What others wrote comes last. */
const requestAlertLine = (
  { heard, reach, name }: PairingRow,
  { cells, signs, isHeard }: RequestAlertContext,
): Line => {
  const last = heard.at(-1);
  const reachText = reachSpan(reach, signs);
  const source =
    cells < roomForSource || name === undefined || name.source === 'pairing'
      ? undefined
      : toned(words.nameShort(sentences.pairing.nameSources[name.source]), 'muted');
  const joined = (wrote: Span | string): Line => {
    if (cells < roomForBoth)
      return line(
        reachText !== undefined && (reach.status === 'doubtful' || last === undefined) ? reachText : wrote,
      );
    const parts = [reachText, source, wrote].filter((part) => part !== undefined);
    return line(...parts.flatMap((part, index) => (index === 0 ? [part] : [` ${signs.separator} `, part])));
  };
  if (last !== undefined) return joined(words.wrote(last.text.replaceAll('\n', signs.newline)));
  const whole = joined(toned(isHeard ? words.wroteBefore : words.notHeard, 'muted'));
  // It says why, at its end: that is not to be cut off.
  return isHeard || cellWidth(lineText(whole)) <= cells ? whole : joined(toned(words.notHeardShort, 'muted'));
};

/** The longest account id that still gets its whole column. */
const maxAccountCells = 10;

const rowContext = ({ core, ui, layout }: Frame, signs: Signs): RowContext => {
  const { accounts } = core.config;
  const { way, requests } = core.pairing;
  const accountCells =
    ui.scope !== 'all' || accounts.length < 2
      ? 0
      : Math.min(
          maxAccountCells,
          largest(
            accounts.map(({ id }) => id.length),
            0,
          ),
        );
  return {
    nowMs: ui.nowMs,
    cells: layout.main.width - 2,
    signs,
    accountCells,
    hasCodes: way !== 'gateway' || requests.some(({ code }) => code !== undefined),
  };
};

const tab = (text: string, isHere: boolean): Line =>
  isHere ? [{ text: ` ${text} `, tone: 'selected', isBold: true }] : [{ text: ` ${text} ` }];

const tabsLine = ({ core, ui }: Frame): Line => {
  const { pane } = ui.pairing;
  const isFailed = core.pairing.status === 'failed';
  const shown = (count: number, isUncertain: boolean): string =>
    isUncertain ? words.uncertain(count) : String(count);
  return line(
    ...tab(
      words.pendingTab(shown(pendingRequests(core, ui.nowMs, ui.scope).length, isFailed)),
      pane === 'pending',
    ),
    ' ',
    ...tab(
      words.approvedTab(shown(approvedSenders(core, ui.scope).length, isFailed || !areApprovedTold(core))),
      pane === 'approved',
    ),
    ' ',
    ...tab(words.decidedTab(String(decisionRows(core, ui.scope).length)), pane === 'decided'),
  );
};

const noPairingTexts = ({ core, ui }: Frame): readonly string[] =>
  core.config.accounts
    .filter(
      ({ id, enabled, dmPolicy }) => isInScope(ui.scope, id) && enabled.value && dmPolicy.value !== 'pairing',
    )
    .map(({ id, dmPolicy }) => words.noPairing(id, dmPolicy.value));

const countIn = ({ core, ui }: Frame): number => {
  if (ui.pairing.pane === 'pending') return pendingRequests(core, ui.nowMs, ui.scope).length;
  return ui.pairing.pane === 'approved'
    ? approvedSenders(core, ui.scope).length
    : decisionRows(core, ui.scope).length;
};

/** What stands there without rows. A store that could not be read says so in the notices above. */
const emptyTexts = (frame: Frame): readonly string[] => {
  const { core, ui } = frame;
  const { filter } = listState(ui, paneList(frame));
  const { pane } = ui.pairing;
  if (filter !== '' && countIn(frame) > 0) return [words.nothingMatches(filter), words.clearFilterHint];
  if (pane === 'decided') return [words.nothingDecided, words.nothingDecidedHint];
  if (core.pairing.status === 'idle') return [words.reading];
  if (core.pairing.status === 'failed') return [words.refreshHint(keysTo(ui, 'app.refresh'))];
  const where = core.pairing.isFolderMissing === true ? [words.noFolderHint] : [];
  // "Nobody" would be a guess there: the notice above says why.
  if (pane === 'approved')
    return [areApprovedTold(core) ? words.nobodyApproved : words.nobodyApprovedHere, ...where];
  return [
    sentences.pairing.nobodyWaits,
    ...where,
    words.nobodyWaitsHint,
    words.typeCodeHint(keysTo(ui, 'pairing.type-code')),
    ...noPairingTexts(frame),
  ];
};

const emptyLines = (frame: Frame, cells: number): readonly Line[] =>
  emptyTexts(frame).flatMap((text, index) =>
    wrapCells(text, Math.max(1, cells - 2)).map(
      (row): Line => (index === 0 ? [{ text: `  ${row}` }] : [toned(`  ${row}`, 'muted')]),
    ),
  );

const byKey = <Row extends { readonly key: string }>(
  rows: readonly Row[],
  lineOf: (row: Row) => Line,
): ((id: string) => Line) => {
  const known = new Map(rows.map((row) => [row.key, row]));
  return (id) => {
    const row = known.get(id);
    return row === undefined ? [] : lineOf(row);
  };
};

const lineMaker = (frame: Frame, signs: Signs): ((id: string) => Line) => {
  const context = rowContext(frame, signs);
  const { pane } = frame.ui.pairing;
  if (pane === 'approved') return byKey(approvedSenderRows(frame), (row) => approvedLine(row, context));
  if (pane === 'decided') {
    const rows = decidedRows(frame);
    const columns = decisionColumns(rows, context);
    return byKey(rows, (row) => decisionLine(row, columns, context));
  }
  return byKey(pendingRows(frame), (row) => pendingLine(row, context));
};

const belowMaker = (frame: Frame, signs: Signs): ((id: string) => Line) =>
  byKey(pendingRows(frame), (row) =>
    requestAlertLine(row, {
      cells: frame.layout.main.width - 6,
      signs,
      isHeard: isHeard(frame.core, row.request.accountId),
    }),
  );

const PairingView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = frame.layout.main;
  const below = listHeight(frame);
  const list = {
    ids: pairingList(frame).ids,
    list: listState(frame.ui, paneList(frame)),
    width,
    height: below,
    lineOf: lineMaker(frame, signs),
    empty: emptyLines(frame, width),
  };
  const above = [tabsLine(frame), ...noticeLines(frame, width)].slice(0, Math.max(0, height - below));
  return (
    <Box width={width} height={height} flexDirection="column" flexShrink={0}>
      <Rows lines={above} width={width} height={height - below} />
      {linesOfRow(frame) === 1 ? (
        <List {...list} />
      ) : (
        <TallList {...list} belowOf={belowMaker(frame, signs)} />
      )}
    </Box>
  );
};

/** `pairing store read 2m ago: /home/an/.openclaw/credentials`. */
const statusLine = ({ core, ui }: Frame): Line => {
  const { status, atMs, retryAtMs, way, isFolderMissing } = core.pairing;
  const { credentialsDir } = core.config;
  const isInFolder = isPairingInFiles(core.config) && credentialsDir !== '';
  const reachText = (text: string): string => (isInFolder ? words.inFolder(text, credentialsDir) : text);
  if (status === 'failed') {
    return [
      toned(
        reachText(
          retryAtMs === undefined
            ? words.readFailed
            : words.againIn(words.readFailed, countdown(retryAtMs - ui.nowMs)),
        ),
        'bad',
      ),
    ];
  }
  if (atMs === undefined) return [];
  // A store in a folder is there from the first request on; a database is always there.
  if (isFolderMissing === true) return [toned(reachText(words.noFolder), 'warn')];
  const ago = frameSentences.ago(ageText(ui.nowMs - atMs));
  if (way === 'database' || way === 'gateway' || way === 'command')
    return [toned(words.askedWay[way](ago), way === 'command' ? 'warn' : 'muted')];
  return [toned(reachText(words.readAge(ago)), 'muted')];
};

export const pairingScreen: ScreenModule = {
  name: 'pairing',
  View: PairingView,
  list: pairingList,
  details: pairingDetails,
  statusLine,
  copyItems: pairingCopyItems,
};
