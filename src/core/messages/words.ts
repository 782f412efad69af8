// Words of writing and sending messages.
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import { hintsInOne } from '../shared/remedy.ts';
import type { OutgoingKind, OutgoingProblem } from './model.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const messages = (value: number): string => `${count(value)} ${value === 1 ? 'message' : 'messages'}`;
const which = (at: number, total: number): string =>
  total === 1 ? 'The message' : `Message ${at} of ${total}`;

const problems = {
  empty: 'There is nothing to send yet.',
  'no-address': 'The first line must be an address that begins with https:// or http://.',
  'more-than-address': 'A link is its address alone: send it as media with a caption, or as text.',
  'long-caption': 'A caption has at most 2,000 characters.',
} as const satisfies Record<OutgoingProblem, string>;

const kinds = { text: 'text', link: 'link', media: 'media' } as const satisfies Record<OutgoingKind, string>;
const media = { image: 'a picture', video: 'a video', voice: 'a voice message' } as const;

export interface SendEnd {
  readonly name: string;
  readonly sent: number;
  readonly total: number;
}

const whatWasSent = ({ sent, total }: SendEnd): string => {
  if (total === 1) return '';
  return sent === 0
    ? 'None of them was sent. '
    : `${sent === 1 ? 'The first one was' : `The first ${sent} were`} sent. `;
};

