// Where OpenClaw 2026.2.26 keeps the code that writes the pairing store: a file of its bundle, its functions exported under letters.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledOpenclaw } from '../../../scripts/install-openclaw.ts';

const functions = [
  'upsertChannelPairingRequest',
  'approveChannelPairingCode',
  'listChannelPairingRequests',
  'readChannelAllowFromStore',
] as const;

/** The file, and the letter each function is exported under. */
export interface OwnPairingCode {
  readonly file: string;
  readonly names: Readonly<Record<(typeof functions)[number], string>>;
}

/** @throws Error if this OpenClaw is built in another way */
export const findOwnPairingCode = async ({ folder }: InstalledOpenclaw): Promise<OwnPairingCode> => {
  const dist = join(folder, 'node_modules', 'openclaw', 'dist');
  for (const name of (await readdir(dist)).filter((entry) => /^pairing-store-[\w-]+\.js$/u.test(entry))) {
    const text = await readFile(join(dist, name), 'utf8');
    const letters = Object.fromEntries(
      functions.map((one) => [one, new RegExp(`\\b${one} as (\\w+)`, 'u').exec(text)?.[1] ?? '']),
    );
    const names = letters as OwnPairingCode['names'];
    if (Object.values(letters).every((letter) => letter !== '')) return { file: join(dist, name), names };
  }
  throw new Error('The pairing store’s own code was not found in the bundle of OpenClaw.');
};
