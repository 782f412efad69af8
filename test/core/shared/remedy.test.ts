import { describe, expect, it, test } from 'vitest';
import { namesKeyOrScreen } from '../../../scripts/house/named-keys.ts';
import * as cli from '../../../src/cli/remedies.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { type Hint, hintIn, hintsInOne, type Remedy } from '../../../src/core/shared/remedy.ts';
import { sentenceAndHint, remedyWords as tuiWords } from '../../../src/tui/app/remedies.ts';

/** One of each; a new one does not compile until it stands here and in both faces. */
const remedies = {
  'log-in': { action: 'log-in', accountId: accountId('shop') },
  'enable-or-log-out': { action: 'enable-or-log-out', profile: 'shop' },
  'choose-account': { action: 'choose-account' },
  'see-account': { action: 'see-account' },
  'ask-again': { action: 'ask-again' },
  'install-zca': { action: 'install-zca' },
  'give-gateway-zca': { action: 'give-gateway-zca' },
  'check-account': { action: 'check-account' },
  'see-call': { action: 'see-call', said: 'something' },
  'start-gateway': { action: 'start-gateway' },
  'see-gateway': { action: 'see-gateway' },
  'gateway-status': { action: 'gateway-status' },
  'restart-gateway': { action: 'restart-gateway', hasProgram: true },
  'install-plugin': { action: 'install-plugin' },
  'enable-plugin': { action: 'enable-plugin' },
  'start-account': { action: 'start-account', accountId: accountId('shop') },
  'start-listener': { action: 'start-listener' },
  'stop-listener': { action: 'stop-listener' },
  'see-listener': { action: 'see-listener' },
  'restart-channel': { action: 'restart-channel' },
  'end-listener': { action: 'end-listener', pid: 812 },
  'see-requests': { action: 'see-requests' },
  'do-step': { action: 'do-step', step: 'begin-test' },
  'tell-again': { action: 'tell-again' },
  'see-config': { action: 'see-config' },
  'see-findings': { action: 'see-findings' },
  'create-config': { action: 'create-config' },
  'switch-on': { action: 'switch-on', what: 'plugin', hasProgram: true },
  'find-config': { action: 'find-config' },
  'look-at-config': { action: 'look-at-config' },
  'read-config': { action: 'read-config' },
  'edit-file': { action: 'edit-file' },
  'change-access': { action: 'change-access' },
  'enable-account': { action: 'enable-account' },
  'enable-channel': { action: 'enable-channel' },
} as const satisfies { readonly [A in Remedy['action']]: Remedy<A> };

test.each(Object.values(remedies))(
  '$action: the console names a key or a screen, a command neither',
  (remedy) => {
    const inConsole = hintIn(tuiWords, remedy) ?? '';
    expect(inConsole).toMatch(/^\p{Lu}.*\.$/u);
    expect(namesKeyOrScreen([inConsole])).toBe(true);
    const inCommand = hintIn(cli.remedyWords, remedy) ?? '';
    expect(inCommand).not.toMatch(/\bpress\b|\([A-Za-z0-9+:]\)/iu);
    expect(inCommand).not.toContain('undefined');
  },
);

describe('a hint', () => {
  const stays = 'It expires by itself.';

  it('is read in its order, words and remedies alike, as each face says them', () => {
    const hint: Hint = [stays, remedies['end-listener']];
    expect(hintIn(cli.remedyWords, hint)).toBe(`${stays} End it: kill 812`);
    expect(hintIn(tuiWords, hint)).toBe(`${stays} K on Status (1) ends it.`);
    expect(sentenceAndHint({ sentence: 'It failed.', hint })).toBe(
      `It failed. ${stays} K on Status (1) ends it.`,
    );
  });

  it('says nothing where a face has nothing to offer', () => {
    expect(hintIn(cli.remedyWords, remedies['edit-file'])).toBeUndefined();
    expect(hintIn(cli.remedyWords, ['Change it by hand.', remedies['edit-file']])).toBe('Change it by hand.');
    expect(hintIn(tuiWords, undefined)).toBeUndefined();
    expect(sentenceAndHint({ sentence: 'It failed.' })).toBe('It failed.');
  });

  it('has a full stop behind a command that more words follow', () => {
    const hint: Hint = [{ action: 'log-in', accountId: accountId('shop') }, 'Then restart the gateway.'];
    expect(hintIn(cli.remedyWords, hint)).toBe(
      'Log in by QR code: zalouser-tui login --account shop. Then restart the gateway.',
    );
  });

  it('can be put together of several', () => {
    expect(hintsInOne(stays, undefined, [remedies['log-in'], 'Then again.'])).toEqual([
      stays,
      remedies['log-in'],
      'Then again.',
    ]);
  });
});
