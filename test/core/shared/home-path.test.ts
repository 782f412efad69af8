import { describe, expect, it } from 'vitest';
import { underHome } from '../../../src/core/shared/home-path.ts';

describe('underHome', () => {
  it.each([
    ['~', '/home/ann'],
    ['~/feed.ndjson', '/home/ann/feed.ndjson'],
    ['~\\feed.ndjson', '/home/ann\\feed.ndjson'],
    ['~/~/x', '/home/ann/~/x'],
  ])('%s is in the home folder', (path, expected) => {
    expect(underHome(path, '/home/ann')).toBe(expected);
  });

  it.each(['~bob/x', '~~', './~/x', '/a/~', 'a~', ''])('%j is a path like any other', (path) => {
    expect(underHome(path, '/home/ann')).toBe(path);
  });

  it('takes the name of the home folder as it is', () => {
    expect(underHome('~/x', '/home/a$&$1b')).toBe('/home/a$&$1b/x');
  });
});
