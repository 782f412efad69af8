// Hands the terminal to the operator's editor and takes it back.
import { type Outcome, sentences } from '../../core/index.ts';
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

/** Opens `path` in the editor; resolves when the editor has ended and the console is drawn again. */
export const editFile = async (host: EditorHost, path: string): Promise<Outcome> => {
  const [file = 'vi', ...args] = editorCommand(host.env, host.platform);
  const words = sentences.changeQuestions;
  const end = await handOver(host, { file, args: [...args, path] });
  if (end.type !== 'ended') return { ok: false, error: { code: 'not-started', sentence: words.noEditor(file), hint: words.noEditorHint } };
  if (end.code === 0) return { ok: true };
  return { ok: false, error: { code: 'command-failed', sentence: words.editorFailed(file, end.code ?? -1), hint: words.editorHint } };
};
