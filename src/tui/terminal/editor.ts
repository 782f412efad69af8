// Hands the terminal to the operator's editor and takes it back.

import type { Outcome } from '../../core/index.ts';
import { changeQuestionSentences } from '../access/words-change.ts';
import { type HandOverHost, handOver } from './hand-over.ts';

/** What an editor is started with. */
export interface EditorHost extends HandOverHost {
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
export const editFile = async (host: EditorHost, path: string, line?: number): Promise<Outcome> => {
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
