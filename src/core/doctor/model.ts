// What lies around the channel: files that should be private, codes in a log. Plain data.
import type { ProfileName } from '../shared/ids.ts';

/** A file with secrets of the channel, or a folder of them, that its mode opens to other users of the machine. */
export interface OpenFile {
  /** Absolute; links followed. */
  readonly path: string;
  /** `session`: of zca, or the database of OpenClaw; `config`: with secrets in it; `store`: of pairing. */
  readonly kind: 'session' | 'config' | 'store';
  readonly isFolder: boolean;
  /** Others may change it, too. */
  readonly isWritable: boolean;
  /** The folders on the way let others in. If not, only they keep the file private. */
  readonly isReachable: boolean;
  /** May this user change the mode? */
  readonly isOurs: boolean;
  readonly profile?: ProfileName;
}

/** Pairing codes in OpenClaw's log. Counts only: the codes are kept nowhere. */
export interface LogLeaks {
  readonly file: string;
  /** Different codes that somebody listed there. */
  readonly codes: number;
  /** Those of them that still work. */
  readonly pending: number;
  /** Every user of the machine can read the log. */
  readonly isReadable: boolean;
}

/** All that is looked after beside the accounts. */
export interface FilePermissions {
  /** When the files were looked at; absent before. */
  readonly checkedAtMs?: number;
  readonly openFiles: readonly OpenFile[];
  /** Profiles whose session lies on this machine, whether or not it still works. */
  readonly sessions: readonly ProfileName[];
  /** Absent: there is no log, or no code in it. */
  readonly log?: LogLeaks;
}
