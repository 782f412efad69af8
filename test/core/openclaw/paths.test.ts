import { describe, expect, it } from 'vitest';
import { type PathInput, resolveOpenClawPaths } from '../../../src/core/openclaw/paths.ts';
import { capabilities } from '../../support/releases.ts';

const ask = (parts: Partial<PathInput>, there: readonly string[] = []) =>
  resolveOpenClawPaths({
    env: {},
    homeDir: '/home/an',
    cwd: '/here',
    exists: (file) => there.includes(file),
    ...parts,
  });

interface Case {
  readonly says: string;
  readonly parts?: Partial<PathInput>;
  readonly there?: readonly string[];
  readonly config: string;
  readonly state?: string;
  readonly credentials?: string;
}

const home = '/home/an/.openclaw';

const cases: readonly Case[] = [
  {
    says: 'nothing anywhere: the new names',
    config: `${home}/openclaw.json`,
    state: home,
    credentials: `${home}/credentials`,
  },
  {
    says: 'a legacy folder where there is no new one',
    there: ['/home/an/.clawdbot', '/home/an/.clawdbot/clawdbot.json'],
    config: '/home/an/.clawdbot/clawdbot.json',
    state: '/home/an/.clawdbot',
  },
  {
    says: 'the new folder before a legacy one',
    there: [home, '/home/an/.clawdbot', `${home}/clawdbot.json`, '/home/an/.clawdbot/openclaw.json'],
    config: `${home}/clawdbot.json`,
    state: home,
  },
  {
    says: 'a config in a legacy folder although the new folder exists',
    there: [home, '/home/an/.moltbot/moltbot.json'],
    config: '/home/an/.moltbot/moltbot.json',
    state: home,
  },
  {
    says: 'a named state folder',
    parts: { env: { OPENCLAW_STATE_DIR: '/srv/claw' } },
    there: ['/srv/claw/openclaw.json'],
    config: '/srv/claw/openclaw.json',
    state: '/srv/claw',
    credentials: '/srv/claw/credentials',
  },
  {
    says: 'a named state folder without a config, none at home',
    parts: { env: { OPENCLAW_STATE_DIR: '/srv/claw' } },
    config: '/srv/claw/openclaw.json',
    state: '/srv/claw',
  },
  {
    says: '226: the home config is read where the named folder has none',
    parts: { env: { OPENCLAW_STATE_DIR: '/srv/claw' } },
    there: [`${home}/openclaw.json`],
    config: `${home}/openclaw.json`,
    state: '/srv/claw',
    credentials: '/srv/claw/credentials',
  },
  {
    says: 'not that of the home folder on 2026.5.12 and later',
    parts: { env: { OPENCLAW_STATE_DIR: '/srv/claw' }, capabilities: capabilities('c') },
    there: [`${home}/openclaw.json`],
    config: '/srv/claw/openclaw.json',
    state: '/srv/claw',
  },
  {
    says: 'a legacy name in a named state folder',
    parts: { env: { OPENCLAW_STATE_DIR: '/srv/claw' } },
    there: ['/srv/claw/moldbot.json'],
    config: '/srv/claw/moldbot.json',
    state: '/srv/claw',
  },
  {
    says: 'a named config, for the config only',
    parts: { env: { OPENCLAW_CONFIG_PATH: '/etc/claw.json' } },
    there: [`${home}/openclaw.json`],
    config: '/etc/claw.json',
    state: home,
  },
  {
    says: 'the flag before a named config',
    parts: { env: { OPENCLAW_CONFIG_PATH: '/etc/claw.json' }, configFlag: 'mine.json' },
    config: '/here/mine.json',
    state: home,
  },
  {
    says: 'a new variable before its legacy one',
    parts: {
      env: {
        OPENCLAW_STATE_DIR: '/a',
        CLAWDBOT_STATE_DIR: '/b',
        OPENCLAW_CONFIG_PATH: '/c',
        CLAWDBOT_CONFIG_PATH: '/d',
      },
    },
    config: '/c',
    state: '/a',
  },
  {
    says: '226: legacy variables',
    parts: { env: { CLAWDBOT_STATE_DIR: '/b', CLAWDBOT_CONFIG_PATH: '/d/x.json' } },
    config: '/d/x.json',
    state: '/b',
  },
  {
    says: 'legacy variables on 2026.3.13',
    parts: {
      env: { CLAWDBOT_STATE_DIR: '/b', CLAWDBOT_CONFIG_PATH: '/d/x.json' },
      capabilities: capabilities('2026.3.13'),
    },
    config: '/d/x.json',
    state: '/b',
  },
  {
    says: 'no legacy variables on 2026.3.22 and later',
    parts: {
      env: { CLAWDBOT_STATE_DIR: '/b', CLAWDBOT_CONFIG_PATH: '/d' },
      capabilities: capabilities('2026.3.22'),
    },
    config: `${home}/openclaw.json`,
    state: home,
  },
  {
    says: 'OPENCLAW_HOME instead of the home folder',
    parts: { env: { OPENCLAW_HOME: '/srv/bot' } },
    config: '/srv/bot/.openclaw/openclaw.json',
    state: '/srv/bot/.openclaw',
  },
  {
    says: 'a ~ in OPENCLAW_HOME is the real home',
    parts: { env: { OPENCLAW_HOME: '~/bot', HOME: '/home/binh' } },
    config: '/home/binh/bot/.openclaw/openclaw.json',
    state: '/home/binh/bot/.openclaw',
  },
  {
    says: 'a ~ elsewhere is the effective home',
    parts: { env: { OPENCLAW_HOME: '/srv/bot', OPENCLAW_STATE_DIR: '~/s' } },
    config: '/srv/bot/s/openclaw.json',
    state: '/srv/bot/s',
  },
  {
    says: 'HOME before the system home',
    parts: { env: { HOME: '/home/binh' } },
    config: '/home/binh/.openclaw/openclaw.json',
    state: '/home/binh/.openclaw',
  },
  {
    says: 'relative paths from the current folder',
    parts: { env: { OPENCLAW_STATE_DIR: 'state' } },
    config: '/here/state/openclaw.json',
    state: '/here/state',
  },
  {
    says: 'blank variables as unset',
    parts: { env: { OPENCLAW_STATE_DIR: '  ', OPENCLAW_CONFIG_PATH: '', OPENCLAW_HOME: ' ' } },
    config: `${home}/openclaw.json`,
    state: home,
  },
  {
    says: 'another folder for credentials',
    parts: { env: { OPENCLAW_OAUTH_DIR: '~/keys' } },
    config: `${home}/openclaw.json`,
    state: home,
    credentials: '/home/an/keys',
  },
  {
    says: 'another folder for credentials where they hold no pairing, too',
    parts: { env: { OPENCLAW_OAUTH_DIR: '/keys' }, capabilities: capabilities('d') },
    config: `${home}/openclaw.json`,
    credentials: '/keys',
  },
  {
    says: 'OPENCLAW_PROFILE has no effect',
    parts: { env: { OPENCLAW_PROFILE: 'work' } },
    config: `${home}/openclaw.json`,
    state: home,
  },
];

