// What the fake `openclaw` changes: pairing, by the RPC of 96 and the `pairing` command of both, and plugins.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSON5 from 'json5';
import { storeText } from '../openclaw-files.ts';
import { storyMs } from '../story-clock.ts';
import { scaled } from '../world.ts';
import { control } from '../world-files.ts';
import type { Host } from '../zca/host.ts';
import { json, type Printed } from './answers.ts';
import type { Facts } from './facts.ts';

interface Stored {
  readonly id: string;
  readonly code: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly meta: { readonly name?: string; readonly accountId: string };
}

const ttlMs = 3_600_000;

const listIn = (file: string, key: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
};

const requestsFile = ({ view }: Facts): string => join(view.credentialsDir, 'zalouser-pairing.json');

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' && value !== null && 'code' in value && 'meta' in value;

const pending = (facts: Facts, nowMs: number): readonly Stored[] =>
  listIn(requestsFile(facts), 'requests')
    .filter(isStored)
    .filter(({ createdAt }) => Date.parse(createdAt) + ttlMs > nowMs);

const remove = (facts: Facts, { id, meta }: Stored, nowMs: number): void =>
  writeFileSync(
    requestsFile(facts),
    storeText({
      version: 1,
      requests: pending(facts, nowMs).filter((one) => one.id !== id || one.meta.accountId !== meta.accountId),
    }),
    { mode: 0o600 },
  );

const approve = (facts: Facts, request: Stored, nowMs: number): void => {
  const file = join(facts.view.credentialsDir, `zalouser-${request.meta.accountId}-allowFrom.json`);
  writeFileSync(
    file,
    storeText({
      version: 1,
      allowFrom: [...new Set([...listIn(file, 'allowFrom').map(String), request.id])],
    }),
    {
      mode: 0o600,
    },
  );
  remove(facts, request, nowMs);
};

/** Opaque, as the real one is: it tells neither code nor sender. */
const requestIdOf = ({ id, meta }: Stored): string =>
  Buffer.from(`${meta.accountId}\n${id}`).toString('base64url').slice(-32);

const rpcRow = (request: Stored) => ({
  requestId: requestIdOf(request),
  channel: 'zalouser',
  accountId: request.meta.accountId,
  senderId: request.id,
  senderLabel: 'zalouserUserId',
  metadata: request.meta.name === undefined ? {} : { name: request.meta.name },
  createdAt: request.createdAt,
  lastSeenAt: request.lastSeenAt,
  expiresAt: new Date(Date.parse(request.createdAt) + ttlMs).toISOString(),
  notifySupported: true,
});

const gone: Printed = {
  stdout: json({
    ok: false,
    error: {
      type: 'gateway_request_error',
      code: 'INVALID_REQUEST',
      message: 'pending DM access request no longer exists',
      retryable: false,
    },
  }),
  code: 1,
};

const paramsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

/** `gateway call channels.pairing.*` (96). */
export const pairingRpc = (facts: Facts, act: string, params: string, nowMs: number): Printed => {
  const { accountId, requestId, notify } = paramsOf(params);
  const requests = pending(facts, nowMs);
  if (act === 'list') {
    const accounts = facts.accounts.filter(({ dmPolicy, isEnabled }) => isEnabled && dmPolicy === 'pairing');
    return {
      stdout: json({
        accounts: accounts.map(({ id }) => ({
          channel: 'zalouser',
          channelLabel: 'Zalo Personal',
          accountId: id,
          notifySupported: true,
        })),
        requests: requests
          .filter(({ meta }) => accountId === undefined || meta.accountId === accountId)
          .map(rpcRow),
        commandOwnerConfigured: true,
        limits: { pendingPerAccount: 3, ttlMs },
      }),
    };
  }
  const request = requests.find((one) => requestIdOf(one) === requestId && one.meta.accountId === accountId);
  if (request === undefined) return gone;
  if (act === 'dismiss') {
    remove(facts, request, nowMs);
    return { stdout: json({ requestId, senderId: request.id }) };
  }
  approve(facts, request, nowMs);
  const notification = notify === true ? 'sent' : 'not-requested';
  return {
    stdout: json({ requestId, senderId: request.id, notification, commandOwnerBootstrap: 'not-requested' }),
  };
};

/** `pairing list zalouser --json`. */
export const pairingList = (facts: Facts, nowMs: number): Printed => ({
  stdout: json({ channel: 'zalouser', requests: pending(facts, nowMs) }),
});

