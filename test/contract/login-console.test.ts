// The console logs an account of a real 2026.9.6 in and out, and sees how it does: one account on an emulated Zalo, in the order of its life.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accountRow, type Console, createConsole, findings, sessionOf } from '../../src/core/faces.ts';
import { defaultAccountId as account } from '../../src/core/shared/ids.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 60_000;

describe.skipIf(openclaw === undefined)('the console at a gateway that holds the session', () => {
  let on: ZaloGateway;
  let console: Console;
  let runtimeDir: string;

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, { answer: 'ok' });
    runtimeDir = await mkdtemp(join(tmpdir(), 'login-console-'));
    console = createConsole({
      env: { ...on.system.env, HOME: on.system.home },
      homeDir: on.system.home,
      platform: 'linux',
      runtimeDir,
      openclawPath: openclaw.script,
    });
    await console.start();
    await until('the connection', () => state().connection.status === 'open', deadlineMs, told);
  });
  afterAll(async () => {
    await console?.stop();
    await on?.close();
    await rm(runtimeDir, { recursive: true, force: true });
  });

  const state = () => console.store.getState();
  const told = (): string =>
    JSON.stringify({
      login: { ...state().login, qrText: '' },
      report: state().gatewayReport,
      connection: state().connection,
    });
  const condition = (): string | undefined => accountRow(state(), account)?.condition;
  const untilLogin = (status: string): Promise<void> =>
    until(`the log-in to be ${status}`, () => state().login.status === status, deadlineMs, told);
  const untilCondition = (wanted: string): Promise<void> =>
    until(
      `the account to be ${wanted}`,
      async () => {
        await console.accounts.probe(account);
        return condition() === wanted;
      },
      deadlineMs,
      told,
    );
  const pending = async (): Promise<string | undefined> =>
    ((await on.zalo.get('/qr?wait=2000')) as { pending?: { content?: string } }).pending?.content;
  const waits = async (): Promise<string> =>
    String((await on.client().call('web.login.wait', { channel: 'zalouser', timeoutMs: 1_000 }))['message']);

  test('nobody is logged in: that is asked for, and no zca', async () => {
    await untilCondition('login-needed');
    expect(accountRow(state(), account)?.nextStep?.action).toBe('log-in');
    expect(console.login.through()).toBe('gateway');
  });

  test('a log-in that is given up ends at the gateway too', async () => {
    expect(await console.login.start(account)).toEqual({ ok: true });
    await untilLogin('waiting');
    expect(state().login).toMatchObject({ qrText: await pending() });
    expect(await waits()).toMatch(/^Still waiting/u);
    expect(await console.login.cancel()).toMatchObject({ ok: true });
    expect(state().login).toEqual(expect.not.objectContaining({ isLeftOpen: true }));
    expect(await waits()).toMatch(/^No active/u);
  });

  test('declined on the phone', async () => {
    await console.login.start(account);
    await untilLogin('waiting');
    await on.zalo.post('/qr/scan');
    await on.zalo.post('/qr/decline');
    await untilLogin('declined');
  });

  test('confirmed: who it is, and the account is connected', async () => {
    await console.login.start(account);
    await untilLogin('waiting');
    await on.zalo.post('/qr/scan');
    await on.zalo.post('/qr/confirm');
    await untilLogin('logged-in');
    expect(state().login).toMatchObject({ displayName: 'Alice Nguyễn', userId: '4512345678900000123' });
    await until('it to be connected', () => condition() === 'gateway', deadlineMs, told);
    expect(sessionOf(state(), account)).toMatchObject({ status: 'logged-in', displayName: 'Alice Nguyễn' });
    expect(await on.connections()).toHaveLength(1);
  });

  test('once more: it says who is, and loses nothing', async () => {
    const before = await on.connections();
    await console.login.start(account);
    await untilLogin('already-linked');
    expect(state().login).toMatchObject({ displayName: 'Alice Nguyễn' });
    expect(await on.connections()).toEqual(before);
  });

  test('stopped and started', async () => {
    expect(await console.control.stopAccount(account)).toMatchObject({ ok: true });
    expect(condition()).toBe('account-stopped');
    expect(await on.connections()).toEqual([]);
    expect(await console.control.startAccount(account)).toMatchObject({ ok: true });
    expect(condition()).toBe('gateway');
    expect(await on.connections()).toHaveLength(1);
  });

  test('displaced by another connection: it recovers by itself, and calls for nobody', async () => {
    await on.zalo.post('/kick', { code: 3000 });
    const isRecovering = async (): Promise<boolean> => (await on.status())['lifecycle'] === 'recovering';
    await until('it to recover', isRecovering, deadlineMs, on.log);
    await console.accounts.probe(account);
    await untilCondition('gateway');
  });

  test('ended on the phone, valid again: it stays down, is found, and started', async () => {
    await on.zalo.post('/session/revoke');
    await on.zalo.post('/kick', { code: 1006 });
    const isUp = async (): Promise<boolean> => (await on.status())['restartPending'] === true;
    await until('it to try again', isUp, deadlineMs, on.log);
    const hasGivenUp = async (): Promise<boolean> => (await on.status())['restartPending'] === false;
    await until('it to give up', hasGivenUp, deadlineMs, on.log);
    await on.zalo.post('/session/restore');
    await until(
      'it to be found',
      async () => {
        await console.accounts.probe(account);
        return findings(state()).some(({ code }) => code === 'gateway-account-down');
      },
      deadlineMs,
      told,
    );
    expect(await console.control.startAccount(account)).toMatchObject({ ok: true });
    expect(findings(state()).map(({ code }) => code)).not.toContain('gateway-account-down');
  });

  test('a restart of all, watched until it is connected again', async () => {
    expect(await console.control.restart()).toMatchObject({
      ok: true,
      sentence: expect.stringMatching(/1 account is connected again/u),
    });
    expect(await on.connections()).toHaveLength(1);
  });

  test('forced, which was agreed to, and declined: nobody is logged in', async () => {
    await console.login.start(account, { isForced: true });
    await untilLogin('waiting');
    await on.zalo.post('/qr/scan');
    await on.zalo.post('/qr/decline');
    await untilLogin('declined');
    await until('that to be said', () => condition() === 'login-needed', deadlineMs, told);
    expect(await console.login.logOut(account)).toMatchObject({
      sentence: 'Nobody was logged in on default at the gateway.',
    });
  });
});
