// Does one thing within its time. What is not done by then is given up before anything is said of it: nothing happens behind an answer.
import type { Console } from '../../core/index.ts';
import type { Act, ActContext, Answer, Request } from './command.ts';
import { type Signal, settle } from './interruption.ts';

/** So long (ms) what was given up may take to end. It stops within two seconds. */
export const giveUpMs = 3_000;

/** How long it may take, and what ends it early. */
export interface ActLimits {
  readonly limitMs: number;
  readonly interrupted: Promise<Signal>;
}

/** The answer; or the signal that ended it. */
export type ActEnd = { readonly answer: Answer } | { readonly signal: Signal };

/** Runs an act. Stops its client where the time is up. */
export const runAct = async <Client extends Pick<Console, 'store' | 'stop'>>(
  act: Act<Client>,
  client: Client,
  request: Request,
  context: ActContext,
  { limitMs, interrupted }: ActLimits,
): Promise<ActEnd> => {
  const work = act.act(client, request, context);
  const end = await settle(work, limitMs, interrupted);
  if (end.type === 'signal') return { signal: end.signal };
  if (end.type === 'done') return { answer: end.value };
  const state = client.store.getState();
  await client.stop();
  const after = await settle(work, giveUpMs, interrupted);
  if (after.type === 'signal') return { signal: after.signal };
  return { answer: act.late(state, request, { limitMs, nowMs: context.now() }, after.type === 'done' ? after.value : undefined) };
};
