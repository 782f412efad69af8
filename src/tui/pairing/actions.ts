// What the keys of the pairing screen do. Nobody is let in, sent away or shut out without a question.

import {
  type ApprovedRow,
  type DecisionRow,
  decisionRows,
  type EditOptions,
  isApproved,
  isPairingInFiles,
  type Outcome,
  type PairingRequest,
  pairingCode,
  revokeWay,
} from '../../core/faces.ts';
import type { App, ConfirmRequest } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { pairingPanes } from '../state/ui-state.ts';
import {
  type ApprovedPerson,
  approveQuestion,
  dismissQuestion,
  notifyQuestion,
  questionContextOf,
  restoreQuestion,
  revokeQuestion,
} from './questions.ts';
import {
  approvedTargets,
  paneList,
  pendingTargets,
  selectedApproved,
  selectedDecision,
  selectedPending,
} from './select.ts';
import { pairingScreenSentences } from './words.ts';

// Whom the keys of the pairing screen are about, and why a key is off.

const words = pairingScreenSentences;

/** Why nothing can be decided about a request now. */
const pendingReason = (frame: Frame): string | undefined => {
  if (selectedPending(frame) === undefined) return words.noneSelected;
  return pendingTargets(frame).length === 0 ? words.beingDecided : undefined;
};

/** Why nothing can be done about an approved sender now. */
const approvedReason = (frame: Frame): string | undefined => {
  if (selectedApproved(frame) === undefined) return words.noneApprovedSelected;
  return approvedTargets(frame).length === 0 ? words.beingDecided : undefined;
};

const requestsIn = (frame: Frame): readonly PairingRequest[] =>
  pendingTargets(frame).map(({ request }) => request);

/** Why nobody can be put out again now. */
const revokeReason = (frame: Frame): string | undefined => {
  const way = revokeWay(frame.core);
  if (way === 'no-connection') return words.noRevoke;
  return way === 'switch' && approvedTargets(frame).length > 1 ? words.oneAtATime : undefined;
};

/** What the question said that it takes. */
const editOptions = ({ core }: Frame): readonly [] | readonly [EditOptions] =>
  revokeWay(core) === 'switch' ? [{ mayOpenCommands: true }] : [];

const isDatabase = ({ core }: Frame): boolean => !isPairingInFiles(core.config);

/** In its database only the gateway dismisses, and only what it listed itself. */
const dismissReason = (frame: Frame): string | undefined =>
  isDatabase(frame) && requestsIn(frame).some(({ requestId }) => requestId === undefined)
    ? words.dismissNeedsGateway
    : undefined;

/** Why zca cannot tell anybody; where a gateway holds the session itself, that sends. */
const toldByZca = ({ core }: Frame): string | undefined =>
  core.zca.status === 'missing' && core.config.release.capabilities.drivesZca ? words.noZcaToTell : undefined;

/** Why nobody could be told. */
const approveNotifyReason = (frame: Frame): string | undefined => {
  if (!isDatabase(frame)) return toldByZca(frame);
  const requests = requestsIn(frame);
  if (requests.some(({ requestId }) => requestId === undefined)) return words.tellNeedsGateway;
  return requests.some(({ canNotify }) => canNotify === false) ? words.gatewayCannotTell : undefined;
};

/** Why nobody can be told once more. */
const notifyReason = (frame: Frame): string | undefined => {
  if (frame.ui.pairing.pane === 'pending') return words.approveFirst;
  if (isDatabase(frame)) return words.tellsOnlyWhileApproving;
  const noZca = toldByZca(frame);
  if (noZca !== undefined) return noZca;
  if (frame.ui.pairing.pane === 'approved') return approvedReason(frame);
  const row = selectedDecision(frame);
  if (row === undefined) return words.noneDecidedSelected;
  if (row.work?.status === 'running') return words.beingDecided;
  return isApproved(frame.core, row.decision) ? undefined : words.notApprovedNow;
};

/** Whom telling is about: the selected or marked approved senders, or whom the selected decision was about. */
const tellTargets = (frame: Frame): readonly ApprovedPerson[] => {
  if (frame.ui.pairing.pane === 'approved') return approvedTargets(frame).map(personOfRow);
  const row = selectedDecision(frame);
  return row === undefined ? [] : [row.decision];
};

const personOfRow = ({ sender, name }: ApprovedRow): ApprovedPerson => ({
  ...sender,
  ...(name === undefined ? {} : { name: name.name }),
});

/** The selected decision; in the other lists the last one that can be taken back. */
const undoTarget = (frame: Frame): DecisionRow | undefined =>
  frame.ui.pairing.pane === 'decided'
    ? selectedDecision(frame)
    : decisionRows(frame.core, frame.ui.scope).find(
        ({ undo, work }) => 'act' in undo && work?.status !== 'running',
      );

/** Why nothing can be taken back. */
const undoReason = (frame: Frame): string | undefined => {
  const row = undoTarget(frame);
  if (row === undefined)
    return frame.ui.pairing.pane === 'decided' ? words.noneDecidedSelected : words.nothingToUndo;
  if ('refusal' in row.undo) return words.undoRefusals[row.undo.refusal];
  return row.work?.status === 'running' ? words.beingDecided : undefined;
};

const closeDetails = (app: App): void => {
  if (app.frame().ui.overlays.at(-1)?.type === 'details') app.dispatch({ type: 'overlay/closed' });
};

const clearMarks = (app: App): void => {
  const { ui } = app.frame();
  const name = paneList(app.frame());
  if (listState(ui, name).marks.length > 0)
    app.dispatch({ type: 'list/changed', name, list: { ...listState(ui, name), marks: [] } });
};

