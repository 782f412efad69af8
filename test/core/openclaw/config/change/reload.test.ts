import { describe, expect, it } from 'vitest';
import { reloadEffect } from '../../../../../src/core/openclaw/config/change/reload.ts';
import type { JsonObject } from '../../../../../src/core/openclaw/config/value.ts';

const plugins = { entries: { zalouser: { enabled: true } } };
const base: JsonObject = { channels: { zalouser: { dmPolicy: 'pairing' } }, plugins };
const section: JsonObject = { ...base, channels: { zalouser: { dmPolicy: 'open' } } };
const defaults: JsonObject = { ...base, channels: { zalouser: { dmPolicy: 'pairing' }, defaults: { groupPolicy: 'disabled' } } };
const both: JsonObject = { ...base, channels: { zalouser: { dmPolicy: 'open' }, defaults: { groupPolicy: 'disabled' } } };
const pluginOff: JsonObject = { ...base, plugins: { entries: { zalouser: { enabled: false } } } };
const withMode = (config: JsonObject, mode: unknown): JsonObject => ({ ...config, gateway: { reload: { mode } } });

/** Observed with the real 226 (each line of its log), read in the code of the real 96. */
describe('what the gateway does', () => {
  it.each([
    ['226', 'hybrid', section, 'channel-restarts'],
    ['226', 'hybrid', defaults, 'gateway-restarts'],
    ['226', 'hybrid', both, 'gateway-restarts'],
    ['226', 'hybrid', pluginOff, 'gateway-restarts'],
    ['226', 'hot', section, 'channel-restarts'],
    ['226', 'hot', defaults, 'ignored-until-restart'],
    ['226', 'hot', both, 'ignored-until-restart'],
    ['226', 'hot', pluginOff, 'ignored-until-restart'],
    ['226', 'restart', section, 'gateway-restarts'],
    ['226', 'restart', defaults, 'gateway-restarts'],
    ['226', 'off', section, 'nothing-until-restart'],
    ['226', 'off', defaults, 'nothing-until-restart'],
    ['226', 'sometimes', section, 'channel-restarts'],
    ['226', undefined, section, 'channel-restarts'],
    ['96', 'hybrid', section, 'channel-restarts'],
    ['96', 'hybrid', defaults, 'applies'],
    ['96', 'hybrid', pluginOff, 'applies'],
    ['96', 'hot', defaults, 'applies'],
    ['96', 'restart', section, 'channel-restarts'],
    ['96', 'off', section, 'nothing-until-restart'],
  ] as const)('%s in mode %s: %#', (generation, mode, after, effect) => {
    const question = { before: withMode(base, mode), after: withMode(after, mode), generation, isMainFile: true };
    for (const gateway of ['up', 'unknown'] as const) expect(reloadEffect({ ...question, gateway })).toBe(effect);
    expect(reloadEffect({ ...question, gateway: 'down' })).toBe('no-gateway');
  });

  it('restarts as a whole where no channel was written down before: 226 has no rule for all channels at once', () => {
    const question = { before: { plugins }, after: base, gateway: 'up', isMainFile: true } as const;
    expect(reloadEffect({ ...question, generation: '226' })).toBe('gateway-restarts');
    expect(reloadEffect({ ...question, before: { plugins, channels: {} }, generation: '226' })).toBe('channel-restarts');
  });

  it('restarts as a whole while the plugin is off: 226 does not know its channel then', () =>
    expect(
      reloadEffect({
        before: pluginOff,
        after: { ...section, plugins: pluginOff['plugins'] },
        generation: '226',
        gateway: 'up',
        isMainFile: true,
      }),
    ).toBe('gateway-restarts'));

  it('is not noticed in an included file by 226, and is by 96', () => {
    const question = { before: base, after: section, gateway: 'up', isMainFile: false } as const;
    expect(reloadEffect({ ...question, generation: '226' })).toBe('not-noticed');
    expect(reloadEffect({ ...question, generation: '96' })).toBe('channel-restarts');
    // Saving the main file once more would not help here.
    expect(reloadEffect({ ...question, after: withMode(section, 'off'), generation: '226' })).toBe('nothing-until-restart');
  });

  it('is told of every channel where a shared file changes another one, too', () =>
    expect(
      reloadEffect({
        before: base,
        after: { ...base, channels: { zalouser: { dmPolicy: 'open' }, telegram: { dmPolicy: 'open' } } },
        generation: '226',
        gateway: 'up',
        isMainFile: true,
      }),
    ).toBe('applies'));
});
