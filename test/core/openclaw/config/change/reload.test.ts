import { expect, it } from 'vitest';
import { reloadEffect } from '../../../../../src/core/openclaw/config/change/reload.ts';

const section = ['channels', 'zalouser', 'dmPolicy'];
const defaults = ['channels', 'defaults', 'groupPolicy'];
const plugin = ['plugins', 'entries', 'zalouser', 'enabled'];
const off = { gateway: { reload: { mode: 'off' } } };

it.each([
  [[section], {}, '226', 'up', 'channel-restarts'],
  [[section], {}, '226', 'unknown', 'channel-restarts'],
  [[section, defaults], {}, '226', 'up', 'gateway-restarts'],
  [[plugin], {}, '226', 'up', 'gateway-restarts'],
  [[section], {}, '96', 'up', 'channel-restarts'],
  [[defaults], {}, '96', 'up', 'applies'],
  [[section], off, '226', 'up', 'nothing-until-restart'],
  [[section], off, '226', 'down', 'no-gateway'],
] as const)('%j with %j on %s, gateway %s: %s', (paths, config, generation, gateway, effect) =>
  expect(
    reloadEffect(
      paths.map((path) => ({ op: 'remove' as const, path })),
      config,
      generation,
      gateway,
    ),
  ).toBe(effect),
);
