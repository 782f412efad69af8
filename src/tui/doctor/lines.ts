// The checklist as rows of the screen: a sentence, and below it what to do, wrapped so that nothing of it is cut; what else is to be known
// comes after it.
import {
  type ChecklistRemedy,
  type ChecklistRow,
  checklist,
  type Finding,
  furtherFindings,
  hintsInOne,
  sentences,
} from '../../core/faces.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import type { TallRow } from '../dialogs/list-dialog.tsx';
import { type BindingId, keyOf } from '../keys/bindings.ts';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line, type Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';

// What Enter does on a line of the checklist, and how that is said.

const enter = keyOf('checklist.run');
const { screens } = frameSentences;

interface RowAction {
  readonly binding: BindingId;
  /** What follows the name of the key. */
  readonly says: string;
}

const changesConfig = 'switches it on; the change of the config is shown first.';

const rowActions: Readonly<Record<Exclude<ChecklistRemedy['action'], 'switch-on'>, RowAction>> = {
  'ask-again': { binding: 'app.refresh', says: 'asks again.' },
  'install-zca': { binding: 'zca.get', says: 'says how to get it.' },
  'give-gateway-zca': { binding: 'zca.install', says: 'puts ours there; you see what is written first.' },
  'install-plugin': {
    binding: 'openclaw.install-plugin',
    says: 'installs it, from the registry or a local folder.',
  },
  'enable-plugin': { binding: 'openclaw.enable-plugin', says: 'enables it.' },
  'create-config': { binding: 'access.channel', says: 'creates one with the channel enabled.' },
  'see-findings': {
    binding: 'screen.access',
    says: `opens ${screens.access}, which names the file and the line.`,
  },
  'log-in': { binding: 'screen.login', says: `opens ${screens.login}: scan the code with your phone.` },
  'start-gateway': {
    binding: 'openclaw.start-gateway',
    says: 'starts its service; you see the command first.',
  },
  'see-gateway': {
    binding: 'openclaw.gateway',
    says: 'offers to restart it, stop it, or see its status and its log.',
  },
  'gateway-status': { binding: 'openclaw.gateway-status', says: 'asks for its status.' },
  'see-account': { binding: 'screen.status', says: `opens ${screens.status}.` },
  'see-listener': { binding: 'screen.feed', says: `opens ${screens.feed}.` },
  'start-listener': {
    binding: 'screen.feed',
    says: `opens ${screens.feed}, where ${keyOf('feed.listener')} starts it.`,
  },
};

const rowActionOf = (remedy: ChecklistRemedy): RowAction => {
  if (remedy.action !== 'switch-on') return rowActions[remedy.action];
  return { binding: remedy.what === 'plugin' ? 'access.plugin' : 'access.channel', says: changesConfig };
};

/** What Enter runs on the line. */
export const bindingOfRow = ({ remedy }: ChecklistRow): BindingId | undefined =>
  remedy && rowActionOf(remedy).binding;

/** What is to be done about a line that needs the operator; undefined for others, and where nobody knows. */
export const rowFix = ({ state, fix, remedy }: ChecklistRow): string | undefined => {
  if (state !== 'needs-you') return undefined;
  return hintText(hintsInOne(fix, remedy && `${enter} ${rowActionOf(remedy).says}`));
};

export type { ChecklistRow };

/** The checklist, in the order in which things must be done. */
export const checklistRows = ({ core }: Frame): readonly ChecklistRow[] => checklist(core);

/** A step or a finding: Enter acts on its `row`, or fixes its `finding`. */
export interface ChecklistLine extends TallRow {
  readonly row?: ChecklistRow;
  readonly finding?: Finding;
}

const signOf = ({ state }: ChecklistRow, signs: Signs): Span => {
  switch (state) {
    case 'done':
      return { text: `${signs.done} `, tone: 'good' };
    case 'needs-you':
      return { text: `${signs.attention} `, tone: 'warn' };
    case 'not-yet':
      return { text: `${signs.bullet} `, tone: 'muted' };
  }
};

/** A sentence behind its sign, its fix below. */
const paragraph = (
  sign: Span,
  sentence: string,
  isBold: boolean,
  fix: string | undefined,
  cells: number,
): readonly Line[] => [
  ...wrapCells(sentence, Math.max(1, cells - 2)).map(
    (text, index): Line => line(index === 0 ? sign : '  ', { text, isBold }),
  ),
  ...(fix === undefined
    ? []
    : wrapCells(fix, Math.max(1, cells - 4)).map((text): Line => line('    ', text))),
];

/** A step that is done needs no fix, and one that comes later not yet. */
const stepRow = (row: ChecklistRow, cells: number, signs: Signs): ChecklistLine => {
  const needsYou = row.state === 'needs-you';
  return {
    id: row.id,
    row,
    lines: paragraph(signOf(row, signs), row.sentence, needsYou, rowFix(row), cells),
  };
};

const findingSign = ({ severity }: Finding, signs: Signs): Span =>
  severity === 'note'
    ? { text: `${signs.bullet} `, tone: 'muted' }
    : { text: `${signs.attention} `, tone: severity === 'problem' ? 'bad' : 'warn' };

/** A finding is the same one as long as it says the same, wherever it stands in the list by now: Enter must never act on another. */
const findingRow = (finding: Finding, cells: number, signs: Signs): ChecklistLine => ({
  id: `finding/${finding.code}/${finding.accountId ?? ''}/${finding.sentence}`,
  finding,
  lines: paragraph(
    findingSign(finding, signs),
    finding.sentence,
    finding.severity === 'problem',
    hintText(finding.fix),
    cells,
  ),
});

/** All rows in a width of `cells`. */
export const checklistLines = (frame: Frame, cells: number, signs: Signs): readonly ChecklistLine[] => [
  ...checklistRows(frame).map((row) => stepRow(row, cells, signs)),
  ...furtherFindings(frame.core).map(
    (finding, index): ChecklistLine => ({
      ...findingRow(finding, cells, signs),
      ...(index === 0 ? { above: [[], line(bold(sentences.checklist.alsoKnown))] } : {}),
    }),
  ),
];
