import { describe, expect, test } from 'vitest';
import { hintText } from '../../src/cli/remedies.ts';
import { errorSentences } from '../../src/core/error-words.ts';
import { listenerSentences } from '../../src/core/listener/words.ts';
import { loginSentences } from '../../src/core/login/words.ts';
import type { ListenProcess } from '../../src/core/model/listening.ts';
import { openclawSentences } from '../../src/core/openclaw/words.ts';
import { pairingSentences } from '../../src/core/pairing/words.ts';
import { duration, type ErrorView, view } from '../../src/core/shared/error-view.ts';
import { profileName } from '../../src/core/shared/ids.ts';

const hostile = '\x1b]0;x\x07bad\u202e\nname';
const file = '/home/an/.openclaw/openclaw.json';
const e = errorSentences;

/** Every function of the catalogue with plausible and with hostile parameters. */
const samples: { readonly [Name in keyof typeof errorSentences]: readonly ErrorView[] } = {
  zcaNotFound: [
    e.zcaNotFound(),
    e.zcaNotFound({ lookedFor: '/x/zca', by: 'flag' }),
    e.zcaNotFound({ lookedFor: hostile, by: 'environment' }),
    e.zcaNotFound({ lookedFor: '/x', by: 'setting' }),
  ],
  zcaNotExecutable: [
    e.zcaNotExecutable({ file }),
    e.zcaNotExecutable({ file, reason: 'folder' }),
    e.zcaNotExecutable({ file: hostile, reason: 'no-access' }),
  ],
  modeNotChanged: [e.modeNotChanged([`${file}: EPERM`])],
  changeRefused: [e.changeRefused({ sentence: 'No.', hint: 'Yes.' })],
  zcaNotZca: [e.zcaNotZca({ file, detail: hostile })],
  notLoggedIn: [e.notLoggedIn({ profile: 'work' })],
  noSuchProfile: [e.noSuchProfile({ profile: hostile })],
  sessionEnded: [e.sessionEnded({ profile: 'work', detail: 'Đăng nhập thất bại' })],
  noNetwork: [e.noNetwork({ what: 'zca auth status' })],
  timedOut: [e.timedOut({ what: 'zca friend list', afterMs: 15_000 })],
  garbageOutput: [
    e.garbageOutput({ what: 'zca me info' }),
    e.garbageOutput({ what: hostile, detail: hostile }),
  ],
  cancelled: [e.cancelled({ what: 'zca friend find' })],
  busy: [e.busy(), e.busy({ what: 'This request is being decided' })],
  notStarted: [e.notStarted({ what: 'openclaw', detail: 'ENOENT' })],
  tooMuchOutput: [e.tooMuchOutput({ what: 'zca group list', maxBytes: 16 * 1_048_576 })],
  commandFailed: [
    e.commandFailed({ what: 'zca msg send', exitCode: 1 }),
    e.commandFailed({ what: 'zca msg send' }),
  ],
  unsupportedCall: [e.unsupportedCall({ what: 'zca auth cache-refresh' })],
  notFound: [e.notFound(), e.notFound({ subject: 'group 1' })],
  openclawNotFound: [e.openclawNotFound(), e.openclawNotFound({ lookedFor: hostile })],
  gatewayDown: [e.gatewayDown(), e.gatewayDown({ detail: hostile })],
  readOnly: [errorSentences.readOnly()],
  gatewayRefused: [errorSentences.gatewayRefused({ detail: 'no' })],
  notPermitted: [
    errorSentences.notPermitted({ what: 'channels.start', detail: 'missing scope: operator.admin' }),
  ],
  exportFailed: [
    e.exportFailed({ file, problem: 'exists' }),
    e.exportFailed({ file: hostile, problem: 'unknown', detail: hostile }),
  ],
  nothingToSend: [e.nothingToSend()],
  listenerOwned: [e.listenerOwned({ profile: 'work' }), e.listenerOwned({ profile: 'work', pid: 1 })],
  loginRefused: [
    e.loginRefused({ isScanned: true, detail: "Error: Can't login" }),
    e.loginRefused({ isScanned: false }),
  ],
  listenerKicked: [
    e.listenerKicked({ profile: 'work' }),
    e.listenerKicked({ profile: 'work', closeCode: 3003, isTaken: true }),
    e.listenerKicked({ profile: 'work', closeCode: 3000 }),
  ],
  listenerSilent: [e.listenerSilent({ profile: 'work', afterMs: 10_000 })],
  loginDeclined: [e.loginDeclined(), e.loginDeclined({ byName: hostile })],
  qrExpired: [e.qrExpired()],
  qrUnreadable: [e.qrUnreadable(), e.qrUnreadable({ detail: 'blank' })],
  configMissing: [e.configMissing({ file })],
  configUnreadable: [e.configUnreadable({ file })],
  configBroken: [
    e.configBroken({ file, line: 12, detail: 'unexpected }' }),
    e.configBroken({ file: hostile }),
  ],
  configChanged: [e.configChanged({ file })],
  configWriteFailed: [
    e.configWriteFailed({ file }),
    e.configWriteFailed({ file: hostile, problem: 'disk-full', detail: 'ENOSPC' }),
  ],
  storeMissing: [e.storeMissing({ file })],
  storeUnreadable: [e.storeUnreadable({ file })],
  storeCorrupt: [e.storeCorrupt({ file })],
  storeLocked: [e.storeLocked({ file }), e.storeLocked({ file, byPid: 12, heldForMs: 4_000 })],
  foreignOwner: [e.foreignOwner({ file: hostile, uid: 1001 })],
  storeWriteFailed: [e.storeWriteFailed({ file, detail: 'ENOSPC' })],
  codeUnknown: [e.codeUnknown({ code: 'K7PQ2MXD' }), e.codeUnknown({ code: hostile })],
  codeExpired: [e.codeExpired({ code: 'K7PQ2MXD' }), e.codeExpired({ code: 'K7PQ2MXD', agoMs: 600_000 })],
  codeOtherAccount: [e.codeOtherAccount({ code: 'K7PQ2MXD', accountId: 'shop' })],
  notTold: [
    e.notTold({ said: 'An was not told.' }),
    e.notTold({ said: 'An was not told.', hint: 'Do it again.', detail: hostile }),
  ],
  settingsBroken: [e.settingsBroken({ file }), e.settingsBroken({ file, setAsideAs: `${file}.broken` })],
  badUsage: [
    e.badUsage({ problem: 'There is no screen named fed.', suggestion: 'Did you mean feed?' }),
    e.badUsage({ problem: hostile }),
  ],
  notATerminal: [e.notATerminal(), e.notATerminal({ instead: ['zalouser-tui status'] })],
  oldNode: [e.oldNode({ version: '20.1.0', needed: '22.12' })],
  unsupportedHere: [e.unsupportedHere({ what: 'Revoking', why: 'OpenClaw keeps approvals in its database' })],
  internal: [e.internal('boom'), e.internal(hostile)],
};

