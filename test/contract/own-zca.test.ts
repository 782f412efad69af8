// The gateway of a release that drives zca, with our own zca, on an emulated Zalo: a stranger is answered, and whoever reads along sees all of it
// over the one session there is.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { openProgram } from '../support/program.ts';
import { startZalo, type Zalo } from '../support/zalo.ts';
import { type Model, startModel } from './support/model.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';

const openclaw = inject('openclawB');
const answer = 'Dạ shop còn hàng ạ';
const stranger = '4512345678900008042';
const deadlineMs = 90_000;
const ownZca = fileURLToPath(new URL('../../dist/zca.js', import.meta.url));

let zalo: Zalo;
let model: Model;
let system: OpenclawSystem;
let gateway: Gateway;

/** What our zca runs with, here and under the gateway: the emulated services, which are reached without a proxy. */
const zcaEnv = (): Record<string, string> => ({
  ...zalo.env,
  HOME: system.home,
  XDG_RUNTIME_DIR: join(system.home, 'run'),
});

/** Our zca in the gateway's PATH. */
const putOwnZca = async (): Promise<void> => {
  const file = join(system.home, 'bin', 'zca');
  const lines = [
    'unset NODE_USE_ENV_PROXY HTTP_PROXY HTTPS_PROXY',
    ...Object.entries(zcaEnv()).map(([name, value]) => `export ${name}='${value}'`),
    `exec '${process.execPath}' '${ownZca}' "$@"`,
  ];
  await writeFile(file, `#!/bin/sh\n${lines.join('\n')}\n`);
  await chmod(file, 0o755);
};

/** As a log-in by QR leaves it; the services know an account by its cookie. */
const logIn = async (): Promise<void> => {
  const folder = join(system.home, '.openzca', 'profiles', 'default');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const credentials = {
    imei: 'f2b2c1a0-0000-4000-8000-000000000001-0123456789abcdef0123456789abcdef',
    cookie: [{ key: 'zpw_sek', value: 'alice.0123456789abcdef', domain: 'zalo.me', path: '/', secure: true }],
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  };
  await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
};

/** Somebody who reads along, as the console does. */
interface Reader {
  readonly child: ChildProcess;
  text(): string;
  /** Texts of messages, in the order they came. */
  texts(): readonly string[];
}

