import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemCodeOf } from '../core/shared/system-code.ts';

/** A folder only the owner can enter. */
export interface PrivateFolder {
  readonly path: string;
  /** Why it is not the one asked for but a temporary one. */
  readonly problem?: string;
  /** Removes it if it is temporary. */
  release(): void;
}

/**
 * Makes `path` (0700) or, where that cannot be, a temporary folder.
 * @throws the error of the file system if there is no room for that either
 */
export const openPrivateFolder = (path: string): PrivateFolder => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
    return { path, release: () => {} };
  } catch (error) {
    const temporary = mkdtempSync(join(tmpdir(), 'zalouser-tui-run-'));
    return {
      path: temporary,
      problem: systemCodeOf(error) ?? 'unknown',
      release: () => rmSync(temporary, { recursive: true, force: true }),
    };
  }
};
