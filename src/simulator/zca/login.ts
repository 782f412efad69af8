// `auth login` of the fake zca: a QR code that is scanned and confirmed by itself. The order of lines and streams is that of
// the recordings 18, 20, 21, 23, 25, 27 and 114.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlLine, concerns } from '../control.ts';
import { type DemoWorld, scaled } from '../world.ts';
import { control, controlFile, readWorld, type Tail, tail, worldFile } from '../world-files.ts';
import type { Call } from './arguments.ts';
import type { Host } from './host.ts';

/** The hidden word that starts the silent child of `--qr-base64`. */
export const detachedLogin = '__detached-login';

interface Login {
  readonly host: Host;
  readonly dir: string;
  readonly world: DemoWorld;
  readonly profile: string;
  /** The child of `--qr-base64` prints nothing. */
  readonly isSilent: boolean;
  /** What happened in the world since the log-in began, and which of it is not yet acted on. */
  readonly lines: Tail;
  readonly pending: ControlLine[];
}

type PhoneAct = 'scan' | 'confirm' | 'decline' | 'expire' | 'time-out';

/** A short text, as long as the real one, that does nothing when a real phone scans it. */
const newToken = (): string => `https://demo.example/login/${randomBytes(11).toString('hex')}`;

const pngFor = async (token: string, { switches }: DemoWorld): Promise<Buffer> => {
  if (switches.qr === 'not-png') return Buffer.from('<html>not a picture</html>');
  const { qrPng } = await import('./qr-picture.ts');
  return qrPng(token, switches.qr === 'blank' ? 'blank' : 'code');
};

const pollMs = 50;

/** Waits until something happens, the time is over or the world has gone; `look` is asked again and again. */
const waitFor = async (
  { host, dir }: Login,
  ms: number,
  look: () => PhoneAct | undefined,
): Promise<PhoneAct | undefined> => {
  const endMs = host.now() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = endMs - host.now()) {
    await host.wait(Math.min(pollMs, leftMs));
    if (!existsSync(worldFile(dir))) {
      host.exit(1);
      return 'expire';
    }
    const act = look();
    if (act !== undefined) return act;
  }
  return undefined;
};

const handled = (login: Login): PhoneAct | undefined => {
  login.pending.push(
    ...login.lines.read().filter((line) => line.type === 'phone' && concerns(line, login.profile)),
  );
  const line = login.pending.shift();
  return line?.type === 'phone' ? line.act : undefined;
};

/** Waits for the phone: by itself after `delayMs`, or for a control line if the phone is worked by hand. */
const phone = async (login: Login, byItself: PhoneAct, delayMs: number): Promise<PhoneAct> => {
  const { world } = login;
  if (world.switches.manualPhone !== true)
    return (await waitFor(login, scaled(world, delayMs), () => undefined)) ?? byItself;
  return (await waitFor(login, scaled(world, world.qrLifetimeMs), () => handled(login))) ?? 'time-out';
};

const out = ({ host, isSilent }: Login, text: string): void => void (isSilent || host.writeOut(text));
const err = ({ host, isSilent }: Login, text: string): void => void (isSilent || host.writeErr(text));

const giveUp = (login: Login, act: PhoneAct): void => {
  if (act === 'time-out') out(login, 'QR expired. Retrying...\n');
  err(login, 'Error: Cannot get scan result\n');
  login.host.exit(1);
};

const firstAct = async (login: Login): Promise<PhoneAct> => {
  const { world } = login;
  if (world.switches.login === 'never') return phone(login, 'time-out', world.qrLifetimeMs);
  return phone(login, world.switches.login === 'expire' ? 'expire' : 'scan', world.scanMs);
};

/** What follows once the code is shown: scan, confirmation, the lines about it, the exit. */
const play = async (login: Login): Promise<void> => {
  const { host, world, profile, dir } = login;
  const first = await firstAct(login);
  if (first !== 'scan') return first === 'decline' ? declined(login) : giveUp(login, first);
  const known = world.profiles[profile];
  const name = known?.self.displayName ?? `Tài khoản ${profile}`;
  out(login, `Scanned by: ${name}\n`);
  const second = await phone(
    login,
    world.switches.login === 'decline' ? 'decline' : 'confirm',
    world.confirmMs,
  );
  if (second === 'decline') return declined(login);
  if (world.switches.login === 'refuse' || world.switches.login === 'lost')
    return refused(login, world.switches.login);
  if (second !== 'confirm') return giveUp(login, second);
  control(dir, { type: 'session', profile, session: 'active' });
  const after = readWorld(dir)?.profiles[profile];
  out(login, `Logged in profile ${profile} as ${name} (${after?.self.id ?? ''})\n`);
  await host.wait(scaled(world, 140));
  out(login, `Cache refreshed: ${after?.friends.length ?? 0} friends, ${after?.groups.length ?? 0} groups\n`);
  return host.exit(0);
};

