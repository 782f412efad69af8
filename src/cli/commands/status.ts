// `zalouser-tui status`: how every account does, and what is to be known about the set-up.

import {
  type AccountRow,
  accountRows,
  askedAtMs,
  type Console,
  type ConsoleState,
  type ConsoleStore,
  checklist,
  type Finding,
  findings,
  gatewayPid,
  isGatewayHidden,
  isInScope,
  isKnown,
  reportedAnswerOf,
  type Scope,
  sentences,
} from '../../core/faces.ts';
import { hintsInOne } from '../../core/shared/remedy.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { reportAnswer } from '../../tui/status/gateway-vs-observed.ts';
import { hintText } from '../remedies.ts';
import { errorReportOrNull, iso, wordsOf } from '../reports/parts.ts';
import type { AccountReport, FindingReport, GatewayReport, StatusReport } from '../reports/status.ts';
import { cliSentences } from '../words.ts';
import { type Answer, columns, type QueryCommand } from './command.ts';

// The gateway in the report of `status`: what it is seen to do beside what it says of itself.

const gatewayWords = cliSentences.oneShot.gateway;

const timeOrNull = (atMs: number | undefined): string | null => (atMs === undefined ? null : iso(atMs));

/** Nobody was asked, or nobody has answered: nothing is known. */
const wasAsked = ({ gatewayReport }: ConsoleState): boolean =>
  isKnown(gatewayReport) ||
  (gatewayReport.status === 'failed' && gatewayReport.error?.code !== 'gateway-down');

const connectionOf = ({ connection, configForce }: ConsoleState): GatewayReport['connection'] => {
  if (connection.status === 'off') return null;
  const isOpen = connection.status === 'open';
  const error =
    connection.status === 'refused'
      ? connection.error
      : connection.status === 'retrying'
        ? connection.cause
        : undefined;
  return {
    status: connection.status,
    url: connection.url ?? null,
    version: (isOpen ? connection.version : undefined) ?? null,
    protocol: isOpen ? connection.protocol : null,
    since: isOpen ? iso(connection.sinceMs) : null,
    configInForce: configForce.status === 'unknown' ? null : configForce.status === 'in-force',
    error: errorReportOrNull(error),
  };
};

/** What is known of the gateway; in words as `doctor` has it. */
const gatewayStatus = (state: ConsoleState): GatewayReport => {
  const { gateway, gatewayReport } = state;
  const row = checklist(state).find(({ id }) => id === 'gateway');
  const needsYou = row?.state === 'needs-you';
  return {
    status: gateway.status,
    port: gateway.status === 'unknown' ? null : gateway.port,
    // A process that was seen before the port fell silent may have gone.
    pid: (gateway.status === 'down' && !isGatewayHidden(state) ? undefined : gatewayPid(state)) ?? null,
    needsYou,
    sentence: row?.sentence ?? '',
    cure: needsYou ? (hintText(hintsInOne(row.fix, row.remedy)) ?? null) : null,
    askedAt: wasAsked(state) ? timeOrNull(askedAtMs(gatewayReport)) : null,
    error: wasAsked(state) ? errorReportOrNull(gatewayReport.error) : null,
    connection: connectionOf(state),
  };
};

const reportOf = (state: ConsoleState, { id }: AccountRow): AccountReport['gatewaySays'] => {
  const answer = reportedAnswerOf(state, id);
  if (answer.status !== 'reported') return null;
  const { reported } = answer;
  return {
    running: reported.isRunning ?? null,
    linked: reported.isLinked ?? null,
    id: reported.userId ?? null,
    name: reported.displayName ?? null,
    lastInboundAt: timeOrNull(reported.lastInboundAtMs),
    lastOutboundAt: timeOrNull(reported.lastOutboundAtMs),
    dmPolicy: reported.dmPolicy ?? null,
    error: reported.lastError ?? null,
  };
};

const listenersOf = ({ listening }: ConsoleState, row: AccountRow): AccountReport['listeners'] =>
  listening.status === 'seen'
    ? row.listening.processes.map(({ pid, owner }) => ({
        pid,
        owner: owner.type,
        ownerPid: 'pid' in owner ? owner.pid : null,
      }))
    : null;

const gatewayVsObserved = (
  state: ConsoleState,
  row: AccountRow,
): Pick<AccountReport, 'checkedAt' | 'gatewaySays' | 'listeners'> => ({
  checkedAt: 'checkedAtMs' in row.facts.session ? iso(row.facts.session.checkedAtMs) : null,
  gatewaySays: reportOf(state, row),
  listeners: listenersOf(state, row),
});

const whoListens = ({ listening }: ConsoleState, row: AccountRow): string => {
  if (listening.status !== 'seen')
    return sentences.listening[listening.status === 'hidden' ? 'hidden' : 'unseen'];
  return sentences.listening.whoListens(row.listening.processes);
};

