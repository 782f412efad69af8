/** A call that cannot be done: its message is what `Error: …` says. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The system's word for a failure, such as `ENOENT`. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