const readers: ChildProcess[] = [];
/** Resolves when it hears. */
const joinReader = async (): Promise<Reader> => {
  const args = [ownZca, '--profile', 'default', 'listen', '-r', '-k', '--events'];
  const env = { PATH: process.env['PATH'] ?? '', ...zcaEnv() };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  readers.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  const hears = (): boolean => text.includes('Connected to Zalo');
  await until('the reader to join', hears, deadlineMs, () => text);
  return {
    child,
    text: () => text,
    texts: () =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{"threadId"'))
        .map((line) => (JSON.parse(line) as { content: string }).content),
  };
};

const configText = (name = 'shop'): string =>
  JSON.stringify({
    ...system.baseConfig,
    models: { mode: 'merge', providers: { local: model.provider } },
    agents: { defaults: { model: { primary: 'local/echo' } } },
    channels: { zalouser: { name, dmPolicy: 'pairing', groupPolicy: 'allowlist' } },
  });

describe.skipIf(openclaw === undefined)('a gateway with our zca', () => {
  beforeAll(async () => {
    if (!openclaw) return;
    zalo = await startZalo();
    model = await startModel(answer);
    system = await openSystem(openclaw);
    await mkdir(join(system.home, 'run'), { mode: 0o700 });
    await putOwnZca();
    await logIn();
    await system.write(configText());
    gateway = await system.startGateway();
  });
  afterEach(() => {
    for (const child of readers.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await gateway?.stop();
    await system?.close();
    await zalo?.stop();
    await model?.close();
  });

  const open = async (): Promise<readonly unknown[]> =>
    (await zalo.list('/connections?account=alice')).map(({ id }) => id);
  const sent = async (): Promise<readonly unknown[]> =>
    (await zalo.list('/sent?account=alice')).map(({ text }) => text);
  const say = async (text: string, from = stranger): Promise<void> => {
    await zalo.post('/message', { account: 'alice', from, fromName: 'Khách lạ', text });
  };

  /**
   * The gateway gives `auth status` five seconds, once: on a machine that is too busy for that it takes the account for logged out, until a
   * setting of the channel changes.
   */
  const untilListened = async (): Promise<void> => {
    let [askedAtMs, changes] = [performance.now(), 0];
    const isListening = async (): Promise<boolean> => {
      if ((await open()).length === 1) return true;
      if (performance.now() - askedAtMs > 20_000) {
        [askedAtMs, changes] = [performance.now(), changes + 1];
        await system.write(configText(`shop ${changes}`));
      }
      return false;
    };
    await until('the gateway to listen', isListening, deadlineMs, gateway.log);
  };

  test('a stranger gets a code, is approved and answered; a reader sees all of it over the same session', async () => {
    await untilListened();
    const [session] = await open();
    const reader = await joinReader();

    await say('còn hàng không?');
    await until('a code', async () => (await sent()).length === 1, deadlineMs, gateway.log);
    const requests = await readFile(join(system.credentialsDir, 'zalouser-pairing.json'), 'utf8');
    const code = /"code":\s*"([^"]+)"/u.exec(requests)?.[1] ?? '';
    await until('the code to be told', () => reader.text().includes(code), deadlineMs, reader.text);
    expect((await system.run(['pairing', 'approve', 'zalouser', code])).code).toBe(0);

    await say('còn hàng không ạ?');
    await until('an answer', async () => (await sent()).at(-1) === answer, deadlineMs, gateway.log);
    await until('the answer to be told', () => reader.text().includes(answer), deadlineMs, reader.text);
    expect(reader.texts()).toEqual(['còn hàng không?', 'còn hàng không ạ?']);
    expect(await open()).toEqual([session]);
  });

  test('in the console: the feed is live at once, the code is approved by keyboard, the answer is seen', async () => {
    await untilListened();
    const [session] = await open();
    const terminal = await openProgram(['--account', 'default', '--screen', 'feed'], {
      home: system.home,
      env: {
        ...zcaEnv(),
        OPENCLAW_GATEWAY_PORT: system.env['OPENCLAW_GATEWAY_PORT'],
        ZALOUSER_TUI_OWN_ZCA: undefined,
      },
    });
    await terminal.until(/Listening… send a message/u, { deadlineMs });
    await say('em ở Huế có ship không?', '4512345678900008043');
    await terminal.until(/code sent/u, { deadlineMs });
    terminal.press('3');
    await terminal.until(/[A-Z2-9]{4} [A-Z2-9]{4}/u, { deadlineMs });
    terminal.press('a');
    await terminal.until('Cancel', { deadlineMs });
    terminal.press('y');
    await terminal.until(/Pending 0 +Approved 2/u, { deadlineMs });
    await say('cho em hỏi giá', '4512345678900008043');
    terminal.press('2');
    await terminal.until(/✓ answered \d/u, { deadlineMs });
    expect(await open()).toEqual([session]);
    terminal.press('q');
    expect((await terminal.exit).code).toBe(0);
    expect(await open()).toEqual([session]);
  });

  test('neither a restart of the gateway nor the end of a reader costs a message, or a second session', async () => {
    const reader = await joinReader();
    await gateway.stop();
    await until('the reader to go on', async () => (await open()).length === 1, deadlineMs, reader.text);
    await say('trong lúc cổng tắt');
    await until(
      'it to be heard',
      () => reader.texts().includes('trong lúc cổng tắt'),
      deadlineMs,
      reader.text,
    );
    const [session] = await open();

    gateway = await system.startGateway();
    await gateway.says('starting zca listener');
    const before = (await sent()).length;
    let [asked, askedAtMs] = [0, Number.NEGATIVE_INFINITY];
    // Its listener has joined when it hears: nothing else tells from outside.
    const isAnswered = async (): Promise<boolean> => {
      if (performance.now() - askedAtMs > 2_000) {
        [asked, askedAtMs] = [asked + 1, performance.now()];
        await say(`cổng đã chạy lại, lần ${asked}`);
      }
      return (await sent()).length > before;
    };
    await until('an answer', isAnswered, deadlineMs, gateway.log);
    expect(await open()).toEqual([session]);

    // The reader owns the session now: with it gone, the gateway's own listener must.
    reader.child.kill('SIGKILL');
    await until(
      'another session',
      async () => (await open()).some((id) => id !== session),
      deadlineMs,
      gateway.log,
    );
    const sentBefore = (await sent()).length;
    await say('người nghe đã mất');
    await until('an answer', async () => (await sent()).length > sentBefore, deadlineMs, gateway.log);
    expect(await open()).toHaveLength(1);
    expect(reader.texts().filter((text) => text.startsWith('cổng'))).toEqual(
      Array.from({ length: asked }, (_, index) => `cổng đã chạy lại, lần ${index + 1}`),
    );
  });

  test('what the gateway sends when its model refuses is told as it was sent', async () => {
    const reader = await joinReader();
    model.fail();
    await say('còn nghe không?');
    await until(
      'the failure',
      () => /"event":"sent".*Incorrect API key/u.test(reader.text()),
      deadlineMs,
      reader.text,
    );
    expect((await sent()).at(-1)).toContain('Incorrect API key');
  });
});
