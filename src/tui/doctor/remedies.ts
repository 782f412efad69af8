// What Enter does on a line of the checklist, and how that is said.
import { type ChecklistRemedy, type ChecklistRow, hintsInOne } from '../../core/index.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { type BindingId, keyOf } from '../keys/bindings.ts';

const enter = keyOf('checklist.run');
const { screens } = frameSentences;

interface Deed {
  readonly binding: BindingId;
  /** What follows the name of the key. */
  readonly says: string;
}

const changesConfig = 'switches it on; the change of the config is shown first.';

const deeds: Readonly<Record<Exclude<ChecklistRemedy['action'], 'switch-on'>, Deed>> = {
  'ask-again': { binding: 'app.refresh', says: 'asks again.' },
  'install-zca': { binding: 'zca.get', says: 'says how to get it.' },
  'install-plugin': {
    binding: 'openclaw.install-plugin',
    says: 'installs it, from the registry or a local folder.',
  },
  'enable-plugin': { binding: 'openclaw.enable-plugin', says: 'enables it.' },
  'create-config': { binding: 'access.channel', says: 'creates one with the channel enabled.' },
  'see-findings': {
    binding: 'screen.access',
    says: `opens ${screens.access}, which names the file and the line.`,
  },
  'log-in': { binding: 'screen.login', says: `opens ${screens.login}: scan the code with your phone.` },
  'start-gateway': {
    binding: 'openclaw.start-gateway',
    says: 'starts its service; you see the command first.',
  },
  'see-gateway': {
    binding: 'openclaw.gateway',
    says: 'offers to restart it, stop it, or see its status and its log.',
  },
  'gateway-status': { binding: 'openclaw.gateway-status', says: 'asks for its status.' },
  'see-account': { binding: 'screen.status', says: `opens ${screens.status}.` },
  'see-listener': { binding: 'screen.feed', says: `opens ${screens.feed}.` },
  'start-listener': {
    binding: 'screen.feed',
    says: `opens ${screens.feed}, where ${keyOf('feed.listener')} starts it.`,
  },
};

const deedOf = (remedy: ChecklistRemedy): Deed => {
  if (remedy.action !== 'switch-on') return deeds[remedy.action];
  return { binding: remedy.what === 'plugin' ? 'access.plugin' : 'access.channel', says: changesConfig };
};

/** What Enter runs on the line. */
export const bindingOfRow = ({ remedy }: ChecklistRow): BindingId | undefined =>
  remedy && deedOf(remedy).binding;

/** What is to be done about a line that needs the operator; undefined for others, and where nobody knows. */
export const rowCure = ({ state, cure, remedy }: ChecklistRow): string | undefined => {
  if (state !== 'needs-you') return undefined;
  return hintText(hintsInOne(cure, remedy && `${enter} ${deedOf(remedy).says}`));
};
