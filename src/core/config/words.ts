// What is said about the OpenClaw config: findings with their fixes. Names from the config are made harmless here.
import { sanitizeName } from '../shared/text/sanitize.ts';
import { configAccessSentences } from './words-access.ts';
import { type ConfigWords, refuses, shown, shownExactly } from './words-values.ts';

/** What stands between and after the lines of a difference between two versions of a config file. */
export const configDiffSentences = {
  gap: (lines: number): string => (lines === 1 ? '1 unchanged line' : `${lines} unchanged lines`),
  /** Follows the last line of the side that does not end in a newline, where the other does. */
  noFinalNewline: '(no newline at the end)',
} as const;

export type { ConfigWords } from './words-values.ts';

const problem = (code: string, sentence: string, fix: string): ConfigWords => ({
  code,
  severity: 'problem',
  sentence,
  fix,
});
const warning = (code: string, sentence: string, fix: string): ConfigWords => ({
  code,
  severity: 'warning',
  sentence,
  fix,
});
const note = (code: string, sentence: string, fix: string): ConfigWords => ({
  code,
  severity: 'note',
  sentence,
  fix,
});

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);

const files = {
  missing: (file: string) =>
    warning(
      'config-missing',
      `There is no OpenClaw config at ${file}.`,
      'Run openclaw onboard, or name another file with --config.',
    ),
  unreadable: (file: string, code: string) =>
    problem(
      'config-unreadable',
      `The config ${file} cannot be read (${code}).`,
      'Check who owns the file and its permissions.',
    ),
  notAFile: (file: string) =>
    problem('config-unreadable', `${file} is not a file.`, 'Name the config file itself with --config.'),
  linkLoop: (file: string) =>
    problem(
      'config-unreadable',
      `${file} is a link that leads back to itself.`,
      'Point the link at the config file.',
    ),
  tooBig: (file: string, bytes: number, maxBytes: number) =>
    problem(
      'config-unreadable',
      `The config ${file} has ${mebibytes(bytes)} MiB; at most ${mebibytes(maxBytes)} MiB are read.`,
      'Look what fills it: a config rarely has more than a few hundred kB. Is it the right file (--config)?',
    ),
  encoded: (file: string, encoding: string) =>
    problem(
      'config-broken',
      `The config ${file} is saved as ${encoding}; OpenClaw reads UTF-8 only.`,
      `Save it as UTF-8 in an editor, or with iconv -f ${encoding} -t UTF-8. ${refuses}`,
    ),
  empty: (file: string) =>
    problem(
      'config-broken',
      `The config ${file} is empty.`,
      'Put {} into it, or restore it from openclaw.json.bak.',
    ),
  broken: (name: string, reason: string) =>
    problem('config-broken', `${name} is not valid JSON5: ${reason}.`, `Correct the line. ${refuses}`),
  notAnObject: (file: string) =>
    problem('config-broken', `The config ${file} does not hold an object.`, `It must be { … }. ${refuses}`),
  /** Of a release that was never looked at. */
  openclawNewer: (version: string, newest: string) =>
    note(
      'openclaw-newer',
      `OpenClaw ${version} is newer than ${newest}, the newest that this console knows: it is taken to behave as that one.`,
      'Look for a newer zalouser-tui before you rely on a verdict.',
    ),
  logsEverything: (level: string) =>
    note(
      'logs-everything',
      `The gateway logs at level ${level}: it says why it drops a message, its log grows, and tells who wrote to whom.`,
      'Put logging.level back once you know why.',
    ),
  elsewhere: (stateDir: string, file: string) =>
    warning(
      'config-elsewhere',
      `OPENCLAW_STATE_DIR names ${stateDir}, but the config is read from ${file}, because that folder has none.`,
      `Put an openclaw.json into ${stateDir}, or unset OPENCLAW_STATE_DIR.`,
    ),
  variableMissing: (name: string, path: string) =>
    warning(
      'variable-missing',
      `${path} uses \${${name}}, which is not set here.`,
      `If the gateway does not have ${name} either, set it: OpenClaw 2026.2 refuses the whole config without it.`,
    ),
};

