// Directory: who the account knows, found by typing.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import {
  type AccountId,
  admissionsOf,
  entryOfGroup,
  type Group,
  type GroupId,
  type Peer,
  type UserId,
} from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Details, type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { List, Rows } from '../components/list.tsx';
import type { CopyItem } from '../state/ui-state.ts';
import { type Line, line } from '../text/spans.ts';
import { directoryLine, emptyLines, findLine, paneLine, selfLine, statusText } from './lines.ts';
import { directoryAccount, directoryList, headRows, queryOf, selectedRow, selfOf, viewOf } from './select.ts';
import { directoryScreenSentences } from './words.ts';

// All there is to say about a person or a group, and what can be copied of one.

const words = directoryScreenSentences;

const labelled = (label: string, text: string): Line => line({ text: label.padEnd(11), tone: 'muted' }, text);

const admissions = ({ core }: Frame, id: UserId): readonly Line[] => {
  const found = admissionsOf(core, id);
  if (found.length === 0) return [line(words.mayNotWrite)];
  return found.map(({ accountId, by }, index) =>
    labelled(index === 0 ? words.labels.access : '', words.mayWrite[by](accountId)),
  );
};

const peerLines = (frame: Frame, { id, name, username, phone, isFriend }: Peer): readonly Line[] => [
  line(name),
  labelled(words.labels.id, id),
  ...(phone === undefined ? [] : [labelled(words.labels.phone, phone)]),
  ...(username === undefined ? [] : [labelled(words.labels.username, username)]),
  labelled(words.labels.relation, isFriend ? words.friend : words.notFriend),
  ...admissions(frame, id),
];

const friendOf = (frame: Frame, account: AccountId, id: string): Peer | undefined => {
  const directory = Object.hasOwn(frame.core.directory, account) ? frame.core.directory[account] : undefined;
  return directory?.peers.value.find((peer) => peer.id === id);
};

const memberLines = (frame: Frame, id: UserId, name: string): readonly Line[] => {
  const account = directoryAccount(frame);
  const friend = account && friendOf(frame, account.id, id);
  if (friend !== undefined) return peerLines(frame, { ...friend, name });
  const relation = selfOf(frame)?.id === id ? words.selfRelation : words.notListedFriend;
  return [
    line(name),
    labelled(words.labels.id, id),
    labelled(words.labels.relation, relation),
    ...admissions(frame, id),
  ];
};

const listings = ({ core }: Frame, id: GroupId): readonly Line[] => {
  const found = core.config.accounts.flatMap((account) => {
    const entry = entryOfGroup(core, account, id);
    if (entry === undefined) return [];
    return [
      entry.answersNobody === true
        ? words.groupMute(account.id)
        : entry.isIdle
          ? words.groupIdle(account.id, account.groupPolicy.value)
          : words.groupListed(account.id, entry.isAllowed),
    ];
  });
  if (found.length === 0) return [line(words.groupNotListed)];
  return found.map((text, index) => labelled(index === 0 ? words.labels.listed : '', text));
};

const groupLines = (frame: Frame, { id, name, memberCount }: Group): readonly Line[] => [
  line(name),
  labelled(words.labels.id, id),
  ...(memberCount === undefined ? [] : [labelled(words.labels.members, String(memberCount))]),
  ...listings(frame, id),
];

const directoryDetails = (frame: Frame): Details | undefined => {
  const row = selectedRow(frame);
  switch (row?.type) {
    case undefined:
      return undefined;
    case 'peer':
      return {
        title: words.personTitle,
        lines: peerLines(frame, row.peer),
        actions: ['compose.open', 'directory.allow', 'copy.main'],
      };
    case 'group':
      return {
        title: words.groupTitle,
        lines: groupLines(frame, row.group),
        actions: ['compose.open', 'directory.members', 'directory.allow', 'copy.main'],
      };
    case 'member':
      return {
        title: words.personTitle,
        lines: memberLines(frame, row.member.id, row.member.name),
        actions: ['compose.open', 'directory.allow', 'copy.main'],
      };
  }
};

const item = (label: string, text: string | undefined): readonly CopyItem[] =>
  text === undefined ? [] : [{ label, text }];

/** The id first. */
const directoryCopyItems = (frame: Frame): readonly CopyItem[] => {
  const row = selectedRow(frame);
  const { labels } = words;
  switch (row?.type) {
    case undefined:
      return [];
    case 'peer':
      return [
        ...item(labels.id, row.id),
        ...item(labels.name, row.peer.name),
        ...item(labels.phone, row.peer.phone),
        ...item(labels.username, row.peer.username),
      ];
    case 'group':
      return [...item(labels.id, row.id), ...item(labels.name, row.group.name)];
    case 'member':
      return [...item(labels.id, row.id), ...item(labels.name, row.member.name)];
  }
};

const DirectoryView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const view = viewOf(frame);
  const list = directoryList(frame);
  const { width, height } = frame.layout.main;
  const look = { cells: width - 2, query: queryOf(frame), selfId: selfOf(frame)?.id, signs };
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Rows
        lines={[selfLine(frame, signs), findLine(frame), paneLine(frame, view, signs)]}
        width={width}
        height={headRows}
      />
      <List
        ids={list.ids}
        list={listState(frame.ui, list.name)}
        width={width}
        height={list.height}
        lineOf={(_, index) => {
          const row = view.rows[index];
          return row === undefined ? [] : directoryLine(row, look);
        }}
        empty={emptyLines(frame, view, signs)}
        hasFocus={frame.ui.focus !== 'directory'}
      />
    </Box>
  );
};

export const directoryScreen: ScreenModule = {
  name: 'directory',
  View: DirectoryView,
  list: directoryList,
  details: directoryDetails,
  statusLine: (frame) => line({ text: statusText(frame, viewOf(frame)), tone: 'muted' }),
  copyItems: directoryCopyItems,
};
