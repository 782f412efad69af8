import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { strokeLabel, strokesOf } from '../../../src/tui/keys/strokes.ts';

const none: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};
const names = (input: string, key: Partial<Key> = {}): string[] =>
  strokesOf(input, { ...none, ...key }).map(({ name }) => name);

describe('strokesOf', () => {
  it.each<[string, string, Partial<Key>, string[]]>([
    ['a letter', 'j', {}, ['j']],
    ['a burst of letters', 'jjj', {}, ['j', 'j', 'j']],
    ['a letter and Enter in one report', 'a\r', {}, ['a', 'enter']],
    ['a capital', 'G', { shift: true }, ['G']],
    ['Vietnamese composed and decomposed', 'ạa\u0323', {}, ['ạ', 'a\u0323']],
    ['a replacement by an input method', '\u007Fạ', {}, ['backspace', 'ạ']],
    ['the space bar', ' ', {}, ['space']],
    ['Enter', '', { return: true }, ['enter']],
    ['Tab and Shift+Tab', '', { tab: true, shift: true }, ['shift+tab']],
    ['Esc', '', { escape: true }, ['esc']],
    ['Esc fused with a letter', 'j', { meta: true }, ['esc', 'j']],
    ['Ctrl', 'c', { ctrl: true }, ['ctrl+c']],
    ['an arrow', '', { upArrow: true }, ['up']],
    ['a function key', '', {}, ['f1']],
    ['the release of a key', 'j', { eventType: 'release' }, []],
  ])('%s', (_, input, key, expected) => expect(names(input, key)).toEqual(expected));

  it('gives text to what can be typed, and to nothing else', () => {
    expect(strokesOf('ạ ', none)).toEqual([
      { name: 'ạ', text: 'ạ' },
      { name: 'space', text: ' ' },
    ]);
    expect(strokesOf('', { ...none, return: true })).toEqual([{ name: 'enter' }]);
  });
});

describe('strokeLabel', () => {
  it.each([
    ['ctrl+p', '^p'],
    ['enter', 'Enter'],
    ['j', 'j'],
    ['up', '↑'],
  ])('%s is written %s', (name, label) => expect(strokeLabel(name)).toBe(label));
  it('is ASCII where asked', () => expect(strokeLabel('up', true)).toBe('Up'));
});
