// Node gives the system's word for a failure as `code`, on the error itself or, where somebody wrapped it, on its cause.

/** `ENOENT`, `EACCES`, …: of the error, else of what caused it; undefined for what has none. */
export const systemCodeOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  return 'cause' in error && error.cause !== error ? systemCodeOf(error.cause) : undefined;
};

/** As {@link systemCodeOf}, for the details of an error: there is always a word. */
export const systemCode = (error: unknown): string => systemCodeOf(error) ?? 'unknown error';

/** Is it the system's word for "there is nothing"? */
export const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCode(error));

/** Is it the system's word for "you may not"? */
export const isForbidden = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(systemCode(error));