/** One after the other: they write the same file. Shows one sentence for all of them. */
const doAll = async <Item>(
  app: App,
  items: readonly Item[],
  act: (item: Item) => Promise<Outcome>,
  done: (count: number) => string,
): Promise<void> => {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return void (await app.attempt(act(only)));
  const failures: Extract<Outcome, { ok: false }>[] = [];
  const ineffective: string[] = [];
  for (const item of items) {
    const outcome = await act(item);
    if (!outcome.ok) failures.push(outcome);
    else if (outcome.isWarning === true && outcome.sentence !== undefined)
      ineffective.push(sentenceAndHint({ sentence: outcome.sentence, hint: outcome.hint }));
  }
  const [first] = failures;
  const [warning] = ineffective;
  const vain = warning === undefined ? [] : [words.ineffective(ineffective.length, warning)];
  if (first !== undefined)
    app.complain(
      [words.someFailed(failures.length, items.length, first.error.sentence), ...vain].join(' '),
      first.error.hint,
    );
  else if (warning !== undefined) app.warn([done(items.length), ...vain].join(' '));
  else app.say(done(items.length));
};

/** Asks, and if the answer is yes, closes what was about these rows and does it. */
const decide = async <Item>(
  app: App,
  items: readonly Item[],
  question: ConfirmRequest,
  act: (item: Item) => Promise<Outcome>,
  done: (count: number) => string,
): Promise<void> => {
  if (!(await app.confirm(question))) return;
  closeDetails(app);
  clearMarks(app);
  await doAll(app, items, act, done);
};

const approve = (
  app: App,
  frame: Frame,
  requests: readonly PairingRequest[],
  options?: { readonly notify: boolean },
): Promise<void> =>
  decide(
    app,
    requests,
    approveQuestion(
      questionContextOf(frame, app.signs),
      requests,
      options?.notify === true ? app.console.pairing.approvalText : undefined,
    ),
    (request) =>
      options === undefined
        ? app.console.pairing.approve(request)
        : app.console.pairing.approve(request, options),
    options?.notify === true ? words.approvedTold : words.approved,
  );

const undo = async (app: App, frame: Frame): Promise<void> => {
  const row = undoTarget(frame);
  if (row === undefined || 'refusal' in row.undo) return;
  const { decision } = row;
  const { act } = row.undo;
  const context = questionContextOf(frame, app.signs);
  await decide(
    app,
    [decision],
    act === 'revoke'
      ? revokeQuestion(context, [decision], words.undoMeans)
      : restoreQuestion(context, decision),
    ({ accountId, senderId }) => app.console.pairing[act](accountId, senderId, ...editOptions(frame)),
    words.revoked,
  );
};

/** A typed code: the request it belongs to is asked about like any other. */
const typeCode = async (app: App, frame: Frame): Promise<void> => {
  const { scope } = frame.ui;
  let found: PairingRequest | undefined;
  const answer = await app.prompt({
    title: words.codeTitle,
    lines: words.codeLines,
    check: async (typed) => {
      if (typed.trim() === '') return words.codeEmpty;
      const match = await app.console.pairing.findByCode(
        pairingCode(typed),
        scope === 'all' ? undefined : scope,
      );
      found = match.ok ? match.request : undefined;
      return match.ok ? undefined : sentenceAndHint(match.error);
    },
  });
  if (answer !== undefined && found !== undefined) await approve(app, app.frame(), [found]);
};

const switchBy =
  (step: 1 | -1): Handler['run'] =>
  (app, frame) => {
    closeDetails(app);
    const at = pairingPanes.indexOf(frame.ui.pairing.pane) + step;
    app.dispatch({
      type: 'pairing/pane-changed',
      pane: pairingPanes.at(at % pairingPanes.length) ?? 'pending',
    });
  };

export const pairingHandlers: Handlers<IdsOf<'pairing'>> = {
  'pairing.approve': { reason: pendingReason, run: (app, frame) => approve(app, frame, requestsIn(frame)) },
  'pairing.approve-notify': {
    reason: (frame) => pendingReason(frame) ?? approveNotifyReason(frame),
    run: (app, frame) => approve(app, frame, requestsIn(frame), { notify: true }),
  },
  'pairing.dismiss': {
    reason: (frame) => pendingReason(frame) ?? dismissReason(frame),
    run: (app, frame) => {
      const requests = requestsIn(frame);
      return decide(
        app,
        requests,
        dismissQuestion(questionContextOf(frame, app.signs), requests),
        (request) => app.console.pairing.dismiss(request),
        words.dismissed,
      );
    },
  },
  'pairing.revoke': {
    reason: (frame) => approvedReason(frame) ?? revokeReason(frame),
    run: (app, frame) => {
      const people = approvedTargets(frame).map(personOfRow);
      const act = ({ accountId, senderId }: ApprovedPerson): Promise<Outcome> =>
        app.console.pairing.revoke(accountId, senderId, ...editOptions(frame));
      return decide(
        app,
        people,
        revokeQuestion(questionContextOf(frame, app.signs), people),
        act,
        words.revoked,
      );
    },
  },
  'pairing.notify': {
    reason: notifyReason,
    run: (app, frame) => {
      const people = tellTargets(frame);
      const act = ({ accountId, senderId }: ApprovedPerson): Promise<Outcome> =>
        app.console.pairing.notify(accountId, senderId);
      return decide(
        app,
        people,
        notifyQuestion(questionContextOf(frame, app.signs), people, app.console.pairing.approvalText),
        act,
        words.toldAll,
      );
    },
  },
  'pairing.undo': { reason: undoReason, run: undo },
  'pairing.type-code': { run: typeCode },
  'pairing.switch': { run: switchBy(1) },
  'pairing.switch-back': { run: switchBy(-1) },
};
