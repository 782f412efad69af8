// Kills a process that decides pairing requests, at random moments, again and again: both files must be whole, nobody may be lost, what is not
// ours must stay to the letter, and the next decision must leave no litter. Then two consoles at once.
import { writeSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PairingRequest } from '../../src/core/model/people.ts';
import { approvedFileName, requestsFileName } from '../../src/core/pairing/files.ts';
import { createPairingStore } from '../../src/core/pairing/store.ts';
import { AppError } from '../../src/core/shared/error.ts';
import { accountId, type UserId, userId } from '../../src/core/shared/ids.ts';
import { clock, demand, isStaleTempFile, live, wordsAfter } from './life.ts';

/** Longest time from the first decision of a process to its end: some five decisions. */
const maxLifeMs = 400;
const account = accountId('shop');
/** Approved, dismissed, let in without a request, by what the number of the id leaves. */
const acts = ['approve', 'approve', 'dismiss', 'restore'] as const;
/** Nobody may change it: numbers no program writes so, fields nobody knows, another account. */
const foreign =
  '{ "id": "stays", "code": "ABCDEFGH", "meta": { "accountId": "work" }, "odd": [1e400, 12345678901234567890123, 1.0] }';
const foreignLetters = foreign.replaceAll(/\s/gu, '');

const actOf = (id: string): (typeof acts)[number] => acts[Number(id) % acts.length] ?? 'approve';

/** The child: decides one request after the other, `begin ID`, `done ID`; gives up what somebody else has decided. */
const decideAll = async (credentialsDir: string): Promise<void> => {
  const store = createPairingStore({ credentialsDir, clock });
  const requests = (await store.read()).requests.filter((request) => request.accountId === account);
  for (const request of requests) {
    writeSync(1, `begin ${request.senderId}\n`);
    const isOurs = await decide(store, request).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'not-found') return false;
        throw error;
      },
    );
    const staleTempFiles = (await readdir(credentialsDir)).filter(
      (name) => isStaleTempFile(name) && !name.includes('.lock.'),
    );
    writeSync(1, `${isOurs ? 'done' : 'missed'} ${request.senderId}\nlitter ${staleTempFiles.length}\n`);
  }
};

const decide = (store: ReturnType<typeof createPairingStore>, request: PairingRequest): Promise<void> => {
  switch (actOf(request.senderId)) {
    case 'approve':
      return store.approve(request);
    case 'dismiss':
      return store.dismiss(request);
    case 'restore':
      return store.restore(account, request.senderId);
  }
};

interface Shop {
  readonly dir: string;
  readonly requestsFile: string;
  readonly approvedFile: string;
}

/** As the gateway puts it: new requests behind those that are there. */
const ask = async ({ requestsFile }: Shop, ids: readonly string[]): Promise<void> => {
  const at = new Date().toISOString();
  const entries = ids.map((id) =>
    JSON.stringify(
      { id, code: 'K7PQ2MXD', createdAt: at, lastSeenAt: at, meta: { accountId: account } },
      null,
      2,
    ),
  );
  await writeFile(
    `${requestsFile}.new`,
    `{ "version": 1, "keep": 1.0, "requests": [${[foreign, ...entries].join(', ')}] }`,
    {
      mode: 0o640,
    },
  );
  await chmod(`${requestsFile}.new`, 0o640);
  await rename(`${requestsFile}.new`, requestsFile);
};

const seen = { lock: 0, temporary: 0, half: 0 };

/** The ids in both files. @throws Error if one is not whole, or what is not ours was changed */
const idsIn = async ({
  requestsFile,
  approvedFile,
}: Shop): Promise<{ readonly asking: Set<string>; readonly approved: readonly string[] }> => {
  const [requests, approved] = [await readFile(requestsFile, 'utf8'), await readFile(approvedFile, 'utf8')];
  const letters = requests.replaceAll(/\s/gu, '');
  demand(
    letters.startsWith('{"version":1,"keep":1.0,"requests":[') && letters.includes(foreignLetters),
    `What is not ours was changed: ${requests}`,
  );
  const entries: unknown = Reflect.get(Object(JSON.parse(requests)), 'requests');
  const allowed: unknown = Reflect.get(Object(JSON.parse(approved)), 'allowFrom');
  if (!Array.isArray(entries) || !Array.isArray(allowed))
    throw new Error('A file of the store has lost its list.');
  demand(Reflect.get(Object(JSON.parse(approved)), 'by') === 'hand', 'A field of the approved ids is lost.');
  demand(
    ((await stat(requestsFile)).mode & 0o777) === 0o640 &&
      ((await stat(approvedFile)).mode & 0o777) === 0o600,
    'A mode changed.',
  );
  const idOf = (entry: unknown): string => String(Reflect.get(Object(entry), 'id'));
  return { asking: new Set(entries.map(idOf)), approved: allowed.map(String) };
};

