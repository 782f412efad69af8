import { systemCodeOf } from '../core/shared/system-code.ts';

/** Why the file system refused, in a few words. */
export const fileProblem = (error: unknown): string => {
  const code = systemCodeOf(error) ?? '';
  const words: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'read-only',
    ENOSPC: 'disk full',
    EDQUOT: 'disk quota used up',
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is no folder',
  };
  return words[code] ?? (code === '' ? 'unexpected error' : code);
};