const gatewayAnswer = (state: ConsoleState, row: AccountRow, nowMs: number): string => {
  const detail = state.gatewayReport.status === 'failed' ? wordsOf(state.gatewayReport.error?.detail) : null;
  return [
    reportAnswer(state, row, nowMs),
    ...(detail === null ? [] : [cliSentences.oneShot.itSaid(detail)]),
  ].join(' ');
};

/** The same for people: two lines an account, of those that are meant to run. */
const gatewayVsObservedRows = (
  state: ConsoleState,
  rows: readonly AccountRow[],
  scope: Scope,
  nowMs: number,
): readonly (readonly string[])[] =>
  rows
    .filter(({ id, account }) => isInScope(scope, id) && account.enabled.value)
    .flatMap((row) => [
      ...(wasAsked(state) ? [[row.id, gatewayWords.says(gatewayAnswer(state, row, nowMs))]] : []),
      [row.id, gatewayWords.listens(whoListens(state, row))],
    ]);

const words = cliSentences.oneShot;

type Standing = Pick<
  AccountReport,
  'mark' | 'condition' | 'needsAttention' | 'problem' | 'detail' | 'nextStep'
>;

/** What happened, what the program said of it, what to do: as people read it. */
export const withDetail = (sentence: string | null, detail: string | null, cure: string | null): string =>
  [sentence, detail === null ? null : words.itSaid(detail), cure]
    .filter((part) => part !== null && part !== '')
    .join(' ');

const nextStepOf = ({ zca }: ConsoleState, { id, nextStep, problem }: AccountRow): string | null => {
  if (nextStep === undefined) return null;
  // What failed knows better what to do than to try it again.
  if (nextStep.action === 'probe' && problem !== undefined)
    return hintText(problem.hint) ?? words.nextSteps.probe(id);
  if (nextStep.action === 'install-zca' && zca.status === 'missing')
    return hintText(zca.error.hint) ?? words.nextSteps['install-zca'](id);
  return words.nextSteps[nextStep.action](id);
};

/** No command of these listens: an account that is logged in is as it should be, as long as there is a gateway to answer on it. */
const standingOf = (state: ConsoleState, row: AccountRow, gateway: GatewayReport): Standing => {
  const { condition, mark, needsAttention, problem } = row;
  const detail = problem?.detail ?? row.detail;
  const isUnanswered =
    condition === 'no-gateway' || (gateway.status === 'down' && gateway.needsYou && gateway.pid === null);
  if (condition !== 'stopped' && condition !== 'no-gateway')
    return {
      mark,
      condition,
      needsAttention,
      problem: problem?.sentence ?? null,
      detail: wordsOf(detail),
      nextStep: nextStepOf(state, row),
    };
  if (!isUnanswered)
    return {
      mark: 'ok',
      condition: 'logged-in',
      needsAttention: false,
      problem: null,
      detail: null,
      nextStep: null,
    };
  return {
    mark: 'needs-you',
    condition: 'no-gateway',
    needsAttention: true,
    problem: gateway.sentence,
    detail: null,
    nextStep: gateway.cure,
  };
};

/** An account with a problem is not well, however it does otherwise. */
const withFindings = (standing: Standing, { findings: found }: AccountRow): Standing => {
  if (!found.some(({ severity }) => severity === 'problem')) return standing;
  const isCalm = standing.mark === 'ok' || standing.mark === 'busy';
  return { ...standing, needsAttention: true, mark: isCalm ? 'needs-you' : standing.mark };
};

const accountReport = (state: ConsoleState, row: AccountRow, gateway: GatewayReport): AccountReport => {
  const { account } = row;
  const { mark, condition, needsAttention, problem, detail, nextStep } = withFindings(
    standingOf(state, row, gateway),
    row,
  );
  return {
    id: row.id,
    name: row.name ?? null,
    mark,
    condition,
    needsAttention,
    enabled: account.enabled.value,
    isDefault: account.isDefault,
    profile: account.profile.value,
    dmPolicy: row.isPolicyKnown ? account.dmPolicy.value : null,
    groupPolicy: row.isPolicyKnown ? account.groupPolicy.value : null,
    problem,
    detail,
    nextStep,
    ...gatewayVsObserved(state, row),
  };
};

/** What to do about it outside of the console: where a key runs something there, what it runs. */
const fixOf = ({ fix, fixTask }: Finding): string | null => {
  const toDo = hintText(fix);
  if (fixTask === undefined) return toDo ?? null;
  return words.withCommand(toDo ?? '', words.taskCommands[fixTask.type]).trim();
};

