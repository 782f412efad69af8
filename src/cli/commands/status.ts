// `zalouser-tui status`: how every account does, and what is to be known about the set-up.
import {
  type AccountRow,
  accountRows,
  type Console,
  type ConsoleState,
  type ConsoleStore,
  type Finding,
  findings,
  isInScope,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import type { AccountReport, FindingReport, StatusReport } from '../reports/status.ts';
import { columns } from './columns.ts';
import type { Answer, Look } from './command.ts';

const words = sentences.cli.oneShot;

const accountReport = (row: AccountRow): AccountReport => {
  const { account, condition } = row;
  const isFine = condition === 'stopped';
  return {
    id: row.id,
    name: row.name ?? null,
    mark: isFine ? 'ok' : row.mark,
    condition: isFine ? 'logged-in' : condition,
    needsAttention: row.needsAttention,
    enabled: account.enabled.value,
    isDefault: account.isDefault,
    profile: account.profile.value,
    dmPolicy: row.isPolicyKnown ? account.dmPolicy.value : null,
    groupPolicy: row.isPolicyKnown ? account.groupPolicy.value : null,
    problem: row.problem?.sentence ?? null,
    nextStep: isFine ? null : (row.nextStep?.sentence ?? null),
  };
};

/** A finding for programs. */
export const findingReport = ({ code, severity, accountId, sentence, cure, place }: Finding): FindingReport => ({
  code,
  severity,
  account: accountId ?? null,
  sentence,
  cure: cure ?? null,
  file: place?.file ?? null,
  line: place?.line ?? null,
});

/** The report on accounts and set-up; with an account, on that one and on what concerns all. */
export const statusReport = (state: ConsoleState, scope: Scope): StatusReport => ({
  accounts: accountRows(state)
    .filter(({ id }) => isInScope(scope, id))
    .map(accountReport),
  findings: findings(state)
    .filter(({ accountId }) => accountId === undefined || isInScope(scope, accountId))
    .map(findingReport),
  config: { path: state.config.path, status: state.config.status, generation: state.config.generation },
});

const accountLine = (account: AccountReport): readonly string[] => [
  words.marks[account.mark],
  account.id,
  account.name ?? words.noName,
  words.conditions[account.condition],
  words.profile(account.profile),
  words.policies(account.dmPolicy, account.groupPolicy),
  [account.problem, account.nextStep].filter((sentence) => sentence !== null).join(' '),
];

/** A finding for people. */
export const findingLine = ({ severity, sentence, cure, file, line }: FindingReport): string => {
  // A file that the words name already is not named again.
  const isNamed = file !== null && line === null && `${sentence} ${cure ?? ''}`.includes(file);
  return sanitizeLine(words.finding(severity, sentence, cure, isNamed ? null : file, line), 1_000);
};

/** The report for people: a line an account, the findings below, the config last. */
export const statusLines = ({ accounts, findings: found, config }: StatusReport): readonly string[] => [
  ...columns(accounts.map(accountLine)),
  ...(found.length === 0 ? [] : ['', ...found.map(findingLine)]),
  '',
  sanitizeLine(words.config[config.status](config.path), 1_000),
];

/** So long (ms) a doubt about the gateway is waited for; a gateway that has just been started takes longer to be sure of. */
const doubtPatienceMs = 12_000;

/** A gateway that does not listen at the moment may be restarting its listener: what is said of it must have lasted. */
export const doubtsSettled = (store: ConsoleStore): Promise<void> =>
  new Promise((resolve) => {
    const isOpen = ({ listening: { doubts, lookedAtMs = 0 } }: ConsoleState): boolean =>
      Object.values(doubts).some(({ isSettled, settlesAtMs }) => !isSettled && settlesAtMs - lookedAtMs <= doubtPatienceMs);
    if (!isOpen(store.getState())) return resolve();
    const end = store.subscribe((state) => {
      if (isOpen(state)) return;
      end();
      resolve();
    });
  });

/** Some findings are about names; the lists are on their way already, and without them the report would depend on who is faster. */
export const loadNames = async ({ store, actions }: Console, scope: Scope): Promise<void> => {
  const { config, facts } = store.getState();
  const known = config.accounts.filter(({ id }) => isInScope(scope, id) && facts[id]?.session.status === 'logged-in');
  await Promise.all(known.map(async ({ id }) => actions.loadPeers(id)));
};

/** `zalouser-tui status`. */
export const status: Look = {
  type: 'look',
  learn: async (console, { scope }) => {
    await console.start();
    await console.actions.examine({ isQuick: true });
    await Promise.all([doubtsSettled(console.store), loadNames(console, scope)]);
  },
  answer: (state, { scope }): Answer => {
    const json = statusReport(state, scope);
    return { json, lines: statusLines(json) };
  },
};
