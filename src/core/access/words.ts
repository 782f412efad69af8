// Words about a change of the config: what it is called, and what became of it.

import type { ConfigAction } from '../config/change-request.ts';
import { sanitizeLine, sanitizeName } from '../shared/text/sanitize.ts';
import { changeEffectSentences } from './words-impact.ts';
import { together } from './words-together.ts';

/** Paths of files are other people's text: at most so many code units are shown. */
const clean = (text: string): string => sanitizeLine(text, 1_000);

const groupWord = (isAllowed: boolean): string => (isAllowed ? 'Let group' : 'Block group');

/** What an action does, as the title of its review. */
const summary = (action: ConfigAction): string => {
  switch (action.type) {
    case 'set-account-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} account ${action.accountId}`;
    case 'restart-channel':
      return `Restart the channel for account ${action.accountId} (the settings stay as they are)`;
    case 'add-account':
      return `Add account ${action.accountId}`;
    case 'remove-account':
      return `Remove account ${action.accountId} from the config`;
    case 'rename-account':
      return `Rename account ${action.accountId} to ${action.to}`;
    case 'set-default-account':
      return `Make ${action.accountId} the default account`;
    case 'set-profile':
      return `Use profile ${action.profile} for account ${action.accountId}`;
    case 'set-dm-policy':
      return `Direct messages on ${action.accountId}: ${action.policy}`;
    case 'set-group-policy':
      return `Groups on ${action.accountId}: ${action.policy}`;
    case 'add-allow-from':
      return `Allow ${action.entries.map(sanitizeName).join(', ')} on ${action.accountId}`;
    case 'remove-allow-from':
      return `No longer allow ${sanitizeName(action.entry)} on ${action.accountId}`;
    case 'set-group':
      return `${groupWord(action.isAllowed)} ${sanitizeName(action.key)} on ${action.accountId}`;
    case 'set-group-tools':
      return `Tools of group ${sanitizeName(action.key)} on ${action.accountId}`;
    case 'remove-group':
      return `Remove group ${sanitizeName(action.key)} from ${action.accountId}`;
    case 'set-defaults-group-policy':
      return `Groups where an account says nothing: ${action.policy}`;
    case 'set-prefix':
      return `${action.which} of ${action.accountId}`;
    case 'set-channel-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} the zalouser channel`;
    case 'set-plugin-enabled':
      return `${action.isEnabled ? 'Enable' : 'Disable'} the zalouser plugin`;
  }
};

/** Words of a change under review. */
export const changeSentences = {
  summary,
  /** Several changes as one: the title of their review. */
  together,
  /** `*` is said where it goes along: it decides about everybody. */
  withStar: (summaryText: string, change: 'added' | 'removed') =>
    `${summaryText}, ${change === 'added' ? 'with * in allowFrom' : '* taken out of allowFrom'}`,
  ...changeEffectSentences,
  written: (file: string) => `Written: ${clean(file)}`,
  undone: (file: string, effect: string) => `Undone. ${effect} (${clean(file)} is as it was before.)`,
  changedByOthers: 'Somebody else changed the file meanwhile. Their change:',
  ours: 'Your change, as it would be made now:',
} as const;
