/** What stands between and after the lines of a difference between two versions of a config file. */
export const configDiffSentences = {
  gap: (lines: number): string => (lines === 1 ? '1 unchanged line' : `${lines} unchanged lines`),
  /** Follows the last line of the side that does not end in a newline, where the other does. */
  noFinalNewline: '(no newline at the end)',
} as const;
