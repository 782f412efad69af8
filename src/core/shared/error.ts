// Every failure an operator can meet has a code, one sentence and a next step. Stacks go to the log file.
import { errorSentences } from '../error-words.ts';
import type { ErrorCode, ErrorView } from './error-view.ts';

/** An expected failure. Throw it with the words of the catalogue; screens show {@link AppError.view}. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly view: ErrorView;

  constructor(view: ErrorView, options?: { cause?: unknown }) {
    super(view.sentence, options);
    this.view = view;
  }

  get code(): ErrorCode {
    return this.view.code;
  }
}

/** Turns anything thrown into something a screen can show; unexpected errors become `internal`. */
export const toErrorView = (error: unknown): ErrorView =>
  error instanceof AppError
    ? error.view
    : errorSentences.internal(error instanceof Error ? error.message : String(error));
