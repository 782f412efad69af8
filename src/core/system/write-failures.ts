// What goes wrong while a config file is written, in words of the catalogue.
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import { systemCode } from '../shared/system-code.ts';
import { NotKept } from './keep-owner.ts';
import type { WriteProblem } from './write-words.ts';

const problems: Readonly<Record<string, WriteProblem>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only-disk',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
  EEXIST: 'folder-gone',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
  EXDEV: 'in-use',
  ELOOP: 'link-loop',
};

/** A failure whose reason is known without asking the system. */
export const writeProblem = (file: string, problem: WriteProblem, detail?: string): AppError =>
  new AppError(errorSentences.configWriteFailed({ file, problem, detail }));

/** What stood in the way, by what was thrown: known without asking the system, or by its word. */
export const problemOf = (error: unknown): { readonly problem?: WriteProblem; readonly uid?: number; readonly detail?: string } => {
  if (error instanceof NotKept) return { problem: error.problem, uid: error.owner.uid };
  const detail = systemCode(error);
  const problem = problems[detail];
  return { detail, ...(problem === undefined ? {} : { problem }) };
};

/** The file is there but cannot be read. */
export const unreadable = (file: string, error: unknown): AppError =>
  new AppError(errorSentences.configUnreadable({ file, detail: systemCode(error) }), { cause: error });

/**
 * Anything thrown on the way, as an error an operator can read; `otherwise` where the system's word says nothing in particular. The
 * lock's own failure to be made is one of the folder.
 */
export const toWriteError = (file: string, error: unknown, otherwise: WriteProblem = 'unknown'): AppError => {
  const cause = error instanceof AppError && error.code === 'store-write-failed' ? error.cause : error;
  if (cause instanceof AppError) return cause;
  return new AppError(errorSentences.configWriteFailed({ file, problem: otherwise, ...problemOf(cause) }), { cause });
};