const o = openclawSentences.errors;
const openclawErrors: readonly ErrorView[] = [
  o.configRefused(),
  o.commandFailed({ what: 'openclaw plugins list', exitCode: 1 }),
  o.garbageOutput({ what: 'openclaw plugins list' }),
  o.timedOut({ what: 'openclaw plugins list', afterMs: 1_000 }),
  o.unsupportedCall({ what: 'openclaw plugins list' }),
  o.requestGone(),
];

const kebab = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

const leftBehind: ListenProcess = {
  pid: 61,
  profile: profileName('work'),
  owner: { type: 'left-behind' },
  commandLine: 'zca listen',
};
/** What a feed, a log-in or a decision in a shell can come to, too. */
const ofCommands: readonly ErrorView[] = [
  loginSentences.noProof('Error: x'),
  loginSentences.notProven('work'),
  loginSentences.notTold('work'),
  loginSentences.alreadyLoggedIn('work'),
  loginSentences.noLoginByHand('work', ''),
  listenerSentences.ownedBy(leftBehind),
  ...[leftBehind, { ...leftBehind, otherUser: 1_001 }, 'gateway' as const, 'unknown' as const].map(
    (suspect) => ({
      ...e.listenerKicked({ profile: 'work' }),
      hint: listenerSentences.kickedHint(suspect),
    }),
  ),
  pairingSentences.notReadYet(),
  pairingSentences.unsupportedDismiss(),
  pairingSentences.unsupportedRevoke(),
  pairingSentences.unsupportedRestore(),
  pairingSentences.unsupportedNotify(),
];

/** Words of the console: its log, its screens, its keys; it may be named how to open one. Only there can a feed be saved. */
const ofConsole =
  /command log|(?<!--)\bscreen\b|\bpress\b|\([A-Z1-9]\)|\bwith [a-z]\b[,.;]|[a-z+] on (?:status|feed|pairing|directory|access|login)\b/iu;

test.each(
  Object.entries({ ...samples, exportFailed: [], openclaw: openclawErrors, commands: ofCommands }).flatMap(
    ([name, views]) => views.map((sample) => [name, sample] as const),
  ),
)('%s: outside of the console nothing of it is named', (_, { hint }) => {
  expect(hintText(hint) ?? '').not.toMatch(ofConsole);
});

describe.each(Object.entries(samples))('%s', (name, views) => {
  test.each(views.map((sample, index) => [index, sample] as const))('%i', (_, sample) => {
    expect(sample.code).toBe(kebab(name));
    expect(sample.sentence).toMatch(/^\S.*[.↵a-z]$/u);
    for (const words of [sample.sentence, hintText(sample.hint) ?? ''])
      expect(words).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]|undefined/u);
    expect(sample.detail ?? '').not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/u);
    // Nobody is left alone with an error, but a cancellation was asked for and `unsupportedHere` leaves its hint to the caller.
    expect(sample.hint !== undefined || ['cancelled', 'unsupportedHere'].includes(name)).toBe(true);
  });
});

test.each([
  [
    e.storeLocked({ file: '/s', byPid: 12, heldForMs: 4_000 }).sentence,
    '/s is locked by process 12, since 4 s; nothing was written.',
  ],
  [e.configBroken({ file: '/c', line: 12 }).sentence, 'The OpenClaw config has an error in /c, line 12.'],
  [
    e.timedOut({ what: 'zca friend list', afterMs: 15_000 }).sentence,
    'zca friend list did not finish within 15 s and was ended.',
  ],
  [e.codeExpired({ code: 'K7PQ2MXD', agoMs: 600_000 }).sentence, 'The code K7PQ2MXD expired 10 min ago.'],
])('%s', (sentence, expected) => {
  expect(sentence).toBe(expected);
});

test('a blank detail is left out, a long one cut', () => {
  expect(view('internal', 'x', 'y', ' \x07\n')).toEqual({ code: 'internal', sentence: 'x', hint: 'y' });
  expect(view('internal', 'x', undefined, 'a'.repeat(9_000)).detail).toHaveLength(2_000);
});

test.each([
  [0, '0 ms'],
  [800, '800 ms'],
  [15_000, '15 s'],
  [119_000, '119 s'],
  [240_000, '4 min'],
])('%i ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
