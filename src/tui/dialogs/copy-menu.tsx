// What can be copied of the selected row.
import type { ReactElement } from 'react';
import { frameSentences } from '../app/words.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { type Dialog, type Opened, questionRect } from './dialog.ts';
import { ListDialog, placeIds } from './list-dialog.tsx';

const CopyMenuView = (at: Opened<'copy-menu'>): ReactElement => {
  const { items } = at.overlay;
  return (
    <ListDialog
      at={at}
      name="copy-menu"
      title={frameSentences.copyTitle}
      ids={placeIds(items.length)}
      lineOf={(id) => {
        const item = items[Number(id)];
        return [
          { text: item?.label ?? '', isBold: true },
          { text: `  ${item?.text.replaceAll('\n', ' ') ?? ''}` },
        ];
      }}
      wholeOf={(id) => items[Number(id)]?.text.replaceAll('\n', ' ')}
      empty={frameSentences.nothingFound}
    />
  );
};

export const copyMenuDialog: Dialog<'copy-menu'> = {
  places: () => ['copy-menu', 'overlay', 'list'],
  rect: questionRect,
  hasFoot: true,
  list: ({ overlay, room }) => ({
    name: 'copy-menu',
    ids: placeIds(overlay.items.length),
    height: room.height,
  }),
  View: CopyMenuView,
  speech: {
    title: () => frameSentences.copyTitle,
    lines: ({ overlay }) =>
      overlay.items.map(({ label, text }) => plainSentences.field(label, oneLine(text))),
    focus: ({ overlay }, id) => {
      const item = overlay.items[Number(id)];
      return item === undefined
        ? frameSentences.nothingFound
        : plainSentences.field(item.label, oneLine(item.text));
    },
  },
};
