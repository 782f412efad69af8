// What is asked before somebody is let in, sent away or shut out: who it is, and exactly what will be written.
import {
  type AccountId,
  type ApprovedRow,
  type ConsoleState,
  type NameWarning,
  nameOf,
  nameWarning,
  type PairingRequest,
  pairingFiles,
  sentences,
  type UserId,
} from '../../../core/index.ts';
import type { ConfirmRequest } from '../../app/app.ts';
import { briefId } from '../../text/ids.ts';
import type { Signs } from '../../theme/signs.ts';
import { uselessApproval } from './details.ts';

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

const writesLine = (core: ConsoleState, people: readonly Person[], act: 'approve' | 'dismiss' | 'revoke'): readonly string[] => {
  const names = once(people, ({ accountId }) => {
    const files = pairingFiles(core.config, accountId);
    if (files === undefined) return [];
    if (act === 'revoke') return files.revoked;
    return act === 'approve' ? [files.approved, files.requests] : [files.requests];
  });
  return names.length === 0 ? [] : [words.writes(names, core.config.credentialsDir)];
};

const briefWarning = (warning: NameWarning, signs: Signs): string =>
  warning.type === 'like-contact' ? words.likeContactBriefly(warning.name, briefId(warning.userId, signs.ellipsis)) : words.mixedScripts;

const warningLines = (core: ConsoleState, people: readonly Person[], signs: Signs): readonly string[] =>
  people.flatMap(({ accountId, senderId, name }) => {
    const warning = name === undefined ? undefined : nameWarning(core, accountId, senderId, name);
    return warning === undefined ? [] : [`${signs.attention} ${briefWarning(warning, signs)}`];
  });

/** Lets these people talk to the agent. */
export const approveQuestion = (core: ConsoleState, requests: readonly PairingRequest[], signs: Signs): ConfirmRequest => {
  const people = requests.map((request) => personOf(core, request));
  const useless = once(people, ({ accountId }) => {
    const sentence = uselessApproval(core, accountId);
    return sentence === undefined ? [] : [sentence];
  });
  return {
    title: words.approveTitle,
    lines: [
      ...whoLines(people, words.approveOne, words.approveSeveral, signs),
      ...warningLines(core, people, signs),
      ...useless.map((sentence) => `${signs.attention} ${sentence}`),
      ...writesLine(core, people, 'approve'),
    ],
    confirmLabel: words.approveConfirm,
    isDanger: true,
  };
};

/** Sends these requests away. */
export const dismissQuestion = (core: ConsoleState, requests: readonly PairingRequest[], signs: Signs): ConfirmRequest => {
  const people = requests.map((request) => personOf(core, request));
  return {
    title: words.dismissTitle,
    lines: [...whoLines(people, words.dismissOne, words.dismissSeveral, signs), words.dismissMeans, ...writesLine(core, people, 'dismiss')],
    confirmLabel: words.dismissConfirm,
    isDanger: true,
  };
};

/** Takes these approvals back. */
export const revokeQuestion = (core: ConsoleState, rows: readonly ApprovedRow[], signs: Signs): ConfirmRequest => {
  const people = rows.map(({ sender, name }): Person => ({ ...sender, ...(name === undefined ? {} : { name: name.name }) }));
  return {
    title: words.revokeTitle,
    lines: [...whoLines(people, words.revokeOne, words.revokeSeveral, signs), words.revokeMeans, ...writesLine(core, people, 'revoke')],
    confirmLabel: words.revokeConfirm,
    isDanger: true,
  };
};
