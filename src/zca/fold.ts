/**
 * A name as people search for it: without case, marks and doubled spaces, `đ` as `d`; the same for both ways Unicode writes Vietnamese
 * (NFC, NFD).
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
