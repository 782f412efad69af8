import { useEffect, useRef } from 'react';
import { pendingRequests, requestKey, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { bell } from './escapes.ts';

/**
 * Says so once when somebody new asks to be let in: a word where another screen is shown, and the bell if the operator
 * asked for it. Requests that were there at the start are on the badge already.
 */
export const useKnocks = (app: App, stdout: NodeJS.WritableStream, hasBell: boolean, { core, ui }: Frame): void => {
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const isRead = core.pairing.status === 'ready';
  const keys = pendingRequests(core, ui.nowMs, 'all').map(requestKey).join('\n');
  useEffect(() => {
    if (!isRead) return;
    const now = new Set(keys === '' ? [] : keys.split('\n'));
    const before = known.current;
    known.current = now;
    const fresh = before === undefined ? 0 : [...now].filter((key) => !before.has(key)).length;
    if (fresh === 0) return;
    if (hasBell) stdout.write(bell);
    if (app.frame().ui.screen !== 'pairing') app.note(sentences.frame.knocks(fresh));
  }, [app, stdout, hasBell, isRead, keys]);
};
