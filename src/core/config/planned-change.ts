import type { Finding } from '../model/finding.ts';
import type { ReloadEffect } from './change-request.ts';
import type { ConfigView } from './config-view.ts';

/** A file the config was read from, as it was then. Holds secrets: for memory only. */
export interface ReadFile {
  readonly file: string;
  /** Undefined: there was none. */
  readonly text: string | undefined;
  /** The gateway's `.env`: its values are never shown. */
  readonly isEnvironment?: true;
}

/** A change of the config that has not been written: all an operator needs to decide. */
export interface PlannedChange {
  /** What it does, in a few words. */
  readonly summary: string;
  /** The one file it is written to, absolute. */
  readonly file: string;
  /** The file a link leads to, where `file` is one: what is really written, with the backups beside it. */
  readonly linkedFile?: string;
  /** The text the plan was made on; undefined where there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly diff: readonly DiffLine[];
  readonly reload: ReloadEffect;
  /** What the gateway does with it, in words; also where it is not known whether one runs. */
  readonly effect: string;
  /** What else changes, in sentences: other accounts and paths, what starts or stops running. Empty: nothing but what was asked for. */
  readonly consequences: readonly string[];
  /** Every file the config was read from when this was planned: a write is refused once one of them is another. */
  readonly read: readonly ReadFile[];
  /** The config as it would be. */
  readonly view: ConfigView;
  /** What the operator should know about the config as it would be, and need not know now. */
  readonly newFindings: readonly Finding[];
}

/** One row of a difference. */
export interface DiffLine {
  /** `gap`: unchanged lines that are left out. */
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  /** Harmless for a terminal, without secrets, at most some 400 code units; for a gap, how many lines it stands for. */
  readonly text: string;
  /** Line in the text before, from 1. */
  readonly beforeLine?: number;
  /** Line in the text after, from 1. */
  readonly afterLine?: number;
}
