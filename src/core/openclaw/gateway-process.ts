// Is a process an OpenClaw gateway? Told from its command line alone. Pure.

const baseName = (word: string): string => word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

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
  if (verb < 0 || rest.slice(0, verb).some((word, index) => !word.startsWith('-') && !rest[index - 1]?.startsWith('--'))) return false;
  const next = rest[verb + 1];
  return next === undefined || next === 'run' || next.startsWith('-');
};
