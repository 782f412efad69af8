// Our own zca puts itself where the gateway finds it: it shows what it would write and asks, with the terminal in its hands.
import { errorSentences } from '../error-words.ts';
import type { Outcome } from '../outcome.ts';
import type { RunInTerminal, Runner } from '../system/runner.ts';

/** What it is done with. */
export interface InstallForGatewayOptions {
  /** `dist/zca.js`; undefined where this program brings none along. */
  readonly ownZcaPath: string | undefined;
  /** Runs it. Default: the Node of this process. */
  readonly nodePath?: string;
  readonly run: RunInTerminal;
  readonly runner: Pick<Runner, 'note'>;
}

/** Runs `zca install` in the terminal; what it wrote, or did not, it has said itself. */
export const installForGateway = async (options: InstallForGatewayOptions): Promise<Outcome> => {
  const { ownZcaPath, nodePath = process.execPath, run, runner } = options;
  if (ownZcaPath === undefined) return { ok: false, error: errorSentences.zcaNotFound() };
  const command = { file: nodePath, args: [ownZcaPath, 'install', '--pause'], program: 'zca' };
  const noteEnd = runner.note?.(command);
  const end = await run(command);
  noteEnd?.(
    end.ok
      ? { type: 'exited', code: end.exitCode }
      : { type: 'not-started', reason: end.error.detail ?? end.error.sentence },
  );
  if (!end.ok) return end;
  if (end.exitCode === 0)
    return { ok: true, sentence: 'zca install has ended; the checklist says what is found.' };
  return {
    ok: false,
    error: errorSentences.commandFailed({ what: 'zca install', exitCode: end.exitCode, detail: undefined }),
  };
};