describe('resolveOpenClawPaths', () => {
  it.each(cases)('finds: $says', ({ parts = {}, there = [], config, state, credentials }) => {
    const { configPath, stateDir, credentialsDir } = ask(parts, there);
    const expected = {
      configPath: config,
      stateDir: state ?? stateDir,
      credentialsDir: credentials ?? credentialsDir,
    };
    expect({ configPath, stateDir, credentialsDir }).toEqual(expected);
  });

  it('tells when the config is not in the state folder that was named', () => {
    const trap = { env: { OPENCLAW_STATE_DIR: '/srv/claw' } };
    expect(ask(trap, [`${home}/openclaw.json`]).isHomeFallback).toBe(true);
    expect(ask(trap, [`${home}/openclaw.json`, '/srv/claw/openclaw.json']).isHomeFallback).toBe(false);
    expect(ask(trap).isHomeFallback).toBe(false);
    expect(ask({}, [`${home}/openclaw.json`]).isHomeFallback).toBe(false);
  });

  it('lists every place in order: state folder, then the four folders at home, four names each', () => {
    const { candidates } = ask({ env: { OPENCLAW_STATE_DIR: '/s' } });
    expect(candidates).toHaveLength(20);
    expect(candidates.slice(0, 5)).toEqual([
      '/s/openclaw.json',
      '/s/clawdbot.json',
      '/s/moldbot.json',
      '/s/moltbot.json',
      `${home}/openclaw.json`,
    ]);
  });
});
