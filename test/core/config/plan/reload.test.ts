import { describe, expect, it } from 'vitest';
import { reloadEffect } from '../../../../src/core/config/plan/reload.ts';
import type { JsonObject } from '../../../../src/core/config/value.ts';
import { capabilities } from '../../../support/releases.ts';

const plugins = { entries: { zalouser: { enabled: true } } };
const base: JsonObject = { channels: { zalouser: { dmPolicy: 'pairing' } }, plugins };
const section: JsonObject = { ...base, channels: { zalouser: { dmPolicy: 'open' } } };
const defaults: JsonObject = {
  ...base,
  channels: { zalouser: { dmPolicy: 'pairing' }, defaults: { groupPolicy: 'disabled' } },
};
const both: JsonObject = {
  ...base,
  channels: { zalouser: { dmPolicy: 'open' }, defaults: { groupPolicy: 'disabled' } },
};
const pluginOff: JsonObject = { ...base, plugins: { entries: { zalouser: { enabled: false } } } };
const withMode = (config: JsonObject, mode: unknown): JsonObject => ({
  ...config,
  gateway: { reload: { mode } },
});

const commandEdits = { ...base, commands: { config: true } };

/** Observed with the real 2026.2.26 (each line of its log), read in the code of the real 2026.9.6. */
describe('what the gateway does', () => {
  it.each([
    ['b', 'hybrid', section, 'channel-restarts'],
    ['b', 'hybrid', defaults, 'gateway-restarts'],
    ['b', 'hybrid', both, 'gateway-restarts'],
    ['b', 'hybrid', pluginOff, 'gateway-restarts'],
    ['b', 'hot', section, 'channel-restarts'],
    ['b', 'hot', defaults, 'ignored-until-restart'],
    ['b', 'hot', both, 'ignored-until-restart'],
    ['b', 'hot', pluginOff, 'ignored-until-restart'],
    ['b', 'restart', section, 'gateway-restarts'],
    ['b', 'restart', defaults, 'gateway-restarts'],
    ['b', 'off', section, 'nothing-until-restart'],
    ['b', 'off', defaults, 'nothing-until-restart'],
    ['b', 'sometimes', section, 'channel-restarts'],
    ['b', undefined, section, 'channel-restarts'],
    ['d', 'hybrid', section, 'channel-restarts'],
    ['d', 'hybrid', defaults, 'applies'],
    ['d', 'hybrid', pluginOff, 'applies'],
    ['d', 'hot', defaults, 'applies'],
    ['d', 'hybrid', commandEdits, 'channel-restarts'],
    ['d', 'restart', section, 'channel-restarts'],
    ['d', 'off', section, 'nothing-until-restart'],
  ] as const)('%s in mode %s: %#', (kind, mode, after, effect) => {
    const question = {
      before: withMode(base, mode),
      after: withMode(after, mode),
      can: capabilities(kind),
      isMainFile: true,
    };
    for (const gateway of ['up', 'unknown'] as const)
      expect(reloadEffect({ ...question, gateway })).toBe(effect);
    expect(reloadEffect({ ...question, gateway: 'down' })).toBe('no-gateway');
  });

  it('restarts as a whole where no channel was written down before: 226 has no rule for all channels at once', () => {
    const question = { before: { plugins }, after: base, gateway: 'up', isMainFile: true } as const;
    expect(reloadEffect({ ...question, can: capabilities('b') })).toBe('gateway-restarts');
    expect(reloadEffect({ ...question, before: { plugins, channels: {} }, can: capabilities('b') })).toBe(
      'channel-restarts',
    );
  });

  it('restarts as a whole while the plugin is off: 2026.2.26 does not know its channel then', () =>
    expect(
      reloadEffect({
        before: pluginOff,
        after: { ...section, plugins: pluginOff['plugins'] },
        can: capabilities('b'),
        gateway: 'up',
        isMainFile: true,
      }),
    ).toBe('gateway-restarts'));

  it('is not noticed in an included file by 2026.2.26, and is by 2026.9.6', () => {
    const question = { before: base, after: section, gateway: 'up', isMainFile: false } as const;
    expect(reloadEffect({ ...question, can: capabilities('b') })).toBe('not-noticed');
    expect(reloadEffect({ ...question, can: capabilities('d') })).toBe('channel-restarts');
    // Saving the main file once more would not help here.
    expect(reloadEffect({ ...question, after: withMode(section, 'off'), can: capabilities('b') })).toBe(
      'nothing-until-restart',
    );
  });

  it('is told of every channel where a shared file changes another one, too', () =>
    expect(
      reloadEffect({
        before: base,
        after: { ...base, channels: { zalouser: { dmPolicy: 'open' }, telegram: { dmPolicy: 'open' } } },
        can: capabilities('b'),
        gateway: 'up',
        isMainFile: true,
      }),
    ).toBe('applies'));
});
