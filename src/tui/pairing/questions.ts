// What is asked before somebody is let in, sent away or shut out: who it is, what it comes to, and exactly what will be written.

import {
  type AccountId,
  accessAfterDecision,
  accountId,
  type ConsoleState,
  type DecisionAct,
  getsThrough,
  heardFrom,
  isApprovedOnAll,
  isPairingInFiles,
  type NameWarning,
  nameOf,
  nameWarning,
  type PairingRequest,
  pairingFiles,
  replyReach,
  revokeWay,
  sentences,
  type UserId,
} from '../../core/faces.ts';
import type { App, ConfirmRequest } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { briefId } from '../text/ids.ts';
import type { Signs } from '../theme/signs.ts';
import { reachSentence } from './details.ts';
import { pairingScreenSentences } from './words.ts';

// The parts of the questions about people: who it is, what it comes to, and exactly what will be written.

const words = pairingScreenSentences;
const accessAfterWords = sentences.accessAfter;

interface QuestionContext {
  readonly core: ConsoleState;
  readonly nowMs: number;
  readonly signs: Signs;
}

export const questionContextOf = ({ core, ui }: Frame, signs: Signs): QuestionContext => ({
  core,
  nowMs: ui.nowMs,
  signs,
});

/** Somebody a decision is about: who asks, who is approved, who was. */
interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string;
}

/** Who asks, by the name known now. */
const personOf = (core: ConsoleState, request: PairingRequest): Person => {
  const name = nameOf(core, request.accountId, request.senderId)?.name ?? request.name;
  return {
    accountId: request.accountId,
    senderId: request.senderId,
    name,
  };
};

type Sentence = (name: string, id: string, account: string) => string;

const say = (sentence: Sentence, { name, senderId, accountId }: Person, signs: Signs): string =>
  sentence(name ?? words.somebody, briefId(senderId, signs.ellipsis), accountId);

/** What is to be said of one person: their warning, what the decision comes to. */
type NotesOf = (person: Person) => readonly string[];

/** What is said below a person in a list is set off from them. */
const belowPerson = (note: string): string => `  ${note}`;

/** One question for one person; for several a question and then each of them, with what is to be said of them. */
const whoLines = (
  people: readonly Person[],
  one: Sentence,
  several: (count: number) => string,
  signs: Signs,
  notesOf: NotesOf,
): readonly string[] => {
  const [first] = people;
  if (people.length === 1 && first !== undefined) return [say(one, first, signs), ...notesOf(first)];
  const notes = people.map(notesOf);
  // What holds for all of them is said once.
  const shared = (notes[0] ?? []).filter((note) => notes.every((others) => others.includes(note)));
  return [
    several(people.length),
    ...people.flatMap((person, index) => [
      `${signs.bullet} ${say(words.personOn, person, signs)}`,
      ...(notes[index] ?? []).filter((note) => !shared.includes(note)).map(belowPerson),
    ]),
    ...shared,
  ];
};

/** Says it once for each account that has it. */
const once = <Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly string[] => [...new Set(items.flatMap(textsOf))];

const filesOf = (core: ConsoleState, accountId: AccountId, act: DecisionAct): readonly string[] => {
  const files = pairingFiles(core.config, accountId);
  if (files === undefined) return [];
  if (act === 'revoke') return files.revoked;
  if (act === 'restore') return [files.approved];
  return act === 'approve' ? [files.approved, files.requests] : [files.requests];
};

/** By the command the code of each is typed out: it is what will be run. */
const commandsFor = (requests: readonly PairingRequest[]): readonly string[] =>
  requests.map(({ code = '', accountId }) =>
    words.runs(`openclaw pairing approve zalouser ${code} --account ${accountId}`),
  );

