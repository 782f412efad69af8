// Directory: who the account knows, found by typing.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { List } from '../components/list.tsx';
import { Rows } from '../components/rows.tsx';
import { line } from '../text/spans.ts';
import { directoryCopyItems, directoryDetails } from './details.ts';
import { emptyLines, findLine, paneLine, selfLine, statusText } from './lines.ts';
import { directoryLine } from './row.ts';
import { directoryList, headRows, queryOf, selfOf, viewOf } from './select.ts';

const DirectoryView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const view = viewOf(frame);
  const list = directoryList(frame);
  const { width, height } = frame.layout.main;
  const look = { cells: width - 2, query: queryOf(frame), selfId: selfOf(frame)?.id, signs };
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Rows lines={[selfLine(frame, signs), findLine(frame), paneLine(frame, view, signs)]} width={width} height={headRows} />
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
