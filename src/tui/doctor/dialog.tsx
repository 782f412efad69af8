// The first-run checklist: what is shown here is what `zalouser-tui doctor` prints.
import type { ReactElement } from 'react';
import { type Finding, furtherFindings } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { bodyRect, type Dialog, type Opened } from '../dialogs/dialog.ts';
import { TallDialog, tallList } from '../dialogs/list-dialog.tsx';
import { plainSigns } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { type ChecklistRow, checklistLines, checklistRows, rowFix } from './lines.ts';

const ChecklistView = (at: Opened<'checklist'>): ReactElement => {
  const { signs } = useTheme();
  return (
    <TallDialog
      at={at}
      name="checklist"
      title={frameSentences.checklistTitle}
      rows={checklistLines(at.frame, at.room.width - 2, signs)}
      empty={frameSentences.nothingFound}
    />
  );
};

/** A step in words: `done: zca found: …`. */
const stepText = (row: ChecklistRow): string =>
  `${plainSentences.checklistState[row.state]}: ${sentenceAndHint({ sentence: row.sentence, hint: rowFix(row) })}`;

/** What else is to be known: `problem: … Do this.` */
const findingText = ({ severity, sentence, fix }: Finding): string =>
  `${severity}: ${sentenceAndHint({ sentence, hint: fix })}`;

const speechFocus = ({ frame, room }: Opened<'checklist'>, id: string | undefined): string => {
  const line = checklistLines(frame, room.width - 2, plainSigns).find((one) => one.id === id);
  if (line?.finding !== undefined) return findingText(line.finding);
  return line?.row === undefined ? '' : stepText(line.row);
};

const changes = (
  { frame: before }: Opened<'checklist'>,
  { frame: after }: Opened<'checklist'>,
): readonly string[] => {
  if (before.core === after.core) return [];
  const known = new Set(checklistRows(before).map(stepText));
  return checklistRows(after)
    .map(stepText)
    .filter((text) => !known.has(text));
};

/** The first-run checklist. */
export const checklistDialog: Dialog<'checklist'> = {
  places: () => ['checklist', 'overlay', 'list'],
  rect: bodyRect,
  list: ({ frame, room: { width, height } }) => ({
    name: 'checklist',
    ...tallList(checklistLines(frame, width - 2, unicodeSigns)),
    height,
  }),
  View: ChecklistView,
  speech: {
    title: () => frameSentences.checklistTitle,
    lines: ({ frame }) => [
      ...checklistRows(frame).map(stepText),
      ...furtherFindings(frame.core).map(findingText),
    ],
    focus: speechFocus,
    changes,
  },
};
