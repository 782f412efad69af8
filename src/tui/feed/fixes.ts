// What can be done about a verdict: let the sender or the group in, approve who asked, go to the setting that decided.

import {
  type Account,
  accountOf,
  type ConsoleState,
  type Message,
  pendingRequests,
  requestKey,
  sentences,
  type Verdict,
  type VerdictKind,
  verdictOf,
} from '../../core/faces.ts';
import { openSetting, openSwitch } from '../access/open-setting.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import type { BindingId } from '../keys/bindings.ts';
import { approveRequest } from '../pairing/questions.ts';
import { selectedMessage } from './select.ts';
import { feedDetailsSentences } from './words.ts';

const words = feedDetailsSentences;

/** Settings that decide on messages, and that Access shows. */
type DecidingSetting = 'enabled' | 'dmPolicy' | 'allowFrom' | 'groupPolicy' | 'groups' | 'groupAllowFrom';

const ofKind: Readonly<Record<VerdictKind, (message: Message) => DecidingSetting | undefined>> = {
  reply: ({ isGroup }) => (isGroup ? 'groups' : 'dmPolicy'),
  pairing: () => 'dmPolicy',
  'pairing-full': () => 'dmPolicy',
  ignored: () => undefined,
  unknown: () => undefined,
  own: () => undefined,
  'account-disabled': () => 'enabled',
  'dm-disabled': () => 'dmPolicy',
  'not-in-allowlist': () => 'allowFrom',
  'unknown-policy': ({ isGroup }) => (isGroup ? 'groupPolicy' : 'dmPolicy'),
  'gateway-fails': () => 'allowFrom',
  'group-disabled': () => 'groupPolicy',
  'group-not-listed': () => 'groups',
  'group-off': () => 'groups',
  'sender-not-allowed': () => 'groupAllowFrom',
  'needs-mention': () => 'groups',
  unheard: () => undefined,
  'command-refused': () => 'allowFrom',
};

const deciding: readonly DecidingSetting[] = [
  'enabled',
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groups',
  'groupAllowFrom',
];

/** What the rules say, whoever listens. */
const rulesKind = ({ kind, would = kind }: Verdict): VerdictKind => would;

/** What the last rule names that names anything: the config path that decided. */
const decidingPath = (core: ConsoleState, message: Message): string | undefined =>
  verdictOf(core, message).rules.findLast(({ path }) => path !== undefined)?.path;

const namedSetting = (core: ConsoleState, message: Message): DecidingSetting | undefined => {
  const account: Account | undefined = accountOf(core, message.accountId);
  const path = decidingPath(core, message);
  return account === undefined || path === undefined
    ? undefined
    : deciding.find((key) => account[key].path === path);
};

/** The setting that decided on a message: the one whose path the last rule with one names, else the one that such a verdict comes from. */
export const decidingSetting = (core: ConsoleState, message: Message): DecidingSetting | undefined =>
  namedSetting(core, message) ?? ofKind[rulesKind(verdictOf(core, message))](message);

/** Goes to Access, at the setting that decided; of a group that is listed, at its entry; of what holds for all accounts, at its switch. */
export const openDeciding = (app: App, frame: Frame): void => {
  const message = selectedMessage(frame);
  const key = message === undefined ? undefined : decidingSetting(frame.core, message);
  if (message === undefined || key === undefined) return;
  const path =
    namedSetting(frame.core, message) === undefined ? decidingPath(frame.core, message) : undefined;
  if (path !== undefined && openSwitch(app, path)) return;
  if (!openSetting(app, message.accountId, key, key === 'groups' ? message.threadId : undefined))
    app.note(words.settingNotShown);
};

/** Why there is no setting to go to. */
export const cannotOpenDeciding = ({ core, ...frame }: Frame): string | undefined => {
  const message = selectedMessage({ core, ...frame });
  if (message === undefined) return sentences.feedScreen.nothingSelected;
  if (message.isOwn) return sentences.feedScreen.ownMessage;
  if (accountOf(core, message.accountId) === undefined) return words.noSetting;
  if (decidingSetting(core, message) !== undefined) return undefined;
  const { kind } = verdictOf(core, message);
  return sentences.feedScreen.meanings[kind === 'unknown' ? kind : 'ignored'];
};

const requestOf = ({ core, ui }: Frame, message: Message | undefined) =>
  message === undefined || message.isOwn
    ? undefined
    : pendingRequests(core, ui.nowMs, message.accountId).find(
        ({ senderId }) => senderId === message.senderId,
      );

/** Approves the pending request of the selected message's sender, after the question Pairing asks. */
export const approveSender = async (app: App, frame: Frame): Promise<void> => {
  const request = requestOf(frame, selectedMessage(frame));
  if (request !== undefined) await approveRequest(app, frame, request);
};

/** Why nobody can be approved. */
export const cannotApprove = (frame: Frame): string | undefined => {
  const message = selectedMessage(frame);
  if (message === undefined) return sentences.feedScreen.nothingSelected;
  const request = requestOf(frame, message);
  if (request === undefined) return words.noRequest;
  return frame.core.pairing.work[requestKey(request)]?.status === 'running' ? words.beingDecided : undefined;
};

/** Where letting the sender (or, of a group message, the group) in would change the verdict. */
const helpsToAllow = (kind: VerdictKind, { isGroup }: Message): boolean =>
  isGroup
    ? ['group-not-listed', 'group-off', 'group-disabled'].includes(kind)
    : [
        'dm-disabled',
        'pairing',
        'pairing-full',
        'not-in-allowlist',
        'unknown-policy',
        'command-refused',
      ].includes(kind);

/** The keys that can do something about the verdict, the likeliest first. */
export const curesOf = (frame: Frame, message: Message): readonly BindingId[] => {
  const verdict = verdictOf(frame.core, message);
  const kind = rulesKind(verdict);
  if (kind === 'own' || kind === 'ignored') return [];
  // Access says what is wrong in the config.
  if (kind === 'unknown') return ['screen.access'];
  // Only pairing asks the store of those approved.
  const isAsking = kind.startsWith('pairing') && requestOf(frame, message) !== undefined;
  return [
    // Status has the key that starts or restarts the gateway.
    ...(verdict.kind === 'unheard' ? (['screen.status'] as const) : []),
    ...(isAsking ? (['feed.approve'] as const) : []),
    ...(helpsToAllow(kind, message) ? (['feed.allow'] as const) : []),
    ...(kind.startsWith('pairing') ? (['screen.pairing'] as const) : []),
    'feed.setting',
  ];
};
