import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import {
  gatewayPaths,
  isGateway,
  type Machine,
  pathInPlist,
  pathInPs,
  pathInUnit,
} from '../../../src/zca/install/gateway-path.ts';
import { tempDir } from '../../support/temp-dir.ts';

test.each([
  ['openclaw-gateway', true],
  ['node /usr/lib/node_modules/openclaw/openclaw.mjs gateway', true],
  ['/usr/bin/node /usr/lib/node_modules/openclaw/dist/index.js gateway --port 18789', true],
  ['node /usr/bin/openclaw gateway run --force', true],
  ['node /usr/bin/openclaw gateway status', false],
  ['node /usr/bin/openclaw status', false],
  ['node /x/other.js gateway', false],
  ['grep openclaw-gateway', false],
  ['', false],
])('%s: %s', (line, expected) => {
  expect(isGateway(line.split(' '))).toBe(expected);
});

test.each([
  ['plain', 'Environment=PATH=/a:/b', '/a:/b'],
  ['quoted, beside others', 'Environment=HOME=/h "PATH=/a b:/c" X=1', '/a b:/c'],
  ['in single quotes', "Environment='PATH=/a:/b'", '/a:/b'],
  ['the home', 'Environment=PATH=%h/bin:/100%%', '/home/shop/bin:/100%'],
  ['the last of several', 'Environment=PATH=/a\n[Service]\nEnvironment=PATH=/b', '/b'],
  ['over two lines', 'Environment=A=1 \\\n  PATH=/a', '/a'],
  ['none', 'Environment=MYPATH=/a\n#Environment=PATH=/b', undefined],
])('a unit: %s', (_, text, expected) => {
  expect(pathInUnit(text, '/home/shop')).toBe(expected);
});

test('an agent of launchd', () => {
  const plist = `<dict><key>PATH</key><string>/not/this</string><key>EnvironmentVariables</key>
    <dict><key>HOME</key><string>/h</string><key>PATH</key>
    <string>/opt/a&amp;b:/bin</string></dict></dict>`;
  expect(pathInPlist(plist)).toBe('/opt/a&b:/bin');
  expect(pathInPlist('<dict/>')).toBeUndefined();
});

test('ps eww', () => {
  expect(pathInPs('openclaw-gateway USER=shop PATH=/a:/b HOME=/h')).toBe('/a:/b');
  expect(pathInPs('openclaw-gateway PATH=/Users/An Nguyen/bin:/b HOME=/h')).toBe('/Users/An Nguyen/bin:/b');
  expect(pathInPs('openclaw-gateway MYPATH=/a')).toBeUndefined();
});

describe('which paths count', () => {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const machine = async (platform: NodeJS.Platform = 'linux'): Promise<Machine> => {
    const dir = await tempDir();
    return { platform, homeDir: join(dir, 'home'), proc: join(dir, 'proc') };
  };
  const unit = '.config/systemd/user/openclaw-gateway.service';

  it('those of gateways that run, as they were started', async () => {
    const here = await machine();
    // A program that renames itself leaves blanks behind its name.
    await write(join(here.proc, '12/cmdline'), 'openclaw-gateway    \0');
    await write(join(here.proc, '12/environ'), 'HOME=/h\0PATH=/a::rel:/b:/a\0');
    await write(join(here.proc, '13/cmdline'), 'bash\0');
    await write(join(here.proc, '14/cmdline'), 'openclaw-gateway\0');
    await write(join(here.homeDir, unit), 'Environment=PATH=/service');
    expect(await gatewayPaths(here)).toEqual([{ from: { type: 'process', pid: 12 }, folders: ['/a', '/b'] }]);
  });

  it('else those of its service, with what is dropped into it', async () => {
    const here = await machine();
    const file = join(here.homeDir, unit);
    await write(file, '[Service]\nEnvironment=PATH=/a:/b\n');
    expect(await gatewayPaths(here)).toEqual([{ from: { type: 'service', file }, folders: ['/a', '/b'] }]);
    await write(join(`${file}.d`, 'own.conf'), '[Service]\nEnvironment=PATH=/c\n');
    expect(await gatewayPaths(here)).toEqual([{ from: { type: 'service', file }, folders: ['/c'] }]);
  });

  it('else those that its installation would write', async () => {
    const here = await machine();
    const [usual] = await gatewayPaths(here);
    expect(usual?.from).toEqual({ type: 'usual' });
    expect(usual?.folders[0]).toBe(join(here.homeDir, '.local/bin'));
    expect(usual?.folders.slice(-2)).toEqual(['/usr/bin', '/bin']);
  });
});
