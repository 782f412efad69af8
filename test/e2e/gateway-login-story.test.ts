// A gateway that holds the Zalo session logs an account in: the built console in a real terminal, at a gateway that is played.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { decodeQrPicture } from '../../src/core/login/files.ts';
import { recordedPicture } from '../core/login/pictures.ts';
import { startGatewayServer } from '../support/gateway-server.ts';
import { openProgram } from '../support/program.ts';
import { scanQr } from '../support/scan-qr.ts';
import { expectFits } from '../support/screen.ts';
import { tempDir } from '../support/temp-dir.ts';

const picture = `data:image/png;base64,${recordedPicture().toString('base64')}`;
const status = (isLinked: boolean) => ({
  payload: {
    channelAccounts: {
      zalouser: [
        {
          accountId: 'default',
          enabled: true,
          configured: true,
          linked: isLinked,
          running: isLinked,
          ...(isLinked
            ? { connected: true, probe: { user: { userId: '45', displayName: 'Alice Nguyễn' } } }
            : {}),
        },
      ],
    },
  },
});

it('shows the code of the gateway, no scan, and who has logged in; what is given up is taken back', async () => {
  const gateway = await startGatewayServer({ token: 'secret', version: '2026.9.6' });
  onTestFinished(() => gateway.close());
  let outcome: unknown = { connected: false, message: 'Still waiting for QR scan confirmation.' };
  gateway.answer('channels.status', status(false));
  gateway.answer(
    'web.login.start',
    { payload: { qrDataUrl: picture, message: 'Scan this QR.' } },
    'operator.admin',
  );
  gateway.answer('web.login.wait', () => outcome, 'operator.admin');
  gateway.answer('channels.start', { payload: { started: true } }, 'operator.admin');
  gateway.answer('channels.logout', { payload: { cleared: false, loggedOut: true } }, 'operator.admin');
  const home = await tempDir();
  mkdirSync(join(home, '.openclaw'));
  const config = {
    meta: { lastTouchedVersion: '2026.9.6' },
    gateway: { port: gateway.port, auth: { mode: 'token', token: 'secret' } },
    channels: { zalouser: { enabled: true } },
  };
  writeFileSync(join(home, '.openclaw', 'openclaw.json'), JSON.stringify(config), { mode: 0o600 });
  const terminal = await openProgram(['--screen', 'login'], { home });
  await terminal.until(/! default +not logged in/u, { deadlineMs: 15_000 });

  terminal.press('enter');
  await terminal.until('a new code comes by itself');
  // A frame may be on its way.
  await terminal.until((screen) => {
    try {
      return scanQr(screen) === decodeQrPicture(recordedPicture());
    } catch {
      return false;
    }
  });
  expectFits(terminal.terminal);
  terminal.press('x');
  await terminal.until('The log-in of default was cancelled.');
  const methods = () => gateway.calls.map(({ method }) => method);
  expect(methods()).toContain('channels.logout');

  terminal.press('r');
  await terminal.until('a new code comes by itself');
  gateway.answer('channels.status', status(true));
  outcome = { connected: true, message: 'Login successful.' };
  await terminal.until('Logged in on default as Alice Nguyễn');
  expect(terminal.terminal.text()).not.toMatch(/zca|[Ss]canned/u);
  terminal.press('1');
  await terminal.until(/● default +gateway listens/u);
  expectFits(terminal.terminal);
  await terminal.close();
}, 60_000);
