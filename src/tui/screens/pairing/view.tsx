// Pairing: strangers who wait for approval, and those who were let in.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { approvedSenders, isInScope, type PairingRow, pendingRequests, sentences } from '../../../core/index.ts';
import { useTheme } from '../../app/context.ts';
import { type Frame, listState } from '../../app/frame.ts';
import { List } from '../../components/list.tsx';
import { Rows } from '../../components/rows.tsx';
import { wrapCells } from '../../text/cells.ts';
import { type Line, line, toned } from '../../text/spans.ts';
import { ageText } from '../../text/times.ts';
import type { Signs } from '../../theme/signs.ts';
import type { ScreenModule } from '../screen.ts';
import { pairingCopyItems, pairingDetails } from './details.ts';
import { noticeLines } from './notices.ts';
import { approvedLine, pendingLine, type RowContext } from './row.ts';
import { approvedSenderRows, listHeight, pairingList, paneList, pendingRows } from './select.ts';

const words = sentences.pairingScreen;

/** The longest account id that still gets its whole column. */
const maxAccountCells = 10;

const rowContext = ({ core, ui, layout }: Frame, signs: Signs): RowContext => {
  const { accounts } = core.config;
  const accountCells =
    ui.scope !== 'all' || accounts.length < 2 ? 0 : Math.min(maxAccountCells, Math.max(...accounts.map(({ id }) => id.length)));
  return { nowMs: ui.nowMs, cells: layout.main.width - 2, signs, accountCells };
};

const tab = (text: string, isHere: boolean): Line =>
  isHere ? [{ text: ` ${text} `, tone: 'selected', isBold: true }] : [{ text: ` ${text} ` }];

const tabsLine = ({ core, ui }: Frame): Line => {
  const { pane } = ui.pairing;
  const shown = (count: number): string => (core.pairing.status === 'failed' ? words.uncertain(count) : String(count));
  return line(
    ...tab(words.pendingTab(shown(pendingRequests(core, ui.nowMs, ui.scope).length)), pane === 'pending'),
    ' ',
    ...tab(words.approvedTab(shown(approvedSenders(core, ui.scope).length)), pane === 'approved'),
  );
};

const noPairingTexts = ({ core, ui }: Frame): readonly string[] =>
  core.config.accounts
    .filter(({ id, enabled, dmPolicy }) => isInScope(ui.scope, id) && enabled.value && dmPolicy.value !== 'pairing')
    .map(({ id, dmPolicy }) => words.noPairing(id, dmPolicy.value));

/** What stands there without rows. A store that could not be read says so in the notices above. */
const emptyTexts = (frame: Frame): readonly string[] => {
  const { core, ui } = frame;
  const { filter } = listState(ui, paneList(frame));
  const isPending = ui.pairing.pane === 'pending';
  const all = isPending ? pendingRequests(core, ui.nowMs, ui.scope).length : approvedSenders(core, ui.scope).length;
  if (filter !== '' && all > 0) return [words.nothingMatches(filter), words.clearFilterHint];
  if (core.pairing.status === 'unread') return [words.reading];
  if (core.pairing.status === 'failed') return [words.refreshHint];
  const where = core.pairing.isFolderMissing === true ? [words.noFolderHint] : [];
  if (!isPending) return [words.nobodyApproved, ...where];
  return [words.nobodyWaits, ...where, words.nobodyWaitsHint, words.typeCodeHint, ...noPairingTexts(frame)];
};

const emptyLines = (frame: Frame, cells: number): readonly Line[] =>
  emptyTexts(frame).flatMap((text, index) =>
    wrapCells(text, Math.max(1, cells - 2)).map((row): Line => (index === 0 ? [{ text: `  ${row}` }] : [toned(`  ${row}`, 'muted')])),
  );

const lineMaker = (frame: Frame, signs: Signs): ((id: string) => Line) => {
  const context = rowContext(frame, signs);
  if (frame.ui.pairing.pane === 'approved') {
    const rows = new Map(approvedSenderRows(frame).map((row) => [row.key, row]));
    return (id) => {
      const row = rows.get(id);
      return row === undefined ? [] : approvedLine(row, context);
    };
  }
  const rows = new Map(pendingRows(frame).map((row): [string, PairingRow] => [row.key, row]));
  return (id) => {
    const row = rows.get(id);
    return row === undefined ? [] : pendingLine(row, context);
  };
};

const PairingView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = frame.layout.main;
  const below = listHeight(frame);
  const above = [tabsLine(frame), ...noticeLines(frame, width)].slice(0, Math.max(0, height - below));
  return (
    <Box width={width} height={height} flexDirection="column" flexShrink={0}>
      <Rows lines={above} width={width} height={height - below} />
      <List
        ids={pairingList(frame).ids}
        list={listState(frame.ui, paneList(frame))}
        width={width}
        height={below}
        lineOf={lineMaker(frame, signs)}
        empty={emptyLines(frame, width)}
      />
    </Box>
  );
};

/** `pairing store read 2m ago: /home/an/.openclaw/credentials`. */
const statusLine = ({ core, ui }: Frame): Line => {
  const { status, readAtMs, isFolderMissing } = core.pairing;
  const { generation, credentialsDir } = core.config;
  const said = (text: string): string => (generation === '96' || credentialsDir === '' ? text : words.inFolder(text, credentialsDir));
  if (status === 'failed') return [toned(said(words.readFailed), 'bad')];
  if (readAtMs === undefined) return [];
  // A store in a folder is there from the first request on; generation 96 has none.
  if (isFolderMissing === true) return [toned(said(words.noFolder), 'warn')];
  return [toned(said(words.readAge(sentences.frame.ago(ageText(ui.nowMs - readAtMs)))), 'muted')];
};

export const pairingScreen: ScreenModule = {
  name: 'pairing',
  View: PairingView,
  list: pairingList,
  details: pairingDetails,
  statusLine,
  copyItems: pairingCopyItems,
};
