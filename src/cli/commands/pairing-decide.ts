// `zalouser-tui pairing approve|dismiss|revoke`: one decision, by what was typed. The command line is the question and its answer.
import {
  type AccountId,
  approvedSenders,
  type Console,
  type ConsoleState,
  type ErrorView,
  nameOf,
  type Outcome,
  type PairingRequest,
  pairingCode,
  type Scope,
  sentences,
  type UserId,
  userId,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import type { DecisionReport } from '../reports/pairing.ts';
import { errorReport, errorReportOrNull } from '../reports/parts.ts';
import type { Act, Answer } from './command.ts';
import { readStore } from './pairing-list.ts';

type Verb = DecisionReport['act'];

interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
}

const words = sentences.cli.oneShot;

/** An approval that the policy ignores is worth a word. */
const noteOn = ({ config }: ConsoleState, verb: Verb, { accountId }: Person): string | null => {
  const policy = config.accounts.find(({ id }) => id === accountId)?.dmPolicy.value;
  const isIgnored = verb === 'approve' && (policy === 'allowlist' || policy === 'disabled');
  return isIgnored ? sentences.pairingScreen.approvalDoesNotCount(accountId, policy) : null;
};

const refused = (act: Verb, error: ErrorView): Answer => ({
  json: {
    act,
    done: false,
    account: null,
    id: null,
    name: null,
    note: null,
    told: null,
    error: errorReport(error),
  } satisfies DecisionReport,
  lines: [],
  error,
});

interface Decided {
  readonly act: Verb;
  readonly person: Person;
  readonly name: string | undefined;
  readonly outcome: Outcome;
  readonly isToTell?: boolean;
}

const decided = (state: ConsoleState, { act, person, name, outcome, isToTell = false }: Decided): Answer => {
  const error = outcome.ok ? undefined : outcome.error;
  // An approval stands whatever becomes of the message.
  const isDone = outcome.ok || outcome.error.code === 'not-told';
  const note = isDone ? noteOn(state, act, person) : null;
  const json: DecisionReport = {
    act,
    done: isDone,
    account: person.accountId,
    id: person.senderId,
    name: name ?? null,
    note,
    told: isToTell && isDone ? outcome.ok : null,
    error: errorReportOrNull(error),
  };
  const said = [
    words.decided[act](name, person.senderId, person.accountId),
    ...(isToTell && outcome.ok ? [words.told] : []),
    ...(note === null ? [] : [note]),
  ];
  const told = isDone ? said : [];
  return { json, lines: told.map((line) => sanitizeLine(line, 1_000)), ...(error === undefined ? {} : { error }) };
};

const nameIn = (state: ConsoleState, { accountId, senderId }: Person): string | undefined => nameOf(state, accountId, senderId)?.name;

/** Generation 96 without a gateway that answers. */
const isByCommand = ({ config }: ConsoleState, { requestId }: PairingRequest): boolean =>
  config.generation === '96' && requestId === undefined;

const decideByCode = (verb: 'approve' | 'dismiss'): Act => ({
  type: 'act',
  act: async (console, { scope, argument, flags }) => {
    await readStore(console);
    const found = await console.actions.findByCode(pairingCode(argument), scope === 'all' ? undefined : scope);
    if (!found.ok) return refused(verb, found.error);
    const name = nameIn(console.store.getState(), found.request);
    // Nobody can be asked here, and the command may do more than let somebody in.
    if (verb === 'approve' && isByCommand(console.store.getState(), found.request))
      return refused(verb, words.ownerDanger(found.request.code ?? ''));
    const isToTell = verb === 'approve' && flags.includes('--notify');
    const outcome = await (isToTell ? console.actions.approve(found.request, { notify: true }) : console.actions[verb](found.request));
    return decided(console.store.getState(), { act: verb, person: found.request, name, outcome, isToTell });
  },
});

/** The one account that let somebody in: nobody is shut out of another by accident. */
const findApproved = (console: Console, scope: Scope, senderId: UserId): Person | ErrorView => {
  const { pairing } = console.store.getState();
  const found = approvedSenders(console.store.getState(), scope).filter((sender) => sender.senderId === senderId);
  const [only, another] = found;
  if (only === undefined) return pairing.error ?? words.notApproved(sanitizeLine(senderId, 100), scope);
  return another === undefined
    ? only
    : words.approvedOnSeveral(
        sanitizeLine(senderId, 100),
        found.map(({ accountId }) => accountId),
      );
};

/** `zalouser-tui pairing approve CODE`. */
export const pairingApprove = decideByCode('approve');

/** `zalouser-tui pairing dismiss CODE`. */
export const pairingDismiss = decideByCode('dismiss');

/** `zalouser-tui pairing revoke ID`. */
export const pairingRevoke: Act = {
  type: 'act',
  act: async (console, { scope, argument }) => {
    await readStore(console);
    const found = findApproved(console, scope, userId(argument));
    if ('sentence' in found) return refused('revoke', found);
    const name = nameIn(console.store.getState(), found);
    const outcome = await console.actions.revoke(found.accountId, found.senderId);
    return decided(console.store.getState(), { act: 'revoke', person: found, name, outcome });
  },
};
