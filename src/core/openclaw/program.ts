/** The `openclaw` to run: a program file, or Node with a script. */
export interface OpenClawProgram {
  /** Absolute path of the executable. */
  readonly file: string;
  /** Come before every argument: the script, where `file` is Node. */
  readonly prefixArgs: readonly string[];
  /** What the operator knows it by. */
  readonly shownPath: string;
  /** Added to the environment of every call: which config is meant, where the operator has named one. */
  readonly env: Readonly<Record<string, string>>;
}

/** Scripts run through Node, so they need no executable bit, and it works on Windows. */
export const isScript = (file: string): boolean => /\.[cm]?js$/iu.test(file);

/**
 * The program of a file.
 * @param nodePath the Node that runs scripts
 */
export const openClawProgram = (file: string, nodePath: string, env: OpenClawProgram['env'] = {}): OpenClawProgram =>
  isScript(file) ? { file: nodePath, prefixArgs: [file], shownPath: file, env } : { file, prefixArgs: [], shownPath: file, env };