export const composeSentences = {
  problems,
  kinds,
  sent: ({ name, total }: SendEnd) =>
    total === 1 ? `Sent to ${shown(name)}.` : `Sent to ${shown(name)}: ${messages(total)}.`,
  /** A message that did not go out; the code stays that of what went wrong. */
  notSent: (end: SendEnd, error: ErrorView): ErrorView => ({
    ...error,
    sentence: `${which(end.sent + 1, end.total)} to ${shown(end.name)} was not sent. ${error.sentence}`,
    hint: hintsInOne(`${whatWasSent(end)}What was not sent is kept as a draft.`, error.hint),
  }),
  /** The call was ended before it answered: the message may be there all the same. */
  uncertain: (end: SendEnd, error: ErrorView): ErrorView => ({
    ...error,
    sentence: `It is not known whether ${which(end.sent + 1, end.total).toLowerCase()} to ${shown(end.name)} was sent. ${error.sentence}`,
    hint: `${whatWasSent(end)}Look at the chat on the phone before you send the rest: it begins with this message.`,
  }),
  // Where a gateway sends that holds the session itself.
  zaloRefused: (said: string): ErrorView =>
    view(
      'command-failed',
      `Zalo refused it: ${shown(said)}`,
      'OpenClaw does not send it again by itself.',
      said,
    ),
  zaloUnanswered: (said: string): ErrorView =>
    view('timed-out', `Zalo did not answer the gateway: ${shown(said)}`, undefined, said),
  unknownAccount: (account: string): ErrorView =>
    view('not-found', `The gateway knows no account ${shown(account)}.`, { action: 'see-account' }),
  badTarget: (target: string): ErrorView =>
    view(
      'bad-usage',
      `“${shown(target)}” is no id of Zalo, which has digits alone.`,
      'Choose the person or group in the directory: the gateway resolves no names.',
    ),
  noConnection: (): ErrorView =>
    view('gateway-down', 'There is no connection to the gateway, which holds the Zalo session.', {
      action: 'see-gateway',
    }),
  /** `hasKey`: the gateway knows the message by a key, as long as it runs. */
  connectionLost: (hasKey: boolean): ErrorView =>
    view(
      'timed-out',
      `The connection to the gateway was lost before it answered.${
        hasKey
          ? ' Sent again unchanged within four minutes it goes out once, unless the gateway restarts.'
          : ''
      }`,
    ),
  noMedia: (): ErrorView =>
    view(
      'unsupported-here',
      'Pictures, videos and voice messages are not sent through this gateway from here: whether they arrive could not be verified.',
      'Send the address as a link, or use openclaw message send --media.',
    ),
  toolRefused: (said: string | undefined): ErrorView =>
    view(
      'command-failed',
      said === undefined ? 'The gateway did not send it.' : `The gateway did not send it: ${shown(said)}`,
      'Send the address as text instead.',
      said,
    ),
  stopped: (end: SendEnd): ErrorView => ({
    code: 'cancelled',
    sentence: `Stopped: ${end.sent} of ${messages(end.total)} to ${shown(end.name)} sent.`,
    hint: 'The rest is kept as a draft.',
  }),
  sending: (name: string) => `A message to ${shown(name)} is being sent`,

  title: (name: string) => `Message to ${name}`,
  noName: (id: string) => `id ${id}`,
  threadKinds: { direct: 'direct', group: 'group' },
  from: (account: string) => `from ${account}`,
  id: (id: string) => `id ${id}`,
  sessionWarning: (account: string, state: string) => `${account}: ${state}, so sending will probably fail.`,
  counter: (characters: number, parts: number) =>
    `${count(characters)} ${characters === 1 ? 'character' : 'characters'}${parts > 1 ? ` · ${messages(parts)}` : ''}`,
  linkHint: 'One line: the address.',
  mediaHint: 'First line the address, below it the caption.',
  asMedia: (kind: keyof typeof media, caption: number) =>
    `Goes out as ${media[kind]}${caption === 0 ? '' : ` with a caption of ${count(caption)} characters`}.`,
  asLink: 'Goes out as a link with its preview.',
  progress: (sent: number, total: number) =>
    total === 1 ? 'Sending…' : `Sending ${Math.min(sent + 1, total)} of ${total}…`,
  stoppingAfter: (sent: number, total: number) => `Stopping after ${Math.min(sent + 1, total)} of ${total}…`,
  confirmLike: (name: string, id: string) => `Not ${name} (id ${id}), whose name is like this one.`,
  draftOf: (time: string) => `Draft of ${time}.`,
  full: (most: number) => `A text has at most ${count(most)} characters: the rest was left out.`,
  busy: 'It is being sent: wait until that is done.',
  noTarget: 'Select a message, a person or a group first.',
  nothingToStop: 'It is the last message: it cannot be stopped.',
  notSending: 'Nothing is being sent.',
  nothingToDiscard: 'There is nothing to discard.',

  noPictures: 'Pictures are not sent through this gateway from here: send the address as a link.',

  buttons: { kind: (kind: string) => `as ${kind}`, send: 'Send', stop: 'Stop', discard: 'Discard' },

  confirmTitle: (parts: number) => (parts === 1 ? 'Send this message?' : `Send ${messages(parts)}?`),
  confirmRestTitle: (parts: number) =>
    parts === 1 ? 'Send the message that is left?' : `Send the ${messages(parts)} that are left?`,
  confirmTo: (name: string, kind: string) => `To ${name} (${kind})`,
  confirmFrom: (account: string, profile: string) =>
    account === profile ? `From account ${account}` : `From account ${account}, profile ${profile}`,
  confirmFirst: (text: string) => `“${text}”`,
  confirmMedia: (kind: keyof typeof media, url: string) => `As ${media[kind]}: ${url}`,
  confirmLink: (url: string) => `As a link: ${url}`,
  confirmRuns: (command: string, times: number) =>
    `Runs ${command}${times === 1 ? '' : `, ${times} times, one after the other`}.`,
  confirmByGateway: (times: number) =>
    `The gateway sends it through its own session${times === 1 ? '' : `, as ${times} messages, one after the other`}.`,
  confirmUncertain: 'Its first message may have been sent already: look at the chat first.',
  confirmLabel: 'Send',

  discardTitle: 'Discard this draft?',
  discardLines: (name: string, characters: number) => [
    `To ${name}: ${count(characters)} ${characters === 1 ? 'character' : 'characters'} that were not sent.`,
  ],
  discardLabel: 'Discard',
  discarded: 'Draft discarded.',

  whichTitle: 'Which draft?',
  whichMeans: (account: string, firstLine: string) => `${account}: ${firstLine}`,

  quitTitle: 'Quit?',
  quitDrafts: (names: readonly string[]) =>
    names.length === 1
      ? `The unsent draft to ${names[0]} is lost.`
      : `${names.length} unsent drafts are lost: ${names.join(', ')}.`,
  quitSends: (running: number) =>
    running === 1
      ? 'A message is being sent; what has not gone out is not sent.'
      : `${running} messages are being sent; what has not gone out is not sent.`,
  interruptDrafts: (drafts: number) =>
    `${drafts === 1 ? 'An unsent draft' : `${drafts} unsent drafts`} would be lost.`,

  plainLine: (line: number, lines: number) => `line ${line} of ${lines}`,
  plainCaret: (at: number, total: number) => `caret after ${at} of ${total}`,
  plainEmpty: 'empty line',
  plainSent: (name: string, sent: number, total: number) => `${sent} of ${total} messages sent to ${name}.`,
} as const;
