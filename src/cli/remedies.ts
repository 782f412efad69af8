// What a command says of a remedy: the command that does it.
import { type Hint, hintIn, type RemedyWords } from '../core/shared/remedy.ts';

/** Every remedy in the words of the command line. A command stands at the end without a full stop, to be copied. */
export const remedyWords: RemedyWords = {
  'log-in': ({ accountId }) => `Log in by QR code: zalouser-tui login --account ${accountId ?? 'ID'}`,
  'check-account': () => 'Check the account with zalouser-tui status.',
  'see-call': ({ said }) => {
    if (said === undefined) return 'Run it by hand to see more.';
    return said === 'nothing' ? 'It said nothing; run it by hand to see why.' : 'Read what it said, or run it by hand.';
  },
  'start-gateway': () => 'Start the gateway: openclaw gateway start',
  'see-gateway': () => 'Look at the gateway: openclaw gateway status',
  'restart-channel': () => 'Restart it the way it was started.',
  'end-listener': ({ pid }) => `End it: kill ${pid}`,
  'tell-again': () => 'A on the Pairing screen tells them again: zalouser-tui --screen pairing',
  'see-config': () => 'zalouser-tui doctor names the file and the line.',
  'find-config': () => 'Run openclaw onboard, or name the config with --config PATH.',
  'look-at-config': () => 'Run zalouser-tui doctor: it says why.',
  'read-config': () => 'Try again: the config is read anew.',
  // What is to be done in which file is said by the words around it.
  'edit-file': () => '',
  'change-access': () => 'In the console: zalouser-tui --screen access',
  'enable-account': () => 'Enable it first, in the console: zalouser-tui --screen status',
  'enable-channel': () => 'Enable the channel first, in the console: zalouser-tui --screen access',
};

/** A hint as a command says it; undefined where there is none. */
export const hintText = (hint: Hint | undefined): string | undefined => hintIn(remedyWords, hint);
