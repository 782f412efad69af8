import { describe, expect, test } from 'vitest';
import { isGatewayCommand } from '../../../src/core/openclaw/gateway-lock.ts';

const split = (commandLine: string): readonly string[] => commandLine.split(' ');

test.each([
  'openclaw-gateway',
  'node /usr/lib/node_modules/openclaw/openclaw.mjs gateway run --verbose',
  'node /usr/lib/node_modules/openclaw/dist/index.js gateway --port 18789',
  'openclaw --profile work gateway',
  '"C:\\node.exe" "C:\\npm\\node_modules\\openclaw\\dist\\entry.js" gateway run',
])('a gateway: %s', (commandLine) => {
  expect(isGatewayCommand(split(commandLine))).toBe(true);
});

describe('no gateway', () => {
  test.each([
    '',
    'openclaw',
    'openclaw gateway status --json',
    'node /opt/openclaw.mjs gateway restart',
    'node /opt/openclaw.mjs config set gateway.port 1',
    'openclaw agent gateway run',
    'nginx gateway run',
    'tail openclaw-gateway',
  ])('%s', (commandLine) => {
    expect(isGatewayCommand(split(commandLine))).toBe(false);
  });
});
