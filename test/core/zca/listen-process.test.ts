import { describe, expect, test } from 'vitest';
import { isSharedListener, readListenCall } from '../../../src/core/zca/listen-process.ts';

const split = (commandLine: string): readonly string[] => commandLine.split(' ');

describe('a listener', () => {
  test.each<[string, string | undefined]>([
    ['node /usr/local/bin/zca --profile work listen -r -k', 'work'],
    ['/usr/bin/zca --profile work listen -r -k', 'work'],
    ['zca listen -r -k', undefined],
    ['openzca --profile=work listen', 'work'],
    ['openzca -p work listen', 'work'],
    ['node --max-old-space-size=512 /opt/zca.mjs --debug --profile work listen', 'work'],
    ['node /usr/lib/node_modules/openzca/dist/cli.js --profile work listen --supervised', 'work'],
    ['/bin/sh /home/an/bin/zca listen --profile work', 'work'],
    ['/Users/an/Library/Application Support/zca --profile work listen', 'work'],
    ['C:\\nodejs\\node.exe C:\\npm\\node_modules\\openzca\\dist\\cli.js --profile work listen', 'work'],
    ['cmd.exe /d /s /c "zca --profile work listen -r -k"', 'work'],
    ['C:\\bin\\zca.exe --profile work listen', 'work'],
    ['python3 /opt/zca --profile work listen', 'work'],
    ['/usr/bin/python3.12 -u /opt/zca.py --profile work listen', 'work'],
    ['/Library/Frameworks/Python.app/Contents/MacOS/Python /opt/zca --profile work listen', 'work'],
    ['perl /opt/zca --profile work listen', 'work'],
    ['ruby3.2 /opt/zca listen', undefined],
    ['stdbuf -oL zca --profile work listen', 'work'],
    ['/lib64/ld-linux-x86-64.so.2 /opt/zca --profile work listen', 'work'],
    // The first profile counts, as with the program itself.
    ['zca --profile work listen --profile other', 'work'],
  ])('%s', (commandLine, profile) => {
    expect(readListenCall(split(commandLine))).toEqual(profile === undefined ? {} : { profile });
  });

  test('under a name of its own', () => {
    expect(readListenCall(['/opt/zalo', '--profile', 'work', 'listen'])).toBeUndefined();
    expect(readListenCall(['node', '/opt/zalo', '--profile', 'work', 'listen'], '/opt/zalo')).toEqual({
      profile: 'work',
    });
  });
});

describe('no listener', () => {
  test.each([
    '',
    'zca',
    'zca --profile',
    'zca --profile listen',
    'node /usr/bin/zca --profile work auth status',
    'node /usr/bin/zca --profile work msg send 45 listen',
    'grep zca listen',
    'grep /usr/bin/zca listen',
    'vim zca listen',
    'pythonic zca listen',
    'less /opt/zca listen',
    'python3 /opt/server.py listen',
    'tail -f zca listen',
    'node /opt/buzzca listen',
    'node /opt/zcash.js listen',
    'node server.js listen',
  ])('%s', (commandLine) => {
    expect(readListenCall(split(commandLine))).toBeUndefined();
  });
});

test.each<[string, boolean]>([
  ['node /usr/lib/node_modules/zalouser-tui/dist/zca.js --profile work listen -r -k', true],
  ['node /home/an/zalouser-tui/dist/zca.js --behind=/usr/bin/openzca listen -r', true],
  ['node /src/checkout/dist/zca.js listen -r -k --events', true],
  ['node /usr/bin/zalouser-tui zca listen -r', true],
  ['node /usr/bin/zalouser-tui --zca zca listen', false],
  ['node /usr/lib/node_modules/openzca/dist/cli.js listen -r -k', false],
  ['node /elsewhere/dist/zca.js listen -r -k', false],
  ['/usr/bin/zca listen -r -k', false],
])('shares its session: %s', (commandLine, isShared) => {
  expect(isSharedListener(split(commandLine), '/src/checkout/dist/zca.js')).toBe(isShared);
});
