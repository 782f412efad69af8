/** Lines of a row in a list whose rows have a line below them. */
export const tallRowLines = 2;
