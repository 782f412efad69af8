import { describe, expect, it } from 'vitest';
import { detectGeneration, generationOfVersion, parseOpenClawVersion } from '../../../src/core/openclaw/generation.ts';

describe('parseOpenClawVersion', () => {
  it.each([
    ['2026.2.26\n', '2026.2.26'],
    ['OpenClaw 2026.9.6 (eb377ac)\n', '2026.9.6'],
    ['2026.3.1-beta.2', '2026.3.1-beta.2'],
    ['warning: x\nOpenClaw 2026.2.26', '2026.2.26'],
    ['openclaw: command not found', undefined],
    ['', undefined],
  ])('reads %j', (text, version) => expect(parseOpenClawVersion(text)).toBe(version));
});

describe('generationOfVersion', () => {
  it.each([
    ['2025.12.30', '226'],
    ['2026.1.29', '226'],
    ['2026.2.26', '226'],
    ['2026.3.31', '226'],
    ['2026.4.1', '96'],
    ['2026.9.6', '96'],
    ['2027.1.1', '96'],
  ] as const)('%s is %s', (version, generation) => expect(generationOfVersion(version)).toBe(generation));
});

describe('detectGeneration', () => {
  const detect = (there: readonly string[], names: readonly string[], version?: string) =>
    detectGeneration({
      stateDir: '/s',
      credentialsDir: '/s/credentials',
      exists: (file) => there.includes(file),
      list: (folder) => (folder === '/s/credentials' ? names : []),
      ...(version === undefined ? {} : { version }),
    });
  const sqlite = '/s/state/openclaw.sqlite';

  it('believes the version whatever the files say', () => {
    expect(detect([sqlite], [], '2026.2.26')).toBe('226');
    expect(detect([], ['zalouser-pairing.json'], '2026.9.6')).toBe('96');
  });
  it('takes 226 where nothing tells otherwise', () => expect(detect([], [])).toBe('226'));
  it('takes 96 for a database without JSON files', () => expect(detect([sqlite], ['telegram-pairing.json', 'oauth.json'])).toBe('96'));
  it.each(['zalouser-pairing.json', 'zalouser-allowFrom.json', 'zalouser-work-allowFrom.json'])(
    'takes 226 where %s is beside a database',
    (name) => expect(detect([sqlite], [name])).toBe('226'),
  );
});
