import { describe, expect, it } from 'vitest';
import { editorArguments, editorCommand } from '../../../src/tui/terminal/port.ts';

describe('the operator’s editor', () => {
  it.each([
    [{ VISUAL: 'nano', EDITOR: 'vim' }, 'linux', ['nano']],
    [{ VISUAL: ' ', EDITOR: 'code --wait' }, 'linux', ['code', '--wait']],
    [{}, 'linux', ['vi']],
    [{}, 'win32', ['notepad']],
  ] as const)('%j on %s', (env, platform, expected) =>
    expect(editorCommand(env, platform)).toEqual(expected),
  );

  it.each([
    ['vi', ['+12', '/c/a.json']],
    ['/usr/bin/nvim', ['+12', '/c/a.json']],
    ['C:\\Program Files\\Vim\\vim.exe', ['+12', '/c/a.json']],
    ['code', ['--goto', '/c/a.json:12']],
    ['hx', ['/c/a.json:12']],
    // To an editor nobody knows here `+12` could be a file.
    ['notepad', ['/c/a.json']],
    ['my-editor', ['/c/a.json']],
  ])('%s begins at the line if it can be told to', (editor, expected) => {
    expect(editorArguments(editor, '/c/a.json', 12)).toEqual(expected);
    expect(editorArguments(editor, '/c/a.json', undefined)).toEqual(['/c/a.json']);
  });
});
