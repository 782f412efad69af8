// One gateway with its config and store: a message goes in at the fake zca, what happens is compared with `decide`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledOpenclaw } from '../../../scripts/install-openclaw.ts';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { indexNames } from '../../../src/core/config/entry-names.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { capabilitiesOf } from '../../../src/core/openclaw/releases.ts';
import { isExpired } from '../../../src/core/pairing/files.ts';
import { readPairingStore } from '../../../src/core/pairing/store.ts';
import { decide } from '../../../src/core/policy/decide.ts';
import { approvedIds } from '../../../src/core/policy/rules.ts';
import type { Verdict } from '../../../src/core/policy/verdict.ts';
import { systemClock } from '../../../src/core/shared/clock.ts';
import { parseGroups } from '../../../src/core/zca/client.ts';
import { parsePeers } from '../../../src/core/zca/parse.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import { aRelease } from '../../support/releases.ts';
import { readByUs } from './change.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './system.ts';
import { until } from './until.ts';
import { lineOf, type Outcome, type VerdictCase } from './verdict-case.ts';
import { type DeskWorld, openZcaDesk, type SentMessage, type ZcaDesk } from './zca-desk.ts';

/** What a world is made of. */
export interface WorldParts {
  readonly openclaw: InstalledOpenclaw;
  /** `channels` and whatever else the case is about; the rest is what every gateway here needs. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Approved ids by file name. */
  readonly approved?: Readonly<Record<string, readonly string[]>>;
  readonly lists?: DeskWorld;
  /** A direct message that is answered: it tells that the gateway is done with what came before. */
  readonly probe: { readonly profile: string; readonly senderId: string };
}

/** What our engine and the gateway made of one message. */
export interface Judged {
  readonly verdict: Verdict;
  readonly predicted: Outcome;
  readonly observed: Outcome;
  /** What the gateway printed meanwhile. */
  readonly log: string;
}

/** A gateway that runs. */
export interface VerdictWorld {
  readonly system: OpenclawSystem;
  readonly desk: ZcaDesk;
  readonly gateway: Gateway;
  readonly view: ConfigView;
  judge(one: VerdictCase): Promise<Judged>;
  /** Messages the gateway sent that belong to no case. */
  strays(): readonly SentMessage[];
  close(): Promise<void>;
}

const noLists: DeskWorld = { friends: [], groups: [] };
/** One inbound message is taken in within milliseconds, answered within a second; a busy machine may need longer. */
const takeInDeadlineMs = 30_000;
const replyDeadlineMs = 20_000;
/** From the gateway being up to every account's listener running. */
const listenDeadlineMs = 180_000;

const isPairingReply = ({ text }: SentMessage): boolean =>
  text.startsWith('OpenClaw: access not configured.');

/** With these a verbose gateway says that it has dropped a message. */
const dropLine =
  /\[zalouser\] (?:zalouser: drop |Blocked )|Ignoring \S+ .*from unauthorized sender|Failed to process message/u;

const outcomeOf = (verdict: Verdict, hadRequest: boolean): Outcome => {
  if (verdict.kind === 'reply') return 'reply';
  return verdict.kind === 'pairing' && !hadRequest ? 'pairing reply' : 'silence';
};

class World implements VerdictWorld {
  readonly system: OpenclawSystem;
  readonly desk: ZcaDesk;
  readonly gateway: Gateway;
  readonly view: ConfigView;
  readonly #parts: WorldParts;
  readonly #claimed = new Set<SentMessage>();

  constructor(parts: WorldParts, system: OpenclawSystem, desk: ZcaDesk, gateway: Gateway, view: ConfigView) {
    this.#parts = parts;
    [this.system, this.desk, this.gateway, this.view] = [system, desk, gateway, view];
  }

