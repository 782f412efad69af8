// `auth login`: the code, then what the phone does with it, each as a line (the zca contract), then the session in openzca's files.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type LoginQRCallback, LoginQRCallbackEventType } from 'zca-js';
import { refreshCache } from '../directory.ts';
import { Failure } from '../failure.ts';
import { assertWritable, writeCredentials } from '../home.ts';
import type { Call, Host } from '../host.ts';
import { oneLine } from '../output.ts';
import { type API, createZalo } from '../session.ts';
import { personOf } from './me.ts';

/** How the code is shown: as a picture in a file, as a `data:` URL, else drawn. */
export interface LoginOptions {
  readonly qrPath?: string | undefined;
  readonly qrBase64?: boolean | undefined;
  /** With `qrBase64`: stays and tells what the phone does, instead of leaving that to a process of its own. */
  readonly wait?: boolean | undefined;
}

/** Tells; one who no longer reads does not end a log-in. */
const tell = async (host: Host, line: string): Promise<void> =>
  host.print(`${line}\n`).catch(() => undefined);

const showCode = async (host: Host, base64: string, { qrPath, qrBase64 }: LoginOptions): Promise<void> => {
  if (qrBase64 === true) return tell(host, `data:image/png;base64,${base64}`);
  const png = Buffer.from(base64, 'base64');
  await tell(host, '\nScan this QR in your Zalo app:\n');
  if (qrPath === undefined) {
    const { drawQr } = await import('../qr.ts');
    return tell(host, drawQr(png, host.isTerminal));
  }
  const file = path.resolve(host.cwd, qrPath);
  await writeFile(file, png, { mode: 0o600 });
  await tell(host, `QR code saved to: ${qrPath}\nQR file path: ${file}`);
};

/** Resolves with the session, or `declined` where the phone refuses. */
const logInByQr = async (host: Host, options: LoginOptions): Promise<API | 'declined'> =>
  new Promise((resolve, reject) => {
    const onEvent: LoginQRCallback = (event) => {
      switch (event.type) {
        case LoginQRCallbackEventType.QRCodeGenerated: {
          const { abort } = event.actions;
          host.signal.addEventListener('abort', () => abort(), { once: true });
          showCode(host, event.data.image, options).catch((error: unknown) => {
            reject(error);
            abort();
          });
          return;
        }
        case LoginQRCallbackEventType.QRCodeScanned:
          void tell(host, `Scanned by: ${oneLine(event.data.display_name)}`);
          return;
        case LoginQRCallbackEventType.QRCodeExpired:
          void tell(host, 'QR expired. Retry by running auth login again.');
          return;
        case LoginQRCallbackEventType.QRCodeDeclined:
          // zca-js says nothing more after that, and its promise stays open.
          resolve('declined');
      }
    };
    createZalo(host.signal).loginQR({}, onEvent).then(resolve, reject);
  });

const keepSession = async (api: API, { profile, host }: Call): Promise<void> => {
  const { imei, cookie, userAgent, language } = api.getContext();
  const { cookies } = cookie.toJSON() ?? { cookies: [] };
  await writeCredentials(profile, { imei, cookie: cookies, userAgent, language }, host.now());
};

/** The child that goes on waiting ends with the code (100 s) or with the next log-in; the `data:` URL is all it says. */
const leaveToChild = async ({ profile, host }: Call): Promise<void> => {
  const child = spawn(
    process.execPath,
    [host.script, '--profile', profile.name, 'auth', 'login', '--qr-base64', '--wait'],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
  );
  const stop = (): void => void child.kill();
  host.signal.addEventListener('abort', stop, { once: true });
  let [stdout, stderr] = ['', ''];
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const line = /^data:\S+(?=\n)/mu.exec(stdout)?.[0];
      if (line !== undefined) resolve(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', () => reject(new Failure(stderr.trim().replace(/^Error: /u, '') || 'No QR code came')));
  });
  host.signal.removeEventListener('abort', stop);
  await host.print(`${url}\n`);
};

/** `auth login [--qr-path FILE | --qr-base64]`. A refusal on the phone is no failure (exit code 0); only `Logged in …` is a success. */
export const logIn = async (call: Call, options: LoginOptions): Promise<void> => {
  const { profile, host } = call;
  if (options.qrBase64 === true && options.wait !== true) return leaveToChild(call);
  await assertWritable(profile);
  const api = await logInByQr(host, options);
  if (api === 'declined') return tell(host, 'QR login declined on phone. Retry by running auth login again.');
  await keepSession(api, call);
  const id = api.getOwnId();
  const { displayName } = await personOf(api).catch(() => ({ displayName: id }));
  await tell(
    host,
    `Logged in profile ${profile.name} as ${oneLine(typeof displayName === 'string' ? displayName : id)} (${id})`,
  );
  try {
    const { friends, groups } = await refreshCache(api, profile, host);
    await tell(host, `Cache refreshed: ${friends.length} friends, ${groups.length} groups`);
  } catch (error) {
    // The log-in stands without it.
    await host.complain(
      `Warning: the cache was not refreshed (${error instanceof Error ? error.message : String(error)})`,
    );
  }
};
