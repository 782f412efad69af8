/** The zca to run: a program file, or Node with a script. */
export interface ZcaProgram {
  /** Absolute path of the executable. */
  readonly file: string;
  /** Come before every argument: the script, where `file` is Node. */
  readonly prefixArgs: readonly string[];
  /** What the operator knows it by. */
  readonly shownPath: string;
}
