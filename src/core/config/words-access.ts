// What is said about who gets through, by the settings that stand in the config.
import { type ConfigWords, refuses, shown, shownExactly } from './words-values.ts';

const said =
  (severity: ConfigWords['severity']) =>
  (code: string, sentence: string, fix: string): ConfigWords => ({ code, severity, sentence, fix });
const [problem, warning, note] = [said('problem'), said('warning'), said('note')];

const direct = {
  dmOpen: (id: string) =>
    warning(
      'open-dm-policy',
      `Everybody on Zalo may talk to the agent on ${id}: dmPolicy is open.`,
      'Set dmPolicy to pairing or allowlist.',
    ),
  /** `open` without `*`, where `open` means everybody. */
  dmOpenUnasked: (id: string) =>
    warning(
      'open-dm-policy',
      `Everybody on Zalo may talk to the agent on ${id}: dmPolicy is open, and this OpenClaw asks for no "*" in allowFrom.`,
      'Set dmPolicy to pairing or allowlist.',
    ),
  /** `open` with a list but without `*`, where `open` means everybody. */
  dmOpenBeyondList: (id: string) =>
    warning(
      'open-dm-policy',
      `Everybody on Zalo may talk to the agent on ${id}, not only those in allowFrom: dmPolicy is open.`,
      'Set dmPolicy to allowlist to let in only those in allowFrom.',
    ),
  /** `open` without `*`, where `allowFrom` counts under it. */
  dmOpenNobody: (id: string) =>
    problem(
      'open-dm-policy-empty',
      `Nobody may talk to the agent on ${id}: dmPolicy is open, but this OpenClaw lets in only those in allowFrom, which is empty.`,
      'Set dmPolicy to pairing, or add "*" to allowFrom to let in everybody.',
    ),
  dmOpenListed: (id: string) =>
    note(
      'open-dm-policy-listed',
      `dmPolicy is open on ${id}, but without "*" this OpenClaw lets in only those in allowFrom.`,
      'Set dmPolicy to allowlist to say what it means.',
    ),
  dmStar: (id: string) =>
    warning(
      'allow-from-everyone',
      `Everybody on Zalo may talk to the agent on ${id}: allowFrom holds "*".`,
      'Remove "*" from allowFrom.',
    ),
  dmUnknown: (id: string, policy: string, isFatal: boolean) =>
    problem(
      'dm-policy-unknown',
      `dmPolicy is ${shownExactly(policy)} on ${id}, which is no policy: ${isFatal ? 'OpenClaw refuses the config' : 'everybody who is not allowed already is blocked without a word'}.`,
      `Set dmPolicy to pairing, allowlist, open or disabled.${isFatal ? ` ${refuses}` : ''}`,
    ),
  dmLockedOut: (id: string) =>
    warning(
      'allow-from-empty',
      `Nobody may talk to the agent on ${id}, not even those approved by code: dmPolicy is allowlist and allowFrom is empty.`,
      'Add ids to allowFrom, or set dmPolicy to pairing.',
    ),
} as const;

const groups = {
  groupOpenByDefault: (id: string) =>
    warning(
      'open-group-policy-by-default',
      `Every message of every group gets an answer on ${id}: groupPolicy is not set, which means open.`,
      'Set groupPolicy to allowlist and list the groups.',
    ),
  groupOpen: (id: string) =>
    warning(
      'open-group-policy',
      `Every message of every group gets an answer on ${id}, whoever wrote it: groupPolicy is open.`,
      'Set groupPolicy to allowlist and list the groups.',
    ),
  groupOpenMention: (id: string) =>
    warning(
      'open-group-policy',
      `Anybody in any group may talk to the agent on ${id} by mentioning it: groupPolicy is open.`,
      'Set groupPolicy to allowlist and list the groups.',
    ),
  groupBlockIgnored: (id: string, keys: readonly string[], policy: string) =>
    warning(
      'group-block-ignored',
      `${keys.slice(0, 3).map(shown).join(', ')}${keys.length > 3 ? ` and ${keys.length - 3} more` : ''} in groups of ${id} ${keys.length === 1 ? 'is' : 'are'} blocked to no effect: groupPolicy is ${shownExactly(policy)}, and this OpenClaw looks at groups only under allowlist.`,
      'Set groupPolicy to allowlist and list the groups.',
    ),
  groupUnknown: (id: string, policy: string, isFatal: boolean) =>
    problem(
      'group-policy-unknown',
      `groupPolicy is ${shownExactly(policy)} on ${id}, which is no policy: ${isFatal ? 'OpenClaw refuses the config' : 'every group gets through'}.`,
      `Set groupPolicy to allowlist, open or disabled.${isFatal ? ` ${refuses}` : ''}`,
    ),
  /** Groups are listed, and `groupAllowFrom` names nobody where somebody must be named. */
  groupsNobody: (id: string) =>
    warning(
      'groups-nobody',
      `No group gets an answer on ${id}: groupPolicy is allowlist and groupAllowFrom names nobody, so this OpenClaw blocks every member of every listed group.`,
      'Set groupAllowFrom to ["*"], or to the ids of those who may write.',
    ),
  groupsEmpty: (id: string) =>
    note(
      'groups-empty',
      `No group gets through on ${id}: groupPolicy is allowlist and no group is listed.`,
      'Add groups; or set groupPolicy to disabled, if that is meant.',
    ),
  groupsAllOff: (id: string) =>
    note(
      'groups-all-off',
      `No group gets through on ${id}: groupPolicy is allowlist and every group in the list is switched off.`,
      'Let a group in, or set groupPolicy to disabled.',
    ),
  accessGroupMissing: (id: string, entry: string, list: string) =>
    warning(
      'access-group-missing',
      `${shown(entry)} in ${list} of ${id} stands for nobody: accessGroups of the config has no such group.`,
      `Add the group to accessGroups, or take the entry out of ${list}.`,
    ),
  accessGroupElsewhere: (id: string, entry: string, list: string) =>
    note(
      'access-group-elsewhere',
      `Whom ${shown(entry)} in ${list} of ${id} lets in is not known here: another program decides who is in it.`,
      'List the ids themselves, if it must be known.',
    ),
  accessGroupsUnknown: (id: string, entry: string, list: string) =>
    warning(
      'access-group-unknown',
      `${shown(entry)} in ${list} of ${id} stands for nobody: this OpenClaw knows no access groups.`,
      `List the ids themselves in ${list}.`,
    ),
  groupPolicyUnreached: (id: string, path: string, policy: string) =>
    note(
      'group-policy-unreached',
      `${path} is ${shownExactly(policy)} but does not reach ${id}: in this OpenClaw an account without its own groupPolicy has allowlist.`,
      'Set groupPolicy on the account itself.',
    ),
  entryIgnored: (id: string, entry: string, list: 'allowFrom' | 'groupAllowFrom' | 'groups') =>
    warning(
      'entry-ignored',
      `${shown(entry)} in ${list} of ${id} is a name: this OpenClaw compares ids only, so it stands for ${list === 'groups' ? 'no group' : 'nobody'}.`,
      'Write the id instead of the name.',
    ),
} as const;

export const configAccessSentences = { ...direct, ...groups } as const;
