// The ring of older versions beside a config file: one ring for OpenClaw and for us.

import { backupFiles } from '../../system/temp-names.ts';
import type { WriteFiles } from '../../system/write-files.ts';

/**
 * Makes the first place of the ring of `file` free: every older version goes a place further; the fifth falls out. A gap, as a killed writer
 * leaves it, is filled instead, so that nothing falls out for it.
 *
 * @throws what the system says; every older version is still there then, at its old place or the next
 */
export const makeRoom = async (files: WriteFiles, file: string): Promise<void> => {
  const ring = backupFiles(file);
  let free = 0;
  for (const backup of ring.slice(0, -1)) {
    if ((await files.entry(backup)) === undefined) break;
    free += 1;
  }
  // From the oldest on: each takes a place that is free, or the last.
  for (let place = free; place > 0; place -= 1) await files.rename(ring[place - 1] ?? '', ring[place] ?? '');
};
