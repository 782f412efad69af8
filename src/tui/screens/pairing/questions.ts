// What is asked before somebody is let in, sent away or shut out: who it is, and exactly what will be written.
import {
  type AccountId,
  accountId,
  type ConsoleState,
  heardFrom,
  type NameWarning,
  nameOf,
  nameWarning,
  type PairingRequest,
  pairingFiles,
  replyReach,
  sentences,
  type UserId,
} from '../../../core/index.ts';
import type { ConfirmRequest } from '../../app/app.ts';
import { briefId } from '../../text/ids.ts';
import type { Signs } from '../../theme/signs.ts';
import { reachSentence, uselessApproval } from './details.ts';

const words = sentences.pairingScreen;

interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string;
}

const personOf = (core: ConsoleState, request: PairingRequest): Person => {
  const name = nameOf(core, request.accountId, request.senderId)?.name ?? request.name;
  return { accountId: request.accountId, senderId: request.senderId, ...(name === undefined ? {} : { name }) };
};

type Sentence = (name: string, id: string, account: string) => string;

const say = (sentence: Sentence, { name, senderId, accountId }: Person, signs: Signs): string =>
  sentence(name ?? words.somebody, briefId(senderId, signs.ellipsis), accountId);

/** One question for one person; for several a question and then each of them. */
const whoLines = (people: readonly Person[], one: Sentence, several: (count: number) => string, signs: Signs): readonly string[] => {
  const [first] = people;
  if (people.length === 1 && first !== undefined) return [say(one, first, signs)];
  return [several(people.length), ...people.map((person) => `${signs.bullet} ${say(words.personOn, person, signs)}`)];
};

/** Says it once for each account that has it. */
const once = <Item>(items: readonly Item[], textsOf: (item: Item) => readonly string[]): readonly string[] => [
  ...new Set(items.flatMap(textsOf)),
];

type Act = 'approve' | 'dismiss' | 'revoke' | 'restore';

const filesOf = (core: ConsoleState, accountId: AccountId, act: Act): readonly string[] => {
  const files = pairingFiles(core.config, accountId);
  if (files === undefined) return [];
  if (act === 'revoke') return files.revoked;
  if (act === 'restore') return [files.approved];
  return act === 'approve' ? [files.approved, files.requests] : [files.requests];
};

/** By the command the code of each is typed out: it is what will be run. */
const commandsFor = (requests: readonly PairingRequest[]): readonly string[] =>
  requests.map(({ code = '', accountId }) => words.runs(`openclaw pairing approve zalouser ${code} --account ${accountId}`));

/** Exactly what will be written or run. */
const whatLines = (
  core: ConsoleState,
  people: readonly Person[],
  act: Act,
  requests: readonly PairingRequest[] = [],
): readonly string[] => {
  if (core.config.generation === '96') {
    const isByCommand = requests.some(({ requestId }) => requestId === undefined);
    if (!isByCommand) return [words.runsRpc(`channels.pairing.${act}`)];
    return [...commandsFor(requests), ...(core.pairing.hasCommandOwner === true ? [] : [words.ownerWarning])];
  }
  const names = once(people, ({ accountId }) => filesOf(core, accountId, act));
  return names.length === 0 ? [] : [words.writes(names, core.config.credentialsDir)];
};

const briefWarning = (warning: NameWarning, signs: Signs): string => {
  if (warning.type === 'mixed-scripts') return words.mixedScripts;
  const sentence = warning.type === 'like-contact' ? words.likeContactBriefly : words.likeRequestBriefly;
  return sentence(warning.name, briefId(warning.userId, signs.ellipsis));
};

const warningLines = (core: ConsoleState, people: readonly Person[], signs: Signs): readonly string[] =>
  people.flatMap(({ accountId, senderId, name }) => {
    const warning = name === undefined ? undefined : nameWarning(core, accountId, senderId, name);
    return warning === undefined ? [] : [`${signs.attention} ${briefWarning(warning, signs)}`];
  });

/** Of what they wrote so many are shown, and so much of each (UTF-16 code units). */
const shownTexts = 2;
const shownUnits = 160;

