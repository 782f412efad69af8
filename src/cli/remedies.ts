// What a command says of a remedy: the command that does it.
import { type Hint, hintIn, type RemedyWords } from '../core/shared/remedy.ts';

const restartGateway = 'openclaw gateway restart';
const startAccount = (id: string): string =>
  `openclaw gateway call channels.start --params '{"channel":"zalouser","accountId":"${id}"}'`;

/** Every remedy in the words of the command line. A command stands at the end without a full stop, to be copied. */
export const remedyWords: RemedyWords = {
  'log-in': ({ accountId }) => `Log in by QR code: zalouser-tui login --account ${accountId ?? 'ID'}`,
  'enable-or-log-out': ({ profile }) =>
    `Enable it in the config, or log it out (zca --profile ${profile} auth logout).`,
  'choose-account': () => 'Name one that it lists with --account ID.',
  'see-account': () => '',
  'ask-again': () => '',
  'install-zca': () => '',
  'give-gateway-zca': () => 'Run: zalouser-tui zca install',
  'check-account': () => 'Check the account with zalouser-tui status.',
  'see-call': ({ said }) => {
    if (said === undefined) return 'Run it by hand to see more.';
    return said === 'nothing'
      ? 'It said nothing; run it by hand to see why.'
      : 'Read what it said, or run it by hand.';
  },
  'start-gateway': () => 'Start the gateway: openclaw gateway start',
  'see-gateway': () => 'Look at the gateway: openclaw gateway status',
  'gateway-status': () => 'Run: openclaw gateway status',
  'restart-gateway': ({ hasProgram, when }) => {
    const byHand = 'restart it the way it was started.';
    if (when === 'then')
      return `Then restart a gateway that runs: ${hasProgram ? restartGateway : 'the way it was started.'}`;
    if (when === 'still-deaf')
      return `If the gateway stays deaf, ${hasProgram ? `run: ${restartGateway}` : byHand}`;
    return hasProgram ? `Run: ${restartGateway}` : `There is no openclaw here: ${byHand}`;
  },
  'install-plugin': () => 'Run: openclaw plugins install @openclaw/zalouser',
  'enable-plugin': () => 'Run: openclaw plugins enable zalouser',
  'start-account': ({ accountId }) => `Start it there: ${startAccount(accountId)}`,
  'start-listener': () => 'A gateway does it, or zalouser-tui on its Feed.',
  'stop-listener': () => 'Stop the listener of the console.',
  'see-listener': () => '',
  'restart-channel': () => 'Restart it the way it was started.',
  'end-listener': ({ pid }) => `End it: kill ${pid}`,
  'tell-again': () => 'A on the Pairing screen tells them again: zalouser-tui --screen pairing',
  'see-requests': () => 'See zalouser-tui pairing list.',
  'do-step': () => '',
  'see-config': () => 'zalouser-tui doctor names the file and the line.',
  'see-findings': () => 'What is wrong is said below.',
  'create-config': () => '',
  'switch-on': ({ what, hasProgram = false }) =>
    hasProgram
      ? 'Run: openclaw plugins enable zalouser'
      : `Open zalouser-tui, press : and choose "enable/disable the ${what}".`,
  'find-config': () => 'Run openclaw onboard, or name the config with --config PATH.',
  'look-at-config': () => 'Run zalouser-tui doctor: it says why.',
  'read-config': () => 'Try again: the config is read anew.',
  // Where nothing stands, what to do is said by the words around it.
  'edit-file': () => '',
  'change-access': ({ what }) =>
    `${what === undefined ? 'In' : `${what} in`} the console: zalouser-tui --screen access.`,
  'enable-account': () => 'Enable it first, in the console: zalouser-tui --screen status',
  'enable-channel': () => 'Enable the channel first, in the console: zalouser-tui --screen access',
};

/** A hint as a command says it; undefined where there is none. */
export const hintText = (hint: Hint | undefined): string | undefined => hintIn(remedyWords, hint);
