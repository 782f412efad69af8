// The Login screen as data: the accounts, and what the last log-in came to.

import {
  type Account,
  type AccountFacts,
  type AccountId,
  accountRow,
  type ConsoleState,
  isInScope,
  type LoggedIn,
  type LoginState,
  leftToDo,
  sentences,
  sessionOf,
} from '../../core/faces.ts';
import { type Details, type Frame, listState, type ScreenList } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { inKeptOrder, selectedIndexIn } from '../layout/window-for.ts';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

type UnderWay = Extract<LoginState, { status: 'starting' | 'waiting' | 'scanned' | 'handed-over' }>;

/** Is the log-in between its start and its end? Then the whole screen is about it. */
export const isUnderWay = (login: LoginState): login is UnderWay =>
  login.status === 'starting' ||
  login.status === 'waiting' ||
  login.status === 'scanned' ||
  login.status === 'handed-over';

const needsLogin = ({ core }: Frame, id: AccountId): boolean => {
  const condition = accountRow(core, id)?.condition;
  return (
    condition === 'login-needed' ||
    condition === 'session-ended' ||
    sessionOf(core, id).status === 'logged-out'
  );
};

/** The accounts one can log in: those that need it first, else as the config lists them; in the order they had once the operator moves. */
export const loginAccounts = (frame: Frame): readonly Account[] => {
  const { core, ui } = frame;
  const accounts = core.config.accounts.filter(({ id }) => isInScope(ui.scope, id));
  const sorted = accounts.toSorted(
    (a, b) => Number(needsLogin(frame, b.id)) - Number(needsLogin(frame, a.id)),
  );
  return inKeptOrder(sorted, ({ id }) => id, ui.lists.login?.order);
};

/** The account `Enter` logs in. */
export const selectedAccount = (frame: Frame): Account | undefined => {
  const accounts = loginAccounts(frame);
  return accounts[
    selectedIndexIn(
      accounts.map(({ id }) => id),
      listState(frame.ui, 'login'),
    )
  ];
};

/** What is known of an account besides the config. */
export const factsOf = ({ core }: Frame, id: AccountId): AccountFacts | undefined =>
  Object.hasOwn(core.facts, id) ? core.facts[id] : undefined;

/** Who is logged in on an account, if anybody is and a name is known. */
export const loggedInName = (frame: Frame, id: AccountId): string | undefined => {
  const session = sessionOf(frame.core, id);
  if (session.status !== 'logged-in') return undefined;
  return selfOf(frame, id)?.name ?? session.displayName;
};

/** Who zca says it is, where it is zca that is logged in. */
const selfOf = (frame: Frame, id: AccountId) =>
  frame.core.config.release.capabilities.drivesZca ? factsOf(frame, id)?.self : undefined;

interface LoginResult {
  readonly sign: string;
  readonly tone: Tone;
  readonly text: string;
  readonly hints: readonly string[];
}

/** What is to be known after a log-in that worked: what is left to do first. */
export const loggedInHints = (core: ConsoleState, login: LoggedIn): readonly string[] => {
  const { write, needsRestart, hasOwnSessions } = leftToDo(core, login);
  return [
    ...(login.isUnproven === true ? [words.unproven] : []),
    ...(write === undefined ? [] : [write.type === 'add-account' ? words.notListed : words.noSection]),
    ...(needsRestart ? [words.gatewayNext] : []),
    ...(hasOwnSessions ? [words.gatewayOwnSession] : []),
    ...(write === undefined ? [words.loggedInNext] : []),
  ];
};

const resultOf = ({ core }: Frame, signs: Signs): LoginResult | undefined => {
  const { login } = core;
  switch (login.status) {
    case 'logged-in':
      return {
        sign: signs.done,
        tone: 'good',
        text: words.loggedIn(login.accountId, login.displayName),
        hints: loggedInHints(core, login),
      };
    case 'already-linked':
      return {
        sign: signs.done,
        tone: 'good',
        text: words.alreadyLinked(login.accountId, login.displayName),
        hints: [words.alreadyLinkedNext],
      };
    case 'declined':
      return { sign: signs.failed, tone: 'bad', text: words.declined(login.accountId), hints: [words.again] };
    case 'expired':
      return {
        sign: signs.attention,
        tone: 'warn',
        text: words.expired(login.accountId),
        hints: [
          ...(login.through === 'openclaw' ? [words.stalePicture] : []),
          words.again,
          sentences.login.notValid,
        ],
      };
    case 'failed': {
      const { sentence, hint, detail } = login.error;
      // What can be done comes before what was done, and a second try would fail alike.
      const ways =
        login.canHandOver === true
          ? [words.handOver(login.through), words.again]
          : [hintText(hint), words.again];
      const hints = [...ways.slice(0, 1), detail, ...ways.slice(1)].filter((text) => text !== undefined);
      return { sign: signs.failed, tone: 'bad', text: words.failed(sentence), hints };
    }
    case 'cancelled':
      return {
        sign: signs.off,
        tone: 'muted',
        text: words.cancelled(login.accountId),
        hints: [...(login.isLeftOpen === true ? [sentences.login.cancelledLeftOpen] : []), words.again],
      };
    default:
      return undefined;
  }
};

