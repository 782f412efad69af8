// Writes pairing requests as the gateway does, under its lock, in a process of its own. Shares no code with the console:
// argv is FILE PREFIX COUNT; it adds COUNT requests with ids PREFIX0, PREFIX1, … and prints `done`.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const [file = '', prefix = '', count = '0'] = process.argv.slice(2);
const lock = `${file}.lock`;

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

const locked = async (work: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(
        JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }, null, 2),
      );
      try {
        await work();
      } finally {
        await handle.close();
        await rm(lock, { force: true });
      }
      return;
    } catch (error) {
      if (!isTaken(error)) throw error;
      await sleep(1 + Math.random() * 4);
    }
  }
};

const add = async (id: string): Promise<void> => {
  const store = JSON.parse(await readFile(file, 'utf8')) as { requests: unknown[] };
  const now = new Date().toISOString();
  store.requests.push({
    id,
    code: 'ABCDEFGH',
    createdAt: now,
    lastSeenAt: now,
    meta: { accountId: 'default' },
  });
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${JSON.stringify(store, null, 2)}\n`);
  await rename(temporary, file);
};

for (let index = 0; index < Number(count); index += 1) await locked(() => add(`${prefix}${index}`));
process.stdout.write('done\n');
