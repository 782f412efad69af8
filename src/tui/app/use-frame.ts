// From the two stores to frames: keys are drawn at once, what the core learns at most every `coalesceMs`.
import { useEffect, useState } from 'react';
import type { AppHandle } from './create-app.ts';
import type { Frame } from './frame.ts';

/** Core events are gathered for so long (ms) before they are drawn. Ink's own limiter would hold keys back, too. */
export const coalesceMs = 40;

/** Where frames go. While it needs to drain, nothing is read there. */
export type FrameOutput = NodeJS.WritableStream & { readonly writableNeedDrain?: boolean };

/**
 * The present frame; a new one after every change, or once the terminal has taken what it was given before: whoever does not look gets one
 * frame in the end, not thousands. `onCore` is called at once after every change of the core.
 */
export const useFrame = ({ app, ui }: AppHandle, stdout: FrameOutput, onCore: () => void): Frame => {
  const [frame, setFrame] = useState(() => app.frame());
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    let isWaiting = false;
    const draw = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (stdout.writableNeedDrain !== true) setFrame(app.frame());
      else if (!isWaiting) {
        isWaiting = true;
        stdout.once('drain', onDrain);
      }
    };
    const onDrain = (): void => {
      isWaiting = false;
      draw();
    };
    const offUi = ui.subscribe(draw);
    const offCore = app.console.store.subscribe(() => {
      onCore();
      timer ??= setTimeout(draw, coalesceMs);
    });
    onCore();
    draw();
    return () => {
      offUi();
      offCore();
      clearTimeout(timer);
      stdout.off('drain', onDrain);
    };
  }, [app, ui, stdout, onCore]);
  return frame;
};
