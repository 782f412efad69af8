import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { createGatewayWords } from '../../../src/core/gateway/report-service.ts';
import { type GatewayStatusAnswer, parseGatewayStatus } from '../../../src/core/openclaw/cli/parse.ts';
import { aConfig, aState, nowMs } from '../../support/builders.ts';
import { cliRecording } from '../../support/cli-recordings.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const recorded = (generation: '226' | '96', name = 'gateway-status'): GatewayStatusAnswer => {
  const answer = parseGatewayStatus(cliRecording(generation, name));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value;
};

let home: string;
beforeEach(async () => {
  home = await tempDir();
});
const hear = async (report: GatewayStatusAnswer): Promise<readonly ConsoleEvent[]> => {
  const events: ConsoleEvent[] = [];
  const state = aState({ config: aConfig({ path: join(home, '.openclaw', 'openclaw.json') }) });
  const options = {
    homeDir: home,
    clock: createFakeClock(nowMs),
    dispatch: (event: ConsoleEvent) => void events.push(event),
  };
  await createGatewayWords({ ...options, getState: () => state }).hear(report, nowMs - 5);
  return events;
};
const word = { version: '2026.9.6', port: 28_889, askedAtMs: nowMs - 5 };

it('the gateway that was called says its version', async () =>
  expect(await hear(recorded('96'))).toEqual([{ type: 'gateway/spoke', word }]));

it('of a config that is the same, written otherwise or behind a link', async () => {
  await mkdir(join(home, '.openclaw'));
  await writeFile(join(home, '.openclaw', 'openclaw.json'), '{}');
  await symlink(join(home, '.openclaw'), join(home, 'link'));
  const report = {
    ...recorded('96'),
    isServiceLoaded: true,
    serviceConfigPath: join(home, 'link', 'openclaw.json'),
  };
  expect(await hear(report)).toEqual([{ type: 'gateway/spoke', word }]);
});

it.each<[string, GatewayStatusAnswer]>([
  ['an old one does not say it', recorded('226')],
  ['nobody answers', { ...recorded('96'), isReachable: false }],
  ['the version is none', { ...recorded('96'), version: 'dev' }],
  [
    'the port is not told',
    { isReachable: true, isPortBusy: true, isServiceLoaded: false, version: '2026.9.6' },
  ],
  [
    'the program means another config',
    { ...recorded('96'), cliConfigPath: '~/.openclaw-work/openclaw.json' },
  ],
  [
    'the service has another config',
    { ...recorded('96'), isServiceLoaded: true, serviceConfigPath: '/srv/openclaw.json' },
  ],
])('nothing is learnt where %s', async (_, report) => expect(await hear(report)).toEqual([]));