export const findingReport = (finding: Finding): FindingReport => {
  const { code, severity, accountId, sentence, detail, place } = finding;
  return {
    code,
    severity,
    account: accountId ?? null,
    sentence,
    cure: fixOf(finding),
    detail: wordsOf(detail),
    file: place?.file ?? null,
    line: place?.line ?? null,
  };
};

const openclawReport = ({ config: { release } }: ConsoleState): StatusReport['openclaw'] => ({
  version: release.version ?? null,
  toldBy: release.by,
  isNewerThanKnown: release.isNewerThanKnown,
  drivesZca: release.capabilities.drivesZca,
  pairingStore: release.capabilities.pairingStore,
});

/** The report on accounts and set-up; with an account, on that one and on what concerns all. */
export const statusReport = (state: ConsoleState, scope: Scope): StatusReport => {
  const gateway = gatewayStatus(state);
  return {
    accounts: accountRows(state)
      .filter(({ id }) => isInScope(scope, id))
      .map((row) => accountReport(state, row, gateway))
      .toSorted((a, b) => Number(b.needsAttention) - Number(a.needsAttention)),
    gateway,
    findings: findings(state)
      .filter(({ accountId }) => accountId === undefined || isInScope(scope, accountId))
      .map(findingReport),
    config: { path: state.config.path, status: state.config.status },
    openclaw: openclawReport(state),
  };
};

const accountLine = (account: AccountReport): readonly string[] => [
  words.marks[account.mark],
  account.id,
  account.name ?? words.noName,
  words.conditions[account.condition],
  words.profile(account.profile),
  words.policies(account.dmPolicy, account.groupPolicy),
  // What is so for all of them is said once, of the gateway.
  account.condition === 'no-gateway' ? '' : withDetail(account.problem, account.detail, account.nextStep),
];

export const findingLine = ({ severity, sentence, cure, detail, file, line }: FindingReport): string => {
  // A file that the words name already is not named again.
  const isNamed = file !== null && line === null && `${sentence} ${cure ?? ''}`.includes(file);
  return sanitizeLine(
    words.finding(severity, withDetail(sentence, detail, null), cure, isNamed ? null : file, line),
    2_000,
  );
};

const gatewayLine = ({ needsYou, sentence, cure }: GatewayReport): string =>
  sanitizeLine(
    [needsYou ? words.gateway.needsYou : words.gateway.label, sentence, cure ?? ''].join(' ').trim(),
    1_000,
  );

/**
 * The report for people: a line an account, the gateway and who listens, the findings below, the config last.
 * @param truth what the gateway says of each account, and what is seen: rows of {@link gatewayVsObservedRows}
 */
export const statusLines = (
  { accounts, gateway, findings: found, config }: StatusReport,
  truth: readonly (readonly string[])[] = [],
): readonly string[] => [
  ...columns(accounts.map(accountLine)),
  '',
  gatewayLine(gateway),
  ...columns(truth),
  ...(found.length === 0 ? [] : ['', ...found.map(findingLine)]),
  '',
  sanitizeLine(words.config[config.status](config.path), 1_000),
];

/** So long (ms) an anomaly of the gateway is waited for; a gateway that has just been started takes longer to be sure of. */
const anomalyPatienceMs = 12_000;

/** A gateway that does not listen at the moment may be restarting its listener: what is said of it must have lasted. */
export const anomaliesConfirmed = (store: ConsoleStore): Promise<void> =>
  new Promise((resolve) => {
    const isOpen = ({ listening: { anomalies, scannedAtMs = 0 } }: ConsoleState): boolean =>
      Object.values(anomalies).some(
        ({ isConfirmed, confirmedAtMs }) => !isConfirmed && confirmedAtMs - scannedAtMs <= anomalyPatienceMs,
      );
    if (!isOpen(store.getState())) return resolve();
    const end = store.subscribe((state) => {
      if (isOpen(state)) return;
      end();
      resolve();
    });
  });

/** Some findings are about names; the lists are on their way already, and without them the report would depend on who is faster. */
export const loadNames = async ({ store, directory }: Console, scope: Scope): Promise<void> => {
  const { config, facts } = store.getState();
  const known = config.accounts.filter(
    ({ id }) => isInScope(scope, id) && facts[id]?.session.status === 'logged-in',
  );
  await Promise.all(known.map(async ({ id }) => directory.loadPeers(id)));
};

/** `zalouser-tui status`. */
export const status: QueryCommand = {
  type: 'query',
  notesConfig: true,
  learn: async (console, { scope }) => {
    await console.start();
    await console.examine({ isQuick: true });
    await Promise.all([anomaliesConfirmed(console.store), loadNames(console, scope)]);
  },
  answer: (state, { scope }, nowMs): Answer => {
    const json = statusReport(state, scope);
    return { json, lines: statusLines(json, gatewayVsObservedRows(state, accountRows(state), scope, nowMs)) };
  },
};
