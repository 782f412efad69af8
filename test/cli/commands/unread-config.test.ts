import { describe, expect, it } from 'vitest';
import { noSuchAccount, unreadConfigLines } from '../../../src/cli/commands/unread-config.ts';
import { aConfig, aFinding, aState, shop } from '../../support/builders.ts';

const broken = aState({
  config: aConfig({
    status: 'broken',
    hasSection: false,
    findings: [
      aFinding({
        code: 'config-broken',
        severity: 'problem',
        sentence: 'openclaw.json is not valid JSON5: \u001b[2Jend of text.',
        place: { file: '/c.json', line: 3 },
      }),
    ],
  }),
});

describe('a config that cannot be read', () => {
  it('is told with file and line, and what it means', () => {
    const lines = unreadConfigLines(broken);
    expect(lines).toEqual([
      expect.stringMatching(/^problem: openclaw\.json is not valid JSON5: .*\(\/c\.json:3\)$/u),
      expect.stringContaining('implied without a config'),
    ]);
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/u);
  });

  it('is told even where nobody said what is wrong', () => {
    expect(unreadConfigLines(aState({ config: aConfig({ status: 'broken' }) }))[0]).toContain(
      '/home/an/.openclaw/openclaw.json',
    );
  });

  it.each([
    [
      'as the config reader found it',
      [aFinding({ code: 'config-missing', sentence: 'There is no OpenClaw config at /c.json.' })],
      /^warning: There is no OpenClaw config at \/c\.json\./u,
    ],
    [
      'even where nobody said so',
      [],
      /^config \/home\/an\/\.openclaw\/openclaw\.json, which does not exist$/u,
    ],
  ])('is told where there is none, %s', (_, findings, first) => {
    expect(unreadConfigLines(aState({ config: aConfig({ status: 'missing', findings }) }))).toEqual([
      expect.stringMatching(first),
      expect.stringContaining('implied without a config'),
    ]);
  });

  it('is nothing where it was read', () => {
    expect(unreadConfigLines(aState())).toEqual([]);
  });

  it('does not say that an account is not listed', () => {
    expect(noSuchAccount(broken, shop)).toMatchObject({
      code: 'config-broken',
      sentence: expect.stringContaining('is not known'),
    });
    expect(noSuchAccount(broken, 'all')).toMatchObject({ code: 'bad-usage' });
    expect(noSuchAccount(aState(), shop)).toMatchObject({ code: 'bad-usage' });
  });
});
