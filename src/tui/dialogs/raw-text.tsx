// A text as it is: wrapped, nothing cut, so that it can be selected with the mouse.
import type { ReactElement } from 'react';
import { frameSentences } from '../app/words.ts';
import { oneLine } from '../plain/plain-text.ts';
import { wrapCells } from '../text/cells.ts';
import { bodyRect, type Dialog, type Opened } from './dialog.ts';
import { ListDialog, placeIds } from './list-dialog.tsx';

const rawLines = ({ overlay, room }: Pick<Opened<'raw-text'>, 'overlay' | 'room'>): readonly string[] =>
  wrapCells(overlay.text, room.width);

const RawTextView = (at: Opened<'raw-text'>): ReactElement => {
  const lines = rawLines(at);
  return (
    <ListDialog
      at={at}
      name="raw-text"
      title={at.overlay.title}
      ids={placeIds(lines.length)}
      lineOf={(id) => [{ text: lines[Number(id)] ?? '' }]}
      empty={frameSentences.nothingFound}
      hasSelection={false}
    />
  );
};

/** A text to be read whole. */
export const rawTextDialog: Dialog<'raw-text'> = {
  places: () => ['raw-text', 'overlay', 'list'],
  rect: bodyRect,
  list: (at) => ({ name: 'raw-text', ids: placeIds(rawLines(at).length), height: at.room.height }),
  View: RawTextView,
  speech: {
    title: ({ overlay }) => oneLine(overlay.title),
    lines: ({ overlay }) =>
      overlay.text
        .split('\n')
        .map(oneLine)
        .filter((text) => text !== ''),
    focus: (at, id) => rawLines(at)[Number(id)] ?? '',
  },
};
