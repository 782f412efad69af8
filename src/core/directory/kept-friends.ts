// The friends of an account as openzca last kept them (the zca contract, Files): a file is read, and nobody is asked.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Peer } from '../model/people.ts';
import type { ProfileName } from '../shared/ids.ts';
import { readPlain } from '../system/files.ts';
import { profileFolder } from '../zca/locate.ts';
import { parsePeers } from '../zca/parse.ts';

/** Zalo says about a kilobyte of each friend, and nobody may have more than a few thousand. */
const maxFileBytes = 64 * 1024 * 1024;

/** A friend list, and when it was kept (epoch ms). */
export interface KeptFriends {
  readonly friends: readonly Peer[];
  readonly keptAtMs: number;
}

/**
 * What a log-in, or `zca auth cache-refresh`, has left of the friend list. Undefined where there is no such file, or none that can be
 * understood. Never rejects.
 */
export const readKeptFriends = async (
  home: string,
  profile: ProfileName,
): Promise<KeptFriends | undefined> => {
  const folder = profileFolder(home, profile);
  if (folder === undefined) return undefined;
  const file = path.join(folder, 'cache', 'friends.json');
  try {
    const { size, mtimeMs } = await stat(file);
    if (size > maxFileBytes) return undefined;
    const parsed = parsePeers(await readPlain(file), 'list');
    return parsed.ok ? { friends: parsed.value, keptAtMs: mtimeMs } : undefined;
  } catch {
    // It is zca's, and a name more or less keeps nobody from deciding.
    return undefined;
  }
};
