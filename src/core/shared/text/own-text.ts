// Parts of long texts. A string cut out of another one keeps all of that one in memory: a name out of a line of a megabyte costs a megabyte.

/** The same text in memory of its own, whatever it was cut out of. */
// JSON is the copy that is to be had everywhere, and it leaves every code unit as it is, halves of pairs too.
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
