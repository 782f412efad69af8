// What actions may ask of the terminal, done; the operator's editor among it.

import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { type Clock, type Outcome, type RunInTerminal, sentences, systemClock } from '../../core/faces.ts';
import { changeQuestionSentences } from '../access/words.ts';
import type { TerminalPort } from '../app/app.ts';
import { frameSentences } from '../app/words.ts';
import { loginScreenSentences } from '../login/words.ts';
import { type HandOverHost, handOver } from './hand-over.ts';
import { clipboardCode } from './modes.ts';

interface EditorHost extends HandOverHost {
  readonly platform: NodeJS.Platform;
}

/** `VISUAL`, else `EDITOR`, else what every such system has. May have arguments: `code --wait`. */
export const editorCommand = (env: EditorHost['env'], platform: NodeJS.Platform): readonly string[] => {
  const named = [env['VISUAL'], env['EDITOR']].find((value) => value !== undefined && value.trim() !== '');
  if (named !== undefined) return named.trim().split(/\s+/u);
  return [platform === 'win32' ? 'notepad' : 'vi'];
};

/** Editors that begin at a line when told `+LINE`. */
const plusLine = [
  'vi',
  'vim',
  'nvim',
  'view',
  'nano',
  'pico',
  'emacs',
  'emacsclient',
  'micro',
  'kak',
  'joe',
  'jed',
  'ne',
  'mg',
  'mcedit',
];
/** Editors that take `FILE:LINE`; the first two only after `--goto`. */
const goTo = ['code', 'codium'];
const colonLine = ['hx', 'helix', 'subl', 'zed'];

/** What an editor is called with. An editor nobody knows here gets the path alone: `+12` might be a file to it. */
export const editorArguments = (
  editor: string,
  path: string,
  line: number | undefined,
): readonly string[] => {
  const name = (editor.split(/[\\/]/u).at(-1) ?? editor).replace(/\.(?:exe|cmd)$/iu, '');
  if (line === undefined) return [path];
  if (plusLine.includes(name)) return [`+${line}`, path];
  if (goTo.includes(name)) return ['--goto', `${path}:${line}`];
  return [colonLine.includes(name) ? `${path}:${line}` : path];
};

/** Opens `path` in the editor, at `line` where it can; resolves when the editor has ended and the console is drawn again. */
const editFile = async (host: EditorHost, path: string, line?: number): Promise<Outcome> => {
  const [file = 'vi', ...args] = editorCommand(host.env, host.platform);
  const words = changeQuestionSentences;
  const end = await handOver(host, { file, args: [...args, ...editorArguments(file, path, line)] });
  if (end.type !== 'ended')
    return {
      ok: false,
      error: { code: 'not-started', sentence: words.noEditor(file), hint: words.noEditorHint },
    };
  if (end.code === 0) return { ok: true };
  return {
    ok: false,
    error: {
      code: 'command-failed',
      sentence: words.editorFailed(file, end.code ?? -1),
      hint: words.editorHint,
    },
  };
};

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer' };

/** A viewer that has not failed within this time (ms) is taken to show the picture: it stays, or has handed it over. */
export const viewerGraceMs = 1_000;

export interface TerminalPortOptions {
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** The environment of the viewer. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How a viewer ended; explorer exits 1 also when all is well. */
const outcomeOf = (
  path: string,
  viewer: string,
  code: number | null,
  signal: NodeJS.Signals | null,
): Outcome => {
  if (code === 0 || (code !== null && viewer === openers.win32))
    return { ok: true, sentence: frameSentences.opened(path) };
  const { exited, signalled } = frameSentences.outcomes;
  const end = code === null ? signalled(signal ?? '') : exited(code);
  return {
    ok: false,
    error: {
      code: 'command-failed',
      sentence: loginScreenSentences.viewerFailed(viewer, end),
      hint: frameSentences.noViewerHint(path),
    },
  };
};

/** Resolves once it is known, or as good as known, whether the viewer shows the file. The viewer outlives the console. */
const openWith = (
  viewer: string,
  path: string,
  { clock = systemClock, env = process.env }: TerminalPortOptions,
): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(viewer, [path], { stdio: 'ignore', detached: true, env });
    let cancelGrace = (): void => undefined;
    child.once('spawn', () => {
      cancelGrace = clock.after(viewerGraceMs, () =>
        resolve({ ok: true, sentence: frameSentences.opened(path) }),
      );
      child.unref();
    });
    child.once('exit', (code, signal) => {
      cancelGrace();
      resolve(outcomeOf(path, basename(viewer), code, signal));
    });
    child.once('error', () => {
      cancelGrace();
      resolve({
        ok: false,
        error: {
          code: 'not-started',
          sentence: frameSentences.noViewer,
          hint: frameSentences.noViewerHint(path),
        },
      });
    });
  });

const runInTerminal =
  (host: EditorHost): RunInTerminal =>
  async (command) => {
    const end = await handOver(host, { ...command, remembersErrors: true });
    if (end.type === 'ended')
      return { ok: true, exitCode: end.code ?? undefined, stderrTail: end.stderrTail };
    const detail = end.type === 'not-started' ? end.errno : undefined;
    return {
      ok: false,
      error: sentences.errors.notStarted({ what: command.program ?? basename(command.file), detail }),
    };
  };

/** A TerminalPort over a real terminal: opens files with the system's viewer, edits them with the operator's editor. */
export const createTerminalPort = (host: EditorHost, options: TerminalPortOptions = {}): TerminalPort => ({
  copy: (text) => void host.stdout.write(clipboardCode(text)),
  edit: (path, line) => editFile(host, path, line),
  run: runInTerminal(host),
  open: (path) => openWith(openers[host.platform] ?? 'xdg-open', path, options),
});
