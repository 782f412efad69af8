import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGatewayLog, logEveryMs } from '../../../src/core/feed/gateway-log.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aConfig } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const drop = (group: number): string =>
  `${JSON.stringify({ time: '2026-11-30T06:53:49.023Z', message: `[zalouser] zalouser: drop group ${group} (not allowlisted)` })}\n`;

const open = async (parts: { level?: string; release?: ReleaseKind; isRemote?: boolean } = {}) => {
  const { level = 'debug', release = 'd', isRemote = false } = parts;
  const dir = await tempDir();
  const file = join(dir, 'openclaw.log');
  const clock = createFakeClock();
  const client = createFakeGatewayClient();
  const { store, dispatch } = createEventStore();
  const setLevel = (logLevel: string): void => {
    const config = aConfig({ release: aRelease(release) });
    dispatch({
      type: 'config/read',
      config: { ...config, logLevel, logFile: file, ...(isRemote ? { isGatewayRemote: true as const } : {}) },
    });
  };
  setLevel(level);
  const log = createGatewayLog({
    clock,
    dispatch,
    getState: store.getState,
    client,
    folder: async () => dir,
  });
  onTestFinished(() => log.stop());
  const told = () => (store.getState().gatewayLog ?? []).map(({ threadId }) => threadId);
  const untilTold = (count: number): Promise<void> =>
    until(async () => {
      await clock.advanceAndSettle(logEveryMs);
      return told().length === count;
    }, `${count} lines`);
  return { file, clock, client, log, setLevel, told, untilTold };
};

describe('the log of a gateway that explains', () => {
  it('is read as it grows, line by whole line, and from the beginning where it begins anew', async () => {
    const { file, log, told, untilTold } = await open();
    await writeFile(file, drop(1));
    log.follow();
    await untilTold(1);
    await appendFile(file, drop(2) + drop(3).slice(0, 20));
    await untilTold(2);
    await appendFile(file, drop(3).slice(20));
    await untilTold(3);
    await writeFile(file, drop(4));
    await untilTold(4);
    expect(told()).toEqual(['1', '2', '3', '4']);
  });

  it('is read no longer once the level is another', async () => {
    const { file, log, clock, setLevel, told, untilTold } = await open();
    await writeFile(file, drop(1));
    log.follow();
    await untilTold(1);
    setLevel('info');
    log.follow();
    await appendFile(file, drop(2));
    await clock.advanceAndSettle(10 * logEveryMs);
    expect(told()).toEqual(['1']);
    expect(clock.pending).toBe(0);
  });

  it.each<[string, Parameters<typeof open>[0]]>([
    ['at level info', { level: 'info' }],
    ['where the gateway drives zca', { release: 'b' }],
  ])('is not read %s', async (_, parts) => {
    const { file, log, clock, told } = await open(parts);
    await writeFile(file, drop(1));
    log.follow();
    await clock.advanceAndSettle(10 * logEveryMs);
    expect(told()).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['its file is not there', false],
    ['the gateway is elsewhere', true],
  ])('is asked over the connection where %s, from where it was left', async (_, isRemote) => {
    const { file, client, log, told, untilTold } = await open({ isRemote });
    if (isRemote) await writeFile(file, drop(9));
    client.answer('logs.tail', ({ params }) => ({
      cursor: 100,
      lines: params['cursor'] === undefined ? [drop(1).trim()] : [],
    }));
    log.follow();
    await untilTold(1);
    expect(told()).toEqual(['1']);
    await until(() => client.calls.length > 0, 'a question');
    expect(client.calls[0]).toMatchObject({ method: 'logs.tail', scope: 'read' });
  });
});
