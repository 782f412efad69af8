// Strangers write to two accounts: requests made, listed and some approved by OpenClaw's own code, in a process of its own.
// argv: the JSON of {@link OwnPairingCode}, number of strangers. Prints what it did, one JSON line each; ends with the approved lists.
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { OwnPairingCode } from './own-pairing-code.ts';

/** One line of output. */
export type RowAction =
  | { readonly did: 'asked' | 'approved'; readonly id: string; readonly account: string }
  | { readonly did: 'refreshed' | 'listed' | 'turned away' | 'came too late' }
  | { readonly did: 'finished'; readonly approved: Readonly<Record<string, readonly string[]>> };

type Call = (...args: readonly unknown[]) => Promise<unknown>;
interface Entry {
  readonly id: string;
}

const { file, names } = JSON.parse(process.argv[2] ?? '') as OwnPairingCode;
const strangers = Number(process.argv[3]);
const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, Call>>;
const own = (name: keyof OwnPairingCode['names'], ...args: readonly unknown[]): Promise<unknown> => {
  const call = module[names[name]];
  if (call === undefined) throw new Error(`No ${name}`);
  return call(...args);
};
const say = (step: RowAction): boolean => process.stdout.write(`${JSON.stringify(step)}\n`);
const ask = async (id: string, accountId: string): Promise<{ code: string; created: boolean }> =>
  (await own('upsertChannelPairingRequest', {
    channel: 'zalouser',
    id,
    accountId,
    meta: { name: `Khách ${id}` },
  })) as {
    code: string;
    created: boolean;
  };

for (let index = 0; index < strangers; index += 1) {
  const [id, account] = [`46000000000000${1000 + index}`, index % 3 === 0 ? 'shop' : 'default'];
  let asked = await ask(id, account);
  while (!asked.created) {
    // Three wait already: somebody must decide first.
    say({ did: 'turned away' });
    await sleep(5);
    asked = await ask(id, account);
  }
  say({ did: 'asked', id, account });
  if (index % 5 === 1) {
    const isStillThere = !(await ask(id, account)).created;
    say(isStillThere ? { did: 'refreshed' } : { did: 'asked', id, account });
  }
  if (index % 5 === 2) {
    await own('listChannelPairingRequests', 'zalouser');
    say({ did: 'listed' });
  }
  if (index % 5 === 3) {
    const approved = (await own('approveChannelPairingCode', {
      channel: 'zalouser',
      code: asked.code,
    })) as Entry | null;
    say(approved === null ? { did: 'came too late' } : { did: 'approved', id: approved.id, account });
  }
}
const lists = await Promise.all(
  ['default', 'shop'].map(
    async (account) =>
      [
        account,
        (await own('readChannelAllowFromStore', 'zalouser', process.env, account)) as string[],
      ] as const,
  ),
);
say({ did: 'finished', approved: Object.fromEntries(lists) });
process.exit(0);
