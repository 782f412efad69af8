import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGatewayVersions } from '../../../src/core/openclaw/gateway-version.ts';
import type { ProcessEntry } from '../../../src/core/system/process-list.ts';
import { tempDir } from '../../support/temp-dir.ts';

let dir: string;
let env: Readonly<Record<string, string>> | undefined;
let platform: NodeJS.Platform;
const entry = (pid: number, words: readonly string[], parts: Partial<ProcessEntry> = {}): ProcessEntry => ({
  pid,
  ppid: 1,
  words,
  startMark: String(pid),
  startedAtMs: Date.now() + 60_000,
  ...parts,
});
const find = async (
  gateway: ProcessEntry,
  others: readonly ProcessEntry[] = [],
): Promise<string | undefined> => {
  const versionOf = createGatewayVersions({
    processes: { environment: async () => env },
    proc: path.join(dir, 'proc'),
    platform,
    homeDir: path.join(dir, 'home'),
    unitFolders: { system: [path.join(dir, 'etc', 'system')], user: [path.join(dir, 'etc', 'user')] },
  });
  return (await versionOf(gateway, [gateway, ...others])).version;
};

const manifest = (name: string, version: string): string => JSON.stringify({ name, version });
const modules = (): string => path.join(dir, 'lib', 'node_modules');
const script = (): string => path.join(modules(), 'openclaw', 'openclaw.mjs');

beforeEach(async () => {
  dir = await tempDir();
  env = undefined;
  platform = 'linux';
  await mkdir(path.join(modules(), 'openclaw', 'dist'), { recursive: true });
  await writeFile(path.join(modules(), 'openclaw', 'package.json'), manifest('openclaw', '2026.3.13'));
  await writeFile(script(), '');
});

it('is that of the package of its script', async () =>
  expect(
    await find(entry(7, ['/usr/bin/node', path.join(modules(), 'openclaw', 'dist', 'index.js'), 'gateway'])),
  ).toBe('2026.3.13'));

it('is that of the script of its starter, where its title hides its own', async () =>
  expect(
    await find(entry(7, ['openclaw-gateway'], { ppid: 6 }), [entry(6, ['node', script(), 'gateway', 'run'])]),
  ).toBe('2026.3.13'));

it('is that of the link it was called by', async () => {
  const link = path.join(dir, 'openclaw');
  await symlink(script(), link);
  env = { _: link };
  expect(await find(entry(7, ['openclaw-gateway']))).toBe('2026.3.13');
});

it('is that of the package beside the modules it has loaded', async () => {
  const addon = path.join(modules(), '@some', 'thing', 'a.node');
  await mkdir(path.dirname(addon), { recursive: true });
  await writeFile(path.join(path.dirname(addon), 'package.json'), manifest('@some/thing', '9.9.9'));
  await writeFile(addon, '');
  await mkdir(path.join(dir, 'proc', '7'), { recursive: true });
  await writeFile(
    path.join(dir, 'proc', '7', 'maps'),
    `7f00-7f01 r-xp 00000000 08:01 12   ${addon}\n7f02-7f03 rw-p 0 00:00 0 [heap]\n`,
  );
  expect(await find(entry(7, ['openclaw-gateway']))).toBe('2026.3.13');
});

it('is that of the workers it has started, and not of those of another program', async () => {
  const worker = (...names: readonly string[]): readonly string[] => [
    '/usr/bin/node',
    path.join(modules(), ...names),
    '--session',
  ];
  const child = entry(8, worker('openclaw', 'dist', 'process', 'spawn-broker', 'worker.js'), { ppid: 7 });
  expect(await find(entry(7, ['openclaw-gateway']), [child])).toBe('2026.3.13');
  expect(await find(entry(7, ['openclaw-gateway']), [{ ...child, ppid: 6 }])).toBeUndefined();
  await mkdir(path.join(modules(), 'thing', 'dist'), { recursive: true });
  const stranger = entry(8, worker('thing', 'dist', 'some.worker.js'), { ppid: 7 });
  expect(await find(entry(7, ['openclaw-gateway']), [stranger])).toBeUndefined();
  expect(
    await find(entry(7, ['openclaw-gateway'], { startedAtMs: Date.now() - 60_000 }), [child]),
  ).toBeUndefined();
});

it('is not known where the package was put there after it was started', async () =>
  expect(await find(entry(7, ['node', script()], { startedAtMs: Date.now() - 60_000 }))).toBeUndefined());

it('is not known of another package, nor where nothing tells it', async () => {
  await writeFile(path.join(modules(), 'openclaw', 'package.json'), manifest('not-openclaw', '1.2.3'));
  expect(await find(entry(7, ['node', script()]))).toBeUndefined();
  expect(await find(entry(7, ['openclaw-gateway']))).toBeUndefined();
});

