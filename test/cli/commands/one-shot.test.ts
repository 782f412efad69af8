import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { columns } from '../../../src/cli/commands/command.ts';
import { waitWithin } from '../../../src/cli/commands/interruption.ts';
import { statusLines } from '../../../src/cli/commands/status.ts';
import type { StatusReport } from '../../../src/cli/reports/status.ts';

const never = new Promise<never>(() => {});

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('for the work', async () => {
    await expect(waitWithin(Promise.resolve(7), 20_000, never)).resolves.toEqual({ type: 'done', value: 7 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('no longer than the limit', async () => {
    const end = waitWithin(never, 20_000, never);
    await vi.advanceTimersByTimeAsync(20_000);
    await expect(end).resolves.toEqual({ type: 'late' });
  });

  test('not after a signal', async () => {
    await expect(waitWithin(never, 20_000, Promise.resolve('SIGINT'))).resolves.toEqual({
      type: 'signal',
      signal: 'SIGINT',
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('what goes wrong is passed on', async () => {
    await expect(waitWithin(Promise.reject(new Error('boom')), 20_000, never)).rejects.toThrow('boom');
  });
});

test('columns are as wide as a terminal shows them, empty ones are left out, and nothing in them is followed', () => {
  expect(
    columns([
      ['a', '', '日本', 'x'],
      ['bbb', '', 'Nguyễn'.normalize('NFD'), '\u001b[31my\nz'],
    ]),
  ).toEqual(['a    日本    x', 'bbb  Nguyễn  y↵z']);
  expect(columns([])).toEqual([]);
});

test('status in words', () => {
  const report: StatusReport = {
    accounts: [
      {
        id: 'shop',
        name: 'Mai',
        mark: 'failed',
        condition: 'check-failed',
        needsAttention: true,
        enabled: true,
        isDefault: true,
        profile: 'main',
        dmPolicy: '\u001b[2Jopen',
        groupPolicy: 'open',
        problem: 'There is no network.',
        detail: 'ENOTFOUND',
        nextStep: 'Check the account again.',
        checkedAt: null,
        gatewaySays: null,
        listeners: null,
      },
    ],
    gateway: {
      status: 'down',
      port: 18_789,
      pid: null,
      needsYou: true,
      sentence: 'None runs.',
      cure: 'Run: it',
      askedAt: null,
      error: null,
      connection: null,
    },
    findings: [
      {
        code: 'a',
        severity: 'problem',
        account: null,
        sentence: 'It is open.',
        cure: 'Close it.',
        detail: 'no',
        file: '/c.json',
        line: 3,
      },
      {
        code: 'b',
        severity: 'note',
        account: 'shop',
        sentence: 'By the way.',
        cure: null,
        detail: null,
        file: null,
        line: null,
      },
    ],
    config: { path: '/c.json', status: 'missing' },
    openclaw: {
      version: '2026.2.26',
      toldBy: 'binary',
      isNewerThanKnown: false,
      drivesZca: true,
      pairingStore: 'scoped-files',
    },
  };
  expect(statusLines(report, [['shop', 'listens: nobody']])).toEqual([
    'failed  shop  Mai  check failed  profile main  dm open, groups open  There is no network. It said: “ENOTFOUND” Check the account again.',
    '',
    'gateway needs you: None runs. Run: it',
    'shop  listens: nobody',
    '',
    'problem: It is open. It said: “no” Close it. (/c.json:3)',
    'note: By the way.',
    '',
    'config /c.json, which does not exist',
  ]);
});