  async judge(one: VerdictCase): Promise<Judged> {
    const { desk, gateway } = this;
    const account = this.view.accounts.find(({ id }) => id === one.account);
    if (account === undefined) throw new Error(`The config has no account ${one.account}.`);
    await this.#putRequests(one.pending ?? []);
    const line = lineOf(one.message);
    const { verdict, hadRequest } = await this.#decide(account, line);
    const predicted = outcomeOf(verdict, hadRequest);
    const [sentBefore, logBefore] = [desk.sent.length, gateway.log().length];
    const log = (): string => gateway.log().slice(logBefore);
    await desk.deliver(account.profile.value, line);
    await until(
      `account ${account.id} to take in its message`,
      () => log().includes(`[${account.id}] inbound message`),
      takeInDeadlineMs,
      log,
    );
    const find = (): SentMessage | undefined =>
      desk.sent.slice(sentBefore).find(({ threadId }) => threadId === one.message.threadId);
    const isDecided = (): boolean => find() !== undefined || dropLine.test(log());
    // Two probes, one after the other: what was taken in before them had twice the time to be answered.
    if (predicted === 'silence')
      for (let probes = 0; probes < 2 && !isDecided(); probes += 1) await this.#probe(log);
    else await until('a reply', isDecided, replyDeadlineMs).catch(() => {});
    const reply = find();
    if (reply !== undefined) this.#claimed.add(reply);
    const observed = reply === undefined ? 'silence' : isPairingReply(reply) ? 'pairing reply' : 'reply';
    return { verdict, predicted, observed, log: log() };
  }

  strays(): readonly SentMessage[] {
    return this.desk.sent.filter((message) => !this.#claimed.has(message));
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await this.system.close();
    await this.desk.close();
  }

  async #probe(log: () => string): Promise<void> {
    const { profile, senderId } = this.#parts.probe;
    const sentBefore = this.desk.sent.length;
    const find = (): SentMessage | undefined =>
      this.desk.sent.slice(sentBefore).find(({ threadId }) => threadId === senderId);
    await this.desk.deliver(
      profile,
      lineOf({ threadId: senderId, metadata: { isGroup: false, fromId: senderId } }),
    );
    await until('an answer to the probe', () => find() !== undefined, replyDeadlineMs, log);
    const reply = find();
    if (reply !== undefined) this.#claimed.add(reply);
  }

  async #putRequests(pending: NonNullable<VerdictCase['pending']>): Promise<void> {
    const requests = pending.map(({ id, accountId: account, ageMs = 60_000 }, index) => {
      const createdAt = new Date(Date.now() - ageMs).toISOString();
      return {
        id,
        code: `ABCDEFG${index + 2}`,
        createdAt,
        lastSeenAt: createdAt,
        meta: { accountId: account },
      };
    });
    await writeFile(
      join(this.system.credentialsDir, 'zalouser-pairing.json'),
      `${JSON.stringify({ version: 1, requests }, null, 2)}\n`,
    );
  }

  async #decide(account: Account, line: string): Promise<{ verdict: Verdict; hadRequest: boolean }> {
    const now = Date.now();
    const parsed = parseListenLine(line, { accountId: account.id, receivedAtMs: now });
    if (parsed.type !== 'message') throw new Error(`No message: ${line}`);
    const { message } = parsed;
    const { requests, approved } = await readPairingStore({
      credentialsDir: this.system.credentialsDir,
      clock: systemClock,
    });
    const pending = requests.filter((request) => !isExpired(request, now));
    const { friends, groups } = this.#parts.lists ?? noLists;
    const [peers, rooms] = [parsePeers(JSON.stringify(friends), 'list'), parseGroups(JSON.stringify(groups))];
    const names = indexNames(peers.ok ? peers.value : [], rooms.ok ? rooms.value : []);
    const verdict = decide(message, account, {
      can: capabilitiesOf(this.#parts.openclaw.version),
      approved: approvedIds(approved, account.id),
      pending,
      names,
    });
    return {
      verdict,
      hadRequest: pending.some(
        ({ accountId, senderId }) => accountId === account.id && senderId === message.senderId,
      ),
    };
  }
}

/** Writes config and store, starts the gateway, waits until every account that runs is listened for. */
export const openVerdictWorld = async (parts: WorldParts): Promise<VerdictWorld> => {
  const desk = await openZcaDesk(parts.lists ?? noLists);
  const system = await openSystem(parts.openclaw, desk.port);
  try {
    await system.write(JSON.stringify({ ...system.baseConfig, ...parts.config }, null, 2));
    await mkdir(system.credentialsDir, { mode: 0o700 });
    for (const [name, allowFrom] of Object.entries(parts.approved ?? {}))
      await writeFile(join(system.credentialsDir, name), JSON.stringify({ version: 1, allowFrom }));
    const gateway = await system.startGateway();
    const { view } = await readByUs(system, aRelease('b'));
    for (const { profile } of view.accounts.filter(({ enabled }) => enabled.value))
      await until(
        `profile ${profile.value} to be listened for`,
        () => desk.listeners(profile.value) > 0,
        listenDeadlineMs,
        gateway.log,
      );
    return new World(parts, system, desk, gateway, view);
  } catch (error) {
    await system.close();
    await desk.close();
    throw error;
  }
};