/** Holds what is in the files against what was done and begun. */
const check = async (
  shop: Shop,
  ids: readonly string[],
  done: ReadonlySet<string>,
  begun: ReadonlySet<string>,
): Promise<void> => {
  const { asking, approved } = await idsIn(shop);
  demand(new Set(approved).size === approved.length, `An id is approved twice: ${approved.join(' ')}`);
  for (const id of ids) {
    const [act, isAsking, isApproved] = [actOf(id), asking.has(id), approved.includes(id)];
    const state = `${id} (${act}, ${done.has(id) ? 'done' : begun.has(id) ? 'begun' : 'untouched'}) is ${isAsking ? '' : 'not '}asking, ${isApproved ? '' : 'not '}approved.`;
    if (done.has(id)) demand(isApproved === (act !== 'dismiss') && isAsking === (act === 'restore'), state);
    else if (!begun.has(id)) demand(isAsking && !isApproved, state);
    else demand(act === 'dismiss' ? !isApproved : isAsking || isApproved, state);
    if (begun.has(id) && !done.has(id) && act === 'approve' && isAsking && isApproved) seen.half += 1;
  }
};

const createShop = async (): Promise<Shop> => {
  const dir = await mkdtemp(path.join(tmpdir(), 'zalouser-tui-crash-'));
  return {
    dir,
    requestsFile: path.join(dir, requestsFileName),
    approvedFile: path.join(dir, approvedFileName(account)),
  };
};

const emptyApproved = async ({ approvedFile }: Shop): Promise<void> => {
  await writeFile(approvedFile, '{ "version": 1, "by": "hand", "allowFrom": [] }', { mode: 0o600 });
};

const noteLeftovers = async ({ dir }: Shop): Promise<void> => {
  for (const name of await readdir(dir)) {
    if (name.endsWith('.lock')) {
      seen.lock += 1;
      const text = await readFile(path.join(dir, name), 'utf8');
      demand(
        /^\{[^{}]*"pid": \d+,[^{}]*\}$/u.test(text),
        `The lock ${name} is not whole: ${JSON.stringify(text)}`,
      );
    } else if (isStaleTempFile(name)) seen.temporary += 1;
  }
};

const idsFrom = (first: number, count: number): readonly UserId[] =>
  Array.from({ length: count }, (_, index) => userId(String(first + index)));

/** Two consoles decide the same requests: each is decided once, by one of them. */
const race = async (shop: Shop): Promise<void> => {
  const ids = idsFrom(1_000, 40).filter((id) => actOf(id) !== 'restore');
  await ask(shop, ids);
  await emptyApproved(shop);
  const lives = await Promise.all([0, 1].map(() => live([import.meta.filename, shop.dir])));
  demand(
    lives.every(({ exitCode }) => exitCode === 0),
    'A console failed.',
  );
  const done = lives.flatMap(({ lines }) => wordsAfter(lines, 'done')).toSorted();
  demand(
    done.join() === [...ids].toSorted().join(),
    `Two consoles lost or repeated a decision: ${done.join(' ')}`,
  );
  await check(shop, ids, new Set(done), new Set(done));
  const names = (await readdir(shop.dir)).toSorted().join();
  demand(
    names === [path.basename(shop.approvedFile), path.basename(shop.requestsFile)].toSorted().join(),
    `Beside the store there is ${names}.`,
  );
};

/** @throws Error as soon as anything is lost */
export const crashStore = async (kills: number): Promise<void> => {
  const shop = await createShop();
  try {
    let decided = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const ids = idsFrom(100, 20);
      await ask(shop, ids);
      await emptyApproved(shop);
      const { lines } = await live([import.meta.filename, shop.dir], maxLifeMs);
      const done = new Set(wordsAfter(lines, 'done'));
      await check(shop, ids, done, new Set(wordsAfter(lines, 'begin')));
      // The first decision of this life has removed what the last one left.
      demand(
        !wordsAfter(lines, 'litter').some((count) => count !== '0'),
        'A decision left litter of an earlier one.',
      );
      await noteLeftovers(shop);
      decided += done.size;
      if (kill % 100 === 0) console.log(`store: ${kill} kills, ${decided} decisions`);
    }
    await race(shop);
    console.log(
      `✓ store: ${kills} kills in ${decided} decisions, and two consoles at once: always whole, nobody lost. Left behind:`,
      seen,
    );
  } finally {
    await rm(shop.dir, { recursive: true, force: true });
  }
};

const [, script, dir] = process.argv;
if (script === import.meta.filename && dir !== undefined) await decideAll(dir);
