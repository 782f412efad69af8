import { expect, test } from 'vitest';
import { doctor, doctorLines, doctorReport } from '../../../src/cli/commands/doctor.ts';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import {
  aConfig,
  aFinding,
  aState,
  loggedIn,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';

const well = (parts: StateParts = {}) =>
  aState({
    plugin: { status: 'ready', value: { isEnabled: true }, atMs: nowMs },
    gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
    facts: { [shop]: someFacts({ session: loggedIn(), listener: { status: 'stopped', sinceMs: 0 } }) },
    ...parts,
  });

const request = { scope: 'all', argument: '', flags: [] } as const;

test('green', () => {
  const { lines, code } = doctor.answer(well(), request, nowMs);
  expect(code).toBeUndefined();
  expect(lines).toHaveLength(10);
  expect(lines.every((line, index) => index > 7 || line.startsWith('done  '))).toBe(true);
  expect(lines.slice(-2)).toEqual(['', 'Nothing needs you.']);
});

test('what needs the operator, with what to do outside of the console', () => {
  const state = well({
    gateway: { status: 'down', port: 18_789, checkedAtMs: nowMs },
    config: aConfig({ findings: [aFinding()] }),
  });
  const { lines, code } = doctor.answer(state, request, nowMs);
  expect(code).toBe(exitCodes.needsYou);
  expect(lines).toContain(
    'needs you  No OpenClaw gateway is running here; nobody is answered until one does. Start the gateway: openclaw gateway start',
  );
  expect(lines.slice(-4)).toEqual([
    '',
    'warning: Everybody may write to the agent on shop. Set dmPolicy to pairing.',
    '',
    'Something needs you.',
  ]);
});

test('another account is left out, what concerns all is not', () => {
  const findings = [aFinding({ accountId: work, severity: 'problem' }), aFinding({ code: 'other' })];
  const state = well({ config: aConfig({ findings }) });
  expect(doctorReport(state, shop).findings.map(({ code }) => code)).toEqual(['other']);
  expect(doctorReport(state, 'all').findings).toHaveLength(2);
});

test('other people’s text stays on its line', () => {
  const report = doctorReport(
    well({ config: aConfig({ path: '/home/an/\u001b[2Jopen\nclaw.json' }) }),
    'all',
  );
  expect(doctorLines(report).join('')).not.toMatch(/[\u0000-\u001f]/u);
});

test('a check that a program failed has its last words', () => {
  const session = {
    status: 'failed',
    checkedAtMs: nowMs,
    code: 'no-network',
    sentence: 'No network.',
    detail: 'Error: ENOTFOUND\u001b[2J',
  } as const;
  const state = well({
    facts: { [shop]: someFacts({ session, listener: { status: 'stopped', sinceMs: 0 } }) },
  });
  expect(doctorReport(state, 'all').checks.find(({ id }) => id === 'login')).toMatchObject({
    detail: 'Error: ENOTFOUND',
  });
  expect(doctorLines(doctorReport(state, 'all')).join('\n')).toContain(
    'No network. It said: “Error: ENOTFOUND”',
  );
});
