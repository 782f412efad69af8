// What the keys of the pairing screen do. Nobody is let in, sent away or shut out without a question.
import { type Outcome, type PairingRequest, pairingCode, sentences } from '../../../core/index.ts';
import type { App, ConfirmRequest } from '../../app/app.ts';
import { type Frame, listState } from '../../app/frame.ts';
import type { Handlers, IdsOf } from '../../app/handlers.ts';
import { approveQuestion, dismissQuestion, revokeQuestion } from './questions.ts';
import { approvedTargets, paneList, pendingTargets, selectedApproved, selectedPending } from './select.ts';

const words = sentences.pairingScreen;

const closeDetails = (app: App): void => {
  if (app.frame().ui.overlays.at(-1)?.type === 'details') app.dispatch({ type: 'overlay/closed' });
};

const clearMarks = (app: App): void => {
  const { ui } = app.frame();
  const name = paneList(app.frame());
  if (listState(ui, name).marks.length > 0) app.dispatch({ type: 'list/changed', name, list: { ...listState(ui, name), marks: [] } });
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
  for (const item of items) {
    const outcome = await act(item);
    if (!outcome.ok) failures.push(outcome);
  }
  const [first] = failures;
  if (first === undefined) app.say(done(items.length));
  else app.complain(words.someFailed(failures.length, items.length, first.error.sentence), first.error.hint);
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

const approve = (app: App, frame: Frame, requests: readonly PairingRequest[]): Promise<void> =>
  decide(
    app,
    requests,
    approveQuestion(frame.core, requests, app.signs),
    (request) => app.console.actions.approve(request),
    words.approved,
  );

const pendingReason = (frame: Frame): string | undefined => {
  if (selectedPending(frame) === undefined) return words.noneSelected;
  return pendingTargets(frame).length === 0 ? words.beingDecided : undefined;
};

const approvedReason = (frame: Frame): string | undefined => {
  if (selectedApproved(frame) === undefined) return words.noneApprovedSelected;
  return approvedTargets(frame).length === 0 ? words.beingDecided : undefined;
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
      const match = await app.console.actions.findByCode(pairingCode(typed), scope === 'all' ? undefined : scope);
      found = match.ok ? match.request : undefined;
      return match.ok ? undefined : [match.error.sentence, match.error.hint ?? ''].join(' ').trim();
    },
  });
  if (answer !== undefined && found !== undefined) await approve(app, app.frame(), [found]);
};

export const pairingHandlers: Handlers<IdsOf<'pairing'>> = {
  'pairing.approve': {
    reason: pendingReason,
    run: (app, frame) =>
      approve(
        app,
        frame,
        pendingTargets(frame).map(({ request }) => request),
      ),
  },
  'pairing.dismiss': {
    reason: pendingReason,
    run: (app, frame) => {
      const requests = pendingTargets(frame).map(({ request }) => request);
      return decide(
        app,
        requests,
        dismissQuestion(frame.core, requests, app.signs),
        (request) => app.console.actions.dismiss(request),
        words.dismissed,
      );
    },
  },
  'pairing.revoke': {
    reason: approvedReason,
    run: (app, frame) => {
      const rows = approvedTargets(frame);
      const act = ({ sender }: (typeof rows)[number]): Promise<Outcome> => app.console.actions.revoke(sender.accountId, sender.senderId);
      return decide(app, rows, revokeQuestion(frame.core, rows, app.signs), act, words.revoked);
    },
  },
  'pairing.type-code': { run: typeCode },
  'pairing.switch': {
    run: (app, frame) => {
      closeDetails(app);
      app.dispatch({ type: 'pairing/pane-changed', pane: frame.ui.pairing.pane === 'pending' ? 'approved' : 'pending' });
    },
  },
};
