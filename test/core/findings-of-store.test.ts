import { describe, expect, it } from 'vitest';
import { errorSentences } from '../../src/core/error-words.ts';
import { findings } from '../../src/core/findings.ts';
import { requestKey } from '../../src/core/model/people.ts';
import { pairingSentences } from '../../src/core/pairing/words.ts';
import type { ErrorView } from '../../src/core/shared/error-view.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { storeFileSentences } from '../../src/core/system/write-words.ts';
import { aRequest, aState } from '../support/builders.ts';

const file = '/home/an/.openclaw/credentials/zalouser-pairing.json';

const failedOn = (error: ErrorView): ConsoleState => aState({ pairing: { status: 'failed', error } });

describe('a pairing store that is not well is a finding', () => {
  it('damaged: what to do before OpenClaw overwrites it', () => {
    expect(
      findings(failedOn(errorSentences.storeCorrupt({ file, detail: 'Unexpected end of JSON input' }))),
    ).toEqual([
      {
        code: 'store-corrupt',
        severity: 'problem',
        sentence: `The pairing store ${file} is damaged; it was left as it is.`,
        fix: expect.stringContaining(`cp ${file} ${file}.damaged`),
        place: { file },
      },
    ]);
  });

  it('of a later version: nothing is damaged', () => {
    const [finding] = findings(failedOn(pairingSentences.storeForeign(file, '2')));
    expect(finding).toMatchObject({
      code: 'store-corrupt',
      fix: 'Use openclaw pairing for it, or a newer zalouser-tui.',
    });
  });

  it('unreadable', () => {
    expect(findings(failedOn(errorSentences.storeUnreadable({ file, detail: 'EACCES' })))).toMatchObject([
      {
        code: 'store-unreadable',
        severity: 'problem',
        fix: expect.stringContaining('permissions'),
        place: { file },
      },
    ]);
  });

  it('no plain file: it is moved away, nothing is copied', () => {
    const [finding] = findings(failedOn(storeFileSentences.storeNotAFile(file)));
    expect(finding).toMatchObject({
      code: 'store-unreadable',
      fix: 'Move it away: OpenClaw makes a new one.',
      place: { file },
    });
  });

  it('held by somebody until a decision gave up', () => {
    const error = errorSentences.storeLocked({ file, byPid: 77, heldForMs: 34_000 });
    const work = { [requestKey(aRequest())]: { status: 'failed', act: 'approve', error } } as const;
    expect(findings(aState({ pairing: { work } }))).toMatchObject([
      { code: 'store-locked', severity: 'problem', place: { file } },
    ]);
  });

  it.each([errorSentences.gatewayDown(), errorSentences.openclawNotFound()])(
    'not what is told elsewhere: $code',
    (error) => {
      expect(findings(failedOn(error))).toEqual([]);
    },
  );

  it('read again, it is none any more', () => {
    expect(findings(aState())).toEqual([]);
  });
});