describe('of a service, whose process tells nothing of its package', () => {
  const hidden = (parts: Partial<ProcessEntry> = {}): ProcessEntry => entry(7, ['openclaw-gateway'], parts);
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), text);
  };
  const unit = (execStart: string): string =>
    `[Unit]\nDescription=OpenClaw Gateway\n\n[Service]\nExecStart=${execStart}\nRestart=always\n`;
  const cgroup = async (group: string): Promise<void> => write('proc/7/cgroup', `0::${group}\n`);
  const ofUser = '/user.slice/user-1000.slice/user@1000.service/app.slice/openclaw-gateway.service';
  const other = async (version: string): Promise<string> => {
    await write(`other & ${version}/openclaw/package.json`, manifest('openclaw', version));
    return path.join(dir, `other & ${version}`, 'openclaw', 'dist', 'index.js');
  };
  const userUnit = 'home/.config/systemd/user/openclaw-gateway.service';

  it("is that of the unit of its user's systemd", async () => {
    await cgroup(ofUser);
    await write(userUnit, unit(`/usr/bin/node ${script()} gateway --port 18789`));
    expect(await find(hidden())).toBe('2026.3.13');
  });

  it('is that of the unit of the system', async () => {
    await cgroup('/system.slice/my-gateway.service');
    await write('etc/system/my-gateway.service', unit(`-/usr/bin/node ${script()} gateway`));
    expect(await find(hidden())).toBe('2026.3.13');
  });

  it('is that of the unit its environment names, where no group tells', async () => {
    await write(
      'home/.config/systemd/user/openclaw-gateway-work.service',
      unit(`/usr/bin/node ${script()} gateway`),
    );
    env = { OPENCLAW_SERVICE_MARKER: 'openclaw', OPENCLAW_SYSTEMD_UNIT: 'openclaw-gateway-work.service' };
    expect(await find(hidden())).toBe('2026.3.13');
    env = { OPENCLAW_SYSTEMD_UNIT: 'openclaw-gateway-work.service' };
    expect(await find(hidden())).toBeUndefined();
    env = {
      OPENCLAW_SERVICE_MARKER: 'openclaw',
      OPENCLAW_SYSTEMD_UNIT: '../../openclaw-gateway-work.service',
    };
    expect(await find(hidden())).toBeUndefined();
  });

  it.each([
    ['in quotes', (file: string) => `/usr/bin/node "${file}" gateway`],
    ['with escaped blanks', (file: string) => `/usr/bin/node ${file.replaceAll(' ', '\\ ')} gateway`],
    ['over two lines', (file: string) => `/usr/bin/node \\\n  '${file}' gateway`],
    ['from the home', () => '/usr/bin/node "%h/../other & 2026.9.6/openclaw/dist/index.js" gateway'],
    [
      'after a comment',
      (file: string) => `/bin/true\n# ExecStart=/bin/false\nExecStart=\nExecStart=/usr/bin/node "${file}"`,
    ],
  ])('reads a command %s', async (_, command) => {
    await cgroup(ofUser);
    await write(userUnit, unit(command(await other('2026.9.6'))));
    expect(await find(hidden())).toBe('2026.9.6');
  });

  it('is that of what has been put in the place of its command', async () => {
    await cgroup(ofUser);
    await write(userUnit, unit(`/usr/bin/node ${script()} gateway`));
    await write(
      `${userUnit}.d/override.conf`,
      `[Service]\nExecStart=\nExecStart=/usr/bin/node "${await other('2026.9.6')}" gateway\n`,
    );
    expect(await find(hidden())).toBe('2026.9.6');
  });

  it('is not that of a record that was written after it was started, nor of a package that was', async () => {
    await cgroup(ofUser);
    await write(userUnit, unit(`/usr/bin/node ${script()} gateway`));
    expect(await find(hidden({ startedAtMs: Date.now() - 60_000 }))).toBeUndefined();
  });

  it('is not what an installation of long ago has stamped into its environment: an upgrade leaves that', async () => {
    env = {
      OPENCLAW_SERVICE_MARKER: 'openclaw',
      OPENCLAW_SERVICE_VERSION: '2026.2.26',
      OPENCLAW_SYSTEMD_UNIT: 'openclaw-gateway.service',
    };
    expect(await find(hidden())).toBeUndefined();
    await write(userUnit, unit(`/usr/bin/node "${await other('2026.9.6')}" gateway`));
    expect(await find(hidden())).toBe('2026.9.6');
  });

  it('is not that of the unit a terminal runs in', async () => {
    await cgroup('/user.slice/user-1000.slice/user@1000.service/app.slice/terminal.service');
    await write(userUnit, unit(`/usr/bin/node ${script()} gateway`));
    expect(await find(hidden())).toBeUndefined();
  });

  const agent = (file: string): string =>
    `<plist><dict><key>Label</key><string>a</string><key>ProgramArguments</key>\n<array>\n<string>/bin/sh</string><string>/h/wrapper.sh</string>` +
    `<string>/usr/bin/node</string>\n<string>${file.replaceAll('&', '&amp;')}</string>\n<string>gateway</string></array></dict></plist>`;

  it('is that of the agent of launchd, and not where several say otherwise', async () => {
    platform = 'darwin';
    await write('home/Library/LaunchAgents/ai.openclaw.gateway.plist', agent(script()));
    await write('home/Library/LaunchAgents/ai.openclaw.node.plist', agent(await other('2026.9.5')));
    expect(await find(hidden())).toBe('2026.3.13');
    expect(await find(hidden({ ppid: 400 }))).toBeUndefined();
    await write('home/Library/LaunchAgents/ai.openclaw.work.plist', agent(await other('2026.9.6')));
    expect(await find(hidden())).toBeUndefined();
  });

  it('is that of the package it runs in, as in a container', async () => {
    await mkdir(path.join(dir, 'proc', '7'), { recursive: true });
    await symlink(path.join(modules(), 'openclaw'), path.join(dir, 'proc', '7', 'cwd'));
    expect(await find(hidden())).toBe('2026.3.13');
  });

  it('is not that of a package somewhere above the folder it runs in', async () => {
    await mkdir(path.join(dir, 'proc', '7'), { recursive: true });
    await symlink(path.join(modules(), 'openclaw', 'dist'), path.join(dir, 'proc', '7', 'cwd'));
    expect(await find(hidden())).toBeUndefined();
  });
});
