// The Status screen as data: which rows, in which order, and what is known of the selected account.

import {
  type AccountRow,
  accountRows,
  type ConsoleState,
  closableFiles,
  conditionWords,
  type Finding,
  findings,
  isGatewayListening,
  outcomeCounts,
  type Setting,
  sentences,
} from '../../core/faces.ts';
import { type Details, type Frame, listState, type ScreenList } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { inKeptOrder, selectedIndexIn } from '../layout/window-for.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { ageText, fullTime } from '../text/times.ts';
import { connectionLine, reportLine, seenLine } from './gateway-vs-observed.ts';
import { statusScreenSentences } from './words.ts';

const words = statusScreenSentences;

/** The accounts in scope, what needs attention first; in the order they had once the operator moves among them. */
export const statusRows = ({ core, ui }: Frame): readonly AccountRow[] => {
  const rows = ui.scope === 'all' ? accountRows(core) : accountRows(core).filter(({ id }) => id === ui.scope);
  return inKeptOrder(rows, ({ id }) => id, ui.lists.status?.order);
};

/** The list of accounts: each takes one row. */
export const statusList = (frame: Frame): ScreenList => ({
  name: 'status',
  ids: statusRows(frame).map(({ id }) => id),
  height: frame.layout.main.height,
  top: frame.layout.main.top,
  keepsOrder: true,
});

export const selectedAccount = (frame: Frame): AccountRow | undefined => {
  const rows = statusRows(frame);
  return rows[
    selectedIndexIn(
      rows.map(({ id }) => id),
      listState(frame.ui, 'status'),
    )
  ];
};

const labelled = (label: string, text: string, cells = 16): Line =>
  line({ text: label.padEnd(cells), tone: 'muted' }, text);

const setting = (label: string, { value, source }: Setting<string>): Line =>
  labelled(label, words.setBy(value, words.from[source]));

const sessionText = ({ facts }: AccountRow, nowMs: number): string => {
  const { session } = facts;
  if (!('checkedAtMs' in session))
    return sentences.status.state[session.status === 'checking' ? 'checking' : 'not-checked'];
  return frameSentences.ago(ageText(nowMs - session.checkedAtMs));
};

/** Since when the listener is as it is (nobody knows for one that was never started), and why. */
const listenerText = (listener: AccountRow['facts']['listener'], nowMs: number): string => {
  const { status, sinceMs } = listener;
  if (status === 'retrying') {
    return words.retrying(
      sentences.status.retryingIn(listener.nextAttemptAtMs - nowMs),
      listener.attempt,
      listener.cause,
    );
  }
  const since =
    sinceMs === 0
      ? words.listenerWords[status]
      : words.listenerSince(words.listenerWords[status], ageText(nowMs - sinceMs));
  return status === 'reconnecting' && listener.closeCode !== undefined
    ? words.closedWith(since, listener.closeCode)
    : since;
};

/** How many listen on the account, and whose children they are. */
const whoListens = (core: ConsoleState, { account, listening }: AccountRow): readonly Line[] => {
  const { status, gateways } = core.listening;
  if (status !== 'seen')
    return [
      labelled(
        words.labels.listeners,
        status === 'hidden' ? sentences.listening.hidden : sentences.listening.unseen,
      ),
    ];
  return [
    labelled(words.labels.listeners, sentences.listening.summary(listening.processes)),
    ...listening.processes.map((process) => line(sentences.listening.process(process))),
    ...(gateways.length === 0 && isGatewayListening(core, account)
      ? [line({ text: sentences.listening.gatewayUnseen, tone: 'warn' })]
      : []),
  ];
};

const identity = (row: AccountRow, isByZca: boolean): readonly Line[] => {
  const self = isByZca ? row.facts.self : undefined;
  const id = isByZca ? self?.id : row.reported?.userId;
  return [
    ...(row.name === undefined ? [] : [labelled(words.labels.who, row.name)]),
    ...(id === undefined ? [] : [labelled(words.labels.id, id)]),
    ...(self?.phone === undefined ? [] : [labelled(words.labels.phone, self.phone)]),
  ];
};

