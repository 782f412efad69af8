// The lock a running gateway holds on its config (not from 2026.8.1 on): it says which process is the gateway of which config.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { readPlain } from '../system/files.ts';

const lockSchema = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  configPath: v.optional(v.string()),
  /** Ticks since the boot; on Linux only. */
  startTime: v.optional(v.number()),
});

/** Who holds the lock, by its own word: whether that process still lives is another question. */
export type GatewayLock = v.InferOutput<typeof lockSchema>;

/** Where to look. */
export interface GatewayLockQuestion {
  /** Absolute, as the gateway resolved it. */
  readonly configPath: string;
  /** Temporary folders a gateway may have: its own may differ from ours. */
  readonly tempDirs: readonly string[];
  /** Whose gateway it may be; undefined where users have no number (Windows). */
  readonly userIds: readonly number[] | undefined;
}

/** `TMP/openclaw-UID/gateway.HASH.lock`, the hash being the first eight digits of the SHA-256 of the path of the config. */
export const gatewayLockFiles = ({ configPath, tempDirs, userIds }: GatewayLockQuestion): readonly string[] => {
  const hash = createHash('sha256').update(configPath).digest('hex').slice(0, 8);
  const folders = userIds === undefined ? ['openclaw'] : userIds.map((id) => `openclaw-${id}`);
  return [...new Set(tempDirs.flatMap((dir) => folders.map((folder) => path.join(dir, folder, `gateway.${hash}.lock`))))];
};

/** Reads the lock; undefined if there is none or it says nothing. Never rejects. */
export const readGatewayLock = async (question: GatewayLockQuestion): Promise<GatewayLock | undefined> => {
  for (const file of gatewayLockFiles(question)) {
    try {
      // The temporary folder is everybody's: a lock that somebody else has put there says nothing.
      const { uid } = await stat(file);
      if (question.userIds !== undefined && uid !== 0 && !question.userIds.includes(uid)) continue;
      const parsed = v.safeParse(lockSchema, JSON.parse(await readPlain(file)));
      if (parsed.success && (parsed.output.configPath ?? question.configPath) === question.configPath) return parsed.output;
    } catch {
      // Not there, or being written.
    }
  }
  return undefined;
};