/** Who a single person is: where the name comes from, what they wrote, whether they have the code. */
const knockLines = (core: ConsoleState, requests: readonly PairingRequest[]): readonly string[] => {
  const [request] = requests;
  if (request === undefined || requests.length > 1) return [];
  const name = nameOf(core, request.accountId, request.senderId);
  const wrote = heardFrom(core, request)
    .slice(-shownTexts)
    .map(({ text }) => text.replace(/\s+/gu, ' '))
    .map((text) => words.wroteQuoted(text.length > shownUnits ? `${text.slice(0, shownUnits)}…` : text));
  return [
    ...(name === undefined || name.source === 'pairing' ? [] : [words.nameFrom(words.nameSources[name.source])]),
    ...wrote,
    reachSentence(replyReach(core, request)),
  ];
};

/** What goes out to those who are let in, through which account, and what speaks against its arriving. */
const tellLines = (
  core: ConsoleState,
  people: readonly Person[],
  text: string,
  sentence: typeof words.sends,
  signs: Signs,
): readonly string[] => {
  if (core.config.generation === '96') return [words.gatewayTells];
  const accounts = once(people, ({ accountId }) => [accountId]);
  const loggedOut = accounts.filter((id) =>
    ['logged-out', 'no-profile', 'ended'].includes(core.facts[accountId(id)]?.session.status ?? ''),
  );
  return [...accounts.map((id) => sentence(text, id)), ...loggedOut.map((id) => `${signs.attention} ${words.mayNotArrive(id)}`)];
};

/** Lets these people talk to the agent; with a text, tells them so. */
export const approveQuestion = (
  core: ConsoleState,
  requests: readonly PairingRequest[],
  signs: Signs,
  notifyText?: string,
): ConfirmRequest => {
  const people = requests.map((request) => personOf(core, request));
  const useless = once(people, ({ accountId: id }) => {
    const sentence = uselessApproval(core, id);
    return sentence === undefined ? [] : [sentence];
  });
  return {
    title: words.approveTitle,
    lines: [
      ...whoLines(people, words.approveOne, words.approveSeveral, signs),
      ...warningLines(core, people, signs),
      ...useless.map((sentence) => `${signs.attention} ${sentence}`),
      // In a small window the end is cut off, and the path of the files is long.
      ...(notifyText === undefined ? [] : tellLines(core, people, notifyText, words.thenSends, signs)),
      ...whatLines(core, people, 'approve', requests),
      ...knockLines(core, requests),
    ],
    confirmLabel: notifyText === undefined ? words.approveConfirm : words.approveNotifyConfirm,
    isDanger: true,
  };
};

/** Sends these requests away. */
export const dismissQuestion = (core: ConsoleState, requests: readonly PairingRequest[], signs: Signs): ConfirmRequest => {
  const people = requests.map((request) => personOf(core, request));
  return {
    title: words.dismissTitle,
    lines: [
      ...whoLines(people, words.dismissOne, words.dismissSeveral, signs),
      words.dismissMeans,
      ...whatLines(core, people, 'dismiss', requests),
      ...knockLines(core, requests),
    ],
    confirmLabel: words.dismissConfirm,
    isDanger: true,
  };
};

/** An approved sender, or one who was. */
export interface ApprovedPerson {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string;
}

/** Takes these approvals back. */
export const revokeQuestion = (core: ConsoleState, people: readonly ApprovedPerson[], signs: Signs): ConfirmRequest => ({
  title: words.revokeTitle,
  lines: [...whoLines(people, words.revokeOne, words.revokeSeveral, signs), words.revokeMeans, ...whatLines(core, people, 'revoke')],
  confirmLabel: words.revokeConfirm,
  isDanger: true,
});

/** Takes a revocation back. */
export const restoreQuestion = (core: ConsoleState, person: ApprovedPerson, signs: Signs): ConfirmRequest => ({
  title: words.restoreTitle,
  lines: [
    say(words.restoreOne, person, signs),
    ...warningLines(core, [person], signs),
    words.restoreMeans,
    ...whatLines(core, [person], 'restore'),
  ],
  confirmLabel: words.restoreConfirm,
  isDanger: true,
});

/** Tells approved senders so, once more. */
export const notifyQuestion = (core: ConsoleState, people: readonly ApprovedPerson[], text: string, signs: Signs): ConfirmRequest => ({
  title: words.notifyTitle,
  lines: [...whoLines(people, words.notifyOne, words.notifySeveral, signs), ...tellLines(core, people, text, words.sends, signs)],
  confirmLabel: words.notifyConfirm,
});
