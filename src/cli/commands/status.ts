// `zalouser-tui status`: how every account does, and what is to be known about the set-up.
import {
  type AccountCondition,
  type AccountRow,
  accountRows,
  type ConsoleState,
  type ConsoleStore,
  type Finding,
  findings,
  isInScope,
  type Mark,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { columns } from './columns.ts';
import type { Answer, OneShot } from './one-shot.ts';

const words = sentences.cli.oneShot;

/** An account as `status --json` prints it. What is not known is null, never absent. */
export interface AccountReport {
  readonly id: string;
  /** Who it is on Zalo. */
  readonly name: string | null;
  readonly mark: Mark;
  /** As the Status screen has it; `logged-in` where that would say that no listener runs, for no command starts one. */
  readonly condition: Exclude<AccountCondition, 'stopped'> | 'logged-in';
  /** The operator must do something before it works. */
  readonly needsAttention: boolean;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  /** Of zca. */
  readonly profile: string;
  /** Null while no config could be read. */
  readonly dmPolicy: string | null;
  readonly groupPolicy: string | null;
  readonly problem: string | null;
  readonly nextStep: string | null;
}

/** A finding as `status --json` prints it. */
export interface FindingReport {
  /** Stable; docs/troubleshooting.md lists them. */
  readonly code: string;
  readonly severity: Finding['severity'];
  /** Null: about all of them. */
  readonly account: string | null;
  readonly sentence: string;
  readonly cure: string | null;
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
}

/** What `status --json` prints. Keys may be added, none is renamed or left out. */
export interface StatusReport {
  /** Those that need the operator first, disabled ones last. */
  readonly accounts: readonly AccountReport[];
  /** Problems first. */
  readonly findings: readonly FindingReport[];
  /** `unread` only if the time was up before. */
  readonly config: { readonly path: string; readonly status: ConsoleState['config']['status']; readonly generation: '226' | '96' };
}

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

const findingReport = ({ code, severity, accountId, sentence, cure, place }: Finding): FindingReport => ({
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

const findingLine = ({ severity, sentence, cure, file, line }: FindingReport): string =>
  sanitizeLine(words.finding(severity, sentence, cure, file, line), 1_000);

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
const doubtsSettled = (store: ConsoleStore): Promise<void> =>
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

/** `zalouser-tui status`. */
export const status: OneShot = {
  learn: async ({ start, store, actions }, scope) => {
    await start();
    await actions.refreshAll();
    // Some findings are about names; the lists are on their way already, and without them the report would depend on who is faster.
    const { config, facts } = store.getState();
    const known = config.accounts.filter(({ id }) => isInScope(scope, id) && facts[id]?.session.status === 'logged-in');
    await Promise.all([doubtsSettled(store), ...known.map(async ({ id }) => actions.loadPeers(id))]);
  },
  answer: (state, scope): Answer => {
    const json = statusReport(state, scope);
    return { json, lines: statusLines(json) };
  },
};
