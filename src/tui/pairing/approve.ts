// Letting in who asks: the same question wherever it is asked.
import type { PairingRequest } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { sceneOf } from './question-lines.ts';
import { approveQuestion } from './questions.ts';

/** Asks about one request, says what will be written, and approves it. */
export const approveRequest = async (app: App, frame: Frame, request: PairingRequest): Promise<void> => {
  if (!(await app.confirm(approveQuestion(sceneOf(frame, app.signs), [request])))) return;
  await app.attempt(app.console.actions.approve(request));
};