/** `pairing approve zalouser CODE [--account ID]`. */
export const pairingApprove = (
  facts: Facts,
  code: string,
  accountId: string | undefined,
  nowMs: number,
): Printed => {
  const request = pending(facts, nowMs).find(
    (one) => one.code === code.toUpperCase() && (accountId === undefined || one.meta.accountId === accountId),
  );
  if (request === undefined) {
    const reason = `No pending pairing request found for code${facts.can.hasPairingRpc ? ` "${code}".` : `: ${code}`}`;
    return {
      stderr: facts.can.hasPairingRpc
        ? `[openclaw] The CLI command failed.\n[openclaw] Reason: ${reason}\n`
        : `[openclaw] Failed to start CLI: Error: ${reason}\n`,
      code: 1,
    };
  }
  approve(facts, request, nowMs);
  return { stdout: `Approved zalouser sender ${request.id}.\n` };
};

// `plugins install` and `plugins enable` of the fake `openclaw`: they write the config as the real one does, that is without its comments.

type Section = Record<string, unknown>;

const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const section = (parent: Section, name: string): Section => {
  const value = parent[name];
  return isSection(value) ? value : {};
};

/** The config with the plugin switched on, re-serialised: comments, quotes and order of the writer are lost (the OpenClaw contract, section 2). */
const enableInConfig = ({ view, version }: Facts, nowMs: number): void => {
  const text = existsSync(view.path) ? readFileSync(view.path, 'utf8') : '{}';
  const parsed: unknown = JSON5.parse(text);
  const config = isSection(parsed) ? parsed : {};
  const plugins = section(config, 'plugins');
  const entries = section(plugins, 'entries');
  const zalouser = { ...section(entries, 'zalouser'), enabled: true };
  const meta = { lastTouchedVersion: version, lastTouchedAt: new Date(nowMs).toISOString() };
  const after = { ...config, plugins: { ...plugins, entries: { ...entries, zalouser } }, meta };
  if (existsSync(view.path)) copyFileSync(view.path, `${view.path}.bak`);
  const temporary = `${view.path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, view.path);
};

/** `plugins enable zalouser`. */
export const enable = (host: Host, facts: Facts): void => {
  if (facts.world.isPluginInstalled === false) {
    host.writeErr('Plugin not found: zalouser. Run `openclaw plugins list` to see installed plugins.\n');
    host.exit(1);
    return;
  }
  enableInConfig(facts, storyMs(facts.world, host.now()));
  host.writeOut(
    facts.can.isPluginBundled
      ? 'Enabled plugin "zalouser". Restart the gateway to apply.\n'
      : 'Enabled plugin "zalouser". Saved for the next Gateway start.\n',
  );
  host.exit(0);
};

const isLocal = (source: string): boolean => /^[./~]/u.test(source);

const refuse = (host: Host, sentence: string): void => {
  host.writeErr(`${sentence}\n`);
  host.exit(1);
};

/** Why a source cannot be installed, as the program puts it. */
const whyNot = (source: string, argv: readonly string[], { can }: Facts): string | undefined => {
  if (isLocal(source) && !existsSync(source)) return `Path not found: ${source}`;
  if (can.asksConsent && isLocal(source) && !argv.includes('--force'))
    return 'Install cancelled; rerun with --force after reviewing the source.';
  if (can.asksConsent && !argv.includes('--accept-capabilities'))
    return 'Plugin "zalouser" requires capability consent.';
  if (can.isPluginBundled && !isLocal(source)) {
    return `npm pack failed: npm error code ETARGET\nnpm error notarget No matching version found for ${source}.`;
  }
  return undefined;
};

/** `plugins install SOURCE`: takes some seconds and says what it does meanwhile. */
export const install = async (host: Host, facts: Facts, source: string): Promise<void> => {
  const { world, dir, can } = facts;
  const pause = (ms: number): Promise<void> => host.wait(scaled(world, ms));
  if (!isLocal(source)) host.writeOut(`Downloading ${source}…\n`);
  await pause(800);
  const problem = whyNot(source, host.argv, facts);
  if (problem !== undefined) return refuse(host, problem);
  host.writeOut('Installing to ~/.openclaw/extensions/zalouser…\n');
  await pause(800);
  host.writeOut('Installing plugin dependencies…\n');
  await pause(1_400);
  control(dir, { type: 'plugin', installed: true });
  enableInConfig(facts, storyMs(facts.world, host.now()));
  host.writeOut(
    `Installed plugin: zalouser\n${can.isPluginBundled ? 'Restart the gateway to load plugins.' : 'Saved for the next Gateway start.'}\n`,
  );
  host.exit(0);
};
