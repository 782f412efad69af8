/**
 * `~` at the beginning of a path is `home`, alone or before a separator; `~name` is a name like any other. Both separators count on every
 * system, as they do for OpenClaw.
 */
export const underHome = (path: string, home: string): string => path.replace(/^~(?=$|[\\/])/u, () => home);
