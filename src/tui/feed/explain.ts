// Lets the gateway log why it drops what it drops, and log as before again: a change of the config, shown and asked as every other.
import { isExplaining } from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';

/** The level each console found when it switched the explanations on: that is what it goes back to. */
const levelsBefore = new WeakMap<App['console'], { readonly level: string | undefined }>();

/** Switches the explanations on or off. */
export const toggleExplaining = async (app: App, { core }: Frame): Promise<void> => {
  if (isExplaining(core)) {
    const { level } = levelsBefore.get(app.console) ?? {};
    await changeConfig(app, { type: 'set-log-level', ...(level === undefined ? {} : { level }) });
    return;
  }
  const { logLevel } = core.config;
  if (await changeConfig(app, { type: 'set-log-level', level: 'debug' }))
    levelsBefore.set(app.console, { level: logLevel });
};