/** Exactly what will be written or run. */
const whatLines = (
  { core }: QuestionContext,
  people: readonly Person[],
  act: DecisionAct,
  requests: readonly PairingRequest[] = [],
): readonly string[] => {
  if (!isPairingInFiles(core.config) && (act === 'revoke' || act === 'restore')) {
    const commands = people.map(({ accountId, senderId }) =>
      words.sendsCommand(act === 'revoke' ? 'remove' : 'add', senderId, accountId),
    );
    const isOpened = revokeWay(core) === 'switch';
    return [...commands, ...(isOpened ? [words.opensCommands(core.config.path), words.restartsTwice] : [])];
  }
  if (!isPairingInFiles(core.config)) {
    const isByCommand = requests.some(({ requestId }) => requestId === undefined);
    if (!isByCommand) return [words.runsRpc(`channels.pairing.${act}`)];
    return [...commandsFor(requests), ...(core.pairing.hasCommandOwner === true ? [] : [words.ownerWarning])];
  }
  const names = once(people, ({ accountId }) => filesOf(core, accountId, act));
  if (names.length === 0) return [];
  const isForAll = act !== 'dismiss' && isApprovedOnAll(core.config);
  return [
    words.writes(names, core.config.credentialsDir),
    ...(isForAll ? [sentences.pairing.countsForAll(core.config.accounts.length)] : []),
  ];
};

const briefWarning = (warning: NameWarning, signs: Signs): string => {
  if (warning.type === 'mixed-scripts') return sentences.pairing.mixedScripts;
  const sentence = warning.type === 'like-contact' ? words.likeContactBriefly : words.likeRequestBriefly;
  return sentence(warning.name, briefId(warning.userId, signs.ellipsis));
};

/** Why a name deserves a second look. */
const warningNote = (
  { core, signs }: QuestionContext,
  { accountId, senderId, name }: Person,
): readonly string[] => {
  const warning = name === undefined ? undefined : nameWarning(core, accountId, senderId, name);
  return warning === undefined ? [] : [`${signs.attention} ${briefWarning(warning, signs)}`];
};

/** What the decision comes to, marked where that is not what it is for; nothing where an approval is all that it takes. */
const accessAfterNote = (
  { core, nowMs, signs }: QuestionContext,
  act: DecisionAct,
  person: Person,
): readonly string[] => {
  const accessAfter = accessAfterDecision(core, act, person, nowMs);
  const sentence = accessAfterWords.means(act, accessAfter, person.accountId);
  if (sentence === '') return [];
  const isLettingIn = act === 'approve' || act === 'restore';
  const isAsMeant = isLettingIn ? getsThrough(accessAfter) === true : getsThrough(accessAfter) === false;
  const fix = isLettingIn ? undefined : hintText(accessAfterWords.fix(accessAfter));
  return [isAsMeant ? sentence : `${signs.attention} ${sentence}`, ...(fix === undefined ? [] : [fix])];
};

/** Of what they wrote so many are shown, and so much of each (UTF-16 code units); of several people the last, and less of it. */
const shownTexts = 2;
const shownUnits = 160;
const shownUnitsOfEach = 80;

const lastTexts = (
  { core }: QuestionContext,
  request: PairingRequest,
  most: number,
  units: number,
): readonly string[] =>
  heardFrom(core, request)
    .slice(-most)
    .map(({ text }) => text.replace(/\s+/gu, ' '))
    .map((text) => (text.length > units ? `${text.slice(0, units)}…` : text));

const wroteLines = (context: QuestionContext, request: PairingRequest): readonly string[] => {
  const { name, senderId } = personOf(context.core, request);
  return lastTexts(context, request, 1, shownUnitsOfEach).map((text) =>
    words.wroteOf(name ?? words.idLabel(briefId(senderId, context.signs.ellipsis)), text),
  );
};

/** Who asks: where the name comes from, what they wrote, whether they have the code; of several what each wrote last. */
const requestLines = (context: QuestionContext, requests: readonly PairingRequest[]): readonly string[] => {
  const { core } = context;
  const [request] = requests;
  if (request === undefined) return [];
  if (requests.length > 1) return requests.flatMap((one) => wroteLines(context, one));
  const name = nameOf(core, request.accountId, request.senderId);
  return [
    ...(name === undefined || name.source === 'pairing'
      ? []
      : [words.nameFrom(sentences.pairing.nameSources[name.source])]),
    ...lastTexts(context, request, shownTexts, shownUnits).map(words.wroteQuoted),
    reachSentence(replyReach(core, request)),
  ];
};