/** `$include`. */
const includes = {
  includeMissing: (name: string, file: string) =>
    problem(
      'include-missing',
      `The included file ${shown(name)} does not exist.`,
      `Create ${sanitizeName(file)} or remove the $include. ${refuses}`,
    ),
  includeUnreadable: (name: string, code: string) =>
    problem(
      'include-unreadable',
      `The included file ${shown(name)} cannot be read (${code}).`,
      `Check its permissions. ${refuses}`,
    ),
  includeLinkLoop: (name: string) =>
    problem(
      'include-unreadable',
      `The included file ${shown(name)} is a link that leads back to itself.`,
      `Point it at a file. ${refuses}`,
    ),
  includeEncoded: (name: string, encoding: string) =>
    problem(
      'include-broken',
      `The included file ${shown(name)} is saved as ${encoding}; OpenClaw reads UTF-8 only.`,
      `Save it as UTF-8 in an editor, or with iconv -f ${encoding} -t UTF-8. ${refuses}`,
    ),
  includeBroken: (name: string, reason: string) =>
    problem(
      'include-broken',
      `The included file ${shown(name)} is not valid JSON5: ${reason}.`,
      `Correct the line. ${refuses}`,
    ),
  includeOutside: (name: string, dir: string) =>
    problem(
      'include-outside',
      `The included file ${shown(name)} lies outside the config folder.`,
      `Move it into ${dir}. ${refuses}`,
    ),
  includeCircular: (chain: readonly string[]) =>
    problem(
      'include-circular',
      `Files include each other in a circle: ${sanitizeName(chain.join(' → '))}.`,
      `Remove one of the $include. ${refuses}`,
    ),
  includeTooDeep: (name: string, depth: number) =>
    problem(
      'include-too-deep',
      `The included file ${shown(name)} is more than ${depth} includes deep.`,
      `Include it further up. ${refuses}`,
    ),
  includeRefused: (name: string) =>
    problem(
      'include-refused',
      `OpenClaw does not include ${shown(name)}.`,
      `It must be a plain file of at most 2 MiB without hard links. ${refuses}`,
    ),
  includeBadValue: () =>
    problem(
      'include-bad-value',
      '$include must be a file name or a list of file names.',
      `Correct the value. ${refuses}`,
    ),
  includeNotObject: () =>
    problem(
      'include-not-object',
      'An included file stands beside other keys but does not hold an object.',
      `Make it { … }. ${refuses}`,
    ),
};

/** The channel as a whole. */
const channel = {
  channelMissing: () =>
    warning(
      'channel-missing',
      'The config has no channels.zalouser section: account default runs on the built-in settings, and every group is blocked.',
      'Add channels.zalouser with the policies you want.',
    ),
  channelDisabled: () =>
    warning(
      'channel-disabled',
      'The zalouser channel is switched off: no account runs.',
      'Set channels.zalouser.enabled to true.',
    ),
  pluginOff: () =>
    problem(
      'plugin-off',
      'The zalouser plugin is not enabled, so OpenClaw runs no account.',
      'Run openclaw plugins enable zalouser.',
    ),
};

/** Accounts. */
const accounts = {
  keyIgnored: (key: string, id: string) =>
    problem(
      'account-key-ignored',
      `Account key ${shown(key)} runs as account ${id}, and the settings under it are ignored.`,
      `Rename the key to ${id}.`,
    ),
  defaultUnknown: (id: string, used: string) =>
    warning(
      'default-account-unknown',
      `defaultAccount names ${shown(id)}, which is not listed; ${used} is used.`,
      'Correct channels.zalouser.defaultAccount.',
    ),
  profileShared: (profile: string, id: string, others: string) =>
    problem(
      'profile-shared',
      `Profile ${profile} of ${id} is also used by ${others}: two listeners of one Zalo session push each other out.`,
      'Give every account a profile of its own.',
    ),
  profileBad: (profile: string) =>
    problem(
      'profile-bad',
      `Profile ${shownExactly(profile)} is not a name zca accepts: nobody can log in with it.`,
      'Use letters, digits, - and _ only.',
    ),
};

/** Every finding about the config, by what is wrong; `reading` is what was cancelled, if it was. */
export const configSentences = {
  reading: 'Reading the config',
  ...files,
  ...includes,
  ...channel,
  ...accounts,
  ...configAccessSentences,
} as const;
