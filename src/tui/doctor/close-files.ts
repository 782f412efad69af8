// Files with secrets that other users of the machine may read, closed to them: each is named first, with the command that does the same.
import { closableFiles, closeCommand, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/handlers.ts';

const words = sentences.housekeeping;

const closeFiles = async (app: App): Promise<void> => {
  const files = closableFiles(app.frame().core);
  const isSure = await app.confirm({
    title: words.closeTitle(files.length),
    lines: [...files.map(closeCommand), words.closeWarning],
    confirmLabel: words.closeConfirm,
    isDanger: true,
  });
  // Only what was read here, whatever else has been found meanwhile.
  if (isSure) await app.attempt(app.console.actions.makeFilesPrivate(files.map(({ path }) => path)));
};

export const fileHandlers: Handlers<IdsOf<'files'>> = {
  'files.close': {
    reason: ({ core }) => (closableFiles(core).length === 0 ? words.noneOpen : undefined),
    run: closeFiles,
  },
};