const trouble = (row: AccountRow): readonly Line[] => [
  ...(row.nextStep === undefined ? [] : [labelled(words.labels.next, row.nextStep.sentence)]),
  ...(row.problem === undefined
    ? []
    : [
        line({ text: row.problem.sentence, tone: 'bad' }),
        ...(row.problem.hint === undefined ? [] : [line(hintText(row.problem.hint))]),
      ]),
];

/** What is to be known of the account, and of all of them; what the checklist fixes as well. */
const findingsOf = ({ core }: Frame, row: AccountRow): readonly Finding[] => [
  ...row.findings,
  ...findings(core).filter(({ accountId }) => accountId === undefined),
];

const findingTones = { problem: 'bad', warning: 'warn', note: 'muted' } as const;

const findingLines = (found: readonly Finding[]): readonly Line[] =>
  found.length === 0
    ? []
    : [
        [],
        line(bold(words.labels.warnings)),
        ...found.flatMap(({ severity, sentence, fix }) => [
          line({ text: words.found(severity, sentence), tone: findingTones[severity] }),
          ...(fix === undefined ? [] : [line(hintText(fix))]),
        ]),
      ];

/** What became of what was written to it, as far as that is told. */
const answersLine = ({ core, ui }: Frame, { id }: AccountRow): readonly Line[] => {
  const counts = outcomeCounts(core, id, ui.nowMs);
  if (counts === undefined) return [];
  const hasTrouble = counts['agent-failed'] + counts['answer-failed'] + counts.unanswered > 0;
  return [
    line(
      toned(words.labels.answers.padEnd(16), 'muted'),
      hasTrouble ? toned(words.answers(counts), 'bad') : words.answers(counts),
    ),
  ];
};

/** Everything known of the selected account. */
export const statusDetails = (frame: Frame): Details | undefined => {
  const row = selectedAccount(frame);
  if (row === undefined) return undefined;
  const { nowMs } = frame.ui;
  const { account, facts } = row;
  const { listener, counts } = facts;
  const found = findingsOf(frame, row);
  // A gateway that holds the session itself has no listener of zca that counts.
  const isByZca = frame.core.config.release.capabilities.drivesZca;
  const isListenedTo = isByZca || listener.status !== 'stopped';
  return {
    title: words.title(row.id),
    lines: [
      labelled(words.labels.state, conditionWords(row, nowMs)),
      ...trouble(row),
      [],
      ...identity(row, isByZca),
      setting(words.labels.profile, account.profile),
      ...(isByZca ? [labelled(words.labels.session, sessionText(row, nowMs))] : []),
      ...(row.isPolicyKnown
        ? [setting(words.labels.dm, account.dmPolicy), setting(words.labels.groups, account.groupPolicy)]
        : []),
      ...(isListenedTo ? [labelled(words.labels.listener, listenerText(listener, nowMs))] : []),
      ...(isByZca ? whoListens(frame.core, row) : []),
      labelled(words.labels.counts, words.counts(counts)),
      labelled(
        words.labels.last,
        row.lastMessageAtMs === undefined ? words.noMessage : fullTime(row.lastMessageAtMs),
      ),
      ...answersLine(frame, row),
      ...connectionLine(frame.core, nowMs, 16),
      reportLine(frame.core, row, nowMs, 16),
      ...(isByZca ? [seenLine(row, nowMs, 16)] : []),
      ...findingLines(found),
    ],
    actions: [
      'status.login',
      'status.listener',
      'status.cure-gateway',
      'status.end-orphan',
      'status.probe',
      ...(row.findings.some(({ fixTask }) => fixTask?.type === 'restart-gateway')
        ? (['openclaw.restart-gateway'] as const)
        : []),
      ...(closableFiles(frame.core).length === 0 ? [] : (['files.close'] as const)),
      ...(found.length === 0 ? [] : (['app.checklist'] as const)),
      'status.enable',
      'status.make-default',
      'status.log-out',
      'status.remove-account',
      'status.add-account',
      'screen.feed',
      'screen.access',
    ],
  };
};
