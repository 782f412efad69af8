// Ids of Zalo are 15 to 19 digits: people compare their ends.

/** The end of an id, as rows show it: `…4821`. Ids of up to six characters stay whole. */
export const shortId = (id: string, ellipsis = '…'): string =>
  id.length <= 6 ? id : `${ellipsis}${id.slice(-4)}`;

/** Beginning and end of an id, as questions show it: `4512…4821`. Ids of up to ten characters stay whole. */
export const briefId = (id: string, ellipsis = '…'): string =>
  id.length <= 10 ? id : `${id.slice(0, 4)}${ellipsis}${id.slice(-4)}`;