/** Zalo takes neither the scan nor the confirmation: what is printed depends on where it says no. */
const refused = (login: Login, how: 'refuse' | 'lost'): void => {
  err(login, how === 'refuse' ? "Error: Can't login\n" : 'Error: Cannot get scan result\n');
  login.host.exit(1);
};

const declined = (login: Login): void => {
  out(login, 'QR login declined on phone. Retry by running auth login again.\n');
  login.host.exit(0);
};

const savedLines = (path: string): string =>
  `This terminal does not support inline QR rendering.\nQR code saved to: ${path}\nQR file path: ${path}\nIf QR is not visible, run: xdg-open '${path}'\n`;

/** What happens without OPENZCA_QR_AUTO_OPEN=0 on a machine without a picture viewer: nothing is opened, the program dies. */
const crashWithoutViewer = (host: Host, path: string): void => {
  host.writeOut(`Opened QR image in default viewer: ${path}\n${savedLines(path)}`);
  host.writeErr(
    "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: spawn xdg-open ENOENT\n" +
      "    at ChildProcess._handle.onexit (node:internal/child_process:285:19) {\n  errno: -2,\n  code: 'ENOENT',\n" +
      `  syscall: 'spawn xdg-open',\n  path: 'xdg-open',\n  spawnargs: [ '${path}' ]\n}\n\nNode.js ${process.version}\n`,
  );
  host.exit(1);
};

const showForeground = async (login: Login, givenPath: string | undefined): Promise<void> => {
  const { host, world, dir, profile } = login;
  const token = newToken();
  const path = givenPath ?? join(dir, `qr-${profile}.png`);
  host.writeOut('\nScan this QR in your Zalo app:\n\n');
  writeFileSync(path, await pngFor(token, world));
  if (!host.isTty && givenPath !== undefined && host.env['OPENZCA_QR_AUTO_OPEN'] !== '0')
    return crashWithoutViewer(host, path);
  if (host.isTty) host.writeOut(`${(await import('./qr-picture.ts')).qrText(token)}\n`);
  host.writeOut(savedLines(path));
  return play(login);
};

/** Prints the picture as one data URL and ends at once; a silent child that nobody can cancel does the rest. */
const showDataUrl = async ({ host, world, profile, lines }: Login): Promise<void> => {
  host.writeOut(`data:image/png;base64,${(await pngFor(newToken(), world)).toString('base64')}\n`);
  const script = process.argv[1] ?? '';
  // A phone may scan the code before the child runs: it reads on where this one began.
  spawn(process.execPath, [script, '--profile', profile, detachedLogin, String(lines.begunAt)], {
    detached: true,
    stdio: 'ignore',
    env: host.env,
  }).unref();
  host.exit(0);
};

type LoginTarget = Pick<Login, 'host' | 'dir' | 'world' | 'profile'>;

/** Runs `auth login`. */
export const runLogin = async (
  call: Call,
  profile: string,
  host: Host,
  dir: string,
  world: DemoWorld,
): Promise<void> => {
  const login: Login = {
    host,
    dir,
    world,
    profile,
    isSilent: false,
    lines: tail(controlFile(dir)),
    pending: [],
  };
  if (world.switches.offline === true) {
    host.writeErr('Error: fetch failed\n');
    return host.exit(1);
  }
  return call.flags.has('qrBase64')
    ? showDataUrl(login)
    : showForeground(login, call.values['qrPath']?.at(-1));
};

/** The silent child of `--qr-base64`. `begunAt`: where in the control file its parent began. */
export const runDetachedLogin = (target: LoginTarget, begunAt: number): Promise<void> =>
  play({ ...target, isSilent: true, lines: tail(controlFile(target.dir), begunAt), pending: [] });