/** What goes out to those who are let in, through which account, and what speaks against its arriving. */
const tellLines = (
  { core, signs }: QuestionContext,
  people: readonly Person[],
  text: string,
  sentence: typeof words.sends,
): readonly string[] => {
  if (!isPairingInFiles(core.config)) return [words.gatewayTells];
  const accounts = once(people, ({ accountId }) => [accountId]);
  const loggedOut = accounts.filter((id) =>
    ['logged-out', 'no-profile', 'ended'].includes(core.facts[accountId(id)]?.session.status ?? ''),
  );
  return [
    ...accounts.map((id) => sentence(text, id)),
    ...loggedOut.map((id) => `${signs.attention} ${words.mayNotArrive(id)}`),
  ];
};

// Letting in who asks: the same question wherever it is asked.

/** Asks about one request, says what will be written, and approves it. */
export const approveRequest = async (app: App, frame: Frame, request: PairingRequest): Promise<void> => {
  if (!(await app.confirm(approveQuestion(questionContextOf(frame, app.signs), [request])))) return;
  await app.attempt(app.console.pairing.approve(request));
};
/** Lets these people talk to the agent; with a text, tells them so. */
export const approveQuestion = (
  context: QuestionContext,
  requests: readonly PairingRequest[],
  notifyText?: string,
): ConfirmRequest => {
  const people = requests.map((request) => personOf(context.core, request));
  return {
    title: words.approveTitle,
    lines: [
      ...whoLines(people, words.approveOne, words.approveSeveral, context.signs, (person) => [
        ...warningNote(context, person),
        ...accessAfterNote(context, 'approve', person),
      ]),
      // In a small window the end is cut off, and the path of the files is long.
      ...(notifyText === undefined ? [] : tellLines(context, people, notifyText, words.thenSends)),
      ...whatLines(context, people, 'approve', requests),
      ...requestLines(context, requests),
    ],
    confirmLabel: notifyText === undefined ? words.approveConfirm : words.approveNotifyConfirm,
    isDanger: true,
  };
};

export const dismissQuestion = (
  context: QuestionContext,
  requests: readonly PairingRequest[],
): ConfirmRequest => {
  const people = requests.map((request) => personOf(context.core, request));
  return {
    title: words.dismissTitle,
    lines: [
      ...whoLines(people, words.dismissOne, words.dismissSeveral, context.signs, (person) =>
        accessAfterNote(context, 'dismiss', person),
      ),
      words.dismissMeans,
      ...whatLines(context, people, 'dismiss', requests),
      ...requestLines(context, requests),
    ],
    confirmLabel: words.dismissConfirm,
    isDanger: true,
  };
};

export type ApprovedPerson = Person;

/** Takes these approvals back. `reason`: why it is asked at all, if not by `x`. */
export const revokeQuestion = (
  context: QuestionContext,
  people: readonly ApprovedPerson[],
  reason?: string,
): ConfirmRequest => ({
  title: words.revokeTitle,
  lines: [
    ...whoLines(people, words.revokeOne, words.revokeSeveral, context.signs, (person) =>
      accessAfterNote(context, 'revoke', person),
    ),
    ...(reason === undefined ? [] : [reason]),
    ...whatLines(context, people, 'revoke'),
  ],
  confirmLabel: words.revokeConfirm,
  isDanger: true,
});

/** Takes a revocation back. */
export const restoreQuestion = (context: QuestionContext, person: ApprovedPerson): ConfirmRequest => ({
  title: words.restoreTitle,
  lines: [
    ...whoLines([person], words.restoreOne, words.approveSeveral, context.signs, (one) => [
      ...warningNote(context, one),
      ...accessAfterNote(context, 'restore', one),
    ]),
    words.restoreMeans,
    ...whatLines(context, [person], 'restore'),
  ],
  confirmLabel: words.restoreConfirm,
  isDanger: true,
});

/** Tells approved senders so, once more: marked where what they are told is not true. */
export const notifyQuestion = (
  context: QuestionContext,
  people: readonly ApprovedPerson[],
  text: string,
): ConfirmRequest => ({
  title: words.notifyTitle,
  lines: [
    ...whoLines(people, words.notifyOne, words.notifySeveral, context.signs, (person) =>
      accessAfterNote(context, 'approve', person),
    ),
    ...tellLines(context, people, text, words.sends),
  ],
  confirmLabel: words.notifyConfirm,
});
