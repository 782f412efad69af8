import { expect, it } from 'vitest';
import { styled } from '../../src/zca/styles.ts';

const shown = (text: string): string => {
  const { msg, styles } = styled(text);
  return [msg, ...styles.map(({ start, len, st }) => `${st}:${msg.slice(start, start + len)}`)].join('|');
};

it.each([
  ['**Chào** bạn', 'Chào bạn|b:Chào'],
  ['__đậm__ *nghiêng* ~~bỏ~~', 'đậm nghiêng bỏ|b:đậm|i:nghiêng|s:bỏ'],
  ['{red}đỏ{/red} {big}to{/big} {underline}gạch{/underline}', 'đỏ to gạch|c_db342e:đỏ|f_18:to|u:gạch'],
  ['**a *b* c** *d*', 'a b c d|b:a b c|i:b|i:d'],
  ['{red}hai\ndòng{/red}', 'hai\ndòng|c_db342e:hai\ndòng'],
  ['🌸 **hoa 🌸** x', '🌸 hoa 🌸 x|b:hoa 🌸'],
])('%j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

it.each([
  '2*3*4 = 24',
  'snake__case__name',
  '* một\n* hai',
  '** trống **',
  '**dở dang',
  'hai\n**dòng\nnày**',
  '`**mã**`',
  '{red}dở dang',
  '{xanh}lạ{/xanh}',
  '',
])('%j is sent as it is', (text) => {
  expect(styled(text)).toEqual({ msg: text, styles: [] });
});

it('a text of marks alone costs no time, and a longer one than Zalo takes is left alone', () => {
  const marks = '**'.repeat(2_400);
  expect(styled(marks).msg.length).toBeLessThanOrEqual(marks.length);
  const long = `**${'x'.repeat(6_000)}**`;
  expect(styled(long)).toEqual({ msg: long, styles: [] });
});
