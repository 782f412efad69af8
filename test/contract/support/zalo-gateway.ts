// A gateway of 2026.9.6 whose Zalo is the emulated one and whose model says always the same: everything real but the services themselves.
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledOpenclaw } from '../../../scripts/install-openclaw.ts';
import { startZalo, type Zalo } from '../../support/zalo.ts';
import { type Model, startModel } from './model.ts';
import { connectRawSoon, type RawClient } from './raw-client.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './system.ts';
import { until } from './until.ts';

type Json = Readonly<Record<string, unknown>>;

/** What to start. */
export interface ZaloGatewayOptions {
  /** What the model says. */
  readonly answer: string;
  /** `channels.zalouser`. */
  readonly channel?: Json;
  /** Stands in the config besides. */
  readonly config?: Json;
  /** Of the emulator (zalo-emulator/README.md). */
  readonly flags?: readonly string[];
}

/** The running whole. */
export interface ZaloGateway {
  readonly system: OpenclawSystem;
  readonly zalo: Zalo;
  readonly model: Model;
  readonly port: string;
  /** Asks the gateway; the connection is made anew after {@link restart}. */
  client(): RawClient;
  log(): string;
  /** Replaces `channels.zalouser` of the config. */
  configure(channel: Json, config?: Json): Promise<void>;
  /** By RPC and by the emulated phone; resolves when the account listens. */
  logIn(account?: string): Promise<void>;
  /** Somebody writes. */
  say(text: string, from: string, more?: Json): Promise<void>;
  /** Texts that went out through Zalo, in order. */
  sent(account?: string): Promise<readonly string[]>;
  /** Ids of open connections to Zalo. */
  connections(account?: string): Promise<readonly unknown[]>;
  /** Of the only account or the named one, as `channels.status` has it. Asks Zalo once. */
  status(account?: string): Promise<Json>;
  untilConnected(account?: string): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const deadlineMs = 90_000;
const ready = '[gateway] ready';

const textOf = ({ text }: Json): string => String(text);

/**
 * As an installation from npm leaves it, with the packages where the cache has them. A plugin that is loaded from a path is not trusted with
 * storage, so that no session could be kept.
 */
const installPlugin = async (openclaw: InstalledOpenclaw, { home }: OpenclawSystem): Promise<void> => {
  const folder = join(home, '.openclaw', 'npm');
  await mkdir(folder);
  await copyFile(join(openclaw.folder, 'package.json'), join(folder, 'package.json'));
  await symlink(join(openclaw.folder, 'node_modules'), join(folder, 'node_modules'));
};

/** Ready to be asked, nobody logged in. */
export const startZaloGateway = async (
  openclaw: InstalledOpenclaw,
  {
    answer,
    channel: firstChannel = { dmPolicy: 'pairing', groupPolicy: 'allowlist' },
    config: firstConfig = {},
    flags,
  }: ZaloGatewayOptions,
): Promise<ZaloGateway> => {
  const [zalo, model] = await Promise.all([startZalo(flags), startModel(answer)]);
  const system = await openSystem(openclaw, undefined, {
    ...zalo.env,
    NODE_USE_ENV_PROXY: undefined,
    HTTP_PROXY: undefined,
    HTTPS_PROXY: undefined,
    NO_PROXY: undefined,
  });
  const port = system.env['OPENCLAW_GATEWAY_PORT'] ?? '';
  const configure = async (channel: Json, config: Json = firstConfig): Promise<void> =>
    system.write(
      `// The operator's own comment.\n${JSON.stringify(
        {
          ...system.baseConfig,
          gateway: { mode: 'local', bind: 'loopback', auth: { mode: 'token', token: 'contract' } },
          logging: { file: join(system.home, 'openclaw.log'), level: 'info' },
          plugins: {
            allow: ['zalouser'],
            entries: { zalouser: { enabled: true } },
          },
          models: { mode: 'merge', providers: { local: model.provider } },
          agents: { defaults: { model: { primary: 'local/echo' } } },
          channels: { zalouser: channel },
          ...config,
        },
        null,
        2,
      )}\n`,
    );
  await installPlugin(openclaw, system);
  await configure(firstChannel);
  let gateway: Gateway;
  let client: RawClient;
  const start = async (): Promise<void> => {
    gateway = await system.startGateway(ready);
    client = await connectRawSoon(port, deadlineMs);
  };
  await start();

  const log = (): string => gateway.log();
  const status = async (account = 'default'): Promise<Json> => {
    const { channelAccounts } = (await client.call('channels.status')) as {
      channelAccounts?: Record<string, Json[]>;
    };
    return channelAccounts?.['zalouser']?.find(({ accountId }) => accountId === account) ?? {};
  };
  const connections = async (account = 'alice'): Promise<readonly unknown[]> =>
    (await zalo.list(`/connections?account=${account}`)).map(({ id }) => id);
  const untilConnected = async (account = 'alice'): Promise<void> =>
    until('the gateway to listen', async () => (await connections(account)).length === 1, deadlineMs, log);
  return {
    system,
    zalo,
    model,
    port,
    client: () => client,
    log,
    configure,
    logIn: async (account = 'alice') => {
      await client.call('web.login.start', { channel: 'zalouser' });
      await zalo.post('/qr/scan', { account });
      await zalo.post('/qr/confirm', {});
      await client.call('web.login.wait', { channel: 'zalouser', timeoutMs: 20_000 });
      await untilConnected(account);
    },
    say: async (text, from, more = {}) => {
      await zalo.post('/message', { account: 'alice', from, fromName: 'Khách lạ', text, ...more });
    },
    sent: async (account = 'alice') => (await zalo.list(`/sent?account=${account}`)).map(textOf),
    connections,
    status,
    untilConnected,
    stop: async () => {
      client.close();
      await gateway.stop();
    },
    start,
    close: async () => {
      client.close();
      await gateway.stop();
      await Promise.all([system.close(), zalo.stop(), model.close()]);
    },
  };
};
