import { describe, expect, it } from 'vitest';
import { accountRow } from '../../../src/core/accounts/select.ts';
import type { OpenFile } from '../../../src/core/doctor/model.ts';
import {
  closableFiles,
  closeCommand,
  filePermissionFindings,
} from '../../../src/core/doctor/select-findings.ts';
import { findings } from '../../../src/core/findings.ts';
import type { ConfigCheck } from '../../../src/core/model/programs.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { aConfig, aState, nowMs, shop } from '../../support/builders.ts';

const session: OpenFile = {
  path: '/home/an/.openzca/profiles/shop/credentials.json',
  kind: 'session',
  isFolder: false,
  isWritable: false,
  isReachable: true,
  isOurs: true,
  profile: profileName('shop'),
};

const withFiles = (...openFiles: readonly OpenFile[]): ConsoleState =>
  aState({ filePermissions: { checkedAtMs: nowMs, openFiles, sessions: [] } });

const withOpinion = (
  value: ConfigCheck,
  config = aConfig(),
  status: 'ready' | 'loading' | 'failed' = 'ready',
): ConsoleState => aState({ config, configCheck: { status, value, atMs: nowMs } });

const summary = (state: ConsoleState) =>
  filePermissionFindings(state).map(({ code, severity }) => `${severity} ${code}`);

describe('files that others may read', () => {
  it('nothing, before and after a look that found nothing', () => {
    expect([filePermissionFindings(aState()), filePermissionFindings(withFiles())]).toEqual([[], []]);
  });

  it('a session: of whom, what it means, and the exact command', () => {
    const state = withFiles(session);
    expect(filePermissionFindings(state)).toEqual([
      {
        code: 'credentials-readable',
        severity: 'problem',
        accountId: shop,
        sentence:
          'Every user of this machine can read the Zalo session of profile shop: whoever has it is you on Zalo.',
        fix: 'Run: chmod 600 /home/an/.openzca/profiles/shop/credentials.json',
        place: { file: session.path },
      },
    ]);
    expect(findings(state).map(({ code }) => code)).toEqual(['credentials-readable']);
    expect(accountRow(state, shop)?.findings).toHaveLength(1);
  });

  it('kept private by its folder only: a note', () => {
    expect(summary(withFiles({ ...session, isReachable: false }))).toEqual(['note credentials-readable']);
  });

  it('a config, the store, and what is somebody else’s', () => {
    const state = withFiles(
      { ...session, kind: 'config', path: '/home/an/my claw/openclaw.json', isOurs: false },
      { ...session, kind: 'store', path: '/c', isFolder: true, isWritable: true },
    );
    expect(filePermissionFindings(state).map(({ sentence, fix }) => [sentence, fix])).toEqual([
      [
        'Every user of this machine can read /home/an/my claw/openclaw.json with its secrets: passwords and tokens are in it.',
        "Another user owns it; that one, or root, runs: chmod 600 '/home/an/my claw/openclaw.json'",
      ],
      ['Every user of this machine can read and change /c: they can let themselves in.', 'Run: chmod 700 /c'],
    ]);
    expect(closableFiles(state).map(({ path }) => path)).toEqual(['/c']);
  });

  it('a quote in a name', () => {
    expect(closeCommand({ path: "/a'b", isFolder: false })).toBe(String.raw`chmod 600 '/a'\''b'`);
  });
});

describe('codes in the log', () => {
  it.each<[number, number, boolean, string]>([
    [3, 2, false, 'warning codes-in-log'],
    [3, 2, true, 'problem codes-in-log'],
    [3, 0, true, 'note codes-in-log'],
  ])('%i codes, %i work, readable by all: %s', (codes, pending, isReadable, expected) => {
    const log = { file: '/tmp/openclaw/openclaw-2026-11-22.log', codes, pending, isReadable };
    const state = aState({ filePermissions: { openFiles: [], sessions: [], log } });
    expect(summary(state)).toEqual([expected]);
    expect(filePermissionFindings(state)[0]).toMatchObject({
      place: { file: log.file },
      fix: expect.stringContaining('zalouser-tui pairing list'),
    });
  });
});

describe('configs that are not ours', () => {
  it('the gateway’s', () => {
    const [finding, ...others] = filePermissionFindings(
      withOpinion({ otherServiceConfig: '/home/an/.openclaw-work/openclaw.json', isValid: true }),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'gateway-other-config',
      severity: 'problem',
      fix: 'Start the console as the service is started: OPENCLAW_STATE_DIR=/home/an/.openclaw-work zalouser-tui',
    });
  });

  it('both are another, which is told of once', () => {
    const other = '/etc/claw.json5';
    expect(
      summary(withOpinion({ otherServiceConfig: other, otherCliConfig: other, isValid: false })),
    ).toEqual(['problem gateway-other-config']);
    expect(filePermissionFindings(withOpinion({ otherCliConfig: other }))[0]).toMatchObject({
      code: 'openclaw-other-config',
      fix: expect.stringContaining('OPENCLAW_CONFIG_PATH=/etc/claw.json5 zalouser-tui'),
    });
  });

  it('refused', () => {
    expect(
      filePermissionFindings(withOpinion({ isValid: false, issue: 'channels.nosuch: unknown channel id' })),
    ).toEqual([
      expect.objectContaining({
        code: 'openclaw-refuses-config',
        sentence: expect.stringContaining('channels.nosuch'),
      }),
    ]);
    expect(filePermissionFindings(withOpinion({ isValid: true }))).toEqual([]);
  });

  it('what it said of an older text, or of one we cannot read either, is not repeated', () => {
    expect(summary(withOpinion({ isValid: false }, aConfig({ readAtMs: nowMs + 1 })))).toEqual([]);
    // What was said still counts while it is asked again, and when there is no answer then.
    for (const status of ['loading', 'failed'] as const) {
      expect(summary(withOpinion({ isValid: false }, aConfig(), status))).toEqual(
        summary(withOpinion({ isValid: false })),
      );
    }
    expect(summary(withOpinion({ isValid: false }, aConfig({ status: 'broken' })))).toEqual([]);
  });
});

it('the same state gives the same findings', () => {
  const state = withFiles(session);
  expect(findings({ ...state })).toBe(findings(state));
});
