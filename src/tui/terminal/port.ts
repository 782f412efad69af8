// What actions may ask of the terminal, done.
import { spawn } from 'node:child_process';
import { type Outcome, sentences } from '../../core/index.ts';
import type { TerminalPort } from '../app/app.ts';
import { clipboardCode } from './escapes.ts';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = { darwin: ['open'], win32: ['explorer'] };

/** A TerminalPort that writes to `stdout` and opens files with the system's viewer. */
export const createTerminalPort = (stdout: NodeJS.WritableStream, platform: NodeJS.Platform): TerminalPort => ({
  copy: (text) => void stdout.write(clipboardCode(text)),
  open: (path) =>
    new Promise<Outcome>((resolve) => {
      const [file = 'xdg-open', ...args] = openers[platform] ?? ['xdg-open'];
      const viewer = spawn(file, [...args, path], { stdio: 'ignore', detached: true });
      viewer.once('spawn', () => {
        viewer.unref();
        resolve({ ok: true, sentence: sentences.frame.opened(path) });
      });
      viewer.once('error', () =>
        resolve({
          ok: false,
          error: { code: 'not-started', sentence: sentences.frame.noViewer, hint: sentences.frame.noViewerHint(path) },
        }),
      );
    }),
});
