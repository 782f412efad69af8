// The lock a running gateway holds on its config (not from 2026.8.1 on): it says which process is the gateway of which config.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { readPlain } from '../system/files.ts';

// Is a process an OpenClaw gateway? Told from its command line alone. Pure.

const baseName = (word: string): string =>
  word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

/** `openclaw`, `openclaw.mjs`, `…/openclaw/dist/index.js`. */
const program = /^openclaw(?:\.(?:mjs|js|exe|cmd))?$/iu;
const script = /[\\/]openclaw[\\/](?:.*[\\/])?[\w.-]+\.m?js$/iu;

/**
 * A running gateway calls itself `openclaw-gateway` (226 and 96); where a program cannot rename itself (Windows) it is `node …/openclaw.mjs
 * gateway`, with `run`, flags, or nothing behind. `openclaw gateway status` and the like are none.
 */
export const isGatewayCommand = (words: readonly string[]): boolean => {
  const bare = words.map((word) => word.replace(/^["']|["']$/gu, ''));
  if (/^openclaw-gateway$/u.test(baseName(bare[0] ?? ''))) return true;
  const at = bare.findIndex((word) => program.test(baseName(word)) || script.test(word));
  if (at < 0) return false;
  const rest = bare.slice(at + 1);
  const verb = rest.indexOf('gateway');
  if (
    verb < 0 ||
    rest.slice(0, verb).some((word, index) => !word.startsWith('-') && !rest[index - 1]?.startsWith('--'))
  )
    return false;
  const next = rest[verb + 1];
  return next === undefined || next === 'run' || next.startsWith('-');
};

const lockSchema = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  configPath: v.optional(v.string()),
  /** Ticks since the boot; on Linux only. */
  startTime: v.optional(v.number()),
});

/** Who holds the lock, by its own word: whether that process still lives is another question. */
export type GatewayLock = v.InferOutput<typeof lockSchema>;

export interface GatewayLockInput {
  /** Absolute, as the gateway resolved it. */
  readonly configPath: string;
  /** Temporary folders a gateway may have: its own may differ from ours. */
  readonly tempDirs: readonly string[];
  /** Whose gateway it may be; undefined where users have no number (Windows). */
  readonly userIds: readonly number[] | undefined;
}

/** `TMP/openclaw-UID/gateway.HASH.lock`, the hash being the first eight digits of the SHA-256 of the path of the config. */
export const gatewayLockFiles = ({ configPath, tempDirs, userIds }: GatewayLockInput): readonly string[] => {
  const hash = createHash('sha256').update(configPath).digest('hex').slice(0, 8);
  const folders = userIds === undefined ? ['openclaw'] : userIds.map((id) => `openclaw-${id}`);
  return [
    ...new Set(
      tempDirs.flatMap((dir) => folders.map((folder) => path.join(dir, folder, `gateway.${hash}.lock`))),
    ),
  ];
};

/** Reads the lock; undefined if there is none or it says nothing. Never rejects. */
export const readGatewayLock = async (question: GatewayLockInput): Promise<GatewayLock | undefined> => {
  for (const file of gatewayLockFiles(question)) {
    try {
      // The temporary folder is everybody's: a lock that somebody else has put there says nothing.
      const { uid } = await stat(file);
      if (question.userIds !== undefined && uid !== 0 && !question.userIds.includes(uid)) continue;
      const parsed = v.safeParse(lockSchema, JSON.parse(await readPlain(file)));
      if (parsed.success && (parsed.output.configPath ?? question.configPath) === question.configPath)
        return parsed.output;
    } catch {
      // Not there, or being written.
    }
  }
  return undefined;
};
