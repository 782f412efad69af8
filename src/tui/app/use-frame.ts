// From the two stores to frames: keys are drawn at once, what the core learns at most every `coalesceMs`.
import { useEffect, useState } from 'react';
import type { AppHandle } from './create-app.ts';
import type { Frame } from './frame.ts';

/** Core events are gathered for so long (ms) before they are drawn. Ink's own limiter would hold keys back, too. */
export const coalesceMs = 40;

/** The present frame; a new one after every change. `onCore` is called at once after every change of the core. */
export const useFrame = ({ app, ui }: AppHandle, onCore: () => void): Frame => {
  const [frame, setFrame] = useState(() => app.frame());
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    const draw = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setFrame(app.frame());
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
    };
  }, [app, ui, onCore]);
  return frame;
};