const indented = (text: string, cells: number): readonly Line[] =>
  wrapCells(text, Math.max(1, cells - 2)).map((part) => line('  ', part));

/** What the last log-in came to, for the zoomed code: there the key for a new one is a key further away. */
export const endedLines = (frame: Frame, signs: Signs, cells: number): readonly Line[] | undefined => {
  const result = resultOf(frame, signs);
  if (result === undefined) return undefined;
  const isIneffective = result.hints.includes(words.again);
  const hints = result.hints.filter((hint) => hint !== words.again);
  return resultLines({ ...result, hints: isIneffective ? [...hints, words.zoomAgain] : hints }, cells);
};

const resultLines = ({ sign, tone, text, hints }: LoginResult, cells: number): readonly Line[] => [
  ...wrapCells(text, Math.max(1, cells - 2)).map((part, index) =>
    line(bold(index === 0 ? `${sign} ` : '  ', tone), bold(part, tone)),
  ),
  ...hints.flatMap((hint) => indented(hint, cells)),
  [],
];

/** The lines above the accounts: what the last log-in came to, or what one can do here. Signs are a cell each, so any will do for counting. */
export const headLines = (frame: Frame, signs: Signs = unicodeSigns): readonly Line[] => {
  const cells = frame.layout.main.width;
  const result = resultOf(frame, signs);
  const { zca } = frame.core;
  // A gateway with sessions of its own needs none.
  const { drivesZca } = frame.core.config.release.capabilities;
  const missing = drivesZca && zca.status === 'missing' ? zca.error : undefined;
  const toDo = hintText(missing?.hint);
  // Without zca there is nothing that could begin, or try again.
  const trouble: LoginResult | undefined = missing && {
    sign: signs.failed,
    tone: 'bad',
    text: missing.sentence,
    hints: toDo === undefined ? [] : [toDo],
  };
  if (result !== undefined)
    return [
      ...resultLines(
        missing === undefined
          ? result
          : { ...result, hints: result.hints.filter((hint) => hint !== words.again) },
        cells,
      ),
      ...(trouble === undefined ? [] : resultLines(trouble, cells)),
    ];
  if (trouble !== undefined) return resultLines(trouble, cells);
  const accounts = loginAccounts(frame);
  const [only] = accounts;
  if (only === undefined) return [];
  return [
    ...wrapCells(accounts.length === 1 ? words.one(only.id) : words.choose, Math.max(1, cells)).map((text) =>
      line(text),
    ),
    [],
  ];
};

/** The list of accounts; none while the screen belongs to a log-in under way. */
export const loginList = (frame: Frame): ScreenList | undefined => {
  if (isUnderWay(frame.core.login)) return undefined;
  const { main } = frame.layout;
  const above = Math.min(headLines(frame).length, main.height - 1);
  const ids = loginAccounts(frame).map(({ id }) => id);
  return { name: 'login', ids, height: main.height - above, top: main.top + above, keepsOrder: true };
};

const labelled = (label: string, text: string): Line => line({ text: label.padEnd(10), tone: 'muted' }, text);

const accountLines = (frame: Frame, account: Account): readonly Line[] => {
  const session = sessionOf(frame.core, account.id);
  const self = selfOf(frame, account.id);
  const userId = self?.id ?? (session.status === 'logged-in' ? session.userId : undefined);
  const name = loggedInName(frame, account.id);
  const { labels } = words;
  return [
    labelled(labels.profile, account.profile.value),
    labelled(labels.session, words.session[session.status]),
    ...('checkedAtMs' in session
      ? [labelled(labels.checked, frameSentences.ago(ageText(frame.ui.nowMs - session.checkedAtMs)))]
      : []),
    ...(userId === undefined ? [] : [labelled(labels.id, userId)]),
    ...(self?.phone === undefined ? [] : [labelled(labels.phone, self.phone)]),
    ...(name === undefined ? [] : [labelled(labels.who, name)]),
    ...(session.status === 'failed'
      ? [[], line({ text: session.sentence, tone: 'bad' }), line(hintText(session.hint))]
      : []),
  ];
};

/** The account beside the list, or the one that is being logged in. */
export const loginDetails = (frame: Frame): Details | undefined => {
  const { login, config } = frame.core;
  const account = isUnderWay(login)
    ? config.accounts.find(({ id }) => id === login.accountId)
    : selectedAccount(frame);
  return (
    account && {
      title: words.title(account.id),
      lines: accountLines(frame, account),
      actions: ['login.start', 'login.log-out'],
    }
  );
};
