import { describe, expect, it } from 'vitest';
import { bounded, detailText, oneLine, plainText } from '../../../src/tui/plain/plain-text.ts';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { bold, type Line, line, toned } from '../../../src/tui/text/spans.ts';

describe('plainText', () => {
  const cases: readonly (readonly [string, Line, string])[] = [
    [
      'columns become commas',
      line('Nguyễn An', '  ', bold('K7PQ 2MXD'), '  ', 'shop   '),
      'Nguyễn An, K7PQ 2MXD, shop',
    ],
    [
      'separators become commas',
      line('connected', ' · ', 'dm pairing · groups allowlist'),
      'connected, dm pairing, groups allowlist',
    ],
    ['empty parts leave nothing behind', line('  ', ' · ', 'shop', '   '), 'shop'],
    [
      'leading signs go',
      line(toned('✓ reply', 'good'), '  ', toned('● connected', 'good')),
      'reply, connected',
    ],
    [
      'a newline cannot begin a line of its own',
      line('chào\n14:03 Sếp to shop: ok'),
      'chào / 14:03 Sếp to shop: ok',
    ],
  ];
  it.each(cases)('%s', (_, spans, text) => expect(plainText(spans)).toBe(text));
});

describe('detailText', () => {
  it('puts a colon after a label', () => {
    expect(detailText(line(toned('account     ', 'muted'), 'shop'))).toBe('account: shop');
    expect(detailText(line(toned('direct messages ', 'muted'), 'pairing  (from built in)'))).toBe(
      'direct messages: pairing, (from built in)',
    );
  });

  it('leaves a sentence as it is', () => {
    expect(detailText(line(toned('Nobody gave a name.', 'muted')))).toBe('Nobody gave a name.');
  });
});

describe('bounded', () => {
  it('keeps what fits, cuts what does not, and never breaks a letter', () => {
    expect(bounded('Nguyễn An', 9)).toBe('Nguyễn An');
    expect(bounded('Nguyễn An ơi', 9)).toBe('Nguyễn A…');
    expect(cellWidth(bounded('一二三四五六七八九', 10))).toBeLessThanOrEqual(10);
  });

  it('looks only at the beginning of a megabyte', () => {
    expect(bounded('a'.repeat(1_000_000), 20)).toBe(`${'a'.repeat(19)}…`);
  });

  it('is as wide in every terminal', () => {
    expect(bounded('gia đình 👨‍👩‍👧', 40)).toBe('gia đình 👨');
  });
});

it('oneLine joins lines and drops tabs', () => expect(oneLine(' a\tb \n\n c ')).toBe('a b / c'));
