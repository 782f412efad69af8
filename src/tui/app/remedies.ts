// What the console says of a remedy: the key that does it and the screen where it does, as the table of bindings has them.
import { type Hint, hintIn, type Remedy, type RemedyWords } from '../../core/faces.ts';
import { type BindingId, keyOf } from '../keys/bindings.ts';
import { keySentences } from '../keys/words.ts';
import type { ScreenName } from '../state/ui-state.ts';
import { frameSentences } from './words.ts';

const screen = (name: ScreenName): string => `${frameSentences.screens[name]} (${keyOf(`screen.${name}`)})`;

const [status, access] = [screen('status'), screen('access')];
const gatewayMenu = `${keyOf('openclaw.gateway')} on ${status}`;
const commandLog = `the command log (${keyOf('app.command-log')}) has the whole call.`;

/** What has no key of its own. */
const palette = (id: BindingId): string => `Press ${keyOf('app.palette')} and choose “${keySentences[id]}”.`;

/** What the key does on the next step of the set-up assistant. */
const steps: Readonly<Record<Remedy<'do-step'>['step'], string>> = {
  'start-gateway': 'starts it; the command is shown first.',
  'ask-gateway': 'asks it whether it runs the account.',
  'see-to-gateway': 'shows what can be done about it.',
  'begin-test': 'begins it.',
  'look-further': 'says what else can be done.',
  'approve-sender': 'approves the sender.',
  'see-message': 'opens the message in the feed, with its cure.',
  'test-again': 'tests once more.',
};

export const remedyWords: RemedyWords = {
  'log-in': () => `Log in by QR code on ${screen('login')}.`,
  'enable-or-log-out': () =>
    `Enable it (${keyOf('status.enable')} on ${status}), or log it out (${keyOf('status.log-out')}).`,
  'choose-account': () =>
    `Choose another account with ${keyOf('account.previous')} and ${keyOf('account.next')}, or read the config again.`,
  'see-account': () => `Look at ${status}.`,
  'ask-again': () => `Ask again: ${keyOf('app.refresh')} asks for every account.`,
  'install-zca': () => palette('zca.get'),
  'give-gateway-zca': () => palette('zca.install'),
  'check-account': () => `Check the account: ${keyOf('status.probe')} on ${status}.`,
  'see-call': ({ said }) => {
    if (said === undefined) return `${commandLog.slice(0, 1).toUpperCase()}${commandLog.slice(1)}`;
    return `${said === 'nothing' ? 'It said nothing' : 'Read what it said'}; ${commandLog}`;
  },
  'start-gateway': () => `Start the gateway: ${gatewayMenu}.`,
  'see-gateway': () => `Look at the gateway: ${gatewayMenu}.`,
  'gateway-status': () => palette('openclaw.gateway-status'),
  'restart-gateway': ({ when }) => {
    if (when === 'then') return `Then restart a gateway that runs: ${gatewayMenu}.`;
    return `${when === undefined ? '' : 'If the gateway stays deaf, '}${gatewayMenu} restarts its listener.`;
  },
  'install-plugin': () => palette('openclaw.install-plugin'),
  'enable-plugin': () => palette('openclaw.enable-plugin'),
  'start-account': () => `Start it there: ${keyOf('status.listener')} on ${status}.`,
  'start-listener': () => `Start the listener: ${keyOf('status.listener')} on ${status}.`,
  'stop-listener': () => `Stop the listener here: ${keyOf('status.listener')} on ${status}.`,
  'see-listener': () => `Look at ${screen('feed')}.`,
  'restart-channel': () => `Restart the channel instead: ${gatewayMenu}.`,
  'end-listener': () => `${keyOf('status.end-orphan')} on ${status} ends it.`,
  'tell-again': () => `${keyOf('pairing.notify')} on Approved (${keyOf('pairing.switch')}) tells them again.`,
  'see-requests': () => `Look at ${screen('pairing')}.`,
  'do-step': ({ step }) => `${keyOf('set-up.do')} ${steps[step]}`,
  'see-config': () => `${access} names the file and the line.`,
  'see-findings': () => `${access} lists them, each with what to do about it.`,
  'create-config': () => palette('access.channel'),
  'switch-on': ({ what }) => palette(what === 'plugin' ? 'access.plugin' : 'access.channel'),
  'find-config': () => `${access} says where it was looked for.`,
  'look-at-config': () => `Look at ${access}.`,
  'read-config': () => `Read the config again: ${keyOf('access.reload')} on ${access}.`,
  'edit-file': () => `${keyOf('access.edit-file')} on ${access} opens it in your editor.`,
  'change-access': ({ what }) => (what === undefined ? `Go to ${access}.` : `${what} on ${access}.`),
  'enable-account': () => `Enable it first: ${keyOf('status.enable')} on ${status}.`,
  'enable-channel': () => `Enable the channel first: ${keyOf('access.change')} on its row on ${access}.`,
};

/** A hint as the console says it; undefined where there is none. */
export const hintText = (hint: Hint | undefined): string | undefined => hintIn(remedyWords, hint);

/** An error in one paragraph: what happened, then what to do. */
export const sentenceAndHint = ({
  sentence,
  hint,
}: {
  readonly sentence: string;
  readonly hint?: Hint | undefined;
}): string => [sentence, hintText(hint)].filter((part) => part !== undefined).join(' ');
