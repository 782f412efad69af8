// The OpenClaw files of the simulated world: a config as a person would write it, the approved senders, the requests. Pure but for the last.

import { randomInt, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maxPendingRequests, pairingTtlMs } from '../core/model/people.ts';
import type { Clock } from '../core/shared/clock.ts';
import { withFileLock } from '../core/system/file-lock.ts';
import { demoStrangers, friend, group } from './people.ts';

const quoted = (text: string): string => `'${text.normalize('NFC')}'`;

const listed = (number: number): string =>
  `${quoted(friend(number).id)}, // ${friend(number).displayName.normalize('NFC')}`;

/**
 * `openclaw.json` (JSON5). The policies are chosen so that the feed shows most verdicts: strangers get a code on
 * `default` and are dropped on `work`; groups are listed, switched off, not listed, or all dropped.
 */
export const demoConfigText = (): string => `// OpenClaw configuration of the simulated world.
// Change it as you like: nothing here is real, and it is deleted when the console ends.
{
  gateway: {
    mode: 'local',
    auth: { mode: 'token', token: 'demo-token-of-no-value' },
  },

  plugins: {
    entries: { zalouser: { enabled: true } },
  },

  channels: {
    zalouser: {
      enabled: true,
      defaultAccount: 'default',

      // Base settings: every account starts from these.
      dmPolicy: 'pairing', // a stranger gets a code, you approve it
      groupPolicy: 'allowlist', // only the groups below

      accounts: {
        // The flower shop: logged in.
        default: {
          name: 'Shop',
          profile: 'default',
          allowFrom: [
            ${listed(1)}
            'zalouser:${friend(17).id}', // the shipping company, with the channel's prefix
            ${quoted(friend(2).displayName)}, // a name: the gateway looks it up when its listener starts
          ],
          groups: {
            ${quoted(group(1).id)}: { allow: true }, // ${group(1).name}
            ${quoted(group(3).id)}: {
              // ${group(3).name}: the agent may read here, but not run anything
              allow: true,
              tools: { deny: ['exec', 'write'] },
            },
            ${quoted(group(8).id)}: {},
            ${quoted(group(6).id)}: { allow: false }, // ${group(6).name.normalize('NFC')}: muted for now
          },
        },

        // The office: needs a log-in (press l on it).
        work: {
          name: 'Office',
          profile: 'work',
          dmPolicy: 'allowlist', // nobody but these; no codes are sent
          allowFrom: [
            ${listed(4)}
            ${listed(8)}
          ],
          groupPolicy: 'disabled',
        },
      },
    },
  },
}
`;

/** Friends the shop approved by code long ago: numbers 18 to 21 and 24. */
export const approvedAtStart: readonly string[] = [18, 19, 20, 21, 24].map((number) => friend(number).id);

/** A file of the pairing store as OpenClaw 2026.2.26 writes it: two spaces, a newline at the end. */
export const storeText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The stranger whose request waits when the console opens. */
export const firstStranger = demoStrangers[0];

// How the simulated gateway writes pairing requests: the files and the limits of OpenClaw 2026.2.26 (the openclaw contract,
// section 4). The console's own store never makes a request; only the lock is shared.

export interface StoredRequest {
  readonly id: string;
  readonly code: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly meta: { readonly name?: string; readonly accountId: string };
}

/** Somebody who wrote and is not let through. */
export interface Visit {
  readonly accountId: string;
  readonly senderId: string;
  readonly name?: string;
  readonly nowMs: number;
}

/** What a visit came to. Only a new request is answered with its code. */
export type Entered =
  | { readonly type: 'created'; readonly code: string }
  | { readonly type: 'refreshed' }
  | { readonly type: 'full' };

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Eight letters and digits that cannot be mistaken for one another. */
const newCode = (random: (below: number) => number = randomInt): string =>
  Array.from({ length: 8 }, () => alphabet[random(alphabet.length)] ?? 'A').join('');

const isOf =
  (visit: Visit) =>
  (request: StoredRequest): boolean =>
    request.id === visit.senderId && request.meta.accountId === visit.accountId;

/** The requests after a visit, and what it came to. Pure but for the code, which is passed in. */
export const enter = (
  requests: readonly StoredRequest[],
  visit: Visit,
  code: string,
): { readonly requests: readonly StoredRequest[]; readonly entered: Entered } => {
  const fresh = requests.filter((request) => Date.parse(request.createdAt) + pairingTtlMs > visit.nowMs);
  const at = new Date(visit.nowMs).toISOString();
  const meta = { name: visit.name, accountId: visit.accountId };
  if (fresh.some(isOf(visit))) {
    const seen = fresh.map((request) =>
      isOf(visit)(request) ? { ...request, lastSeenAt: at, meta: { ...request.meta, ...meta } } : request,
    );
    return { requests: seen, entered: { type: 'refreshed' } };
  }
  if (fresh.length >= maxPendingRequests) return { requests: fresh, entered: { type: 'full' } };
  const request: StoredRequest = { id: visit.senderId, code, createdAt: at, lastSeenAt: at, meta };
  return { requests: [...fresh, request], entered: { type: 'created', code } };
};

const isRequest = (value: unknown): value is StoredRequest =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'code' in value &&
  'createdAt' in value &&
  'meta' in value &&
  typeof value.meta === 'object' &&
  value.meta !== null;

const listIn = (value: unknown, key: string): readonly unknown[] => {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(list) ? list : [];
};

const readJson = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** As the gateway does: beside it, then in its place. */
const writeStoreFile = async (file: string, value: unknown): Promise<void> => {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, storeText(value), { mode: 0o600 });
  await rename(temporary, file);
};

/** The desk of one credentials folder. */
export interface RequestWriter {
  /**
   * Writes or refreshes the request of a visitor. A corrupt file is overwritten, as by the gateway.
   * @throws AppError `store-locked`, or `cancelled` if the signal aborts the wait for the lock
   */
  enter(visit: Visit, signal?: AbortSignal): Promise<Entered>;
  /** Ids approved by code for an account; for `default` the unscoped file of old counts too. */
  approved(accountId: string): Promise<ReadonlySet<string>>;
}

export const createRequestWriter = (credentialsDir: string, clock: Clock): RequestWriter => {
  const file = join(credentialsDir, 'zalouser-pairing.json');
  const allowed = async (name: string): Promise<readonly string[]> =>
    listIn(await readJson(join(credentialsDir, name)), 'allowFrom').map(String);
  return {
    enter: (visit, signal) => {
      const work = async (): Promise<Entered> => {
        const { requests, entered } = enter(
          listIn(await readJson(file), 'requests').filter(isRequest),
          visit,
          newCode(),
        );
        await writeStoreFile(file, { version: 1, requests });
        return entered;
      };
      return withFileLock(file, { clock }, work, signal);
    },
    approved: async (accountId) => {
      const legacy = accountId === 'default' ? await allowed('zalouser-allowFrom.json') : [];
      return new Set([...(await allowed(`zalouser-${accountId}-allowFrom.json`)), ...legacy]);
    },
  };
};
