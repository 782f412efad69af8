import { describe, expect, test } from 'vitest';
import { findListeners, withOwners } from '../../../src/core/gateway/listener-owners.ts';
import type { ProcessEntry } from '../../../src/core/system/process-list.ts';
import { aListener, aProcess } from '../../support/processes.ts';

const gateway = aProcess(30, 'openclaw-gateway');
const other = aProcess(31, 'openclaw-gateway');
const console = aProcess(50, 'node /usr/bin/zalouser-tui');
const otherConsole = aProcess(51, 'node /usr/lib/zalouser-tui/bin/zalouser-tui.js --screen feed');

const ownersOf = (...entries: readonly ProcessEntry[]) => {
  const all = [aProcess(1, '/sbin/init'), gateway, other, console, otherConsole, ...entries];
  const found = findListeners(all).map(({ entry, profile = 'default' }) => ({ entry, profile }));
  const facts = {
    entries: all,
    consolePid: 50,
    gateways: [
      { pid: 30, isProven: true },
      { pid: 32, isProven: false },
    ],
    otherGatewayPids: [31],
    records: [{ pid: 77, startMark: 'boot:77' }],
  };
  return withOwners(found, facts).map(({ pid, owner }) => [pid, owner]);
};

describe('whose child', () => {
  test.each<[string, readonly ProcessEntry[], unknown]>([
    ['the gateway', [aListener(60, 'work', 30)], { type: 'gateway', pid: 30 }],
    ['another gateway', [aListener(60, 'work', 31)], { type: 'other-gateway', pid: 31 }],
    ['this console', [aListener(60, 'work', 50)], { type: 'console' }],
    ['another console', [aListener(60, 'work', 51)], { type: 'other-console', pid: 51 }],
    [
      'the gateway, through a shell',
      [aProcess(59, 'sh -c whatever', { ppid: 30 }), aListener(60, 'work', 59)],
      { type: 'gateway', pid: 30 },
    ],
    [
      'a gateway that a console started',
      [aProcess(32, 'openclaw-gateway', { ppid: 50 }), aListener(60, 'work', 32)],
      { type: 'gateway', pid: 32 },
    ],
    ['nobody', [aListener(60, 'work', 1)], { type: 'nobody' }],
    ['one who cannot be seen', [aListener(60, 'work', 4_000)], { type: 'nobody' }],
    [
      'somebody else',
      [aProcess(59, 'bash --token abc', { ppid: 1 }), aListener(60, 'work', 59)],
      { type: 'other', pid: 59, commandLine: 'bash --token [redacted]' },
    ],
  ])('%s', (_, entries, owner) => {
    expect(ownersOf(...entries)).toEqual([[60, owner]]);
  });

  test('an earlier run, if it is recorded and still the same process', () => {
    expect(ownersOf(aListener(77, 'work'))).toEqual([[77, { type: 'left-behind' }]]);
    expect(ownersOf({ ...aListener(77, 'work'), startMark: 'boot:9' })).toEqual([[77, { type: 'nobody' }]]);
  });

  test('parents that go in a circle end', () => {
    expect(
      ownersOf(
        aListener(60, 'work', 61),
        aProcess(61, 'bash', { ppid: 62 }),
        aProcess(62, 'bash', { ppid: 61 }),
      ),
    ).toEqual([[60, { type: 'other', pid: 61, commandLine: 'bash' }]]);
  });
});

test('a wrapper and what it wraps count once, two beside each other twice; by pid', () => {
  const wrapper = aProcess(70, '/bin/sh /usr/bin/zca --profile work listen -r -k', { ppid: 30 });
  const found = findListeners([gateway, aListener(80, 'work', 30), wrapper, aListener(71, 'work', 70)]);
  expect(found.map(({ entry }) => entry.pid)).toEqual([70, 80]);
});

test('command lines of strangers are harmless and short', () => {
  const hostile = aProcess(60, 'zca --profile work listen', {
    words: ['zca', 'listen', '\u001b[2J', 'x'.repeat(500)],
  });
  const [one] = withOwners([{ entry: hostile, profile: 'work' }], {
    entries: [hostile],
    consolePid: 50,
    gateways: [],
    otherGatewayPids: [],
    records: [],
  });
  expect(one?.commandLine).not.toContain('\u001b');
  expect(one?.commandLine.length).toBeLessThanOrEqual(161);
});
